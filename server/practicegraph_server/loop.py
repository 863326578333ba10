"""The server's loop: it receives requests, asks short queries itself, and gives threads what has to wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from waitress import wasyncore
from waitress.server import TcpWSGIServer

from practicegraph.engine.protocol import Pending, Stage
from practicegraph_server.ahead import Begun

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PATIENCE: Final = 0.05
"""Seconds after which a thread waits for an answer: it looks at the deadline and after the client."""

Begin = Callable[["WSGIEnvironment"], Begun | None]
"""Does for a request what need not wait."""


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress' server, whose loop asks what can be answered soon: no thread hands the interpreter to another for that."""

    def __init__(self, application: Any, begin: Begin, **named: Any) -> None:
        self._begin = begin
        self._new: deque[Any] = deque()
        self._awaited: dict[int, Awaited] = {}
        self._loop = 0
        super().__init__(application, **named)

    def turn(self, seconds: float) -> None:
        """Look at the connections once, after at most so many seconds, and do what there is to do."""
        self._loop = threading.get_ident()
        wasyncore.poll2(min(seconds, PATIENCE) if self._awaited else seconds, self._map)
        while self._new:
            self._take_up(self._new.popleft())
        self._lose_patience(time.monotonic() - PATIENCE)

    def add_task(self, channel: Any) -> None:
        """Answer the next request of a connection; one that the loop has received it takes up itself."""
        if threading.get_ident() == self._loop:
            self._new.append(channel)  # not now: who calls holds the connection's lock
        else:
            self.task_dispatcher.add_task(channel)

    def resume(self, awaited: Awaited, *, is_ready: bool) -> None:
        """Go on with a request that waited."""
        if self._awaited.pop(awaited.descriptor, None) is None:
            return
        del self._map[awaited.descriptor]
        if is_ready:
            awaited.channel.service()
        else:
            self.task_dispatcher.add_task(awaited.channel)

    def _take_up(self, channel: Any) -> None:
        request = channel.requests[0] if channel.requests else None
        begun = None
        if request is not None and not request.error and not channel.total_outbufs_len:
            try:
                begun = channel.begun(request, self._begin)
            except Exception:
                self.logger.exception("Exception while beginning to serve %s", request.path)
        if begun is None:
            self.task_dispatcher.add_task(channel)
        elif begun.pending is not None:
            awaited = Awaited(self, channel, begun.pending)
            self._awaited[awaited.descriptor] = self._map[awaited.descriptor] = awaited
        elif begun.is_ready:
            channel.service()
        else:
            self.task_dispatcher.add_task(channel)

    def _lose_patience(self, before: float) -> None:
        """Give threads what was begun before some time."""
        for awaited in list(self._awaited.values()):
            if awaited.since > before:
                return
            self.resume(awaited, is_ready=False)


class Awaited:
    """A query that a worker runs, among what the loop listens to."""

    accepting = False

    def __init__(self, server: Server, channel: Any, pending: Pending) -> None:
        self.channel = channel
        self.descriptor = pending.fileno()
        self.since = time.monotonic()
        self._server = server
        self._pending = pending

    def readable(self) -> bool:
        """Whether there is something to listen for: always."""
        return True

    def writable(self) -> bool:
        """Whether there is something to send: never."""
        return False

    def handle_read_event(self) -> None:
        """Take what has come."""
        stage = self._pending.stage()
        if stage is not Stage.RUNNING:
            self._server.resume(self, is_ready=stage is Stage.ANSWERED)

    def handle_expt_event(self) -> None:
        """Do nothing: workers send nothing out of band."""

    def handle_close(self) -> None:
        """Let a thread find out why the worker ended."""
        self._server.resume(self, is_ready=False)

    handle_error = handle_close
