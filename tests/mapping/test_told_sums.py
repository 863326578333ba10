"""Sums and shares that running prose tells in words: "half a million euros", "financed to two thirds by"."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.tables import read_table
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
NAMES = {"fundingShare": "share", "fundingAmount": "amount", "budget": "budget"}
TOLD = read_table(Path(__file__).parent / "told_sums.csv", ("language", "text", "says"))


@pytest.mark.parametrize(("language", "text", "says"), [tuple(row.values()) for row in TOLD])
def test_which_sums_a_sentence_tells(language: str, text: str, says: str) -> None:
    document = read_text(f"{text}\n".encode(), name="page.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    told = {f"{NAMES[fact.field]} {fact.value}" for fact in facts if fact.field in NAMES}

    assert told == {one for one in says.split(";") if one}
