"""Layouts of pages, sheets and forms: each piece of text under the field that its heading asks for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.parts import split_parts
from practicegraph.mapping.section import Section
from practicegraph.mapping.segmentation import segment
from practicegraph.reading.files import read_document
from practicegraph.reading.text import read_text

ROOM = Path(__file__).parent
LEXICON, CUES = HeadingLexicon.load(), Cues.load()
WORDS = HeadingWords.load(LEXICON)


@cache
def sections(name: str) -> tuple[Section, ...]:
    language = name.split(".")[1]
    document = read_document(ROOM / "layouts" / name)
    return segment(document, LEXICON, CUES, WORDS, language)


def rows() -> list[tuple[str, str, str]]:
    with (ROOM / "layouts.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["file"], row["field"], row["value"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("name", "field", "value"), rows())
def test_a_value_stands_under_the_field_it_answers(name: str, field: str, value: str) -> None:
    found = [
        section.field or ""
        for section in sections(name)
        for block in section.values
        if block.text.startswith(value)
    ]
    assert set(found) & set(field.split("|")), found


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("practices_table.en.md", ["Bread and Letters", "The Borrowed Bicycle", "Night Choir"]),
        ("list_cards.it.html", ["Orto di Via Sole", "Coro Misto"]),
        ("one_row.pt.md", []),
        ("partner_table.en.md", []),
        ("sections.es.md", []),
    ],
)
def test_each_practice_of_a_document_is_a_part_of_its_own(name: str, names: list[str]) -> None:
    parts = split_parts(sections(name))
    assert [part[0].label or part[0].values[0].text for part in parts] == names


def test_running_prose_opens_no_section() -> None:
    prose = (ROOM / "prose.txt").read_text(encoding="utf-8").splitlines()
    document = read_text(("A title of it\n\n" + "\n\n".join(prose)).encode(), name="a.txt")
    found = segment(document, LEXICON, CUES, WORDS, "en")
    assert [section.label for section in found if section.field] == []
