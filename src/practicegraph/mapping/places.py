"""Mentions of places: towns and districts of known countries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from babel.core import get_global
from babel.languages import get_official_languages
from rapidfuzz.distance import OSA

from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.place_table import COLUMNS, table
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.vocabulary import Term, read_terms
from practicegraph.terms import EU_COUNTRY

_PART: Final = re.compile(r"[^\n,;/|•()]+")
_LEAST_LETTERS: Final = 4
_LEAST_ALTERNATE: Final = 5
_LEAST_FUZZY: Final = 5
_INFLECTED: Final = 400
"""Towns of a country, the largest first, whose names are inflected."""
_LARGEST: Final = 20
"""Towns of a country whose names in other spellings are inflected too, and may be short."""
_LARGE_TOWN: Final = 250_000
"""Inhabitants from which a town is known without its country."""
_KNOWN_TOWN: Final = 100_000
"""Inhabitants from which the name of a town in a place field tells its country alone."""
_EVERYWHERE: Final = ""
_ARTICLE: Final = 8
_WORD_BEFORE: Final = re.compile(r"(?<!\w)(?:[^\W\d_]+[ \u00a0]|[^\W\d_]['’])$")
"""The word right before a name, or a letter that is written together with it."""
_NAME: Final = 0.95
_KNOWN_EVERYWHERE: Final = 0.6
_PROSE: Final = 0.8
_ALTERNATE: Final = 0.85
_DOUBT: Final = 0.5


class _Entry(NamedTuple):
    rank: int
    geonames: str | None
    name: str
    country: str
    main: bool


class _District(NamedTuple):
    """A place of ``place.ttl``; a ``region`` is right below its country."""

    name: str
    geonames: str | None
    labels: tuple[str, ...]
    region: bool


@dataclass(frozen=True, slots=True, repr=False)
class PlaceKnowledge:
    """What :func:`find_places` knows: the towns of each country and the districts of ``place.ttl``.

    The names of a country are indexed when they are first asked for and kept.
    """

    rows: dict[str, tuple[dict[str, str], ...]]
    districts: dict[str, tuple[_District, ...]]
    stops: frozenset[str]
    articles: dict[str, frozenset[str]]
    """The articles of each country's languages."""
    languages: dict[str, str]
    inflection: Inflection
    joint: re.Pattern[str]
    """The words between two towns: "Bitburg and Prüm"."""
    indexes: dict[str, Gazetteer[_Entry]] = field(default_factory=dict)
    names: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def by_name(self) -> dict[str, dict[str, int]]:
        """The inhabitants of the largest town of each name in each country, by the folded name."""
        if not self.names:
            for country, rows in self.rows.items():
                for row in rows:
                    known = int(row["population"]) >= _KNOWN_TOWN
                    other = (
                        form
                        for form in row["alternates"].split("|")
                        if form and (known or not form.isascii())
                    )
                    for form in (row["name"], *other):
                        self.names.setdefault(fold(form), {}).setdefault(country, int(row["population"]))
        return self.names

    @property
    def large(self) -> Gazetteer[_Entry]:
        """The index of the large towns and the regions of all countries."""
        if _EVERYWHERE not in self.indexes:
            forms = (
                (form, entry)
                for country in sorted({*self.rows, *self.districts})
                for form, entry in self._forms(country, least=_LARGE_TOWN)
            )
            self.indexes[_EVERYWHERE] = Gazetteer.of(forms)
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
        return cls(
            rows={country: tuple(values) for country, values in rows.items()},
            districts={country: tuple(values) for country, values in districts.items()},
            stops=frozenset(fold(row["form"]) for row in read_table("place_stops.csv", ("form",))),
            articles=_articles(rows),
            languages={
                row["country"]: row["language"]
                for row in read_table("place_languages.csv", ("country", "language"))
            },
            inflection=Inflection.load(),
            joint=_joint(),
        )

    def of(self, country: str) -> Gazetteer[_Entry]:
        """Return the index of a country's names."""
        if country not in self.indexes:
            self.indexes[country] = Gazetteer.of(self._forms(country))
        return self.indexes[country]

    def _forms(self, country: str, least: int = 0) -> Iterator[tuple[str, _Entry]]:
        """Yield names and what they mean, the largest towns first, from ``least`` inhabitants."""
        language = self.languages.get(country)
        rows = tuple(row for row in self.rows.get(country, ()) if int(row["population"]) >= least)
        for rank, place in enumerate(self.districts.get(country, ())):
            for label in place.labels if place.region or not least else ():
                yield label, _Entry(len(rows) + rank, place.geonames, place.name, country, main=True)
        for rank, row in enumerate(rows):
            alternates = [name for name in row["alternates"].split("|") if name]
            yield row["name"], _Entry(rank, row["geonames"], row["name"], country, main=True)
            other = _Entry(rank, row["geonames"], row["name"], country, main=False)
            if language and rank < _INFLECTED:
                native = [
                    row["name"],
                    *(name for name in alternates if rank < _LARGEST or not name.isascii()),
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


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place by its ``name`` and, where known, GeoNames id; a ``doubtful`` one was written differently."""

    start: int
    end: int
    name: str
    geonames: str | None
    country: str
    doubtful: bool
    confidence: float
    method: str


def find_places(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], *, in_field: bool = False
) -> tuple[PlaceMention, ...]:
    """Return places of ``countries`` (ISO 3166-1 alpha-2) in ``text``.

    A name begins with a capital. Of places of one name the largest is meant. With ``in_field`` the text
    is the value of a place field: short names count, a name that is one letter off counts with doubt,
    and a part that is no known place is one by itself, without id.
    """
    found: list[PlaceMention] = []
    for country in dict.fromkeys(countries):
        for match in knowledge.of(country).find(text):
            entry = min(match.entries, key=lambda one: (not one.main, one.rank))
            written = text[match.start : match.end]
            overlaps = any(match.start < one.end and one.start < match.end for one in found)
            noun = not in_field and _is_noun(text, match.start, match.end, entry, knowledge)
            if overlaps or noun or not _counts(written, entry, knowledge, in_field=in_field):
                continue
            found.append(_mention(match.start, match.end, entry, in_field=in_field))
    if in_field:
        found += _doubtful(text, knowledge, countries, found)
    return tuple(sorted(found, key=lambda mention: mention.start))


def find_large_places(text: str, knowledge: PlaceKnowledge) -> tuple[PlaceMention, ...]:
    """Return the large towns and regions in ``text`` whatever their country: they tell it where nothing else does.

    A name that large towns of several countries share is left out; confidence is low.
    """
    found = []
    for match in knowledge.large.find(text):
        entry = min(match.entries, key=lambda one: (not one.main, one.rank))
        written = text[match.start : match.end]
        if _is_noun(text, match.start, match.end, entry, knowledge):
            continue
        alone = len({one.country for one in match.entries}) == 1
        if alone and len(written) >= _LEAST_LETTERS and _counts(written, entry, knowledge, in_field=False):
            found.append(
                PlaceMention(
                    match.start, match.end, entry.name, entry.geonames, entry.country, False,
                    _KNOWN_EVERYWHERE, "place:large-town",
                )
            )  # fmt: skip
    return tuple(found)


def country_of_towns(text: str, knowledge: PlaceKnowledge) -> str | None:
    """Return the country whose towns the parts of a place field's value are, ``None`` if it is not plain.

    Every known part must be a town of one country only: two parts, or one large enough to be known by itself.
    """
    countries: set[str] = set()
    known, largest = 0, 0
    whole = knowledge.by_name.keys()
    parts = (
        name
        for part in _PART.finditer(text)
        for name in ([part[0]] if fold(part[0].strip()) in whole else knowledge.joint.split(part[0]))
    )
    for part in parts:
        towns = knowledge.by_name.get(fold(part.strip(' \t\u00a0-–:."“”„')), {})
        if towns:
            known += 1
            largest = max(largest, *towns.values())
            countries = countries & set(towns) if known > 1 else set(towns)
    return countries.pop() if len(countries) == 1 and (known > 1 or largest >= _KNOWN_TOWN) else None


def _counts(written: str, entry: _Entry, knowledge: PlaceKnowledge, *, in_field: bool) -> bool:
    """Tell whether a form found is a place here."""
    if written[0].islower() or not written[0].isalpha():
        return False
    if in_field:
        return True
    sure = entry.main or entry.rank < _LARGEST or not written.isascii()
    least = _LEAST_LETTERS if sure else _LEAST_ALTERNATE
    return len(written) >= least and fold(written) not in knowledge.stops


def _is_noun(text: str, start: int, end: int, entry: _Entry, knowledge: PlaceKnowledge) -> bool:
    """Tell whether an article makes a common noun of what could be a town: "la garde", "der Stein".

    Regions and the largest towns have articles: "die Steiermark", "the London of today".
    """
    articles = knowledge.articles.get(entry.country, frozenset())
    first, _, rest = text[start:end].replace("’", "'").partition(" ")
    if rest and fold(first) in articles and not any(map(str.isupper, rest)):
        return True
    if entry.rank < _LARGEST or entry.rank >= len(knowledge.rows.get(entry.country, ())):
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _ARTICLE), start)
    return before is not None and fold(before[0].strip().replace("’", "'")) in articles


def _mention(start: int, end: int, entry: _Entry, *, in_field: bool) -> PlaceMention:
    confidence = _NAME if entry.main else _ALTERNATE
    if not in_field:
        confidence = min(confidence, _PROSE)
    method = "place:name" if entry.main else "place:alternate"
    return PlaceMention(start, end, entry.name, entry.geonames, entry.country, False, confidence, method)


def _doubtful(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], found: list[PlaceMention]
) -> Iterator[PlaceMention]:
    """Yield the parts of a place field's value that are one letter off the name of a town."""
    for part in _PART.finditer(text):
        start = part.start() + len(part[0]) - len(part[0].lstrip(' \t\u00a0-–:."“”„'))
        end = part.end() - (len(part[0]) - len(part[0].rstrip(' \t\u00a0-–:."“”„')))
        written = text[start:end]
        covered = any(start < mention.end and mention.start < end for mention in found)
        if covered or len(written) < _LEAST_FUZZY or not written[0].isupper():
            continue
        nearest = _nearest(written, knowledge, countries)
        if nearest:
            yield PlaceMention(
                start, end, nearest.name, nearest.geonames, nearest.country, True, _DOUBT, "place:one-edit"
            )  # fmt: skip


def _nearest(written: str, knowledge: PlaceKnowledge, countries: Collection[str]) -> _Entry | None:
    """Return the largest town of the countries whose name is one edit away."""
    wanted = fold(written)
    best: _Entry | None = None
    for country in countries:
        for rank, row in enumerate(knowledge.rows.get(country, ())):
            names = (row["name"], *row["alternates"].split("|")) if not written.isascii() else (row["name"],)
            near = any(
                abs(len(name) - len(wanted)) <= 1 and OSA.distance(fold(name), wanted, score_cutoff=1) == 1
                for name in names
            )
            if near and (best is None or rank < best.rank):
                best = _Entry(rank, row["geonames"], row["name"], country, main=True)
    return best
