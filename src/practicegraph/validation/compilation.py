"""Shapes compiled once into functions over an index, and what each of them reads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from practicegraph.validation.compiled import CompiledShape, refused
from practicegraph.validation.components import Context, core_constraints, sparql_constraints
from practicegraph.validation.declarations import Declarations
from practicegraph.validation.paths import PropertyPath, Term
from practicegraph.validation.shapes import Shapes
from practicegraph.validation.targets import Classes, Target
from practicegraph.validation.triple_index import TripleIndex
from practicegraph.validation.walks import HERE, Read, inverted, plain, reads, walk


class Compiler:
    """Compiles the shapes of a shapes graph over one index."""

    def __init__(self, shapes: Shapes, index: TripleIndex) -> None:
        self._shapes = Declarations(shapes)
        self._index = index
        self.classes = Classes(index)
        self._context = Context(self._shapes, index, self.classes, self.shape)
        self._compiled: dict[Term, CompiledShape] = {}
        self._open: set[Term] = set()

    def targeted(self) -> list[tuple[CompiledShape, Target]]:
        """Return the shapes that have targets, with these; the index can be filled after it."""
        found = [
            (shape, target) for shape in self._shapes.subjects if (target := self._target(shape)) is not None
        ]
        compiled = [(self.shape(shape), target) for shape, target in found]
        number = self._index.terms.number
        for shape, target in compiled:
            self._index.turn(target.objects_of)
            for read in shape.reads:
                # A change is traced from the end of the prefix back to the focus.
                self._index.turn(map(number, inverted(read.prefix)))
                self._index.turn(map(number, _straight(read.prefix)))
                if not read.is_forward and read.predicate is not None:
                    self._index.turn((number(read.predicate),))
        self.classes.refresh()
        return compiled

    def target_reads(self, shape: CompiledShape) -> Iterator[Read]:
        """Yield what tells whether a node is a target of a shape."""
        return self._shapes.target_reads(shape.term)

    def shape(self, term: Term) -> CompiledShape:
        """Return a shape, compiled once."""
        if term in self._open:
            raise refused("a shape that refers to itself")
        if term not in self._compiled:
            self._open.add(term)
            self._compiled[term] = self._compile(term)
            self._open.discard(term)
        return self._compiled[term]

    def _compile(self, term: Term) -> CompiledShape:
        path = self._shapes.path(term)
        if self._shapes.is_true(term, "deactivated"):
            return CompiledShape(term, path, is_lasting=True)
        way = None if path is None else walk(plain(path), self._index)
        if path is not None:
            self._index.turn(map(self._index.terms.number, inverted(plain(path))))
        constraints = list(core_constraints(self._context, term, HERE if path is None else plain(path)))
        queries = tuple(sparql_constraints(self._context, term))
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
        classes = list(self._shapes.objects(term, "targetClass"))
        if self._shapes.is_class(term):
            classes.append(term)
        nodes = self._shapes.objects(term, "targetNode")
        subjects, objects = (
            self._shapes.objects(term, "targetSubjectsOf"),
            self._shapes.objects(term, "targetObjectsOf"),
        )
        if not any((classes, nodes, subjects, objects)):
            return None
        number = self._index.terms.number
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
