"""The shapes: read from a folder of Turtle files, and asked for their messages and targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import node
from practicegraph.validation.paths import Index, Term
from practicegraph.validation.soundness import check_shapes

SHAPES: Final = "https://w3id.org/practicegraph/shapes#"
"""Namespace of the project's own shapes."""

_MESSAGE: Final = node("sh:message")
_TYPE: Final = node("rdf:type")
_SUBCLASS: Final = node("rdfs:subClassOf")
_TARGET_CLASS: Final = node("sh:targetClass")
_TARGET_NODE: Final = node("sh:targetNode")
_SUBJECTS_OF: Final = node("sh:targetSubjectsOf")
_OBJECTS_OF: Final = node("sh:targetObjectsOf")
TARGETS: Final = frozenset({_TARGET_CLASS, _TARGET_NODE, _SUBJECTS_OF, _OBJECTS_OF})
"""The properties that give a shape its targets."""

_CLASS: Final = node("rdfs:Class")
_SHAPE_CLASSES: Final = (node("sh:NodeShape"), node("sh:PropertyShape"))


def indexed(triples: Iterable[Triple]) -> Index:
    """Return the objects of each subject and predicate, in the order of ``triples``."""
    index: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
    for triple in triples:
        index[triple.subject, triple.predicate].append(triple.object)
    return dict(index)


@dataclass(frozen=True)
class Shapes:
    """A set of SHACL shapes. Blank nodes bear canonical names, so that the same files are the same shapes."""

    triples: tuple[Triple, ...]
    index: Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", indexed(self.triples))

    def messages(self, shape: Term) -> Mapping[str, str]:
        """Return the messages of a shape or constraint by language, ``""`` for one without."""
        literals = (term for term in self.index.get((shape, _MESSAGE), ()) if isinstance(term, Literal))
        return {literal.language or "": literal.value for literal in literals}

    def aimed_at(self, focus: Collection[Term], data: Collection[Triple]) -> Shapes:
        """Return these shapes with the same targets, but only those among ``focus``.

        Every target becomes an ``sh:targetNode``. An engine's own restriction is not used for this:
        pyshacl's ``focus_nodes`` also skips the values that nested shapes (``sh:or``, ``sh:node``) look
        at, and then says that bad data conforms.
        """
        kept = [t for t in self.triples if t.predicate not in TARGETS and not self._is_implicit(t)]
        members = _members(data)
        aimed = {
            Triple(triple.subject, _TARGET_NODE, term)
            for triple in self.triples
            for term in self._targets(triple, members, data)
            if term in focus
        }
        return Shapes((*kept, *sorted(aimed, key=str)))

    def is_class(self, shape: Term) -> bool:
        """Whether a shape is also the class of its own targets."""
        return _CLASS in self.index.get((shape, _TYPE), ()) and self._is_shape(shape)

    def _is_implicit(self, triple: Triple) -> bool:
        """Whether a triple makes a shape the class of its own targets."""
        return triple.predicate == _TYPE and triple.object == _CLASS and self._is_shape(triple.subject)

    def _is_shape(self, term: Term) -> bool:
        return any(kind in self.index.get((term, _TYPE), ()) for kind in _SHAPE_CLASSES)

    def _targets(
        self, triple: Triple, members: Mapping[Term, set[Term]], data: Collection[Triple]
    ) -> Iterable[Term]:
        if triple.predicate == _TARGET_CLASS:
            return members.get(triple.object, ())
        if triple.predicate == _TARGET_NODE:
            return (triple.object,)
        if triple.predicate == _SUBJECTS_OF:
            return (t.subject for t in data if t.predicate == triple.object)
        if triple.predicate == _OBJECTS_OF:
            return (t.object for t in data if t.predicate == triple.object)
        return members.get(triple.subject, ()) if self._is_implicit(triple) else ()


def _members(data: Iterable[Triple]) -> Mapping[Term, set[Term]]:
    """Return the instances of each class of the data, those of its subclasses among them."""
    direct: dict[Term, set[Term]] = defaultdict(set)
    subclasses: dict[Term, set[Term]] = defaultdict(set)
    for triple in data:
        if triple.predicate == _TYPE:
            direct[triple.object].add(triple.subject)
        elif triple.predicate == _SUBCLASS:
            subclasses[triple.object].add(triple.subject)
    members: dict[Term, set[Term]] = {}
    for cls in {*direct, *subclasses}:
        below, waiting = {cls}, [cls]
        while waiting:
            new = subclasses.get(waiting.pop(), set()) - below
            below |= new
            waiting += new
        members[cls] = set().union(*(direct.get(each, set()) for each in below))
    return members


def load_shapes(directory: Path | None = None) -> Shapes:
    """Read every ``*.ttl`` of a folder, by default the project's own shapes.

    Raises :class:`InvalidDataError` naming the file and line of a shape that does not parse or cannot be
    run, or the folder if it holds none.
    """
    directory = folder("shapes") if directory is None else directory
    files = sorted(directory.glob("*.ttl"))
    if not files:
        raise InvalidDataError("holds no shapes (*.ttl)", source=directory)
    read = {file: _read(file) for file in files}
    check_shapes(read, {file: file.read_text(encoding="utf-8") for file in files})
    return shapes_of(triple for triples in read.values() for triple in triples)


def shapes_of(triples: Iterable[Triple]) -> Shapes:
    """Return the shapes that ``triples`` describe, with canonical blank nodes and order."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return Shapes(tuple(sorted((quad.triple for quad in dataset), key=str)))


def _read(file: Path) -> list[Triple]:
    try:
        return [quad.triple for quad in parse(path=file, format=RdfFormat.TURTLE, base_iri=SHAPES)]
    except SyntaxError as error:
        raise InvalidDataError(f"does not parse: {error.msg}", source=file, place=error.lineno) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"cannot be read: {error}", source=file) from error
