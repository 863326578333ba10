"""Documents from files, folders, ZIP archives and ``documents.csv`` lists."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading import isolation
from practicegraph.reading.blocks import Document
from practicegraph.reading.canonical import decode
from practicegraph.reading.delimited import read_delimited
from practicegraph.reading.isolation import Isolation
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

LIMIT: Final = 20 * 1024**2
"""Bytes a document may have unless the settings say otherwise."""

ARCHIVE_LIMIT: Final = 200 * 1024**2
"""Bytes an archive of documents may have."""

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
    ".csv": read_delimited,
    ".tsv": read_delimited,
}
"""The reader of each suffix that is read in this process; :data:`isolation.READERS` has the others."""

ARCHIVE: Final = ".zip"
"""The suffix of archives of documents."""

SUPPORTED: Final = tuple(sorted([*READERS, *isolation.READERS, ARCHIVE]))
"""Every suffix that reading a folder looks for."""

_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
)
_REQUIRED: Final = {
    ".pdf": (b"%PDF", "no PDF"),
    ".docx": (b"PK\x03\x04", "no DOCX"),
    ARCHIVE: (b"PK\x03\x04", "no ZIP archive"),
}
_HEAD: Final = 1024
"""Bytes in which a PDF must say that it is one (ISO 32000-1, Annex H.3.4.1)."""


def read_document(
    path: Path,
    *,
    name: str | None = None,
    language: str | None = None,
    source: str | None = None,
    limit: int = LIMIT,
    isolated: Isolation | None = None,
) -> Document:
    """Return the document in the file ``path``.

    ``name`` is what it is called (its file name), ``language`` and ``source`` what is known of it;
    ``isolated`` is the process that reads risky formats (one for this file alone).
    Raises :class:`UnreadableDocumentError` naming the file for one that is missing, empty, larger than
    ``limit`` bytes (it is not read then), binary, of an unknown format, not decodable, or taking more
    memory or time than a document should.
    """
    if not path.exists():
        raise UnreadableDocumentError(os.strerror(errno.ENOENT), source=path)
    _supported(path)
    if path.suffix.casefold() == ARCHIVE:
        raise UnreadableDocumentError("is an archive, not one document", source=path)
    try:
        size = path.stat().st_size
        if size > limit:
            raise UnreadableDocumentError(f"is too large: {size} bytes, {limit} are allowed", source=path)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(error.strerror or str(error), source=path) from error
    return _read(data, path, isolated, name=name or path.name, source=source, language=language)


def _supported(path: Path) -> None:
    if path.suffix.casefold() not in SUPPORTED:
        raise UnreadableDocumentError(
            f"is of no supported format ({path.suffix or 'no suffix'}); supported are {', '.join(SUPPORTED)}",
            source=path,
        )


def _read(
    data: bytes,
    path: Path,
    isolated: Isolation | None,
    *,
    name: str,
    source: str | None,
    language: str | None,
) -> Document:
    """Return the document of a file's bytes; ``path`` gives the format and is named in errors."""
    suffix = path.suffix.casefold()
    try:
        _check_signature(data, suffix)
        if suffix in READERS:
            return READERS[suffix](data, name=name, source=source, language=language)
        own: AbstractContextManager[Isolation] = Isolation() if isolated is None else nullcontext(isolated)
        with own as reader:
            return reader.read(data, suffix, name=name, source=source, language=language)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(error.message, source=path, place=error.place) from error


def _check_signature(data: bytes, suffix: str) -> None:
    """Refuse a file that is of another format than its suffix says."""
    required, otherwise = _REQUIRED.get(suffix, (b"", ""))
    if required and required not in data[: _HEAD if suffix == ".pdf" else len(required)]:
        raise UnreadableDocumentError(
            f"is {otherwise}, though its suffix says so" if data else "is empty: no text in it"
        )
    for signature, what in _SIGNATURES:
        if signature != required and data.startswith(signature):
            raise UnreadableDocumentError(f"is {what}, not text as its suffix says")


Refusal = Callable[[UnreadableDocumentError], None]
"""What is told of each document that cannot be read."""


def read_folder(
    paths: Sequence[Path], *, limit: int = LIMIT, on_unreadable: Refusal | None = None
) -> Iterator[Document]:
    """Yield the documents of files, folders, ZIP archives and ``documents.csv`` lists, in order of their names.

    A folder or archive with a ``documents.csv`` gives what that lists, and what it says of each; one
    without gives every file of a supported format in it and below. Names are relative to the folder or
    archive, with ``/``; those from an archive inside a folder begin with the archive's name. An archive
    inside an archive is not opened.
    A document that cannot be read ends the reading with :class:`UnreadableDocumentError`, or with
    ``on_unreadable`` is reported to that and left out.
    """
    with Isolation() as isolated:
        for request in _Reading(limit, isolated).requests(paths):
            try:
                yield request()
            except UnreadableDocumentError as error:
                if on_unreadable is None:
                    raise
                on_unreadable(error)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of a ``documents.csv``."""

    line: int
    file: str
    source: str | None
    language: str | None
    collection: str | None


_Request = Callable[[], Document]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The limits of one reading and the process it shares."""

    limit: int
    isolated: Isolation

    def requests(self, paths: Sequence[Path]) -> Iterator[_Request]:
        """Yield for each document what reads it."""
        for path in paths:
            if path.is_dir():
                listed = path / LIST_NAME
                yield from self._of_list(listed) if listed.is_file() else self._of_folder(path)
            elif path.name == LIST_NAME:
                yield from self._of_list(path)
            elif path.suffix.casefold() == ARCHIVE:
                yield from self._of_archive(path)
            else:
                yield self._file(path)

    def _file(self, path: Path, **known: str | None) -> _Request:
        return partial(read_document, path, limit=self.limit, isolated=self.isolated, **known)

    def _of_folder(self, folder: Path) -> Iterator[_Request]:
        files = [
            path
            for path in folder.rglob("*")
            if path.suffix.casefold() in SUPPORTED
            and path.is_file()
            and not path.name.startswith(".")
            and path.name != LIST_NAME
        ]
        if not files:
            raise UnreadableDocumentError(
                f"holds no document of a supported format ({', '.join(SUPPORTED)})", source=folder
            )
        for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
            name = path.relative_to(folder).as_posix()
            if path.suffix.casefold() == ARCHIVE:
                yield from self._of_archive(path, prefix=f"{name}/")
            else:
                yield self._file(path, name=name)

    def _of_list(self, listing: Path) -> Iterator[_Request]:
        for row in _rows(listing.read_bytes(), listing):
            path = listing.parent / row.file
            if not path.resolve().is_relative_to(listing.parent.resolve()):
                raise UnreadableDocumentError(
                    f"lists a file outside its folder: {row.file}", source=listing, place=row.line
                )
            if path.suffix.casefold() == ARCHIVE:
                yield from self._of_archive(path, prefix=f"{row.file}/", row=row)
                continue
            request = self._file(path, name=row.file, source=row.source, language=row.language)
            yield partial(_collected, request, row.collection)

    def _of_archive(self, path: Path, *, prefix: str = "", row: _Listed | None = None) -> Iterator[_Request]:
        """Yield for each member of an archive what reads it; an archive that cannot be opened is one failure."""
        try:
            _check_size(path, ARCHIVE_LIMIT)
            names = self.isolated.members(path)
            listed = list(self._members(path, names, row))
        except UnreadableDocumentError as error:
            yield partial(_fail, UnreadableDocumentError(error.message, source=path, place=error.place))
            return
        for known in listed:
            request = partial(self._member, path, prefix, known)
            yield partial(_collected, request, known.collection)

    def _members(self, path: Path, names: Sequence[str], row: _Listed | None) -> Iterator[_Listed]:
        if LIST_NAME in names:
            listing = path / LIST_NAME
            yield from _rows(self.isolated.member(path, LIST_NAME, self.limit), listing)
            return
        found = [
            name
            for name in names
            if PurePosixPath(name).suffix.casefold() in SUPPORTED and PurePosixPath(name).name != LIST_NAME
        ]
        if not found:
            raise UnreadableDocumentError(f"holds no document of a supported format ({', '.join(SUPPORTED)})")
        for name in found:
            if row is None:
                yield _Listed(0, name, None, None, None)
            else:
                yield replace(row, file=name, source=None)

    def _member(self, path: Path, prefix: str, known: _Listed) -> Document:
        inside = path / known.file
        _supported(inside)
        if inside.suffix.casefold() == ARCHIVE:
            raise UnreadableDocumentError("is an archive inside an archive", source=inside)
        try:
            data = self.isolated.member(path, known.file, self.limit)
        except UnreadableDocumentError as error:
            raise UnreadableDocumentError(error.message, source=inside) from error
        name = prefix + known.file
        return _read(data, inside, self.isolated, name=name, source=known.source, language=known.language)


def _check_size(path: Path, limit: int) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            _check_signature(file.read(_HEAD), path.suffix.casefold())
    except OSError as error:
        raise UnreadableDocumentError(error.strerror or str(error), source=path) from error
    if size > limit:
        raise UnreadableDocumentError(f"is too large: {size} bytes, {limit} are allowed", source=path)


def _rows(data: bytes, listing: Path) -> Iterable[_Listed]:
    """Return the lines of a ``documents.csv`` in order of their files."""
    rows = csv.DictReader(io.StringIO(decode(data, source=listing), newline=""))
    if "file" not in (rows.fieldnames or ()):
        raise UnreadableDocumentError("has no column 'file'", source=listing, place=1)
    listed = [
        _Listed(
            line, row["file"].replace("\\", "/"), row.get("source") or None, row.get("language") or None,
            row.get("collection") or None,
        )
        for line, row in enumerate(rows, start=2)
        if row["file"]
    ]  # fmt: skip
    return sorted(listed, key=lambda row: row.file)


def _fail(error: UnreadableDocumentError) -> Document:
    raise error


def _collected(request: _Request, collection: str | None) -> Document:
    """Return the document with the collection it is listed in."""
    document = request()
    if collection is None:
        return document
    return replace(document, metadata={**document.metadata, "collection": collection})
