"""A whole release in one file."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from practicegraph.graph.jsonld import dataset_document, shipped_context

_PART: Final = 1 << 20
"""Bytes that are read at a time."""


def jsonld(graphs: list[tuple[str, Path]]) -> Iterator[str]:
    """Yield the JSON-LD of named graphs given as (IRI, sorted N-Quads file), one node at a time."""
    yield from dataset_document(((NamedNode(iri), _triples(path)) for iri, path in graphs), shipped_context())


def nquads(graphs: list[tuple[str, Path]]) -> Iterator[bytes]:
    """Yield the N-Quads of all graphs, a part at a time."""
    for _, path in graphs:
        with path.open("rb") as file:
            while part := file.read(_PART):
                yield part


def quads(graphs: list[tuple[str, Path]]) -> Iterator[Quad]:
    """Yield the quads of all graphs, one at a time."""
    for _, path in graphs:
        yield from parse(path=str(path), format=RdfFormat.N_QUADS)


def _triples(path: Path) -> Iterator[Triple]:
    """Yield the triples of a graph file; the file is sorted, so subjects come grouped."""
    yield from map(attrgetter("triple"), parse(path=str(path), format=RdfFormat.N_QUADS))
