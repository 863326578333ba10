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
from collections.abc import Callable
from typing import Any, Final, NamedTuple

_LENGTHS: Final = struct.Struct("!IQ")
_ONE_FILE: Final = socket.CMSG_SPACE(array.array("i").itemsize)
_TOGETHER: Final = 1 << 16
"""Bytes up to which a body goes out in one call with its header."""
_AT_ONCE: Final = 1 << 20


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
    """Receive one message of several that may be on their way.

    Raises ``EOFError`` if the other side has gone, ``TimeoutError`` as set.
    """
    head_size, body_size = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size))
    data = _exactly(channel, head_size + body_size)
    header: dict[str, Any] = json.loads(bytes(data[:head_size]))
    return header, bytes(memoryview(data)[head_size:])


def receive_message(channel: socket.socket, wait: Callable[[], object]) -> Message:
    """Receive the only message that is on its way, in as few calls as can be.

    ``wait`` is called before each read and may raise to give up. Raises ``EOFError`` if the other side has gone.
    """
    files = array.array("i")
    data, head_size, missing = bytearray(), 0, _LENGTHS.size
    try:
        while missing > 0:
            wait()
            piece, ancillary, _, _ = channel.recvmsg(min(max(missing, _TOGETHER), _AT_ONCE), _ONE_FILE)
            if not piece:
                raise EOFError  # noqa: TRY301 - files are closed below
            for level, kind, value in ancillary:
                if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                    files.frombytes(value[: len(value) - len(value) % files.itemsize])
            data += piece
            missing -= len(piece)
            if not head_size and len(data) >= _LENGTHS.size:
                head_size, body_size = _LENGTHS.unpack_from(data)
                missing = _LENGTHS.size + head_size + body_size - len(data)
    except BaseException:
        for file in files:
            os.close(file)
        raise
    end = _LENGTHS.size + head_size
    header: dict[str, Any] = json.loads(bytes(data[_LENGTHS.size : end]))
    return Message(header, bytes(memoryview(data)[end:]), files[0] if files else None)


def _exactly(channel: socket.socket, size: int) -> bytearray:
    data = bytearray(size)
    view = memoryview(data)
    while view:
        received = channel.recv_into(view, min(len(view), _AT_ONCE))
        if not received:
            raise EOFError
        view = view[received:]
    return data
