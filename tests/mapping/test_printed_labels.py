"""Labels of pages, catalogues and forms in many languages: questions, instructions, nouns, and such as ask for nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon, without_hint, without_number
from practicegraph.mapping.segmentation import segment
from practicegraph.reading.blocks import Document
from practicegraph.reading.html import read_html
from practicegraph.reading.text import read_text

LABELS = Path(__file__).parent
TABLES = (("catalogue_labels.csv", 0.02), ("heading_labels.csv", 0.02), ("plain_labels.csv", 0.04))
"""Tables of labels, and the share of each that may be read wrong."""
BY_ANOTHER_HAND = "labels_by_another_hand.csv"
"""Labels that nobody has mended the lexicon with."""
MISLEADING, HELD = "misleading_labels.csv", "misleading_labels_held.csv"
"""Labels that sound as if they asked for a field, and unusual ones that do; the second half nobody has mended the lexicon with."""
LEXICON, WORDS = HeadingLexicon.load(), HeadingWords.load()
CUES = Cues.load()
ANSWER = "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore."
VALUES = {"budget": "123 000 EUR", "start": "2016", "end": "2019", "count": "140", "country": "Ruritania"}
FORM = "catalogue_labels.csv"
FIELDS_OF_A_FORM = 18
NOTHING = (None, "status")
"""What a label is read as that asks for no fact."""


def printed(table: str) -> list[tuple[str, str, frozenset[str]]]:
    """Return language, label and the fields it may ask for; none for a label that asks for nothing."""
    with (LABELS / table).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [
            (row["language"], row["label"], frozenset(filter(None, row["field"].split("|")))) for row in rows
        ]


def asked(language: str, label: str) -> str | None:
    """Return the field that a marked heading asks for."""
    question = label.endswith(("?", ";", "؟"))
    match = LEXICON.exact(label) if question else LEXICON.find(label)
    row = match.field("", [language]) if match is not None else None
    if row is not None:
        return row.field
    reading = WORDS.read(without_hint(without_number(label)), [language])
    return None if reading is None else reading.field


@pytest.mark.parametrize(
    ("table", "most"), [*TABLES, (BY_ANOTHER_HAND, 0.18), (MISLEADING, 0.17), (HELD, 0.21)]
)
def test_labels_ask_for_their_field(table: str, most: float) -> None:
    labels = [(language, label, fields) for language, label, fields in printed(table) if fields]
    missed = [
        (language, label, read)
        for language, label, fields in labels
        if (read := asked(language, label)) not in fields
    ]
    assert len({language for language, _, _ in labels}) >= 20
    assert len(missed) / len(labels) <= most, missed


@pytest.mark.parametrize(
    ("table", "most"), [*TABLES, (BY_ANOTHER_HAND, 0.25), (MISLEADING, 0.08), (HELD, 0.1)]
)
def test_labels_of_no_field_ask_for_nothing(table: str, most: float) -> None:
    labels = [(language, label) for language, label, fields in printed(table) if not fields]
    wrong = [
        (language, label, read)
        for language, label in labels
        if (read := asked(language, label)) not in NOTHING
    ]
    assert labels
    assert len(wrong) / len(labels) <= most, wrong


@pytest.mark.parametrize(
    "label",
    [
        "Étapes de mise en œuvre",  # no dates
        "Scale of intervention",  # no area
        "Fases de ejecución",  # no fechas
        "Raven upravljanja",  # no organ
        "Назначение практики",  # no название
        "Uygulama ülkesi",  # no süresi
    ],
)
def test_another_word_is_no_misspelt_one(label: str) -> None:
    assert LEXICON.find(label) is None


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("What we wanted to chnage", "objective"),
        ("Who we worked with", "partner"),
        ("Effekter på längre sikt", "impact"),
        ("¿Con quién trabajáis?", "partner"),
    ],
)
def test_a_misspelt_word_and_forms_of_one_word_count(label: str, field: str) -> None:
    match = LEXICON.find(label)
    row = match.field("") if match is not None else None
    assert row is not None
    assert row.field == field


def form(labels: list[tuple[str, frozenset[str]]], layout: str) -> Document:
    """Return a form with some labels and values, as headings of a page, lines with values, or lines over them."""
    items = [
        (label, next((VALUES[one] for one in fields if one in VALUES), ANSWER)) for label, fields in labels
    ]
    if layout == "headings":
        body = "".join(f"<h2>{label}</h2><p>{value}</p>" for label, value in items)
        return read_html(f"<h1>Zenda</h1>{body}".encode(), name="a.html")
    if layout == "lines":
        lines = [f"{label}{' ' if label[-1] in '?؟;' else ': '}{value}" for label, value in items]
    else:
        lines = [line for label, value in items for line in (label, "", value, "")]
    return read_text("\n".join(["Zenda", "", *lines]).encode(), name="a.txt")


def forms() -> Iterator[tuple[str, list[tuple[str, frozenset[str]]]]]:
    for language, rows in groupby(printed(FORM), key=lambda row: row[0]):
        labels = [(label, fields) for _, label, fields in rows]
        # Labels of one field lie together in the table, and never in a form.
        for start in range(-(-len(labels) // FIELDS_OF_A_FORM)):
            yield language, labels[start :: -(-len(labels) // FIELDS_OF_A_FORM)]


@pytest.mark.parametrize(("layout", "least"), [("headings", 0.98), ("lines", 0.96), ("over values", 0.93)])
def test_labels_count_in_the_layouts_of_forms(layout: str, least: float) -> None:
    found: list[bool] = []
    for language, labels in forms():
        document = replace(form(labels, layout), language=language)
        sections = segment(document, LEXICON, CUES, WORDS, language)
        read = {" ".join(section.label.split()): section.field for section in sections}
        for label, fields in labels:
            field = read.get(" ".join(label.split()))
            found.append(field in fields if fields else field in NOTHING)
    assert sum(found) / len(found) >= least


def test_a_question_in_prose_is_no_label() -> None:
    text = "Tea House\n\nWhat problems did the first guests face? Nobody knows, and nobody asks.\n\nThey drink tea in a small room by the river.\n"
    sections = segment(read_text(text.encode(), name="a.txt"), LEXICON, CUES, WORDS, "en")
    assert {section.field for section in sections} <= {None}
