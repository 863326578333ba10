"""Mapping many documents: from the cache where nothing changed, the others on all cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from math import ceil
from multiprocessing import get_context
from typing import Final, TypeVar

from practicegraph.building.mapping_cache import MappingCache
from practicegraph.building.outcome import Outcome
from practicegraph.errors import PracticeGraphError
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.reading.blocks import Document

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTHWHILE: Final = 400
"""Documents from which they are mapped in processes of their own, each of which reads the knowledge: that is faster,
and what a process needs to map, some 300 MB, goes with it before all documents are compared."""
_AT_ONCE: Final = 16
"""Documents that are handed to a process together."""
_AHEAD: Final = 4
"""How many such portions for each process are under way: more would only fill the memory."""


class Mapper:
    """Maps documents, each by itself: the outcome depends neither on their order nor on who maps them.

    ``processes`` is the number of other processes to map in, 0 for none but this one; by default at most one for
    each core if there are many documents, else none. Processes are spawned: a script that calls this must do
    so under ``if __name__ == "__main__"``.
    """

    def __init__(self, cache: MappingCache | None = None, *, processes: int | None = None) -> None:
        self._cache = cache
        self._processes = processes
        self._most = 0
        """The most documents that there were at once: few of many are mapped elsewhere too."""

    def outcomes(
        self, documents: Sequence[Document], done: Callable[[int], None] = lambda _: None
    ) -> list[Outcome]:
        """Return the outcome of each document, in the order given; ``done`` is told how many are finished."""
        self._most = max(self._most, len(documents))
        found = {index: known for index, one in enumerate(documents) if (known := self._known(one))}
        missing = [index for index in range(len(documents)) if index not in found]
        done(len(found))
        fresh = over_cores(Outcome.of, (documents[index] for index in missing), self._count(len(missing)))
        for index, outcome in zip(missing, fresh, strict=True):
            found[index] = outcome
            if self._cache:
                self._cache.put(documents[index], outcome)
            done(len(found))
        return [found[index] for index in range(len(documents))]

    def map(self, documents: Sequence[Document]) -> list[MappedDocument]:
        """Return documents mapped, in the order given."""
        outcomes = self.outcomes(documents)
        return [outcome.mapped(document) for document, outcome in zip(documents, outcomes, strict=True)]

    def _known(self, document: Document) -> Outcome | None:
        return self._cache.get(document) if self._cache else None

    def _count(self, documents: int) -> int:
        if self._processes is not None:
            return self._processes
        return min(cores(), ceil(documents / _AT_ONCE)) if self._most >= _WORTHWHILE else 0


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def stream(function: Callable[[Document], Result], documents: Iterable[Document]) -> Iterator[Result]:
    """Yield the results of ``function``, a function of a module, in the order of the documents.

    It runs on all cores where there are so many documents that it pays; see :func:`over_cores`.
    """
    left = iter(documents)
    first = list(islice(left, _WORTHWHILE))
    yield from over_cores(function, chain(first, left), cores() if len(first) == _WORTHWHILE else 0)


def over_cores(function: Callable[[Item], Result], items: Iterable[Item], processes: int) -> Iterator[Result]:
    """Yield the results of ``function``, a function of a module, for ``items``, in their order.

    With no ``processes`` all is done in this one. Items are taken only as results are, so that
    any number of them needs the same memory. Raises what the function raises, and
    :class:`PracticeGraphError` if a process is ended from outside.
    """
    if not processes:
        yield from map(function, items)
        return
    left = iter(items)
    # Spawned, not forked: a fork would copy the locks of threads that are not there.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    under_way: deque[Future[list[Result]]] = deque()
    try:
        while True:
            while len(under_way) < processes * _AHEAD and (portion := list(islice(left, _AT_ONCE))):
                under_way.append(pool.submit(_apply, function, portion))
            if not under_way:
                return
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        message = "a process that maps documents was ended, perhaps for want of memory"
        raise PracticeGraphError(message) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _apply(function: Callable[[Item], Result], portion: Sequence[Item]) -> list[Result]:
    return [function(item) for item in portion]
