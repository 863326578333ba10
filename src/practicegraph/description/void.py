"""The VoID description: how many triples, things of each class, uses of each property, texts in each language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import pyoxigraph as ox

from practicegraph.graph.language import language_iri
from practicegraph.terms import PREFIXES, graph, node

_TYPE: Final = node("rdf:type")
_VOID_DATASET: Final = node("void:Dataset")


@dataclass(frozen=True, slots=True)
class Counts:
    """What VoID counts of a set of triples; ``languages`` counts literals."""

    triples: int
    subjects: int
    objects: int
    classes: Mapping[ox.NamedNode, int]
    properties: Mapping[ox.NamedNode, int]
    languages: Mapping[str, int]


def count(triples: Iterable[ox.Triple]) -> Counts:
    """Count a set of triples (each given once)."""
    subjects: set[object] = set()
    objects: set[object] = set()
    members: dict[ox.NamedNode, set[object]] = defaultdict(set)
    properties: Counter[ox.NamedNode] = Counter()
    languages: Counter[str] = Counter()
    for triple in triples:
        subjects.add(triple.subject)
        objects.add(triple.object)
        properties[triple.predicate] += 1
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            members[triple.object].add(triple.subject)
        elif isinstance(triple.object, ox.Literal) and triple.object.language:
            languages[triple.object.language] += 1
    classes = {kind: len(found) for kind, found in members.items()}
    return Counts(properties.total(), len(subjects), len(objects), classes, properties, languages)


def describe(
    graphs: Mapping[str, Iterable[ox.Triple]], visible: Iterable[str], base: str
) -> Iterator[ox.Triple]:
    """Yield the VoID description of a release: of what queries see by default, and of each named graph.

    ``visible`` names the graphs that make the default graph.
    """
    dataset = ox.NamedNode(f"{base}dataset")
    counts = count({triple for name in visible for triple in graphs[name]})
    yield from _totals(dataset, counts)
    yield ox.Triple(dataset, node("void:uriSpace"), ox.Literal(f"{base}id/"))
    for kind, number in counts.classes.items():
        part = ox.NamedNode(f"{dataset.value}/class/{_local(kind)}")
        yield ox.Triple(dataset, node("void:classPartition"), part)
        yield ox.Triple(part, node("void:class"), kind)
        yield _number(part, "void:entities", number)
    for prop, number in counts.properties.items():
        part = ox.NamedNode(f"{dataset.value}/property/{_local(prop)}")
        yield ox.Triple(dataset, node("void:propertyPartition"), part)
        yield ox.Triple(part, node("void:property"), prop)
        yield _number(part, "void:triples", number)
    yield from _languages(dataset, counts.languages)
    for name, triples in graphs.items():
        part = graph(name, base)
        yield ox.Triple(dataset, node("void:subset"), part)
        yield ox.Triple(part, _TYPE, _VOID_DATASET)
        yield _number(part, "void:triples", len(set(triples)))


def _totals(dataset: ox.NamedNode, counts: Counts) -> Iterator[ox.Triple]:
    yield _number(dataset, "void:triples", counts.triples)
    yield _number(dataset, "void:distinctSubjects", counts.subjects)
    yield _number(dataset, "void:distinctObjects", counts.objects)
    yield _number(dataset, "void:classes", len(counts.classes))
    yield _number(dataset, "void:properties", len(counts.properties))


def _languages(dataset: ox.NamedNode, languages: Mapping[str, int]) -> Iterator[ox.Triple]:
    """Yield one subset for the texts of each language: VoID has no partition of that kind."""
    for tag, number in languages.items():
        part = ox.NamedNode(f"{dataset.value}/language/{tag}")
        yield ox.Triple(dataset, node("void:subset"), part)
        yield ox.Triple(part, _TYPE, _VOID_DATASET)
        yield ox.Triple(part, node("schema:inLanguage"), ox.Literal(tag))
        yield _number(part, "void:triples", number)
        language = language_iri(tag)
        if language is not None:
            yield ox.Triple(part, node("dct:language"), language)
            yield ox.Triple(dataset, node("dct:language"), language)


def _number(subject: ox.NamedNode, predicate: str, value: int) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.Literal(value))


def _local(term: ox.NamedNode) -> str:
    """Return a name for a term within an IRI: ``pg-Practice``, else its last word and a hash."""
    for prefix, namespace in PREFIXES.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}-{local}"
    last = re.split(r"[/#:]", term.value)[-1]
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', last)}-{sha256(term.value.encode()).hexdigest()[:8]}"
