"""Streets, squares and bridges that bear the name of a town or country, in 27 languages: no place and no country is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.streets import names_street
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("streets.csv")
LANGUAGES: Final = 27


def test_the_table_has_all_languages() -> None:
    assert len({row["language"] for row in rows_of(TABLE)}) == LANGUAGES


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_streets_are_no_places(row: dict[str, str]) -> None:
    document = read_text(f"12\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    found = {fact.value for fact in facts if fact.field == row["field"]} - {None}
    assert found == set(filter(None, row["values"].split("|")))


@pytest.mark.parametrize(
    ("text", "name", "language", "expected"),
    [
        ("the hall on Lyon Road", "Lyon", "en", True),
        ("the road from Lyon", "Lyon", "en", False),
        ("the Lyon street kitchen", "Lyon", "en", False),
        ("le quai de Lyon", "Lyon", "fr", True),
        ("la rue d’Italie", "Italie", "fr", True),
        ("la rue, à Lyon", "Lyon", "fr", False),
        ("přes Varšavskou ulici", "Varšavskou", "cs", True),
        ("бул. „Варна“ 5", "Варна", "bg", True),
        ("on Budapesti út 4", "Budapesti", "hu", True),
        ("Vilniaus gatvėse", "Vilniaus", "lt", False),
        ("in the rue de Lyon", "Lyon", None, True),
        ("in the plac Lyon", "Lyon", None, False),
    ],
)
def test_words_beside_a_name(text: str, name: str, language: str | None, expected: bool) -> None:
    start = text.index(name)
    assert names_street(text, start, start + len(name), language) is expected
