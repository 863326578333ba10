"""Publishing: a release is written beside the others, made durable, and switched to in one step."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from practicegraph.errors import DamagedReleaseError, PracticeGraphError
from practicegraph.mapping.serialization import facts_to_lines
from practicegraph.release.checksums import checksums
from practicegraph.release.content import Content, Files, files_of
from practicegraph.release.downloads import write_downloads
from practicegraph.release.layout import DERIVED, DOWNLOADS, MANIFEST, MANIFEST_CHECKSUM, SNAPSHOT, Layout
from practicegraph.release.manifest import Manifest
from practicegraph.release.open import Release
from practicegraph.release.snapshot import write_snapshot
from practicegraph.release.verify import manifest_checksum, verify


class StaleReleaseError(PracticeGraphError):
    """Another release became current while this one was made from its predecessor."""


class DiskFullError(PracticeGraphError):
    """The disk has no room for a release."""


class PublishingError(PracticeGraphError):
    """Another build or write is publishing in the same directory."""


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
    try:
        layout.releases.mkdir(parents=True, exist_ok=True)
        with _locked(layout):
            if onto is not None and layout.current_identifier() != onto:
                raise StaleReleaseError("another release has become current; try again", source=directory)
            if not _is_sound(layout.release(identifier)):
                _write_release(layout, files, content)
            _write_private(layout, identifier, content)
            _switch(layout, identifier)
            prune(layout, keep)
    except OSError as error:
        if _is_full(error):
            raise DiskFullError("No space left on device", source=error.filename or directory) from error
        raise PracticeGraphError(error.strerror or str(error), source=error.filename or directory) from error
    path = layout.release(identifier)
    return Release(identifier, path.resolve(), Manifest.read(path / MANIFEST))


def switch(directory: Path, identifier: str) -> None:
    """Make a release that is there the current one; raise :class:`DamagedReleaseError` if it is not sound."""
    layout = Layout(directory)
    verify(layout.release(identifier))
    with _locked(layout):
        _switch(layout, identifier)


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


def _write_release(layout: Layout, files: Files, content: Content) -> None:
    identifier = files.manifest.identifier
    building, target = layout.building(identifier), layout.release(identifier)
    try:
        building.mkdir()
        _write_files(building, files, content, parent=_parent(layout, identifier))
        _make_durable(building)
        if target.exists():
            # A damaged release of the same content: out of the way first, a folder cannot be replaced.
            damaged = layout.building(f"{identifier}-damaged")
            target.rename(damaged)
        building.rename(target)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _sync_folder(layout.releases)
    for leftover in layout.leftovers():
        shutil.rmtree(leftover)


def _parent(layout: Layout, identifier: str) -> str | None:
    current = layout.current_identifier()
    return current if current != identifier else None


def _write_files(folder: Path, files: Files, content: Content, *, parent: str | None) -> None:
    for group in ("graphs", "texts", *DERIVED):
        (folder / group).mkdir()
    for path, data in sorted({**files.data, **content.files}.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    write_snapshot(folder / SNAPSHOT, files)
    write_downloads(folder / DOWNLOADS, files)
    (folder / MANIFEST).write_bytes(files.manifest.with_parent(parent).to_bytes())
    (folder / MANIFEST_CHECKSUM).write_bytes(manifest_checksum(folder))
    for group in DERIVED:
        (folder / f"{group}.sha256").write_bytes(checksums(folder / group))


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
    _sync_folder(layout.private_folder)


def _switch(layout: Layout, identifier: str) -> None:
    """Point ``current`` to a release in one atomic step."""
    if layout.current_identifier() == identifier:
        return
    link = layout.directory / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(layout.release(identifier).relative_to(layout.directory))
    link.replace(layout.current)
    _sync_folder(layout.directory)


def _make_durable(folder: Path) -> None:
    """Force every file and folder below ``folder`` to disk."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            with (Path(parent) / name).open("rb") as file:
                os.fsync(file.fileno())
        _sync_folder(Path(parent))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
