"""Make ``sdg.ttl`` and ``country.ttl`` from facts in tables and from the Unicode CLDR.

``python data/sources/make_vocabularies.py [--check]`` writes the files, or says whether they are up to date.
Reads, all beside this file: ``sdg_goals.csv`` (code, names by language), ``sdg_targets.csv`` (code, our own
short labels by language), ``sdg_indicators.csv`` (permanent code, dotted codes, targets), ``sdg_matches.csv``
(code, the same thing elsewhere), ``countries.csv`` (ISO 3166-1 codes, GeoNames id, codes used in EU texts).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel import Locale
from layout import turtle
from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.terms import BASE, EU_COUNTRY, GEONAMES, PREFIXES, SDG, node

HERE: Final = Path(__file__).parent
VOCABULARIES: Final = HERE.parent / "vocabularies"
SCHEME: Final = NamedNode(SDG.rstrip("/"))
CITATION: Final = (
    "Joshi, A., Gonzalez Morales, L., Klarman, S. and Helton, A. (2019): "
    "A knowledge organization system for the United Nations Sustainable Development Goals."
)
_EU_CODE_LISTS: Final = "http://publications.europa.eu/ontology/euvoc#"
ALPHA_2: Final = NamedNode(f"{_EU_CODE_LISTS}ISO_3166_1_ALPHA_2")
ALPHA_3: Final = NamedNode(f"{_EU_CODE_LISTS}ISO_3166_1_ALPHA_3")
"""What the EU's authority table of countries types its codes with."""
EU_CODE: Final = NamedNode(f"{BASE}concept/country/eu-code")
"""The code list of EU institutions where it differs from ISO's: EL and UK."""
COUNTRY_LANGUAGES: Final = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nl", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
)  # fmt: skip
SCHEME_LABELS: Final = {
    "sdg": {
        "en": "Sustainable Development Goals", "sv": "Globala målen för hållbar utveckling",
        "bg": "Цели за устойчиво развитие", "fr": "Objectifs de développement durable",
        "es": "Objetivos de Desarrollo Sostenible", "de": "Ziele für nachhaltige Entwicklung",
    },
    "country": {
        "en": "Countries and territories", "sv": "Länder och territorier", "bg": "Държави и територии",
        "fr": "Pays et territoires", "es": "Países y territorios", "de": "Länder und Gebiete",
    },
}  # fmt: skip


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a table."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def sdg() -> Iterator[Triple]:
    """Yield the goals, targets and indicators with the UN's own IRIs."""
    yield from _scheme(SCHEME, "sdg")
    yield Triple(SCHEME, node("dct:bibliographicCitation"), Literal(CITATION))
    for row in rows("sdg_goals.csv"):
        goal = _sdg(row["code"])
        yield from _concept(goal, SCHEME, "sdgo:Goal", row["code"], row)
        yield Triple(SCHEME, node("skos:hasTopConcept"), goal)
        yield Triple(goal, node("skos:topConceptOf"), SCHEME)
        yield from _notations(goal, f"{int(row['code']):02}", row["code"], None)
    for row in rows("sdg_targets.csv"):
        target, goal = _sdg(row["code"]), _sdg(row["code"].split(".")[0])
        yield from _concept(target, SCHEME, "sdgo:Target", row["code"], row)
        yield from _below(goal, target, "sdgo:hasTarget", "sdgo:isTargetOf")
        yield from _notations(target, row["padded"], row["code"], None)
    for row in rows("sdg_indicators.csv"):
        yield from _indicator(row)
    for row in rows("sdg_matches.csv"):
        yield Triple(_sdg(row["code"]), node("skos:exactMatch"), NamedNode(row["match"]))


def _indicator(row: dict[str, str]) -> Iterator[Triple]:
    indicator = _sdg(row["permanent"])
    codes = row["codes"].split()
    label = Literal(f"Indicator {' / '.join(codes)}", language="en")
    yield Triple(indicator, node("rdf:type"), node("skos:Concept"))
    yield Triple(indicator, node("rdf:type"), node("sdgo:Indicator"))
    yield Triple(indicator, node("skos:inScheme"), SCHEME)
    yield Triple(indicator, node("skos:prefLabel"), label)
    yield Triple(indicator, node("skos:notation"), Literal(row["permanent"]))
    yield Triple(indicator, node("skos:notation"), _typed(row["permanent"], "SDGCodePerm"))
    for code in codes:
        yield Triple(indicator, node("skos:notation"), _typed(code, "SDGCodeCompact"))
    for target in row["targets"].split():
        yield from _below(_sdg(target), indicator, "sdgo:hasIndicator", "sdgo:isIndicatorOf")


def countries() -> Iterator[Triple]:
    """Yield the countries with the IRIs of the EU's authority table and names from the CLDR."""
    scheme = NamedNode(f"{BASE}concept/country")
    yield from _scheme(scheme, "country")
    locales = {tag: Locale.parse(tag) for tag in COUNTRY_LANGUAGES}
    for row in rows("countries.csv"):
        country = NamedNode(EU_COUNTRY + row["alpha3"])
        yield Triple(country, node("rdf:type"), node("skos:Concept"))
        yield Triple(country, node("rdf:type"), node("pg:Country"))
        yield Triple(country, node("skos:inScheme"), scheme)
        yield Triple(country, node("skos:topConceptOf"), scheme)
        yield Triple(scheme, node("skos:hasTopConcept"), country)
        yield from _codes(country, row)
        for tag, locale in locales.items():
            name = locale.territories.get(row["alpha2"])
            if name and name != row["alpha2"]:
                yield Triple(country, node("skos:prefLabel"), Literal(name, language=tag))
        if row["geonames"]:
            yield Triple(country, node("skos:exactMatch"), NamedNode(f"{GEONAMES}{row['geonames']}/"))


def _codes(country: NamedNode, row: dict[str, str]) -> Iterator[Triple]:
    """Yield a country's codes: the one that facts use as it is, and each with the code list it is of as datatype.

    Codes from XA to XZ are no country's in ISO 3166-1; those who need one, as for Kosovo, assign it themselves.
    """
    yield Triple(country, node("skos:notation"), Literal(row["alpha2"]))
    if not row["alpha2"].startswith("X"):
        yield Triple(country, node("skos:notation"), Literal(row["alpha2"], datatype=ALPHA_2))
        yield Triple(country, node("skos:notation"), Literal(row["alpha3"], datatype=ALPHA_3))
    for code in row["other"].split():
        yield Triple(country, node("skos:notation"), Literal(code, datatype=EU_CODE))


def _scheme(scheme: NamedNode, name: str) -> Iterator[Triple]:
    yield Triple(scheme, node("rdf:type"), node("skos:ConceptScheme"))
    for tag, text in SCHEME_LABELS[name].items():
        yield Triple(scheme, node("skos:prefLabel"), Literal(text, language=tag))
        yield Triple(scheme, node("dct:title"), Literal(text, language=tag))


def _concept(
    subject: NamedNode, scheme: NamedNode, kind: str, notation: str, row: dict[str, str]
) -> Iterator[Triple]:
    yield Triple(subject, node("rdf:type"), node("skos:Concept"))
    yield Triple(subject, node("rdf:type"), node(kind))
    yield Triple(subject, node("skos:inScheme"), scheme)
    yield Triple(subject, node("skos:notation"), Literal(notation))
    for tag, text in row.items():
        if tag not in {"code", "padded"} and text:
            yield Triple(subject, node("skos:prefLabel"), Literal(text, language=tag))


def _below(upper: NamedNode, lower: NamedNode, down: str, up: str) -> Iterator[Triple]:
    for predicate in (down, "skos:narrower"):
        yield Triple(upper, node(predicate), lower)
    for predicate in (up, "skos:broader"):
        yield Triple(lower, node(predicate), upper)


def _notations(subject: NamedNode, padded: str, compact: str, permanent: str | None) -> Iterator[Triple]:
    yield Triple(subject, node("skos:notation"), _typed(padded, "SDGCode"))
    yield Triple(subject, node("skos:notation"), _typed(compact, "SDGCodeCompact"))
    if permanent:
        yield Triple(subject, node("skos:notation"), _typed(permanent, "SDGCodePerm"))


def _typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["sdgo"] + kind))


def _sdg(code: str) -> NamedNode:
    return NamedNode(SDG + code)


def main(arguments: list[str]) -> int:
    """Write the files; with ``--check`` only compare them."""
    stale = 0
    for name, triples in (("sdg", sdg()), ("country", countries())):
        path = VOCABULARIES / f"{name}.ttl"
        text = turtle(triples)
        if "--check" in arguments:
            stale += not path.is_file() or path.read_text(encoding="utf-8") != text
        else:
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
