"""W3C SPARQL 1.1 Protocol and Graph Store Protocol, over HTTP against a server process as an ordinary store.

The suites write graphs of any name into an empty store, so the server runs with ``PRACTICEGRAPH_PLAIN=1``.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from protocol_cases import Case, Expected, Request, cases
from pyoxigraph import RdfFormat, parse
from reference import CONFORMANCE
from running import running
from sparql_cases import canonical

from practicegraph.credentials import issue

SUITES = CONFORMANCE / "sparql" / "sparql11"


def found(*names: str) -> list[Case]:
    paths = [SUITES / name for name in names]
    return [case for path in paths if path.is_file() for case in cases(path)]


PROTOCOL = found("protocol/manifest.ttl")
GRAPH_STORE = found("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl")
pytestmark = pytest.mark.skipif(not PROTOCOL, reason="needs the W3C suites: set PRACTICEGRAPH_SHARED")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client, allowed to write, of a server process over an empty ordinary store."""
    folder = tmp_path_factory.mktemp("plain")
    token = issue("suite", folder / "tokens")
    headers = {"Authorization": f"Bearer {token}"}
    with (
        running(folder / "data", plain="1", tokens=str(folder / "tokens")) as address,
        httpx.Client(base_url=address, headers=headers, timeout=60) as client,
    ):
        yield client


def empty(store: httpx.Client) -> None:
    assert store.post("/update", data={"update": "DROP ALL"}).status_code == 204


@pytest.mark.parametrize("case", PROTOCOL, ids=lambda case: case.name)
def test_protocol(store: httpx.Client, case: Case) -> None:
    empty(store)
    for iri, path in case.graphs:
        written = store.put(
            f"/graphs?graph={quote(iri, safe='')}",
            content=path.read_bytes(),
            headers={"Content-Type": "application/n-triples"},
        )
        assert written.status_code == 201, written.text
    for request in case.requests:
        answer = sent(store, request, endpoint(request) + request.path.removeprefix("/sparql/"))
        check(request.expected, answer)


def endpoint(request: Request) -> str:
    """Return the endpoint of a request: the server has one for queries and one for updates."""
    kind = dict(request.headers).get("content-type", "")
    body = request.body or b""
    is_update = "update" in kind or body.startswith(b"update=") or "update=" in request.path
    return "/update" if is_update else "/sparql"


@pytest.mark.parametrize("case", GRAPH_STORE, ids=lambda case: case.name)
def test_graph_store(store: httpx.Client, case: Case) -> None:
    empty(store)
    location = ""
    for request in case.requests:
        path = request.path.replace("$LOCATION$", quote(location, safe=""))
        answer = sent(store, request, path.replace("/gsp", "/graphs", 1))
        check(request.expected, answer)
        if request.expected.location is not None:
            location = answer.headers["Location"]


def sent(store: httpx.Client, request: Request, path: str) -> httpx.Response:
    return store.request(request.method, path, content=request.body, headers=dict(request.headers))


def check(expected: Expected, answer: httpx.Response) -> None:
    status = str(answer.status_code)
    assert {status, f"{status[0]}xx"} & set(expected.statuses), (status, expected.statuses, answer.text)
    kind = answer.headers.get("Content-Type", "")
    if expected.boolean is not None:
        assert answer.json()["boolean"] == (expected.boolean == "true"), answer.text
    if expected.format in {"boolean", "tabular"}:
        assert kind.startswith("application/sparql-results+")
    if expected.format == "RDF":
        assert RdfFormat.from_media_type(kind.partition(";")[0]) is not None
    if expected.content_type is not None:
        assert kind.replace(" ", "") == expected.content_type.replace(" ", "")
    if expected.body is not None:
        assert graph(answer.text) == graph(expected.body)


def graph(turtle: str) -> object:
    return canonical(parse(turtle.encode(), RdfFormat.TURTLE, base_iri="http://www.example/"))


def test_the_suites_were_read_whole() -> None:
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 13)
