"""How a worker process and its owner talk: a length, a JSON header, a body, over a stream socket."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!IQ")
_ALLOCATOR: Final = {"MALLOC_ARENA_MAX": "2"}
"""Each arena of glibc's malloc reserves 64 MB of the address space that a worker's limit counts, one a thread."""


def start(module: str, *arguments: str, quiet: bool = False) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start ``python -P -m module SOCKET ARGUMENTS``; return the process and our end of the socket.

    The process gets the number of its end as the first argument, no input and no output; what it prints
    as an error is ours, unless ``quiet``.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own module, no user text
            [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if quiet else None,
            env=os.environ | _ALLOCATOR,
        )
    return process, ours


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
