"""What changed in a graph."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class GraphChange:
    """The triples that a graph got, and those that it lost."""

    added: frozenset[ox.Triple] = frozenset()
    removed: frozenset[ox.Triple] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed)
