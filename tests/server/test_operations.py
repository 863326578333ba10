"""Limits per client, kept answers, compression, figures and logs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.cache import CachedEngine
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph_server.app import create_app
from practicegraph_server.limits import ClientLimits

LONG = f"SELECT ?i {{ VALUES ?i {{ {' '.join(map(str, range(400)))} }} }}"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def cached(release: Release) -> Iterator[CachedEngine]:
    with EmbeddedEngine(release.snapshot, release.id, Settings()) as engine:
        yield CachedEngine(engine, 1_000_000)


@pytest.fixture(scope="module")
def small(cached: CachedEngine, release: Release) -> Flask:
    return create_app(
        Settings(client_seconds=1, client_queries=1, deadline=0.5), cached, release, Catalogue.load()
    )


def ask(client: FlaskClient, query: str, **headers: str) -> object:
    return client.get("/sparql", query_string={"query": query}, headers=headers)


def test_the_same_query_is_answered_from_memory(cached: CachedEngine) -> None:
    json_results, csv = "application/sparql-results+json", "text/csv"
    first = cached.run(LONG, media_type=json_results)
    hits = cached.hits

    assert cached.run(LONG, media_type=json_results) is first
    assert cached.run(LONG, media_type=csv).body != first.body
    assert cached.hits == hits + 1
    assert cached.size > len(first.body)


@pytest.mark.parametrize("function", ["RAND()", "now()", "UUID()", "STRUUID()"])
def test_what_changes_is_not_kept(cached: CachedEngine, function: str) -> None:
    text = f"SELECT ({function} AS ?x) {{}}"

    assert cached.run(text, media_type="text/csv").body != cached.run(text, media_type="text/csv").body


def test_kept_answers_stay_within_the_budget(release: Release) -> None:
    with EmbeddedEngine(release.snapshot, release.id, Settings()) as engine:
        cached = CachedEngine(engine, 20_000)
        for number in range(40):
            cached.run(f"SELECT * {{ ?s ?p ?o }} LIMIT {number}", media_type="text/csv")

            assert cached.size <= 20_000


def test_long_answers_are_compressed(client: FlaskClient) -> None:
    plain, packed = ask(client, LONG), ask(client, LONG, **{"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert {"Accept", "Accept-Encoding"} <= set(packed.vary)
    again = ask(client, LONG, **{"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, packed.headers["ETag"])
    assert "Content-Encoding" not in ask(client, "ASK {}", **{"Accept-Encoding": "gzip"}).headers
    assert "Content-Encoding" not in ask(client, LONG, **{"Accept-Encoding": "gzip;q=0"}).headers


def test_a_client_that_took_its_time_has_to_wait(small: Flask) -> None:
    client = small.test_client()
    statuses = [ask(client, SLOW).status_code for _ in range(6)]
    refused = ask(client, "ASK {}")

    assert statuses[:3] == [503] * 3
    assert refused.status_code == statuses[-1] == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert client.get("/sparql", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 5), st.floats(0, 30)), max_size=30))
def test_nobody_runs_more_than_their_share(steps: list[tuple[str, float, float]]) -> None:
    time = [0.0]
    limits = ClientLimits(2, 6.0, lambda: time[0])
    taken = {"a": 0.0, "b": 0.0}
    for client, seconds, pause in steps:
        if limits.enter(client) is None:
            time[0] += seconds
            limits.leave(client, seconds)
            taken[client] += seconds
        time[0] += pause

        assert taken[client] <= 12 + time[0] / 10 + 5


def test_queries_at_the_same_time() -> None:
    limits = ClientLimits(2, 0)

    assert [limits.enter("a"), limits.enter("a"), limits.enter("b")] == [None] * 3
    assert limits.enter("a") is not None
    limits.leave("a", 1000)
    assert limits.enter("a") is None


def test_metrics(client: FlaskClient, release: Release) -> None:
    ask(client, "ASK {}")
    text = client.get("/metrics").text

    assert 'practicegraph_requests_total{method="GET",route="/sparql",status="200"}' in text
    assert f'practicegraph_release{{release="{release.id}"}} 1.0' in text
    assert "practicegraph_request_seconds_bucket" in text


def test_a_log_line_has_no_query(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="practicegraph.access"):
        ask(client, "ASK { 'secret' ?p ?o }", Authorization="Bearer secret")
    line = json.loads(caplog.messages[-1])

    assert (line["path"], line["status"], line["method"]) == ("/sparql", 200, "GET")
    assert "secret" not in caplog.text
