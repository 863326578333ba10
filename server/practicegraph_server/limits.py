"""What one client may take: queries at the same time, and seconds of running them (429 beyond)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from flask import Flask, g, request

from practicegraph.engine.pool import QUEUE_SECONDS
from practicegraph_server.problems import Problem

MINUTE: Final = 60.0
_CLIENTS: Final = 10_000
"""Clients remembered; beyond, those that are idle are forgotten."""
_WAITING: Final = 4
"""Queries that may wait for each one that a client may run."""
_LIMITED: Final = frozenset({"emptiness.explained", "explanations.why", "graph_store.get"})
_LIMITED_ROOMS: Final = frozenset({"queries"})
_KEY: Final = "practicegraph_started"


@dataclass(slots=True)
class _Account:
    """One client: queries running, and seconds left, as of ``seen``."""

    running: int
    seconds: float
    seen: float
    waiting: int = 0


class ClientLimits:
    """Counts for each client the queries it runs now and the seconds they took.

    A client may save up to two minutes' worth of seconds. A limit of 0 is none. A client that runs as many
    queries as it may can let a few more wait for their turn, so that what it asks for at once is not refused.
    """

    def __init__(self, concurrency: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``seconds`` of run time for each minute."""
        self._concurrency = concurrency or math.inf
        self._rate = (seconds or math.inf) / MINUTE
        self._burst = (seconds or math.inf) * 2
        self._clock = clock
        self._left = threading.Condition()
        self._accounts: dict[str, _Account] = {}

    def enter(self, client: str, patience: float = 0.0) -> float | None:
        """Let a client's query begin, after at most ``patience`` seconds.

        Returns ``None``, or the seconds after which the client may try again.
        """
        with self._left:
            account = self._account(client)
            if account.running >= self._concurrency and account.waiting < self._concurrency * _WAITING:
                account.waiting += 1
                self._left.wait_for(lambda: account.running < self._concurrency, patience)
                account.waiting -= 1
                account = self._account(client)
            if account.running >= self._concurrency:
                return 1.0
            if account.seconds <= 0:
                return 1.0 - account.seconds / self._rate
            account.running += 1
            return None

    def leave(self, client: str, seconds: float) -> None:
        """Note that a client's query ended after ``seconds``."""
        with self._left:
            account = self._account(client)
            account.running = max(0, account.running - 1)
            account.seconds -= seconds
            if account.waiting:
                self._left.notify_all()

    @contextmanager
    def turn(self, client: str) -> Iterator[None]:
        """Run a client's query within its limits; raises a 429 :class:`Problem` beyond."""
        self.begin(client)
        started = time.monotonic()
        try:
            yield
        finally:
            self.leave(client, time.monotonic() - started)

    def begin(self, client: str) -> None:
        """Let a client's query begin when it may; raises a 429 :class:`Problem` if that is not soon."""
        wait = self.enter(client, QUEUE_SECONDS)
        if wait is not None:
            raise Problem(
                429,
                "too-many-requests",
                "too many queries at the same time, or too long ones, from your address",
                headers={"Retry-After": str(math.ceil(wait))},
            )

    def _account(self, client: str) -> _Account:
        now = self._clock()
        account = self._accounts.get(client)
        if account is None:
            if len(self._accounts) >= _CLIENTS:
                self._forget()
            account = self._accounts[client] = _Account(0, self._burst, now)
        if not math.isinf(self._burst):
            account.seconds = min(self._burst, account.seconds + (now - account.seen) * self._rate)
        account.seen = now
        return account

    def _forget(self) -> None:
        idle = sorted(
            (account.seen, client)
            for client, account in self._accounts.items()
            if not (account.running or account.waiting)
        )
        for _, client in idle[: len(idle) // 2 + 1]:
            del self._accounts[client]


def register(app: Flask, limits: ClientLimits) -> None:
    """Limit the routes of ``app`` that run queries of clients."""

    @app.before_request
    def enter() -> None:
        if request.endpoint not in _LIMITED and request.blueprint not in _LIMITED_ROOMS:
            return
        limits.begin(_client())
        setattr(g, _KEY, time.monotonic())

    @app.teardown_request
    def leave(_: BaseException | None) -> None:
        started = g.pop(_KEY, None)
        if started is not None:
            limits.leave(_client(), time.monotonic() - started)


def _client() -> str:
    return request.remote_addr or ""
