"""A release's store as tables need it: sorted lookups, names and notations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from practicegraph.graph.identifiers import country_iri
from practicegraph.languages import choose
from practicegraph.terms import graph, node

Resource = NamedNode | Literal
Record = dict[str, list[Resource]]
"""What is said of one subject, by the IRI of the predicate."""

_NAMES = ("rdfs:label", "skos:prefLabel", "dct:title")
_PREFERRED = ("en",)
_KEPT: Final = 512


class GraphView:
    """Looks things up in what a query sees by default and in the evidence; the same store gives the same order."""

    def __init__(self, store: Store, base: str, facts: Path | None = None) -> None:
        """Look at ``store``, a release's snapshot whose instance IRIs begin with ``base``.

        ``facts`` is the file of its evidence, out of which all facts come sooner than one by one from the store.
        """
        self._store = store
        self._evidence = graph("evidence", base)
        self._file = facts
        self._records: dict[tuple[NamedNode, NamedNode | DefaultGraph], Record] = {}
        self._names: dict[NamedNode, tuple[str, str] | None] = {}

    def members(self, *kinds: str) -> list[NamedNode]:
        """Return the individuals of any of the classes, in order."""
        found = {
            quad.subject
            for kind in kinds
            for quad in self._store.quads_for_pattern(None, node("rdf:type"), node(kind), DefaultGraph())
        }
        return _sorted(found)

    def facts(self) -> Iterator[NamedNode]:
        """Yield the facts of the evidence graph, in order."""
        if self._file is None:
            quads = self._store.quads_for_pattern(None, node("rdf:type"), node("pg:Fact"), self._evidence)
            yield from _sorted(quad.subject for quad in quads)
            return
        fact = node("pg:Fact")
        for subject, quads in groupby(
            parse(path=self._file, format=RdfFormat.N_QUADS), attrgetter("subject")
        ):
            record = _record(quads)
            if fact in record.get(_iri("rdf:type"), ()):
                self._keep((subject, self._evidence), record)
                yield subject

    def values(self, subject: NamedNode | None, *properties: str, evidence: bool = False) -> list[Resource]:
        """Return the values of any of the properties, each once, in order; none for no subject."""
        if subject is None:
            return []
        record = self._record(subject, self._evidence if evidence else DefaultGraph())
        found = {term for prop in properties for term in record.get(_iri(prop), ())}
        return sorted(found, key=lambda term: (term.value, str(term))) if len(found) > 1 else list(found)

    def _record(self, subject: NamedNode, where: NamedNode | DefaultGraph) -> Record:
        """Return all that a graph says of a subject by predicate; the latest are kept at hand."""
        key = (subject, where)
        found = self._records.get(key)
        if found is None:
            found = _record(self._store.quads_for_pattern(subject, None, None, where))
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[NamedNode, NamedNode | DefaultGraph], record: Record) -> None:
        if len(self._records) >= _KEPT:
            del self._records[next(iter(self._records))]
        self._records[key] = record

    def links(self, subject: NamedNode | None, *properties: str, evidence: bool = False) -> list[NamedNode]:
        """Return those of :meth:`values` that are resources."""
        found = self.values(subject, *properties, evidence=evidence)
        return [one for one in found if isinstance(one, NamedNode)]

    def link(self, subject: NamedNode | None, prop: str, *, evidence: bool = False) -> NamedNode | None:
        """Return the first of :meth:`links`."""
        return next(iter(self.links(subject, prop, evidence=evidence)), None)

    def text(self, subject: NamedNode | None, prop: str, *, evidence: bool = False) -> str | None:
        """Return the first value as text."""
        return next((one.value for one in self.values(subject, prop, evidence=evidence)), None)

    def decimal(self, subject: NamedNode | None, prop: str, *, evidence: bool = False) -> Decimal | None:
        """Return the first value that is a finite number."""
        for one in self.values(subject, prop, evidence=evidence):
            try:
                number = Decimal(one.value)
            except InvalidOperation:
                continue
            if number.is_finite():
                return number
        return None

    def integer(self, subject: NamedNode | None, prop: str, *, evidence: bool = False) -> int | None:
        """Return the first value that is a number, as an integer."""
        number = self.decimal(subject, prop, evidence=evidence)
        return None if number is None else int(number)

    def boolean(self, subject: NamedNode | None, prop: str) -> bool | None:
        """Return the first value as a truth value."""
        text = self.text(subject, prop)
        return None if text is None else text in {"true", "1"}

    def best(
        self, subject: NamedNode | None, *properties: str, language: str = "en"
    ) -> tuple[str, str] | None:
        """Return (language tag, text) of the best literal: in ``language``, else English, else any."""
        texts: dict[str, str] = {}
        for one in self.values(subject, *properties):
            if isinstance(one, Literal):
                texts.setdefault(one.language or "", one.value)
        return choose(texts, (language, *_PREFERRED))

    def named(self, subject: NamedNode | None) -> tuple[str, str] | None:
        """Return (language tag, name) of a resource."""
        if subject is None:
            return None
        if subject not in self._names:
            self._names[subject] = self.best(subject, *_NAMES)
        return self._names[subject]

    def name(self, subject: NamedNode | None) -> str | None:
        """Return the name of a resource."""
        found = self.named(subject)
        return None if found is None else found[1]

    def notation(self, concept: NamedNode | None) -> str | None:
        """Return a country's ISO 3166-1 alpha-2 code, else what ends a concept's IRI, which is its notation."""
        if concept is None:
            return None
        codes = (one.value for one in self.values(concept, "skos:notation"))
        # The EU's own codes stand beside ISO's: "EL" and "GR", "UK" and "GB".
        return next((code for code in codes if country_iri(code) == concept), tail(concept))


def _record(quads: Iterable[Quad]) -> Record:
    """Return what quads of one subject say by predicate."""
    record: Record = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            record.setdefault(quad.predicate.value, []).append(quad.object)
    return record


def tail(iri: NamedNode) -> str:
    """Return the last part of an IRI's path."""
    return iri.value.rstrip("/#").replace("#", "/").rpartition("/")[2]


@lru_cache(maxsize=128)
def _iri(curie: str) -> str:
    return node(curie).value


def _sorted(terms: Iterable[object]) -> list[NamedNode]:
    return sorted((term for term in terms if isinstance(term, NamedNode)), key=lambda term: term.value)
