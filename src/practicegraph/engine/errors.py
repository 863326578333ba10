"""Why the engine gave no answer; each kind of trouble has its own class, so that the server can name it."""

from __future__ import annotations

import re

from practicegraph.errors import PracticeGraphError
from practicegraph.wording import Wording


class EngineError(PracticeGraphError):
    """Any failure of a query."""


class QuerySyntaxError(EngineError):
    """The text is no SPARQL; ``line`` and ``column`` count from 1 where the parser told them."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, place=f"{line}:{column}" if line else None)
        self.line = line
        self.column = column


class QueryRefusedError(EngineError):
    """The text is SPARQL that this endpoint does not run, such as ``SERVICE``.

    ``reason`` is a short stable name: ``service``, ``load``, ``too-deep``, ``too-long``, ``too-complex``.
    """

    def __init__(
        self, message: str, *, reason: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message, place=f"{line}:{column}" if line else None)
        self.reason = reason
        self.line = line
        self.column = column


class DeadlineExceededError(EngineError):
    """The query ran longer than it may; its worker was ended."""

    def __init__(self, seconds: float) -> None:
        super().__init__(Wording("the query was ended after {seconds} seconds", seconds=f"{seconds:.3g}"))
        self.seconds = seconds


class WorkerMemoryError(EngineError):
    """The query needed more memory than a worker has."""


class WorkerCrashedError(EngineError):
    """The worker died while it ran the query; another has taken its place."""


class ResultTooLargeError(EngineError):
    """The answer is longer than the settings allow."""


class EngineBusyError(EngineError):
    """Every worker is taken and none became free in time."""


class ClientGoneError(EngineError):
    """Nobody waits for the answer any more; the worker was ended."""


class NoSpaceError(EngineError):
    """There is no room on disk for an answer that is too long for memory."""


class RetiredError(EngineError):
    """The workers asked have given way to those of another release."""


def of_failure(message: str) -> EngineError:
    """Return the error of what the engine said when it failed: the query's fault as far as that can be told."""
    function = re.search(r"custom (?:aggregate )?function (<[^<>]*>) is not supported", message)
    if function:
        known = Wording(
            "there is no function {name}; the description of the service lists those that there are",
            name=function[1],
        )
        return QueryRefusedError(known, reason="unknown-function")
    if "recursion depth" in message:
        return QueryRefusedError("the tree of the answer is too deep to be written", reason="too-deep")
    return EngineError(message)
