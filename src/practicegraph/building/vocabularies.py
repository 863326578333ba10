"""Vocabularies of others, beside ours: imported into a data directory, and part of its next build.

``DIR/vocabularies/NAME.ttl`` becomes ``graph/vocabulary/NAME``; ours are not touched.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.consolidation.slugs import slug
from practicegraph.errors import InvalidDataError
from practicegraph.privacy.sweep import PersonalDataError, sweep
from practicegraph.release.layout import Layout
from practicegraph.terms import BASE, node
from practicegraph.validation.files import read_triples
from practicegraph.validation.vocabulary import Problem, Vocabulary, problems

_SHOWN: Final = 20
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ALIASES: Final = {"https://metadata.un.org/": "http://metadata.un.org/"}
"""Other spellings of namespaces: the United Nations' IRIs are http, and https ones would name other things."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in. ``normalised`` counts IRIs that were spelled otherwise, ``warnings`` are remarks."""

    name: str
    file: Path
    concepts: int
    triples: int
    languages: Mapping[str, int]
    normalised: int
    warnings: tuple[Problem, ...]


class VocabularyError(InvalidDataError):
    """A vocabulary with errors; ``problems`` has each."""

    def __init__(self, found: Iterable[Problem], source: Path) -> None:
        self.problems = tuple(found)
        lines = "".join(f"\n  {problem}" for problem in self.problems[:_SHOWN])
        more = len(self.problems) - _SHOWN
        rest = f"\n  and {more} more" if more > 0 else ""
        super().__init__(f"is not taken in, {len(self.problems)} errors:{lines}{rest}", source=source)


def import_vocabulary(
    file: Path,
    directory: Path,
    *,
    name: str | None = None,
    scheme: str | None = None,
    own: Iterable[str] = (),
    base: str = BASE,
) -> Imported:
    """Take a SKOS file into a data directory, whole or one ``scheme`` of it, replacing one of the same name.

    ``own`` are the names of our vocabularies. Nothing is written if the file does not parse
    (:class:`InvalidDataError` with file and line), is not sound (:class:`VocabularyError`) or holds
    personal data (:class:`PersonalDataError`).
    """
    name = _checked_name(name or slug(file.stem), own, file)
    triples, normalised = _normalised(read_triples(file))
    if scheme is not None:
        triples = _of_scheme(triples, scheme, file)
    found = problems(triples, base)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        raise VocabularyError(errors, file)
    hits = sweep({f"vocabulary/{name}": triples}, {}, ())
    if hits:
        raise PersonalDataError(hits)
    target = Layout(directory).vocabularies / f"{name}.ttl"
    _write(target, triples)
    return Imported(
        name=name,
        file=target,
        concepts=len(Vocabulary.of(triples).concepts),
        triples=len(triples),
        languages=_languages(triples),
        normalised=normalised,
        warnings=tuple(problem for problem in found if problem.severity == "warning"),
    )


def imported_files(directory: Path) -> tuple[Path, ...]:
    """Return the files of the vocabularies imported into a data directory, in order."""
    return tuple(sorted(Layout(directory).vocabularies.glob("*.ttl")))


def remove_vocabulary(name: str, directory: Path) -> None:
    """Remove an imported vocabulary; the next build is without it. Raises :class:`InvalidDataError` if there is none."""
    known = {path.stem: path for path in imported_files(directory)}
    if name not in known:
        there = ", ".join(known) or "none"
        raise InvalidDataError(f"no imported vocabulary of that name; there is {there}", source=name)
    known[name].unlink()


def _checked_name(name: str, own: Iterable[str], file: Path) -> str:
    if not _NAME.fullmatch(name):
        raise InvalidDataError(
            f"{name!r} can name no graph: use small letters, digits and hyphens (--name)", source=file
        )
    if name in set(own):
        raise InvalidDataError(
            f"{name!r} is the name of one of our vocabularies, which stays as it is: give another by --name",
            source=file,
        )
    return name


def _normalised(triples: Iterable[ox.Triple]) -> tuple[list[ox.Triple], int]:
    """Return triples whose IRIs are spelled as their owners do, and how many IRIs were not."""
    changed: set[str] = set()

    def iri(given: str) -> str:
        for alias, namespace in _ALIASES.items():
            if given.startswith(alias):
                changed.add(given)
                return namespace + given.removeprefix(alias)
        return given

    def spelled(term: object) -> object:
        if isinstance(term, ox.NamedNode):
            return ox.NamedNode(iri(term.value))
        if isinstance(term, ox.Literal) and not term.language:
            return ox.Literal(term.value, datatype=ox.NamedNode(iri(term.datatype.value)))
        return term

    found = {ox.Triple(*map(spelled, triple)) for triple in triples}  # type: ignore[arg-type]
    return sorted(found, key=str), len(changed)


def _of_scheme(triples: list[ox.Triple], scheme: str, file: Path) -> list[ox.Triple]:
    """Return what is said of a scheme, its concepts, and the nodes without IRI below them."""
    vocabulary = Vocabulary.of(triples)
    (spelled,), _ = _normalised(
        [ox.Triple(ox.NamedNode(scheme), node("rdf:type"), node("skos:ConceptScheme"))]
    )
    chosen = spelled.subject
    members = vocabulary.members(chosen) if isinstance(chosen, ox.NamedNode) else frozenset()
    if not members:
        there = ", ".join(sorted(map(str, vocabulary.schemes))) or "none"
        raise InvalidDataError(f"has no concepts of the scheme <{scheme}>; there is {there}", source=file)
    kept: set[object] = {chosen, *members}
    kept_triples: dict[ox.Triple, None] = {}
    growing = True
    while growing:
        size = len(kept)
        kept_triples = dict.fromkeys(triple for triple in triples if triple.subject in kept)
        kept |= {triple.object for triple in kept_triples if isinstance(triple.object, ox.BlankNode)}
        growing = len(kept) > size
    return list(kept_triples)


def _languages(triples: Iterable[ox.Triple]) -> dict[str, int]:
    tags = Counter(
        triple.object.language or ""
        for triple in triples
        if triple.predicate == node("skos:prefLabel") and isinstance(triple.object, ox.Literal)
    )
    return dict(sorted(tags.items()))


def _write(target: Path, triples: Iterable[ox.Triple]) -> None:
    """Write sorted N-Triples, which are Turtle too, under the file's name only when they are whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    writing = target.with_name(f".{target.name}")
    text = "".join(sorted({f"{triple} .\n" for triple in triples}))
    with writing.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    writing.replace(target)
