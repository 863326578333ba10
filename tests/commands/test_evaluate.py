"""``practicegraph evaluate`` on the shipped documents, and what it says of gold that does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from practicegraph.commands import main
from practicegraph.folders import folder

DOCUMENTS = str(folder("data", "documents"))
GOLD = str(Path(__file__).parents[1] / "gold" / "documents.jsonl")


def run(*arguments: str) -> int:
    """Run the command line in this process and return its exit status."""
    try:
        main(["evaluate", *arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_the_scores_and_every_miss_are_printed(capsys):
    assert run(GOLD, "--documents", DOCUMENTS) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("field")
    for title in ("\nlanguage ", "\nlayout ", "\ntotal ", "\nMisses: ", "\nFalse facts: "):
        assert title in printed


def test_json_says_the_same_as_text(capsys):
    assert run(GOLD, "--documents", DOCUMENTS, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert run(GOLD, "--documents", DOCUMENTS, "--quiet") == 0
    printed = capsys.readouterr().out
    assert f"{record['total']['recall']:.3f}" in printed
    # The total leaves suggestions out, the lists do not.
    suggested = record["fields"]["sdg:suggested"]
    assert len(record["misses"]) == record["total"]["misses"] + suggested["misses"]
    assert len(record["false"]) == record["total"]["false"] + suggested["false"]
    assert "Misses" not in printed


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['{"document":"none.txt","complete":[],"layout":"l","language":"en"}'], ":1: "),
        (
            [
                '{"document":"news/14_en.txt","complete":[],"layout":"l","language":"en"}',
                '{"document":"news/14_en.txt","field":"activity","start":1,"end":1000000}',
            ],
            ":2: news/14_en.txt has ",
        ),
        (["{"], ":1: is not JSON"),
    ],
)
def test_gold_that_does_not_fit_is_one_line_with_its_place(tmp_path, capsys, lines, message):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run(str(path), "--documents", DOCUMENTS) == 1
    caught = capsys.readouterr()
    assert not caught.out
    assert caught.err.startswith(f"practicegraph: {path}{message}")
    assert caught.err.count("\n") == 1
