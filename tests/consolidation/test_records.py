from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.consolidation.blocking import pairs
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.matching import compare
from practicegraph.consolidation.records import Record, member_facts, record, source_key, title
from practicegraph.consolidation.weights import Weights
from practicegraph.errors import InvalidDataError
from practicegraph.mapping.mapped import MappedDocument

Make = Callable[..., MappedDocument]


def _record(mapped: MappedDocument) -> Record:
    ((member, facts),) = member_facts(mapped).items()
    return record(mapped, member, facts, Weights.load().words)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("https://www.example.org/bg/projects/one", "http://example.org/en/projects/one/", True),
        ("https://example.org/one_en", "https://example.org/one_sv", True),
        ("https://en.example.org/one", "https://example.org/one", True),
        ("https://example.org/one.en.html", "https://example.org/one.de.html", True),
        ("https://example.org/en/one", "https://example.org/en/two", False),
        ("https://example.org/show?id=1", "https://example.org/show?id=2", False),
        ("https://example.org/one", "https://example.com/one", False),
    ],
)
def test_an_address_without_its_language(first: str, second: str, same: bool) -> None:
    assert (source_key(first) == source_key(second)) == same


def test_a_site_is_no_page() -> None:
    assert source_key("https://example.org/") is None
    assert source_key("https://example.org/en/") is None
    assert source_key("http://[broken/one") is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bridge 2019", {"2019"}),
        ("Bridge III", {"iii"}),
        ("Bridge", set()),
        ("Bridge 1-2", {"1", "2"}),
        ("I and you", set()),
    ],
)
def test_numbers_of_a_title(text: str, numbers: set[str]) -> None:
    assert title(text, "en", frozenset()).numbers == numbers


def test_a_title_of_empty_words_keeps_them() -> None:
    assert title("Das Projekt", "de", frozenset({"das", "projekt"})).words == ("das", "projekt")


def test_names_and_figures_cross_languages(document: Make) -> None:
    english = document(
        "a", [(None, "We met in Vitosha and counted 12,345 guests, of 370 kinds, in 2019.", {})]
    )
    bulgarian = document(
        "b", [(None, "Срещнахме се във Витоша и преброихме 12 345 гости, 370 вида, през 2019.", {})]
    )
    first, second = _record(english), _record(bulgarian)
    assert first.figures == second.figures == {"12345", "370"}
    assert first.names & second.names == {"vts"}


_TITLES = st.lists(
    st.sampled_from(["Bridge", "Open bridge", "Bridge 2", "Мост", "Kitchen for all"]), max_size=2
)


@given(
    titles=st.tuples(_TITLES, _TITLES),
    years=st.tuples(st.sampled_from([None, "2016", "2018-03"]), st.just("2018")),
)
def test_a_comparison_has_no_direction(
    document: Make, titles: tuple[list[str], list[str]], years: Any
) -> None:
    first, second = (
        _record(document(name, [*(("title", value, {}) for value in found), ("start", year, {})]))
        for name, found, year in zip("ab", titles, years, strict=True)
    )
    one, other = compare(first, second, Weights.load()), compare(second, first, Weights.load())
    assert (one.score, sorted(one.evidence), one.veto) == (other.score, sorted(other.evidence), other.veto)


def test_many_projects_of_one_organisation_are_not_all_compared(document: Make) -> None:
    documents = [
        document(f"{n:03}{side}", [("title", f"Bridge of the {n}th street", {}), ("implementer", "Aid", {})])
        for n in range(150)
        for side in "ab"
    ]
    compared = {(first.member, second.member) for first, second in pairs([_record(one) for one in documents])}
    everything = list(combinations(documents, 2))
    assert len(compared) < len(everything) / 3
    assert len(consolidate(documents).undertakings) == 150


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("weight,title-equal,much,\n", "title-equal: no number"),
        ("wait,title-equal,1,\n", "title-equal: no kind of row"),
        ("threshold,candidate,1,\n", "lacks the threshold merge"),
    ],
)
def test_a_broken_table_of_weights_is_named(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "matching.csv"
    path.write_text(f"kind,name,value,identifying\n{rows}", encoding="utf-8")
    with pytest.raises(InvalidDataError) as error:
        Weights.load(path)
    assert said in str(error.value)
