"""Queries that are begun by one who does not wait for them."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from practicegraph.engine.cache import CachedEngine
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.engine.errors import DeadlineExceededError, EngineError, QuerySyntaxError
from practicegraph.engine.guard import check
from practicegraph.engine.protocol import Answer, Pending, Stage
from practicegraph.settings import Settings

CSV = "text/csv"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"


@pytest.fixture
def engine(snapshot: Path) -> Iterator[EmbeddedEngine]:
    with EmbeddedEngine(snapshot, "one", Settings(workers=1, spare_workers=1, deadline=20)) as engine:
        yield engine


def begun(engine: EmbeddedEngine | CachedEngine, text: str, deadline: float | None = None) -> Pending:
    """Return a query that a worker runs, as soon as one is free."""
    for _ in range(200):
        found = engine.begin(check(text, limit=10_000), media_type=CSV, deadline=deadline)
        if found is not None:
            assert not isinstance(found, Answer)
            return found
        time.sleep(0.1)
    raise AssertionError("no worker became free")


def news(pending: Pending) -> Stage:
    """Return the stage of a query when there is news of it."""
    while pending.stage() is Stage.RUNNING:
        select.select([pending.fileno()], [], [], 10)
    return pending.stage()


def test_an_answer_is_there_when_it_is_told(engine: EmbeddedEngine) -> None:
    pending = begun(engine, "SELECT (1 AS ?x) {}")

    assert news(pending) is Stage.ANSWERED
    assert pending.answer().body == b"x\r\n1\r\n"


def test_who_does_not_wait_gets_no_worker_that_is_taken(engine: EmbeddedEngine) -> None:
    pending = begun(engine, "ASK {}")
    assert engine.begin(check("ASK {}", limit=100), media_type=CSV) is None

    assert pending.answer().body == b"true"
    assert begun(engine, "ASK {}").answer().body == b"true"


def test_who_waits_after_all_is_told_what_failed(engine: EmbeddedEngine) -> None:
    pending = begun(engine, "SELECT ?x { ?x ?y }")
    assert news(pending) is Stage.OTHERWISE
    with pytest.raises(QuerySyntaxError):
        pending.answer()

    runaway = begun(engine, RUNAWAY, deadline=0.2)
    assert runaway.stage() is Stage.RUNNING
    with pytest.raises(DeadlineExceededError):
        runaway.answer()

    killed = begun(engine, RUNAWAY)
    engine.pool._running.copy().pop().process.kill()
    assert news(killed) is Stage.OTHERWISE
    with pytest.raises(EngineError):
        killed.answer()

    assert begun(engine, "ASK {}").answer().body == b"true"


def test_a_query_that_nobody_waits_for_frees_its_worker(engine: EmbeddedEngine) -> None:
    begun(engine, RUNAWAY).abandon()
    assert begun(engine, "ASK {}").answer().body == b"true"

    done = begun(engine, "ASK {}")
    assert news(done) is Stage.ANSWERED
    before = engine.pool.processes()
    done.abandon()
    assert set(engine.pool.processes()) == set(before)
    assert engine.pool.running == 0


def test_what_was_begun_is_kept_too(engine: EmbeddedEngine) -> None:
    cached = CachedEngine(engine, 1_000_000)
    query = check("SELECT (2 AS ?x) {}", limit=100)
    first = begun(cached, query.text).answer()

    assert cached.begin(query, media_type=CSV) == first
    assert (cached.hits, cached.misses) == (1, 1)
