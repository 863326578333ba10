"""What tools read to know the endpoint: the service, the data set, its prefixes and examples."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store

from practicegraph.terms import prefixes

PREFIXES_AS_EDITORS_ASK = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix"""


@pytest.mark.parametrize(
    "address", ["/sparql", "/.well-known/void", "/.well-known/sparql-examples", "/problems"]
)
def test_descriptions_are_kept_by_caches(client: FlaskClient, address: str) -> None:
    turtle, other = (
        client.get(address, headers={"Accept": kind}) for kind in ("text/turtle", "application/n-triples")
    )
    again = client.get(address, headers={"Accept": "text/turtle", "If-None-Match": turtle.headers["ETag"]})

    assert turtle.headers["ETag"] != other.headers["ETag"]
    assert "Accept" in turtle.headers["Vary"].split(", ")
    assert again.status_code == 304


def test_prefixes_are_declared(client: FlaskClient) -> None:
    rows = client.get("/sparql", query_string={"query": PREFIXES_AS_EDITORS_ASK}).get_json(force=True)[
        "results"
    ]["bindings"]

    assert {row["prefix"]["value"]: row["namespace"]["value"] for row in rows} == prefixes()


def test_examples_come_with_their_prefixes(client: FlaskClient) -> None:
    store = Store()
    store.load(client.get("/.well-known/sparql-examples?format=nt").data, format=RdfFormat.N_TRIPLES)

    assert store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> "
        "ASK { ?query a sh:SPARQLExecutable ; sh:prefixes/sh:declare/sh:prefix 'pg' }"
    )


def test_errors_vary_by_what_is_accepted(client: FlaskClient) -> None:
    assert "Accept" in client.get("/sparql?query=x").headers["Vary"].split(", ")


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/turtle", "/practices.ttl"),
        ("application/ld+json", "/practices.jsonld"),
        ("text/csv", "/practices.csv"),
    ],
)
def test_the_list_leads_to_its_data(client: FlaskClient, accept: str, location: str) -> None:
    answer = client.get("/practices?limit=2&lang=sv", headers={"Accept": accept})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{location}?limit=2")
    assert client.get(answer.headers["Location"]).content_type.startswith(accept)
