"""The engine as its callers see it: answers, limits, and what happens to a worker that is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Store

from practicegraph.engine import embedded, errors
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.engine.guard import CheckedQuery
from practicegraph.engine.protocol import Dataset, QueryForm
from practicegraph.settings import Settings

CSV = "text/csv"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def run_away(engine: EmbeddedEngine, deadline: float) -> threading.Thread:
    """Run a query that never ends in a thread of its own."""

    def run() -> None:
        with pytest.raises(errors.EngineError):
            engine.run(RUNAWAY, media_type=CSV, deadline=deadline)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def patiently(engine: EmbeddedEngine, text: str) -> list[str]:
    """Ask again while every worker is taken or being replaced, as a client is told to."""
    for _ in range(20):
        try:
            return rows(engine, text)
        except errors.EngineBusyError:
            time.sleep(0.2)
    return rows(engine, text)


def rows(engine: EmbeddedEngine, text: str, **options: object) -> list[str]:
    return engine.run(text, media_type=CSV, **options).body.decode().splitlines()


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch the lexical guard off: isolation alone must hold."""
    monkeypatch.setattr(embedded, "check", lambda text, **_: CheckedQuery(text, QueryForm.SELECT, None, ()))


def test_select(engine: EmbeddedEngine) -> None:
    assert rows(engine, "SELECT ?o { <http://example.org/7> ?p ?o }") == ["o", "7"]


def test_star_keeps_the_written_order(engine: EmbeddedEngine) -> None:
    assert rows(engine, "SELECT * { ?zebra ?p ?ant } LIMIT 1")[0] == "zebra,p,ant"


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/sparql-results+json", '{"head":{},"boolean":true}'),
        ("text/csv", "true"),
        ("text/tab-separated-values", "true"),
    ],
)
def test_ask(engine: EmbeddedEngine, media_type: str, body: str) -> None:
    assert engine.run("ASK {}", media_type=media_type).body.decode() == body


def test_named_graphs_and_datasets(engine: EmbeddedEngine) -> None:
    graph = "http://example.org/g"
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    assert rows(engine, text)[1] == "2000"
    assert rows(engine, text, dataset=Dataset(default_graphs=(graph,)))[1] == "1"
    assert rows(engine, text, dataset=Dataset(named_graphs=(graph,)))[1] == "0"
    assert rows(engine, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }")[1] == "å"


def test_syntax_error_has_a_place(engine: EmbeddedEngine) -> None:
    with pytest.raises(errors.QuerySyntaxError) as failed:
        engine.run("SELECT * {?s ?p \n ?o", media_type=CSV)

    assert (failed.value.line, failed.value.column) == (2, 4)


def test_deadline_ends_the_worker_and_only_it(engine: EmbeddedEngine) -> None:
    before = set(engine.pool.processes())
    started = time.monotonic()
    with pytest.raises(errors.DeadlineExceededError):
        engine.run(RUNAWAY, media_type=CSV, deadline=0.5)

    assert time.monotonic() - started < 5
    assert patiently(engine, "ASK {}") == ["true"]
    assert len(before - set(engine.pool.processes())) == 1


def test_cheap_queries_go_on_beside_a_runaway(engine: EmbeddedEngine) -> None:
    runaway = run_away(engine, 5)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: patiently(engine, "ASK {}"), range(50)))
    assert runaway.is_alive()
    runaway.join()

    assert answers == [["true"]] * 50


def test_result_limit(engine: EmbeddedEngine) -> None:
    with pytest.raises(errors.ResultTooLargeError, match="300,000"):
        engine.run("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000", media_type=CSV)


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 5000,
        "SELECT " + "(" * 10000,
        "SELECT * { FILTER" + " EXISTS{" * 2000,
        "SELECT (" + "1+" * 10000 + "1 AS ?x) {}",
        "SELECT * { " + "{} UNION " * 12000 + "{} }",
    ],
)
def test_parser_bomb_costs_one_worker(engine: EmbeddedEngine, text: str) -> None:
    with pytest.raises(errors.EngineError):
        engine.run(text, media_type=CSV)

    assert patiently(engine, "ASK {}") == ["true"]


@pytest.mark.usefixtures("unguarded")
def test_workers_reach_no_network(engine: EmbeddedEngine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(1)
        port = canary.getsockname()[1]
        with pytest.raises(errors.EngineError, match="not permitted"):
            engine.run(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}", media_type=CSV)
        with pytest.raises(TimeoutError):
            canary.accept()


@pytest.mark.usefixtures("unguarded")
def test_memory_bomb(snapshot: Path) -> None:
    doubling = " ".join(f"BIND(CONCAT(?a{i},?a{i}) AS ?a{i + 1})" for i in range(34))
    text = f"SELECT (STRLEN(?a34) AS ?n) {{ BIND('aa' AS ?a0) {doubling} }}"
    settings = Settings(worker_memory=1200 * 1024**2, deadline=20, workers=1)
    with EmbeddedEngine(snapshot, "test", settings) as engine:
        with pytest.raises((errors.WorkerMemoryError, errors.DeadlineExceededError)):
            engine.run(text, media_type=CSV)

        assert patiently(engine, "ASK {}") == ["true"]


def test_killed_worker_is_replaced(engine: EmbeddedEngine) -> None:
    for process in engine.pool.processes():
        os.kill(process, signal.SIGKILL)
    answers = 0
    for _ in range(100):
        try:
            answers += rows(engine, "ASK {}") == ["true"]
        except errors.EngineError:
            time.sleep(0.1)
        if answers == 5:
            break

    assert answers == 5


def test_busy(snapshot: Path) -> None:
    with EmbeddedEngine(snapshot, "test", Settings(workers=1)) as engine:
        runaway = run_away(engine, 3)
        time.sleep(0.3)
        with pytest.raises(errors.EngineBusyError):
            engine.run("ASK {}", media_type=CSV)
        runaway.join()


def test_json_is_complete(engine: EmbeddedEngine) -> None:
    answer = engine.run("SELECT ?s { ?s ?p ?o }", media_type="application/sparql-results+json")

    assert len(json.loads(answer.body)["results"]["bindings"]) == 2000


def test_disk_snapshot_answers_the_same(snapshot: Path, engine: EmbeddedEngine) -> None:
    text = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o LIMIT 20"
    with EmbeddedEngine(snapshot, "test", Settings(memory_store_limit=0, workers=1)) as disk:
        assert rows(disk, text) == rows(engine, text)


def test_another_release_answers_after_a_switch_and_the_old_workers_end(
    snapshot: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    store = Store(str(empty))
    store.flush()
    del store
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c + ?f = 7) }"
    with (
        EmbeddedEngine(snapshot, "old", Settings(workers=2, deadline=30)) as engine,
        ThreadPoolExecutor(1) as threads,
    ):
        former = engine.pool
        running = threads.submit(engine.run, slow, media_type="text/csv")
        wait(lambda: former.running == 1)
        engine.switch(empty, "new")
        answer = engine.run(count, media_type="text/csv")

        assert (answer.release, answer.body) == ("new", b"n\r\n0\r\n")
        assert (running.result().release, running.result().body) == ("old", b"n\r\n8\r\n")
        assert wait(lambda: not former.processes())


def wait(condition: Callable[[], bool]) -> bool:
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.05)
    return False
