"""What prose says of time in 24 languages: since, until, from and to, parts of the year."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import DateKnowledge, find_dates
from practicegraph.mapping.tables import read_table

PHRASES = read_table(Path(__file__).with_name("time_phrases.csv"), ("language", "text", "times"))
KNOWLEDGE = DateKnowledge.load()
ASKED = 0.98


def times(text: str, language: str) -> list[str]:
    """Return the periods, dates and durations of a text."""
    return [value for mention in find_dates(text, KNOWLEDGE, language) if (value := written(mention))]


def written(mention: DateMention) -> str:
    """Return a mention as the table has it."""
    if mention.kind is DateKind.PERIOD:
        return f"{mention.first or ''}/{mention.last or ''}"
    return mention.duration or mention.first or ""


def test_phrases() -> None:
    missed = [row for row in PHRASES if times(row["text"], row["language"]) != row["times"].split()]
    assert len(missed) <= (1 - ASKED) * len(PHRASES), missed


def test_the_table_is_broad() -> None:
    assert len(PHRASES) >= 200
    assert len({row["language"] for row in PHRASES}) >= 20


@pytest.mark.parametrize(
    ("language", "expected"),
    [("cs", ["2016", "2018"]), ("sk", ["2016", "2018"]), ("es", ["2016/2018"]), ("pt", ["2016/2018"])],
)
def test_a_word_means_what_it_means_in_the_language(language: str, expected: list[str]) -> None:
    assert times("2016 a 2018", language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Elle a voulu partir en 2018."), ("es", "Quiso partir en 2018."), ("en", "It grew in 2018.")],
)
def test_no_period_begins(language: str, text: str) -> None:
    assert times(text, language) == ["2018"]
