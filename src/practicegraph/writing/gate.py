"""The gate of a write: the SHACL report on a release's graphs as they are edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from practicegraph.derivation.derivation import validated
from practicegraph.derivation.knowns import Knowns
from practicegraph.graph.change import GraphChange
from practicegraph.validation.patterns import UnsupportedShapesError
from practicegraph.validation.report import Report
from practicegraph.validation.validator import Validator
from practicegraph.writing.following import Gate

NamedTriples = Mapping[str, Iterable[ox.Triple]]
_DERIVED: Final = frozenset({"validation", "metadata"})
_UNSEEN: Final = _DERIVED | {"ontology"}


def gate_of(graphs: Callable[[], NamedTriples], knowns: Knowns, held: NamedTriples) -> Gate:
    """Return a gate to the graphs, by name; ``graphs`` gives them as they are when it is called, ``held`` as they are now."""
    try:
        return KeptGate(held, knowns)
    except UnsupportedShapesError:
        return ReferenceGate(graphs, knowns)


class KeptGate:
    """Looks again only at what a change matters to."""

    def __init__(self, graphs: NamedTriples, knowns: Knowns) -> None:
        vocabularies = [triple for each in knowns.vocabularies.values() for triple in each]
        self._concepts = frozenset(triple.subject for triple in vocabularies)
        self._validator = Validator(knowns.shapes, [*knowns.ontology, *vocabularies])
        stated, known = self._split(graphs)
        self._validator.update(known=known)
        self._validator.load(stated)

    def update(self, changes: Mapping[str, GraphChange]) -> Report:
        """Return the report after a change; see :class:`practicegraph.writing.following.Gate`."""
        added, known = self._split({name: change.added for name, change in changes.items()})
        removed, forgotten = self._split({name: change.removed for name, change in changes.items()})
        self._validator.update(added, removed, known=known, forgotten=forgotten)
        return self._validator.report

    @property
    def report(self) -> Report:
        """The report as it is."""
        return self._validator.report

    def _split(self, graphs: NamedTriples) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """Return what graphs state, and what is only known of concepts."""
        stated: list[ox.Triple] = []
        known: list[ox.Triple] = []
        for name, triples in graphs.items():
            if name in _UNSEEN or name.startswith("vocabulary/"):
                continue
            for triple in triples:
                is_known = name == "inferred" and triple.subject in self._concepts
                (known if is_known else stated).append(triple)
        return stated, known


@dataclass(slots=True)
class ReferenceGate:
    """Validates everything at every change with the reference engine: for shapes that only it runs."""

    graphs: Callable[[], NamedTriples]
    knowns: Knowns
    report: Report | None = None

    def update(self, changes: Mapping[str, GraphChange]) -> Report:  # noqa: ARG002 - it looks at all there is
        """Return the report on the graphs as they are."""
        graphs = self.graphs().items()
        self.report = validated({name: graph for name, graph in graphs if name not in _DERIVED}, self.knowns)
        return self.report
