"""A share of what ``campaign.py`` sends: hostile requests and kills, and what must hold after them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from campaign import attack, kill_loop, prepare
from served import Served, serve


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    return prepare(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def server(prepared: tuple[Path, Path, str]) -> Iterator[Served]:
    limits = {"deadline": "1", "write_deadline": "3", "client_seconds": "0", "workers": "2"}
    with serve(*prepared, **limits) as running:
        yield running


def test_no_request_takes_the_server_down(server: Served) -> None:
    outcome = attack(server, seed=20261121, number=300, threads=2)

    assert outcome.sent == 300
    assert outcome.deaths == 0
    assert outcome.unanswered_kinds <= {"raw"}
    assert outcome.server_errors == {}
    assert outcome.statements_changed is False
    assert server.canary.hits == 0


def test_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    outcome = kill_loop(tmp_path, kills=6, seed=1)

    assert (outcome.kills, outcome.lost, outcome.halves, outcome.failed_starts) == (6, 0, 0, 0)
    assert outcome.acknowledged > 0
