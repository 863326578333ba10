"""What the front keeps of what it is sent: little, whoever sends how much."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable

import pytest

from practicegraph.engine.guard import check
from practicegraph_server.compression import accepted_encoding
from practicegraph_server.limits import ClientLimits

LIMIT = 200 * 1024
MANY_TOKENS = f"SELECT * {{ VALUES ?a {{ {'1 ' * 95_000} }} }}"
THREADS_WITH_LONG_TEXTS = """
import re, threading
from pathlib import Path
from practicegraph.processes import give_memory_back

def resident():
    return int(re.search(r"VmRSS:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])

told = TOLD
bytes(16 << 20)  # from now on, glibc by itself would keep as much in each thread's arena
before, barrier = resident(), threading.Barrier(16)

def work():
    [bytes(100_000) for _ in range(60)]
    barrier.wait()

threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(int(told), (resident() - before) // 1024)
"""


def kept(told: str) -> tuple[bool, int]:
    """Return whether the allocator was told to give back, and the megabytes kept of 16 threads with 6 MB each."""
    program = THREADS_WITH_LONG_TEXTS.replace("TOLD", told)
    output = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    was_told, megabytes = map(int, output.split())
    return bool(was_told), megabytes


def left(call: Callable[[], None]) -> int:
    """Return the bytes that are still taken after a call."""
    tracemalloc.start()
    try:
        call()
        now, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return now


def test_memory_of_long_texts_is_given_back() -> None:
    told, megabytes = kept("give_memory_back()")
    if not told:
        pytest.skip("not an allocator that can be told")

    assert megabytes < 16
    assert megabytes < kept("False")[1]


def test_looking_at_a_query_keeps_none_of_its_tokens() -> None:
    tracemalloc.start()
    try:
        check(MANY_TOKENS, limit=LIMIT)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 4 * len(MANY_TOKENS)


def test_long_headers_are_not_remembered() -> None:
    def ask() -> None:
        for number in range(30):
            accepted_encoding(f"gzip, {number}{'x' * 30_000}")

    assert left(ask) < 300_000


def test_clients_that_went_are_forgotten() -> None:
    limits = ClientLimits(2, 60.0)

    def ask() -> None:
        for number in range(12_000):
            limits.enter(str(number))
            limits.leave(str(number), 0.1)

    assert left(ask) < 4_000_000
