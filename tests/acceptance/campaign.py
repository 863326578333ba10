"""Attack a server for as long as you like; the tests run a small share of the same.

``python tests/acceptance/campaign.py --requests 10000`` sends hostile requests,
``python tests/acceptance/campaign.py --kills 500`` kills front, workers and writers between acknowledged writes.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from hostile import Hostile, requests
from served import Served, serve

from practicegraph.credentials import issue
from practicegraph.release.build import build
from practicegraph.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PAIR = 'INSERT DATA { <urn:write:%d> <urn:half> "one" , "two" }'


@dataclass
class Outcome:
    """What attacks did."""

    sent: int = 0
    deaths: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    server_errors: dict[str, Hostile] = field(default_factory=dict)
    unanswered_kinds: set[str] = field(default_factory=set)
    slowest: float = 0.0
    statements_changed: bool = False


def prepare(folder: Path) -> tuple[Path, Path, str]:
    """Return a data directory with a small release, a token file and a token."""
    (folder / "garden_en.txt").write_text("Title: A shared garden\n\nCountry: Bulgaria\n", "utf-8")
    build((folder / "garden_en.txt",), Settings(directory=folder / "data"))
    return folder / "data", folder / "tokens", issue("attacker", folder / "tokens")


def attack(server: Served, *, seed: int, number: int, threads: int) -> Outcome:
    """Send hostile requests and return what came of them."""
    outcome, lock = Outcome(), threading.Lock()
    with server.client() as client:
        before = _count(client)

        def one(request: Hostile) -> None:
            started = time.monotonic()
            status = request.send(client)
            took = time.monotonic() - started
            with lock:
                outcome.sent += 1
                outcome.slowest = max(outcome.slowest, took)
                outcome.statuses[f"{request.kind} {status}"] += 1
                if status is None:
                    outcome.unanswered_kinds.add(request.kind)
                if status is not None and 500 <= status < 503:
                    outcome.server_errors[f"{request.kind} {status}"] = request

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(one, requests(seed, number)))
        outcome.deaths = int(server.process.poll() is not None)
        outcome.statements_changed = _count(client) != before
    return outcome


def _count(client: httpx.Client) -> str:
    for _ in range(100):
        response = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
        if response.status_code == 200:
            return response.text
        time.sleep(0.1)
    raise AssertionError(response.text)


@dataclass
class Kills:
    """What a loop of kills left."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    halves: int = 0
    failed_starts: int = 0
    slowest_start: float = 0.0


def kill_loop(folder: Path, *, kills: int, seed: int) -> Kills:
    """Write to an ordinary store, kill one of its processes, start it again if need be, and compare."""
    outcome, chance = Kills(), random.Random(seed)  # noqa: S311 - nothing secret
    tokens = folder / "tokens"
    token, numbers, acknowledged = issue("writer", tokens), itertools.count(), set[int]()
    while outcome.kills < kills:
        started = time.monotonic()
        try:
            with serve(folder / "data", tokens, token, plain="1", workers="1", client_seconds="0") as server:
                outcome.slowest_start = max(outcome.slowest_start, time.monotonic() - started)
                _compare(server, acknowledged, outcome)
                _write_and_kill(server, numbers, acknowledged, outcome, chance, kills)
        except AssertionError:
            outcome.failed_starts += 1
            break
    with serve(folder / "data", tokens, token, plain="1", workers="1") as server:
        _compare(server, acknowledged, outcome)
    outcome.acknowledged = len(acknowledged)
    return outcome


def _write_and_kill(
    server: Served,
    numbers: itertools.count[int],
    acknowledged: set[int],
    outcome: Kills,
    chance: random.Random,
    kills: int,
) -> None:
    """Write until the front is killed; workers and writers are killed while it goes on."""
    stop = threading.Event()

    def write() -> None:
        with server.client() as client:
            while not stop.is_set():
                number = next(numbers)
                try:
                    answer = client.post("/update", data={"update": PAIR % number})
                except httpx.HTTPError:
                    return
                if answer.status_code == 204:
                    acknowledged.add(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while outcome.kills < kills:
            time.sleep(chance.uniform(0.3, 2.5))
            outcome.kills += 1
            kind = chance.choice(
                ("front", "practicegraph.engine.worker", "practicegraph.release.writer_process")
            )
            if kind == "front":
                os.kill(server.process.pid, signal.SIGKILL)
                return
            for process in server.children(kind)[:1]:
                os.kill(process, signal.SIGKILL)
    finally:
        stop.set()
        writer.join()


def _compare(server: Served, acknowledged: set[int], outcome: Kills) -> None:
    """Count acknowledged writes that are not there, and writes of which only a half is."""
    query = "SELECT ?s (COUNT(?o) AS ?n) { ?s <urn:half> ?o } GROUP BY ?s"
    with server.client() as client:
        for _ in range(100):
            answer = client.get("/sparql", params={"query": query})
            if answer.status_code == 200:
                break
            time.sleep(0.1)
    found = {row["s"]["value"]: row["n"]["value"] for row in answer.json()["results"]["bindings"]}
    outcome.lost += sum(f"urn:write:{number}" not in found for number in acknowledged)
    outcome.halves += sum(number != "2" for number in found.values())


def main() -> None:
    """Run what the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.kills:
            sys.stdout.write(f"{kill_loop(folder, kills=options.kills, seed=options.seed)}\n")
        if options.requests:
            (folder / "attack").mkdir()
            limits = {"deadline": "1", "write_deadline": "5", "client_seconds": "0", "client_queries": "0"}
            with serve(*prepare(folder / "attack"), **limits) as server:
                outcome = attack(server, seed=options.seed, number=options.requests, threads=options.threads)
                sys.stdout.write(f"{outcome}\nconnections to the listener: {server.canary.hits}\n")


if __name__ == "__main__":
    main()
