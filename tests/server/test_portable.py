"""The portable form of a query over HTTP: the same rows without our function."""

from __future__ import annotations

from flask.testing import FlaskClient

PREFIX = "PREFIX pg: <https://w3id.org/practicegraph/ontology#>\n"
QUERY = (
    PREFIX + "SELECT ?x (pg:label(?x) AS ?name) (pg:label(?g) AS ?own) (pg:label(?g, 'fr') AS ?french) "
    "{ ?x a pg:Practice ; pg:targetGroup ?g } ORDER BY ?x ?g"
)


def test_the_same_rows(client: FlaskClient) -> None:
    headers = {"Accept-Language": "sv"}
    plain = client.get("/sparql/portable", query_string={"query": QUERY}, headers=headers)
    rows = [
        client.get("/sparql", query_string={"query": text, "format": "tsv"}, headers=headers).data
        for text in (QUERY, plain.get_data(as_text=True))
    ]

    assert plain.mimetype == "application/sparql-query"
    assert "pg:label" not in plain.get_data(as_text=True)
    assert rows[0] == rows[1]
    assert rows[0].count(b"@sv") > 1
    assert rows[0].count(b"@fr") > 3


def test_what_cannot_be_written_is_told(client: FlaskClient) -> None:
    text = PREFIX + "SELECT ?n { GRAPH ?g { ?x a pg:Practice BIND(pg:label(?x) AS ?n) } }"
    problem = client.get("/sparql/portable", query_string={"query": text})

    assert problem.status_code == 400
    assert problem.get_json()["type"].endswith("not-portable")
    assert (problem.get_json()["line"], problem.get_json()["column"]) == (2, 46)
    assert client.get("/sparql/portable").status_code == 400
