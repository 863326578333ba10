"""Backups: the current release of a data directory copied to another, and back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from practicegraph.errors import PracticeGraphError
from practicegraph.release.layout import DOWNLOADS, DOWNLOADS_PENDING, Layout, lacks_downloads
from practicegraph.release.linking import make_durable, sync
from practicegraph.release.open import Release, open_release
from practicegraph.release.publish import publishing, switch_to
from practicegraph.release.verify import verify

_TRIES: Final = 10
"""How often to begin again when the release that is copied is removed meanwhile."""


class NothingToCopyError(PracticeGraphError):
    """A directory without a current release."""


class _RemovedError(Exception):
    """The release that is copied is there no longer."""


class WouldOverwriteError(PracticeGraphError):
    """A directory that has what a copy would write."""


def copy_current(source: Path, target: Path) -> Release:
    """Copy the current release of a data directory, with its private facts and imported vocabularies, to another.

    ``target`` is a data directory then, with one release. The source may be served and written meanwhile: a
    release never changes, and the copy is of the one that is current when it begins. Every file is compared with
    its hash before ``target`` has a current release. Raises :class:`NothingToCopyError`,
    :class:`WouldOverwriteError` if the target has any of this, :class:`practicegraph.errors.DamagedReleaseError`
    if the source is damaged.
    """
    _refuse_to_overwrite(Layout(target))
    for _ in range(_TRIES):
        identifier = Layout(source).current_identifier()
        if identifier is None:
            raise NothingToCopyError("holds no release", source=source)
        try:
            return _copied(Layout(source), Layout(target), identifier)
        except _RemovedError:
            continue
    raise PracticeGraphError("changes too fast to be copied", source=source)


def _refuse_to_overwrite(target: Layout) -> None:
    if target.current.is_symlink():
        raise WouldOverwriteError("holds a release already; name another directory", source=target.directory)
    for folder in (target.releases, target.private_folder, target.vocabularies):
        if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
            raise WouldOverwriteError("is there already; name another directory", source=folder)


def _copied(source: Layout, target: Layout, identifier: str) -> Release:
    """Copy one release; raise :class:`_RemovedError` if it is removed meanwhile."""
    target.releases.mkdir(parents=True, exist_ok=True)
    building = target.building(identifier)
    with publishing(target):
        try:
            _copy_release(source.release(identifier), building)
            _copy_private(source, target, identifier)
            _copy_vocabularies(source, target)
        except OSError as error:
            for path in (building, target.private_folder, target.vocabularies):
                shutil.rmtree(path, ignore_errors=True)
            if source.release(identifier).is_dir():
                raise
            raise _RemovedError from error
        make_durable(building)
        building.rename(target.release(identifier))
        sync([target.releases])
        verify(target.release(identifier))
        switch_to(target, identifier)
    return open_release(target.directory)


def _copy_release(source: Path, target: Path) -> None:
    """Copy a release; downloads that are being made are left to be made again."""
    is_pending = lacks_downloads(source)
    unfinished = {DOWNLOADS, f"{DOWNLOADS}.sha256"} if is_pending else set()
    shutil.copytree(
        source,
        target,
        copy_function=shutil.copyfile,
        ignore=lambda folder, _: unfinished if Path(folder) == source else set(),
    )
    if is_pending:
        (target / DOWNLOADS_PENDING).touch()


def _copy_private(source: Layout, target: Layout, identifier: str) -> None:
    """Copy the personal facts to a file that only the owner can read."""
    target.private_folder.mkdir(mode=0o700, exist_ok=True)
    private = target.private(identifier)
    private.touch(mode=0o600)
    private.write_bytes(source.private(identifier).read_bytes())
    sync([private, target.private_folder])


def _copy_vocabularies(source: Layout, target: Layout) -> None:
    if source.vocabularies.is_dir():
        shutil.copytree(source.vocabularies, target.vocabularies, copy_function=shutil.copyfile)
        make_durable(target.vocabularies)
