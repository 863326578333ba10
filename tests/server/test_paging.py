"""Lists by pages: every entry once, links to the pages around, and numbers that cannot be are refused."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient


def links(header: str) -> dict[str, str]:
    return {relation: address for address, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', header)}


def entries(page: str) -> list[str]:
    listed = page.partition('<ul class="entries">')[2].partition("</ul>")[0]
    return re.findall(r'<a href="(/id/[^"]+)"', listed)


def test_pages_together_are_the_list(client: FlaskClient) -> None:
    whole = client.get("/practices")
    total = int(whole.headers["X-Total-Count"])
    found, address, turned = [], "/practices?limit=2", 0
    while address:
        page = client.get(address)
        assert len(entries(page.get_data(as_text=True))) <= 2
        found += entries(page.get_data(as_text=True))
        around = links(page.headers["Link"])
        assert around["first"] == "/practices?limit=2"
        address = around.get("next", "")
        turned += 1

    assert total >= 3
    assert found == entries(whole.get_data(as_text=True))
    assert len(set(found)) == total
    assert turned == -(-total // 2)
    assert "prev" in around
    assert "next" not in links(whole.headers["Link"])


def test_pages_of_data(client: FlaskClient) -> None:
    def practices(address: str) -> list[str]:
        rows = csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True)))
        return list(dict.fromkeys(row["practice"] for row in rows))

    whole = practices("/practices.csv")
    page = client.get("/practices.csv?limit=2&offset=1")

    assert practices("/practices.csv?limit=2&offset=1") == whole[1:3]
    assert links(page.headers["Link"])["prev"] == "/practices.csv?limit=2"
    assert int(page.headers["X-Total-Count"]) == len(whole)
    assert len(client.get("/practices.nt?limit=1").data) < len(client.get("/practices.nt").data)


def test_narrowed_lists_keep_what_is_chosen(client: FlaskClient) -> None:
    country = "http://publications.europa.eu/resource/authority/country/BGR"
    page = client.get("/practices", query_string={"country": country, "limit": 1, "lang": "sv"})

    assert "country=http" in links(page.headers["Link"])["next"]
    assert "lang=sv" in links(page.headers["Link"])["next"]
    assert 'rel="next"' in page.get_data(as_text=True)
    assert "Nästa" in page.get_data(as_text=True)


def test_behind_the_end_there_is_nothing(client: FlaskClient) -> None:
    page = client.get("/practices?offset=100000")

    assert page.status_code == 200
    assert entries(page.get_data(as_text=True)) == []
    assert "prev" in links(page.headers["Link"])


@pytest.mark.parametrize("path", ["/practices", "/practices.csv"])
@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=1001",
        "limit=ten",
        "limit=",
        "limit=1.5",
        "limit=١",
        "limit=%C2%B2",
        "limit=1&limit=2",
        "offset=-1",
        "offset=99999999999999999999",
        "offset=1%20",
        "offset=1%27%3B",
        "offset=%FF",
    ],
)
def test_numbers_that_cannot_be(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")

    assert answer.status_code == 400
    assert answer.get_json()["type"].rpartition("#")[2] in {
        "bad-parameter",
        "repeated-parameter",
        "not-utf-8",
    }
