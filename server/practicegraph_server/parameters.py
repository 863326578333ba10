"""Request parameters, decoded strictly: bytes that are no UTF-8 are an error, not other text."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from practicegraph.wording import Wording
from practicegraph_server.problems import Problem


class Parameters:
    """The pairs of a query string or of a form body, in order."""

    def __init__(self, encoded: bytes) -> None:
        """Decode ``encoded``; raises a 400 :class:`Problem` for bytes that are no UTF-8."""
        self._pairs: list[tuple[str, str]] = []
        for pair in encoded.split(b"&"):
            if pair:
                name, _, value = pair.partition(b"=")
                self._pairs.append((_decode(name), _decode(value)))

    def __add__(self, other: Parameters) -> Parameters:
        """Return these parameters followed by others."""
        both = Parameters(b"")
        both._pairs = self._pairs + other._pairs
        return both

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter."""
        return tuple(value for key, value in self._pairs if key == name)

    def one(self, name: str) -> str | None:
        """Return a parameter's value, ``None`` if absent; raises a 400 :class:`Problem` if given twice."""
        values = self.all(name)
        if len(values) > 1:
            raise Problem(
                400,
                "repeated-parameter",
                Wording("the parameter “{name}” is given {times} times", name=name, times=len(values)),
            )
        return values[0] if values else None

    def names(self) -> set[str]:
        """Return the names of all parameters."""
        return {key for key, _ in self._pairs}


def _decode(encoded: bytes) -> str:
    try:
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", "the request has bytes that are no UTF-8") from error
