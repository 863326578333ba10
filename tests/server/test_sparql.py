"""The endpoint, by every way the protocol has."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

SELECT = "SELECT ?s ?label { ?s a <https://w3id.org/practicegraph/ontology#Practice> ; <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?s ?label"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/practicegraph/ontology#Practice> ; ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_select_formats(client: FlaskClient) -> None:
    def body(accept: str) -> str:
        response = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})
        assert response.status_code == 200
        assert response.content_type.startswith(accept)
        return response.get_data(as_text=True)

    bindings = json.loads(body("application/sparql-results+json"))["results"]["bindings"]
    rows = list(csv.reader(io.StringIO(body("text/csv"))))
    tsv = body("text/tab-separated-values").splitlines()
    xml = ET.fromstring(body("application/sparql-results+xml"))  # noqa: S314 - our own server wrote it

    assert len(bindings) >= 3
    assert rows[0] == ["s", "label"]
    assert tsv[0] == "?s\t?label"
    assert len(rows) - 1 == len(tsv) - 1 == len(bindings) == len(xml[1])
    assert [row[0] for row in rows[1:]] == [row["s"]["value"] for row in bindings]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_construct_formats(client: FlaskClient, accept: str, form: RdfFormat) -> None:
    response = client.get("/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": accept})
    reference = client.get(
        "/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": "application/n-triples"}
    )

    assert response.content_type.startswith(accept)
    assert set(parse(response.data, form)) == set(parse(reference.data, RdfFormat.N_TRIPLES))
    assert len(set(parse(response.data, form))) > 20


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("csv", "text/csv"),
        ("xml", "application/sparql-results+xml"),
        ("json", "application/sparql-results+json"),
    ],
)
def test_format_parameter(client: FlaskClient, name: str, kind: str) -> None:
    response = client.get(
        "/sparql", query_string={"query": "ASK {}", "format": name}, headers={"Accept": "text/html"}
    )

    assert response.content_type.startswith(kind)


def test_every_operation_gives_the_same(client: FlaskClient) -> None:
    answers = [
        client.get("/sparql", query_string={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", data=SELECT, content_type="application/sparql-query"),
        client.post("/sparql", data=SELECT, content_type="application/sparql-query; charset=UTF-8"),
        client.open("/sparql", method="QUERY", data=SELECT, content_type="application/sparql-query"),
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1


def test_head_and_options(client: FlaskClient) -> None:
    head = client.head("/sparql", query_string={"query": SELECT})
    options = client.options("/sparql")

    assert head.status_code == 200
    assert head.data == b""
    assert {"GET", "POST", "QUERY"} <= set(options.headers["Allow"].replace(",", " ").split())
    assert options.headers["Access-Control-Allow-Origin"] == "*"


def test_datasets(client: FlaskClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = "https://w3id.org/practicegraph/graph/ontology"

    def number(**parameters: str) -> int:
        response = client.get(
            "/sparql", query_string={"query": count, **parameters}, headers={"Accept": "text/csv"}
        )
        return int(response.data.splitlines()[1])

    assert 0 < number(**{"default-graph-uri": graph}) < number()
    assert number(**{"named-graph-uri": graph}) == 0
    assert number(**{"default-graph-uri": "http://example.org/unknown"}) == 0


def test_evidence_is_asked_by_name_only(client: FlaskClient) -> None:
    fact = "?f a <https://w3id.org/practicegraph/ontology#Fact>"

    def asked(pattern: str) -> bool:
        response = client.get("/sparql", query_string={"query": f"ASK {{ {pattern} }}"})
        return bool(json.loads(response.data)["boolean"])

    assert not asked(fact)
    assert asked(f"GRAPH <https://w3id.org/practicegraph/graph/evidence> {{ {fact} }}")


@pytest.mark.parametrize(
    ("status", "name", "arguments"),
    [
        (400, "syntax", {"query_string": {"query": "SELECT * { ?s ?p \n ?o"}}),
        (400, "syntax", {"query_string": {"query": ""}}),
        (400, "repeated-parameter", {"query_string": "query=ASK%7B%7D&query=ASK%7B%7D"}),
        (400, "not-utf-8", {"query_string": "query=ASK%20%7BBIND(%22%ED%A0%80%22%20AS%20?x)%7D"}),
        (
            400,
            "query-twice",
            {"method": "POST", "query_string": "query=ASK%7B%7D", "data": {"query": "ASK{}"}},
        ),
        (400, "no-query", {"method": "POST", "data": {"nothing": "here"}}),
        (400, "read-only", {"query_string": {"update": "CLEAR ALL"}}),
        (403, "read-only", {"method": "POST", "data": {"update": "CLEAR ALL"}}),
        (
            403,
            "read-only",
            {"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"},
        ),
        (
            403,
            "service-refused",
            {"query_string": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"}},
        ),
        (403, "load-refused", {"query_string": {"query": "LOAD <http://127.0.0.1:9/>"}}),
        (400, "too-deep", {"query_string": {"query": "ASK " + "{" * 100}}),
        (413, "too-long", {"method": "POST", "data": {"query": "ASK {}" + " " * 210_000}}),
        (406, "not-acceptable", {"query_string": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}),
        (415, "unsupported-media-type", {"method": "POST", "data": "x", "content_type": "text/plain"}),
        (
            415,
            "content-encoding",
            {"method": "POST", "data": {"query": "ASK{}"}, "headers": {"Content-Encoding": "gzip"}},
        ),
        (503, "deadline", {"query_string": {"query": RUNAWAY}}),
    ],
)
def test_errors_are_problems(
    client: FlaskClient, status: int, name: str, arguments: dict[str, object]
) -> None:
    response = client.open("/sparql", **arguments)
    problem = response.get_json()

    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert problem["status"] == status
    assert problem["type"].endswith(f"#{name}")
    assert problem["detail"]
    assert ("Retry-After" in response.headers) == (status == 503)


def test_syntax_error_says_where(client: FlaskClient) -> None:
    problem = client.get("/sparql", query_string={"query": "SELECT * { ?s ?p \n ?o"}).get_json()

    assert (problem["line"], problem["column"]) == (2, 4)


def test_service_description(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    predicates = {quad.predicate.value.rpartition("#")[2] for quad in parse(response.data, RdfFormat.TURTLE)}

    assert {"endpoint", "resultFormat", "defaultDataset", "namedGraph"} <= predicates
    assert client.get("/sparql", headers={"Accept": "text/html"}).headers["Location"] == "/editor"


def test_etag(client: FlaskClient) -> None:
    first = client.get("/sparql", query_string={"query": SELECT})
    again = client.get(
        "/sparql", query_string={"query": SELECT}, headers={"If-None-Match": first.headers["ETag"]}
    )
    other = client.get(
        "/sparql",
        query_string={"query": SELECT},
        headers={"If-None-Match": first.headers["ETag"], "Accept": "text/csv"},
    )

    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200
    assert "Accept" in first.headers["Vary"]


def test_results_are_what_the_standard_says(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": 'SELECT (1 AS ?one) ("å"@sv AS ?two) {}'})
    solutions = list(parse_query_results(response.data, QueryResultsFormat.JSON))

    assert [str(term) for term in solutions[0]] == [
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"å"@sv',
    ]


LABELS = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
SELECT DISTINCT ?country (pg:label(?country) AS ?name) { ?x pg:country ?country } ORDER BY ?name"""


def test_labels_in_the_language_of_the_reader(client: FlaskClient) -> None:
    def names(headers: dict[str, str], **more: str) -> tuple[str, str]:
        answer = client.get(
            "/sparql", query_string={"query": LABELS, "format": "csv"} | more, headers=headers
        )
        return answer.get_data(as_text=True), answer.headers["ETag"]

    english, swedish = names({}), names({"Accept-Language": "sv-SE, sv;q=0.8"})

    assert "Bulgaria\r\n" in english[0]
    assert "Bulgarien\r\n" in swedish[0]
    assert english[1] != swedish[1]
    assert names({}, lang="sv")[0] == swedish[0]
    assert (
        client.post("/sparql", data={"query": LABELS, "format": "csv", "lang": "sv"}).data
        == names({}, lang="sv")[0].encode()
    )


def test_the_place_of_an_error_is_that_in_the_clients_text(client: FlaskClient) -> None:
    text = "SELECT (<https://w3id.org/practicegraph/ontology#label>(?x) AS ?y) { ?x ?p }"
    problem = client.get("/sparql", query_string={"query": text}).get_json()

    assert (problem["line"], problem["column"]) == (1, len(text))


def test_the_function_is_described(client: FlaskClient) -> None:
    described = client.get("/sparql?format=nt").get_data(as_text=True)

    assert (
        "sparql-service-description#extensionFunction> <https://w3id.org/practicegraph/ontology#label>"
        in described
    )


def test_an_unknown_function_is_told(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT (<http://example.org/f>(1) AS ?x) {}"})

    assert answer.status_code == 400
    assert answer.get_json()["type"].endswith("unknown-function")
    assert "http://example.org/f" in answer.get_json()["detail"]


def test_csv_for_spreadsheets_is_a_format_of_its_own(client: FlaskClient) -> None:
    query = 'SELECT ?x { VALUES ?x { "=1+1" } }'
    plain = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    safe = client.get("/sparql", query_string={"query": query, "format": "spreadsheet"})
    none = client.get("/sparql", query_string={"query": "SELECT * { <a:> ?p ?o }", "format": "spreadsheet"})

    assert plain.data == b"x\r\n=1+1\r\n"
    assert safe.data == b"\xef\xbb\xbfx\r\n'=1+1\r\n"
    assert safe.mimetype == "text/csv"
    assert safe.headers["Content-Disposition"].startswith("attachment")
    assert "/sparql/explain" in none.headers["Link"]
