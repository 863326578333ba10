"""Answers kept: the same query in the same format on the same release is not run again."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from cachetools import LRUCache

from practicegraph.engine.protocol import Answer, CheckedQuery, Dataset, Engine, Following

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
        key = (self.release, text, dataset, media_type)
        with self._lock:
            kept = self._answers.get(key)
            self.hits += kept is not None
            self.misses += kept is None
        if kept is not None:
            return kept.answer
        answer = self.engine.run(
            query,
            media_type=media_type,
            dataset=dataset,
            deadline=deadline,
            as_file=as_file,
            abandoned=abandoned,
            client=client,
        )
        size = len(answer.body) + len(text) * _CHARACTER + _OVERHEAD
        if answer.file is None and size * _SHARE <= self._budget and not is_volatile(text):
            with self._lock:
                self._answers[(answer.release, text, dataset, media_type)] = _Kept(answer, size)
        return answer

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
