"""How a worker process and its owner talk: a length, a JSON header, a body, over a stream socket.

A message may carry an open file besides, whose content is too much to be copied: the receiver gets a
descriptor of its own.
"""

from __future__ import annotations

import array
import json
import os
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NamedTuple

_LENGTHS: Final = struct.Struct("!IQ")
_ONE_FILE: Final = socket.CMSG_SPACE(array.array("i").itemsize)
_TOGETHER: Final = 1 << 16
"""Bytes up to which a body goes out in one call with its header."""
_AT_ONCE: Final = 1 << 20
_SHORTEST: Final = 0.001
"""Seconds that are waited for a reply at least: none would be no wait at all."""
_TIME: Final = struct.Struct("@ll")
"""Seconds and microseconds, as ``setsockopt(2)`` takes them."""


class Message(NamedTuple):
    """What was received; ``file`` is the descriptor that came with it, which is the receiver's to close."""

    header: dict[str, Any]
    body: bytes
    file: int | None = None


def send(
    channel: socket.socket, header: dict[str, Any], body: bytes = b"", *, file: int | None = None
) -> None:
    """Send one message; the receiver gets header and body as they were."""
    head = json.dumps(header).encode()
    data = _LENGTHS.pack(len(head), len(body)) + head
    if file is not None:
        sent = socket.send_fds(channel, [data], [file])
        data = data[sent:]
    if len(body) <= _TOGETHER:
        channel.sendall(data + body)
    else:
        channel.sendall(data)
        channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Receive the one message that is on its way; :class:`Receiver` is for who may get several.

    Raises ``EOFError`` if the other side has gone, ``TimeoutError`` as set.
    """
    message = Receiver(channel).receive()
    return message.header, message.body


def ask(
    channel: socket.socket, header: dict[str, Any], body: bytes = b"", *, seconds: float
) -> tuple[dict[str, Any], bytes]:
    """Send one message and return the reply to it.

    Raises ``TimeoutError`` when both together take more than ``seconds``, ``EOFError`` if the other side has gone.
    """
    ends = time.monotonic() + seconds
    channel.settimeout(seconds)
    send(channel, header, body)
    channel.settimeout(max(_SHORTEST, ends - time.monotonic()))
    return receive(channel)


def serve(
    channel: socket.socket, respond: Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]
) -> None:
    """Answer each message by what ``respond`` makes of it, until the other side has gone."""
    with suppress(EOFError, ConnectionError):
        while True:
            send(channel, *respond(*receive(channel)))


class Receiver:
    """Receives messages in as few calls as can be, each waiting in the system and handing over the interpreter once."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._data = bytearray()
        self._missing = _LENGTHS.size
        self._files = array.array("i")
        self._patience = 0.0

    def receive(self, patience: Callable[[], float] | None = None) -> Message:
        """Return the next message; raises ``EOFError`` if the other side has gone.

        ``patience`` is asked before each wait: it tells the seconds that this may take, or raises to give up.
        """
        while (message := self._whole()) is None:
            if patience:
                self._wait_at_most(patience())
            try:
                self._take()
            except BlockingIOError:
                continue
        return message

    def receive_now(self) -> Message | None:
        """Return the next message if it has come, without waiting; raises ``EOFError`` as :meth:`receive` does."""
        while (message := self._whole()) is None:
            try:
                self._take(socket.MSG_DONTWAIT)
            except BlockingIOError:
                return None
        return message

    def close(self) -> None:
        """Close the files that came with a message whose end has not come."""
        while self._files:
            os.close(self._files.pop())

    def _wait_at_most(self, seconds: float) -> None:
        if seconds != self._patience:
            whole, part = divmod(max(1, round(1_000_000 * seconds)), 1_000_000)
            self._channel.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIME.pack(whole, part))
            self._patience = seconds

    def _take(self, flags: int = 0) -> None:
        size = min(max(self._missing, _TOGETHER), _AT_ONCE)
        piece, ancillary, _, _ = self._channel.recvmsg(size, _ONE_FILE, flags)
        if not piece:
            raise EOFError
        self._data += piece
        for level, kind, value in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                self._files.frombytes(value[: len(value) - len(value) % self._files.itemsize])

    def _whole(self) -> Message | None:
        """Return the message that stands at the beginning of what has come, if all of it has."""
        data = self._data
        if len(data) < _LENGTHS.size:
            return None
        head_size, body_size = _LENGTHS.unpack_from(data)
        begin = _LENGTHS.size + head_size
        end = begin + body_size
        self._missing = end - len(data)
        if self._missing > 0:
            return None
        header: dict[str, Any] = json.loads(data[_LENGTHS.size : begin])
        body = bytes(memoryview(data)[begin:end])
        del data[:end]
        return Message(header, body, self._files.pop(0) if self._files else None)
