"""Documents from files, folders and ``documents.csv`` lists."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.blocks import Document
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

LIMIT: Final = 20 * 1024**2
"""Bytes a document may have unless the settings say otherwise."""

LIST_NAME: Final = "documents.csv"
"""The list that may lie in a folder of documents: columns file, source, language and collection."""


class Reader(Protocol):
    """Turns the bytes of one format into a document."""

    def __call__(
        self, data: bytes, *, name: str, source: str | None = None, language: str | None = None
    ) -> Document:
        """Return the document; raise :class:`UnreadableDocumentError` naming ``name``."""


READERS: Final[Mapping[str, Reader]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
"""The reader of each supported suffix."""

_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read_document(
    path: Path,
    *,
    name: str | None = None,
    language: str | None = None,
    source: str | None = None,
    limit: int = LIMIT,
) -> Document:
    """Return the document in the file ``path``.

    ``name`` is what it is called (its file name), ``language`` and ``source`` what is known of it.
    Raises :class:`UnreadableDocumentError` naming the file for one that is missing, empty, larger than
    ``limit`` bytes (it is not read then), binary, of an unknown format or not decodable.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        supported = ", ".join(sorted(READERS))
        raise UnreadableDocumentError(
            f"is of no supported format ({path.suffix or 'no suffix'}); supported are {supported}",
            source=path,
        )
    try:
        size = path.stat().st_size
        if size > limit:
            raise UnreadableDocumentError(f"is too large: {size} bytes, {limit} are allowed", source=path)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(error.strerror or str(error), source=path) from error
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocumentError(f"is {what}, not text as its suffix says", source=path)
    try:
        return reader(data, name=name or path.name, source=source, language=language)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(error.message, source=path, place=error.place) from error


Refusal = Callable[[UnreadableDocumentError], None]
"""What is told of each document that cannot be read."""


def read_folder(
    paths: Sequence[Path], *, limit: int = LIMIT, on_unreadable: Refusal | None = None
) -> Iterator[Document]:
    """Yield the documents of files, folders and ``documents.csv`` lists, in order of their names.

    A folder with a ``documents.csv`` gives what that lists, and what it says of each; one without gives
    every file of a supported format in it and below. Names are relative to the folder, with ``/``.
    A document that cannot be read ends the reading with :class:`UnreadableDocumentError`, or with
    ``on_unreadable`` is reported to that and left out.
    """
    for request in _requests(paths, limit):
        try:
            yield request()
        except UnreadableDocumentError as error:
            if on_unreadable is None:
                raise
            on_unreadable(error)


def _requests(paths: Sequence[Path], limit: int) -> Iterator[Callable[[], Document]]:
    """Yield for each document what reads it."""
    for path in paths:
        if path.is_dir():
            listed = path / LIST_NAME
            yield from _listed(listed, limit) if listed.is_file() else _found(path, limit)
        elif path.name == LIST_NAME:
            yield from _listed(path, limit)
        else:
            yield partial(read_document, path, limit=limit)


def _found(folder: Path, limit: int) -> Iterator[Callable[[], Document]]:
    files = [
        path
        for path in folder.rglob("*")
        if path.suffix.casefold() in READERS and path.is_file() and not path.name.startswith(".")
    ]
    if not files:
        supported = ", ".join(sorted(READERS))
        raise UnreadableDocumentError(f"holds no document of a supported format ({supported})", source=folder)
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        yield partial(read_document, path, name=path.relative_to(folder).as_posix(), limit=limit)


def _listed(listing: Path, limit: int) -> Iterator[Callable[[], Document]]:
    with listing.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if "file" not in (rows.fieldnames or ()):
            raise UnreadableDocumentError("has no column 'file'", source=listing, place=1)
        listed = [(number, row) for number, row in enumerate(rows, start=2) if row["file"]]
    for number, row in sorted(listed, key=lambda item: item[1]["file"]):
        path = listing.parent / row["file"]
        if not path.resolve().is_relative_to(listing.parent.resolve()):
            raise UnreadableDocumentError(
                f"lists a file outside its folder: {row['file']}", source=listing, place=number
            )
        request = partial(
            read_document,
            path,
            name=row["file"].replace("\\", "/"),
            source=row.get("source") or None,
            language=row.get("language") or None,
            limit=limit,
        )
        yield partial(_collected, request, row.get("collection") or None)


def _collected(request: Callable[[], Document], collection: str | None) -> Document:
    """Return the document with the collection it is listed in."""
    document = request()
    if collection is None:
        return document
    return replace(document, metadata={**document.metadata, "collection": collection})
