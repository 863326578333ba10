"""The process that explains: it can be killed at any time, and what takes too long is."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from practicegraph.building.build import build
from practicegraph.engine.errors import DeadlineExceededError, WorkerCrashedError
from practicegraph.explaining.explaining import Explaining, UnexplainedError
from practicegraph.release.open import Release, open_release
from practicegraph.settings import Settings

GARDEN = """Title: A shared garden

Country: Bulgaria

Objective: Neighbours and newcomers grow vegetables together.
"""
STATED = {"subject": "a-shared-garden", "predicate": "a", "object": "pg:Practice"}
MEMORY = 2 * 1024**3


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("explaining")
    (folder / "garden_en.txt").write_text(GARDEN, encoding="utf-8")
    build((folder / "garden_en.txt",), Settings(directory=folder / "data"))
    return open_release(folder / "data")


def process_of(explaining: Explaining) -> int:
    process = explaining._process
    assert process is not None
    return process.pid


def test_a_process_that_was_killed_is_replaced(release: Release) -> None:
    explaining = Explaining(deadline=30, memory=MEMORY)
    first = explaining.record(release, STATED, ("en",))
    os.kill(process_of(explaining), signal.SIGKILL)
    try:
        second = explaining.record(release, STATED, ("en",))
    except WorkerCrashedError:  # it died between the look and the question
        second = explaining.record(release, STATED, ("en",))
    explaining.close()

    assert first == second
    assert first["stated"]


def test_what_takes_too_long_is_ended(release: Release) -> None:
    explaining = Explaining(deadline=0.0001, memory=MEMORY)
    with pytest.raises(DeadlineExceededError):
        explaining.spoken(release, STATED, ("en",))

    explaining.close()


def test_what_names_nothing_is_told(release: Release) -> None:
    explaining = Explaining(deadline=30, memory=MEMORY)
    with pytest.raises(UnexplainedError):
        explaining.spoken(release, STATED | {"object": "x y"}, ("en",))
    explaining.close()


def test_the_process_ends_with_its_owner(release: Release) -> None:
    explaining = Explaining(deadline=30, memory=MEMORY)
    explaining.record(release, STATED, ("en",))
    process = process_of(explaining)
    del explaining

    assert not Path(f"/proc/{process}").exists()
