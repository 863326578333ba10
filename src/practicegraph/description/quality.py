"""How complete the documents are, and how far labels are translated: measurements of the Data Quality Vocabulary.

https://www.w3.org/TR/vocab-dqv/. A measurement is a share of things: of those of a class, of those that a collection
or the documents of a language tell of, how many have a field; of the concepts of a scheme or the practices, how
many have a name in a language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from sys import intern
from typing import Final, cast

import pyoxigraph as ox

from practicegraph.description.statistics import records
from practicegraph.mapping.fact import FIELDS
from practicegraph.terms import PREFIXES, node

DQV: Final = "http://www.w3.org/ns/dqv#"
_COMPLETENESS: Final = ox.NamedNode("http://www.w3.org/2016/05/ldqd#completeness")
_VERSATILITY: Final = ox.NamedNode("http://www.w3.org/2016/05/ldqd#versatility")
"""The dimensions of linked data quality; the second has translations in it."""
_TYPE: Final = node("rdf:type")
_LABEL: Final = node("rdfs:label")
_CLASSES: Final = ("Practice", "Publication", "Call")
_KINDS: Final = frozenset(node(f"pg:{name}") for name in (*_CLASSES, "Undertaking"))
_GROUPING: Final = frozenset(map(node, ("pg:describedIn", "pg:inCollection", "schema:inLanguage")))
"""Properties that tell which things and documents belong together."""
_SAID: Final = ("stated", "computed")
"""Bases of a fact that a document gives; what is suggested, or taken from another document, is none of its own."""
_OF_SEVERAL: Final = frozenset({"sameAs", "conflict"})
"""Fields that only several documents together have."""
_PLACES: Final = Decimal("0.0001")

Things = set[object]


@dataclass(frozen=True, slots=True)
class _Measurement:
    """``having`` of the ``things`` of a group have what ``metric`` counts."""

    metric: str
    group: ox.NamedNode
    having: int
    things: int


def describe(graphs: Mapping[str, Iterable[ox.Triple]], base: str) -> set[ox.Triple]:
    """Return the measurements of a release's graphs by name: what documents say, and the vocabularies."""
    view = _View(graphs, base)
    completeness = list(view.completeness())
    translation = list(view.translation())
    triples = {triple for each in (*completeness, *translation) for triple in _measured(each, base)}
    for metrics, dimension in ((completeness, _COMPLETENESS), (translation, _VERSATILITY)):
        for name in {each.metric for each in metrics}:
            triples.update(_metric(name, dimension, base))
    return triples | view.groups


class _View:
    """What is measured: things by class, collection and language, and what each has."""

    def __init__(self, graphs: Mapping[str, Iterable[ox.Triple]], base: str) -> None:
        self._base = base
        self._vocabularies = {name: graphs[name] for name in graphs if name.startswith("vocabulary/")}
        told = [name for name in graphs if name.startswith("document/") or name == "consolidated"]
        self._by_predicate: dict[object, set[tuple[object, object]]] = defaultdict(set)
        self._titles: dict[object, set[str]] = defaultdict(set)
        for triple in (triple for name in told for triple in graphs[name]):
            if triple.predicate in _GROUPING or (triple.predicate == _TYPE and triple.object in _KINDS):
                self._by_predicate[triple.predicate].add((triple.subject, triple.object))
            elif (
                triple.predicate == _LABEL
                and isinstance(triple.object, ox.Literal)
                and triple.object.language
            ):
                self._titles[triple.subject].add(triple.object.language)
        self._facts = frozenset(_facts(graphs.get("evidence", ()), base))
        described = {subject for subject, _ in self._by_predicate[node("pg:describedIn")]}
        self._measured = {field for subject, field, _ in self._facts if subject in described} - _OF_SEVERAL
        self.groups: set[ox.Triple] = set()
        """What is said of the groups that measurements are of."""

    def completeness(self) -> Iterator[_Measurement]:
        """Yield for each group and field how many things have it."""
        types = self._by_predicate[_TYPE]
        for name in _CLASSES:
            things = {subject for subject, kind in types if kind == node(f"pg:{name}")}
            if things:
                yield from self._fields(self._class(name), things, None)
        undertakings = {subject for subject, _ in types}
        for group, documents in self._by_document():
            described = self._by_predicate[node("pg:describedIn")]
            things = {subject for subject, document in described if document in documents} & undertakings
            if things:
                yield from self._fields(group, things, documents)

    def _by_document(self) -> Iterator[tuple[ox.NamedNode, Things]]:
        """Yield the collections and the languages of documents, each with its documents."""
        for predicate in (node("pg:inCollection"), node("schema:inLanguage")):
            groups: dict[object, Things] = defaultdict(set)
            for document, value in self._by_predicate[predicate]:
                groups[value].add(document)
            for value, documents in groups.items():
                if isinstance(value, ox.NamedNode):
                    yield value, documents
                elif isinstance(value, ox.Literal):
                    label = f"Documents in {value.value}"
                    yield self._subset(f"language-{value.value}", label, predicate, value), documents

    def _fields(
        self, group: ox.NamedNode, things: Things, documents: Things | None
    ) -> Iterator[_Measurement]:
        having: dict[str, Things] = defaultdict(set)
        for subject, field, document in self._facts:
            if subject in things and (documents is None or document in documents):
                having[field].add(subject)
        for field in FIELDS:
            if field in self._measured:
                yield _Measurement(field, group, len(having[field]), len(things))

    def translation(self) -> Iterator[_Measurement]:
        """Yield for each scheme of concepts, and for practices, how many have a name in a language."""
        named = [*self._concepts(), *self._practices()]
        languages = sorted(
            {language for _, things in named for found in things.values() for language in found}
        )
        for group, things in named:
            for language in languages:
                having = sum(language in found for found in things.values())
                if having:
                    yield _Measurement(f"name-{language}", group, having, len(things))

    def _concepts(self) -> Iterator[tuple[ox.NamedNode, Mapping[object, set[str]]]]:
        """Yield the schemes with their concepts and the languages each has a name in."""
        for vocabulary in self._vocabularies.values():
            triples = list(vocabulary)
            labels = _languages(triples, node("skos:prefLabel"))
            members: dict[ox.NamedNode, dict[object, set[str]]] = defaultdict(dict)
            for triple in triples:
                if triple.predicate == node("skos:inScheme") and isinstance(triple.object, ox.NamedNode):
                    members[triple.object][triple.subject] = labels.get(triple.subject, set())
            yield from members.items()

    def _practices(self) -> Iterator[tuple[ox.NamedNode, Mapping[object, set[str]]]]:
        """Yield the practices with the languages each has a title in."""
        practices = {subject for subject, kind in self._by_predicate[_TYPE] if kind == node("pg:Practice")}
        if practices:
            yield self._class("Practice"), {one: self._titles.get(one, set()) for one in practices}

    def _class(self, name: str) -> ox.NamedNode:
        return self._subset(f"class-{name.lower()}", f"{name}s", node("void:class"), node(f"pg:{name}"))

    def _subset(self, name: str, label: str, predicate: ox.NamedNode, value: object) -> ox.NamedNode:
        me = ox.NamedNode(f"{self._base}id/subset/{name}")
        self.groups |= {
            ox.Triple(me, _TYPE, node("void:Dataset")),
            ox.Triple(me, node("rdfs:label"), ox.Literal(label, language="en")),
            ox.Triple(me, predicate, cast("ox.NamedNode", value)),
            ox.Triple(ox.NamedNode(f"{self._base}dataset"), node("void:subset"), me),
        }
        return me


def _facts(evidence: Iterable[ox.Triple], base: str) -> Iterator[tuple[object, str, object]]:
    """Yield subject, field and document of each fact that a document gives itself, equal terms as one object."""
    said = {ox.NamedNode(f"{base}concept/basis/{name}") for name in _SAID}
    known: dict[object, object] = {}
    for record in records(evidence, ("subject", "field", "basis", "document")):
        field = record.get("field")
        if record.get("basis") in said and isinstance(field, ox.Literal):
            subject, document = record.get("subject"), record.get("document")
            yield (
                known.setdefault(subject, subject),
                intern(field.value),
                known.setdefault(document, document),
            )


def _languages(triples: Iterable[ox.Triple], predicate: ox.NamedNode) -> dict[object, set[str]]:
    found: dict[object, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == predicate and isinstance(triple.object, ox.Literal) and triple.object.language:
            found[triple.subject].add(triple.object.language)
    return found


def _metric(name: str, dimension: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    me = ox.NamedNode(f"{base}id/metric/{name}")
    language = name.removeprefix("name-") if dimension == _VERSATILITY else ""
    label = f"Share of things with a name in {language}" if language else f"Share of things with {name}"
    yield ox.Triple(me, _TYPE, ox.NamedNode(f"{DQV}Metric"))
    yield ox.Triple(me, ox.NamedNode(f"{DQV}inDimension"), dimension)
    yield ox.Triple(me, ox.NamedNode(f"{DQV}expectedDataType"), ox.NamedNode(f"{PREFIXES['xsd']}decimal"))
    yield ox.Triple(me, node("rdfs:label"), ox.Literal(label, language="en"))
    yield ox.Triple(me, node("dct:identifier"), ox.Literal(language or name))


def _measured(each: _Measurement, base: str) -> Iterator[ox.Triple]:
    group = each.group.value.removeprefix(base).removeprefix("id/").replace("://", "/").rstrip("/")
    me = ox.NamedNode(f"{base}id/measurement/{each.metric}/{group}")
    share = (Decimal(each.having) / Decimal(each.things)).quantize(_PLACES, ROUND_HALF_UP)
    yield ox.Triple(me, _TYPE, ox.NamedNode(f"{DQV}QualityMeasurement"))
    yield ox.Triple(me, ox.NamedNode(f"{DQV}isMeasurementOf"), ox.NamedNode(f"{base}id/metric/{each.metric}"))
    yield ox.Triple(me, ox.NamedNode(f"{DQV}computedOn"), each.group)
    yield ox.Triple(me, ox.NamedNode(f"{DQV}value"), _number(f"{share.normalize():f}", "decimal"))
    yield ox.Triple(each.group, node("void:entities"), _number(str(each.things), "integer"))


def _number(lexical: str, kind: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(PREFIXES["xsd"] + kind))
