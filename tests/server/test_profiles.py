"""JSON-LD by profile, asked for in every way that the recommendation has."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

PRACTICE = "https://w3id.org/practicegraph/profile/practice"
QUERY = "DESCRIBE ?x { ?x a <https://w3id.org/practicegraph/ontology#Practice> }"


def asked(client: FlaskClient, headers: dict[str, str] | None = None, **more: str):
    return client.get("/sparql", query_string={"query": QUERY} | more, headers=headers)


@pytest.mark.parametrize(
    ("headers", "parameters"),
    [
        ({}, {"profile": "practice"}),
        ({}, {"profile": PRACTICE, "format": "jsonld"}),
        ({"Accept": "*/*"}, {"profile": "practice"}),
        ({"Accept-Profile": f"<{PRACTICE}>"}, {}),
        ({"Accept-Profile": f"<urn:x>;q=1, <{PRACTICE}>;q=0.5"}, {}),
        ({"Accept": f'application/ld+json;profile="{PRACTICE}"'}, {}),
    ],
)
def test_trees(client: FlaskClient, headers: dict[str, str], parameters: dict[str, str]) -> None:
    answer = asked(client, headers, **parameters)

    assert answer.status_code == 200
    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Content-Profile"] == f"<{PRACTICE}>"
    assert f'<{PRACTICE}>; rel="profile"' in answer.headers["Link"]
    assert "Accept-Profile" in answer.headers["Vary"]
    assert all(
        {"Practice", "Undertaking"} & set(one["type"]) for one in answer.get_json(force=True)["@graph"]
    )


def test_tree_and_graph_say_the_same(client: FlaskClient) -> None:
    tree = asked(client, profile="practice")
    plain = asked(client, format="nt")

    assert set(parse(tree.data, RdfFormat.JSON_LD)) == set(parse(plain.data, RdfFormat.N_TRIPLES))


def test_the_tag_knows_the_profile(client: FlaskClient) -> None:
    plain, tree = (
        asked(client, format="jsonld"),
        asked(client, {"Accept-Profile": f"<{PRACTICE}>"}, format="jsonld"),
    )
    again = asked(
        client, {"Accept-Profile": f"<{PRACTICE}>", "If-None-Match": tree.headers["ETag"]}, format="jsonld"
    )

    assert plain.headers["ETag"] != tree.headers["ETag"]
    assert again.status_code == 304
    assert "Content-Profile" not in plain.headers


def test_a_preference_that_cannot_be_met_is_passed_over(client: FlaskClient) -> None:
    for headers in (
        {"Accept-Profile": "<urn:x>"},
        {"Accept-Profile": "nonsense"},
        {"Accept": "text/turtle", "Accept-Profile": f"<{PRACTICE}>"},
    ):
        answer = asked(client, headers)
        assert answer.status_code == 200
        assert "Content-Profile" not in answer.headers


def test_a_demand_that_cannot_be_met_is_refused(client: FlaskClient) -> None:
    unknown, turtle = asked(client, profile="nothing"), asked(client, profile="practice", format="ttl")

    assert (unknown.status_code, turtle.status_code) == (406, 406)
    assert PRACTICE in unknown.get_json()["offered"]
    assert turtle.get_json()["offered"] == ["application/ld+json"]


def test_profiles_are_described(client: FlaskClient) -> None:
    listed = client.get("/profiles", headers={"Accept": "application/n-triples"}).get_data(as_text=True)

    assert (
        f"<{PRACTICE}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dx/prof/Profile>"
        in listed
    )
    assert "practice" in client.get("/profiles", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert client.get("/profile/practice").get_json(force=True)["type"][0] == "Practice"
    assert client.get("/profile/practice.jsonld").mimetype == "application/ld+json"
    assert client.get("/profile/nothing").status_code == 406


def test_a_deep_tree_harms_nobody(client: FlaskClient) -> None:
    pairs = " ".join(f"(<urn:x{n}> <urn:x{n + 1}>)" for n in range(3000))
    query = (
        "PREFIX pg: <https://w3id.org/practicegraph/ontology#> CONSTRUCT { ?a a pg:Practice ; pg:theme ?b } "
        f"WHERE {{ VALUES (?a ?b) {{ {pairs} }} }}"
    )
    answer = client.post("/sparql", data={"query": query, "profile": "practice"})

    assert answer.status_code in {200, 400, 503}
    assert client.get("/sparql?query=ASK{}").status_code == 200


def test_what_is_too_large_to_be_nested_is_told(client: FlaskClient) -> None:
    values = " ".join(str(number) for number in range(260))
    query = f"CONSTRUCT {{ ?i <urn:p> ?j }} {{ VALUES ?a {{ {values} }} VALUES ?j {{ {values} }} BIND(IRI(CONCAT('urn:', STR(?a))) AS ?i) }}"
    answer = client.post("/sparql", data={"query": query, "profile": "practice"})

    assert answer.status_code in {413, 503}  # 503 where the machine is too busy to make the triples in time
    if answer.status_code == 413:
        assert "more than 50,000 triples" in answer.get_json()["detail"]
