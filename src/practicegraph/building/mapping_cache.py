"""The cache of mapped documents: what did not change since the last build is not mapped again.

::

    DIR/cache/KE/KEY.json    what the mapping made of one document

KEY is the SHA-256 of all that the mapping depends on: the document's name, text, blocks and settings, our code
and knowledge, and the versions of the libraries. The folder may be deleted at any time. It holds personal data
as ``private/`` does, so only its owner can read it, and it keeps no more than what the last build used.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import sys
import zlib
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from practicegraph.building.outcome import Outcome
from practicegraph.derivation.resources import SOURCES, hash_files
from practicegraph.folders import folder
from practicegraph.reading.blocks import Block, Document

_LOG: Final = logging.getLogger(__name__)

_FORMAT: Final = 1
"""Raised whenever entries are written in another way."""
_LEVEL: Final = 1
_BLOCK: Final = tuple(field.name for field in fields(Block))
_REQUIREMENT: Final = re.compile(r"[\w.-]+")


class MappingCache:
    """The outcomes of one folder. Nothing is written before :meth:`save`."""

    def __init__(self, directory: Path, stamp: str | None = None) -> None:
        """``directory`` need not exist; ``stamp`` stands for all that the mapping depends on but the document."""
        self._directory = directory
        self._stamp = stamp or mapping_stamp()
        self._used: set[str] = set()
        self._fresh: dict[
            str, bytes
        ] = {}  # as JSON, compressed: a build keeps the facts themselves no longer than needed

    def get(self, document: Document) -> Outcome | None:
        """Return what is known of a document; ``None`` if nothing is, or if its entry is damaged, which is logged."""
        key = self.key(document)
        self._used.add(key)
        if key in self._fresh:
            return Outcome.from_json(json.loads(zlib.decompress(self._fresh[key])))
        path = self._path(key)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            if head.decode("ascii") != _checksum(key, body):
                raise ValueError("its checksum differs")  # noqa: TRY301 - one end for all that is damaged
            return Outcome.from_json(json.loads(body))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            _LOG.warning("%s: is damaged (%s); %s is mapped again", path, error, document.name)
            return None

    def put(self, document: Document, outcome: Outcome) -> None:
        """Remember the outcome of a document until :meth:`save`."""
        body = json.dumps(outcome.to_json(), separators=(",", ":")).encode()
        self._fresh[self.key(document)] = zlib.compress(body, _LEVEL)

    def key(self, document: Document) -> str:
        """Return the hash of all that the outcome of a document depends on."""
        parts = (
            self._stamp,
            document.name,
            document.text,
            [[getattr(block, name) for name in _BLOCK] for block in document.blocks],
            document.media_type,
            document.language,
            document.source,
            sorted(document.metadata.items()),
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def save(self) -> None:
        """Write what is new and remove what was not asked for. A disk that refuses is logged: a cache is not needed."""
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._directory.chmod(0o700)
            for key, packed in self._fresh.items():
                body = zlib.decompress(packed)
                self._write(key, _checksum(key, body).encode() + b"\n" + body)
            self._prune()
        except OSError as error:
            _LOG.warning("%s: cannot be kept: %s", self._directory, error.strerror or error)

    def clear(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._directory, ignore_errors=True)

    def _write(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        writing = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - opened with its mode, so it is never readable to others
            file.write(data)
        writing.replace(path)

    def _prune(self) -> None:
        kept = {self._path(key) for key in self._used}
        for path in self._directory.glob("??/*"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._directory / key[:2] / f"{key}.json"


@cache
def mapping_stamp() -> str:
    """Return a hash of all that the mapping of any document depends on: our code and data, libraries, Python."""
    package, data = Path(__file__).parents[1], folder("data")
    knowledge = (path for path in data.rglob("*") if SOURCES not in path.relative_to(data).parts)
    parts = (
        _FORMAT,
        sys.version,
        _versions(),
        hash_files(package.rglob("*.py"), package),
        hash_files(knowledge, data),
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _versions() -> dict[str, str | None]:
    """Return the versions of the libraries we depend on; ``None`` for one that is not installed."""
    found: dict[str, str | None] = {}
    for requirement in requires("practicegraph") or ():
        match = _REQUIREMENT.match(requirement)
        if match and "extra ==" not in requirement:
            try:
                found[match[0]] = version(match[0])
            except PackageNotFoundError:
                found[match[0]] = None
    return found


def _checksum(key: str, body: bytes) -> str:
    return hashlib.sha256(key.encode() + body).hexdigest()
