"""Layouts of pages, sheets and forms: each piece of text under the field that its heading asks for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.section import Section
from practicegraph.mapping.segmentation import segment
from practicegraph.reading.files import read_document

ROOM = Path(__file__).parent


@cache
def sections(name: str) -> tuple[Section, ...]:
    language = name.split(".")[1]
    document = read_document(ROOM / "layouts" / name)
    return segment(document, HeadingLexicon.load(), Cues.load(), HeadingWords.load(), language)


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
