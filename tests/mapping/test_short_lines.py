"""Short lines of a label and its value, in 27 languages: how many, since when, how long, where and for whom."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.places import country_of_towns
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("short_lines.csv")


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["line"][:40])
def test_a_line_tells_a_value(row: dict[str, str]) -> None:
    document = read_text(f"12\n\n{row['line']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    found = {str(fact.value) for fact in facts if fact.field == row["field"] and fact.value is not None}
    assert found == {row["value"]} - {""}


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [("Nitra", "sk", "SK"), ("Nitra", "fr", None), ("Graz", "de", "AT"), ("Škola", "cs", None)],
)
def test_a_lone_town_is_one_where_the_language_is_spoken(
    text: str, language: str, country: str | None
) -> None:
    assert country_of_towns(text, PlaceKnowledge.load(), language) == country


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("We set up the helpdesk in January 2020.", set()),
        ("The hotline opened in 2019.", set()),
        ("Helpdesk: 116 000", {"116 000"}),
    ],
)
def test_a_year_behind_a_helpdesk_is_no_telephone(line: str, found: set[str]) -> None:
    document = read_text(f"12\n\n{line}\n".encode(), name="page.txt", language="en")
    facts = map_document(document, Knowledge.load()).facts
    assert {fact.exact for fact in facts if fact.field == "phone" and fact.value is not None} == found
