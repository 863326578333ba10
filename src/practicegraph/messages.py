"""How a worker process and its owner talk: a length, a JSON header, a body, over a stream socket.

A message may carry an open file besides, whose content is too much to be copied: the receiver gets a
descriptor of its own.
"""

from __future__ import annotations

import array
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, Final, NamedTuple

_LENGTHS: Final = struct.Struct("!IQ")
_ONE_FILE: Final = socket.CMSG_SPACE(array.array("i").itemsize)
_TOGETHER: Final = 1 << 16
"""Bytes up to which a body goes out in one call with its header."""
_AT_ONCE: Final = 1 << 20
_ALLOCATOR: Final = {"MALLOC_ARENA_MAX": "2"}
"""Each arena of glibc's malloc reserves 64 MB of the address space that a worker's limit counts, one a thread."""


class Message(NamedTuple):
    """What was received; ``file`` is the descriptor that came with it, which is the receiver's to close."""

    header: dict[str, Any]
    body: bytes
    file: int | None = None


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


def end_with_owner(channel: socket.socket) -> None:
    """Let this process end when the other side of ``channel`` has gone, whatever it is doing then."""

    def watch() -> None:
        gone = select.poll()
        gone.register(channel, select.POLLRDHUP | select.POLLHUP)
        gone.poll()
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end-with-owner", daemon=True).start()


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
