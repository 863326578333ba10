"""Shapes compiled once into functions over an index, and what each of them reads.

Whatever is not known here is refused with :class:`UnsupportedShapesError`: nothing that a shape asks for is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from practicegraph.terms import PREFIXES, node
from practicegraph.validation.compiled import TYPE, CompiledShape, refused
from practicegraph.validation.components import core_constraints, sparql_constraints
from practicegraph.validation.constraints import Rule
from practicegraph.validation.paths import PropertyPath, Term, read_list, read_path
from practicegraph.validation.preparation import prepared
from practicegraph.validation.shapes import Shapes, indexed
from practicegraph.validation.triple_index import TripleIndex
from practicegraph.validation.walks import HERE, Read, inverted, plain, reads, walk

SUBCLASS: Final = node("rdfs:subClassOf")

_SH: Final = PREFIXES["sh"]
_CONSTRAINTS: Final = """
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
    property qualifiedValueShape closed hasValue in sparql
"""
_BESIDE: Final = """
    path flags ignoredProperties qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint severity message
    name description order group defaultValue deactivated targetClass targetNode targetSubjectsOf targetObjectsOf
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath select prefixes declare prefix
    namespace shapesGraph suggestedShapesGraph
"""
_REPORTED: Final = """
    conforms result focusNode resultPath resultSeverity resultMessage sourceShape sourceConstraint
    sourceConstraintComponent value detail
"""
"""What a report says, which may stand beside the shapes."""
_KNOWN: Final = frozenset(f"{_CONSTRAINTS} {_BESIDE} {_REPORTED}".split())
_TYPES: Final = """
    NodeShape PropertyShape Shape PropertyGroup SPARQLConstraint PrefixDeclaration ValidationReport
    ValidationResult AbstractResult Severity NodeKind
"""


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape is aimed at; ``classes`` grows and shrinks with the class hierarchy."""

    classes: set[int] = field(default_factory=set)
    subjects_of: tuple[int, ...] = ()
    objects_of: tuple[int, ...] = ()
    nodes: frozenset[int] = frozenset()


class Classes:
    """The subclasses of each class that shapes name, kept in sets that are shared and refreshed in place."""

    def __init__(self, index: TripleIndex) -> None:
        self._index = index
        self._subclass = index.terms.number(SUBCLASS)
        self._below: list[tuple[tuple[int, ...], set[int]]] = []
        index.turn((self._subclass,))

    def below(self, classes: Iterable[Term]) -> set[int]:
        """Return the set of some classes and all below them."""
        named = tuple(self._index.terms.number(each) for each in classes)
        members = set(named)
        self._below.append((named, members))
        return members

    def refresh(self) -> None:
        """Read the hierarchy anew."""
        for named, members in self._below:
            members.clear()
            members.update(named)
            waiting = list(named)
            while waiting:
                new = set(self._index.bearers(self._subclass, waiting.pop())) - members
                members.update(new)
                waiting += new


class Compiler:
    """Compiles the shapes of a shapes graph over one index."""

    def __init__(self, shapes: Shapes, index: TripleIndex) -> None:
        triples = prepared(shapes)
        _refuse_unknown(shapes)
        self.shapes = shapes
        self.index = index
        self.graph = indexed(triples)
        self.classes = Classes(index)
        self.holders: dict[tuple[NamedNode, Term], list[Term]] = defaultdict(list)
        for triple in triples:
            self.holders[triple.predicate, triple.object].append(triple.subject)
        self._subjects = dict.fromkeys(triple.subject for triple in triples)
        self._compiled: dict[Term, CompiledShape] = {}
        self._open: set[Term] = set()

    def targeted(self) -> list[tuple[CompiledShape, Target]]:
        """Return the shapes that have targets, with these; the index can be filled after it."""
        found = [(shape, target) for shape in self._subjects if (target := self._target(shape)) is not None]
        compiled = [(self.shape(shape), target) for shape, target in found]
        number = self.index.terms.number
        for shape, target in compiled:
            self.index.turn(target.objects_of)
            for read in shape.reads:
                # A change is traced from the end of the prefix back to the focus.
                self.index.turn(map(number, inverted(read.prefix)))
                self.index.turn(map(number, _straight(read.prefix)))
                if not read.is_forward and read.predicate is not None:
                    self.index.turn((number(read.predicate),))
        self.classes.refresh()
        return compiled

    def target_reads(self, shape: CompiledShape) -> Iterator[Read]:
        """Yield what tells whether a node is a target of a shape."""
        if self.objects(shape.term, "targetClass") or self.shapes.is_class(shape.term):
            yield Read(HERE, TYPE)
        for name, is_forward in (("targetSubjectsOf", True), ("targetObjectsOf", False)):
            for predicate in self.objects(shape.term, name):
                if isinstance(predicate, NamedNode):
                    yield Read(HERE, predicate, is_forward)

    def shape(self, term: Term) -> CompiledShape:
        """Return a shape, compiled once."""
        if term in self._open:
            raise refused("a shape that refers to itself")
        if term not in self._compiled:
            self._open.add(term)
            self._compiled[term] = self._compile(term)
            self._open.discard(term)
        return self._compiled[term]

    def objects(self, subject: Term, name: str) -> Sequence[Term]:
        """Return the values of a SHACL property."""
        return self.graph.get((subject, node(f"sh:{name}")), ())

    def only(self, subject: Term, name: str) -> Term | None:
        """Return the one value of a SHACL property that may have at most one."""
        values = self.objects(subject, name)
        if len(values) > 1:
            raise refused(f"more than one sh:{name} on a shape")
        return values[0] if values else None

    def list(self, head: Term) -> list[Term]:
        """Return the items of a list of the shapes graph."""
        return read_list(head, self.graph)

    def is_true(self, subject: Term, name: str) -> bool:
        """Return a boolean of a shape, false where it has none."""
        value = self.only(subject, name)
        if value is None:
            return False
        if isinstance(value, Literal) and value.datatype == node("xsd:boolean"):
            return value.value in {"true", "1"}
        raise refused(f"sh:{name} with {value}")

    def path(self, term: Term) -> PropertyPath | None:
        """Return the path of a property shape, ``None`` for a node shape."""
        value = self.only(term, "path")
        types = self.graph.get((term, TYPE), ())
        wrong = node("sh:PropertyShape") if value is None else node("sh:NodeShape")
        if wrong in types:
            raise refused(f"{wrong} {'without' if value is None else 'with'} sh:path")
        return None if value is None else read_path(value, self.graph)

    def rule(self, term: Term, component: str, constraint: Term | None = None) -> Rule:
        """Return what findings of a constraint of a shape are reported with."""
        if not isinstance(term, NamedNode | BlankNode):
            raise refused(f"the shape {term}")
        severity = self.only(term, "severity")
        messages = (constraint and self.shapes.messages(constraint)) or self.shapes.messages(term)
        return Rule(
            shape=term,
            component=node(f"sh:{component}ConstraintComponent"),
            severity=severity if isinstance(severity, NamedNode) else node("sh:Violation"),
            path=self.path(term),
            messages=tuple(sorted(messages.items())),
        )

    def _compile(self, term: Term) -> CompiledShape:
        path = self.path(term)
        if self.is_true(term, "deactivated"):
            return CompiledShape(term, path, is_lasting=True)
        way = None if path is None else walk(plain(path), self.index)
        if path is not None:
            self.index.turn(map(self.index.terms.number, inverted(plain(path))))
        constraints = list(core_constraints(self, term, HERE if path is None else plain(path)))
        queries = tuple(sparql_constraints(self, term))
        read = {read for each in constraints for read in each.reads}
        read.update(read for query in queries for read in query.reads)
        return CompiledShape(
            term,
            path,
            way,
            tuple(each.check for each in constraints),
            tuple(each.check for each in constraints if each.is_bare),
            queries,
            frozenset(read.union(reads(plain(path)) if path is not None and constraints else ())),
            path is None and not queries and all(each.is_lasting for each in constraints),
        )

    def _target(self, term: Term) -> Target | None:
        classes = list(self.objects(term, "targetClass"))
        if self.shapes.is_class(term):
            classes.append(term)
        nodes = self.objects(term, "targetNode")
        subjects, objects = self.objects(term, "targetSubjectsOf"), self.objects(term, "targetObjectsOf")
        if not any((classes, nodes, subjects, objects)):
            return None
        number = self.index.terms.number
        return Target(
            self.classes.below(classes),
            tuple(map(number, subjects)),
            tuple(map(number, objects)),
            frozenset(map(number, nodes)),
        )


def _straight(path: PropertyPath) -> Iterator[NamedNode]:
    """Yield the properties that a plain path takes from subject to object."""
    if path.iri is not None:
        yield path.iri
    elif path.operator != "^":
        for part in path.parts:
            yield from _straight(part)


def _refuse_unknown(shapes: Shapes) -> None:
    """Raise :class:`UnsupportedShapesError` for the first word of SHACL that is not known here."""
    for triple in shapes.triples:
        name = triple.predicate.value.removeprefix(_SH)
        if name != triple.predicate.value and name not in _KNOWN:
            raise refused(f"sh:{name}")
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
            kind = triple.object.value.removeprefix(_SH)
            if kind != triple.object.value and kind not in _TYPES.split():
                raise refused(f"sh:{kind}")
            if triple.object == node("rdfs:Class") and not shapes.is_class(triple.subject):
                _refuse_untyped(shapes, triple.subject)
        if triple.predicate == SUBCLASS and triple.object == node("rdfs:Class"):
            raise refused("a class of classes")


def _refuse_untyped(shapes: Shapes, term: Term) -> None:
    """Refuse a class that has constraints and is not said to be a shape."""
    for name in _CONSTRAINTS.split():
        if (term, node(f"sh:{name}")) in shapes.index:
            raise refused("a class with constraints that is no sh:NodeShape")
