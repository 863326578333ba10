"""The owner of the process that writes, one write at a time; a process that fails is replaced."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final, Self

from practicegraph.engine.difference import PackedDifference
from practicegraph.engine.errors import (
    DeadlineExceededError,
    EngineBusyError,
    EngineError,
    QueryRefusedError,
    QuerySyntaxError,
    WorkerCrashedError,
    WorkerMemoryError,
)
from practicegraph.errors import PracticeGraphError
from practicegraph.messages import ask, receive
from practicegraph.processes import start
from practicegraph.release.refusals import DiskFullError, PublishingError, StaleReleaseError
from practicegraph.settings import Settings
from practicegraph.wording import Wording, from_json
from practicegraph.writing.curation import BadUploadError, NoSuchGraphError, ReadOnlyGraphError
from practicegraph.writing.download_maker import DownloadMaker
from practicegraph.writing.refusals import ShapesViolatedError, UpdateFailedError, WriteRefusedError
from practicegraph.writing.requests import GraphRequest, UpdateRequest
from practicegraph.writing.written import Written

WAITING: Final = 0.5
"""The share of its deadline that a write may wait for others and for the process to be ready; the rest is its own."""

_ERRORS: Final[dict[str, type[PracticeGraphError]]] = {
    kind.__name__: kind
    for kind in (
        BadUploadError,
        NoSuchGraphError,
        ReadOnlyGraphError,
        DiskFullError,
        PublishingError,
        StaleReleaseError,
        WorkerMemoryError,
    )
}
_REFUSED: Final = {  # by name: only the process that writes loads what raises them
    "InconsistentGraphError": "inconsistent",
    "PersonalDataError": "personal-data",
}
_LEXICAL: Final = frozenset({"service", "load", "too-deep", "too-complex", "too-long"})


class _Process:
    """One writer process and the socket to it."""

    def __init__(self, configuration: str) -> None:
        self.process, self.channel = start("practicegraph.writing.worker", configuration)
        self._ready = False

    def becomes_ready(self, seconds: float) -> bool:
        """Wait until it has read what writes need, at most ``seconds``; ``EOFError`` if it died."""
        if not self._ready:
            self.channel.settimeout(seconds)
            try:
                receive(self.channel)
            except TimeoutError:
                return False
            self._ready = True
        return True

    def ask(self, header: dict[str, Any], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send the request and return the reply; ``TimeoutError`` after ``seconds``, ``EOFError`` if it died."""
        return ask(self.channel, header, body, seconds=seconds)

    def end(self) -> int:
        """Kill the process, wait for it, and return its exit status."""
        self.channel.close()
        self.process.kill()
        return self.process.wait()


class Writer:
    """Makes writes in the directory of ``settings``, one after the other."""

    def __init__(self, settings: Settings, *, sandbox: bool = True, told: str | None = None) -> None:
        """Start the process, which gets ready for the first write; ``told`` is that of :class:`practicegraph.writing.writing.Writing`."""
        plain = {key: str(value) for key, value in asdict(settings).items() if key in {"directory", "tokens"}}
        self._settings = settings
        self._configuration = json.dumps(
            {"settings": asdict(settings) | plain, "sandbox": sandbox, "told": told}
        )
        self._lock = threading.Lock()
        self._process: _Process | None = _Process(self._configuration)
        self._downloads = DownloadMaker(settings.directory)
        self._downloads.begin()

    def write(
        self,
        request: UpdateRequest | GraphRequest,
        published: Callable[[Written], None] | None = None,
        *,
        admit: Callable[[], None] | None = None,
    ) -> Written:
        """Make a write; raise what :meth:`practicegraph.writing.writing.Writing.write` raises.

        Besides: :class:`EngineBusyError` if other writes or getting ready for the first one take too long,
        :class:`DeadlineExceededError` and the other errors of workers if this one does; then nothing has changed.
        ``published`` is called with what came of it before the next write begins, ``admit`` when all before it
        are published: it may raise to stop this one.
        """
        began = time.monotonic()
        if not self._lock.acquire(timeout=self._left(began, WAITING)):
            raise EngineBusyError("other writes are waiting; try again soon")
        try:
            if admit is not None:
                admit()
            written = self._written(*message(request), began)
            if published is not None:
                published(written)
            self._downloads.begin()
            return written
        finally:
            self._lock.release()

    def _left(self, began: float, share: float = 1.0) -> float:
        """Return the seconds until a share of the deadline has passed since ``began``."""
        return max(0.001, began + share * self._settings.write_deadline - time.monotonic())

    def _written(self, header: dict[str, Any], body: bytes, began: float) -> Written:
        process = self._process or _Process(self._configuration)
        self._process = process
        failure: EngineError | None = None
        try:
            if not process.becomes_ready(self._left(began, WAITING)):
                # The process goes on: ended, it would begin anew and be as late again.
                raise EngineBusyError("the server is still getting ready for writes; try again soon")
            reply, data = process.ask(header, body, self._left(began))
        except TimeoutError:
            failure = DeadlineExceededError(self._settings.write_deadline)
        except (EOFError, OSError):
            pass
        else:
            if reply["status"] != "ok":
                raise _error(reply)
            return _of_reply(reply, data)
        status = process.end()
        self._process = _Process(self._configuration)
        raise failure or _explain(status)

    def close(self) -> None:
        """End the processes, after the write that is being made."""
        self._downloads.close()
        with self._lock:
            if self._process is not None:
                self._process.end()
                self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def message(request: UpdateRequest | GraphRequest) -> tuple[dict[str, Any], bytes]:
    """Return a request as header and body of a message."""
    if isinstance(request, UpdateRequest):
        dataset = request.dataset
        named = None if dataset is None else [dataset.default_graphs, dataset.named_graphs]
        return {"kind": "update", "dataset": named}, request.text.encode()
    uploads = [[len(upload.data), upload.media_type, upload.base] for upload in request.uploads]
    header = {"kind": request.method, "iri": request.iri, "uploads": uploads}
    return header, b"".join(upload.data for upload in request.uploads)


def _of_reply(reply: dict[str, Any], data: bytes) -> Written:
    header = reply.get("difference")
    difference = None if header is None else PackedDifference.of(header, data)
    return Written(reply["release"], reply["changed"], reply["created"], reply["parent"], difference)


def _error(reply: dict[str, Any]) -> PracticeGraphError:
    kind, text = reply["kind"], from_json(reply["message"])
    place = {"line": reply.get("line"), "column": reply.get("column")}
    if kind == "syntax":
        return QuerySyntaxError(text, **place)
    if kind in _LEXICAL:
        return QueryRefusedError(text, reason=kind, **place)
    if kind == ShapesViolatedError.__name__:
        return ShapesViolatedError(text, reply["report"])
    if kind in _REFUSED:
        return WriteRefusedError(text, _REFUSED[kind])
    return _ERRORS.get(kind, UpdateFailedError)(text)


def _explain(status: int) -> EngineError:
    if -status == signal.SIGABRT:
        return WorkerMemoryError("the write needs more memory than it may use")
    if -status == signal.SIGSEGV:
        return QueryRefusedError("the request is nested too deeply to be parsed", reason="too-deep")
    return WorkerCrashedError(
        Wording("the process of the write ended with status {status}; nothing was changed", status=status)
    )
