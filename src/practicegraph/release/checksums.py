"""Checksum files in the format of ``sha256sum``: made, and compared with what is on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from practicegraph.errors import DamagedReleaseError
from practicegraph.release.linking import is_same


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_below(folder: Path) -> tuple[str, ...]:
    """Return the paths of all files in a folder and below, relative to it, with ``/``, in order."""
    return tuple(
        sorted(
            (Path(parent) / name).relative_to(folder).as_posix()
            for parent, _, names in os.walk(folder)
            for name in names
        )
    )


def checksums(folder: Path) -> bytes:
    """Return the checksum file of a folder: one line per file, ``SHA256  FOLDER/PATH``."""
    return _render(folder, {name: digest(folder / name) for name in files_below(folder)})


def checksums_beside(folder: Path, other: Path) -> bytes:
    """Return the checksum file of a folder; files that it shares with another, whose checksums are there, are not read."""
    recorded = _read(other.with_name(f"{other.name}.sha256"))
    found = {}
    for name in files_below(folder):
        known = recorded.get(f"{other.name}/{name}")
        shared = known is not None and is_same(folder / name, other / name)
        found[name] = known if known is not None and shared else digest(folder / name)
    return _render(folder, found)


def check_folder(folder: Path, checksum_file: Path) -> None:
    """Raise :class:`DamagedReleaseError` naming the first file that is missing, added or changed."""
    prefix = f"{folder.name}/"
    recorded = {name.removeprefix(prefix): value for name, value in _read(checksum_file).items()}
    check_files(folder, recorded)
    if checksum_file.read_bytes() != _render(folder, recorded):
        raise DamagedReleaseError("is no checksum file as it was written", source=checksum_file)


def check_file(path: Path, expected: str) -> None:
    """Raise :class:`DamagedReleaseError` unless a file is there and has the expected SHA-256."""
    if not path.is_file():
        raise DamagedReleaseError("is missing", source=path)
    check_digest(path, expected)


def check_digest(path: Path, expected: str) -> None:
    """Raise :class:`DamagedReleaseError` unless a file has the expected SHA-256, ``FileNotFoundError`` if it is not there."""
    if digest(path) != expected:
        raise DamagedReleaseError("differs from its recorded SHA-256", source=path)


def check_files(folder: Path, recorded: Mapping[str, str]) -> None:
    """Compare the files in a folder with the SHA-256 recorded for each path relative to it."""
    present = set(files_below(folder))
    for name, expected in sorted(recorded.items()):
        check_file(folder / name, expected)
    for name in sorted(present - set(recorded)):
        raise DamagedReleaseError("does not belong to the release", source=folder / name)


def _render(folder: Path, recorded: Mapping[str, str]) -> bytes:
    return "".join(f"{recorded[name]}  {folder.name}/{name}\n" for name in sorted(recorded)).encode()


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_bytes().decode("utf-8").splitlines()
        return {name: value for value, name in (line.split("  ", 1) for line in lines)}
    except OSError as error:
        raise DamagedReleaseError(error.strerror or str(error), source=path) from error
    except ValueError as error:
        raise DamagedReleaseError("is no checksum file", source=path) from error
