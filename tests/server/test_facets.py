"""What a list is narrowed by: IRIs, notations, and what is told of those that there are not."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

BASE = "https://w3id.org/practicegraph/"


@pytest.mark.parametrize(
    ("facet", "notation", "iri"),
    [
        ("country", "bg", "http://publications.europa.eu/resource/authority/country/BGR"),
        ("level", "national", f"{BASE}concept/level/national"),
    ],
)
def test_a_facet_may_be_given_by_its_notation(
    client: FlaskClient, facet: str, notation: str, iri: str
) -> None:
    short = client.get("/practices.csv", query_string={facet: notation})
    long = client.get("/practices.csv", query_string={facet: iri})

    assert short.status_code == 200
    assert short.data == long.data
    assert short.data.count(b"\n") > 1


@pytest.mark.parametrize("path", ["/practices", "/practices.csv", "/practices.ttl"])
@pytest.mark.parametrize(
    ("facet", "value", "near"),
    [
        ("theme", f"{BASE}concept/theme/housin", "housing"),
        ("theme", "housin", "housing"),
        ("group", "refugees", "refugee"),
        ("level", "nationale", "national"),
    ],
)
def test_a_facet_that_is_not_known_is_told_with_the_nearest(
    client: FlaskClient, path: str, facet: str, value: str, near: str
) -> None:
    response = client.get(
        path, query_string={facet: value}, headers={"Accept": "*/*;q=0.1, application/json"}
    )
    if response.status_code == 303:
        response = client.get(response.headers["Location"])
    problem = response.get_json()

    assert response.status_code == 400
    assert problem["type"].endswith("#bad-parameter")
    assert problem["parameter"] == facet
    assert problem["offered"][0] == near
    assert problem["detail"].startswith(f"{facet}: nothing is known of")


def test_a_facet_that_nothing_is_like_is_told_alone(client: FlaskClient) -> None:
    problem = client.get("/practices.csv?theme=qqqqqqqqqq").get_json()

    assert problem["detail"] == "theme: nothing is known of “qqqqqqqqqq”"
    assert "offered" not in problem


def test_a_known_value_that_nothing_has_gives_an_empty_list(client: FlaskClient) -> None:
    empty = client.get("/practices.csv", query_string={"country": "NLD"})

    assert empty.status_code == 200
    assert empty.data.count(b"\n") == 1
