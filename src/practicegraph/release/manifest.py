"""The manifest of a release: what it is made of. It holds no time, so the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from practicegraph.errors import DamagedReleaseError


@dataclass(frozen=True, slots=True, order=True)
class GraphEntry:
    """One named graph: its name below ``graph/``, IRI, file (relative), SHA-256 and number of triples."""

    name: str
    iri: str
    file: str
    sha256: str
    triples: int


@dataclass(frozen=True, slots=True, order=True)
class TextEntry:
    """The canonical text of one document: the document's slug, the file (relative) and its SHA-256."""

    document: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class InputEntry:
    """One source document: its name, slug, and the SHA-256 of the canonical text read from it, unmasked."""

    name: str
    slug: str
    sha256: str
    media_type: str
    source: str | None = None
    language: str | None = None


class DefaultGraph(StrEnum):
    """What a query that names no dataset sees."""

    UNION = "union"
    """Every graph but evidence and validation."""
    OWN = "own"
    """One graph of its own, ``graph/curated/default``, as in an ordinary store."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``release.json`` says; ``parent`` is the release that was current when this one was built."""

    base: str
    graphs: tuple[GraphEntry, ...]
    texts: tuple[TextEntry, ...]
    inputs: tuple[InputEntry, ...]
    versions: Mapping[str, str]
    parent: str | None = None
    default_graph: DefaultGraph = DefaultGraph.UNION

    @property
    def identifier(self) -> str:
        """The release's id: 16 hexadecimal digits of the hash of its contents, whatever its parent."""
        return hashlib.sha256(_json(self._contents())).hexdigest()[:16]

    def with_parent(self, parent: str | None) -> Self:
        """Return the same contents with another parent."""
        return replace(self, parent=parent)

    def to_bytes(self) -> bytes:
        """Return the bytes of ``release.json``."""
        return _json({"id": self.identifier, "parent": self.parent, **self._contents()})

    def _contents(self) -> dict[str, Any]:
        return {
            "base": self.base,
            "default_graph": self.default_graph,
            "graphs": [_record(entry) for entry in self.graphs],
            "inputs": [_record(entry) for entry in self.inputs],
            "texts": [_record(entry) for entry in self.texts],
            "versions": dict(sorted(self.versions.items())),
        }

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read ``release.json``; raise :class:`DamagedReleaseError` if it is not what was written."""
        try:
            data = path.read_bytes()
            record = json.loads(data)
            manifest = cls(
                base=record["base"],
                graphs=tuple(GraphEntry(**entry) for entry in record["graphs"]),
                texts=tuple(TextEntry(**entry) for entry in record["texts"]),
                inputs=tuple(InputEntry(**entry) for entry in record["inputs"]),
                versions=record["versions"],
                parent=record["parent"],
                default_graph=DefaultGraph(record["default_graph"]),
            )
        except OSError as error:
            raise DamagedReleaseError(error.strerror or str(error), source=path) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedReleaseError("is no manifest of a release", source=path) from error
        if data != manifest.to_bytes():
            raise DamagedReleaseError("differs from what was written", source=path)
        return manifest


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as the manifest has it."""
    return hashlib.sha256(data).hexdigest()


def _record(entry: GraphEntry | TextEntry | InputEntry) -> dict[str, Any]:
    """Return the fields of an entry; ``asdict`` takes ten times as long, and a release may have many documents."""
    return {name: getattr(entry, name) for name in entry.__slots__}


def _json(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"
