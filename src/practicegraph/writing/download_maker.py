"""The owner of the process that makes downloads."""

from __future__ import annotations

import threading
from pathlib import Path
from socket import socket
from subprocess import Popen

from practicegraph.processes import start
from practicegraph.release.layout import Layout, lacks_downloads


class DownloadMaker:
    """Has the downloads of the current release of a directory made in the background."""

    def __init__(self, directory: Path) -> None:
        self._layout = Layout(directory)
        self._lock = threading.Lock()
        self._running: tuple[Popen[bytes], socket] | None = None
        self._closed = False

    def begin(self) -> None:
        """See to it that the downloads are made; returns at once."""
        with self._lock:
            if self._closed or self._running is not None or not self._is_needed():
                return
            self._running = start("practicegraph.writing.download_worker", str(self._layout.directory))
            threading.Thread(target=self._wait, args=self._running, name="downloads", daemon=True).start()

    def close(self) -> None:
        """End the process if there is one; what it has not finished is made when it is needed again."""
        with self._lock:
            self._closed = True
            if self._running is not None:
                self._running[0].kill()

    def _is_needed(self) -> bool:
        identifier = self._layout.current_identifier()
        return identifier is not None and lacks_downloads(self._layout.release(identifier))

    def _wait(self, process: Popen[bytes], channel: socket) -> None:
        status = process.wait()
        channel.close()
        with self._lock:
            self._running = None
        if status == 0:
            self.begin()  # a write may have come while the process ended
