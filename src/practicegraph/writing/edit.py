"""What a write changes in the graphs of a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from practicegraph.graph.change import GraphChange


@dataclass(frozen=True, slots=True)
class Edit:
    """What a write changed: graphs by IRI, those that are new or gone, and what a query sees by default."""

    graphs: Mapping[str, GraphChange]
    created: frozenset[str]
    dropped: frozenset[str]
    default: GraphChange

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.graphs or self.created or self.dropped)


@dataclass(slots=True)
class Log:
    """What came and went in a graph, one after the other: of each triple only the outcome is kept."""

    triples: dict[ox.Triple, bool] = field(default_factory=dict)

    def add(self, triple: ox.Triple, *, came: bool) -> None:
        """Note that a triple came or went."""
        if self.triples.get(triple) is (not came):
            del self.triples[triple]
        else:
            self.triples[triple] = came

    @property
    def change(self) -> GraphChange:
        """The outcome."""
        return GraphChange(
            frozenset(triple for triple, came in self.triples.items() if came),
            frozenset(triple for triple, came in self.triples.items() if not came),
        )
