"""The engine that ships with PracticeGraph: Oxigraph in a pool of killable workers."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from practicegraph.engine import errors
from practicegraph.engine.guard import check
from practicegraph.engine.pool import WorkerConfiguration, WorkerPool
from practicegraph.engine.protocol import Answer, Dataset
from practicegraph.settings import Settings


class EmbeddedEngine:
    """Runs queries on the snapshot of one release; implements :class:`practicegraph.engine.protocol.Engine`."""

    def __init__(self, snapshot: Path, release: str, settings: Settings, *, sandbox: bool = True) -> None:
        """Start the workers; returns when they are ready to answer.

        ``sandbox=False`` leaves workers on the network: for systems without seccomp, behind a firewall.
        """
        self._settings = settings
        self._release = release
        configuration = WorkerConfiguration(
            snapshot=str(snapshot),
            memory=settings.worker_memory,
            memory_store_limit=settings.memory_store_limit,
            result_limit=settings.result_limit,
            sandbox=sandbox,
        )
        self.pool = WorkerPool(configuration, settings.workers)

    @property
    def release(self) -> str:
        """The id of the release that answers."""
        return self._release

    def run(
        self, text: str, *, media_type: str, dataset: Dataset | None = None, deadline: float | None = None
    ) -> Answer:
        """Run a query; see :meth:`practicegraph.engine.protocol.Engine.run`."""
        query = check(text, limit=self._settings.query_limit)
        request = {
            "text": text,
            "media_type": media_type,
            "dataset": None if dataset is None else [dataset.default_graphs, dataset.named_graphs],
            "star": query.star,
            "variables": query.variables,
        }
        header, body = self.pool.run(request, deadline or self._settings.deadline)
        if header["status"] != "ok":
            raise self._error(header)
        return Answer(body, media_type, query.form, self._release)

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
