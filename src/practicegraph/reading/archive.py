"""ZIP archives of documents: what is in them, and one member at a time, within limits.

Runs in the isolated process: names, sizes and data of an archive are whatever somebody wrote there.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from practicegraph.errors import UnreadableDocumentError

TOTAL: Final = 500 * 1024**2
"""Bytes that all members of an archive may have together."""
OFFICE_TOTAL: Final = 50 * 1024**2
"""Bytes that all parts of an office document may have together."""
RATIO: Final = 100
"""How many times smaller than its content an archive may be."""
MEMBERS: Final = 10_000
"""How many files an archive may hold."""

_SMALL: Final = 1024**2
"""Bytes under which the ratio says nothing: a short form in XML shrinks a hundredfold."""
_LATIN: Final = "cp437"
_UTF8: Final = 0x800


@contextmanager
def opened(file: Path | BinaryIO, *, total: int = TOTAL) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose sizes are within the limits; raise :class:`UnreadableDocumentError` for others."""
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse(archive, total)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableDocumentError(f"is a damaged archive ({error})") from error
    except RuntimeError as error:  # zipfile has no class of its own for it
        raise UnreadableDocumentError("is an encrypted archive") from error


def _refuse(archive: zipfile.ZipFile, total: int) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise UnreadableDocumentError(f"holds {len(members)} files, {MEMBERS} are allowed")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > total:
        raise UnreadableDocumentError(f"unpacks to {size} bytes, {total} are allowed")
    if size > max(_SMALL, RATIO * packed):
        raise UnreadableDocumentError(
            f"unpacks to {size // max(packed, 1)} times its size, {RATIO} are allowed"
        )


def members(path: Path) -> list[str]:
    """Return the names of the files in an archive, in order; macOS's shadow files are left out.

    Raises :class:`UnreadableDocumentError` for a name that leads out of the archive.
    """
    with opened(path) as archive:
        names = [_safe(member) for member in archive.infolist() if not member.is_dir()]
    if len(set(names)) < len(names):
        raise UnreadableDocumentError("holds two files of one name")
    return sorted(name for name in names if not _is_hidden(name))


def member(path: Path, name: str, limit: int) -> bytes:
    """Return the bytes of one member; raise :class:`UnreadableDocumentError` if it has more than ``limit``."""
    with opened(path) as archive:
        found = next(entry for entry in archive.infolist() if _safe(entry) == name and not entry.is_dir())
        return bounded(archive, found, limit)


def bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Return the bytes of a member, whatever its header says of its size, if they are at most ``limit``."""
    with archive.open(entry) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableDocumentError(f"is too large: more than {limit} bytes")
    return data


def _safe(entry: zipfile.ZipInfo) -> str:
    """Return the name of a member with ``/``, decoded as UTF-8 where its writer forgot to say so."""
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & _UTF8:
        try:
            name = name.encode(_LATIN).decode("utf-8")
        except UnicodeError:
            name = entry.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise UnreadableDocumentError(f"names a file outside itself: {name}")
    return path.as_posix()


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
