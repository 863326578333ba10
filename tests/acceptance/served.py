"""A server process to be attacked: its address, its processes, and a listener that nobody may reach."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from victim import Canary, children

from practicegraph.release.layout import Layout


@dataclass
class Served:
    """A running server: ``process`` is its own, ``data`` the directory of its releases."""

    process: subprocess.Popen[str]
    address: str
    data: Path
    token: str
    canary: Canary = field(default_factory=Canary)

    def client(self, *, writes: bool = True) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"} if writes else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=120)

    def children(self, module: str) -> list[int]:
        """Return the ids of the server's own processes that run ``module``."""
        return children(self.process.pid, module)

    def current(self) -> str | None:
        return Layout(self.data).current_identifier()


@contextmanager
def serve(
    data: Path, tokens: Path, token: str, *, wrap: tuple[str, ...] = (), **settings: str
) -> Iterator[Served]:
    """Run a server process on ``data``; it is ended by its own process id."""
    environment = {f"PRACTICEGRAPH_{name.upper()}": value for name, value in settings.items()}
    command = [*wrap, sys.executable, "-m", "practicegraph", "serve", "--directory", str(data), "--port", "0"]
    log = tokens.with_name("server.log")
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=os.environ | {"PRACTICEGRAPH_TOKENS": str(tokens)} | environment,
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    address = re.search(r"http://[\d.]+:\d+", line)
    if address is None:
        process.kill()
        process.wait()
        process.stdout.close()
        raise AssertionError(log.read_text(errors="replace")[-2000:])
    served = Served(process, address[0], data, token)
    try:
        yield served
    finally:
        served.canary.close()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stdout.close()
