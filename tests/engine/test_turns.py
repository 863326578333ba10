"""Clients take turns, however many each of them waits with."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.engine.turns import ClosedError, FairQueue, NoneFreeError, Ticket, Turns

STEPS = st.lists(st.one_of(st.sampled_from("abcd"), st.none(), st.integers(0, 30)), max_size=60)
"""A client joins, someone is served, or the one in that place gives up."""


@given(STEPS)
def test_nobody_is_passed_over_twice(steps: list[str | int | None]) -> None:
    turns: Turns[int] = Turns()
    waiting: list[Ticket[int]] = []
    passed: dict[str, Counter[str]] = {}
    for step in steps:
        if isinstance(step, str):
            if all(ticket.client != step for ticket in waiting):
                passed[step] = Counter()
            waiting.append(turns.join(step))
        elif step is None and waiting:
            served = turns.next()
            assert served is next(ticket for ticket in waiting if ticket.client == served.client)
            waiting.remove(served)
            passed[served.client] = Counter()
            for client in {ticket.client for ticket in waiting} - {served.client}:
                passed[client][served.client] += 1
                assert passed[client][served.client] == 1
        elif isinstance(step, int) and step < len(waiting):
            turns.leave(waiting.pop(step))
    assert bool(turns) == bool(waiting)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=30))
def test_clients_are_served_in_rotation(arrivals: list[str]) -> None:
    turns: Turns[int] = Turns()
    for client in arrivals:
        turns.join(client)
    left = Counter(arrivals)
    served = [turns.next().client for _ in arrivals]

    while served:
        rotation = [client for client in dict.fromkeys(arrivals) if left[client]]
        assert served[: len(rotation)] == rotation
        left -= Counter(rotation)
        del served[: len(rotation)]


def test_a_busy_client_leaves_the_next_turn_to_another() -> None:
    queue: FairQueue[int] = FairQueue()
    order: list[str] = []
    started = []

    def wait(client: str) -> None:
        order.append(f"{client}{queue.get(client, 30)}")

    for client in ("busy", "busy", "busy", "calm"):
        thread = threading.Thread(target=wait, args=(client,))
        thread.start()
        started.append(thread)
        while sum(len(tickets) for tickets in queue._turns._waiting.values()) < len(started):
            time.sleep(0.001)
    for number in range(4):
        assert queue.put(number)
        while len(order) <= number:
            time.sleep(0.001)
    for thread in started:
        thread.join()

    assert order == ["busy0", "calm1", "busy2", "busy3"]


def test_waiting_ends() -> None:
    queue: FairQueue[int] = FairQueue()
    with pytest.raises(NoneFreeError):
        queue.get("a", 0.01)
    assert queue.put(1)
    assert len(queue) == 1
    assert queue.get("a", 0) == 1
    assert queue.take() is None


def test_who_waits_is_told_that_it_is_closed() -> None:
    queue: FairQueue[int] = FairQueue()
    told = threading.Event()

    def wait() -> None:
        with pytest.raises(ClosedError):
            queue.get("a", 30)
        told.set()

    thread = threading.Thread(target=wait)
    thread.start()
    while not queue._turns:
        time.sleep(0.001)

    assert queue.close() == []
    thread.join()
    assert told.is_set()
    assert not queue.put(1)
    with pytest.raises(ClosedError):
        queue.get("a", 0)
