"""Reading of risky formats in a process of its own, which is ended when it takes too much.

A file can be made to take gigabytes or hours of the library that reads it, or to crash it. Nothing in a
library limits that; a process can be limited and ended.
"""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from practicegraph.errors import UnreadableDocumentError
from practicegraph.messages import receive, send
from practicegraph.processes import start
from practicegraph.reading.blocks import Block, BlockKind, Document

MEMORY: Final = 1024**3
"""Bytes of address space for the reading process."""
SECONDS: Final = 30
"""Seconds of processor time for one file; twice as many may pass on the clock."""
FILES: Final = 500
"""How many files one process reads before a new one takes its place: libraries leak."""

READERS: Final[Mapping[str, str]] = {
    ".html": "practicegraph.reading.html:read_html",
    ".htm": "practicegraph.reading.html:read_html",
    ".xhtml": "practicegraph.reading.html:read_html",
    ".docx": "practicegraph.reading.docx:read_docx",
    ".pdf": "practicegraph.reading.pdf:read_pdf",
}
"""The reader of each suffix, by module and name: only the reading process loads their libraries."""

_ENDING: Final = 5
"""Seconds that a process which closed its channel may take to end."""
_MEMORY_SIGNALS: Final = frozenset({signal.SIGABRT, signal.SIGKILL, signal.SIGTRAP})


class Isolation:
    """One reading process: started when it is first needed, replaced when it dies, ended by ``close``."""

    def __init__(self, *, memory: int = MEMORY, seconds: int = SECONDS) -> None:
        self._memory, self._seconds = memory, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process(self) -> int | None:
        """The id of the reading process, ``None`` while there is none."""
        return None if self._process is None else self._process.pid

    def read(
        self, data: bytes, suffix: str, *, name: str, source: str | None = None, language: str | None = None
    ) -> Document:
        """Return the document of a file's bytes.

        Raises :class:`UnreadableDocumentError` if it cannot be read within the limits, saying why.
        """
        request = {"task": "read", "format": suffix, "name": name, "source": source, "language": language}
        return document_from_message(*self._ask(request, data))

    def members(self, path: Path) -> list[str]:
        """Return the names of the files in the archive ``path``."""
        header, _ = self._ask({"task": "members", "path": str(path.absolute())})
        names: list[str] = header["members"]
        return names

    def member(self, path: Path, name: str, limit: int) -> bytes:
        """Return the bytes of one file in the archive ``path``, at most ``limit``."""
        request = {"task": "member", "path": str(path.absolute()), "name": name, "limit": limit}
        return self._ask(request)[1]

    def close(self) -> None:
        """End the reading process, if there is one."""
        self._end()

    def _ask(self, request: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Return the reply, if need be of a second process that has all its memory free."""
        fresh = self._read == 0
        header, answer = self._try(request, body)
        if header["status"] == "memory" and not fresh:
            header, answer = self._try(request, body)
        if header["status"] == "ok":
            return header, answer
        raise UnreadableDocumentError(self._reason(header), place=header.get("place"))

    def _try(self, request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        channel = self._started()
        self._read += 1
        try:
            send(channel, request, body)
            header, answer = receive(channel)
        except TimeoutError:
            self._end()
            return {"status": "time"}, b""
        except (EOFError, OSError):
            return {"status": _status_of(self._end(kill=False))}, b""
        if header["status"] in ("memory", "crash") or self._read >= FILES:
            self._end()
        return header, answer

    def _reason(self, header: dict[str, Any]) -> str:
        reasons = {
            "memory": f"takes more than {self._memory // 1024**2} MB of memory to read",
            "time": f"takes more than {self._seconds} seconds to read",
            "crash": f"makes its reader crash or need more than {self._memory // 1024**2} MB of memory",
        }
        return reasons.get(header["status"]) or str(header.get("message"))

    def _started(self) -> socket.socket:
        if self._channel is None:
            self._process, self._channel = start(
                "practicegraph.reading.worker", str(self._memory), str(self._seconds), quiet=True
            )
            self._channel.settimeout(2 * self._seconds)
        return self._channel

    def _end(self, *, kill: bool = True) -> int:
        """End the process and return its exit status."""
        if self._channel is None or self._process is None:
            return 0
        self._channel.close()
        if kill:
            self._process.kill()
        try:
            status = self._process.wait(timeout=_ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._channel = self._process = None
        self._read = 0
        return status


def _status_of(exit_status: int) -> str:
    if -exit_status == signal.SIGXCPU:
        return "time"
    return "memory" if -exit_status in _MEMORY_SIGNALS else "crash"


def document_to_message(document: Document) -> tuple[dict[str, Any], bytes]:
    """Return a document as a header of plain values and its text."""
    header = {
        "status": "ok",
        "name": document.name,
        "media_type": document.media_type,
        "language": document.language,
        "source": document.source,
        "metadata": dict(document.metadata),
        "blocks": [
            (block.kind.value, block.start, block.end, block.level, block.row, block.column, block.number,
             block.page, block.language, block.lead, block.linked)
            for block in document.blocks
        ],
    }  # fmt: skip
    return header, document.text.encode()


def document_from_message(header: Mapping[str, Any], body: bytes) -> Document:
    """Return the document that :func:`document_to_message` made a message of."""
    text = body.decode()
    return Document(
        name=header["name"],
        text=text,
        blocks=tuple(
            Block(BlockKind(kind), start, end, text[start:end], *rest)
            for kind, start, end, *rest in header["blocks"]
        ),
        media_type=header["media_type"],
        language=header["language"],
        source=header["source"],
        metadata=header["metadata"],
    )
