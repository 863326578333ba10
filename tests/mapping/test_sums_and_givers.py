"""Who gave a sum, took part or administers a fund, where the name stands behind the money or the verb."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Block, BlockKind, Document

KNOWLEDGE = Knowledge.load()
with Path(__file__).with_name("sums_and_givers.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [tuple(row.values()) for row in csv.DictReader(line for line in lines if line[0] != "#")]


@pytest.mark.parametrize(("language", "text", "says"), ROWS)
def test_names_behind_the_money_tell_who_gave_it(language: str, text: str, says: str) -> None:
    block = Block(BlockKind.PARAGRAPH, 0, len(text), text)
    facts = map_document(Document("text.txt", text, (block,), language=language), KNOWLEDGE).facts
    wanted: dict[str, set[str]] = {}
    field = ""
    for piece in says.split(";"):
        name, sign, value = piece.rpartition("=")
        field = name if sign else field
        wanted.setdefault(field, set()).update({value} - {""})
    for field, values in wanted.items():
        assert {str(fact.value) for fact in facts if fact.field == field and fact.value is not None} == values
