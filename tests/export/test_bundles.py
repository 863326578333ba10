"""Bundles: every file with its checksum, licence and provenance; the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from practicegraph.export.archives import Archive
from practicegraph.export.bundles import CHECKSUMS, METADATA, Crate, CrateFile, Source, write_crate
from practicegraph.export.csv_description import describe_csv
from practicegraph.export.rows import ROW_TYPES, columns

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CRATE = Crate(
    release="0123456789abcdef",
    name="Gardens",
    description="What gardens do.",
    licence=LICENCE,
    published="2019-03",
    version="0.1.0",
    sources=[
        Source("b c#é.txt", "text/plain", "1" * 64),
        Source("a.txt", "text/plain", "0" * 64, "https://example.org/a", "en"),
    ],
)


def files() -> list[CrateFile]:
    return [
        CrateFile("tables/t.csv", "text/csv", "A table", iter([b"a,b\r\n", b"1,2\r\n"])),
        CrateFile("graphs/a.nq", "application/n-quads", "A graph", [b"<a:> <b:> <c:> <d:> .\n"]),
    ]


@pytest.fixture
def archive() -> zipfile.ZipFile:
    file = io.BytesIO()
    write_crate(CRATE, files(), file)
    return zipfile.ZipFile(io.BytesIO(file.getvalue()))


@pytest.fixture
def entities(archive: zipfile.ZipFile) -> dict[str, Any]:
    return {entity["@id"]: entity for entity in json.loads(archive.read(METADATA))["@graph"]}


def test_the_root_says_what_it_is(entities: dict[str, Any]) -> None:
    root = entities["./"]

    assert entities[METADATA]["about"] == {"@id": "./"}
    assert entities[METADATA]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert (root["name"], root["license"], root["datePublished"]) == ("Gardens", {"@id": LICENCE}, "2019-03")


def test_every_file_is_described_with_its_checksum(
    archive: zipfile.ZipFile, entities: dict[str, Any]
) -> None:
    parts = {part["@id"] for part in entities["./"]["hasPart"]}

    assert parts == set(archive.namelist()) - {METADATA}
    for path in parts:
        data = archive.read(path)
        assert entities[path]["sha256"] == hashlib.sha256(data).hexdigest()
        assert entities[path]["contentSize"] == str(len(data))
    lines = archive.read(CHECKSUMS).decode().splitlines()
    assert [line.split("  ")[1] for line in lines] == ["graphs/a.nq", "tables/t.csv"]


def test_provenance_leads_from_the_program_and_the_documents_to_the_crate(entities: dict[str, Any]) -> None:
    build = entities["#build"]
    program = entities[build["instrument"]["@id"]]
    sources = [entities[source["@id"]] for source in build["object"]]

    assert program["version"] == "0.1.0"
    assert [source["name"] for source in sources] == ["a.txt", "b c#é.txt"]
    assert sources[0]["url"] == "https://example.org/a"
    assert build["result"] == {"@id": "./"}


def test_nothing_refers_to_what_is_not_there(entities: dict[str, Any]) -> None:
    def references(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(references, value)) if value else set()
        return {value["@id"]} if isinstance(value, dict) else set()

    found = set().union(*(references(value) for entity in entities.values() for value in entity.values()))

    assert found - entities.keys() == {"https://w3id.org/ro/crate/1.1"}


def test_the_same_files_in_any_order_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_crate(CRATE, files(), first)
    write_crate(CRATE, reversed(files()), second)

    assert first.getvalue() == second.getvalue()


def test_archives_are_sound_and_keep_large_parts_apart() -> None:
    file = io.BytesIO()
    with Archive(file) as archive:
        member = archive.add("a.txt", (b"x" * 1000 for _ in range(1000)))
    read = zipfile.ZipFile(io.BytesIO(file.getvalue()))

    assert read.testzip() is None
    assert member.size == len(read.read("a.txt")) == 1_000_000
    assert read.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_the_description_of_csv_names_every_column() -> None:
    described = json.loads(describe_csv())

    assert [table["url"] for table in described["tables"]] == [f"{name}.csv" for name in ROW_TYPES]
    for table, row_type in zip(described["tables"], ROW_TYPES.values(), strict=True):
        names = [column["name"] for column in table["tableSchema"]["columns"]]
        assert names == [column.name for column in columns(row_type)]


def test_names_of_sources_make_whole_references(entities: dict[str, Any]) -> None:
    (identifier,) = [one for one in entities if one.startswith("#source-b")]

    assert identifier == "#source-b%20c%23%C3%A9.txt"
