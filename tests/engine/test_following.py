"""Workers go on with the release that a write makes of theirs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.engine.difference import PackedDifference, StoreDifference, WrongStoreError
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.engine.protocol import Following
from practicegraph.engine.stores import WorkerStore
from practicegraph.settings import Settings

CSV = "text/csv"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def quad(number: int, value: object = None) -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"http://x/{number}"), ox.NamedNode("http://p"), value or ox.Literal(number))


class Line:
    """Snapshots, each with one quad more than the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = ox.Store(str(folder / "store"))
        self.store.extend(quad(number) for number in range(100))
        self.number = 0

    def next(self, *added: ox.Quad, removed: tuple[ox.Quad, ...] = ()) -> tuple[Path, StoreDifference]:
        self.number += 1
        difference = StoreDifference(added, removed)
        difference.apply(self.store)
        target = self.folder / str(self.number)
        self.store.backup(str(target))
        return target, difference


COPY = """
import resource, sys
from pathlib import Path
from pyoxigraph import Store
from practicegraph.engine.stores import in_memory
store = Store.read_only(sys.argv[1])
print(len(in_memory(store)))
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken * 5 // 4, taken * 5 // 4))
try:
    in_memory(store)
except MemoryError:
    print("MemoryError")
"""
"""Copies a store where there is room, and where most of it is taken."""


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.fixture(params=[0, 10_000], ids=["disk", "memory"])
def engine(line: Line, request: pytest.FixtureRequest) -> Iterator[EmbeddedEngine]:
    snapshot, _ = line.next()
    settings = Settings(workers=2, memory_store_limit=request.param)
    with EmbeddedEngine(snapshot, "0", settings) as engine:
        yield engine


def answered(engine: EmbeddedEngine, text: str = COUNT) -> tuple[str, str]:
    answer = engine.run(text, media_type=CSV)
    return answer.body.decode().split()[1], answer.release


def test_workers_follow_release_by_release(engine: EmbeddedEngine, line: Line) -> None:
    processes = set(engine.pool.processes())
    for number in range(1, 8):
        snapshot, difference = line.next(quad(1000 + number), removed=(quad(number),))
        engine.switch(snapshot, str(number), Following(str(number - 1), difference.pack()))
        for _ in range(4):
            assert answered(engine) == ("100", str(number))
        there = engine.run(f"ASK {{ <http://x/{1000 + number}> ?p ?o }}", media_type="text/csv").body
        assert there.strip() == b"true"

    assert set(engine.pool.processes()) >= processes


def test_a_release_of_another_parent_is_opened_anew(engine: EmbeddedEngine, line: Line) -> None:
    line.next(quad(1000))
    snapshot, difference = line.next(quad(1001))
    engine.switch(snapshot, "2", Following("1", difference.pack()))

    assert answered(engine) == ("102", "2")


def test_blank_nodes_and_unknown_differences_are_read_from_the_snapshot(
    engine: EmbeddedEngine, line: Line
) -> None:
    snapshot, difference = line.next(quad(1000, ox.BlankNode("b")))
    engine.switch(snapshot, "1", Following("0", difference.pack()))
    assert answered(engine) == ("101", "1")
    snapshot, difference = line.next(quad(1001, ox.BlankNode("b")), removed=(quad(1000, ox.BlankNode("b")),))
    engine.switch(snapshot, "2", Following("1", difference.pack()))
    assert answered(engine) == ("101", "2")
    snapshot, _ = line.next(quad(1002))
    large = PackedDifference(0, (), (), b" " * (2 << 20))
    engine.switch(snapshot, "3", Following("2", large))
    assert answered(engine) == ("102", "3")


def test_readers_get_an_answer_of_one_release_while_releases_come(engine: EmbeddedEngine, line: Line) -> None:
    stop, seen, failures = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.append(answered(engine))
            except Exception as error:  # noqa: BLE001 - told below
                failures.append(repr(error))

    readers = [threading.Thread(target=read)]  # one worker is left to ask
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 15):
            snapshot, difference = line.next(quad(1000 + number))
            engine.switch(snapshot, str(number), Following(str(number - 1), difference.pack()))
            assert answered(engine) == (str(100 + number), str(number))
    finally:
        stop.set()
        for reader in readers:
            reader.join()

    assert failures == []
    assert seen
    assert {(count, int(release) + 100 == int(count)) for count, release in seen} == {
        (count, True) for count, _ in seen
    }


def test_no_request_waits_for_a_worker_that_does_not_follow(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practicegraph.engine.workers.FOLLOW_SECONDS", 3600.0)
    snapshot, _ = line.next()
    with EmbeddedEngine(snapshot, "0", Settings(workers=2, spare_workers=0)) as engine:
        stopped = engine.pool.processes()[0]
        os.kill(stopped, signal.SIGSTOP)
        for number in range(1, 4):
            snapshot, difference = line.next(quad(1000 + number))
            engine.switch(snapshot, str(number), Following(str(number - 1), difference.pack()))
            for _ in range(3):
                assert answered(engine) == (str(100 + number), str(number))

        assert stopped in engine.pool.processes()
        os.kill(stopped, signal.SIGCONT)


def test_a_difference_is_not_applied_to_another_store(line: Line) -> None:
    _, difference = line.next(quad(1000), removed=(quad(1),))

    for store in (ox.Store(), line.store):
        with pytest.raises(WrongStoreError):
            difference.apply(store)


def test_a_copy_that_is_being_made_follows_too(line: Line) -> None:
    snapshot, _ = line.next()
    opened = WorkerStore(snapshot, 10_000)
    opened.copy_to_memory()
    for number in range(1, 30):
        target, difference = line.next(quad(1000 + number))
        opened.follow(target, difference)
        assert len(opened.store) == 100 + number
        assert quad(1000 + number) in opened.store


def test_a_store_for_which_there_is_no_room_is_not_copied(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_extend(quad(number) for number in range(100_000))
    store.flush()
    del store
    copied = subprocess.run(
        [sys.executable, "-c", COPY, str(tmp_path / "store")], capture_output=True, text=True, check=True
    )

    assert copied.stdout.split() == ["100000", "MemoryError"]
