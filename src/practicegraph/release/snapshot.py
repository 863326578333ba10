"""The snapshot: the store that queries run on, on disk, opened read-only afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from practicegraph.release.content import CURATED_DEFAULT, HIDDEN_GRAPHS, Files
from practicegraph.release.manifest import DefaultGraph


def write_snapshot(folder: Path, files: Files) -> None:
    """Write the store of a release: each named graph, and all but the hidden ones in the default graph too.

    If the release has a default graph of its own, it has only that one's triples, and it has no name there.
    """
    own = files.manifest.default_graph is DefaultGraph.OWN
    store = ox.Store(str(folder))
    for graph in files.manifest.graphs:
        store.add_graph(ox.NamedNode(graph.iri))
    # One load for all: no two graphs share a blank node's label, so none are mixed up.
    everything = b"".join(files.graph(graph.name) for graph in files.manifest.graphs)
    store.bulk_load(everything, ox.RdfFormat.N_QUADS)
    visible = [
        ox.NamedNode(graph.iri)
        for graph in files.manifest.graphs
        if (graph.name == CURATED_DEFAULT if own else graph.name not in HIDDEN_GRAPHS)
    ]
    store.bulk_extend(_in_default_graph(store, visible))
    for graph_iri in visible if own else ():
        store.remove_graph(graph_iri)
    store.optimize()
    store.flush()


def _in_default_graph(store: ox.Store, graphs: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())
