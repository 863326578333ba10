"""Writes of clients: the current release and an operation in, a new release out, or nothing at all.

What a write gives is reasoned over, validated and swept for personal data before it is published. All that this
needs is kept from one write to the next, and follows what each one changes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Self

from practicegraph.derivation.derivation import derived_files
from practicegraph.derivation.resources import Resources
from practicegraph.release.content import Content
from practicegraph.release.layout import Layout
from practicegraph.release.manifest import DefaultGraph
from practicegraph.release.open import Release
from practicegraph.release.publish import publish
from practicegraph.release.refusals import StaleReleaseError
from practicegraph.settings import Settings
from practicegraph.validation.report import Report
from practicegraph.writing.requests import GraphRequest, UpdateRequest
from practicegraph.writing.session import Session
from practicegraph.writing.written import Written


class Writing:
    """Makes writes in the directory of ``settings``, one after the other."""

    def __init__(self, settings: Settings, *, told: str | None = None) -> None:
        """``told`` is the release that is served, if it is known why it is not the current one."""
        self._settings = settings
        self._told = told
        self._session: Session | None = None
        self._workspace: Workspace | None = None

    def prepare(self) -> None:
        """Read what a write needs, unless it is there; raises what :meth:`write` raises."""
        if self._session is not None and self._session.is_current:
            return
        self.close()
        self._workspace = Workspace(Layout(self._settings.directory).writing)
        self._session = Session(self._settings, self._workspace.path / "store", told=self._told)

    def write(self, request: UpdateRequest | GraphRequest) -> Written:
        """Apply a write to the current release and publish what comes of it.

        Raises the errors of :mod:`practicegraph.writing.curation` and :mod:`practicegraph.writing.following`,
        :class:`practicegraph.privacy.sweep.PersonalDataError`,
        :class:`practicegraph.reasoning.consistency.InconsistentGraphError` and those of
        :func:`practicegraph.release.publish.publish_successor`; then the directory is as it was.
        """
        self.prepare()
        session = self._session
        if session is None:
            raise StaleReleaseError("another release has become current; try again")
        try:
            return session.write(request)
        finally:
            if not session.is_sound:
                self.close()

    def close(self) -> None:
        """Forget what was kept."""
        self._session = None
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class Workspace:
    """A folder that is removed when it is closed, or by the next workspace if its process was killed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(folder)
        self.path = folder / f"{os.getpid()}-{os.urandom(4).hex()}"
        self.path.mkdir()
        self._lock = os.open(self.path, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def _remove_abandoned(folder: Path) -> None:
    """Remove the workspaces whose processes are gone."""
    for path in folder.iterdir():
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(descriptor)


def empty(settings: Settings) -> Release:
    """Publish an empty release with a default graph of its own, for a plain store."""
    content = Content(
        base=settings.base,
        graphs={},
        texts={},
        inputs=(),
        versions=Resources().versions(),
        files=derived_files(Report(()), {}),
        default_graph=DefaultGraph.OWN,
    )
    return publish(content, settings.directory, keep=settings.keep_releases)
