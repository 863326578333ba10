"""Which languages' names of months and countries are taken from the Unicode CLDR."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from practicegraph.mapping.tables import read_table

_COUNTRIES: Final = frozenset({"inflected", "plain"})


class CldrLanguage(NamedTuple):
    """A language with its CLDR ``locale``: whether the names of countries are taken, and whether they are inflected."""

    language: str
    locale: str
    countries: bool
    inflected: bool


@cache
def cldr_languages() -> tuple[CldrLanguage, ...]:
    """Read ``cldr_languages.csv``; the first language wins an ambiguous name."""
    return tuple(
        CldrLanguage(
            row["language"], row["locale"], row["countries"] in _COUNTRIES, row["countries"] == "inflected"
        )
        for row in read_table("cldr_languages.csv", ("language", "locale", "countries"))
    )
