"""The engine that ships with PracticeGraph: Oxigraph in a pool of killable workers."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from practicegraph.engine import errors
from practicegraph.engine.guard import check
from practicegraph.engine.pool import LARGEST_DIFFERENCE, Running, WorkerPool
from practicegraph.engine.protocol import (
    Answer,
    CheckedQuery,
    Dataset,
    Following,
    Pending,
    QueryForm,
    Stage,
)
from practicegraph.engine.workers import BUFFERED, Step, WorkerConfiguration
from practicegraph.messages import Message
from practicegraph.settings import Settings
from practicegraph.wording import Wording, from_json

_SHORT: Final = 1 << 15
"""Bytes up to which an answer is a short one."""


@dataclass(frozen=True, slots=True)
class _Serving:
    """A release and the workers that answer from it."""

    release: str
    pool: WorkerPool


class EmbeddedEngine:
    """Runs queries on the snapshot of one release; implements :class:`practicegraph.engine.protocol.Engine`."""

    def __init__(self, snapshot: Path, release: str, settings: Settings, *, sandbox: bool = True) -> None:
        """Start the workers; returns when they are ready to answer.

        ``sandbox=False`` leaves workers on the network: for systems without seccomp, behind a firewall.
        """
        self._settings = settings
        self._sandbox = sandbox
        self._switching = threading.Lock()
        self._serving = _Serving(release, self._start(snapshot, release))

    @property
    def release(self) -> str:
        """The id of the release that answers."""
        return self._serving.release

    @property
    def pool(self) -> WorkerPool:
        """The workers that answer now."""
        return self._serving.pool

    def switch(self, snapshot: Path, release: str, following: Following | None = None) -> None:
        """Answer from another release: whoever asks after this gets an answer of it.

        ``following`` tells how it differs from the release that it was made from: if that is the one that
        answers now, the workers go on with the new one. Otherwise, new workers are ready when this returns, and
        the old ones end when idle. Raises :class:`practicegraph.engine.errors.EngineError` if new workers cannot
        start; then the old stay.
        """
        with self._switching:
            former = self._serving
            if release == former.release:
                return
            if following is not None and following.parent == former.release:
                difference = following.difference
                small = len(difference.quads) <= LARGEST_DIFFERENCE
                former.pool.follow(Step(release, str(snapshot), difference if small else None))
                self._serving = _Serving(release, former.pool)
                return
            self._serving = _Serving(release, self._start(snapshot, release))
        former.pool.retire()

    def _start(self, snapshot: Path, release: str) -> WorkerPool:
        configuration = WorkerConfiguration(
            release=release,
            snapshot=str(snapshot),
            memory=self._settings.worker_memory,
            memory_store_limit=self._settings.memory_store_limit,
            result_limit=self._settings.result_limit,
            sandbox=self._sandbox,
        )
        return WorkerPool(configuration, self._settings.workers, self._settings.spare_workers)

    def run(
        self,
        query: str | CheckedQuery,
        *,
        media_type: str,
        dataset: Dataset | None = None,
        deadline: float | None = None,
        as_file: bool = False,
        abandoned: Callable[[], bool] | None = None,
        client: str = "",
    ) -> Answer:
        """Run a query; see :meth:`practicegraph.engine.protocol.Engine.run`."""
        if isinstance(query, str):
            query = check(query, limit=self._settings.query_limit)
        request = self._request(query, media_type, dataset, as_file=as_file)
        ends = time.monotonic() + (deadline or self._settings.deadline)
        try:
            reply, release = self.pool.run(request, ends - time.monotonic(), abandoned, client)
        except errors.RetiredError:
            reply, release = self.pool.run(request, ends - time.monotonic(), abandoned, client)
        return self.answer_of(query.form, media_type, reply, release)

    def begin(
        self,
        query: CheckedQuery,
        *,
        media_type: str,
        dataset: Dataset | None = None,
        deadline: float | None = None,
        as_file: bool = False,
    ) -> Answer | Pending | None:
        """Begin to run a query if a worker is free; see :meth:`practicegraph.engine.protocol.Engine.begin`."""
        if len(query.text) > BUFFERED:
            return None  # to hand it over could take a while
        request = self._request(query, media_type, dataset, as_file=as_file)
        running = self.pool.begin(request, deadline or self._settings.deadline)
        return None if running is None else _Begun(self, running, query.form, media_type)

    def _request(
        self, query: CheckedQuery, media_type: str, dataset: Dataset | None, *, as_file: bool
    ) -> dict[str, Any]:
        return {
            "text": query.text,
            "media_type": media_type,
            "base": self._settings.base,
            "dataset": None if dataset is None else [dataset.default_graphs, dataset.named_graphs],
            "star": query.star,
            "variables": query.variables,
            "in_memory": self._settings.spool_threshold if as_file else None,
        }

    def answer_of(self, form: QueryForm, media_type: str, reply: Message, release: str) -> Answer:
        """Return the answer that a worker's reply holds; raises what it failed with."""
        if reply.header["status"] != "ok":
            raise self._error(reply.header)
        file = None if reply.file is None else _from_its_beginning(reply.file)
        return Answer(reply.body, media_type, form, release, file, reply.header["size"])

    def close(self) -> None:
        """End all workers."""
        self.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _error(self, header: dict[str, object]) -> errors.EngineError:
        match header["status"]:
            case "syntax":
                line, column = header["line"], header["column"]
                return errors.QuerySyntaxError(
                    from_json(header["message"]),
                    line=line if isinstance(line, int) else None,
                    column=column if isinstance(column, int) else None,
                )
            case "too-large" if "message" in header:
                return errors.ResultTooLargeError(from_json(header["message"]))
            case "too-large":
                size = self._settings.result_limit
                return errors.ResultTooLargeError(
                    Wording("the answer is longer than {size} bytes; ask for less", size=f"{size:,}")
                )
            case "no-space":
                return errors.NoSpaceError("there is no room on disk for an answer of this length")
            case "memory":
                return errors.WorkerMemoryError("the query needs more memory than it may use")
            case _:
                return errors.of_failure(str(header["message"]))


class _Begun:
    """A query that a worker runs; implements :class:`practicegraph.engine.protocol.Pending`."""

    __slots__ = ("_engine", "_form", "_media_type", "_running", "fileno")

    def __init__(self, engine: EmbeddedEngine, running: Running, form: QueryForm, media_type: str) -> None:
        self._engine = engine
        self._running = running
        self._form = form
        self._media_type = media_type
        self.fileno = running.fileno

    def stage(self) -> Stage:
        try:
            reply = self._running.now()
        except (EOFError, OSError):
            return Stage.OTHERWISE
        if reply is None:
            return Stage.RUNNING
        is_short = reply.file is None and len(reply.body) <= _SHORT
        return Stage.ANSWERED if is_short and reply.header["status"] == "ok" else Stage.OTHERWISE

    def answer(self, abandoned: Callable[[], bool] | None = None) -> Answer:
        reply, release = self._running.result(abandoned)
        return self._engine.answer_of(self._form, self._media_type, reply, release)

    def abandon(self) -> None:
        self._running.abandon()


def _from_its_beginning(descriptor: int) -> BinaryIO:
    """Return the file of a descriptor that its writer left at the end."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.fdopen(descriptor, "rb")
