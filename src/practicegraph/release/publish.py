"""Publishing: a release is written beside the others, made durable, and switched to in one step."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from practicegraph.errors import DamagedReleaseError, PracticeGraphError
from practicegraph.mapping.serialization import facts_to_lines
from practicegraph.release.checksums import check_file, checksums, checksums_beside
from practicegraph.release.content import Content, FileData, Files, files_of
from practicegraph.release.downloads import write_downloads
from practicegraph.release.layout import (
    DERIVED,
    DOWNLOADS,
    DOWNLOADS_PENDING,
    GRAPHS,
    MANIFEST,
    MANIFEST_CHECKSUM,
    SNAPSHOT,
    STATISTICS,
    TEXTS,
    VALIDATION,
    Layout,
)
from practicegraph.release.linking import is_same, link_or_copy, make_durable, sync
from practicegraph.release.manifest import Manifest
from practicegraph.release.open import Release
from practicegraph.release.refusals import NO_ROOM, DiskFullError, PublishingError, StaleReleaseError
from practicegraph.release.snapshot import write_snapshot
from practicegraph.release.verify import manifest_checksum, verify


@dataclass(frozen=True, slots=True)
class Successor:
    """A release that a write makes from the one before: its manifest, and the files that differ, by path.

    ``truth`` are files that the manifest names, ``derived`` those that follow from them; ``checkpoint`` writes
    the snapshot to a folder that is not there.
    """

    manifest: Manifest
    truth: Mapping[str, bytes]
    derived: Mapping[str, bytes]
    checkpoint: Callable[[Path], None]


def publish_successor(
    parent: Release, successor: Successor, directory: Path, *, keep: int, onto: str | None
) -> Release:
    """Publish what a write makes from ``parent``, with which it shares all files that do not differ.

    Its downloads are made later. ``onto`` is the release that must still be current, mostly the parent. Raises
    what :func:`publish` raises; then the directory's releases are as they were.
    """
    identifier = successor.manifest.identifier
    layout = Layout(directory)
    with publishing(layout, onto):
        if not _is_sound(layout.release(identifier)):
            _write_folder(
                layout, identifier, lambda building: _write_successor(building, parent, successor, onto)
            )
        _link_private(layout, parent.id, identifier)
        switch_to(layout, identifier)
        prune(layout, keep)
    return _release(layout, identifier)


def publish(content: Content, directory: Path, *, keep: int, onto: str | None = None) -> Release:
    """Write ``content`` as a release and make it the current one; the newest ``keep`` releases stay.

    If the same release is there already, only ``current`` is switched. ``onto`` is the release that the
    content was made from: :class:`StaleReleaseError` if another is current by now. Whatever goes wrong
    before the switch leaves the directory's releases as they were. Raises :class:`PublishingError` when
    another build is publishing, :class:`DiskFullError` or :class:`PracticeGraphError` when the disk refuses.
    """
    files = files_of(content)
    identifier = files.manifest.identifier
    layout = Layout(directory)
    with publishing(layout, onto):
        if not _is_sound(layout.release(identifier)):
            parent = _parent(layout, identifier)
            _write_folder(
                layout, identifier, lambda building: _write_files(building, files, content, parent=parent)
            )
        _write_private(layout, identifier, content)
        switch_to(layout, identifier)
        prune(layout, keep)
    return _release(layout, identifier)


def publish_again(identifier: str, private: str, directory: Path, *, keep: int) -> Release | None:
    """Make a release the current one as publishing it anew would; ``None`` if it is not there or not sound.

    ``private`` is the SHA-256 that the file of its personal facts must have. Raises what :func:`publish` raises.
    """
    layout = Layout(directory)
    try:
        check_file(layout.private(identifier), private)
    except DamagedReleaseError:
        return None
    with publishing(layout):
        if not _is_sound(layout.release(identifier)):
            return None
        switch_to(layout, identifier)
        prune(layout, keep)
    return _release(layout, identifier)


@contextmanager
def publishing(layout: Layout, onto: str | None = None) -> Iterator[None]:
    """Hold the directory's lock while a release is published; tell what the disk refuses.

    Raises :class:`StaleReleaseError` if another release than ``onto`` is current, :class:`PublishingError`
    while another process publishes, :class:`DiskFullError` or :class:`PracticeGraphError` when the disk refuses.
    """
    try:
        layout.releases.mkdir(parents=True, exist_ok=True)
        with _locked(layout):
            if onto is not None and layout.current_identifier() != onto:
                raise StaleReleaseError(
                    "another release has become current; try again", source=layout.directory
                )
            yield
    except OSError as error:
        source = error.filename or layout.directory
        if _is_full(error):
            raise DiskFullError(NO_ROOM, source=source) from error
        raise PracticeGraphError(error.strerror or str(error), source=source) from error


def _release(layout: Layout, identifier: str) -> Release:
    path = layout.release(identifier)
    return Release(identifier, path.resolve(), Manifest.read(path / MANIFEST))


def switch(directory: Path, identifier: str) -> None:
    """Make a release that is there the current one; raise :class:`DamagedReleaseError` if it is not sound."""
    layout = Layout(directory)
    verify(layout.release(identifier))
    with _locked(layout):
        switch_to(layout, identifier)


def prune(layout: Layout, keep: int) -> tuple[str, ...]:
    """Remove all but the ``keep`` newest releases with their private files, never the current one."""
    current = layout.current_identifier()
    newest = sorted(
        layout.identifiers(),
        key=lambda identifier: (
            identifier == current,
            layout.release(identifier).stat().st_mtime_ns,
            identifier,
        ),
        reverse=True,
    )
    removed = tuple(newest[max(keep, 1) :])
    for identifier in removed:
        doomed = layout.building(identifier)
        layout.release(identifier).rename(doomed)
        layout.private(identifier).unlink(missing_ok=True)
        shutil.rmtree(doomed)
    return removed


@contextmanager
def _locked(layout: Layout) -> Iterator[None]:
    """Hold the directory's lock; only one build publishes at a time."""
    with layout.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishingError("another build is publishing here", source=layout.directory) from error
        for leftover in layout.leftovers():
            shutil.rmtree(leftover)
        yield


def _is_full(error: OSError) -> bool:
    """Whether the disk has no room; the store's own errors tell it by text only."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT} or "No space left" in str(error)


def _is_sound(release: Path) -> bool:
    try:
        verify(release)
    except DamagedReleaseError:
        return False
    return True


def _write_folder(layout: Layout, identifier: str, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a folder and force it to disk, then give the folder its name."""
    building, target = layout.building(identifier), layout.release(identifier)
    try:
        building.mkdir()
        write(building)
        if target.exists():
            # A damaged release of the same content: out of the way first, a folder cannot be replaced.
            damaged = layout.building(f"{identifier}-damaged")
            target.rename(damaged)
        building.rename(target)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    sync([layout.releases])
    for leftover in layout.leftovers():
        shutil.rmtree(leftover)


def _parent(layout: Layout, identifier: str) -> str | None:
    current = layout.current_identifier()
    return current if current != identifier else None


def _write_files(folder: Path, files: Files, content: Content, *, parent: str | None) -> None:
    for group in DERIVED:
        (folder / group).mkdir()
    _fill(folder, files.data, FileData(content.files))
    write_snapshot(folder / SNAPSHOT, files.manifest)
    write_downloads(folder / DOWNLOADS, files.manifest)
    (folder / MANIFEST).write_bytes(files.manifest.with_parent(parent).to_bytes())
    (folder / MANIFEST_CHECKSUM).write_bytes(manifest_checksum(folder))
    for group in DERIVED:
        (folder / f"{group}.sha256").write_bytes(checksums(folder / group))
    make_durable(folder)


def _write_successor(folder: Path, parent: Release, successor: Successor, onto: str | None) -> None:
    """Write what differs, link what does not; only what is new is hashed and forced to disk."""
    manifest = successor.manifest
    _fill(folder, FileData(successor.truth), FileData(successor.derived))
    shared = {entry.file for entry in manifest.graphs} | {entry.file for entry in manifest.texts}
    for group in (VALIDATION, STATISTICS):
        shared |= {f"{group}/{path.name}" for path in (parent.path / group).iterdir()}
    for path in sorted(shared - successor.truth.keys() - successor.derived.keys()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(parent.path / path, folder / path)
    successor.checkpoint(folder / SNAPSHOT)
    (folder / MANIFEST).write_bytes(manifest.with_parent(onto).to_bytes())
    (folder / MANIFEST_CHECKSUM).write_bytes(manifest_checksum(folder))
    for group in (SNAPSHOT, VALIDATION, STATISTICS):
        (folder / f"{group}.sha256").write_bytes(checksums_beside(folder / group, parent.path / group))
    (folder / DOWNLOADS_PENDING).touch()
    make_durable(folder, shared_with=parent.path)


def _fill(folder: Path, *groups: FileData) -> None:
    """Write files by path; the folders of graphs and texts are there even if there are none."""
    for group in (GRAPHS, TEXTS):
        (folder / group).mkdir()
    for files in groups:
        for path in sorted(files):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                file.writelines(files.portions(path))


def _link_private(layout: Layout, parent: str, identifier: str) -> None:
    """Let the personal facts of a release's documents be those of its parent: the documents are the same."""
    source, target = layout.private(parent), layout.private(identifier)
    if parent == identifier or not source.is_file() or is_same(source, target):
        return
    target.unlink(missing_ok=True)
    link_or_copy(source, target)
    target.chmod(0o600)
    sync([layout.private_folder])


def _write_private(layout: Layout, identifier: str, content: Content) -> None:
    """Write the personal facts where only the owner can read them."""
    layout.private_folder.mkdir(mode=0o700, exist_ok=True)
    target = layout.private(identifier)
    writing = target.with_suffix(".writing")
    writing.unlink(missing_ok=True)
    descriptor = os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - opened with its mode, so it is never readable to others
        file.write(facts_to_lines(content.personal).encode())
        file.flush()
        os.fsync(file.fileno())
    writing.replace(target)
    sync([layout.private_folder])


def switch_to(layout: Layout, identifier: str) -> None:
    """Point ``current`` to a release in one atomic step."""
    if layout.current_identifier() == identifier:
        return
    link = layout.directory / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(layout.release(identifier).relative_to(layout.directory))
    link.replace(layout.current)
    sync([layout.directory])
