"""ZIP archives that are the same bytes whenever and wherever they are written."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP archive can name; members bear it, for their own time is not of the content."""
_READABLE: Final = 0o100644 << 16
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive as it was written: its path, SHA-256 in hexadecimal digits, and bytes."""

    path: str
    sha256: str
    size: int


class Archive:
    """A ZIP archive being written; parts of a member are written as they come, so memory does not grow."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin an archive in ``file``."""
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._zip.close()

    def add(self, path: str, parts: Iterable[bytes]) -> Member:
        """Write one member; what is compressed already is stored."""
        info = zipfile.ZipInfo(path, _EARLIEST)
        info.external_attr = _READABLE
        info.create_system = 3  # Unix, on every system
        info.compress_type = (
            zipfile.ZIP_STORED if path.endswith((".gz", ".xlsx", ".zip")) else zipfile.ZIP_DEFLATED
        )
        digest = hashlib.sha256()
        size = 0
        # Sizes are known only at the end, so there is room for those of 4 GB and more.
        with self._zip.open(info, "w", force_zip64=True) as member:
            for part in parts:
                member.write(part)
                digest.update(part)
                size += len(part)
        return Member(path, digest.hexdigest(), size)


def file_parts(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes in parts."""
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            yield part
