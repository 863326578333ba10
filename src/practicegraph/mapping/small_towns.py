"""The small towns and villages of a country by their names, read when the country is first asked for."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from practicegraph.mapping.country_rows import countries_by_name, rows_by_country
from practicegraph.mapping.gazetteer import fold_all
from practicegraph.mapping.place_table import small_table

_WORD: Final = re.compile(r"^[^\W_]+", re.MULTILINE)


class SmallTown(NamedTuple):
    """A town of the table of small towns."""

    country: str
    geonames: str
    name: str


@dataclass(frozen=True, repr=False, eq=False)
class SmallTowns:
    """The towns of ``small_places.csv``; the largest of a country is meant where several have one name."""

    known: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Identifiers and names by country and folded name: plain texts, which the collector of garbage does not look at."""
    first_words: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The rows of each country."""
        return rows_by_country(small_table())

    def get(self, country: str, folded: str) -> SmallTown | None:
        """Return the small town of a folded name, ``None`` if the country has none."""
        found = self.of(country).get(folded)
        return None if found is None else SmallTown(country, *found.split(" ", 1))

    def of(self, country: str) -> Mapping[str, str]:
        """Return identifier and name of a country's small towns by their folded names."""
        if country not in self.known:
            found: dict[str, str] = {}
            lines = self.tables.get(country, "").splitlines()
            for row, names in zip(csv.reader(lines), _names(lines), strict=True):
                town = f"{row[1]} {row[3]}"
                for name in names:
                    found.setdefault(name, town)
            self.known[country] = found
        return self.known[country]

    def openings(self, country: str) -> frozenset[str]:
        """Return the words with which the names of a country's small towns begin."""
        if country not in self.first_words:
            self.first_words[country] = frozenset(_WORD.findall("\n".join(self.of(country))))
        return self.first_words[country]

    @cached_property
    def countries(self) -> Mapping[str, frozenset[str]]:
        """The countries that have a small town of a folded name."""
        return countries_by_name(
            (country, itertools.chain.from_iterable(_names(rows.splitlines())))
            for country, rows in sorted(self.tables.items())
        )


def _names(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the folded names of the town of each line."""
    for row in csv.reader(fold_all(lines)):
        yield [row[3], *row[4].split("|")] if row[4] else [row[3]]
