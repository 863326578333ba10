"""The canonical file of a graph after a change, made from the file before it."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from practicegraph.graph.canonical import nquads


def patched(
    before: bytes, added: Collection[ox.Triple], removed: Collection[ox.Triple], graph: ox.NamedNode
) -> bytes:
    """Return what :func:`practicegraph.graph.canonical.nquads` gives for a graph after a change.

    ``before`` is what it gave for the graph without the change. Terms are as the store gives them back.
    """
    gone = set(nquads(removed, graph).splitlines(keepends=True))
    kept = [line for line in before.splitlines(keepends=True) if line not in gone] if gone else [before]
    if not added:
        return b"".join(kept)
    come = nquads(added, graph).splitlines(keepends=True)
    lines = kept if gone else before.splitlines(keepends=True)
    # Both are sorted already: sorting them together is a merge.
    return b"".join(sorted([*lines, *come]))
