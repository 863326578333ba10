"""How a worker process and its owner talk: a length, a JSON header, a body, over a stream socket."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!IQ")


def send(channel: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    """Send one message; the receiver gets header and body as they were."""
    head = json.dumps(header).encode()
    channel.sendall(_LENGTHS.pack(len(head), len(body)) + head)
    if body:
        channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Receive one message; raises ``EOFError`` if the other side has gone, ``TimeoutError`` as set."""
    head_size, body_size = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size))
    header: dict[str, Any] = json.loads(bytes(_exactly(channel, head_size)))
    return header, bytes(_exactly(channel, body_size))


def _exactly(channel: socket.socket, size: int) -> bytearray:
    data = bytearray(size)
    view = memoryview(data)
    while view:
        received = channel.recv_into(view, min(len(view), 1 << 20))
        if not received:
            raise EOFError
        view = view[received:]
    return data
