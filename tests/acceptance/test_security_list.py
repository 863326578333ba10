"""The acceptance list of attacks and faults, one test for each line, against a server process.

After each one: queries are answered, no statement has changed, and nobody was connected to.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from served import Served, serve

from practicegraph.building.build import build
from practicegraph.credentials import issue
from practicegraph.settings import Settings
from practicegraph.terms import BASE

DEADLINE = 2.0
GRAPH = "/graphs/curated/uploaded"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
UPDATE = {"Content-Type": "application/sparql-update"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ENDLESS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) < 0)"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "garden_en.txt").write_text("Title: A shared garden\n\nCountry: Bulgaria\n", "utf-8")
    build((folder / "garden_en.txt",), Settings(directory=folder / "data"))
    return folder / "data", folder / "tokens", issue("attacker", folder / "tokens")


@pytest.fixture(scope="module")
def server(prepared: tuple[Path, Path, str]) -> Iterator[Served]:
    data, tokens, token = prepared
    limits = {
        "deadline": str(DEADLINE),
        "result_limit": "500000",
        "client_seconds": "0",
        "worker_memory": str(1 << 30),
    }
    with serve(data, tokens, token, **limits) as running:
        yield running


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    with server.client() as client:
        before = count(client), server.current()
        yield client
        assert wait_for(lambda: client.get("/sparql", params={"query": "ASK {}"}).status_code == 200)
        assert (count(client), server.current()) == before
        assert server.canary.hits == 0
        assert server.process.poll() is None


def count(client: httpx.Client) -> str:
    csv = {"Accept": "text/csv"}
    return patiently(lambda: client.get("/sparql", params={"query": COUNT}, headers=csv)).text


def wait_for(condition: object, tries: int = 100) -> bool:
    for _ in range(tries):
        if condition():
            return True
        time.sleep(0.1)
    return False


def problem(response: httpx.Response, status: int, name: str) -> dict[str, object]:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["type"].endswith(f"#{name}")
    assert found["detail"]
    return found


def patiently(send: Callable[[], httpx.Response]) -> httpx.Response:
    """Send again while every worker is taken or being replaced, as ``Retry-After`` tells a client to."""
    for _ in range(30):
        response = send()
        if response.status_code != 503 or not response.json()["type"].endswith("#busy"):
            return response
        time.sleep(0.5)
    return response


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return patiently(lambda: client.post("/sparql", data={"query": query}))


def put(client: httpx.Client, data: bytes, kind: str) -> httpx.Response:
    return patiently(lambda: client.put(GRAPH, content=data, headers={"Content-Type": kind}))


def test_d1_service(client: httpx.Client, server: Served) -> None:
    problem(
        ask(client, f"SELECT * {{ SERVICE <{server.canary.address}> {{ ?s ?p ?o }} }}"),
        403,
        "service-refused",
    )


def test_d2_silent_service(client: httpx.Client, server: Served) -> None:
    query = f"SELECT * {{ OPTIONAL {{ SERVICE SILENT <{server.canary.address}> {{ ?s ?p ?o }} }} }}"
    problem(ask(client, query), 403, "service-refused")


@pytest.mark.parametrize("address", ["CANARY", "file:///etc/hostname"])
def test_d3_load(client: httpx.Client, server: Served, address: str) -> None:
    text = f"LOAD <{address.replace('CANARY', server.canary.address)}>"
    problem(client.post("/update", content=text, headers=UPDATE), 403, "load-refused")


def test_d4_from_an_address(client: httpx.Client, server: Served) -> None:
    response = ask(client, f"ASK FROM <{server.canary.address}> {{ ?s ?p ?o }}")

    assert response.status_code == 200
    assert response.json()["boolean"] is False


@pytest.mark.parametrize("context", ['"%s"', '[{"x": "http://x/"}, "%s"]', '{"@import": "%s"}'])
def test_d5_remote_context(client: httpx.Client, server: Served, context: str) -> None:
    address = server.canary.address
    data = f'{{"@context": {context % address}, "@id": "http://x/"}}'.encode()

    assert address in str(problem(put(client, data, "application/ld+json"), 400, "bad-upload")["detail"])


def test_d6_imports_are_data(server: Served) -> None:
    turtle = f"<http://x/> <http://www.w3.org/2002/07/owl#imports> <{server.canary.address}> ."
    with server.client() as client:
        assert put(client, turtle.encode(), "text/turtle").status_code == 201
        assert server.canary.address in client.get(GRAPH).text
        assert client.delete(GRAPH).status_code == 204
    assert server.canary.hits == 0


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "CANARY">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(10)
        ) + "]>",
    ],
    ids=["external", "laughs"],
)  # fmt: skip
def test_d7_document_type(client: httpx.Client, server: Served, doctype: str) -> None:
    rdf = (
        f'{doctype.replace("CANARY", server.canary.address)}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:x="http://x/"><rdf:Description rdf:about="http://x/"><x:y>&a9;</x:y></rdf:Description></rdf:RDF>'
    )
    assert "DOCTYPE" in str(
        problem(put(client, rdf.encode(), "application/rdf+xml"), 400, "bad-upload")["detail"]
    )


@pytest.mark.parametrize(
    "query",
    ["ASK " + "{" * 5000, "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}"],
    ids=["d8-braces", "d9-brackets"],
)
def test_d8_d9_nesting(client: httpx.Client, query: str) -> None:
    found = problem(ask(client, query), 400, "too-deep")

    assert (found["line"], found["column"] > 1) == (1, True)


RUNAWAYS = {
    "d10-count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "d11-order": "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "d13-concat": 'SELECT (STRLEN(?x30) AS ?n) { BIND("0123456789" AS ?x0) '
    + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(30))
    + "}",
}


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS.keys())
def test_d10_d11_d13_runaways(client: httpx.Client, query: str) -> None:
    response = ask(client, query)

    assert response.json()["type"].rpartition("#")[2] in {"deadline", "memory"}
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_d12_unbound_path(client: httpx.Client) -> None:
    path = "(<https://w3id.org/practicegraph/ontology#within>|!<http://x/>)*"

    assert ask(client, f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o }}").status_code in {200, 503}


def test_d14_long_answer(client: httpx.Client) -> None:
    problem(ask(client, "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 20000"), 413, "result-limit")


@pytest.mark.parametrize(("path", "size"), [("/sparql", 1_000_000), ("/update", 11_000_000)])
def test_d15_long_body(client: httpx.Client, path: str, size: int) -> None:
    problem(client.post(path, content=b"x=" + b" " * size, headers=FORM), 413, "request-entity-too-large")


def test_d16_malformed_query(client: httpx.Client) -> None:
    found = problem(ask(client, "SELECT * {\n ?s ?p }"), 400, "syntax")

    assert found["line"] == 2


def test_d17_malformed_turtle(client: httpx.Client) -> None:
    found = problem(put(client, b"<http://x/> <http://y/>\n oops .", "text/turtle"), 400, "syntax")

    assert found["line"] == 2
    assert client.get(GRAPH).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer no"}])
def test_d18_no_token(client: httpx.Client, server: Served, headers: dict[str, str]) -> None:
    with server.client(writes=False) as stranger:
        response = stranger.post("/update", data={"update": "CLEAR DEFAULT"}, headers=headers)

    problem(response, 401, "unauthorized")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/update", "/sparql"])
def test_d19_update_by_get(client: httpx.Client, path: str) -> None:
    assert client.get(path, params={"update": "CLEAR ALL"}).status_code in {400, 405}


@pytest.mark.parametrize("path", ["/update", "/sparql"])
def test_d20_query_and_update(client: httpx.Client, path: str) -> None:
    assert client.post(path, data={"query": "ASK {}", "update": "CLEAR ALL"}).status_code == 400


def test_d21_a_broken_shape(client: httpx.Client) -> None:
    text = (
        "PREFIX pg: <https://w3id.org/practicegraph/ontology#>"
        'INSERT DATA { <id/practice/x> a pg:Practice ; pg:start "soon" }'
    )
    found = problem(client.post("/update", content=text, headers=UPDATE), 422, "shapes")
    results = found["report"]["results"]

    assert all(result["focus"] == f"{BASE}id/practice/x" and result["messages"] for result in results)
    assert any("path" in result for result in results)


def test_d22_types(client: httpx.Client) -> None:
    accept = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"})
    sent = client.post("/sparql", content=b"ASK {}", headers={"Content-Type": "text/plain"})

    assert problem(accept, 406, "not-acceptable")["offered"]
    assert problem(sent, 415, "unsupported-media-type")["offered"]


def test_d23_hostile_labels(server: Served) -> None:
    text = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    INSERT { ?practice rdfs:label "<script>alert(1)</script>"@sv ; foaf:page <javascript:alert(1)> }
    WHERE { ?practice rdfs:label "A shared garden"@en ; a <https://w3id.org/practicegraph/ontology#Practice> }"""
    with server.client() as client:
        written = client.post("/update", content=text, headers=UPDATE)
        assert written.status_code in {204, 422}, written.text
        practice = client.get(
            "/sparql",
            params={"query": "SELECT ?s { ?s a <https://w3id.org/practicegraph/ontology#Practice> }"},
            headers={"Accept": "text/csv"},
        ).text.splitlines()[1]
        page = client.get(
            f"/page/{practice.removeprefix(BASE)}", params={"lang": "sv"}, headers={"Accept": "text/html"}
        )
        client.post("/update", content="CLEAR DEFAULT", headers=UPDATE)

    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert 'href="javascript:' not in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_d24_killed_worker(client: httpx.Client, server: Served) -> None:
    os.kill(server.children("practicegraph.engine.worker")[0], signal.SIGKILL)
    statuses = [ask(client, f"ASK {{ BIND({n} AS ?n) }}").status_code for n in range(6)]

    assert statuses.count(200) >= 5
    assert set(statuses) <= {200, 503}


def test_d24_killed_writer(client: httpx.Client, server: Served) -> None:
    (writer,) = server.children("practicegraph.writing.worker")
    answers: list[httpx.Response] = []
    update = threading.Thread(
        target=lambda: answers.append(
            client.post("/update", content=f"INSERT {{ ?a <x> ?i }} WHERE {{ {ENDLESS} }}", headers=UPDATE)
        )
    )
    update.start()
    time.sleep(1)
    os.kill(writer, signal.SIGKILL)
    update.join()

    assert answers[0].status_code == 503


def test_d25_full_disk(prepared: tuple[Path, Path, str], tmp_path: Path) -> None:
    """The data lie on a small file system of their own, which only the server's processes see."""
    data, tokens, token = prepared
    unshare = ("unshare", "--user", "--map-root-user", "--mount")
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs user and mount namespaces")
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) * 8
    script = f'mount -t tmpfs -o size={size} none "{disk}" && cp -a "{data}" "{disk}/data" && exec "$@"'
    with serve(disk / "data", tokens, token, wrap=(*unshare, "sh", "-c", script, "sh")) as running:
        inside = Path(f"/proc/{running.process.pid}/root{disk}")
        with running.client() as client:
            before = count(client)
            with (inside / "filler").open("wb", buffering=0) as filler:
                fill(filler)
            full = client.post("/update", content="INSERT DATA { <x> <y> <z> }", headers=UPDATE)
            problem(full, 507, "disk-full")
            assert count(client) == before
            (inside / "filler").unlink()
            again = client.post("/update", content="INSERT DATA { <x> <y> <z> }", headers=UPDATE)
            assert again.status_code == 204, again.text
            assert count(client) != before


def fill(filler: object) -> None:
    block = b"\0" * 65536
    while True:
        try:
            filler.write(block)
        except OSError:
            return


def test_the_list_is_whole() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    names = {
        int(number)
        for line in re.findall(r"def test_((?:d\d+_)+)", text)
        for number in re.findall(r"\d+", line)
    }

    assert names == set(range(1, 26))
