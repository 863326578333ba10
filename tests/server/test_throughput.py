"""What keeps the endpoint quick and its memory small: kept responses, long answers as files, clients that leave."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import brotli
import httpx
import pytest
from running import running, started

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = f"SELECT ?i ?j {{ VALUES ?i {{ {' '.join(map(str, range(200)))} }} VALUES ?j {{ {' '.join(map(str, range(200)))} }} }}"
ROWS = {str(number) for number in range(200)}


@pytest.fixture(scope="module")
def server(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, Path]]:
    """A server with one worker and a small threshold for files: its address, process id and folder of files."""
    folder = tmp_path_factory.mktemp("spool")
    settings = {"workers": "1", "client_queries": "0", "spool_threshold": "50000", "deadline": "20"}
    with started(directory, environment={**os.environ, "TMPDIR": str(folder)}, **settings) as found:
        yield found.address, found.process, folder


def ask(address: str, query: str, **headers: str) -> httpx.Response:
    """Ask again while the only worker is being replaced, as clients are told to."""
    for _ in range(40):
        response = httpx.get(f"{address}/sparql", params={"query": query}, headers=headers, timeout=30)
        if response.status_code != 503:
            return response
        time.sleep(0.1)
    return response


def spooled(process: int, folder: Path) -> int:
    """Return how many files without a name the server has open."""
    links = (str(entry.readlink()) for entry in Path(f"/proc/{process}/fd").iterdir() if entry.is_symlink())
    return sum(link.startswith(str(folder)) for link in links)


def test_a_client_that_leaves_frees_its_worker(server: tuple[str, int, Path]) -> None:
    address, _, _ = server
    target = urlsplit(address)
    with socket.create_connection((target.hostname, target.port)) as leaving:
        request = f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n"
        leaving.sendall(request.encode())
        time.sleep(0.5)
        busy = httpx.get(f"{address}/sparql", params={"query": "ASK { <x:y> ?p 1 }"}, timeout=30)
    started = time.monotonic()
    answer = ask(address, "ASK { <x:y> ?p 2 }")

    assert busy.status_code == 503
    assert answer.status_code == 200
    assert time.monotonic() - started < 15  # the runaway had 20 s


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_long_answer_comes_from_a_file_whole(server: tuple[str, int, Path], encoding: str) -> None:
    address, process, folder = server
    answer = ask(address, LONG, **{"Accept-Encoding": encoding})
    rows = answer.json()["results"]["bindings"]

    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert {(row["i"]["value"], row["j"]["value"]) for row in rows} == {(i, j) for i in ROWS for j in ROWS}
    assert spooled(process, folder) == 0
    assert list(folder.iterdir()) == []


def test_the_tag_of_a_long_answer_holds(server: tuple[str, int, Path]) -> None:
    address, _, _ = server
    tags = {
        name: ask(address, LONG, **{"Accept-Encoding": name}).headers["ETag"] for name in ("br", "identity")
    }
    again = ask(address, LONG, **{"Accept-Encoding": "br", "If-None-Match": tags["br"]})

    assert tags["br"] != tags["identity"]
    assert (again.status_code, again.headers["ETag"]) == (304, tags["br"])


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, br", "br"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("*;q=0", None),
        ("zstd", None),
    ],
)
def test_encodings_by_weight(server: tuple[str, int, Path], accepted: str, encoding: str | None) -> None:
    address, _, _ = server
    query = f"SELECT ?i {{ VALUES ?i {{ {' '.join(sorted(ROWS))} }} }}"
    plain = ask(address, query, **{"Accept-Encoding": "identity"})
    with httpx.stream(
        "GET", f"{address}/sparql", params={"query": query}, headers={"Accept-Encoding": accepted}
    ) as packed:
        data = b"".join(packed.iter_raw())
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[encoding]

    assert packed.headers.get("Content-Encoding") == encoding
    assert unpack(data) == plain.content
    assert (packed.headers["ETag"] == plain.headers["ETag"]) == (encoding is None)


def test_kept_responses_are_those_of_their_request(server: tuple[str, int, Path]) -> None:
    address, _, _ = server
    query = "SELECT ?i { VALUES ?i { 1 2 3 } }"
    kinds = ("text/csv", "application/sparql-results+json", "application/sparql-results+xml")
    with httpx.Client(base_url=address, timeout=30) as client:
        rounds = [
            {
                (kind, method): client.request(
                    method,
                    "/sparql",
                    params={"query": query} if method == "GET" else None,
                    content=None if method == "GET" else query,
                    headers={"Accept": kind, "Content-Type": "application/sparql-query"},
                )
                for kind in kinds
                for method in ("GET", "POST", "QUERY")
            }
            for _ in range(2)
        ]
        metrics = client.get("/metrics").text
    first, second = (
        {key: (one.text, one.headers["Content-Type"]) for key, one in each.items()} for each in rounds
    )

    assert first == second
    assert len({body for body, _ in first.values()}) == len(kinds)
    assert {one.headers["Content-Security-Policy"] for one in rounds[1].values()}
    counted = re.search(r'requests_total\{method="QUERY",route="/sparql",status="200"\} (\d+)', metrics)
    assert counted is not None
    assert int(counted[1]) >= 2 * len(kinds)


def test_what_changes_is_not_kept(server: tuple[str, int, Path]) -> None:
    address, _, _ = server

    assert len({ask(address, "SELECT (STRUUID() AS ?x) {}").text for _ in range(3)}) == 3


def test_a_worker_killed_while_idle_costs_no_answer(server: tuple[str, int, Path]) -> None:
    address, process, _ = server
    for number in range(3):
        for worker in workers(process):
            os.kill(worker, 9)
        answer = ask(address, f"ASK {{ <x:y> ?p {number + 10} }}")

        assert json.loads(answer.content)["boolean"] is False


def workers(process: int) -> list[int]:
    """Return the ids of a server's query workers."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = re.search(r"^PPid:\s*(\d+)", (entry / "status").read_text(), re.MULTILINE)
                command = (entry / "cmdline").read_text()
            except OSError:
                continue
            if parent and int(parent[1]) == process and "practicegraph.engine.worker" in command:
                found.append(int(entry.name))
    return found


def test_the_address_that_a_proxy_tells_counts(directory: Path) -> None:
    with running(directory, PROXIES="1", CLIENT_SECONDS="0.5", DEADLINE="2", RESULT_CACHE="0") as address:
        spent = [
            httpx.get(
                f"{address}/sparql",
                params={"query": RUNAWAY},
                headers={"X-Forwarded-For": "192.0.2.1"},
                timeout=30,
            )
            for _ in range(2)
        ]
        other = httpx.get(
            f"{address}/sparql",
            params={"query": "ASK {}"},
            headers={"X-Forwarded-For": "192.0.2.2"},
            timeout=30,
        )

    assert [response.status_code for response in spent] == [503, 429]
    assert other.status_code == 200
