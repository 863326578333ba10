"""What a build reads besides documents: ontology, vocabularies, shapes; as triples, and as versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import BASE

_PACKAGES: Final = ("practicegraph", "owlrl", "pyoxigraph", "pyshacl")
SOURCES: Final = "documents"
"""The folder of ``data/`` that is input, not knowledge."""


@dataclass(frozen=True, slots=True)
class Resources:
    """The files of a build; the shipped ones by default."""

    ontology: Path = field(default_factory=lambda: folder("ontology", "practicegraph.ttl"))
    alignments: Path = field(default_factory=lambda: folder("ontology", "alignments.ttl"))
    vocabularies: Path = field(default_factory=lambda: folder("data", "vocabularies"))
    shapes: Path = field(default_factory=lambda: folder("shapes"))
    description: Path = field(default_factory=lambda: folder("data", "description", "dataset.ttl"))
    linksets: Path = field(default_factory=lambda: folder("data", "description", "linksets.ttl"))
    queries: Path = field(default_factory=lambda: folder("queries"))
    knowledge: Path = field(default_factory=lambda: folder("data"))
    imported: tuple[Path, ...] = ()
    """Turtle files of vocabularies of others, each a graph of its own beside ours."""

    def vocabulary_files(self) -> tuple[Path, ...]:
        """Return the Turtle files of the vocabularies, in order; raise :class:`InvalidDataError` if there are none."""
        files = tuple(sorted(self.vocabularies.glob("*.ttl")))
        if not files:
            raise InvalidDataError("holds no vocabulary (*.ttl)", source=self.vocabularies)
        return files

    def all_vocabularies(self) -> dict[str, Path]:
        """Return the files of our vocabularies and of those imported, by name; no two may share one."""
        found = {path.stem: path for path in self.vocabulary_files()}
        for path in self.imported:
            if path.stem in found:
                raise InvalidDataError(
                    "has the name of another vocabulary: import it by another", source=path
                )
            found[path.stem] = path
        return found

    def versions(self) -> dict[str, str]:
        """Return what decides a release besides its documents: versions of packages, hashes of our own files."""
        packages = {name: version(name) for name in _PACKAGES}
        knowledge = (
            path
            for path in self.knowledge.rglob("*")
            if SOURCES not in path.relative_to(self.knowledge).parts
        )
        imported = {path.name: hash_files([path], path.parent) for path in self.imported}
        return packages | {
            **{f"vocabulary/{name}": digest for name, digest in imported.items()},
            "ontology": hash_files([self.ontology, self.alignments], self.ontology.parent),
            "vocabularies": hash_files(self.vocabulary_files(), self.vocabularies),
            "shapes": hash_files(self.shapes.glob("*.ttl"), self.shapes),
            "knowledge": hash_files(knowledge, self.knowledge),
        }

    def fingerprint(self) -> str:
        """Return a hash of every file that a build reads besides documents, and of the folders that ours lie in."""
        alone = (self.ontology, self.alignments, self.description, self.linksets, *self.imported)
        folders = (self.vocabularies, self.shapes, self.queries, self.knowledge, folder("ontology"))
        parts = [
            *(f"{path.name} {hash_files([path], path.parent)}" for path in alone),
            *(hash_files(path.rglob("*"), path) for path in folders),
            *(f"{name} {version(name)}" for name in _PACKAGES),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_turtle(path: Path, base: str) -> list[ox.Triple]:
    """Return the triples of a Turtle file, our own IRIs moved to ``base``.

    Raises :class:`InvalidDataError` naming the file and the line where it does not parse.
    """
    try:
        triples = [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=base)]
    except SyntaxError as error:
        raise InvalidDataError(f"does not parse: {error.msg}", source=path, place=error.lineno) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidDataError(f"cannot be read: {reason}", source=path) from error
    if base == BASE:
        return triples
    return [ox.Triple(*(_moved(term, base) for term in triple)) for triple in triples]  # type: ignore[arg-type]


def _moved(term: object, base: str) -> object:
    """Return an instance's or concept's IRI under another base; the ontology's own terms stay."""
    if isinstance(term, ox.NamedNode) and term.value.startswith((f"{BASE}id/", f"{BASE}concept/")):
        return ox.NamedNode(base + term.value.removeprefix(BASE))
    return term


def hash_files(files: Iterable[Path], root: Path) -> str:
    """Return the SHA-256 over names and bytes of files, the same in whatever folder they lie."""
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        name = path.relative_to(root).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
