"""Grounds: what a store of named graphs states, where, and from which sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from practicegraph.reasoning.explanation import Passage
from practicegraph.reasoning.schema import Term
from practicegraph.terms import graph, node

_NO_PREMISES: Final = ("ontology", "inferred", "evidence", "validation", "quality", "metadata")
"""Graphs that reasoning does not start from."""


class StoredGrounds:
    """The graphs of a release's store, for :class:`practicegraph.reasoning.explanation.Explainer`."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self._evidence = graph("evidence", base)
        self._no_premises = {graph(name, base).value for name in _NO_PREMISES}
        self._inferred = graph("inferred", base).value

    def stated_in(self, triple: ox.Triple) -> tuple[str, ...]:
        """Return the graphs whose statement of a triple is a premise to reasoning, by name."""
        return tuple(name for name in self.graphs(triple) if name not in self._no_premises)

    def graphs(self, triple: ox.Triple) -> tuple[str, ...]:
        """Return the IRIs of all graphs that state a triple, reasoning's own left out."""
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        return tuple(sorted(names - {self._inferred}))

    def holds(self, triple: ox.Triple) -> bool:
        """Tell whether any graph has a triple, stated or entailed."""
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return next(iter(quads), None) is not None

    def matching(
        self, subject: Term | None, predicate: Term | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """Yield each triple of any graph with the given terms once; ``None`` is any."""
        if isinstance(subject, ox.Literal) or (
            predicate is not None and not isinstance(predicate, ox.NamedNode)
        ):
            return
        seen = set()
        for quad in self._store.quads_for_pattern(subject, predicate, value, None):
            if quad.triple not in seen:
                seen.add(quad.triple)
                yield quad.triple

    def passages(self, triple: ox.Triple) -> tuple[Passage, ...]:
        """Return what a triple was read from: its own facts, else those that made the part it is about."""
        own = [
            fact
            for fact in self._subjects(node("pg:subject"), triple.subject)
            if triple.predicate in self._objects(fact, node("pg:predicate"))
            and triple.object
            in {*self._objects(fact, node("pg:object")), *self._objects(fact, node("pg:literal"))}
        ]
        found = own or [
            fact
            for fact in self._subjects(node("pg:object"), triple.subject)
            if _is_part(triple.subject, self._objects(fact, node("pg:subject")))
        ]
        spans = {span for fact in found for span in self._spans(fact)}
        return tuple(sorted(spans, key=lambda span: (str(span.document), span.start, span.fact.value)))

    def _spans(self, fact: ox.NamedNode) -> Iterator[Passage]:
        """Yield a fact with its span; one that has none of its own comes with those it was derived from."""
        basis = self._text(fact, node("pg:basis"))
        sources = [fact] if self._objects(fact, node("oa:exact")) else []
        if not sources:
            derived = self._objects(fact, node("prov:wasDerivedFrom"))
            sources = [source for source in derived if isinstance(source, ox.NamedNode)]
        for source in sources:
            document = self._objects(source, node("pg:document"))
            exact = self._objects(source, node("oa:exact"))
            if not exact or not isinstance(exact[0], ox.Literal):
                continue
            yield Passage(
                fact,
                basis,
                next((each for each in document if isinstance(each, ox.NamedNode)), None),
                int(self._text(source, node("oa:start")) or 0),
                int(self._text(source, node("oa:end")) or 0),
                exact[0].value,
                exact[0].language or "",
            )
        if not sources:
            yield Passage(fact, basis)

    def _subjects(self, predicate: ox.NamedNode, value: object) -> list[ox.NamedNode]:
        if not isinstance(value, ox.NamedNode | ox.BlankNode):
            return []
        quads = self._store.quads_for_pattern(None, predicate, value, self._evidence)
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def _objects(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[Term]:
        quads = self._store.quads_for_pattern(subject, predicate, None, self._evidence)
        return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]

    def _text(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> str:
        return next((each.value for each in self._objects(subject, predicate)), "")


def _is_part(thing: object, wholes: Iterable[Term]) -> bool:
    """Tell whether a thing's IRI continues that of one of the others: an activity of a practice, its budget."""
    return isinstance(thing, ox.NamedNode) and any(
        thing.value.startswith(f"{whole.value}/") for whole in wholes if isinstance(whole, ox.NamedNode)
    )
