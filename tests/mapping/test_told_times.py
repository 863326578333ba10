"""When something began, ended and how long it ran, in sentences of 26 languages; and what tells none of it.

``told_times.csv`` was written before the rules.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("told_times.csv")
FIELDS: Final = ("start", "end", "duration")
RECALL: Final = 0.97
PRECISION: Final = 0.98
FEWEST: Final = {"sentences": 250, "languages": 26}


def told(text: str, language: str) -> set[tuple[str, str]]:
    document = replace(read_text(f"Tea\n\n{text}".encode(), name="a.txt"), language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return {
        (fact.field, str(fact.value)) for fact in facts if fact.field in FIELDS and fact.value is not None
    }


def test_the_table_is_broad() -> None:
    assert len(rows_of(TABLE)) >= FEWEST["sentences"]
    assert len({row["language"] for row in rows_of(TABLE)}) >= FEWEST["languages"]


def test_sentences_tell_the_times_of_the_table() -> None:
    found, wanted, right = 0, 0, 0
    wrong: list[tuple[str, set[tuple[str, str]]]] = []
    for row in rows_of(TABLE):
        expected = {(field, row[field]) for field in FIELDS if row[field]}
        said = told(row["text"], row["language"])
        found, wanted, right = found + len(said), wanted + len(expected), right + len(said & expected)
        if said != expected:
            wrong.append((row["text"], said))
    assert right >= RECALL * wanted, wrong
    assert right >= PRECISION * found, wrong


SPREAD: Final = (
    ("en", "The kitchen has cost £120,000 over three years.", "P3Y"),
    ("de", "Die Werkstatt kostet 90.000 Euro für zwei Jahre.", "P2Y"),
    ("fr", "L'atelier coûte 45 000 euros sur 18 mois.", "P18M"),
    ("sv", "Verkstaden kostar 900 000 kronor över tre år.", "P3Y"),
    ("pl", "Warsztaty kosztują 300 000 zł na dwa lata.", "P2Y"),
    ("es", "El taller cuesta 45.000 euros en dos años.", "P2Y"),
)


def test_a_sum_tells_how_long_it_is_for() -> None:
    for language, text, duration in SPREAD:
        assert ("duration", duration) in told(text, language), text


def test_a_sum_for_each_year_tells_no_duration() -> None:
    assert told("The kitchen costs £12,000 a year.", "en") == set()
    assert told("Die Werkstatt kostet 9.000 Euro im Jahr.", "de") == set()


def test_a_duration_is_told_beside_bounds_that_fields_state_if_it_fits_them() -> None:
    page = "Tea\n\nPeriod: March 2021 - February 2024\n\nThe project ran for {} years in two parishes."
    assert ("duration", "P3Y") in told(page.format("three"), "en")
    assert not any(field == "duration" for field, _ in told(page.format("six"), "en"))


def test_a_half_may_stand_behind_its_article_alone() -> None:
    assert ("duration", "P2Y6M") in told("Projektet løber i to et halvt år.", "da")
    assert ("duration", "P3Y6M") in told("Prosjektet varer i tre et halvt år.", "no")
