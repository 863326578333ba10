"""The store of a worker: the release's snapshot on disk at once, its copy in memory as soon as that is complete."""

from __future__ import annotations

import os
import resource
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import RdfFormat, Store

from practicegraph.engine.difference import StoreDifference, WrongStoreError

NICENESS: Final = 10
"""By how much copying gives way to queries and to the server."""
_BUFFER: Final = 1 << 16
_STRIDE: Final = 1 << 20
"""Bytes written between two looks at the memory."""
_BATCH: Final = 1_000_000
"""Quads that the engine reads before it stores them."""
_BUFFER_OF_BATCH: Final = 256 * 1024**2
"""Bytes of address space that it takes for them as soon as it begins to load."""
_PLACE: Final = 512
"""Bytes that a quad takes in the store at most, but for its strings: 360 were seen."""
_MOST: Final = 0.75
"""The share of a worker's memory that its copy of a release may take it to; the rest is for queries."""
_WORN: Final = 100_000
"""Quads that may change in a copy before it is made anew: it keeps what is gone."""


class WorkerStore:
    """Opens a snapshot in milliseconds; queries are 2 to 10 times faster once it has been copied to memory."""

    def __init__(self, snapshot: Path, memory_limit: int) -> None:
        """``memory_limit`` is the number of quads up to which the release is copied."""
        self._snapshot = Store.read_only(str(snapshot))
        self._memory_limit = memory_limit
        self._lock = threading.Lock()
        self._copying = False
        self._missed: list[StoreDifference | None] = []
        self._changed = 0
        self.store = self._snapshot
        """The store to ask now."""

    def copy_to_memory(self) -> None:
        """Begin to copy the release, beside the queries that are asked meanwhile; later calls do nothing."""
        with self._lock:
            if self._memory_limit <= 0 or self._copying or self.store is not self._snapshot:
                return
            self._copying, self._missed, self._changed = True, [], 0
            threading.Thread(target=self._copy, args=(self._snapshot,), name="copy", daemon=True).start()

    def follow(self, snapshot: Path, difference: StoreDifference | None) -> None:
        """Go on with the next release, whose snapshot is there; ``difference`` is how it differs, if that is known."""
        with self._lock:
            former, self._snapshot = self._snapshot, Store.read_only(str(snapshot))
            if self.store is former:
                self.store = self._snapshot
                if self._copying:
                    self._missed.append(difference)
                return
            if self._is_changed(self.store, difference):
                return
            self.store = self._snapshot
        self.copy_to_memory()

    def _is_changed(self, copy: Store, difference: StoreDifference | None) -> bool:
        """Change a copy; tell whether it is good now: its blank nodes are called otherwise than in snapshots."""
        if difference is None or difference.has_blank_nodes:
            return False
        self._changed += len(difference.added) + len(difference.removed)
        if self._changed > max(len(copy) // 2, _WORN):
            return False
        try:
            difference.apply(copy)
        except WrongStoreError:
            return False
        return True

    def _copy(self, snapshot: Store) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        try:
            copy = in_memory(snapshot) if len(snapshot) <= self._memory_limit else None
        except MemoryError:
            copy = None
        with self._lock:
            good = copy is not None and all(self._is_changed(copy, missed) for missed in self._missed)
            self._copying = False
            if copy is None:
                self._memory_limit = 0
            elif good:
                self.store = copy
        if not good:
            self.copy_to_memory()


def in_memory(store: Store) -> Store:
    """Return a copy of a store in memory; other threads can go on meanwhile.

    Raises ``MemoryError`` before the process comes so near to its limit that queries would have no room. The engine
    parses what it writes: going through quads in Python would hold the interpreter all the while.
    """
    needed = _PLACE * min(len(store), _BATCH)
    if not _has_room(_BUFFER_OF_BATCH + needed):
        raise MemoryError
    copy = Store()
    reader, writer = os.pipe()
    feed = _Feed(writer, needed)
    dumping = threading.Thread(target=feed.dump, args=(store,), name="dump")
    dumping.start()
    try:
        with os.fdopen(reader, "rb", buffering=_BUFFER) as given:
            copy.bulk_load(given, format=RdfFormat.N_QUADS)
    finally:
        dumping.join()
        if not feed.is_whole:  # what came may have ended within a line
            raise MemoryError
    return copy


class _Feed:
    """Writes a store into a pipe, as long as there is room for what its reader makes of it."""

    def __init__(self, writer: int, needed: int) -> None:
        """``needed`` are the bytes that the reader takes besides what it has taken when it stores what it has read."""
        self._needed = needed
        self._output = os.fdopen(writer, "wb", buffering=_BUFFER)
        self._unseen = 0
        self.is_whole = False

    def dump(self, store: Store) -> None:
        """Write all quads, or stop where memory ends."""
        with self._output, suppress(MemoryError, OSError):
            store.dump(cast("IO[bytes]", self), format=RdfFormat.N_QUADS)
            self.is_whole = True

    def write(self, data: bytes) -> int:
        """Write some bytes; raises ``MemoryError`` if too much of the memory is taken."""
        self._unseen += len(data)
        if self._unseen >= _STRIDE:
            self._unseen = 0
            if not _has_room(self._needed):
                raise MemoryError
        return self._output.write(data)

    def flush(self) -> None:
        """Hand everything to the system."""
        self._output.flush()


def _has_room(more: int) -> bool:
    """Whether this process may take so many bytes of address space more and leave some to queries."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return limit == resource.RLIM_INFINITY or taken + more <= limit * _MOST
