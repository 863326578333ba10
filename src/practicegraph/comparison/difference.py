"""What changed from one release to another, graph by graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from practicegraph.release.open import Release


@dataclass(frozen=True, slots=True)
class GraphDifference:
    """The statements of one graph, as lines of N-Quads, that only the one or the other release has."""

    name: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def difference(old: Release, new: Release) -> Iterator[GraphDifference]:
    """Yield the graphs that differ, by name; files with the same hash are not read."""
    before = {graph.name: graph for graph in old.graphs}
    after = {graph.name: graph for graph in new.graphs}
    for name in sorted(before.keys() | after.keys()):
        first, second = before.get(name), after.get(name)
        if first is not None and second is not None and first.sha256 == second.sha256:
            continue
        lines = [
            set() if graph is None else set(graph.path.read_text(encoding="utf-8").splitlines())
            for graph in (first, second)
        ]
        yield GraphDifference(name, tuple(sorted(lines[0] - lines[1])), tuple(sorted(lines[1] - lines[0])))
