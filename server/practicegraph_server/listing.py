"""Lists and their facets, each one SPARQL query that a reader can take to the editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from practicegraph.engine.label import languages as tags
from practicegraph.languages import choose
from practicegraph.terms import PREFIXES, SDG
from practicegraph_server.labels import Label, labels
from practicegraph_server.paging import Page
from practicegraph_server.service import Service

FACETS: Final[dict[str, str]] = {
    "country": "country",
    "theme": "theme",
    "group": "targetGroup",
    "level": "level",
    "sdg": "relatedSdg",
    "organization": "involves",
}
"""The facets of the list of practices: parameter and property."""

_TITLES: Final = {
    "country": "Country",
    "theme": "Theme",
    "group": "Target group",
    "level": "Level",
    "sdg": "SDG, stated or suggested",
    "organization": "Organisation",
}
_PREFIXES: Final = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n"
    for name in ("pg", "rdfs", "skos", "sdgo", "dct", "schema", "owl", "rdf")
)


_DETAILS: Final = f"""{_PREFIXES}SELECT DISTINCT ?practice ?type ?label ?country ?language WHERE {{
  VALUES ?practice {{ %s }}
  VALUES ?type {{ pg:Practice pg:Publication pg:Call }}
  ?practice a ?type .
  OPTIONAL {{ ?practice rdfs:label ?label }}
  OPTIONAL {{ ?practice pg:country ?country }}
  OPTIONAL {{ ?practice pg:describedIn/schema:inLanguage ?language }}
}}"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list."""

    href: str
    iri: str
    label: Label
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, how many practices have it, and whether it is chosen."""

    iri: str
    label: Label
    count: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and how many practices state it, and how many it is suggested for."""

    code: str
    iri: str
    label: Label
    stated: int
    suggested: int


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document, its language and address (empty where unknown), and each thing it describes: (href, name)."""

    href: str
    slug: str
    file: str
    language: str
    kind: Label | None
    described: tuple[tuple[str, Label], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology."""

    name: str
    iri: str
    kind: str
    label: Label
    definition: Label


def _condition(chosen: Mapping[str, str]) -> str:
    return "".join(f"  ?practice pg:{FACETS[name]} {NamedNode(value)} .\n" for name, value in chosen.items())


def undertakings_query(chosen: Mapping[str, str], page: Page | None = None) -> str:
    """Return the SELECT of everything described that has all ``chosen`` values, or of a page of it."""
    return f"""{_PREFIXES}SELECT DISTINCT ?practice ?type ?label ?country ?language WHERE {{
  VALUES ?type {{ pg:Practice pg:Publication pg:Call }}
  ?practice a ?type .
{_condition(chosen)}{_on_page(chosen, page)}  OPTIONAL {{ ?practice rdfs:label ?label }}
  OPTIONAL {{ ?practice pg:country ?country }}
  OPTIONAL {{ ?practice pg:describedIn/schema:inLanguage ?language }}
}} ORDER BY ?practice ?label ?country ?language"""


def count_query(chosen: Mapping[str, str]) -> str:
    """Return the SELECT of how many things are described that have all ``chosen`` values."""
    return f"""{_PREFIXES}SELECT (COUNT(DISTINCT ?practice) AS ?total) WHERE {{
  VALUES ?type {{ pg:Practice pg:Publication pg:Call }}
  ?practice a ?type .
{_condition(chosen)}}}"""


def _ranking_query(chosen: Mapping[str, str], languages: Sequence[str], page: Page) -> str:
    """Return the SELECT of a page of what has all ``chosen`` values: practices first, then by languages and title."""
    return f"""{_PREFIXES}SELECT ?practice (MIN(?other) AS ?rank) (COUNT(DISTINCT ?language) AS ?spoken)
  (LCASE(STR(pg:label(?practice, {Literal(", ".join(tags(",".join(languages))))}))) AS ?name) WHERE {{
  VALUES ?type {{ pg:Practice pg:Publication pg:Call }}
  ?practice a ?type .
{_condition(chosen)}  BIND(IF(?type = pg:Practice, 0, 1) AS ?other)
  OPTIONAL {{ ?practice pg:describedIn/schema:inLanguage ?language }}
}} GROUP BY ?practice ORDER BY ?rank DESC(?spoken) ?name ?practice LIMIT {page.limit} OFFSET {page.offset}"""


def _on_page(chosen: Mapping[str, str], page: Page | None) -> str:
    """Return the pattern that leaves the things of a page, by IRI; nothing where no page is asked for."""
    if page is None:
        return ""
    return f"""  {{ SELECT DISTINCT ?practice WHERE {{
    VALUES ?type {{ pg:Practice pg:Publication pg:Call }}
    ?practice a ?type .
{_condition(chosen)}  }} ORDER BY ?practice LIMIT {page.limit} OFFSET {page.offset} }}
"""


def undertakings_graph_query(chosen: Mapping[str, str], page: Page | None = None) -> str:
    """Return the CONSTRUCT of the main facts of what has all ``chosen`` values, or of a page of it."""
    return f"""{_PREFIXES}CONSTRUCT {{ ?practice a ?type ; ?p ?o . ?o rdfs:label ?l ; skos:prefLabel ?m }} WHERE {{
  VALUES ?type {{ pg:Practice pg:Publication pg:Call }}
  ?practice a ?type .
{_condition(chosen)}{_on_page(chosen, page)}  VALUES ?p {{
    rdfs:label pg:country pg:place pg:level pg:theme pg:targetGroup pg:statedSdg pg:suggestedSdg pg:implementedBy
    pg:start pg:end pg:duration pg:describedIn
  }}
  ?practice ?p ?o .
  OPTIONAL {{ ?o rdfs:label ?l }}
  OPTIONAL {{ ?o skos:prefLabel ?m }}
}}"""


def undertakings(
    service: Service, chosen: Mapping[str, str], languages: Sequence[str], page: Page | None = None
) -> list[Entry]:
    """Return what is described and has all ``chosen`` values, or a page of it: practices first, then by title."""
    if page is None:
        rows = service.rows(undertakings_query(chosen))
    else:
        ranked = [row["practice"]["value"] for row in service.rows(_ranking_query(chosen, languages, page))]
        some = " ".join(str(NamedNode(iri)) for iri in ranked)
        rows = service.rows(_DETAILS % some) if ranked else []
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    spoken: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for row in rows:
        iri = row["practice"]["value"]
        kinds[iri] = row["type"]["value"].rpartition("#")[2]
        if "label" in row:
            titles[iri].setdefault(row["label"].get("xml:lang", ""), row["label"]["value"])
        if "language" in row:
            spoken[iri].add(row["language"]["value"])
        if "country" in row:
            countries[iri].add(row["country"]["value"])
    names = labels(service, {iri for some in countries.values() for iri in some}, languages)
    entries = [
        Entry(
            service.local(iri),
            iri,
            Label(*reversed(choose(titles[iri], languages) or ("", iri.rpartition("/")[2]))),
            tuple(sorted(spoken[iri])),
            tuple(sorted(names[country].text for country in countries[iri])),
            kinds[iri],
        )
        for iri in kinds
    ]
    entries.sort(
        key=lambda entry: (entry.kind != "Practice", -len(entry.languages), entry.label.text.casefold())
    )
    return entries


def facets(
    service: Service, chosen: Mapping[str, str], languages: Sequence[str]
) -> list[tuple[str, str, list[FacetValue]]]:
    """Return for each facet (parameter, title, values with counts among what is chosen)."""
    found = []
    for name, predicate in FACETS.items():
        if name in chosen:
            continue
        rows = service.rows(
            f"{_PREFIXES}SELECT ?value (COUNT(DISTINCT ?practice) AS ?count) WHERE {{\n"
            f"  VALUES ?type {{ pg:Practice pg:Publication pg:Call }} ?practice a ?type .\n"
            f"{_condition(chosen)}  ?practice pg:{predicate} ?value .\n}} GROUP BY ?value ORDER BY DESC(?count) ?value LIMIT 30"
        )
        names = labels(service, (row["value"]["value"] for row in rows), languages)
        values = [
            FacetValue(row["value"]["value"], names[row["value"]["value"]], int(row["count"]["value"]))
            for row in rows
        ]
        if values:
            found.append((name, _TITLES[name], values))
    return found


def goals(service: Service, languages: Sequence[str]) -> list[Goal]:
    """Return the 17 goals with their counts."""
    counts: dict[str, dict[str, int]] = {"stated": {}, "suggested": {}}
    for basis, found in counts.items():
        rows = service.rows(
            f"{_PREFIXES}SELECT ?goal (COUNT(DISTINCT ?practice) AS ?count) WHERE {{\n"
            f"  ?goal a sdgo:Goal . ?practice pg:{basis}Sdg ?goal }} GROUP BY ?goal"
        )
        found.update({row["goal"]["value"]: int(row["count"]["value"]) for row in rows})
    iris = [f"{SDG}{number}" for number in range(1, 18)]
    names = labels(service, iris, languages)
    return [
        Goal(
            iri.removeprefix(SDG),
            iri,
            names[iri],
            counts["stated"].get(iri, 0),
            counts["suggested"].get(iri, 0),
        )
        for iri in iris
    ]


def documents(service: Service, languages: Sequence[str]) -> list[SourceDocument]:
    """Return the source documents with what is known of each, by file."""
    rows = service.rows(
        f"""{_PREFIXES}SELECT ?document ?file (SAMPLE(?tongue) AS ?language) (SAMPLE(?k) AS ?kind)
  (SAMPLE(?address) AS ?source) WHERE {{
  ?document a pg:Document ; pg:fileName ?file .
  OPTIONAL {{ ?document schema:inLanguage ?tongue }}
  OPTIONAL {{ ?document pg:kind ?k }}
  OPTIONAL {{ ?document dct:source ?address }}
}} GROUP BY ?document ?file ORDER BY ?file"""
    )
    parts = service.rows(
        f"{_PREFIXES}SELECT DISTINCT ?document ?thing WHERE {{ ?thing pg:describedIn ?document }} ORDER BY ?thing"
    )
    names = labels(service, _values(rows, ("kind",)) | _values(parts, ("thing",)), languages)
    described: dict[str, list[tuple[str, Label]]] = defaultdict(list)
    for row in parts:
        thing = row["thing"]["value"]
        described[row["document"]["value"]].append((service.local(thing), names[thing]))
    found = []
    for row in rows:
        line = {name: term["value"] for name, term in row.items()}
        found.append(
            SourceDocument(
                href=service.local(line["document"]),
                slug=line["document"].rpartition("id/document/")[2],
                file=line["file"],
                language=line.get("language", ""),
                kind=names[line["kind"]] if "kind" in line else None,
                described=tuple(described[line["document"]]),
                source=line.get("source", ""),
            )
        )
    return found


def terms(service: Service, languages: Sequence[str]) -> list[Term]:
    """Return the classes and properties of our ontology in the reader's language."""
    rows = service.rows(
        f"""{_PREFIXES}SELECT ?term ?kind ?label ?definition WHERE {{
  VALUES ?kind {{ owl:Class owl:ObjectProperty owl:DatatypeProperty }}
  ?term a ?kind ; rdfs:label ?label .
  FILTER(STRSTARTS(STR(?term), "{PREFIXES["pg"]}"))
  OPTIONAL {{ ?term skos:definition ?definition FILTER(LANG(?definition) = LANG(?label)) }}
}}"""
    )
    found: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        key = (row["term"]["value"], row["kind"]["value"].rpartition("#")[2])
        label = row["label"]
        found[key][label.get("xml:lang", "")] = (label["value"], row.get("definition", {}).get("value", ""))
    result = []
    for (iri, kind), texts in found.items():
        best = choose({tag: pair[0] for tag, pair in texts.items()}, languages)
        if best:
            language, label_text = best
            result.append(
                Term(
                    iri.removeprefix(PREFIXES["pg"]),
                    iri,
                    kind,
                    Label(label_text, language),
                    Label(texts[language][1], language),
                )
            )
    return sorted(result, key=lambda term: (term.kind, term.name.casefold()))


def _values(rows: Iterable[Mapping[str, Mapping[str, str]]], names: Sequence[str]) -> set[str]:
    return {row[name]["value"] for row in rows for name in names if name in row}
