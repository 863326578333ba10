"""Ready-made downloads: what is taken away from every release. The same release gives the same bytes."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from practicegraph.description.linksets import described_targets, file_name, linking_graphs, links
from practicegraph.export import dataset
from practicegraph.export.archives import Archive
from practicegraph.export.bundles import write_crate
from practicegraph.export.csv_description import FILE_NAME, describe_csv
from practicegraph.export.flat_tables import tables
from practicegraph.export.spreadsheets import csv_lines, write_xlsx
from practicegraph.export.view import GraphView
from practicegraph.graph.ordering import ordered_lines
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
        return Wording(
            "What is stated of our things and links them to {target}, in N-Triples.", target=target
        )
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
    with (folder / TURTLE).open("wb") as file:
        _write_turtle(file, files)
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
    stated = _triples(files, linking_graphs(names)) if targets else ()
    for target, linking in links(stated, targets).items():
        lines = sorted(f"{triple} .\n" for triple in linking)
        (folder / file_name(target)).write_bytes("".join(lines).encode())


def _triples(files: Files, names: Sequence[str]) -> Iterator[ox.Triple]:
    for name in names:
        for quad in ox.parse(files.graph(name), ox.RdfFormat.N_QUADS):
            yield quad.triple


def _write_turtle(output: IO[bytes], files: Files) -> None:
    """Write the default graph in Turtle: each triple once, in canonical order."""
    visible = (graph for graph in files.manifest.graphs if graph.name not in HIDDEN_GRAPHS)
    lines = (
        line.removesuffix(f" <{graph.iri}> .".encode()) + b" .\n"
        for graph in visible
        for line in files.graph(graph.name).splitlines()
    )
    with tempfile.TemporaryFile() as merged:
        merged.writelines(ordered_lines(lines))
        merged.seek(0)
        triples = (quad.triple for quad in ox.parse(merged, ox.RdfFormat.N_TRIPLES))
        ox.serialize(triples, output, ox.RdfFormat.TURTLE, prefixes=prefixes(files.manifest.base))
