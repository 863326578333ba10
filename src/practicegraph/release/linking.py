"""Files that releases share, and files that are forced to disk."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

_NO_LINKS: Final = frozenset({errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK})
"""Why a file cannot be linked though it could be copied."""
_AT_ONCE: Final = 8
"""Files forced to disk at the same time: the disk does them together."""


def link_or_copy(source: Path, target: Path) -> None:
    """Let ``target`` be the same file as ``source``, or a copy where the disk has no links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, target)


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one file."""
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False


def make_durable(folder: Path, *, shared_with: Path | None = None) -> None:
    """Force every file and folder below ``folder`` to disk; files of ``shared_with`` are there already."""
    folders, files = [], []
    for parent, _, names in os.walk(folder, topdown=False):
        folders.append(Path(parent))
        files += [Path(parent) / name for name in names]
    if shared_with is not None:
        files = [path for path in files if not is_same(shared_with / path.relative_to(folder), path)]
    sync(files)
    sync(folders)


def sync(paths: Iterable[Path]) -> None:
    """Force files or folders to disk."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        _exhaust(pool.map(_sync, paths))


def _exhaust(results: Iterator[None]) -> None:
    """Raise what any of them raised."""
    for _ in results:
        pass


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
