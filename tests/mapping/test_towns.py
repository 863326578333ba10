"""Towns in running text: behind prepositions and with endings, in 24 languages; words and surnames that are towns too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.place_table import COLUMNS, small_table, table
from practicegraph.mapping.places import find_places
from practicegraph.mapping.tables import read_table
from practicegraph.reading.text import read_text

HERE = Path(__file__).parent
MISSED = frozenset({"Las clases de Sigüenza son gratuitas en toda España."})
"""Towns behind a word that is as often "of" as "from"."""
FALSE = frozenset({"O rei e o porto: Porto seguro para todos."})
"""The name of so large a town that it counts without a preposition."""


def rows(name: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield the sentences of a table with their language and what they tell."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        for language, told, text in csv.reader(list(lines)[1:]):
            yield text, language, frozenset(filter(None, told.split("|")))


def told(text: str, language: str, field: str) -> set[object]:
    """Return the values of a field that a page with one sentence gives."""
    document = read_text(f"Tea\n\n{text}\n".encode(), name="page.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return {fact.value for fact in facts if fact.field == field and fact.value is not None}


@pytest.mark.parametrize(("text", "language", "expected"), list(rows("towns.csv")))
def test_towns_of_a_known_country(text: str, language: str, expected: frozenset[str]) -> None:
    assert told(text, language, "place") == (set() if text in MISSED else expected)


@pytest.mark.parametrize(("text", "language", "expected"), list(rows("town_countries.csv")))
def test_a_town_behind_a_preposition_tells_its_country(
    text: str, language: str, expected: frozenset[str]
) -> None:
    assert (told(text, language, "country") == expected) is (text not in FALSE)


@pytest.mark.parametrize(
    ("value", "country", "names"),
    [
        ("Sigüenza (Guadalajara)", "ES", ["Sigüenza"]),
        ("Béjar (Salamanca)", "ES", ["Béjar"]),
        ("Teruel y Albarracín", "ES", ["Teruel", "Albarracín"]),
        ("Umeå, Lycksele och Vilhelmina", "SE", ["Umeå", "Lycksele", "Vilhelmina"]),
        ("Castelfranco Emilia (Modena), Prato", "IT", ["Castelfranco Emilia", "Prato"]),
        ("Sandomierz / Kraków", "PL", ["Sandomierz", "Kraków"]),
        ("Oborishte (Sofia)", "BG", ["Oborishte", "Sofia"]),
        ("Madrid (Getafe)", "ES", ["Madrid", "Getafe"]),
        ("albarracín", "ES", []),
    ],
)
def test_the_value_of_a_place_field(value: str, country: str, names: list[str]) -> None:
    found = find_places(value, PlaceKnowledge.load(), [country], in_field=True)
    assert [place.name for place in found] == names


@pytest.mark.parametrize(
    ("value", "language", "country"),
    [
        ("Sigüenza y Albarracín", "es", "ES"),
        ("Vilhelmina, Umeå", "sv", "SE"),
        ("Vilhelmina", "sv", None),
    ],
)
def test_small_towns_of_a_field_tell_their_country_together(
    value: str, language: str, country: str | None
) -> None:
    document = read_text(f"Place: {value}\n".encode(), name="page.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert {fact.value for fact in facts if fact.field == "country"} == ({country} if country else set())


@pytest.mark.parametrize("text", ["à Montreuil-sur-Boue", "Montreuil-sur-Boue et Lyon-la-Belle"])
def test_a_name_that_goes_on_is_another_town(text: str) -> None:
    assert find_places(text, PlaceKnowledge.load(), ["FR"], language="fr") == ()


def test_no_town_is_in_both_tables() -> None:
    ids = [[row["geonames"] for row in read_table(path, COLUMNS)] for path in (table(), small_table())]
    assert len({*ids[0], *ids[1]}) == len(ids[0]) + len(ids[1])


def test_a_name_counts_where_the_text_says_elsewhere_that_it_is_a_place() -> None:
    text = "Neighbours in Wells in the United Kingdom plant trees. Wells has three gardens."
    document = read_text(f"Tea\n\n{text}\n".encode(), name="page.txt", language="en")
    facts = [fact for fact in map_document(document, Knowledge.load()).facts if fact.field == "place"]
    assert {fact.value for fact in facts} == {"Wells"}
