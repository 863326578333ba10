"""Towns beside others of a list, in 10 languages: known ones make small ones evident, names and words stay what they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("listed_towns.csv")


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_towns_of_lists(row: dict[str, str]) -> None:
    document = read_text(f"Tea\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    found = {fact.value for fact in facts if fact.field == "place"}
    assert found == set(filter(None, row["places"].split("|")))
