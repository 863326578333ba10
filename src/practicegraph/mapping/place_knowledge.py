"""What is known of places: the towns of each country, small ones too, districts and regions, and the words around names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from babel.core import get_global
from babel.languages import get_official_languages

from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.place_table import COLUMNS, table
from practicegraph.mapping.place_words import PlaceWords
from practicegraph.mapping.small_towns import SmallTowns
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.vocabulary import Term, read_terms
from practicegraph.terms import EU_COUNTRY

_INFLECTED: Final = 400
"""Towns of a country, the largest first, whose names are inflected."""
LARGEST: Final = 20
"""Towns of a country whose names in other spellings are inflected too, and may be short."""
LARGE_TOWN: Final = 250_000
"""Inhabitants from which a town is known without its country."""
KNOWN_TOWN: Final = 100_000
"""Inhabitants from which the name of a town in a place field, or behind a preposition, tells its country alone."""
_NO_TOWN: Final = 1_000_000_000
_EVERYWHERE: Final = ""


class Entry(NamedTuple):
    """What a name of a place stands for; the largest towns of a country have the lowest ``rank``."""

    rank: int
    geonames: str | None
    name: str
    country: str
    main: bool
    known: bool
    """Whether the name counts alone: that of a district, of a large town or one of the largest of its country."""


def meant(entries: Iterable[Entry]) -> Entry:
    """Return what a name means in a country: by its own name before another's, the largest place first."""
    return min(entries, key=lambda one: (not one.main, one.rank))


class _District(NamedTuple):
    """A place of ``place.ttl``; a ``region`` is right below its country."""

    name: str
    geonames: str | None
    labels: tuple[str, ...]
    region: bool


@dataclass(frozen=True, slots=True, repr=False)
class PlaceKnowledge:
    """The towns of each country and the districts of ``place.ttl``.

    The names of a country are indexed when they are first asked for and kept.
    """

    rows: dict[str, tuple[dict[str, str], ...]]
    districts: dict[str, tuple[_District, ...]]
    stops: frozenset[str]
    ambiguous: frozenset[str]
    """Names that are as often something else."""
    given: frozenset[str]
    """Given names of persons."""
    words: PlaceWords
    small: SmallTowns
    articles: dict[str, frozenset[str]]
    """The articles of each country's languages."""
    languages: dict[str, str]
    inflection: Inflection
    joint: re.Pattern[str]
    """The words between two towns: "Bitburg and Prüm"."""
    listed: re.Pattern[str]
    """What stands between two towns of a list."""
    indexes: dict[str, Gazetteer[Entry]] = field(default_factory=dict)
    names: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def by_name(self) -> dict[str, dict[str, int]]:
        """The inhabitants of the largest town of each name in each country, by the folded name."""
        if not self.names:
            for country, rows in self.rows.items():
                for row in rows:
                    known = int(row["population"]) >= KNOWN_TOWN
                    other = (
                        form
                        for form in row["alternates"].split("|")
                        if form and (known or not form.isascii())
                    )
                    for form in (row["name"], *other):
                        self.names.setdefault(fold(form), {}).setdefault(country, int(row["population"]))
        return self.names

    def size(self, country: str, geonames: str | None) -> int:
        """Return the inhabitants of a town, 0 for a small one, those of no town for a district or a region."""
        if any(place.geonames == geonames for place in self.districts.get(country, ())):
            return _NO_TOWN
        rows = self.rows.get(country, ())
        return next((int(row["population"]) for row in rows if row["geonames"] == geonames), 0)

    def is_large(self, name: str) -> bool:
        """Tell whether a name is one of a large town or a region of any country."""
        return any(self.size(entry.country, entry.geonames) >= LARGE_TOWN for entry in self.known.get(name))

    @property
    def known(self) -> Gazetteer[Entry]:
        """The index of the towns that may be known without their country, and the regions of all countries."""
        if _EVERYWHERE not in self.indexes:
            self.indexes[_EVERYWHERE] = Gazetteer.of(
                named
                for country in sorted({*self.rows, *self.districts})
                for named in self._forms(country, least=KNOWN_TOWN)
            )
        return self.indexes[_EVERYWHERE]

    @classmethod
    def load(cls) -> Self:
        """Read the table of towns, ``place.ttl`` and the stop forms."""
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in read_table(table(), COLUMNS):
            rows[row["country"]].append(row)
        districts: dict[str, list[_District]] = defaultdict(list)
        alpha2 = _alpha2()
        for term in read_terms("place"):
            country = alpha2.get(str(term.first("pg:country") or "").removeprefix(EU_COUNTRY))
            if country:
                labels = tuple(dict.fromkeys(label.text for label in term.labels))
                region = str(term.first("pg:within") or "").startswith(EU_COUNTRY)
                districts[country].append(_District(term.name(), _geonames(term), labels, region))
        stops: dict[str, set[str]] = defaultdict(set)
        for row in read_table("place_stops.csv", ("stands", "form")):
            stops[row["stands"]].add(fold(row["form"]))
        joint = _joint()
        return cls(
            rows={country: tuple(values) for country, values in rows.items()},
            districts={country: tuple(values) for country, values in districts.items()},
            stops=frozenset(stops["field"]),
            ambiguous=frozenset(stops["evidence"]),
            given=frozenset(fold(row["form"]) for row in read_table("given_names.csv", ("form",))),
            words=PlaceWords.load(),
            small=SmallTowns(),
            articles=_articles(rows),
            languages={
                row["country"]: row["language"]
                for row in read_table("place_languages.csv", ("country", "language"))
            },
            inflection=Inflection.load(),
            joint=joint,
            listed=re.compile(rf"\s*[,;،/–-]\s*|{joint.pattern}"),
        )

    def of(self, country: str) -> Gazetteer[Entry]:
        """Return the index of a country's names."""
        if country not in self.indexes:
            self.indexes[country] = Gazetteer.of(self._forms(country))
        return self.indexes[country]

    def _forms(self, country: str, least: int = 0) -> Iterator[tuple[str, Entry]]:
        """Yield names and what they mean, the largest towns first, from ``least`` inhabitants."""
        language = self.languages.get(country)
        rows = tuple(row for row in self.rows.get(country, ()) if int(row["population"]) >= least)
        for rank, place in enumerate(self.districts.get(country, ())):
            for label in place.labels if place.region or not least else ():
                yield (
                    label,
                    Entry(len(rows) + rank, place.geonames, place.name, country, main=True, known=True),
                )
        for rank, row in enumerate(rows):
            alternates = [name for name in row["alternates"].split("|") if name]
            known = rank < LARGEST or int(row["population"]) >= KNOWN_TOWN
            entry = Entry(rank, row["geonames"], row["name"], country, main=True, known=known)
            yield row["name"], entry
            other = entry._replace(main=False)
            if language and rank < _INFLECTED:
                native = [
                    row["name"],
                    *(name for name in alternates if rank < LARGEST or not name.isascii()),
                ]
                alternates += [form for name in native for form in self.inflection.forms(name, language)[1:]]
            for name in alternates:
                yield name, other


def _joint() -> re.Pattern[str]:
    """Return the pattern of the words between two names; in Arabic the second is written together with it."""
    rows = read_table("organization_words.csv", ("kind", "language", "form", "notation"))
    forms = {row["form"] for row in rows if row["kind"] == "split" and row["form"].isalpha()}
    return re.compile(rf"\s+(?:{alternation(sorted(forms))}\s+|و(?=\w{{3}}))")


def _articles(countries: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the articles of the official languages of ``countries``, and those of no language."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("place_articles.csv", ("language", "form")):
        found[row["language"]].add(fold(row["form"]))
    return {
        country: frozenset().union(
            *(found[tag] for tag in ("", *get_official_languages(country)) if tag in found)
        )
        for country in countries
    }


def _alpha2() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 codes by alpha-3."""
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    return {
        code: values[0] for code, values in aliases.items() if len(code) == len("BGR") and len(values) == 1
    }


def _geonames(term: Term) -> str | None:
    """Return the GeoNames id of a place of the vocabulary, from its IRI or its exact match."""
    matches = (re.search(r"(?:geonames\.org/|/id/place/)(\d+)", iri) for iri in (
        *term.values.get("http://www.w3.org/2004/02/skos/core#exactMatch", ()), term.iri))  # fmt: skip
    return next((match[1] for match in matches if match), None)
