"""The real server over a real socket."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx

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
