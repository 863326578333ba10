"""Labels of catalogues and forms in many languages: questions, instructions, nouns, and such as ask for nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon, without_hint, without_number

LABELS = Path(__file__).parent / "catalogue_labels.csv"
LEXICON, WORDS = HeadingLexicon.load(), HeadingWords.load()
NOTHING = (None, "status")
"""What a label is read as that asks for no fact."""


def printed() -> list[tuple[str, str, frozenset[str]]]:
    with LABELS.open(encoding="utf-8", newline="") as lines:
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


def test_labels_of_every_language_ask_for_their_field() -> None:
    labels = [(language, label, fields) for language, label, fields in printed() if fields]
    missed = [
        (language, label, read)
        for language, label, fields in labels
        if (read := asked(language, label)) not in fields
    ]
    assert len(labels) > 2000
    assert len({language for language, _, _ in labels}) >= 26
    assert len(missed) / len(labels) <= 0.02, missed


def test_labels_of_no_field_ask_for_nothing() -> None:
    labels = [(language, label) for language, label, fields in printed() if not fields]
    wrong = [
        (language, label, read)
        for language, label in labels
        if (read := asked(language, label)) not in NOTHING
    ]
    assert len(labels) > 200
    assert len(wrong) / len(labels) <= 0.02, wrong


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
