"""What is known of places: the towns of each country, small ones too, districts and regions, and the words around names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from babel.core import get_global
from babel.languages import get_official_languages

from practicegraph.mapping.gazetteer import Gazetteer, fold, fold_all
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.memory import lasting
from practicegraph.mapping.place_table import COLUMNS, table
from practicegraph.mapping.place_words import PlaceWords
from practicegraph.mapping.region_words import RegionWords
from practicegraph.mapping.regions import Regions
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


class Town(NamedTuple):
    """A row of the table of towns."""

    geonames: str
    population: int
    name: str
    alternates: str
    """Other names, joined by ``|``."""
    folded: str
    """The name and the others, folded."""


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

    towns: dict[str, tuple[Town, ...]]
    districts: dict[str, tuple[_District, ...]]
    sizes: dict[tuple[str, str | None], int]
    """Inhabitants by country and GeoNames id."""
    stops: frozenset[str]
    ambiguous: frozenset[str]
    """Names that are as often something else."""
    given: frozenset[str]
    """Given names of persons."""
    words: PlaceWords
    small: SmallTowns
    regions: Regions
    kinds: RegionWords
    """The words for kinds of regions."""
    articles: dict[str, frozenset[str]]
    """The articles of each country's languages."""
    languages: dict[str, str]
    inflection: Inflection
    joint: re.Pattern[str]
    """The words between two towns: "Bitburg and Prüm"."""
    listed: re.Pattern[str]
    """What stands between two towns of a list."""
    indexes: dict[str, Gazetteer[Entry]] = field(default_factory=dict)
    names: dict[str, Mapping[str, int]] = field(default_factory=dict)
    ranked: dict[tuple[str, bool], Mapping[str, int]] = field(default_factory=dict)

    @property
    def by_name(self) -> Mapping[str, Mapping[str, int]]:
        """The inhabitants of the largest town of each name in each country, by the folded name."""
        if not self.names:
            with lasting():
                self._name_towns()
        return self.names

    def _name_towns(self) -> None:
        for country, towns in self.towns.items():
            for town in towns:
                own = {country: town.population}
                for name in _sure_names(town):
                    known = self.names.setdefault(name, own)
                    if country not in known:
                        self.names[name] = {**known, **own}

    def ranks(self, country: str, *, first: bool) -> Mapping[str, int]:
        """Return the rank of the largest town of each folded name in a country, of the ``first`` names only or of all."""
        if (country, first) not in self.ranked:
            ranks: dict[str, int] = {}
            for rank, town in enumerate(self.towns.get(country, ())):
                for name in town.folded.split("|")[: 1 if first else None]:
                    ranks.setdefault(name, rank)
            self.ranked[country, first] = ranks
        return self.ranked[country, first]

    def size(self, country: str, geonames: str | None) -> int:
        """Return the inhabitants of a town, 0 for a small one, those of no town for a district or a region."""
        return self.sizes.get((country, geonames), 0)

    def is_large(self, name: str) -> bool:
        """Tell whether a name is one of a large town or a region of any country."""
        return any(self.size(entry.country, entry.geonames) >= LARGE_TOWN for entry in self.known.get(name))

    @property
    def known(self) -> Gazetteer[Entry]:
        """The index of the towns that may be known without their country, and the regions of all countries."""
        if _EVERYWHERE not in self.indexes:
            with lasting():
                self.indexes[_EVERYWHERE] = Gazetteer.of_folded(
                    named
                    for country in sorted({*self.towns, *self.districts})
                    for named in self._forms(country, least=KNOWN_TOWN)
                )
        return self.indexes[_EVERYWHERE]

    @classmethod
    def load(cls) -> Self:
        """Read the table of towns, ``place.ttl`` and the stop forms."""
        towns = _towns()
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
            towns=towns,
            districts={country: tuple(values) for country, values in districts.items()},
            sizes={
                **{
                    (country, town.geonames): town.population
                    for country, own in towns.items()
                    for town in own
                },
                **{(country, one.geonames): _NO_TOWN for country, own in districts.items() for one in own},
            },
            stops=frozenset(stops["field"]),
            ambiguous=frozenset(stops["evidence"]),
            given=frozenset(fold(row["form"]) for row in read_table("given_names.csv", ("form",))),
            words=PlaceWords.load(),
            small=SmallTowns(),
            regions=Regions(),
            kinds=RegionWords.load(),
            articles=_articles(towns),
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
            with lasting():
                self.indexes[country] = Gazetteer.of_folded(self._forms(country))
        return self.indexes[country]

    def _forms(self, country: str, least: int = 0) -> Iterator[tuple[Sequence[str], Entry]]:
        """Yield folded names with what they mean, the largest towns first, from ``least`` inhabitants."""
        language = self.languages.get(country)
        towns = [town for town in self.towns.get(country, ()) if town.population >= least]
        districts = self.districts.get(country, ())
        for rank, place in enumerate(districts, len(towns)):
            if place.region or not least:
                entry = Entry(rank, place.geonames, place.name, country, main=True, known=True)
                yield fold_all(place.labels), entry
        regions = () if least else self.regions.alone(country)
        for rank, (region, names) in enumerate(regions, len(towns) + len(districts)):
            yield names, Entry(rank, region.geonames, region.name, country, main=True, known=False)
        for rank, town in enumerate(towns):
            known = rank < LARGEST or town.population >= KNOWN_TOWN
            entry = Entry(rank, town.geonames, town.name, country, main=True, known=known)
            name, *others = town.folded.split("|")
            yield (name,), entry
            if language and rank < _INFLECTED:
                native = [town.name]
                if rank < LARGEST or not town.alternates.isascii():
                    alternates = town.alternates.split("|") if others else ()
                    native += [one for one in alternates if rank < LARGEST or not one.isascii()]
                for one in native:
                    others += self.inflection.folded(one, language)[1:]
            yield others, entry._replace(main=False)


def _towns() -> dict[str, tuple[Town, ...]]:
    """Read the table of towns by country."""
    rows = read_table(table(), COLUMNS)
    found: dict[str, list[Town]] = defaultdict(list)
    folded = fold_all(
        [f"{row['name']}|{row['alternates']}" if row["alternates"] else row["name"] for row in rows]
    )
    for row, names in zip(rows, folded, strict=True):
        town = Town(row["geonames"], int(row["population"]), row["name"], row["alternates"], names)
        found[row["country"]].append(town)
    return {country: tuple(towns) for country, towns in found.items()}


def _sure_names(town: Town) -> list[str]:
    """Return the folded names of a town by which it is meant without its country: of a small one none in other Latin letters."""
    name, *others = town.folded.split("|")
    if town.population < KNOWN_TOWN:
        written = town.alternates.split("|") if others and not town.alternates.isascii() else ()
        others = [other for other, one in zip(others, written, strict=False) if not one.isascii()]
    return [name, *others]


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
