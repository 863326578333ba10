"""Kill worker, writer and front again and again while writes are acknowledged, and compare what is left.

    python tests/campaigns/kill_loop.py --kills 500 [--seed 1] [--plain]

A client writes pairs of statements with a token and remembers which were acknowledged. Kills go round the three
kinds of process, at random moments. After each kill the time until a query is answered is taken; each time the
front has to be started again, and at the end, every acknowledged pair must be there and none may be there by half.
With ``--plain`` writes go to an ordinary store, without reasoning and shapes, and more of them fit between kills.
Ends with status 1 if one was lost or halved, or the service took longer than 5 s to answer again.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import quote

from victim import Victim, get, post, small_release

from practicegraph.credentials import issue

READY_SECONDS, PATIENCE = 5.0, 90.0
PAIR = (
    'PREFIX dct: <http://purl.org/dc/terms/> INSERT DATA {{ <urn:pair:{0}> dct:identifier "a{0}", "b{0}" }}'
)
LEFT = "SELECT ?s (COUNT(?o) AS ?n) { ?s <http://purl.org/dc/terms/identifier> ?o FILTER(STRSTARTS(STR(?s), 'urn:pair:')) } GROUP BY ?s"
KINDS = {
    "worker": "practicegraph.engine.worker",
    "writer": "practicegraph.writing.worker",
    "front": "",
}


@dataclass
class Outcome:
    """What a loop of kills left; times in seconds."""

    kills: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    acknowledged: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    halves: int = 0
    visible_unacknowledged: int = 0
    slowest_ready: dict[str, float] = field(default_factory=dict)
    slow: int = 0

    @property
    def held(self) -> bool:
        """Whether nothing was lost or halved and the service was back in time."""
        return self.acknowledged > 0 and not (self.lost or self.halves or self.slow)


class Client:
    """Writes pairs, one after the other, and keeps those that were acknowledged."""

    def __init__(self, victim: Victim, token: str, outcome: Outcome) -> None:
        self._victim, self._token, self._outcome = victim, token, outcome
        self._numbers = itertools.count(1)
        self.acknowledged: set[int] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        while not self._stop.is_set():
            number = next(self._numbers)
            body = PAIR.format(number).encode()
            header = f"Authorization: Bearer {self._token}"
            self._outcome.sent += 1
            status, _ = self._victim.exchange(post("/update", "application/sparql-update", body, header))
            if status == 204:
                self.acknowledged.add(number)
            else:
                name = str(status)
                self._outcome.refused[name] = self._outcome.refused.get(name, 0) + 1
                time.sleep(0.02)

    def start(self) -> None:
        self._thread.start()

    def wait_for_acknowledgement(self) -> None:
        """Return when one more write was acknowledged, so that kills fall into every moment of a write."""
        known, patience = len(self.acknowledged), time.monotonic() + PATIENCE
        while len(self.acknowledged) == known:
            if time.monotonic() > patience:
                raise RuntimeError(
                    f"no write was acknowledged for {PATIENCE:.0f} s; refused: {self._outcome.refused}"
                )
            time.sleep(0.01)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


def run(folder: Path, *, kills: int, seed: int, plain: bool) -> Outcome:
    """Kill ``kills`` times and return what is left."""
    outcome, chance = Outcome(), random.Random(seed)  # noqa: S311 - nothing secret
    settings = {
        "tokens": str(folder / "tokens"),
        "workers": "1",
        "client_seconds": "0",
        "plain": str(int(plain)),
    }
    token = issue("writer", folder / "tokens")
    with Victim(folder / "data" if plain else small_release(folder), settings) as victim:
        victim.start()
        client = Client(victim, token, outcome)
        client.start()
        try:
            for kind in itertools.islice(itertools.cycle(KINDS), kills):
                client.wait_for_acknowledgement()
                time.sleep(chance.uniform(0, 1.2))
                ready = kill(victim, kind)
                outcome.kills[kind] = outcome.kills.get(kind, 0) + 1
                outcome.slow += ready > READY_SECONDS
                outcome.slowest_ready[kind] = round(max(ready, outcome.slowest_ready.get(kind, 0)), 2)
                sys.stderr.write(f"{kind} killed, answers after {ready:.2f} s\n")
                if kind == "front":
                    compare(victim, set(client.acknowledged), outcome)
        finally:
            client.stop()
        victim.stop()
        victim.start()
        compare(victim, client.acknowledged, outcome)
        outcome.acknowledged = len(client.acknowledged)
    return outcome


def kill(victim: Victim, kind: str) -> float:
    """Kill one process of a kind; return the seconds until a query was answered again."""
    if kind == "front":
        victim.kill()
        return victim.start()
    for process in victim.children(KINDS[kind])[:1]:
        os.kill(process, signal.SIGKILL)
    killed = time.monotonic()
    while not victim.answers():
        time.sleep(0.02)
    return time.monotonic() - killed


def compare(victim: Victim, acknowledged: set[int], outcome: Outcome) -> None:
    """Count acknowledged pairs that are not there, and pairs of which only a half is."""
    answer = b""
    for _ in range(200):
        status, answer = victim.exchange(get(f"/sparql?query={quote(LEFT)}&format=csv"))
        if status == 200:
            break
        time.sleep(0.05)
    rows = (
        answer.rpartition(b"\r\n\r\n")[2]
        if b"\r\nurn:" not in answer
        else answer[answer.index(b"\r\nurn:") :]
    )
    found = dict(row.split(",") for row in rows.decode().split() if row.startswith("urn:pair:"))
    numbers = {int(name.rpartition(":")[2]): size for name, size in found.items()}
    outcome.lost += len(acknowledged - numbers.keys())
    outcome.halves += sum(size != "2" for size in numbers.values())
    outcome.visible_unacknowledged = len(numbers.keys() - acknowledged)


def main() -> int:
    """Kill as often as the options say; print the figures as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="write to an ordinary store")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that the server is ended too
    with tempfile.TemporaryDirectory() as name:
        outcome = run(Path(name), kills=options.kills, seed=options.seed, plain=options.plain)
    sys.stdout.write(json.dumps({"held": outcome.held} | asdict(outcome), indent=1) + "\n")
    return 0 if outcome.held else 1


if __name__ == "__main__":
    sys.exit(main())
