"""Verification: every file of a release against its recorded hash."""

from __future__ import annotations

from pathlib import Path

from practicegraph.errors import DamagedReleaseError
from practicegraph.release.checksums import check_files, check_folder, digest
from practicegraph.release.layout import (
    DERIVED,
    DOWNLOADS,
    GRAPHS,
    MANIFEST,
    MANIFEST_CHECKSUM,
    TEXTS,
    lacks_downloads,
)
from practicegraph.release.manifest import GraphEntry, Manifest, TextEntry
from practicegraph.wording import Wording


def verify(release: Path) -> Manifest:
    """Return the manifest of the release in a folder after every file was compared with its hash.

    Raises :class:`DamagedReleaseError` naming the first file that is missing, added or changed.
    """
    if not release.is_dir():
        raise DamagedReleaseError("there is no such release", source=release)
    manifest = Manifest.read(release / MANIFEST)
    checksum = release / MANIFEST_CHECKSUM
    if not checksum.is_file() or checksum.read_bytes() != manifest_checksum(release):
        raise DamagedReleaseError(Wording("does not fit {manifest}", manifest=MANIFEST), source=checksum)
    if release.resolve().name != manifest.identifier:
        raise DamagedReleaseError(
            Wording("holds the release {identifier}, not that of its name", identifier=manifest.identifier),
            source=release,
        )
    entries: tuple[GraphEntry | TextEntry, ...] = (*manifest.graphs, *manifest.texts)
    for folder in (GRAPHS, TEXTS):
        recorded = {
            entry.file.removeprefix(f"{folder}/"): entry.sha256
            for entry in entries
            if entry.file.startswith(f"{folder}/")
        }
        check_files(release / folder, recorded)
    pending = {DOWNLOADS} if lacks_downloads(release) else set()
    for group in (group for group in DERIVED if group not in pending):
        check_folder(release / group, release / f"{group}.sha256")
    return manifest


def manifest_checksum(release: Path) -> bytes:
    """Return the checksum file of a release's manifest."""
    return f"{digest(release / MANIFEST)}  {MANIFEST}\n".encode()
