"""Labels as real pages print them: what the lexicon and the words of headings make of them together."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon

LABELS = Path(__file__).parent / "heading_labels.csv"
NOTHING = (None, "status")
"""What a label is read as that asks for no fact."""


def printed() -> list[tuple[str, str, frozenset[str]]]:
    """Return language, label and the fields it may ask for; none for a label that asks for nothing."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [
            (row["language"], row["label"], frozenset(filter(None, row["field"].split("|")))) for row in rows
        ]


@pytest.fixture(scope="module")
def fields() -> dict[tuple[str, str], str | None]:
    """Return the field that each label is read as where it stands as a marked heading."""
    lexicon, words = HeadingLexicon.load(), HeadingWords.load()
    found: dict[tuple[str, str], str | None] = {}
    for language, label, _ in printed():
        match = lexicon.exact(label) if label.endswith(("?", ";", "؟")) else lexicon.find(label)
        row = match.field("", [language]) if match is not None else None
        reading = words.read(label, [language]) if row is None else None
        found[language, label] = row.field if row is not None else reading.field if reading else None
    return found


def test_labels_ask_for_their_field(fields: dict[tuple[str, str], str | None]) -> None:
    asked = [(language, label, expected) for language, label, expected in printed() if expected]
    missed = [
        (language, label, fields[language, label])
        for language, label, expected in asked
        if fields[language, label] not in expected
    ]
    assert len(asked) > 200
    assert len(missed) / len(asked) <= 0.05, missed


def test_words_of_menus_ask_for_nothing(fields: dict[tuple[str, str], str | None]) -> None:
    menus = [(language, label) for language, label, expected in printed() if not expected]
    assert [menu for menu in menus if fields[menu] not in NOTHING] == []
