"""The owner of the process that writes waits for it, and ends it for what is its own fault only."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from victim import children

from practicegraph.engine.errors import EngineBusyError
from practicegraph.settings import Settings
from practicegraph.writing.requests import UpdateRequest
from practicegraph.writing.writer import Writer
from practicegraph.writing.writing import empty

INSERT = UpdateRequest("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


def test_a_process_that_is_late_to_be_ready_is_waited_for_and_not_begun_anew(tmp_path: Path) -> None:
    settings = Settings(directory=tmp_path / "data", plain=True, write_deadline=8.0)
    empty(settings)
    with Writer(settings) as writer:
        while not (processes := children(os.getpid(), "practicegraph.writing.worker")):
            continue  # it was started, and its arguments are told a moment later
        (process,) = processes
        os.kill(process, signal.SIGSTOP)
        with pytest.raises(EngineBusyError, match="getting ready"):
            writer.write(INSERT)
        os.kill(process, signal.SIGCONT)
        while True:
            try:
                written = writer.write(INSERT)
                break
            except EngineBusyError:
                continue
        assert written.changed
        assert children(os.getpid(), "practicegraph.writing.worker") == [process]
