"""A release as one bundle that explains itself: an RO-Crate 1.1 in a ZIP archive.

The crate says what each file is, under which licence, with which checksum, which documents it was made
from and by which program (https://w3id.org/ro/crate/1.1).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final
from urllib.parse import quote

from practicegraph.export.archives import Archive, Member

METADATA: Final = "ro-crate-metadata.json"
CHECKSUMS: Final = "sha256sums.txt"
_CONTEXT: Final = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "http://schema.org/sha256"}]
_PROFILE: Final = "https://w3id.org/ro/crate/1.1"
_PROGRAM: Final = "https://w3id.org/practicegraph/"
_BUILD: Final = "#build"

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CrateFile:
    """A file of the crate: where it is in it, what it is, and its bytes in parts."""

    path: str
    media_type: str
    description: str
    parts: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the release was made from; ``sha256`` is that of its text as it was read."""

    name: str
    media_type: str
    sha256: str
    address: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Crate:
    """What a crate says of itself; ``published`` is a date in ISO 8601, if there is one, ``version`` that of the program."""

    release: str
    name: str
    description: str
    licence: str
    published: str | None
    version: str
    sources: Sequence[Source]


def write_crate(crate: Crate, files: Iterable[CrateFile], file: IO[bytes]) -> None:
    """Write a crate. The same release gives the same bytes; memory does not grow with its files."""
    with Archive(file) as archive:
        entities = []
        members = []
        for one in sorted(files, key=lambda one: one.path):
            member = archive.add(one.path, one.parts)
            members.append(member)
            entities.append(_file(one, member))
        lines = "".join(f"{member.sha256}  {member.path}\n" for member in members)
        sums = CrateFile(CHECKSUMS, "text/plain", "SHA-256 of each file, for sha256sum -c", ())
        entities.append(_file(sums, archive.add(CHECKSUMS, [lines.encode()])))
        archive.add(METADATA, [_metadata(crate, entities)])


def _metadata(crate: Crate, files: list[Entity]) -> bytes:
    sources = [_source(source) for source in sorted(crate.sources, key=lambda source: source.name)]
    graph = [_descriptor(), _root(crate, files), *_provenance(crate, sources), *files, *sources]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _descriptor() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": _reference(_PROFILE),
        "about": _reference("./"),
    }


def _root(crate: Crate, files: list[Entity]) -> Entity:
    dated = {} if crate.published is None else {"datePublished": crate.published}
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": crate.name,
        "description": crate.description,
        "identifier": crate.release,
        "version": crate.release,
        **dated,
        "license": _reference(crate.licence),
        "publisher": _reference(f"{_PROGRAM}#publisher"),
        "mentions": [_reference(_BUILD)],
        "hasPart": [_reference(file["@id"]) for file in files],
    }


def _provenance(crate: Crate, sources: list[Entity]) -> list[Entity]:
    """Return how the release came to be: made from the sources by the program."""
    return [
        {
            "@id": _BUILD,
            "@type": "CreateAction",
            "name": "practicegraph build",
            "instrument": _reference(_PROGRAM),
            "object": [_reference(source["@id"]) for source in sources],
            "result": _reference("./"),
        },
        {
            "@id": _PROGRAM,
            "@type": "SoftwareApplication",
            "name": "PracticeGraph",
            "url": _PROGRAM,
            "version": crate.version,
        },
        {"@id": f"{_PROGRAM}#publisher", "@type": "Organization", "name": "PracticeGraph", "url": _PROGRAM},
        {"@id": crate.licence, "@type": "CreativeWork", "name": "Licence", "url": crate.licence},
    ]


def _file(file: CrateFile, member: Member) -> Entity:
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.path.rpartition("/")[2],
        "description": file.description,
        "encodingFormat": file.media_type,
        "contentSize": str(member.size),
        "sha256": member.sha256,
    }


def _source(source: Source) -> Entity:
    """Return a source document; without an address it is known by its name alone, and is not in the crate."""
    entity = {
        "@id": f"#source-{quote(source.name)}",
        "@type": "CreativeWork",
        "name": source.name,
        "encodingFormat": source.media_type,
        "sha256": source.sha256,
    }
    if source.address:
        entity["url"] = source.address
    if source.language:
        entity["inLanguage"] = source.language
    return entity


def _reference(identifier: str) -> Entity:
    return {"@id": identifier}
