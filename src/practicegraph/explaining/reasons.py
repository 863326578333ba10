"""Reasons: why a triple of a release holds, asked in the words of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from practicegraph.errors import InvalidDataError, PracticeGraphError
from practicegraph.export.explanations import Name, terms_of
from practicegraph.export.tables import labels, short
from practicegraph.graph import naming
from practicegraph.reasoning.explanation import Explainer, Explanation
from practicegraph.reasoning.grounds import StoredGrounds
from practicegraph.reasoning.rules import Rule, compile_rules, equality_rules
from practicegraph.reasoning.schema import close
from practicegraph.release.open import Release


class UnknownTripleError(PracticeGraphError):
    """A triple that the graph does not hold."""


@dataclass(frozen=True, slots=True)
class _Ontology:
    """The file of an ontology, the same for all releases that have the same bytes."""

    sha256: str
    path: Path = field(compare=False)


class Reasons:
    """Explains what one release holds; its store is opened read-only."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._store = ox.Store.read_only(str(release.snapshot))
        self._grounds = StoredGrounds(self._store, release.base)

    @property
    def base(self) -> str:
        """The base of the release's IRIs."""
        return self._release.base

    def triple(self, subject: str, predicate: str, value: str) -> ox.Triple:
        """Return the triple that is meant; raise :class:`InvalidDataError` where a part names nothing."""
        base = self._release.base
        found = naming.term(subject, base, self._is_known)
        if isinstance(found, ox.Literal):
            raise InvalidDataError("is a literal, of which nothing is said", source=subject)
        return ox.Triple(
            found,
            naming.predicate(predicate, base, self._is_known),
            naming.term(value, base, self._is_known),
        )

    def explain(self, triple: ox.Triple) -> Explanation:
        """Return why a triple holds; raise :class:`UnknownTripleError` if it does not."""
        graphs = self._grounds.graphs(triple)
        if graphs:
            return Explanation(triple, graphs=graphs, passages=self._grounds.passages(triple))
        found = None
        if self._grounds.holds(triple):
            found = Explainer(self._rules(), self._grounds).explain(triple)
        if found is None:
            raise UnknownTripleError("is neither stated nor follows", source=triple)
        return found

    def name(self, explanation: Explanation, languages: Sequence[str]) -> Name:
        """Return what gives names to the terms of an explanation, in the first language that has one."""
        names = labels(self._store, terms_of(explanation), (*languages, "en"))

        def name(term: object) -> str:
            if isinstance(term, ox.NamedNode):
                return names.get(term.value) or short(term.value)
            return "an unnamed class" if isinstance(term, ox.BlankNode) else str(term)

        return name

    def text(self, document: str) -> str:
        """Return the text of the document of an IRI; raise ``KeyError`` for one that the release has not."""
        return self._release.text(document.rpartition("/id/document/")[2])

    def _is_known(self, iri: ox.NamedNode) -> bool:
        store = self._store
        found = (
            store.quads_for_pattern(iri, None, None, None),
            store.quads_for_pattern(None, iri, None, None),
            store.quads_for_pattern(None, None, iri, None),
        )
        return any(next(iter(quads), None) is not None for quads in found)

    def _rules(self) -> tuple[Rule, ...]:
        ontology = next((graph for graph in self._release.graphs if graph.name == "ontology"), None)
        return () if ontology is None else _compiled(_Ontology(ontology.sha256, ontology.path))


@lru_cache(maxsize=2)
def _compiled(ontology: _Ontology) -> tuple[Rule, ...]:
    """Return the rules of an ontology, with those of equality, as data may state it."""
    triples = [quad.triple for quad in ox.parse(path=ontology.path, format=ox.RdfFormat.N_QUADS)]
    return tuple(dict.fromkeys([*compile_rules(close(triples)), *equality_rules()]))
