"""A server process to be attacked, on a free port of this machine, and a listener that nobody may reach."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from practicegraph.building.build import build
from practicegraph.settings import Settings

DOCUMENT = """Title: A shared garden

Country: Bulgaria

Objective: Neighbours and newcomers grow vegetables together.
"""


class Canary:
    """A listener that counts who connects: nobody should, whatever a query or an upload names."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.hits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


@dataclass
class Victim:
    """``practicegraph serve`` on a data directory; ``settings`` become environment variables."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    port: int = 0

    def start(self) -> float:
        """Start the server; return the seconds until it answered a query."""
        started = time.monotonic()
        names = {f"PRACTICEGRAPH_{name.upper()}": value for name, value in self.settings.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "practicegraph", "serve", "--directory", str(self.data), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | names,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://[\d.]+:(\d+)", line)
        if found is None:
            self.kill()
            raise RuntimeError(f"the server did not start: {line!r}")
        self.port = int(found[1])
        while not self.answers():
            if self.process.poll() is not None:
                raise RuntimeError("the server ended while it started")
            time.sleep(0.02)
        return time.monotonic() - started

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def answers(self) -> bool:
        """Tell whether a cheap query is answered now."""
        return self.exchange(get("/sparql?query=ASK%7B%7D"))[0] == 200

    def exchange(
        self, request: bytes, *, source: str = "127.0.0.1", patience: float = 30, more: bool = True
    ) -> tuple[int | None, bytes]:
        """Send the bytes of a request; return status and answer, ``None`` where none came.

        Without ``more`` the sending half is closed, as if the client had gone while its request was read.
        """
        chunks: list[bytes] = []
        try:
            with socket.create_connection(
                ("127.0.0.1", self.port), timeout=patience, source_address=(source, 0)
            ) as connection:
                _send(connection, request, more=more)
                while chunk := connection.recv(1 << 16):
                    chunks.append(chunk)
        except OSError:
            pass
        answer = b"".join(chunks)
        status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        return (int(status[1]) if status else None), answer

    def children(self, module: str) -> list[int]:
        """Return the ids of the server's own processes that run a module."""
        return children(self.pid, module)

    def peak_megabytes(self) -> int:
        """Return the most memory that the front process has held."""
        found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) // 1024 if found else 0

    def kill(self) -> None:
        """End the front as a crash would."""
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self) -> None:
        """End the server as an administrator would."""
        if self.process is None or self.process.stdout is None or self.process.stdout.closed:
            return
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()


def children(parent: int, module: str) -> list[int]:
    """Return the ids of the processes that the process ``parent`` started to run a module."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            its_parent = re.search(r"^PPid:\s*(\d+)", (entry / "status").read_text(), re.MULTILINE)
            command = (entry / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if its_parent and int(its_parent[1]) == parent and module in command:
            found.append(int(entry.name))
    return found


def _send(connection: socket.socket, request: bytes, *, more: bool) -> None:
    """Send what the server takes: it may answer and close before it has read all."""
    try:
        connection.sendall(request)
        if not more:
            connection.shutdown(socket.SHUT_WR)
    except (BrokenPipeError, ConnectionResetError):
        return


def get(target: str, *headers: str) -> bytes:
    """Return the bytes of a GET request."""
    lines = (f"GET {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", "")
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


def post(target: str, kind: str, body: bytes, *headers: str, method: str = "POST") -> bytes:
    """Return the bytes of a request with a body."""
    lines = (
        f"{method} {target} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *headers,
    )
    return "\r\n".join((*lines, "", "")).encode("utf-8", "surrogatepass") + body


def small_release(folder: Path) -> Path:
    """Build one document into a data directory and return it."""
    source = folder / "garden_en.txt"
    source.write_text(DOCUMENT, encoding="utf-8")
    build((source,), Settings(directory=folder / "data"))
    return folder / "data"
