"""Asking why a triple holds, in a process of its own: what derives can be made to derive for a long time."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from practicegraph.engine.errors import DeadlineExceededError, EngineBusyError, WorkerCrashedError
from practicegraph.errors import PracticeGraphError
from practicegraph.messages import ask, receive
from practicegraph.processes import start
from practicegraph.release.open import Release
from practicegraph.wording import from_json

START_SECONDS: Final = 60.0
"""How long the process may take to be ready."""


class UnexplainedError(PracticeGraphError):
    """What was asked about names nothing, is not held, or is no triple."""


class Explaining:
    """Asks one process, started when it is first needed; one that takes too long is killed."""

    def __init__(self, *, deadline: float, memory: int, sandbox: bool = True) -> None:
        """``deadline`` in seconds for one explanation, ``memory`` in bytes of address space."""
        self._deadline = deadline
        self._configuration = json.dumps({"memory": memory, "sandbox": sandbox})
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._end: Callable[[], object] = _nothing

    def record(self, release: Release, parts: Mapping[str, str], languages: Sequence[str]) -> dict[str, Any]:
        """Return an explanation as :func:`practicegraph.export.explanations.explanation_json` gives it."""
        found: dict[str, Any] = json.loads(self._ask(release, parts, languages, "json"))
        return found

    def spoken(self, release: Release, parts: Mapping[str, str], languages: Sequence[str]) -> dict[str, Any]:
        """Return an explanation as :func:`practicegraph.export.explanations.spoken` gives it."""
        found: dict[str, Any] = json.loads(self._ask(release, parts, languages, "spoken"))
        return found

    def graph(
        self, release: Release, parts: Mapping[str, str], languages: Sequence[str], media_type: str
    ) -> bytes:
        """Return an explanation as RDF in ``media_type``."""
        return self._ask(release, parts, languages, media_type)

    def _ask(self, release: Release, parts: Mapping[str, str], languages: Sequence[str], kind: str) -> bytes:
        """Return the reply; raises :class:`UnexplainedError`, or the error of an engine that was ended."""
        if not self._lock.acquire(timeout=self._deadline):
            raise EngineBusyError("other explanations are waiting; try again soon")
        try:
            request = {
                "release": str(release.path),
                "parts": dict(parts),
                "languages": list(languages),
                "kind": kind,
            }
            header, body = self._exchange(request)
        finally:
            self._lock.release()
        if header["status"] != "ok":
            raise UnexplainedError(from_json(header["message"]), source=header["source"])
        return body

    def _exchange(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        try:
            return ask(self._started(), request, seconds=self._deadline)
        except TimeoutError:
            self.close()
            raise DeadlineExceededError(self._deadline) from None
        except (EOFError, OSError) as error:
            self.close()
            raise WorkerCrashedError("the process that explains has ended; try again") from error

    def _started(self) -> socket.socket:
        if self._channel is None or self._process is None or self._process.poll() is not None:
            self.close()
            self._process, self._channel = start("practicegraph.explaining.worker", self._configuration)
            self._end = weakref.finalize(self, _end, self._process, self._channel)
            self._channel.settimeout(START_SECONDS)
            receive(self._channel)
        return self._channel

    def close(self) -> None:
        """End the process, if there is one."""
        self._end()
        self._process = self._channel = None


def _end(process: subprocess.Popen[bytes], channel: socket.socket) -> None:
    process.kill()
    channel.close()
    process.wait()


def _nothing() -> None:
    """Stand in for the end of a process that has not been started."""
