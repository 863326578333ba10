"""Serving until a signal says to stop: what is being asked, answered or sent then is brought to its end first."""

from __future__ import annotations

import time
from types import FrameType
from typing import Final

from waitress import wasyncore

from practicegraph_server.loop import Server

PATIENCE: Final = 60.0
"""Seconds that answers may take to be made and sent after the signal; a write may take as long."""
_TICK: Final = 0.1
"""Seconds between two looks at whether all is sent."""


class Stopping:
    """Runs a server of :func:`practicegraph_server.serving.server` until :meth:`ask` is called."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._is_asked = False
        self._patience = PATIENCE

    def ask(self, number: int, frame: FrameType | None) -> None:
        """Stop when what has begun has ended; asked again, wait no longer for that. A signal handler."""
        del number, frame
        if self._is_asked:
            self._patience = 0.0
        self._is_asked = True
        self._server.pull_trigger()

    def run(self) -> None:
        """Answer until asked to stop."""
        while not self._is_asked:
            self._server.turn(self._server.adj.asyncore_loop_timeout)
        wasyncore.dispatcher.close(self._server)  # nobody else may connect
        began = time.monotonic()
        while self._is_busy() and time.monotonic() < began + self._patience:
            self._server.turn(_TICK)
        self._server.task_dispatcher.shutdown(timeout=_TICK)

    def _is_busy(self) -> bool:
        """Whether something is received, answered or sent; connections where nothing is are closed."""
        busy = False
        for channel in list(self._server.active_channels.values()):
            comes = channel.request is not None and channel.request.headers_finished
            if comes or channel.requests or channel.total_outbufs_len:
                busy = True
            else:
                channel.will_close = True
        return busy
