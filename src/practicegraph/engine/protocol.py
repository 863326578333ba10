"""What the server asks of an engine, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from pathlib import Path
from typing import BinaryIO, Protocol

from practicegraph.engine.difference import PackedDifference


class QueryForm(StrEnum):
    """The four forms of a SPARQL query (SPARQL 1.1 Query Language, section 16)."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is RDF rather than solutions or a truth value."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


@dataclass(frozen=True, slots=True)
class Dataset:
    """An RDF dataset named in the request (SPARQL 1.1 Protocol, section 2.1.4); IRIs of graphs."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: ``body`` in ``media_type``, from the release of that id.

    Where the caller takes long answers as files, ``file`` may hold the answer and ``body`` be empty; the
    file stands at its beginning and is the caller's to close.
    """

    body: bytes
    media_type: str
    form: QueryForm
    release: str
    file: BinaryIO | None = None
    size: int = 0
    """Bytes of the answer, wherever it is."""


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that passed the guard: its form, and the offset of the ``*`` of a top-level ``SELECT *`` if any."""

    text: str
    form: QueryForm
    star: int | None
    variables: tuple[str, ...]
    """The names of the variables that ``*`` may stand for, in the order in which they first appear."""


@dataclass(frozen=True, slots=True)
class Following:
    """How a release differs from the one that it was made from, whose id is ``parent``."""

    parent: str
    difference: PackedDifference


class Stage(Enum):
    """How far a query is that was begun."""

    RUNNING = auto()
    ANSWERED = auto()
    """A short answer is there."""
    OTHERWISE = auto()
    """It failed, or the answer is long: to go on may take a while."""


class Pending(Protocol):
    """A query that was begun; :meth:`answer` or :meth:`abandon` follows, from whichever thread."""

    def fileno(self) -> int:
        """Return the descriptor that can be read when there is news."""
        ...

    def stage(self) -> Stage:
        """Tell how far it is, without waiting."""
        ...

    def answer(self, abandoned: Callable[[], bool] | None = None) -> Answer:
        """Wait for the answer; raises as :meth:`Engine.run` does."""
        ...

    def abandon(self) -> None:
        """End it: nobody waits for the answer any more."""
        ...


class Engine(Protocol):
    """Runs queries on one release."""

    @property
    def release(self) -> str:
        """The id of the release that answers."""
        ...

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
        """Run a query and return its whole answer.

        A text is checked first; a query that has been is not checked again. ``deadline`` is in seconds, the
        engine's own where ``None``; the wait for a free worker counts. With ``as_file`` an answer too long
        for memory comes as a file. A query that is ``abandoned`` by who asked is ended. Where many wait, each ``client``
        has its turn. Raises a subclass of
        :class:`practicegraph.engine.errors.EngineError`.
        """
        ...

    def begin(
        self,
        query: CheckedQuery,
        *,
        media_type: str,
        dataset: Dataset | None = None,
        deadline: float | None = None,
        as_file: bool = False,
    ) -> Answer | Pending | None:
        """Begin to run a query, or return its answer, without waiting; ``None`` where :meth:`run` would wait for a worker."""
        ...

    def switch(self, snapshot: Path, release: str, following: Following | None = None) -> None:
        """Answer from another release, whose snapshot is there; whoever asks after this sees it.

        ``following`` may shorten the way, if the release is told that it was made from.
        """
        ...

    def close(self) -> None:
        """End everything that the engine started."""
        ...
