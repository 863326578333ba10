"""Whom a practice is for among those who act in it, and people told by their protection or origin, in 27 languages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("served_groups.csv")
LANGUAGES: Final = 27


def test_the_table_has_all_languages() -> None:
    assert len({row["language"] for row in rows_of(TABLE)}) == LANGUAGES


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_a_sentence_names_those_served(row: dict[str, str]) -> None:
    document = read_text(f"12\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    found = {fact.value for fact in facts if fact.field == "targetGroup"} - {None}
    assert found == set(row["groups"].split("|"))
