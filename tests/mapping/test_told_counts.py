"""Counts that running prose tells with numbers in words: parts, plans, what goes on counting, the surroundings."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.tables import read_table
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
TOLD = read_table(Path(__file__).parent / "told_counts.csv", ("language", "text", "counts"))


def written(fact: Fact) -> str:
    """Return a count as the table writes it."""
    comparator = str(fact.detail("comparator"))
    planned = "p" if fact.detail("planned") else ""
    return f"{planned}{'' if comparator == '=' else comparator}{fact.value}"


@pytest.mark.parametrize(("language", "text", "counts"), [tuple(row.values()) for row in TOLD])
def test_what_a_sentence_counts(language: str, text: str, counts: str) -> None:
    document = read_text(f"{text}\n".encode(), name="page.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts

    assert [written(fact) for fact in facts if fact.field == "count"] == counts.split()
