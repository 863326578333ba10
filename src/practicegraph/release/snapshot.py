"""The snapshot: the store that queries run on, on disk, opened read-only afterwards; and how the next one is made."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.engine.difference import StoreDifference, WrongStoreError
from practicegraph.errors import DamagedReleaseError
from practicegraph.release.content import CURATED_DEFAULT, HIDDEN_GRAPHS
from practicegraph.release.linking import link_or_copy
from practicegraph.release.manifest import DefaultGraph, Manifest
from practicegraph.wording import Wording

_AT_ONCE: Final = 100_000
"""Quads that the store is given at once: some 100 MB of memory. Fewer take more of the disk."""
_UNCHANGING: Final = ".sst"
"""The suffix of files that RocksDB writes once, so that several stores may share them."""
_JOURNAL: Final = "LOG"
"""RocksDB's own journal, of no matter to the store."""


def write_snapshot(folder: Path, manifest: Manifest) -> None:
    """Write the store of a release whose graphs are written: each by its name, all but the hidden ones in the default graph too.

    ``folder`` lies in that of the release. If the release has a default graph of its own, it has only that one's triples, and it has no name there.
    Blank nodes are called as in the files: no two graphs share a label.
    """
    own = manifest.default_graph is DefaultGraph.OWN
    store = ox.Store(str(folder))
    for graph in manifest.graphs:
        store.add_graph(ox.NamedNode(graph.iri))
    _load(store, (quad for graph in manifest.graphs for quad in _quads(folder.parent / graph.file)))
    visible = [
        ox.NamedNode(graph.iri)
        for graph in manifest.graphs
        if (graph.name == CURATED_DEFAULT if own else graph.name not in HIDDEN_GRAPHS)
    ]
    _load(store, _in_default_graph(store, visible))
    for graph_iri in visible if own else ():
        store.remove_graph(graph_iri)
    store.optimize()
    store.flush()


def _quads(file: Path) -> Iterator[ox.Quad]:
    return iter(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))


def _load(store: ox.Store, quads: Iterator[ox.Quad]) -> None:
    """Add quads, some at a time: the store keeps in memory what it is given at once."""
    for first in quads:
        store.bulk_extend(chain((first,), islice(quads, _AT_ONCE - 1)))


def _in_default_graph(store: ox.Store, graphs: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())


class KeptSnapshot:
    """A store like the snapshot of a release, to be changed and made the snapshot of the next from.

    It shares with snapshots only the files that RocksDB never writes again.
    """

    def __init__(self, folder: Path, snapshot: Path) -> None:
        """``folder`` must not be there; on the same disk as ``snapshot``, files are shared."""
        folder.mkdir()
        for path in snapshot.iterdir():
            if path.suffix == _UNCHANGING:
                link_or_copy(path, folder / path.name)
            elif path.name != _JOURNAL:
                shutil.copyfile(path, folder / path.name)
        self._store = ox.Store(str(folder))

    def apply(self, difference: StoreDifference) -> None:
        """Make a change; raise :class:`DamagedReleaseError` if the snapshot did not hold what its graphs did."""
        try:
            difference.apply(self._store)
        except WrongStoreError as error:
            raise DamagedReleaseError(
                Wording("does not hold what its graphs do: {error}", error=str(error)), source="snapshot"
            ) from error

    def checkpoint(self, target: Path) -> None:
        """Write the store as it is to a folder that is not there."""
        self._store.backup(str(target))
