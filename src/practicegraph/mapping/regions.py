"""The regions of a country by their names, read when the country is first asked for."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from practicegraph.folders import folder
from practicegraph.mapping.country_rows import countries_by_name, rows_by_country
from practicegraph.mapping.gazetteer import fold_all


class Region(NamedTuple):
    """A region of the table of regions."""

    country: str
    geonames: str | None
    name: str


def region_table() -> Path:
    """Return the path of the table of regions."""
    return folder("data", "gazetteer", "regions.csv")


@dataclass(frozen=True, repr=False, eq=False)
class Regions:
    """The regions of ``regions.csv``."""

    known: dict[tuple[str, bool], Mapping[str, str]] = field(default_factory=dict)
    """Identifiers and names of regions, and of their parts, by country and folded name: plain texts, which the collector of garbage does not look at."""

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The rows of each country."""
        return rows_by_country(region_table())

    def get(self, country: str, names: Collection[str], *, district: bool) -> Region | None:
        """Return the region that stands beside a word for its kind under one of its folded names, ``None`` if the country has none.

        Of a region and a part of another a ``district`` is rather the part.
        """
        for part in (district, not district):
            known = self.of(country, district=part)
            found = next((known[name] for name in names if name in known), None)
            if found is not None:
                geonames, _, name = found.partition(" ")
                return Region(country, geonames or None, name)
        return None

    def of(self, country: str, *, district: bool) -> Mapping[str, str]:
        """Return identifier and name of a country's regions, or of their parts, by all their folded names."""
        if (country, district) not in self.known:
            found: dict[str, str] = {}
            for region, part, names, bound in self._rows(country):
                for name in (*names, *bound) if part == district else ():
                    found.setdefault(name, f"{region.geonames or ''} {region.name}")
            self.known[country, district] = found
        return self.known[country, district]

    def alone(self, country: str) -> Iterator[tuple[Region, list[str]]]:
        """Yield a country's regions with the folded names that need no word for their kind."""
        for region, _, names, _ in self._rows(country):
            if names:
                yield region, names

    @cached_property
    def countries(self) -> Mapping[str, frozenset[str]]:
        """The countries that have a region of a folded name, beside a word for its kind."""
        return countries_by_name(
            (country, (*self.of(country, district=False), *self.of(country, district=True)))
            for country in sorted(self.tables)
        )

    def _rows(self, country: str) -> Iterator[tuple[Region, bool, list[str], list[str]]]:
        """Yield a country's regions, whether each is part of another, and its folded names: those that stand alone, and others."""
        lines = self.tables.get(country, "").splitlines()
        for row, folded in zip(csv.reader(lines), csv.reader(fold_all(lines)), strict=True):
            names, bound = (column.split("|") if column else [] for column in folded[5:])
            yield Region(country, row[3] or None, row[4]), row[1] != "1", names, bound
