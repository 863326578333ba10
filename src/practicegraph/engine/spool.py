"""Where a worker writes an answer: memory, and a file without a name when it grows long."""

from __future__ import annotations

import io
import tempfile
from typing import IO, Any


class TooLargeError(Exception):
    """The answer passed the limit while it was written."""


class Spool:
    """Takes what the engine writes, up to ``limit`` bytes; more than ``in_memory`` bytes go to a file.

    The file has no name: it is gone with the last process that has it open, however that ends. Which error
    an engine makes of one raised here is its own business, so ``failure`` keeps it.
    """

    def __init__(self, limit: int, in_memory: int | None = None) -> None:
        self.limit = limit
        """Bytes that an answer may have."""
        self._in_memory = limit if in_memory is None else in_memory
        self._output: IO[bytes] = io.BytesIO()
        self.size = 0
        self.failure: Exception | None = None

    @property
    def file(self) -> IO[bytes] | None:
        """The file, ``None`` while everything is in memory."""
        return None if isinstance(self._output, io.BytesIO) else self._output

    def write(self, data: Any) -> int:
        """Take some bytes; raises :class:`TooLargeError` beyond the limit, ``OSError`` where no room is left."""
        try:
            self._take(data)
        except (TooLargeError, OSError) as error:
            self.failure = error
            raise
        return len(data)

    def _take(self, data: Any) -> None:
        self.size += len(data)
        if self.size > self.limit:
            raise TooLargeError
        if self.file is None and self.size > self._in_memory:
            written = self.getvalue()
            self._output = tempfile.TemporaryFile(buffering=1 << 16)  # noqa: SIM115 - closed by close()
            self._output.write(written)
        self._output.write(data)

    def flush(self) -> None:
        """Hand the file to the system, so that another process can read all of it."""
        self._output.flush()

    def getvalue(self) -> bytes:
        """Return what is in memory."""
        return self._output.getvalue() if isinstance(self._output, io.BytesIO) else b""

    def close(self) -> None:
        """Close the file, if there is one."""
        self._output.close()
