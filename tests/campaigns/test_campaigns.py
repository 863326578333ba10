"""A small share of each campaign; the scripts beside this file run them for as long as one likes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.campaign

HERE = Path(__file__).parent


def run(script: str, *options: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / script), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert result.stdout, result.stderr
    figures: dict[str, Any] = json.loads(result.stdout)
    return figures


def test_no_hostile_request_takes_the_front_down() -> None:
    figures = run("hostile_requests.py", "--requests", "24", "--seed", "3")

    assert figures["sent"] == 24
    assert figures["front_deaths"] == 0
    assert figures["outbound_connections"] == 0
    assert figures["server_errors"] == {}
    assert figures["statements_changed"] is False
    assert figures["cheap"]["200"] > 0


def test_kills_lose_nothing_that_was_acknowledged() -> None:
    figures = run("kill_loop.py", "--kills", "10", "--plain")

    assert sum(figures["kills"].values()) == 10
    assert figures["acknowledged"] >= 10
    assert (figures["lost"], figures["halves"]) == (0, 0)


def test_every_flipped_byte_is_noticed() -> None:
    figures = run("byte_flips.py", "--positions", "1")

    assert figures["flips"] > figures["files"]
    assert figures["not_noticed"] == []
    assert figures["held"]
