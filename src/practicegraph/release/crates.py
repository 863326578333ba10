"""The RO-Crate of a release: which of its files it has, and what is said of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.export.archives import file_parts
from practicegraph.export.bundles import Crate, CrateFile, Source
from practicegraph.export.rows import ROW_TYPES
from practicegraph.export.view import GraphView
from practicegraph.folders import folder
from practicegraph.release.download_kinds import TABLES
from practicegraph.release.layout import DOWNLOADS, STATISTICS, VALIDATION
from practicegraph.release.manifest import Manifest
from practicegraph.terms import node

_CHUNK: Final = 1 << 16
_MEDIA_TYPES: Final = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gz": "application/gzip",
}
_DESCRIPTIONS: Final = {
    "report.json": "The SHACL validation report",
    "report.txt": "The SHACL validation report for people",
    "shapes.ttl": "The SHACL shapes that the release was validated with",
    "ontology.ttl": "The axioms that the release was reasoned with",
    "statistics.json": "Figures of the release",
    "practicegraph.jsonld.gz": "Every graph in JSON-LD, compressed",
    "practicegraph.ttl": "What a query sees by default, in Turtle",
    "practicegraph-tables.xlsx": "The flat tables as an Excel workbook",
}


def crate_of(manifest: Manifest, store: ox.Store) -> Crate:
    """Return what the crate of a release says of itself.

    A release knows no time, so that it is the same whenever it is built: its date is that of its newest document.
    """
    view = GraphView(store, manifest.base)
    dataset = ox.NamedNode(f"{manifest.base}dataset")
    titles = {prop: view.best(dataset, prop) for prop in ("dct:title", "dct:description")}
    licence = view.link(dataset, "dct:license")
    dates = [
        quad.object for quad in store.quads_for_pattern(None, node("dct:issued"), None, ox.DefaultGraph())
    ]
    return Crate(
        release=manifest.identifier,
        name=(titles["dct:title"] or ("", "PracticeGraph"))[1],
        description=(titles["dct:description"] or ("", "A release of PracticeGraph"))[1],
        licence=licence.value if licence else "https://creativecommons.org/licenses/by/4.0/",
        published=max((date.value for date in dates if isinstance(date, ox.Literal)), default=None),
        version=manifest.versions.get("practicegraph", ""),
        sources=[
            Source(entry.name, entry.media_type, entry.sha256, entry.source, entry.language)
            for entry in manifest.inputs
        ],
    )


def crate_files(release: Path, manifest: Manifest) -> Iterator[CrateFile]:
    """Yield the files of the crate of the release in a folder: its graphs, exports, tables, reports, context.

    The other downloads must be there.
    """
    for entry in manifest.graphs:
        yield CrateFile(
            entry.file,
            _MEDIA_TYPES[".nq"],
            f"The named graph <{entry.iri}>",
            file_parts(release / entry.file),
        )
    for group in (VALIDATION, STATISTICS, DOWNLOADS):
        for path in sorted((release / group).iterdir()):
            if path.suffix in _MEDIA_TYPES and not path.name.endswith(".nq.gz"):
                described = _DESCRIPTIONS.get(path.name, "Links to another data set")
                yield CrateFile(
                    f"{group}/{path.name}", _MEDIA_TYPES[path.suffix], described, file_parts(path)
                )
    yield from _tables(release / DOWNLOADS / TABLES)
    context = folder("ontology", "context.jsonld")
    yield CrateFile("context.jsonld", _MEDIA_TYPES[".jsonld"], "Our JSON-LD context", file_parts(context))


def _tables(path: Path) -> Iterator[CrateFile]:
    """Yield the tables and their description out of the archive of tables."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            stem, _, suffix = name.rpartition(".")
            row_type = ROW_TYPES.get(stem)
            about = (row_type.__doc__ or "").strip() if row_type else "What the columns of the tables mean"
            media_type = "text/csv" if suffix == "csv" else "application/csvm+json"
            yield CrateFile(f"tables/{name}", media_type, about, _member(path, name))


def _member(path: Path, name: str) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive, archive.open(name) as member:
        while part := member.read(_CHUNK):
            yield part
