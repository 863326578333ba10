"""Downloads: all there, all described, readable by other programs, the same bytes for the same release."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyoxigraph as ox

from practicegraph.description import linksets
from practicegraph.folders import folder
from practicegraph.release.content import Content
from practicegraph.release.download_kinds import (
    CRATE,
    DOWNLOAD_TYPES,
    QUADS,
    TABLES,
    WORKBOOK,
    describe_download,
)
from practicegraph.release.publish import publish
from practicegraph.terms import BASE

LINKED = """<id/practice/a> pg:statedSdg <http://metadata.un.org/sdg/10> .
<http://metadata.un.org/sdg/10> rdfs:label "Ten"@en ."""


def linked(content: Content, triples: Callable[[str], list[ox.Triple]]) -> Content:
    graphs = {**content.graphs, "document/b": triples(LINKED)}
    description = folder("data", "description", "linksets.ttl")
    return replace(content, graphs=graphs | {"metadata": list(linksets.describe(description, graphs, BASE))})


def test_every_download_is_there_and_described(
    make_content: Callable[..., Content], triples: Callable[[str], list[ox.Triple]], tmp_path: Path
) -> None:
    release = publish(linked(make_content(), triples), tmp_path, keep=1)
    names = {path.name for path in release.downloads.iterdir()}

    assert names == {*DOWNLOAD_TYPES, "linkset-un-sdg.nt"}
    assert all(describe_download(name).endswith(".") for name in names)
    (link,) = ox.parse(path=release.downloads / "linkset-un-sdg.nt")
    assert str(link.object) == "<http://metadata.un.org/sdg/10>"


def test_tables_can_be_read(make_content: Callable[..., Content], tmp_path: Path) -> None:
    release = publish(make_content("=Garden"), tmp_path, keep=1)
    archive = zipfile.ZipFile(release.downloads / TABLES)
    practices = list(csv.DictReader(io.StringIO(archive.read("practices.csv").decode(), newline="")))
    sheet = openpyxl.load_workbook(release.downloads / WORKBOOK)["practices"]

    assert [row["title"] for row in practices] == ["=Garden"]
    assert sheet["C2"].value == "=Garden"
    assert sheet["C2"].data_type == "s"
    described = json.loads(archive.read("csv-metadata.json"))["tables"]
    assert {table["url"] for table in described} == set(archive.namelist()) - {"csv-metadata.json"}


def test_the_crate_holds_the_graphs_as_they_are(make_content: Callable[..., Content], tmp_path: Path) -> None:
    release = publish(make_content(), tmp_path, keep=1)
    archive = zipfile.ZipFile(release.downloads / CRATE)
    quads = gzip.decompress((release.downloads / QUADS).read_bytes())

    for graph in release.graphs:
        assert hashlib.sha256(archive.read(f"graphs/{graph.name}.nq")).hexdigest() == graph.sha256
    assert sum(graph.triples for graph in release.graphs) == quads.count(b"\n")
    assert "validation/report.json" in archive.namelist()


def test_two_releases_of_the_same_content_have_the_same_downloads(
    make_content: Callable[..., Content], tmp_path: Path
) -> None:
    first = publish(make_content(), tmp_path / "one", keep=1)
    publish(make_content("Other"), tmp_path / "two", keep=2)
    second = publish(make_content(), tmp_path / "two", keep=2)

    for path in first.downloads.iterdir():
        assert path.read_bytes() == (second.downloads / path.name).read_bytes(), path.name
