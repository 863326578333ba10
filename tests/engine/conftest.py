"""A small release snapshot and an engine over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.settings import Settings

PREDICATE = NamedNode("http://example.org/p")


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snapshot")
    store = Store(str(folder))
    store.bulk_extend(
        Quad(NamedNode(f"http://example.org/{number}"), PREDICATE, Literal(number), DefaultGraph())
        for number in range(2000)
    )
    store.add(
        Quad(
            NamedNode("http://example.org/a"),
            PREDICATE,
            Literal("å", language="sv"),
            NamedNode("http://example.org/g"),
        )
    )
    store.flush()
    del store
    return folder


@pytest.fixture(scope="session")
def engine(snapshot: Path) -> Iterator[EmbeddedEngine]:
    with EmbeddedEngine(snapshot, "test", Settings(deadline=5, result_limit=300_000)) as running:
        yield running
