"""What there is to download of every release: names, media types and what each is.

Apart from :mod:`practicegraph.release.downloads`, which makes them: who only tells of them need not load what writes workbooks.
"""

from __future__ import annotations

from typing import Final

from practicegraph.wording import Wording

QUADS: Final = "practicegraph.nq.gz"
LINKED_DATA: Final = "practicegraph.jsonld.gz"
TURTLE: Final = "practicegraph.ttl"
WORKBOOK: Final = "practicegraph-tables.xlsx"
TABLES: Final = "practicegraph-tables.csv.zip"
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
