"""Ready-made downloads: what is taken away from every release. The same release gives the same bytes."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import tee
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from practicegraph.description.linksets import described_targets, file_name, linking_graphs, links
from practicegraph.export import dataset
from practicegraph.export.archives import Archive
from practicegraph.export.bundles import write_crate
from practicegraph.export.csv_description import FILE_NAME, describe_csv
from practicegraph.export.flat_tables import Table, tables
from practicegraph.export.rows import Cell
from practicegraph.export.spreadsheets import csv_lines, write_xlsx
from practicegraph.export.view import GraphView
from practicegraph.graph.ordering import ordered_lines
from practicegraph.release.content import HIDDEN_GRAPHS
from practicegraph.release.crates import crate_files, crate_of
from practicegraph.release.download_kinds import CRATE, LINKED_DATA, QUADS, TABLES, TURTLE, WORKBOOK
from practicegraph.release.layout import SNAPSHOT
from practicegraph.release.manifest import Manifest
from practicegraph.terms import prefixes


def write_downloads(folder: Path, manifest: Manifest) -> None:
    """Write the downloads of a release whose graphs, snapshot and reports are written.

    ``folder`` lies in that of the release.
    """
    release = folder.parent
    graphs = [(graph.iri, release / graph.file) for graph in manifest.graphs]
    store = ox.Store.read_only(str(release / SNAPSHOT))
    view = GraphView(
        store, manifest.base, {graph.name: release / graph.file for graph in manifest.graphs}.get("evidence")
    )
    _compress(folder / QUADS, dataset.nquads(graphs))
    _compress(folder / LINKED_DATA, (part.encode() for part in dataset.jsonld(graphs)))
    with (folder / TURTLE).open("wb") as file:
        _write_turtle(file, release, manifest)
    _write_tables(folder, view)
    _write_linksets(folder, manifest)
    with (folder / CRATE).open("wb") as file:
        write_crate(crate_of(manifest, store), crate_files(release, manifest), file)


def _compress(target: Path, parts: Iterable[bytes]) -> None:
    """Write parts to a gzip file that says neither when nor from what name it was made."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as compressed:
        for part in parts:
            compressed.write(part)


def _write_tables(folder: Path, view: GraphView) -> None:
    """Write the tables as a workbook and as CSV, each row of which is looked up once."""
    with (
        (folder / WORKBOOK).open("wb") as workbook,
        (folder / TABLES).open("wb") as archived,
        Archive(archived) as archive,
    ):

        def told() -> Iterator[Table]:
            for table in tables(view):
                with tempfile.TemporaryFile() as lines:
                    yield replace(table, rows=_copied(table, lines))
                    lines.seek(0)
                    archive.add(f"{table.name}.csv", lines)

        write_xlsx(told(), workbook)
        archive.add(FILE_NAME, [describe_csv()])


def _copied(table: Table, csv: IO[bytes]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table, and write each to a CSV file, whose lines they are, as it passes."""
    rows, copies = tee(table.rows)
    lines = csv_lines(replace(table, rows=copies))
    csv.write(next(lines))
    for row in rows:
        csv.write(next(lines))
        yield row


def _write_linksets(folder: Path, manifest: Manifest) -> None:
    """Write a file for each linkset that the metadata describe, its links in order."""
    names = [graph.name for graph in manifest.graphs]
    described = _triples(folder.parent, manifest, ["metadata"]) if "metadata" in names else ()
    targets = described_targets(described, manifest.base)
    stated = _triples(folder.parent, manifest, linking_graphs(names)) if targets else ()
    for target, linking in links(stated, targets).items():
        lines = sorted(f"{triple} .\n" for triple in linking)
        (folder / file_name(target)).write_bytes("".join(lines).encode())


def _triples(release: Path, manifest: Manifest, names: Sequence[str]) -> Iterator[ox.Triple]:
    for graph in manifest.graphs:
        if graph.name in names:
            for quad in ox.parse(path=release / graph.file, format=ox.RdfFormat.N_QUADS):
                yield quad.triple


def _write_turtle(output: IO[bytes], release: Path, manifest: Manifest) -> None:
    """Write the default graph in Turtle: each triple once, in canonical order."""
    lines = (
        line.removesuffix(f" <{graph.iri}> .\n".encode()) + b" .\n"
        for graph in manifest.graphs
        if graph.name not in HIDDEN_GRAPHS
        for line in _lines(release / graph.file)
    )
    with tempfile.TemporaryFile() as merged:
        merged.writelines(ordered_lines(lines))
        merged.seek(0)
        triples = (quad.triple for quad in ox.parse(merged, ox.RdfFormat.N_TRIPLES))
        ox.serialize(triples, output, ox.RdfFormat.TURTLE, prefixes=prefixes(manifest.base))


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as lines:
        yield from lines
