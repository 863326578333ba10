"""What the server's loop does itself, and what it leaves to threads."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.cache import CachedEngine
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph_server.app import create_app
from practicegraph_server.serving import server

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ACCEPT = {"Accept": "text/csv"}


class Counted:
    """A dispatcher of tasks to threads that counts them."""

    def __init__(self, dispatcher: Any) -> None:
        self._dispatcher = dispatcher
        self.tasks = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dispatcher, name)

    def add_task(self, task: Any) -> None:
        self.tasks += 1
        self._dispatcher.add_task(task)


@contextmanager
def served(release: Release, **further: Any) -> Iterator[tuple[str, Counted, EmbeddedEngine]]:
    """Run the server's loop in a thread; give its address and the count of what threads were given."""
    settings = Settings(**({"workers": 2, "client_queries": 0, "deadline": 2.0} | further))
    with (
        EmbeddedEngine(release.snapshot, release.id, settings) as engine,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        answering = CachedEngine(engine, 1_000_000) if settings.result_cache else engine
        app = create_app(settings, answering, release, Catalogue.load(base=release.base))
        found = server(app, listener, settings)
        found.task_dispatcher = counted = Counted(found.task_dispatcher)
        stop = threading.Event()

        def run() -> None:
            while not stop.is_set():
                found.turn(0.05)

        loop = threading.Thread(target=run)
        loop.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", counted, engine
        finally:
            stop.set()
            loop.join()
            counted.shutdown()
            for channel in list(found.active_channels.values()):
                channel.handle_close()
            found.close()


@pytest.fixture(scope="module")
def plain(release: Release) -> Iterator[tuple[str, Counted, EmbeddedEngine]]:
    with served(release, result_cache=0) as found:
        yield found


def test_short_queries_need_no_thread(
    plain: tuple[str, Counted, EmbeddedEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practicegraph_server.loop.PATIENCE", 20.0)
    address, counted, engine = plain
    before = counted.tasks
    with httpx.Client(base_url=address, headers=ACCEPT) as client:
        for number in range(5):
            text = f"SELECT ({number} AS ?x) {{}}"
            for answer in (
                client.get("/sparql", params={"query": text}),
                client.post("/sparql", data={"query": text}),
                client.post("/sparql", content=text, headers={"Content-Type": "application/sparql-query"}),
            ):
                assert answer.text == f"x\r\n{number}\r\n"
        answer = client.get("/sparql", params={"query": "ASK {}"})
        again = client.get(
            "/sparql", params={"query": "ASK {}"}, headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert (answer.text, again.status_code) == ("true", 304)

    assert counted.tasks == before
    assert engine.pool.running == 0


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT ?x { ?x ?y }", 400),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", 403),
        (f"ASK {{}} # {'x' * 20_000}", 200),
        (f"SELECT ?x {{ VALUES ?x {{ {' '.join(map(str, range(3000)))} }} ?s ?p ?o }} LIMIT 9000", 200),
        (RUNAWAY, 503),
    ],
)
def test_what_fails_or_takes_long_is_left_to_threads(
    plain: tuple[str, Counted, EmbeddedEngine], query: str, status: int
) -> None:
    address, counted, engine = plain
    before = counted.tasks
    answer = httpx.post(f"{address}/sparql", data={"query": query}, headers=ACCEPT, timeout=30)

    assert answer.status_code == status
    assert counted.tasks == before + 1
    assert engine.pool.running == 0


def test_pages_are_left_to_threads(plain: tuple[str, Counted, EmbeddedEngine]) -> None:
    address, counted, _ = plain
    before = counted.tasks

    assert httpx.get(f"{address}/robots.txt").status_code == 200
    assert httpx.get(f"{address}/sparql", headers={"Accept": "text/turtle"}).status_code == 200
    assert counted.tasks == before + 2


def test_a_client_beyond_its_limit_waits_in_a_thread(release: Release) -> None:
    with served(release, result_cache=0, client_queries=1, deadline=2.0) as (address, counted, engine):
        statuses = []

        def run() -> None:
            statuses.append(httpx.get(f"{address}/sparql", params={"query": RUNAWAY}, timeout=30).status_code)

        running = threading.Thread(target=run)
        running.start()
        while not engine.pool.running:
            pass
        before = counted.tasks
        refused = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30)
        running.join()

        assert (refused.status_code, statuses) == (429, [503])
        assert counted.tasks > before
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30).status_code == 200


def test_kept_responses_need_no_thread_and_are_told_apart_by_their_bodies(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practicegraph_server.loop.PATIENCE", 20.0)
    with served(release) as (address, counted, _), httpx.Client(base_url=address, headers=ACCEPT) as client:
        for _ in range(3):
            for number in range(4):
                answer = client.post("/sparql", data={"query": f"SELECT ({number} AS ?x) {{}}"})
                assert answer.text == f"x\r\n{number}\r\n"

        assert counted.tasks == 0


def test_requests_sent_together_are_answered_in_order(plain: tuple[str, Counted, EmbeddedEngine]) -> None:
    address, _, engine = plain
    queries = ["SELECT (1 AS ?x) {}", "SELECT ?x { ?x ?y }", "SELECT (3 AS ?x) {}"]
    requests = [
        f"GET /sparql?{urlencode({'query': query}, quote_via=quote)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n"
        for query in queries
    ]
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall("\r\n".join([*requests[:2], requests[2] + "Connection: close\r\n", ""]).encode())
        with connection.makefile("rb") as stream:
            answer = stream.read()

    places = [answer.index(part) for part in (b"x\r\n1\r\n", b"400 BAD REQUEST", b"x\r\n3\r\n")]
    assert places == sorted(places)
    assert engine.pool.running == 0


def test_a_client_that_leaves_while_the_loop_waits_frees_its_worker(
    plain: tuple[str, Counted, EmbeddedEngine],
) -> None:
    address, _, engine = plain
    host, port = address.removeprefix("http://").split(":")
    for _ in range(8):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

    answers = [httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30) for _ in range(40)]
    assert answers[-1].status_code == 200
    assert engine.pool.running == 0
