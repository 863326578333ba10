"""The real server over a real socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from running import started

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_answers_and_survives(address: str) -> None:
    with httpx.Client(base_url=address, timeout=30) as client, ThreadPoolExecutor(4) as threads:
        runaways = [threads.submit(client.get, "/sparql", params={"query": RUNAWAY})]
        cheap = [client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(20)]
        bomb = client.post("/sparql", data={"query": "SELECT " + "(" * 50_000})
        late = [runaway.result() for runaway in runaways]

        assert cheap == [200] * 20
        assert bomb.status_code == 400
        assert [response.status_code for response in late] == [503]
        assert late[0].headers["Retry-After"]
        assert client.get("/health").json()["status"] == "ok"


def test_query_method_over_http(address: str) -> None:
    answer = httpx.request(
        "QUERY",
        f"{address}/sparql",
        content="SELECT (1 AS ?x) {}",
        headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"},
    )

    assert answer.text == "x\r\n1\r\n"


def test_slow_clients_do_not_stop_the_service(address: str) -> None:
    target = urlsplit(address)
    connections = [socket.create_connection((target.hostname, target.port)) for _ in range(60)]
    try:
        for index, connection in enumerate(connections):
            head = b"POST /sparql HTTP/1.1\r\nHost: x\r\n" if index % 2 else b"GET /sparql?que"
            connection.sendall(head)
        started = time.monotonic()
        answers = [httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code for _ in range(5)]

        assert answers == [200] * 5
        assert time.monotonic() - started < 10
    finally:
        for connection in connections:
            connection.close()


def test_oversized_requests_are_refused(address: str) -> None:
    body = httpx.post(f"{address}/sparql", data={"query": "ASK {}" + " " * 2_000_000})

    assert body.status_code == 413


def test_nothing_more_is_waited_for_where_a_request_without_content_expects_to_be_told_to_go_on(
    address: str,
) -> None:
    target = urlsplit(address)
    head = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection((target.hostname, target.port), timeout=30) as connection:
        connection.sendall(head)
        with connection.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"


def test_what_is_being_sent_at_the_end_is_sent(directory: Path) -> None:
    query = 'SELECT (CONCAT(?t, ?t, ?t, ?t) AS ?x) { BIND("%s" AS ?t) VALUES ?n { %s } }'
    text = query % ("0123456789" * 1000, " ".join(map(str, range(500))))
    with started(directory) as server:
        target = urlsplit(server.address)
        idle = socket.create_connection((target.hostname, target.port), timeout=30)
        plain = {"Accept-Encoding": "identity"}
        with (
            idle,
            httpx.stream(
                "POST",
                f"{server.address}/sparql",
                data={"query": text, "format": "csv"},
                headers=plain,
                timeout=60,
            ) as answer,
        ):
            pieces = answer.iter_raw(1 << 16)
            size = len(next(pieces))
            os.kill(server.process, signal.SIGTERM)
            assert idle.recv(1) == b""  # where nothing is asked, nothing is waited for
            with pytest.raises(httpx.ConnectError):
                httpx.get(f"{server.address}/health")
            size += sum(map(len, pieces))
        os.waitid(os.P_PID, server.process, os.WEXITED | os.WNOWAIT)  # a signal on its way out would kill it

    assert size == int(answer.headers["Content-Length"]) > 20_000_000


def test_port_in_use(address: str, directory: Path) -> None:
    port = str(urlsplit(address).port)
    outcome = subprocess.run(
        [sys.executable, "-m", "practicegraph", "serve", "--directory", str(directory), "--port", port],
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 1
    assert outcome.stderr.splitlines() == [
        f"practicegraph: 127.0.0.1:{port}: cannot listen there: Address already in use; choose another with --host or --port"
    ]


def test_every_download(address: str) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        page = client.get("/downloads").text
        names = {part.split('"')[0] for part in page.split('href="/downloads/')[1:]}
        assert names
        for name in names:
            response = client.get(f"/downloads/{name}")

            assert response.status_code == 200
            assert response.content


def exchanged(address: str, *requests: bytes) -> bytes:
    """Return all that comes back on one connection; the last request should end it."""
    target = urlsplit(address)
    with socket.create_connection((target.hostname, target.port), timeout=30) as connection:
        connection.sendall(b"".join(requests))
        with connection.makefile("rb") as answer:
            return answer.read()


@pytest.mark.parametrize("host", [b"", b"Host: a\r\nHost: b\r\n", b"Host: <script>\r\n", b"Host: a/b\r\n"])
def test_a_request_names_one_host(address: str, host: bytes) -> None:
    told = exchanged(address, b"GET /sparql HTTP/1.1\r\n" + host + b"\r\n")

    assert told.split(b"\r\n")[0].split()[1] == b"400"
    assert b"problems#bad-request" in told


def test_a_connection_goes_on_after_an_answer_without_content(address: str) -> None:
    head = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"
    told = exchanged(address, head + b"If-None-Match: *\r\n\r\n", head + b"Connection: close\r\n\r\n")

    assert told.startswith(b"HTTP/1.1 304 ")
    assert b'"boolean":true' in told
    assert told.count(b"Connection: close") == 1


def test_a_query_method_may_be_conditional(address: str) -> None:
    def send(query: str, **headers: str) -> httpx.Response:
        kind = {"Content-Type": "application/sparql-query"}
        return httpx.request("QUERY", f"{address}/sparql", content=query, headers=kind | headers)

    tag = send("ASK {}").headers["ETag"]

    assert send("ASK {}", **{"If-None-Match": tag}).status_code == 304
    assert send("ASK { }", **{"If-None-Match": tag}).status_code == 200


def test_a_query_method_is_told_what_it_takes(address: str) -> None:
    plain = httpx.request("QUERY", f"{address}/sparql", content="ASK {}")

    assert plain.status_code == 415
    assert plain.headers["Accept-Query"] == "application/sparql-query"
    assert "Content-Type" in plain.json()["detail"]
    assert httpx.get(f"{address}/sparql").headers["Accept-Query"] == "application/sparql-query"


@pytest.mark.parametrize("path", ["/id/%ff", "/about?iri=%ff", "/practices?country=%e9"])
def test_bytes_that_are_no_utf_8_are_not_read_as_other_text(address: str, path: str) -> None:
    answer = httpx.get(address + path)

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#not-utf-8")


def test_a_form_may_leave_the_rest_to_the_address(address: str) -> None:
    graph = {"default-graph-uri": "https://w3id.org/practicegraph/graph/none", "format": "csv"}
    answer = httpx.post(f"{address}/sparql", params=graph, data={"query": "ASK { ?s ?p ?o }"})

    assert answer.text == "false"


@pytest.mark.parametrize("path", ["/page/id/practice/none", "/health", "/metrics"])
def test_what_holds_at_this_moment_only_is_not_kept_by_caches(address: str, path: str) -> None:
    assert httpx.get(address + path).headers["Cache-Control"] == "no-store"
