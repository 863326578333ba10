"""A server process for tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Running:
    """A server process that answers at an address."""

    address: str
    process: int


@contextmanager
def running(directory: Path, *options: str, **settings: str) -> Iterator[str]:
    """Run ``practicegraph serve`` on a directory; give its address, and end it by its own process id.

    ``settings`` are those of ``PRACTICEGRAPH_*``.
    """
    with started(directory, *options, **settings) as found:
        yield found.address


@contextmanager
def started(
    directory: Path,
    *options: str,
    environment: Mapping[str, str] = os.environ,
    place: Path | None = None,
    **settings: str,
) -> Iterator[Running]:
    """Run a server as :func:`running` does, in an ``environment`` and a folder (``place``) of its own."""
    named = {f"PRACTICEGRAPH_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "practicegraph", "serve", "--directory", str(directory), "--port", "0"]
    with subprocess.Popen(
        [*command, *options], cwd=place, env={**environment, **named}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", line)
        assert found, line
        try:
            yield Running(found[0], process.pid)
        finally:
            process.terminate()
        assert process.wait(timeout=30) == 0
