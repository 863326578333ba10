"""``practicegraph why``: what a triple of a release rests on."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from practicegraph.commands import main
from practicegraph.folders import folder
from practicegraph.reasoning.incremental import infer
from practicegraph.reasoning.schema import close
from practicegraph.release.content import Content
from practicegraph.release.manifest import InputEntry
from practicegraph.release.open import Release
from practicegraph.release.publish import publish
from practicegraph.terms import BASE, prefixes

TEXT = "A garden for all. It is run by the town of Gävle. It is in Sweden."
DOCUMENT = """
<id/practice/garden> a pg:Practice ; rdfs:label "Garden"@en ; pg:implementedBy <id/organization/town> .
<id/organization/town> a pg:Organization ; rdfs:label "Town of Gävle"@en .
"""
EVIDENCE = """
<id/fact/1> a pg:Fact ; pg:subject <id/practice/garden> ; pg:predicate pg:implementedBy ;
  pg:object <id/organization/town> ; pg:basis <concept/basis/stated> ; pg:document <id/document/a> ;
  oa:start 31 ; oa:end 48 ; oa:exact "the town of Gävle"@en .
"""


def parse(turtle: str) -> list[ox.Triple]:
    prologue = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    parsed = ox.parse((prologue + turtle).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
    return [quad.triple for quad in parsed]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    ontology = [quad.triple for quad in ox.parse(path=folder("ontology", "practicegraph.ttl"))]
    data = parse(DOCUMENT)
    content = Content(
        base=BASE,
        graphs={
            "ontology": ontology,
            "document/a": data,
            "inferred": infer(close(ontology), data),
            "evidence": parse(EVIDENCE),
            "validation": [],
        },
        texts={"a": TEXT},
        inputs=(InputEntry("a.txt", "a", "0" * 64, "text/plain"),),
        versions={"practicegraph": "test"},
        files={"statistics/statistics.json": b"{}\n", "validation/report.json": b"{}\n"},
    )
    return publish(content, tmp_path_factory.mktemp("data"), keep=1)


def why(release: Release, *arguments: str) -> int | None:
    with pytest.raises(SystemExit) as caught:
        main(["why", "--directory", str(release.path), *arguments])
    code = caught.value.code
    assert code is None or isinstance(code, int)
    return code


def test_an_entailment_is_told_down_to_its_sentence(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    assert why(release, "garden", "involves", "organization/town") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Garden – involves – Town of Gävle",
        "  by the axiom: “implemented by” is a kind of “involves”",
        "    because Garden – implemented by – Town of Gävle",
        "      stated in a: “It is run by the town of Gävle.”",
    ]


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("garden", "implementedBy", "town"),
        ("practice/garden", "pg:implementedBy", "id:organization/town"),
        (f"<{BASE}id/practice/garden>", "implementedBy", f"{BASE}id/organization/town"),
    ],
)
def test_a_stated_triple_gives_its_facts(
    release: Release, capsys: pytest.CaptureFixture[str], subject: str, predicate: str, value: str
) -> None:
    assert why(release, subject, predicate, value, "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["stated"]
    assert [fact["fact"] for fact in record["facts"]] == [f"{BASE}id/fact/1"]
    assert record["graphs"] == [f"{BASE}graph/document/a"]


def test_a_literal_and_an_entailed_class_are_understood(release: Release) -> None:
    assert why(release, "garden", "label", '"Garden"@en', "--quiet") == 0
    assert why(release, "garden", "a", "Undertaking", "--quiet") == 0


@pytest.mark.parametrize(
    "asked",
    [("garden", "a", "pg:Publication"), ("nothing", "a", "pg:Practice"), ("garden", "nothing", "town")],
)
def test_what_does_not_hold_is_said_so(
    release: Release, capsys: pytest.CaptureFixture[str], asked: tuple[str, str, str]
) -> None:
    assert why(release, *asked) == 1
    written = capsys.readouterr()
    assert not written.out
    assert written.err.startswith("practicegraph: ")
