"""Answers kept: the same query in the same format on the same release is not run again."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from cachetools import LRUCache

from practicegraph.engine.protocol import Answer, CheckedQuery, Dataset, Engine, Following, Pending

_OVERHEAD: Final = 500
"""Bytes that an entry takes besides query and answer."""
_CHARACTER: Final = 4
"""Bytes that a character of a query may take."""
_SHARE: Final = 8
"""An answer longer than the budget divided by this is not kept."""
_VOLATILE: Final = re.compile(r"(?:RAND|NOW|UUID)\b")
"""What the names of the functions end in whose value differs from one run to the next."""

_Key = tuple[str, str, Dataset | None, str]


def is_volatile(text: str) -> bool:
    """Whether a query may have another answer the next time it is run: takes too many rather than too few."""
    return _VOLATILE.search(text.upper()) is not None


class _Kept(NamedTuple):
    """An answer, and the bytes that it takes together with its query."""

    answer: Answer
    size: int


class CachedEngine:
    """An engine with a memory of its answers within a budget of bytes; the least recently used go first."""

    def __init__(self, engine: Engine, budget: int) -> None:
        self.engine = engine
        self._budget = budget
        self._lock = threading.Lock()
        self._answers: LRUCache[_Key, _Kept] = LRUCache(budget, getsizeof=lambda kept: kept.size)
        self.hits = 0
        self.misses = 0

    @property
    def release(self) -> str:
        """The id of the release that answers."""
        return self.engine.release

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
        """Return the answer kept, else run the query; see :meth:`practicegraph.engine.protocol.Engine.run`."""
        text = query if isinstance(query, str) else query.text
        kept = self._kept(text, dataset, media_type)
        self._count(is_hit=kept is not None)
        if kept is not None:
            return kept
        answer = self.engine.run(
            query,
            media_type=media_type,
            dataset=dataset,
            deadline=deadline,
            as_file=as_file,
            abandoned=abandoned,
            client=client,
        )
        self._keep(text, dataset, answer)
        return answer

    def begin(
        self,
        query: CheckedQuery,
        *,
        media_type: str,
        dataset: Dataset | None = None,
        deadline: float | None = None,
        as_file: bool = False,
    ) -> Answer | Pending | None:
        """Return the answer kept, else begin to run the query; see :meth:`practicegraph.engine.protocol.Engine.begin`."""
        kept = self._kept(query.text, dataset, media_type)
        found = kept or self.engine.begin(
            query, media_type=media_type, dataset=dataset, deadline=deadline, as_file=as_file
        )
        if found is not None:
            self._count(is_hit=kept is not None)
        if found is None or isinstance(found, Answer):
            return found
        return _Begun(found, partial(self._keep, query.text, dataset))

    def _kept(self, text: str, dataset: Dataset | None, media_type: str) -> Answer | None:
        with self._lock:
            kept = self._answers.get((self.release, text, dataset, media_type))
        return kept and kept.answer

    def _count(self, *, is_hit: bool) -> None:
        with self._lock:
            self.hits += is_hit
            self.misses += not is_hit

    def _keep(self, text: str, dataset: Dataset | None, answer: Answer) -> None:
        """Keep an answer if it is short and another run would give it again."""
        size = len(answer.body) + len(text) * _CHARACTER + _OVERHEAD
        if answer.file is None and size * _SHARE <= self._budget and not is_volatile(text):
            with self._lock:
                self._answers[(answer.release, text, dataset, answer.media_type)] = _Kept(answer, size)

    def switch(self, snapshot: Path, release: str, following: Following | None = None) -> None:
        """Answer from another release; see :meth:`practicegraph.engine.protocol.Engine.switch`."""
        self.engine.switch(snapshot, release, following)
        with self._lock:
            self._answers.clear()

    @property
    def size(self) -> int:
        """The bytes that are kept."""
        with self._lock:
            return int(self._answers.currsize)

    def close(self) -> None:
        """End everything that the engine started."""
        self.engine.close()


class _Begun:
    """A query that was begun, whose answer is kept when it comes; implements :class:`practicegraph.engine.protocol.Pending`."""

    __slots__ = ("_keep", "_pending", "abandon", "fileno", "stage")

    def __init__(self, pending: Pending, keep: Callable[[Answer], None]) -> None:
        self._pending = pending
        self._keep = keep
        self.fileno = pending.fileno
        self.stage = pending.stage
        self.abandon = pending.abandon

    def answer(self, abandoned: Callable[[], bool] | None = None) -> Answer:
        answer = self._pending.answer(abandoned)
        self._keep(answer)
        return answer
