"""An empty answer can be asked why: the part of the query that leaves nothing, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph_server.app import create_app

PREFIXES = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX graph: <https://w3id.org/practicegraph/graph/>
PREFIX country: <http://publications.europa.eu/resource/authority/country/>
"""


@pytest.fixture(scope="module")
def patient(release: Release, directory: Path) -> Iterator[Flask]:
    """An application that takes its time, however busy the machine is."""
    settings = Settings(directory=directory, deadline=60, workers=1)
    with EmbeddedEngine(release.snapshot, release.id, settings) as engine:
        yield create_app(settings, engine, release, Catalogue.load())


@pytest.fixture
def client(patient: Flask) -> FlaskClient:
    return patient.test_client()


def explained(client: FlaskClient, query: str, **more: str) -> dict[str, Any]:
    answer = client.get("/sparql/explain", query_string={"query": PREFIXES + query} | more)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


CAUSES = """
language => FILTER => @en => SELECT ?l { ?x a pg:Practice ; rdfs:label ?l FILTER(LANG(?l) = 'fi') }
language => FILTER => @sv => SELECT ?l { ?x rdfs:label ?l FILTER(langMatches(lang(?l), 'tlh')) }
class => ?x a pg:Practise => pg:Practice => SELECT ?x { ?x a pg:Practise }
class => ?x a pg:Practise => pg:Practice => SELECT ?x { ?x a pg:Practise. ?x rdfs:label ?l. }
property => ?x pg:targetgroup ?g => pg:targetGroup => SELECT ?x { ?x pg:targetgroup ?g }
property => pg:filename => pg:fileName => SELECT ?x { ?x pg:describedIn/pg:filename ?n }
thing => refugees => <https://w3id.org/practicegraph/concept/target-group/refugee> => SELECT ?x { ?x pg:targetGroup <https://w3id.org/practicegraph/concept/target-group/refugees> }
thing => https: => <http://metadata.un.org/sdg/11> => SELECT ?x { ?x pg:relatedSdg <https://metadata.un.org/sdg/11> }
value => 'Bulgaria' => country:BGR => SELECT ?x { ?x pg:country 'Bulgaria' }
value => 'Sweden' => "Sweden"@en => SELECT ?x { ?x skos:prefLabel 'Sweden' }
language => 'Sverige'@en => "Sverige"@sv => SELECT ?x { ?x skos:prefLabel 'Sverige'@en }
class => pg:sha256 ?y => pg:Document => SELECT ?x { ?x a pg:Practice ; pg:sha256 ?y }
graph => ?f a pg:Fact => GRAPH graph:evidence => SELECT ?f { ?f a pg:Fact }
graph => graph:evidences => graph:evidence => SELECT ?f { GRAPH graph:evidences { ?f a pg:Fact } }
filter => FILTER => "2011- => SELECT ?x { ?x pg:earliestStart ?y FILTER(?y > '2050-01-01'^^xsd:date) }
error => FILTER => XMLSchema#date => SELECT ?x { ?x pg:earliestStart ?y FILTER(?y > 2011) }
filter => FILTER => "organisations" => SELECT ?x { ?x pg:unit ?u FILTER(?u = 'Organisations') }
unbound => ?zz =>  => SELECT ?x { ?x a pg:Practice { ?y pg:theme ?t FILTER(?zz > 3) } }
exists => NOT EXISTS =>  => SELECT ?x { ?x a pg:Practice FILTER NOT EXISTS { ?x rdfs:label ?l } }
minus => MINUS =>  => SELECT ?x { ?x a pg:Practice MINUS { ?x a pg:Undertaking } }
class => pg:Practices => pg:Practice => SELECT ?x { { ?x a pg:Practices } UNION { ?x a pg:Foo } }
value => pg:unit => "organisations" => SELECT ?x { ?x pg:hasCount [ pg:unit 'organisation' ] }
values => pg:country ?c => country:BGR => SELECT ?x { VALUES ?c { country:SWZ } ?x a pg:Practice ; pg:country ?c }
class => pg:theme => pg:Practice => SELECT ?x { ?x pg:country country:BGR ; a pg:Place ; pg:theme ?t }
class => pg:Practises => pg:Practice => SELECT ?x { { SELECT ?x { ?x a pg:Practises } } }
limit =>  =>  => SELECT ?x { ?x a pg:Practice } LIMIT 0
offset =>  =>  => SELECT ?x { ?x a pg:Practice } OFFSET 5000
having => (COUNT(?x) > 10000) =>  => SELECT ?c { ?x pg:country ?c } GROUP BY ?c HAVING(COUNT(?x) > 0) (COUNT(?x) > 10000)
having => MIN(?y) => "2011- => SELECT (MIN(?y) AS ?first) { ?x pg:earliestStart ?y } HAVING(MIN(?y) > '2050-01-01'^^xsd:date)
values => VALUES ?c { country:SWZ } => country:SWE => SELECT ?x { ?x a pg:Practice ; pg:country ?c } VALUES ?c { country:SWZ }
values => VALUES (?x ?c) => country:SWE => SELECT ?x { ?x a pg:Practice ; pg:country ?c } VALUES (?x ?c) { (UNDEF country:SWZ) }
values => 'organisation' => "organisations" => SELECT ?x { ?x pg:unit ?u } VALUES ?u { 'organisation' }
dataset =>  => graph:inferred => SELECT ?x FROM graph:inferrd { ?x a pg:Practice }
thing => together =>  => ASK { <https://w3id.org/practicegraph/id/practice/together> pg:theme ?t }
template =>  =>  => CONSTRUCT { ?x pg:theme ?nothing } { ?x a pg:Practice }
thing => together =>  => DESCRIBE <https://w3id.org/practicegraph/id/practice/together-for-integratio>
"""
"""The kind of the cause, what its part and its alternatives have, and the query."""


@pytest.mark.parametrize("case", CAUSES.strip().splitlines())
def test_causes(client: FlaskClient, case: str) -> None:
    kind, part, alternative, query = case.split(" => ")
    found = explained(client, query)

    assert found["empty"]
    assert found["complete"]
    assert found["probes"] <= 80
    cause = found["causes"][0]
    assert cause["kind"] == kind
    assert part in cause["text"]
    assert alternative in " ".join(one["text"] for one in cause["alternatives"]), cause
    if part:
        assert cause["line"] == 7


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?c { ?x pg:country ?c } GROUP BY ?c HAVING(COUNT(?x) > 10000)",
        "SELECT ?c (COUNT(?x) AS ?n) { ?x pg:country ?c } GROUP BY ?c HAVING(?n > 10000) ORDER BY ?n LIMIT 3",
        "SELECT * { { SELECT ?c { ?x pg:country ?c } GROUP BY ?c HAVING(COUNT(*) > 10000) } ?c skos:prefLabel ?l }",
    ],
)
def test_having_is_told_what_comes_nearest(client: FlaskClient, query: str) -> None:
    counts = "SELECT ?c (COUNT(?x) AS ?n) { ?x pg:country ?c } GROUP BY ?c ORDER BY DESC(?n) LIMIT 1"
    answer = client.get("/sparql", query_string={"query": PREFIXES + counts, "format": "csv"})
    country, count = answer.get_data(as_text=True).splitlines()[1].split(",")
    (cause,) = explained(client, query)["causes"]
    nearest = cause["alternatives"][0]

    assert (cause["kind"], cause["line"]) == ("having", 7)
    assert nearest["text"] == count
    assert nearest["note"].startswith("is the nearest COUNT(")
    assert nearest["note"].endswith(f"of country:{country.rpartition('/')[2]}")


def test_patterns_that_exclude_each_other(client: FlaskClient) -> None:
    query = "SELECT ?x { ?x a pg:Practice ; pg:country country:BGR, country:SWE ; rdfs:label ?l . ?x pg:theme ?t }"
    cause = explained(client, query + " ORDER BY ?x")["causes"]

    assert not cause or cause[0]["kind"] == "together"


def test_conditions_that_exclude_each_other(client: FlaskClient) -> None:
    query = "SELECT ?x { ?x rdfs:label ?l FILTER(LANG(?l) = 'sv') FILTER(LANG(?l) = 'en' && STRLEN(?l) > 2) }"
    causes = explained(client, query)["causes"]

    assert [one["kind"] for one in causes] == ["filters"]


def test_answers_are_not_explained(client: FlaskClient) -> None:
    assert explained(client, "ASK { ?x a pg:Practice }") == {
        "query": PREFIXES + "ASK { ?x a pg:Practice }",
        "empty": False,
        "complete": True,
        "probes": 0,
        "causes": [],
    }


def test_a_dataset_of_the_request_is_asked(client: FlaskClient) -> None:
    found = explained(
        client,
        "SELECT ?x { ?x a pg:Practice }",
        **{"default-graph-uri": "https://w3id.org/practicegraph/graph/evidenc"},
    )

    assert found["causes"][0]["kind"] == "dataset"
    assert "graph:evidence" in [one["text"] for one in found["causes"][0]["alternatives"]]


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_empty_answers_lead_there(client: FlaskClient, name: str) -> None:
    empty, full = PREFIXES + "SELECT ?x { ?x a pg:Practise }", PREFIXES + "SELECT ?x { ?x a pg:Practice }"

    def link(query: str) -> str:
        return client.get("/sparql", query_string={"query": query, "format": name}).headers.get("Link", "")

    assert 'rel="help"' in link(empty)
    address = link(empty).partition("<")[2].partition(">")[0]
    assert client.get(address).get_json()["causes"][0]["kind"] == "class"
    assert 'rel="help"' not in link(full)
    assert 'rel="help"' in link("ASK { <urn:x> <urn:y> <urn:z> }")
    assert 'rel="help"' not in link("ASK { ?x ?y ?z }")


def test_empty_graphs_lead_there(client: FlaskClient) -> None:
    for name in ("ttl", "jsonld", "nt", "rdf", "trig", "nq"):
        answer = client.get(
            "/sparql",
            query_string={"query": PREFIXES + "CONSTRUCT WHERE { ?x a pg:Practise }", "format": name},
        )
        assert 'rel="help"' in answer.headers.get("Link", ""), name


def test_page(client: FlaskClient) -> None:
    page = client.get(
        "/sparql/explain",
        query_string={"query": PREFIXES + "SELECT ?x { ?x rdfs:label '<script>' }"},
        headers={"Accept": "text/html"},
    ).get_data(as_text=True)

    assert "&lt;script&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("SELECT ?x {", 400, "syntax"),
        ("SELECT ?x { SERVICE <http://127.0.0.1/> { ?x ?y ?z } }", 403, "service-refused"),
        ("ASK " + "{" * 5000, 400, "too-deep"),
    ],
)
def test_what_cannot_be_asked(client: FlaskClient, query: str, status: int, name: str) -> None:
    answer = client.post("/sparql/explain", data={"query": query})

    assert answer.status_code == status
    assert answer.get_json()["type"].endswith(name)
    assert client.get("/sparql/explain").status_code == 400
