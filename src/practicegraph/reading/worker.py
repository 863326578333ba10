"""The process that reads files of risky formats: limited in memory and time, off the network, disposable.

Started by :mod:`practicegraph.reading.isolation` as ``python -m practicegraph.reading.worker CHANNEL MEMORY
SECONDS``. What it sends back is plain data, never code: whoever takes over this process gains nothing.
"""

from __future__ import annotations

import resource
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from practicegraph.errors import SandboxUnavailableError, UnreadableDocumentError
from practicegraph.messages import serve
from practicegraph.reading import archive
from practicegraph.reading.blocks import Document
from practicegraph.reading.isolation import READERS, document_to_message
from practicegraph.sandbox import deny_network_and_exec, limit_memory

_NEARLY: Final = 0.8
"""Share of the memory limit from which a failure is one of memory."""


def respond(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the reply to a request; a file that cannot be read is a status, not a failure."""
    try:
        return _answer(request, body)
    except UnreadableDocumentError as error:
        return {"status": "unreadable", "message": error.message, "place": error.place}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except OSError as error:
        return {"status": "unreadable", "message": error.strerror or str(error)}, b""
    except Exception as error:  # noqa: BLE001 - a library raises anything at all on a damaged file
        if _is_nearly_full():
            return {"status": "memory"}, b""
        return {"status": "unreadable", "message": f"is damaged ({type(error).__name__}: {error})"}, b""


def _answer(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    if request["task"] == "members":
        return {"status": "ok", "members": archive.members(Path(request["path"]))}, b""
    if request["task"] == "member":
        return {"status": "ok"}, archive.member(Path(request["path"]), request["name"], request["limit"])
    return document_to_message(_read(request, body))


def _is_nearly_full() -> bool:
    """Tell whether this process came near its limit: libraries in C name all kinds of reasons then."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        peak = next(line for line in lines if line.startswith("VmPeak:"))
        return int(peak.split()[1]) * 1024 > _NEARLY * limit
    return False


def _read(request: dict[str, Any], body: bytes) -> Document:
    module, function = READERS[request["format"]].split(":")
    document: Document = getattr(import_module(module), function)(
        body, name=request["name"], source=request["source"], language=request["language"]
    )
    return document


def limit_processor(seconds: int) -> None:
    """Let the system end this process when it has used ``seconds`` of processor time from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds + 1, hard))


def main(descriptor: str, memory: str, seconds: str) -> None:
    """Serve requests on the inherited socket until its owner closes it."""
    channel = socket.socket(fileno=int(descriptor))
    limit_memory(int(memory))
    with suppress(SandboxUnavailableError):  # a second wall: no reader opens a connection
        deny_network_and_exec()

    def limited(request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        limit_processor(int(seconds))
        return respond(request, body)

    serve(channel, limited)


if __name__ == "__main__":
    main(*sys.argv[1:])
