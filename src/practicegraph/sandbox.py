"""Limits that a worker puts on itself before it sees any text of a user.

Memory by ``setrlimit(2)``; no network, no new programs by a ``seccomp(2)`` filter, which needs no
privilege. Linux on x86-64 and ARM64; elsewhere :class:`SandboxUnavailableError`.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
from typing import Final

from practicegraph.errors import SandboxUnavailableError

_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_RETURN_ALLOW: Final = 0x7FFF0000
_RETURN_EPERM: Final = 0x00050001
_RETURN_KILL: Final = 0x80000000
_LOAD_WORD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
_X32_BIT: Final = 0x40000000

# socket, connect, bind, listen, execve, execveat, ptrace, io_uring_setup, process_vm_writev
_DENIED: Final = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 59, 322, 101, 425, 311)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 221, 281, 117, 425, 271)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def limit_memory(size: int) -> None:
    """Allow ``size`` bytes of address space and no core files (they would hold what was asked)."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def deny_network_and_exec() -> None:
    """Let every call that opens a socket or starts a program fail with ``EPERM``, for good.

    Raises :class:`SandboxUnavailableError` where the kernel or the machine type has no such filter.
    """
    machine = platform.machine()
    if platform.system() != "Linux" or machine not in _DENIED:
        raise SandboxUnavailableError(f"no seccomp filter for {platform.system()} on {machine}")
    code = _filter(*_DENIED[machine])
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0
    ):
        raise SandboxUnavailableError(f"the kernel refused the seccomp filter (errno {ctypes.get_errno()})")


def _filter(architecture: int, denied: tuple[int, ...]) -> bytes:
    """Return the BPF program: wrong architecture is killed, denied and x32 calls fail, others pass."""
    count = len(denied)
    lines = [
        (_LOAD_WORD, 0, 0, 4),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _RETURN_KILL),
        (_LOAD_WORD, 0, 0, 0),
        (_JUMP_AT_LEAST, count + 1, 0, _X32_BIT),
        *((_JUMP_EQUAL, count - index, 0, number) for index, number in enumerate(denied)),
        (_RETURN, 0, 0, _RETURN_ALLOW),
        (_RETURN, 0, 0, _RETURN_EPERM),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
