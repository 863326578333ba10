"""``practicegraph map``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from practicegraph.commands import cli, main


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "tea.txt"
    path.write_text("Tea House\n\nCountry\nSweden\n\nContact\nann@example.org\n", encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, ["map", "--quiet", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def test_prints_facts_as_json_lines(page: Path) -> None:
    facts = [json.loads(line) for line in run(page).stdout.splitlines()]
    assert ("country", "SE") in {(fact["field"], fact["value"]) for fact in facts}
    assert not any(fact["field"] == "contact" for fact in facts)


def test_prints_personal_data_only_when_asked(page: Path) -> None:
    assert "ann@example.org" not in run(page).stdout + run(page, "--format", "text").stdout
    facts = [json.loads(line) for line in run(page, "--with-personal-data").stdout.splitlines()]
    assert [fact["value"] for fact in facts if fact["field"] == "contact"] == ["ann@example.org"]


def test_prints_the_text_that_offsets_count_in(page: Path) -> None:
    text = run(page, "--format", "text").stdout
    for line in run(page).stdout.splitlines():
        fact = json.loads(line)
        assert text[fact["start"] : fact["end"]] == fact["exact"]
    (record,) = run(page, "--format", "text", "--json").stdout.splitlines()
    assert json.loads(record) == {"document": "tea.txt", "text": text}


def test_prints_blocks(page: Path) -> None:
    assert run(page, "--format", "blocks").stdout.splitlines()[0] == "0-9 paragraph \tTea House"
    first = json.loads(run(page, "--format", "blocks", "--json").stdout.splitlines()[0])
    assert first == {"document": "tea.txt", "kind": "paragraph", "start": 0, "end": 9, "text": "Tea House"}


def test_prints_graphs_without_personal_data(page: Path) -> None:
    other = page.with_name("coffee.txt")
    other.write_text("Coffee House\n\nCountry\nBulgaria\n", encoding="utf-8")
    printed = run(page, other, "--format", "nquads", "--with-personal-data").stdout
    assert "ann@example.org" not in printed
    quads = list(parse(printed.encode(), format=RdfFormat.N_QUADS))
    names = {str(quad.graph_name).rpartition("graph/")[2].strip(">") for quad in quads}
    assert names == {"consolidated", "document/coffee", "document/tea", "evidence"}
    assert printed == run(page, "--format", "nquads").stdout + run(other, "--format", "nquads").stdout


def test_bad_input_is_one_line_and_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    with pytest.raises(SystemExit) as caught:
        main(["map", str(path)])
    assert caught.value.code == 1
    captured = capsys.readouterr()
    assert captured.err == f"practicegraph: {path}: is empty: no text in it\n"
    assert captured.out == ""
