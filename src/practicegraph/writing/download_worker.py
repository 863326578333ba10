"""The process that makes downloads after writes, when no other write comes for a while.

Started by :mod:`practicegraph.writing.download_maker` as ``python -m practicegraph.writing.download_worker CHANNEL
DIRECTORY``. It ends when the current release has its downloads, or with its owner.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from practicegraph.release.layout import Layout, lacks_downloads
from practicegraph.release.pending import complete

NICENESS: Final = 15
"""By how much this gives way to queries and writes."""
QUIET_SECONDS: Final = 2.0
"""How long no other write must have come."""
LONGEST_SECONDS: Final = 60.0
"""How long to wait for that at most."""


def main(descriptor: str, directory: str) -> None:
    """Make the downloads of whatever release is current until one has them."""
    owner = socket.socket(fileno=int(descriptor))
    os.nice(NICENESS)
    layout = Layout(Path(directory))
    while (identifier := _settled(layout, owner)) is not None:
        with suppress(FileNotFoundError):  # the release was removed meanwhile: another is current
            complete(layout.release(identifier))


def _settled(layout: Layout, owner: socket.socket) -> str | None:
    """Return the current release when no other follows it, ``None`` if it has its downloads or the owner has gone."""
    started = time.monotonic()
    identifier = layout.current_identifier()
    while identifier is not None and lacks_downloads(layout.release(identifier)):
        gone, _, _ = select.select([owner], [], [], QUIET_SECONDS)
        if gone:
            return None
        now = layout.current_identifier()
        if now == identifier or time.monotonic() - started > LONGEST_SECONDS:
            return now
        identifier = now
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
