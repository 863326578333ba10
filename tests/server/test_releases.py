"""Releases that are kept, and the feed of what they changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import etree

from practicegraph.building.build import build
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.folders import folder
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph_server.app import create_app

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def silent(*_: object) -> None:
    """Take no notice of the build's progress."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    documents = tmp_path_factory.mktemp("documents")
    source = folder("data", "documents") / "refuin"
    for name in ("together-for-integration_en.txt", "together-for-integration_sv.txt"):
        (documents / name).write_bytes((source / name).read_bytes())
    settings = Settings(directory=tmp_path_factory.mktemp("data"))
    first = build((documents,), settings, silent)
    (documents / "harbour_en.txt").write_text(
        "Harbour\n\nGood practice\n\nCountry\n\nSweden\n", encoding="utf-8"
    )
    return first, build((documents,), settings, silent)


@pytest.fixture(scope="module")
def client(pair: tuple[Release, Release]) -> Iterator[FlaskClient]:
    release = pair[1]
    settings = Settings(directory=release.path.parents[1], deadline=3)
    with EmbeddedEngine(release.snapshot, release.id, settings) as engine:
        yield create_app(settings, engine, release, Catalogue.load()).test_client()


def test_the_feed_has_an_entry_for_each_release(client: FlaskClient, pair: tuple[Release, Release]) -> None:
    answer = client.get("/releases/feed")
    root = etree.fromstring(answer.data)

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = [entry.findtext("a:id", namespaces=ATOM) for entry in root.iterfind("a:entry", ATOM)]
    assert found == [f"{release.base}releases/{release.id}" for release in reversed(pair)]
    newest = root.find("a:entry", ATOM)
    assert newest is not None
    assert "1 document added" in (newest.findtext("a:title", namespaces=ATOM) or "")
    assert "harbour" in (newest.findtext("a:content", namespaces=ATOM) or "")
    for element in (root, *root.iterfind("a:entry", ATOM)):
        assert element.findtext("a:updated", namespaces=ATOM, default="").endswith("+00:00")
    again = client.get("/releases/feed", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("headers", [{}, {"Accept": "application/feed+json"}])
def test_the_same_as_json_feed(
    client: FlaskClient, pair: tuple[Release, Release], headers: dict[str, str]
) -> None:
    record = json.loads(
        client.get("/releases/feed" if headers else "/releases/feed.json", headers=headers).data
    )

    assert record["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"].rpartition("/")[2] for item in record["items"]] == [
        release.id for release in reversed(pair)
    ]


def test_the_pages(client: FlaskClient, pair: tuple[Release, Release]) -> None:
    old, new = pair
    page = client.get("/releases", headers={"Accept": "text/html"}).get_data(as_text=True)

    assert f'href="/releases/{new.id}"' in page
    assert f'href="/releases/{old.id}"' not in page
    assert "Harbour" in client.get(f"/releases/{new.id}", headers={"Accept": "text/html"}).get_data(
        as_text=True
    )
    record = client.get(f"/releases/{new.id}", headers={"Accept": "application/json"}).json
    assert record["old"] == old.id
    turtle = client.get(f"/releases/{new.id}", headers={"Accept": "text/turtle"}).get_data(as_text=True)
    assert "activitystreams#Create" in turtle
    backwards = client.get(f"/releases/{old.id}?since={new.id}", headers={"Accept": "application/json"}).json
    assert backwards["counts"]["document"] == {"removed": 1}


@pytest.mark.parametrize("path", ["/releases/0000", "/releases/feed.rss", "/releases/{old}"])
def test_what_is_not_there(client: FlaskClient, pair: tuple[Release, Release], path: str) -> None:
    assert client.get(path.format(old=pair[0].id)).status_code == 404
