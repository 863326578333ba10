"""``practicegraph export``: each format and selection, and what is said where they do not go together."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pyoxigraph as ox
import pytest

from practicegraph.commands import main
from practicegraph.release.content import Content
from practicegraph.release.download_kinds import CRATE, TABLES
from practicegraph.release.manifest import InputEntry
from practicegraph.release.open import Release
from practicegraph.release.publish import publish
from practicegraph.terms import BASE, prefixes

DOCUMENT = """
<id/practice/garden> a pg:Practice ; rdfs:label "=Garden"@en ; pg:country country:SWE ;
  pg:hasCount <id/practice/garden/count/1> .
<id/practice/garden/count/1> a pg:Count ; pg:value 370 ; pg:comparator ">" .
<id/practice/school> a pg:Practice ; rdfs:label "School"@en .
"""
SELECT = "PREFIX pg: <https://w3id.org/practicegraph/ontology#> SELECT ?c ?v { ?c pg:value ?v }"
CONSTRUCT = (
    "PREFIX pg: <https://w3id.org/practicegraph/ontology#> CONSTRUCT { ?c pg:value ?v } { ?c pg:value ?v }"
)

Run = Callable[..., bytes]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    prologue = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    parsed = ox.parse((prologue + DOCUMENT).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
    content = Content(
        base=BASE,
        graphs={"document/a": [quad.triple for quad in parsed], "evidence": [], "validation": []},
        texts={},
        inputs=(InputEntry("a.txt", "a", "0" * 64, "text/plain"),),
        versions={"practicegraph": "test"},
        files={"statistics/statistics.json": b"{}\n", "validation/report.json": b"{}\n"},
    )
    return publish(content, tmp_path_factory.mktemp("data"), keep=1)


@pytest.fixture
def run(release: Release, tmp_path: Path) -> Run:
    def export(*arguments: str, suffix: str = "") -> bytes:
        out = tmp_path / f"out{suffix}"
        directory = str(release.path.parents[1])
        with pytest.raises(SystemExit) as caught:
            main(["export", *arguments, "--out", str(out), "--directory", directory, "--quiet"])
        assert not caught.value.code
        return out.read_bytes()

    return export


def refused(capsys: Any, release: Release, *arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        main(["export", *arguments, "--directory", str(release.path.parents[1])])
    assert caught.value.code in {1, 2}
    return str(capsys.readouterr().err)


@pytest.mark.parametrize("form", ["jsonld", "nquads", "turtle", "trig", "ntriples", "rdfxml"])
def test_all_in_every_rdf_format(run: Run, form: str) -> None:
    formats = {
        "jsonld": ox.RdfFormat.JSON_LD,
        "nquads": ox.RdfFormat.N_QUADS,
        "turtle": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
    }
    read = list(ox.parse(run("--all", "--format", form), formats[form]))

    assert len({quad.triple for quad in read}) == 9
    has_graphs = form in {"jsonld", "nquads", "trig"}
    assert all(isinstance(quad.graph_name, ox.NamedNode) is has_graphs for quad in read)


def test_one_table_as_csv(run: Run) -> None:
    plain = run("--format", "csv", "--table", "practices")
    safe = run("--format", "csv", "--table", "practices", "--spreadsheet-safe")

    rows = list(csv.DictReader(io.StringIO(plain.decode(), newline="")))
    assert [(row["title"], row["countries"]) for row in rows] == [("=Garden", "SWE"), ("School", "")]
    rows = list(csv.DictReader(io.StringIO(safe.decode("utf-8-sig"), newline="")))
    assert rows[0]["title"] == "'=Garden"


def test_all_tables(run: Run, release: Release) -> None:
    archive = run("--format", "csv", suffix=".zip")
    book = openpyxl.load_workbook(io.BytesIO(run("--format", "xlsx")))
    parquet = zipfile.ZipFile(io.BytesIO(run("--format", "parquet", suffix=".zip")))

    assert archive == (release.downloads / TABLES).read_bytes()
    assert book["counts"]["D2"].value == 370
    read = pyarrow.parquet.read_table(io.BytesIO(parquet.read("counts.parquet"))).to_pylist()
    assert [(row["value"], row["comparator"]) for row in read] == [(370, ">")]


def test_the_rows_of_one_practice(run: Run) -> None:
    book = openpyxl.load_workbook(io.BytesIO(run("--format", "xlsx", "--practice", "school")))

    assert {sheet.title: sheet.max_row - 1 for sheet in book if sheet.max_row > 1} == {"practices": 1}


def test_the_answers_of_queries(run: Run, tmp_path: Path) -> None:
    select, construct = tmp_path / "select.rq", tmp_path / "construct.rq"
    select.write_text(SELECT, "utf-8")
    construct.write_text(CONSTRUCT, "utf-8")

    assert (
        run("--format", "csv", "--query", str(select)).decode()
        == f"c,v\r\n{BASE}id/practice/garden/count/1,370\r\n"
    )
    book = openpyxl.load_workbook(io.BytesIO(run("--format", "xlsx", "--query", str(select))))
    assert book["select"]["B2"].value == 370
    (quad,) = ox.parse(run("--format", "turtle", "--query", str(construct)), ox.RdfFormat.TURTLE)
    assert quad.object.value == "370"
    named = json.loads(run("--format", "jsonld", "--query", str(construct)))
    assert named["@graph"][0]["id"] == f"{BASE}id/practice/garden/count/1"


def test_a_query_of_the_catalogue_with_a_parameter(run: Run) -> None:
    arguments = ("--format", "csv", "--query", "practices-by-funding-programme", "--param", "programme=eif")

    assert run(*arguments).splitlines() == [run(*arguments).splitlines()[0]]


def test_the_crate_is_that_of_the_release(run: Run, release: Release) -> None:
    assert run("--format", "crate") == (release.downloads / CRATE).read_bytes()


def test_show_prints_the_query(release: Release, capsys: Any) -> None:
    arguments = ["--query", "practices-by-funding-programme", "--param", "programme=eif", "--show"]
    with pytest.raises(SystemExit) as caught:
        main(["export", *arguments, "--directory", str(release.path.parents[1])])

    assert not caught.value.code
    assert "concept/funding-programme/eif" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give --practice SLUG, --query NAME or --all"),
        (("--all", "--practice", "garden"), "give one of"),
        (("--format", "csv"), "--table NAME, or --out FILE.zip"),
        (("--table", "counts", "--all"), "--table is for the formats"),
        (("--all", "--param", "x=1"), "--param is for --query"),
        (("--format", "crate", "--practice", "garden"), "a crate is of the whole release"),
        (("--query", "missing-file.rq"), "missing-file.rq: cannot be read"),
        (("--query", "practices-per-goal", "--format", "turtle"), "gives no graph"),
        (("--practice", "gardn"), "did you mean garden"),
    ],
)
def test_what_does_not_go_together_is_said(
    capsys: Any, release: Release, arguments: tuple[str, ...], message: str
) -> None:
    assert message in " ".join(refused(capsys, release, *arguments).split())


def test_a_query_that_is_none_is_named(capsys: Any, release: Release, tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_text("SELECT WHERE", "utf-8")

    assert "bad.rq: is no SPARQL query" in refused(capsys, release, "--query", str(file), "--format", "csv")
