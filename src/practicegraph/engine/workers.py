"""One worker process, as its pool sees it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from practicegraph.engine import errors
from practicegraph.engine.difference import PackedDifference
from practicegraph.messages import Message, Receiver, send
from practicegraph.processes import start

START_SECONDS: Final = 60.0
"""How long a new worker may take to open the release."""
LOOK_SECONDS: Final = 0.25
"""How often to look, while a query runs, whether its client is still there."""
FOLLOW_SECONDS: Final = 10.0
"""How long a worker may take to go on with the next release."""
BUFFERED: Final = 1 << 13
"""Characters of a query that the system takes at once, whether the worker reads or not."""

Abandoned = Callable[[], bool]
"""Tells whether nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one release to the next: its id, the folder of its snapshot, and how their stores differ.

    Without a difference, workers open the snapshot as when they start.
    """

    release: str
    snapshot: str
    difference: PackedDifference | None = None


@dataclass(frozen=True, slots=True)
class WorkerConfiguration:
    """What a worker is told when it starts; sizes in bytes, ``memory_store_limit`` in quads."""

    release: str
    snapshot: str
    memory: int
    memory_store_limit: int
    result_limit: int
    sandbox: bool = True


class Worker:
    """One worker process and the socket to it; ``release`` is the id of the release that it answers from."""

    def __init__(self, configuration: WorkerConfiguration) -> None:
        self.release = configuration.release
        self.process, self.channel = start("practicegraph.engine.worker", json.dumps(asdict(configuration)))
        self._replies = Receiver(self.channel)

    def wait_until_ready(self) -> None:
        """Return when the worker has opened its release; raise if it cannot."""
        try:
            self.receive(time.monotonic() + START_SECONDS)
        except (EOFError, OSError) as error:
            self.end()
            raise errors.WorkerCrashedError("a query worker could not start") from error

    def copy_to_memory(self) -> None:
        """Let the worker read its release into memory beside what it is asked."""
        try:
            send(self.channel, {"copy": True})
        except OSError:
            return  # it has died: whoever asks it next finds out

    def has_followed(self, step: Step) -> bool:
        """Go on with the next release; tell whether the worker could."""
        try:
            self._follow(step)
        except (EOFError, OSError):
            return False
        return True

    def _follow(self, step: Step) -> None:
        deadline = time.monotonic() + FOLLOW_SECONDS
        self.channel.settimeout(FOLLOW_SECONDS)
        difference = step.difference
        header = {"snapshot": step.snapshot, "difference": difference and difference.header}
        send(self.channel, header, difference.quads if difference else b"")
        self.channel.settimeout(None)
        self.receive(deadline)
        self.release = step.release

    def send(self, request: dict[str, Any], deadline: float) -> None:
        """Send a query; ``TimeoutError`` at ``deadline``, ``ConnectionError`` if the worker has died."""
        if len(request["text"]) <= BUFFERED:
            send(self.channel, request)
            return
        self.channel.settimeout(max(0.001, deadline - time.monotonic()))
        send(self.channel, request)
        self.channel.settimeout(None)

    def receive(self, deadline: float, abandoned: Abandoned | None = None) -> Message:
        """Return the reply to what was sent.

        Raises ``TimeoutError`` at ``deadline`` (as ``time.monotonic`` counts), ``EOFError`` if the worker
        died, :class:`practicegraph.engine.errors.ClientGoneError` if the request is ``abandoned``.
        """

        def patience() -> float:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if abandoned and abandoned():
                raise errors.ClientGoneError("the client has gone")
            return min(left, LOOK_SECONDS)

        return self._replies.receive(patience)

    def receive_now(self) -> Message | None:
        """Return the reply if it has come; raises ``EOFError`` or ``OSError`` if the worker died."""
        return self._replies.receive_now()

    def end(self) -> int:
        """Kill the process, wait for it, and return its exit status."""
        self.process.kill()
        self.channel.close()
        self._replies.close()
        return self.process.wait()
