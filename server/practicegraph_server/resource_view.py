"""What a page shows of one thing: its values by property, each with the sentences they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pyoxigraph import NamedNode

from practicegraph.languages import chain
from practicegraph.reading.passages import sentence
from practicegraph.terms import PREFIXES
from practicegraph_server.labels import Label, compact, labels, short
from practicegraph_server.service import Service

_PG: Final = PREFIXES["pg"]
_TITLES: Final = {PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel"}
_ALSO: Final = PREFIXES["skos"] + "altLabel"
_TYPE: Final = PREFIXES["rdf"] + "type"

_GROUPS: Final = (
    ("Who", ("implementedBy", "ledBy", "partneredBy", "fundedBy", "managedBy", "evaluatedBy", "involvedIn")),
    ("For whom and what", ("targetGroup", "beneficiary", "theme", "level", "statedSdg", "suggestedSdg")),
    ("Where and when", ("country", "place", "start", "end", "duration", "earliestStart", "latestEnd")),
    ("Why", ("objective", "origin", "hasChallenge")),
    ("What was done", ("hasActivity",)),
    ("What came of it", ("hasResult", "hasImpact", "hasCount", "hasEvaluation", "hasReplicability")),
    ("Money", ("hasFunding", "hasBudget")),
    ("Sources and contact", ("describedIn", "page", "identifier", "hasServiceContact", "hasConflict")),
)
_BASES: Final = ("stated", "computed", "suggested", "sibling", "missing", "inferred")
"""From what documents say to what follows."""
_HIDDEN: Final = frozenset({"hasParticipation", "hasSdgLink", "hasElement", "elementOf"})

_STATED = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
SELECT ?s ?p ?o (MIN(?order) AS ?position) WHERE {
  { SELECT DISTINCT ?s { { VALUES ?s { %(iri)s } } UNION { %(iri)s ?has ?s FILTER(STRSTARTS(STR(?s), "%(prefix)s/")) } } }
  GRAPH ?g { ?s ?p ?o }
  FILTER(?g NOT IN (<%(base)sgraph/inferred>, <%(base)sgraph/validation>))
  OPTIONAL { ?s pg:position ?order }
} GROUP BY ?s ?p ?o"""

_INFERRED = "SELECT ?p ?o WHERE { GRAPH <%(base)sgraph/inferred> { %(iri)s ?p ?o } }"
_INCOMING = """SELECT DISTINCT ?s ?p WHERE {
  GRAPH ?g { ?s ?p %(iri)s }
  FILTER(?g NOT IN (<%(base)sgraph/inferred>, <%(base)sgraph/evidence>, <%(base)sgraph/validation>))
  FILTER(!STRSTARTS(STR(?s), "%(prefix)s/"))
} ORDER BY ?s LIMIT 200"""
_FACTS = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?fact ?predicate ?object ?field ?basis ?confidence ?method ?document ?start ?end ?exact WHERE {
  GRAPH <%(base)sgraph/evidence> {
    ?fact pg:subject %(iri)s ; pg:predicate ?predicate ; pg:field ?field ; pg:basis ?basis ;
      pg:confidence ?confidence ; pg:method ?method .
    OPTIONAL { ?fact pg:object|pg:literal ?object }
    OPTIONAL {
      ?fact prov:wasDerivedFrom? ?span . ?span pg:document ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
    }
  }
} ORDER BY ?document ?start ?fact"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value stands here: one fact."""

    fact: str
    basis: str
    confidence: str
    method: str
    document: str
    start: str
    exact: str
    language: str
    before: str
    after: str
    """What stands around ``exact`` in its sentence."""


@dataclass(slots=True)
class Value:
    """A value as a page shows it; ``href`` is empty for a literal."""

    text: str
    language: str = ""
    href: str = ""
    iri: str = ""
    order: tuple[Any, ...] = ()
    evidence: list[Evidence] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """A property's label and values."""

    iri: str
    label: Label
    values: list[Value]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """Everything the page of one thing shows."""

    iri: str
    title: Label
    titles: list[Label]
    types: list[Value]
    groups: list[tuple[str, list[Property]]]
    inferred: list[Property]
    incoming: list[tuple[Value, Label]]
    missing: list[tuple[Label, list[Evidence]]]


def resource_view(service: Service, iri: NamedNode, languages: Sequence[str]) -> ResourceView | None:
    """Return what the graph says of ``iri``, ``None`` if that is nothing."""
    terms = {"iri": str(iri), "prefix": iri.value, "base": service.settings.base}
    stated = service.rows(_STATED % terms)
    if not stated:
        return None
    inferred = service.rows(_INFERRED % terms)
    incoming = service.rows(_INCOMING % terms)
    facts = service.rows(_FACTS % terms)
    names = labels(service, _iris(stated, inferred, incoming, facts), languages)
    builder = _Builder(service, iri.value, names, chain(languages))
    parts = builder.parts(stated)
    missing, evidence = builder.evidence(facts)
    own = [row for row in stated if row["s"]["value"] == iri.value]
    properties = builder.properties(own, parts, evidence)
    titles = {_label(row["o"]) for row in own if row["p"]["value"] in {*_TITLES, _ALSO}}
    return ResourceView(
        iri.value,
        names[iri.value],
        sorted(titles, key=lambda label: (label.language, label.text)),
        [builder.value(row["o"]) for row in own if row["p"]["value"] == _TYPE],
        _grouped(properties),
        builder.properties(inferred, {}, {}),
        [(builder.value(row["s"]), names[row["p"]["value"]]) for row in incoming],
        missing,
    )


class _Builder:
    """Turns rows into values, with names at hand."""

    def __init__(self, service: Service, iri: str, names: dict[str, Label], languages: Sequence[str]) -> None:
        self.service = service
        self.iri = iri
        self.names = names
        self.languages = languages
        self.texts: dict[str, str] = {}

    def value(self, term: dict[str, str]) -> Value:
        if term["type"] == "uri":
            name = self.names.get(term["value"]) or Label(short(term["value"]), "")
            is_ours = term["value"].startswith(self.service.settings.base)
            text = name.text if name.language or is_ours else compact(term["value"])
            href = self.service.local(term["value"])
            linked = href.startswith(("/", "http://", "https://", "mailto:", "tel:"))
            return Value(text, name.language, href if linked else "", term["value"], (text.casefold(),))
        language = term.get("xml:lang", "")
        place = self.languages.index(language) if language in self.languages else len(self.languages)
        return Value(term["value"], language, order=(place, language, term["value"].casefold()))

    def parts(self, rows: list[dict[str, dict[str, str]]]) -> dict[str, Value]:
        """Return each part of the thing as one value: its text, and its further properties as details."""
        nodes: dict[str, list[dict[str, dict[str, str]]]] = defaultdict(list)
        for row in rows:
            if row["s"]["value"] != self.iri:
                nodes[row["s"]["value"]].append(row)
        return {node: self._part(node, found) for node, found in nodes.items()}

    def _part(self, node: str, rows: list[dict[str, dict[str, str]]]) -> Value:
        name = self.names.get(node) or Label("", "")
        value = Value(
            name.text if name.language else "", name.language, iri=node, href=self.service.local(node)
        )
        position = 0
        for row in sorted(rows, key=lambda row: (row["p"]["value"], row["o"]["value"])):
            predicate = row["p"]["value"]
            if "position" in row:
                position = int(float(row["position"]["value"]))
            if predicate in {*_TITLES, _ALSO, _TYPE, _PG + "position", _PG + "elementOf"}:
                if predicate in _TITLES and not value.text:
                    value.text, value.language = row["o"]["value"], row["o"].get("xml:lang", "")
                continue
            value.details.append((self.names[predicate].text, self.value(row["o"]).text))
        value.order = (position, value.text.casefold())
        return value

    def properties(
        self,
        rows: list[dict[str, dict[str, str]]],
        parts: dict[str, Value],
        evidence: dict[tuple[str, str], list[Evidence]],
    ) -> list[Property]:
        values: dict[str, dict[str, Value]] = defaultdict(dict)
        for row in rows:
            predicate, term = row["p"]["value"], row["o"]
            if predicate in {*_TITLES, _ALSO, _TYPE} or predicate.removeprefix(_PG) in _HIDDEN:
                continue
            value = parts.get(term["value"]) or self.value(term)
            value.evidence = _own_first(evidence.get((predicate, term["value"]), []))
            value.is_suggested = bool(value.evidence) and all(
                one.basis == "suggested" for one in value.evidence
            )
            values[predicate][term["value"] + term.get("xml:lang", "")] = value
        return [
            Property(
                predicate, self.names[predicate], sorted(found.values(), key=lambda value: str(value.order))
            )
            for predicate, found in values.items()
        ]

    def evidence(
        self, rows: list[dict[str, dict[str, str]]]
    ) -> tuple[list[tuple[Label, list[Evidence]]], dict[tuple[str, str], list[Evidence]]]:
        """Return what is asked but not answered, and the evidence of each (property, value)."""
        missing: dict[str, list[Evidence]] = defaultdict(list)
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for row in rows:
            one = self._evidence(row)
            predicate = row["predicate"]["value"]
            if "object" in row:
                found[predicate, row["object"]["value"]].append(one)
            elif one.basis == "missing":
                missing[predicate].append(one)
        return [(self.names[predicate], some) for predicate, some in sorted(missing.items())], found

    def _evidence(self, row: dict[str, dict[str, str]]) -> Evidence:
        document = row.get("document", {}).get("value", "")
        before = after = ""
        if "start" in row:
            text = self._text(document.partition("/id/document/")[2])
            before, after = sentence(text, int(row["start"]["value"]), int(row["end"]["value"]))
        return Evidence(
            self.service.local(row["fact"]["value"]),
            short(row["basis"]["value"]),
            row["confidence"]["value"],
            row["method"]["value"],
            document,
            row.get("start", {}).get("value", ""),
            row.get("exact", {}).get("value", ""),
            row.get("exact", {}).get("xml:lang", ""),
            before,
            after,
        )

    def _text(self, slug: str) -> str:
        if slug not in self.texts:
            self.texts[slug] = self.service.release.text(slug)
        return self.texts[slug]


def _own_first(facts: list[Evidence]) -> list[Evidence]:
    """Return each sentence once, the strongest first: what a document says, before what siblings take from it."""
    found: dict[tuple[str, str, str], Evidence] = {}
    for fact in sorted(facts, key=lambda one: (_BASES.index(one.basis), one.document, int(one.start or 0))):
        found.setdefault((fact.document, fact.start, fact.exact), fact)
    return list(found.values())


def _grouped(properties: list[Property]) -> list[tuple[str, list[Property]]]:
    by_name = {short(found.iri): found for found in properties}
    groups = []
    for title, names in _GROUPS:
        chosen = [by_name.pop(name) for name in names if name in by_name]
        if chosen:
            groups.append((title, chosen))
    if by_name:
        groups.append(("Further", sorted(by_name.values(), key=lambda found: found.label.text.casefold())))
    return groups


def _iris(*tables: Iterable[dict[str, dict[str, str]]]) -> set[str]:
    return {
        term["value"] for table in tables for row in table for term in row.values() if term["type"] == "uri"
    }


def _label(term: dict[str, str]) -> Label:
    return Label(term["value"], term.get("xml:lang", ""))
