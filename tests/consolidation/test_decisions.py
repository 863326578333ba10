from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.model import Member
from practicegraph.errors import InvalidDataError


def _load(tmp_path: Path, *, identifiers: str = "", matches: str = "") -> Decisions:
    first, second = tmp_path / "identifiers.csv", tmp_path / "matches.csv"
    first.write_text(f"document,part,slug\n{identifiers}", encoding="utf-8")
    second.write_text(f"document_a,document_b,decision\n{matches}", encoding="utf-8")
    return Decisions.load(first, second)


def test_the_shipped_files_load() -> None:
    assert Decisions.load() == Decisions.load()


def test_reads_slugs_and_pairs(tmp_path: Path) -> None:
    found = _load(
        tmp_path,
        identifiers="a.txt,,one\nb.txt,2,two\n",
        matches="b.txt#2,a.txt,same\na.txt,c.txt,different\n",
    )
    assert found.slugs == {Member("a.txt"): "one", Member("b.txt", 2): "two"}
    assert found.same == {(Member("a.txt"), Member("b.txt", 2))}
    assert found.different == {(Member("a.txt"), Member("c.txt"))}


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"identifiers": "a.txt,,Not a slug\n"}, "identifiers.csv:a.txt: no slug"),
        ({"identifiers": "a.txt,x,one\n"}, "no part number"),
        ({"identifiers": "a.txt,,one\na.txt,,two\n"}, "two slugs"),
        ({"matches": "a,b,perhaps\n"}, "matches.csv:a, b: the decision is 'perhaps'"),
        ({"matches": "a,a,same\n"}, "compared with itself"),
        ({"matches": "a,b,same\nb,a,different\n"}, "decided both"),
        ({"matches": "a,b\n"}, "has 2 values for 3 columns"),
    ],
)
def test_names_the_row_that_is_wrong(tmp_path: Path, tables: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidDataError) as error:
        _load(tmp_path, **tables)
    assert said in str(error.value)
