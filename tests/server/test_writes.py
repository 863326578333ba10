"""Writes over HTTP: who may, what may be written, and that queries see it when the answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from practicegraph.building.build import build
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.credentials import issue
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.release.layout import Layout
from practicegraph.release.open import open_release
from practicegraph.settings import Settings
from practicegraph.terms import BASE
from practicegraph.writing.writer import Writer
from practicegraph_server.app import create_app

GARDEN = "Title: A shared garden\n\nCountry: Bulgaria\n"
CURATED = f"{BASE}graph/curated/notes"
PREFIXES = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("written")
    (folder / "garden_en.txt").write_text(GARDEN, "utf-8")
    settings = Settings(directory=folder / "data", tokens=folder / "tokens", workers=1)
    build((folder / "garden_en.txt",), settings)
    return settings


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Flask]:
    release = open_release(settings.directory)
    with EmbeddedEngine(release.snapshot, release.id, settings) as engine, Writer(settings) as writer:
        yield create_app(settings, engine, release, Catalogue.load(), writer)


@pytest.fixture(scope="module")
def token(settings: Settings) -> str:
    return issue("curator", settings.tokens)


@pytest.fixture
def client(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def update(client: FlaskClient, text: str) -> tuple[int, dict[str, object]]:
    response = client.post("/update", data={"update": PREFIXES + text})
    return response.status_code, response.get_json(silent=True) or {}


def asks(client: FlaskClient, pattern: str) -> bool:
    response = client.get("/sparql", query_string={"query": f"{PREFIXES} ASK {{ {pattern} }}"})
    return response.get_json()["boolean"]


def current(settings: Settings) -> str | None:
    return Layout(settings.directory).current_identifier()


def test_an_update_is_seen_by_the_next_query_with_what_follows_from_it(
    client: FlaskClient, settings: Settings
) -> None:
    parent = current(settings)
    status, _ = update(
        client,
        "INSERT { ?practice pg:theme <concept/theme/housing> }"
        ' WHERE { ?practice a pg:Practice ; rdfs:label "A shared garden"@en }',
    )

    assert status == 204
    assert asks(client, f"GRAPH <{BASE}graph/curated/default> {{ ?s pg:theme ?theme }}")
    assert asks(client, "?practice pg:theme <concept/theme/housing> ; a pg:Practice")
    assert open_release(settings.directory).manifest.parent == parent
    assert client.get("/health").get_json()["release"] == current(settings) != parent


def test_a_graph_is_put_read_extended_and_dropped(client: FlaskClient) -> None:
    turtle = "<id/practice/x> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <http://example.org/%d> ."
    where = {"graph": CURATED}
    kinds = {"content_type": "text/turtle"}

    assert client.put("/graphs", query_string=where, data=turtle % 1, **kinds).status_code == 201
    assert client.put("/graphs/curated/notes", data=turtle % 2, **kinds).status_code == 204
    assert client.post("/graphs", query_string=where, data=turtle % 3, **kinds).status_code == 204
    text = client.get("/graphs/curated/notes.x").status_code, client.get("/graphs", query_string=where).text
    assert text[0] == 404
    assert [f"example.org/{number}>" in text[1] for number in (1, 2, 3)] == [False, True, True]
    assert client.delete("/graphs", query_string=where).status_code == 204
    assert client.get("/graphs", query_string=where).status_code == 404
    assert client.delete("/graphs", query_string=where).status_code == 404


@pytest.mark.parametrize(
    ("text", "status", "name"),
    [
        ("INSERT DATA { <a> ", 400, "syntax"),
        ("INSERT DATA { " + "<a> <b> 1 . " * 3000 + ")", 400, "syntax"),
        (f"INSERT DATA {{ GRAPH <{BASE}graph/ontology> {{ <a> <b> <c> }} }}", 403, "read-only-graph"),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", 403, "read-only-graph"),
        (f"DROP GRAPH <{BASE}graph/evidence>", 403, "read-only-graph"),
        ("CLEAR ALL", 403, "read-only-graph"),
        (
            f"INSERT DATA {{ GRAPH <{BASE}graph/curated/../ontology> {{ <a> <b> 1 }} }}",
            403,
            "read-only-graph",
        ),
        ("LOAD <http://127.0.0.1:9/>", 403, "load-refused"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "service-refused"),
        ("INSERT DATA { " + "<a> <b> [ <c> " * 100 + "1" + "]" * 100 + "}", 400, "too-deep"),
        ("DROP GRAPH <http://example.org/no>", 400, "update-failed"),
        (
            'INSERT DATA { <id/practice/x> rdfs:comment "write to a.person@example.org" }',
            422,
            "personal-data",
        ),
        ("INSERT DATA { <id/practice/x> a pg:Practice , pg:Publication }", 422, "inconsistent"),
        ('INSERT DATA { <id/practice/x> a pg:Practice ; pg:start "soon" }', 422, "shapes"),
    ],
)
def test_a_refused_update_changes_nothing(
    client: FlaskClient, settings: Settings, text: str, status: int, name: str
) -> None:
    before = current(settings)
    answer = update(client, text)

    assert answer[0] == status, answer
    assert str(answer[1]["type"]).endswith(f"#{name}")
    assert current(settings) == before


def test_a_violation_says_what_and_where(client: FlaskClient) -> None:
    _, problem = update(client, 'INSERT DATA { <id/practice/x> a pg:Practice ; pg:start "soon" }')
    results = problem["report"]["results"]  # type: ignore[index]

    assert {result["focus"] for result in results} == {f"{BASE}id/practice/x"}
    assert any(
        result.get("value") == "soon" and result["path"] and result["messages"]["en"] for result in results
    )


@pytest.mark.parametrize(
    ("data", "kind", "status", "name"),
    [
        (b"<a> <b> ", "text/turtle", 400, "syntax"),
        (b"<!DOCTYPE x []><x/>", "application/rdf+xml", 400, "bad-upload"),
        (b'{"@context": "http://127.0.0.1:9/c", "@id": "x"}', "application/ld+json", 400, "bad-upload"),
        (b'{"http://x/":' * 5000 + b"1" + b"}" * 5000, "application/ld+json", 400, "bad-upload"),
        (b"<http://a> <http://b> <http://c> <http://g> .", "application/n-quads", 400, "bad-upload"),
        (b"x", "text/html", 415, "unsupported-media-type"),
    ],
)
def test_a_refused_upload_changes_nothing(
    client: FlaskClient, settings: Settings, data: bytes, kind: str, status: int, name: str
) -> None:
    before = current(settings)
    response = client.put("/graphs/curated/notes", data=data, content_type=kind)

    assert response.status_code == status
    assert response.get_json()["type"].endswith(f"#{name}")
    assert current(settings) == before


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer ", "Basic eDp5", "Bearer å"])
def test_only_those_with_a_token_may_write(app: Flask, token: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    client = app.test_client()
    update = client.post("/update", data={"update": "CLEAR DEFAULT"}, headers=headers)
    put = client.put(f"/graphs/curated/x?token={token}", data="", headers=headers)

    assert [update.status_code, put.status_code] == [401, 401]
    assert update.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Access-Control-Allow-Origin" not in update.headers


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"query_string": {"update": "CLEAR DEFAULT"}}, 400),
        ({"data": {"update": "CLEAR DEFAULT", "query": "ASK {}"}}, 400),
        (
            {
                "data": "update=CLEAR+DEFAULT&update=CLEAR+DEFAULT",
                "content_type": "application/x-www-form-urlencoded",
            },
            400,
        ),
        ({"data": "CLEAR DEFAULT", "content_type": "text/plain"}, 415),
        ({"data": b"\xff", "content_type": "application/sparql-update"}, 400),
    ],
)
def test_what_does_not_follow_the_protocol(
    client: FlaskClient, arguments: dict[str, object], status: int
) -> None:
    assert client.post("/update", **arguments).status_code == status


def test_without_tokens_nobody_may_write(settings: Settings, app: Flask, tmp_path: Path) -> None:
    release = open_release(settings.directory)
    service = next(iter(app.extensions.values()))
    closed = create_app(
        Settings(tokens=tmp_path / "none"), service.engine, release, Catalogue.load(), service.writer
    )

    assert closed.test_client().post("/update", data={"update": "CLEAR DEFAULT"}).status_code == 403


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("bg", "DROP GRAPH <graph/curated/nope>", "няма граф <"),
        ("es", "CREATE GRAPH <graph/curated/a>; CREATE GRAPH <graph/curated/a>", "ya existe un grafo <"),
        (
            "de",
            "INSERT DATA { <id/practice/x> a pg:Practice , pg:Publication }",
            "widerspricht der Ontologie",
        ),
        ("sv", "INSERT DATA { <id/practice/x> a pg:Practice , pg:Publication }", "> bryter mot pg:Practice"),
        (
            "fr",
            'INSERT DATA { <id/practice/x> a pg:Practice ; pg:start "soon" }',
            "contraintes ; rien n’a changé",
        ),
        (
            "sv",
            'INSERT DATA { <id/practice/x> rdfs:comment "a.person@example.org" }',
            "en e-postadress i graph/",
        ),
        ("de", "CLEAR ALL", "wird nicht von Clients geschrieben"),
        ("fr", "LOAD <http://127.0.0.1:9/>", "LOAD n’est pas exécuté ici"),
    ],
)
def test_a_refusal_is_told_in_the_readers_language(
    client: FlaskClient, language: str, text: str, words: str
) -> None:
    response = client.post(
        "/update", data={"update": PREFIXES + text}, headers={"Accept-Language": f"{language}, en;q=0.5"}
    )

    assert response.status_code >= 400
    assert words in response.get_json()["detail"]
    assert response.headers["Content-Language"] == language


def test_what_a_form_leaves_out_the_address_may_tell(client: FlaskClient) -> None:
    where = {"using-graph-uri": CURATED}
    text = "INSERT { <urn:n> <urn:size> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"
    client.put("/graphs/curated/notes", data="<urn:a> <urn:b> 1, 2 .", content_type="text/turtle")

    assert client.post("/update", data={"update": text}, query_string=where).status_code == 204
    assert asks(client, "<urn:n> <urn:size> 2")
    twice = client.post("/update", data={"update": text, **where}, query_string=where)
    assert (twice.status_code, update(client, "CLEAR DEFAULT")[0]) == (204, 204)


def test_a_graph_is_read_as_it_was_written(client: FlaskClient) -> None:
    """Also the one that unnamed writes go to: it is not what queries see that name none."""
    assert update(client, "INSERT DATA { <urn:a> <urn:b> <urn:c> }")[0] == 204
    read = client.get("/graphs/curated/default?format=nt")

    assert read.get_data(as_text=True) == "<urn:a> <urn:b> <urn:c> .\n"
    with client.get("/graphs?default&format=nt") as everything:
        assert everything.content_length > 100_000
    assert update(client, "CLEAR DEFAULT")[0] == 204


def test_a_write_may_depend_on_the_state_of_its_graph(client: FlaskClient) -> None:
    def put(text: str, **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.put("/graphs/curated/state", data=text, content_type="text/turtle", headers=named)
        return answer.status_code

    assert put("<urn:a> <urn:b> 1 .", If_Match="*") == 412
    assert put("<urn:a> <urn:b> 1 .", If_None_Match="*") == 201
    assert put("<urn:a> <urn:b> 2 .", If_None_Match="*") == 412
    tag = client.get("/graphs/curated/state", headers={"Accept": "application/n-triples"}).headers["ETag"]
    assert update(client, "INSERT DATA { <urn:x> <urn:b> 1 }")[0] == 204  # another graph does not matter
    assert put("<urn:a> <urn:b> 2 .", If_Match=tag) == 204
    refused = client.put(
        "/graphs/curated/state", data="", content_type="text/turtle", headers={"If-Match": tag}
    )
    assert (refused.status_code, refused.get_json()["title"]) == (412, "Precondition failed")
    assert client.delete("/graphs/curated/state", headers={"If-Match": f'"x", {tag}'}).status_code == 412
    assert client.delete("/graphs/curated/state", headers={"If-Match": "*"}).status_code == 204
    assert update(client, "CLEAR DEFAULT")[0] == 204


def test_an_upload_is_utf_8(client: FlaskClient) -> None:
    answer = client.put("/graphs/curated/x", data="", content_type="text/turtle; charset=iso-8859-1")

    assert answer.status_code == 415
    assert answer.get_json()["type"].endswith("#unsupported-charset")


def test_an_answer_without_content_has_no_type(client: FlaskClient) -> None:
    headers = client.post("/update", data={"update": "CLEAR DEFAULT"}).headers

    assert "Content-Type" not in headers
    assert "Content-Language" not in headers
