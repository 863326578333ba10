"""Processes of their own for what users send: how one is started, and how it gives up what it does not need.

What crashes, hangs or fills the memory there is one process less, and its owner starts another.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from typing import Final

from practicegraph.sandbox import deny_network_and_exec, limit_memory

_ALLOCATOR: Final = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": str(1 << 25)}
"""Each arena of glibc's malloc reserves 64 MB of the address space that a worker's limit counts, one a thread; by default, an
arena gives back at every answer what the next one asks for again."""

_OPTIONS: Final = {
    "M_ARENA_MAX": (-8, 2),
    "M_MMAP_THRESHOLD": (-3, 1 << 18),
    "M_TRIM_THRESHOLD": (-1, 1 << 22),
}
"""Numbers and values of options of glibc's malloc (``mallopt(3)``) for a process of many threads, each with a long text now and
then: by default, every thread's arena keeps twice the longest block that was ever given back."""


def give_memory_back() -> bool:
    """Let this process give back the memory of long texts when they are gone; before it has threads.

    Tells whether the system's allocator can be told so.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and all(mallopt(*option) == 1 for option in _OPTIONS.values())


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


def confined(descriptor: str, memory: int, *, sandbox: bool) -> socket.socket:
    """Confine this process before it sees anything of a user; return its end of the socket to its owner.

    ``descriptor`` is the first argument that :func:`start` gave, ``memory`` the bytes of address space it may
    use. Without ``sandbox`` it may reach the network and start programs. It ends with its owner.
    """
    channel = socket.socket(fileno=int(descriptor))
    limit_memory(memory)
    if sandbox:
        deny_network_and_exec()
    _end_with_owner(channel)
    return channel


def _end_with_owner(channel: socket.socket) -> None:
    """Let this process end when the other side of ``channel`` has gone, whatever it is doing then."""

    def watch() -> None:
        gone = select.poll()
        gone.register(channel, select.POLLRDHUP | select.POLLHUP)
        gone.poll()
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end-with-owner", daemon=True).start()
