"""Triples in order, each once, however many there are: more than a few are sorted on disk."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from typing import IO, Final

from pyoxigraph import RdfFormat, Triple, parse

IN_MEMORY: Final = 50_000
"""Triples that are sorted in memory: some 30 MB."""
_BUFFER: Final = 1 << 16
_AT_ONCE: Final = 64
"""Files that are merged at once; each has a buffer."""


class TooLongError(Exception):
    """More triples than there is room for on disk."""


def ordered(
    triples: Iterable[Triple], *, room: int | None = None, in_memory: int = IN_MEMORY
) -> Iterator[Triple]:
    """Yield triples by subject, predicate and object as N-Triples has them, each once.

    From ``in_memory`` triples on they go to files without a name. ``room`` is the number of bytes that these
    may have, all together; raises :class:`TooLongError` beyond, ``OSError`` where the disk has no room.
    """
    given = iter(triples)
    portion = list(islice(given, in_memory))
    if len(portion) < in_memory:
        yield from sorted(set(portion), key=str)
        return
    with tempfile.TemporaryFile(buffering=_BUFFER) as merged:
        lines = (f"{triple} .\n".encode() for triple in chain(portion, given))
        del portion
        merged.writelines(ordered_lines(lines, room=room, in_memory=in_memory))
        merged.seek(0)
        for quad in parse(merged, RdfFormat.N_TRIPLES):
            yield quad.triple


def ordered_lines(
    lines: Iterable[bytes], *, room: int | None = None, in_memory: int = IN_MEMORY
) -> Iterator[bytes]:
    """Yield lines, each with its end, in order and each once; see :func:`ordered`."""
    given = iter(lines)
    runs: list[IO[bytes]] = []
    size = 0
    try:
        while portion := set(islice(given, in_memory)):
            size += sum(map(len, portion))
            if room is not None and size > room:
                raise TooLongError
            runs.append(_run(sorted(portion)))
            if len(runs) == _AT_ONCE:
                runs = [_merged(runs)]
        yield from _lines(runs)
    finally:
        for run in runs:
            run.close()


def _merged(runs: list[IO[bytes]]) -> IO[bytes]:
    """Return one run in the place of several, which are closed."""
    one = _run(_lines(runs))
    for run in runs:
        run.close()
    return one


def _run(lines: Iterable[bytes]) -> IO[bytes]:
    run = tempfile.TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 - closed by who asked for it
    try:
        run.writelines(lines)
        run.seek(0)
    except BaseException:
        run.close()
        raise
    return run


def _lines(runs: Iterable[IO[bytes]]) -> Iterator[bytes]:
    return (line for line, _ in groupby(heapq.merge(*runs)))
