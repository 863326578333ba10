"""Regions in running text, in 20 languages: beside words for their kind, in lists, behind prepositions; names that are other words too."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.places import find_places
from practicegraph.mapping.region_table import COLUMNS
from practicegraph.mapping.regions import region_table
from practicegraph.mapping.tables import read_table
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("regions.csv")
LARGEST: Final = 1_000_000
IDENTIFIED: Final = 0.95


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_regions_in_running_text(row: dict[str, str]) -> None:
    document = read_text(f"Tea\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    found = {fact.value for fact in facts if fact.field == "place"}
    assert found == set(filter(None, row["places"].split("|")))


@pytest.mark.parametrize(
    ("value", "country", "language", "names"),
    [
        ("Pohjois-Karjala", "FI", "it", ["Pohjois-Karjala"]),
        ("Provincia di Rieti", "IT", "it", ["Rieti"]),
        ("Lot", "FR", "fr", ["Lot"]),
        ("Val-de-Marne, 12 communes", "FR", "fr", ["Val-de-Marne"]),
        ("Zlínský kraj", "CZ", "cs", ["Zlínský kraj"]),
        ("Landkreis Gifhorn", "DE", "de", ["Landkreis Gifhorn"]),
    ],
)
def test_the_value_of_a_place_field(value: str, country: str, language: str, names: list[str]) -> None:
    found = find_places(value, PlaceKnowledge.load(), [country], in_field=True, language=language)
    assert [place.name for place in found] == names


def test_most_regions_have_an_identifier_or_stand_in_the_vocabulary() -> None:
    described = {
        (country, one.name) for country, own in PlaceKnowledge.load().districts.items() for one in own
    }
    table = [row for row in read_table(region_table(), COLUMNS) if row["code"]]
    known = [row for row in table if row["geonames"] or (row["country"], row["name"]) in described]
    assert len(known) >= IDENTIFIED * len(table)
    assert region_table().stat().st_size < LARGEST


def test_names_that_stand_alone_are_no_towns_of_their_country() -> None:
    knowledge = PlaceKnowledge.load()
    towns = {country: {town.name for town in own} for country, own in knowledge.towns.items()}
    for row in read_table(region_table(), COLUMNS):
        assert towns[row["country"]].isdisjoint(row["names"].split("|")), row["code"]
