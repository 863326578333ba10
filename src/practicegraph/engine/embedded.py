"""The engine that ships with PracticeGraph: Oxigraph in a pool of killable workers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from practicegraph.engine import errors
from practicegraph.engine.guard import check
from practicegraph.engine.pool import WorkerConfiguration, WorkerPool
from practicegraph.engine.protocol import Answer, Dataset
from practicegraph.settings import Settings


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
        self._serving = _Serving(release, self._start(snapshot))

    @property
    def release(self) -> str:
        """The id of the release that answers."""
        return self._serving.release

    @property
    def pool(self) -> WorkerPool:
        """The workers that answer now."""
        return self._serving.pool

    def switch(self, snapshot: Path, release: str) -> None:
        """Answer from another release: its workers are ready when this returns, the old ones end when idle.

        Whoever asks after this gets an answer of the new release. Raises
        :class:`practicegraph.engine.errors.EngineError` if the new workers cannot start; then the old stay.
        """
        with self._switching:
            if release == self._serving.release:
                return
            former, self._serving = self._serving, _Serving(release, self._start(snapshot))
        former.pool.retire()

    def _start(self, snapshot: Path) -> WorkerPool:
        configuration = WorkerConfiguration(
            snapshot=str(snapshot),
            memory=self._settings.worker_memory,
            memory_store_limit=self._settings.memory_store_limit,
            result_limit=self._settings.result_limit,
            sandbox=self._sandbox,
        )
        return WorkerPool(configuration, self._settings.workers)

    def run(
        self, text: str, *, media_type: str, dataset: Dataset | None = None, deadline: float | None = None
    ) -> Answer:
        """Run a query; see :meth:`practicegraph.engine.protocol.Engine.run`."""
        query = check(text, limit=self._settings.query_limit)
        request = {
            "text": text,
            "media_type": media_type,
            "base": self._settings.base,
            "dataset": None if dataset is None else [dataset.default_graphs, dataset.named_graphs],
            "star": query.star,
            "variables": query.variables,
        }
        serving = self._serving
        try:
            header, body = serving.pool.run(request, deadline or self._settings.deadline)
        except errors.RetiredError:
            serving = self._serving
            header, body = serving.pool.run(request, deadline or self._settings.deadline)
        if header["status"] != "ok":
            raise self._error(header)
        return Answer(body, media_type, query.form, serving.release)

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
                    str(header["message"]),
                    line=line if isinstance(line, int) else None,
                    column=column if isinstance(column, int) else None,
                )
            case "too-large":
                size = self._settings.result_limit
                return errors.ResultTooLargeError(f"the answer is longer than {size:,} bytes; ask for less")
            case "memory":
                return errors.WorkerMemoryError("the query needs more memory than it may use")
            case _:
                return errors.EngineError(str(header["message"]))
