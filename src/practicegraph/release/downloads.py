"""Ready-made downloads: what is taken away from every release. The same release gives the same bytes."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

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
from practicegraph.release.crates import crate_files, crate_of
from practicegraph.release.download_kinds import CRATE, LINKED_DATA, QUADS, TABLES, TURTLE, WORKBOOK
from practicegraph.release.layout import SNAPSHOT
from practicegraph.terms import prefixes


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
