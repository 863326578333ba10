"""Ready-made downloads: the whole release and what a query sees by default."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.release.content import HIDDEN_GRAPHS, Files
from practicegraph.terms import prefixes

DOWNLOAD_TYPES: Final = {"practicegraph.nq.gz": "application/n-quads", "practicegraph.ttl": "text/turtle"}
"""The downloads of every release with their media types; the first is compressed with gzip."""


def write_downloads(folder: Path, files: Files) -> None:
    """Write ``practicegraph.nq.gz`` (every graph) and ``practicegraph.ttl`` (the default graph).

    The same release gives the same bytes.
    """
    everything = b"".join(files.graph(graph.name) for graph in files.manifest.graphs)
    quads, turtle = DOWNLOAD_TYPES
    (folder / quads).write_bytes(gzip.compress(everything, compresslevel=6, mtime=0))
    (folder / turtle).write_bytes(_turtle(files))


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
