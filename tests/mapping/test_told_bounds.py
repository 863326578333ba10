"""Verbs of beginning and ending: those before a comma, idioms of coming and going, associations that are founded, days with an hour."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("told_bounds.csv")


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_a_sentence_tells_a_bound(row: dict[str, str]) -> None:
    document = read_text(f"12\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    assert {fact.value for fact in facts if fact.field == row["field"]} - {None} == {row["value"]} - {""}
