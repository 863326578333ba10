"""The VoID description: how many triples, things of each class and what is said of them, texts in each language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import pyoxigraph as ox

from practicegraph.graph.language import language_iri
from practicegraph.graph.ordering import ordered, ordered_lines
from practicegraph.graph.packed import triple_count
from practicegraph.terms import PREFIXES, graph, node

_TYPE: Final = node("rdf:type")
_VOID_DATASET: Final = node("void:Dataset")
_EXTENSION: Final = "http://ldf.fi/void-ext#"
"""Partitions by datatype, which VoID lacks; editors and generators of code read them."""

Use = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | None]
"""Class, property, and the datatype of a literal."""
_Said = tuple[ox.NamedNode, ox.NamedNode | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """What VoID counts of a set of triples; ``languages`` counts literals.

    ``uses`` counts the triples about things of a class by property, and by datatype where the object is a literal.
    """

    triples: int
    subjects: int
    objects: int
    classes: Mapping[ox.NamedNode, int]
    properties: Mapping[ox.NamedNode, int]
    languages: Mapping[str, int]
    uses: Mapping[Use, int]


class Tally:
    """Counts that follow a set of triples as they come and go, each of them once."""

    def __init__(self, triples: Iterable[ox.Triple] = ()) -> None:
        self._subjects: Counter[object] = Counter()
        self._objects: Counter[object] = Counter()
        self._classes: Counter[ox.NamedNode] = Counter()
        self._properties: Counter[ox.NamedNode] = Counter()
        self._languages: Counter[str] = Counter()
        self._kinds: dict[object, set[ox.NamedNode]] = {}
        self._said: dict[object, dict[_Said, int]] = {}
        self._known: dict[_Said, _Said] = {}
        self._uses: Counter[Use] = Counter()
        self.add(triples)

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Count triples that were not there."""
        for triple in triples:
            self._count(triple, 1)

    def remove(self, triples: Iterable[ox.Triple]) -> None:
        """Count triples no longer that were there."""
        for triple in triples:
            self._count(triple, -1)

    def counts(self) -> Counts:
        """Return the counts of what is there now."""
        return Counts(
            self._properties.total(),
            len(self._subjects),
            len(self._objects),
            dict(self._classes),
            dict(self._properties),
            dict(self._languages),
            dict(self._uses),
        )

    def _count(self, triple: ox.Triple, step: int) -> None:
        _count(self._subjects, triple.subject, step)
        _count(self._objects, triple.object, step)
        _count(self._properties, triple.predicate, step)
        self._count_use(triple, step)
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            _count(self._classes, triple.object, step)
            self._count_kind(triple.subject, triple.object, step)
        elif isinstance(triple.object, ox.Literal) and triple.object.language:
            _count(self._languages, triple.object.language, step)

    def _count_use(self, triple: ox.Triple, step: int) -> None:
        """Count what is said of a thing, and that it is said of the classes it has now."""
        use = _said(triple)
        use = self._known.setdefault(use, use)  # one object for all things: each has terms of its own
        subject = triple.subject
        said = self._said.setdefault(subject, {})
        said[use] = said.get(use, 0) + step
        if not said[use]:
            del said[use]
        if not said:
            del self._said[subject]
        for kind in self._kinds.get(subject, ()):
            _count(self._uses, (kind, *use), step)

    def _count_kind(self, subject: object, kind: ox.NamedNode, step: int) -> None:
        """Count all that is said of a thing for a class that it gets or loses."""
        for (predicate, datatype), number in self._said.get(subject, {}).items():
            _count(self._uses, (kind, predicate, datatype), step * number)
        kinds = self._kinds.setdefault(subject, set())
        (kinds.add if step > 0 else kinds.discard)(kind)
        if not kinds:
            del self._kinds[subject]


def _said(triple: ox.Triple) -> _Said:
    value = triple.object
    return triple.predicate, value.datatype if isinstance(value, ox.Literal) else None


def _count(counter: Counter[Any], key: object, step: int) -> None:
    """Count up or down; what is counted no more is forgotten."""
    counter[key] += step
    if not counter[key]:
        del counter[key]


def count(triples: Iterable[ox.Triple]) -> Counts:
    """Count triples that come in order of their subjects, each once: however many, in the same memory."""
    subjects = 0
    classes, properties, languages = Counter[ox.NamedNode](), Counter[ox.NamedNode](), Counter[str]()
    uses = Counter[Use]()

    def objects() -> Iterator[bytes]:
        nonlocal subjects
        for _, group in groupby(triples, attrgetter("subject")):
            told = list(group)
            kinds = [each.object for each in told if each.predicate == _TYPE]
            named = [kind for kind in kinds if isinstance(kind, ox.NamedNode)]
            subjects += 1
            classes.update(named)
            properties.update(each.predicate for each in told)
            languages.update(tag for each in told if (tag := getattr(each.object, "language", None)))
            uses.update((kind, *_said(each)) for each in told for kind in named)
            yield from (f"{each.object}\n".encode() for each in told)

    different = sum(1 for _ in ordered_lines(objects()))
    return Counts(
        properties.total(), subjects, different, dict(classes), dict(properties), dict(languages), dict(uses)
    )


def describe(
    graphs: Mapping[str, Iterable[ox.Triple]], visible: Iterable[str], base: str
) -> Iterator[ox.Triple]:
    """Yield the VoID description of a release: of what queries see by default, and of each named graph.

    ``visible`` names the graphs that make the default graph.
    """
    counts = count(ordered(triple for name in visible for triple in graphs[name]))
    return describe_counts(counts, {name: triple_count(triples) for name, triples in graphs.items()}, base)


def describe_counts(counts: Counts, sizes: Mapping[str, int], base: str) -> Iterator[ox.Triple]:
    """Yield the VoID description of what was counted, and of named graphs by the number of their triples."""
    dataset = ox.NamedNode(f"{base}dataset")
    yield from _totals(dataset, counts)
    yield ox.Triple(dataset, node("void:uriSpace"), ox.Literal(f"{base}id/"))
    for kind, number in counts.classes.items():
        part = ox.NamedNode(f"{dataset.value}/class/{_local(kind)}")
        yield ox.Triple(dataset, node("void:classPartition"), part)
        yield ox.Triple(part, node("void:class"), kind)
        yield _number(part, "void:entities", number)
    yield from _uses(dataset, counts.uses)
    for prop, number in counts.properties.items():
        part = ox.NamedNode(f"{dataset.value}/property/{_local(prop)}")
        yield ox.Triple(dataset, node("void:propertyPartition"), part)
        yield ox.Triple(part, node("void:property"), prop)
        yield _number(part, "void:triples", number)
    yield from _languages(dataset, counts.languages)
    for name, size in sizes.items():
        part = graph(name, base)
        yield ox.Triple(dataset, node("void:subset"), part)
        yield ox.Triple(part, _TYPE, _VOID_DATASET)
        yield _number(part, "void:triples", size)


def _totals(dataset: ox.NamedNode, counts: Counts) -> Iterator[ox.Triple]:
    yield _number(dataset, "void:triples", counts.triples)
    yield _number(dataset, "void:distinctSubjects", counts.subjects)
    yield _number(dataset, "void:distinctObjects", counts.objects)
    yield _number(dataset, "void:classes", len(counts.classes))
    yield _number(dataset, "void:properties", len(counts.properties))


def _uses(dataset: ox.NamedNode, uses: Mapping[Use, int]) -> Iterator[ox.Triple]:
    """Yield the properties of the things of each class, by datatype where their values are literals."""
    numbers: Counter[ox.NamedNode] = Counter()
    for (kind, prop, datatype), number in uses.items():
        part, typed, triples = _use(dataset.value, kind, prop, datatype)
        yield from triples
        numbers[part] += number
        if typed is not None:
            yield _number(typed, "void:triples", number)
    for part, number in numbers.items():
        yield _number(part, "void:triples", number)


@lru_cache(maxsize=10_000)
def _use(
    dataset: str, kind: ox.NamedNode, prop: ox.NamedNode, datatype: ox.NamedNode | None
) -> tuple[ox.NamedNode, ox.NamedNode | None, tuple[ox.Triple, ...]]:
    """Return the partitions of a use, by property and by datatype, and what is always said of them."""
    whole = ox.NamedNode(f"{dataset}/class/{_local(kind)}")
    part = ox.NamedNode(f"{whole.value}/property/{_local(prop)}")
    said = (
        ox.Triple(whole, node("void:propertyPartition"), part),
        ox.Triple(part, node("void:property"), prop),
    )
    if datatype is None:
        return part, None, said
    typed = ox.NamedNode(f"{part.value}/datatype/{_local(datatype)}")
    of_datatype = (
        ox.Triple(part, ox.NamedNode(f"{_EXTENSION}datatypePartition"), typed),
        ox.Triple(typed, ox.NamedNode(f"{_EXTENSION}datatype"), datatype),
    )
    return part, typed, (*said, *of_datatype)


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
