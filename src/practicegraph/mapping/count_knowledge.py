"""What is known of counts: units, numbers in words, and the words around numbers, from the lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from practicegraph.mapping.concepts import ConceptKnowledge
from practicegraph.mapping.count_words import CountWords, count_words
from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.magnitudes import Magnitudes
from practicegraph.mapping.numerals import NumeralKnowledge
from practicegraph.mapping.tables import alternation, read_table

PERSONS: Final = "persons"
PEOPLE: Final = frozenset({PERSONS, "families"})
"""The units in which people are counted."""
"""The unit of people."""
PLACES: Final = "places"
"""The unit of what there is room for, which is planned."""


class Unit(NamedTuple):
    """What is counted: the unit, and the notation of the target group it is."""

    unit: str
    group: str | None
    language: str


@dataclass(frozen=True, slots=True, repr=False)
class CountKnowledge:
    """What ``find_counts`` knows: units and groups, numbers in words; the words around numbers by language."""

    units: Gazetteer[Unit]
    numerals: NumeralKnowledge
    magnitudes: re.Pattern[str]
    factors: Magnitudes
    concepts: ConceptKnowledge | None
    units_of_groups: dict[str, str]
    """The unit of the target groups that are no persons."""

    @classmethod
    def load(cls, concepts: ConceptKnowledge | None = None) -> Self:
        """Read ``count_units``, ``person_words``, ``magnitudes`` and the numerals of the lexicon.

        Target groups of ``concepts`` are units, too.
        """
        units = read_table("count_units.csv", ("language", "form", "unit", "group"))
        factors = Magnitudes.load(fold, with_currency=False)
        listed = [
            ((fold(row["form"]),), Unit(row["unit"], row["group"] or None, row["language"])) for row in units
        ]
        of_groups: dict[str, str] = {}
        for row in units:
            if row["group"] and row["unit"] != PERSONS:
                of_groups.setdefault(row["group"], row["unit"])
        return cls(
            units=Gazetteer.of_folded([*listed, *_persons(of_groups)]),
            numerals=NumeralKnowledge.load(),
            magnitudes=re.compile(rf"[ \u00a0](?P<word>{alternation(factors.meanings)})(?!\w)"),
            factors=factors,
            concepts=concepts,
            units_of_groups=of_groups,
        )

    def words(self, language: str) -> CountWords:
        """Return the words around counts of a language, of all languages if it is not known."""
        return count_words(language)


def _persons(units_of_groups: Mapping[str, str]) -> list[tuple[Sequence[str], Unit]]:
    """Return the words for people that ``person_words.csv`` has in their dictionary form, in all their forms, folded."""
    inflection = Inflection.load()
    return [
        (
            inflection.folded(word, row["language"]),
            Unit(units_of_groups.get(row["group"], PERSONS), row["group"] or None, row["language"]),
        )
        for row in read_table("person_words.csv", ("language", "group", "words"))
        for word in row["words"].split("|")
    ]
