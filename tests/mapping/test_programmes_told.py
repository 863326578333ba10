"""Programmes of the Union that a sentence names as what pays, in the words and cases of each language."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Block, BlockKind, Document

KNOWLEDGE = Knowledge.load()
with Path(__file__).with_name("programmes_told.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [tuple(row.values()) for row in csv.DictReader(line for line in lines if line[0] != "#")]


@pytest.mark.parametrize(("language", "text", "says"), ROWS)
def test_programmes_are_known_by_all_their_names(language: str, text: str, says: str) -> None:
    block = Block(BlockKind.PARAGRAPH, 0, len(text), text)
    facts = map_document(Document("text.txt", text, (block,), language=language), KNOWLEDGE).facts
    assert {str(fact.value) for fact in facts if fact.field == "fundingProgramme" and fact.value} == (
        {says} if says else set()
    )
