"""Ready-made downloads: what is taken away from every release. The same release gives the same bytes."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.description.linksets import Target, described_targets, file_name, linking_graphs, links
from practicegraph.export import dataset
from practicegraph.export.archives import Archive
from practicegraph.export.bundles import write_crate
from practicegraph.export.csv_description import FILE_NAME, describe_csv
from practicegraph.export.flat_tables import tables
from practicegraph.export.spreadsheets import csv_lines, write_xlsx
from practicegraph.export.view import GraphView
from practicegraph.release.content import HIDDEN_GRAPHS, Files
from practicegraph.release.crates import TABLES, crate_files, crate_of
from practicegraph.release.layout import SNAPSHOT
from practicegraph.terms import prefixes
from practicegraph.wording import Wording

QUADS: Final = "practicegraph.nq.gz"
LINKED_DATA: Final = "practicegraph.jsonld.gz"
TURTLE: Final = "practicegraph.ttl"
WORKBOOK: Final = "practicegraph-tables.xlsx"
CRATE: Final = "practicegraph-crate.zip"

DOWNLOAD_TYPES: Final = {
    QUADS: "application/n-quads",
    LINKED_DATA: "application/ld+json",
    TURTLE: "text/turtle",
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TABLES: "application/zip",
    CRATE: "application/zip",
}
"""The downloads of every release with their media types; those that end in ``.gz`` are compressed with gzip."""

_DESCRIPTIONS: Final = {
    QUADS: "Every named graph in N-Quads: all there is, for a triple store.",
    LINKED_DATA: "Every named graph in JSON-LD with our context and language maps.",
    TURTLE: "What a query sees by default, in Turtle: everything but evidence and validation.",
    WORKBOOK: "Seven tables as an Excel workbook: practices, facts, SDG links, funding, participations, counts, documents.",
    TABLES: "The same tables as CSV, with a description of their columns (CSV on the Web).",
    CRATE: "The whole release as an RO-Crate: graphs, tables, reports and shapes with licence, provenance and checksums.",
}


def describe_download(name: str) -> str:
    """Return a sentence on a download, empty for a file that is none."""
    if name.startswith("linkset-"):
        target = name.removeprefix("linkset-").removesuffix(".nt")
        return Wording("What is stated of our things and links them to {target}, in N-Triples.", target=target)
    return _DESCRIPTIONS.get(name, "")


def write_downloads(folder: Path, files: Files) -> None:
    """Write the downloads of a release whose graphs, snapshot and reports are written.

    ``folder`` lies in that of the release.
    """
    release = folder.parent
    graphs = [(graph.iri, release / graph.file) for graph in files.manifest.graphs]
    store = ox.Store.read_only(str(release / SNAPSHOT))
    view = GraphView(store, files.manifest.base)
    _compress(folder / QUADS, dataset.nquads(graphs))
    _compress(folder / LINKED_DATA, (part.encode() for part in dataset.jsonld(graphs)))
    (folder / TURTLE).write_bytes(_turtle(files))
    with (folder / WORKBOOK).open("wb") as file:
        write_xlsx(tables(view), file)
    with (folder / TABLES).open("wb") as file, Archive(file) as archive:
        for table in tables(view):
            archive.add(f"{table.name}.csv", csv_lines(table))
        archive.add(FILE_NAME, [describe_csv()])
    _write_linksets(folder, files)
    with (folder / CRATE).open("wb") as file:
        write_crate(crate_of(files.manifest, store), crate_files(release, files.manifest), file)


def _compress(target: Path, parts: Iterable[bytes]) -> None:
    """Write parts to a gzip file that says neither when nor from what name it was made."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as compressed:
        for part in parts:
            compressed.write(part)


def _write_linksets(folder: Path, files: Files) -> None:
    """Write a file for each linkset that the metadata describe, its links in order."""
    names = [graph.name for graph in files.manifest.graphs]
    described = _triples(files, ["metadata"]) if "metadata" in names else ()
    targets = described_targets(described, files.manifest.base)
    stated = tuple(_triples(files, linking_graphs(names))) if targets else ()
    for target in targets:
        (folder / file_name(target)).write_bytes(_lines(stated, target))


def _lines(stated: Iterable[ox.Triple], target: Target) -> bytes:
    return "".join(sorted({f"{triple} .\n" for triple in links(stated, target)})).encode()


def _triples(files: Files, names: Sequence[str]) -> Iterator[ox.Triple]:
    for name in names:
        for quad in ox.parse(files.graph(name), ox.RdfFormat.N_QUADS):
            yield quad.triple


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
