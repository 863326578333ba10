"""Ready-made downloads: the whole release and what a query sees by default."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.export import dataset
from practicegraph.release.content import HIDDEN_GRAPHS, Files
from practicegraph.terms import prefixes

DOWNLOAD_TYPES: Final = {
    "practicegraph.nq.gz": "application/n-quads",
    "practicegraph.jsonld.gz": "application/ld+json",
    "practicegraph.ttl": "text/turtle",
}
"""The downloads of every release with their media types; those that end in ``.gz`` are compressed with gzip."""


def write_downloads(folder: Path, files: Files) -> None:
    """Write every graph in N-Quads and in JSON-LD, and the default graph in Turtle.

    ``folder`` lies in that of the release, whose graphs are written. The same release gives the same bytes.
    """
    graphs = [(graph.iri, folder.parent / graph.file) for graph in files.manifest.graphs]
    quads, linked_data, turtle = DOWNLOAD_TYPES
    _compress(folder / quads, dataset.nquads(graphs))
    _compress(folder / linked_data, (part.encode() for part in dataset.jsonld(graphs)))
    (folder / turtle).write_bytes(_turtle(files))


def _compress(target: Path, parts: Iterable[bytes]) -> None:
    """Write parts to a gzip file that says neither when nor from what name it was made."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as compressed:
        for part in parts:
            compressed.write(part)


def _turtle(files: Files) -> bytes:
    """Return the default graph in Turtle: each triple once, in canonical order."""
    lines = sorted(
        {
            line.removesuffix(f" <{graph.iri}> .".encode())
            for graph in files.manifest.graphs
            if graph.name not in HIDDEN_GRAPHS
            for line in files.graph(graph.name).splitlines()
        }
    )
    triples = ox.parse(b"".join(line + b" .\n" for line in lines), ox.RdfFormat.N_TRIPLES)
    output = io.BytesIO()
    ox.serialize(
        (quad.triple for quad in triples),
        output,
        ox.RdfFormat.TURTLE,
        prefixes=prefixes(files.manifest.base),
    )
    return output.getvalue()
