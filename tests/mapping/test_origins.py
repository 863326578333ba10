"""Countries that people came from and countries where something is, in 24 languages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from practicegraph.mapping.geography import named_countries
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, BlockKind
from practicegraph.reading.text import read_text

HERE = Path(__file__).parent
OF = frozenset(
    {
        "De jeunes Guinéens et des femmes du Mali réparent des vélos.",
        "Chicos de Guinea y Malí que huyeron solos reparan bicicletas.",
    }
)
"""People "of" a country are as often those who live there."""


def rows(name: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield the sentences of a table with their language and the countries where something is."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        for language, countries, text in csv.reader(list(lines)[1:]):
            yield text, language, frozenset(filter(None, countries.split("|")))


def countries(text: str, language: str) -> set[object]:
    """Return the countries that a page with one sentence gives."""
    document = read_text(f"Tea\n\n{text}\n".encode(), name="page.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return {fact.value for fact in facts if fact.field == "country" and fact.value is not None}


@pytest.mark.parametrize(("text", "language", "expected"), [*rows("origins.csv"), *rows("origins_later.csv")])
def test_where_people_come_from_is_not_where_something_is(
    text: str, language: str, expected: frozenset[str]
) -> None:
    assert (countries(text, language) == expected) is (text not in OF)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Partners are Arci from Italy and the Bulgarian Council on Refugees from Bulgaria.",
            "en",
            {"IT", "BG"},
        ),
        ("Partner aus Italien und Griechenland besuchten den Garten.", "de", {"IT", "GR"}),
        ("Refugees resettled in Norway learn how to ski.", "en", {"NO"}),
        ("Les femmes de la ville cuisinent en Belgique.", "fr", {"BE"}),
    ],
)
def test_organisations_come_from_where_they_work(text: str, language: str, expected: set[str]) -> None:
    assert countries(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Syrian and Afghan families cook.", "en", ()),
        ("A course in the Ukrainian language.", "en", ()),
        ("Bulgarian towns take part.", "en", ("BG",)),
        ("Syrische Familien kochen.", "de", ()),
    ],
)
def test_adjectives_of_people_and_languages_name_no_country(
    text: str, language: str, expected: tuple[str, ...]
) -> None:
    section = Section(None, 0, 0, "", (Block(BlockKind.PARAGRAPH, 0, len(text), text),), method="text")
    assert named_countries([section], Knowledge.load(), language) == expected
