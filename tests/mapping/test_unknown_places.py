"""Names that no gazetteer has: beside known towns in a place field, or behind a word for a quarter; buildings, days and levels are none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("unknown_places.csv")


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_a_line_names_places(row: dict[str, str]) -> None:
    document = read_text(f"12\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    found = {fact.value for fact in facts if fact.field == "place"} - {None}
    assert found == set(row["places"].split("|")) - {""}
