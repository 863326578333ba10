"""The downloads of a release that a write made: they follow after it is published, and none is given out before all are there."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from practicegraph.release.checksums import check_digest, checksums
from practicegraph.release.downloads import write_downloads
from practicegraph.release.layout import DOWNLOADS, DOWNLOADS_PENDING, MANIFEST
from practicegraph.release.linking import make_durable, sync
from practicegraph.release.manifest import Manifest


def complete(release: Path) -> None:
    """Make the downloads of the release in a folder, unless they are there; others wait meanwhile.

    Whenever this is stopped, the release is as sound as before. Raises :class:`DamagedReleaseError` for a graph
    that is not as it was written, ``FileNotFoundError`` if the release is removed meanwhile.
    """
    pending, target = release / DOWNLOADS_PENDING, release / DOWNLOADS
    if not pending.exists():
        return
    with pending.open("rb") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        if not pending.exists():
            return
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        manifest = Manifest.read(release / MANIFEST)
        for entry in manifest.graphs:
            check_digest(release / entry.file, entry.sha256)
        write_downloads(target, manifest)
        recorded = release / f"{DOWNLOADS}.sha256"
        recorded.write_bytes(checksums(target))
        make_durable(target)
        sync([recorded, release])
        pending.unlink()
        sync([release])
