"""Towns in which something is, apart from those that a text only names in passing, in 26 languages.

``passed_places.csv`` was written before the rules; it gives the dictionary forms of the towns, of which the first letters
are compared.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("passed_places.csv")
LETTERS: Final = 3
RECALL: Final = 0.97
PRECISION: Final = 0.98
FLED: Final = ("Україна", "Ukraine", "Syri", "Afghan", "Síria")
FEWEST: Final = {"sentences": 80, "languages": 25}


def places(text: str, language: str) -> set[str]:
    document = replace(read_text(f"Tea\n\n{text}".encode(), name="a.txt"), language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return {fold(fact.exact)[:LETTERS] for fact in facts if fact.field == "place"}


def test_the_table_is_broad() -> None:
    assert len(rows_of(TABLE)) >= FEWEST["sentences"]
    assert len({row["language"] for row in rows_of(TABLE)}) >= FEWEST["languages"]


def test_towns_named_in_passing_are_no_places() -> None:
    found, wanted, right = 0, 0, 0
    wrong: list[tuple[str, set[str]]] = []
    for row in rows_of(TABLE):
        expected = {fold(name)[:LETTERS] for name in row["places"].split("|")}
        told = places(row["text"], row["language"])
        found, wanted, right = found + len(told), wanted + len(expected), right + len(told & expected)
        if told != expected:
            wrong.append((row["text"], told))
    assert right >= RECALL * wanted, wrong
    assert right >= PRECISION * found, wrong


@pytest.mark.parametrize("row", [row for row in rows_of(TABLE) if any(name in row["text"] for name in FLED)])
def test_places_that_people_fled_are_none(row: dict[str, str]) -> None:
    expected = {fold(name)[:LETTERS] for name in row["places"].split("|")}
    assert places(row["text"], row["language"]) == expected
