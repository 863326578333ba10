"""Errors that are meant for the person who gave the input."""

from __future__ import annotations


class PracticeGraphError(Exception):
    """Something the user can mend: bad input, a damaged release, a port in use.

    ``source`` names the file or address the error is about, ``place`` the position in it
    (a line, ``line:column`` or a field). ``str()`` gives one line, ``source:place: message``.
    """

    def __init__(self, message: str, *, source: object = None, place: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.source = None if source is None else str(source)
        self.place = None if place is None else str(place)

    def __str__(self) -> str:
        where = ":".join(part for part in (self.source, self.place) if part)
        return f"{where}: {self.message}" if where else self.message


class UnreadableDocumentError(PracticeGraphError):
    """A document that cannot be read: empty, binary, too large, or of an unknown format."""


class InvalidDataError(PracticeGraphError):
    """A resource file (vocabulary, shape, lexicon, query, gold) that does not parse or lacks a field."""


class DamagedReleaseError(PracticeGraphError):
    """A release directory whose files are missing or differ from their recorded hashes."""


class SandboxUnavailableError(PracticeGraphError):
    """The operating system gives no way to keep a worker process off the network."""
