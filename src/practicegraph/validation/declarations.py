"""What a shapes graph says of each shape.

Whatever is not known here is refused with :class:`UnsupportedShapesError`: nothing that a shape asks for is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from practicegraph.terms import PREFIXES, node
from practicegraph.validation.compiled import TYPE, refused
from practicegraph.validation.constraints import Rule
from practicegraph.validation.paths import PropertyPath, Term, read_list, read_path
from practicegraph.validation.preparation import prepared
from practicegraph.validation.shapes import Shapes, indexed
from practicegraph.validation.targets import SUBCLASS
from practicegraph.validation.walks import HERE, Read

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


class Declarations:
    """The statements of a shapes graph, asked by shape and property of SHACL."""

    def __init__(self, shapes: Shapes) -> None:
        """Take all that ``shapes`` say; raise :class:`UnsupportedShapesError` for a word of SHACL that is not known."""
        triples = prepared(shapes)
        _refuse_unknown(shapes)
        self._shapes = shapes
        self._index = indexed(triples)
        self._subjects = tuple(dict.fromkeys(triple.subject for triple in triples))
        self._holders: dict[tuple[NamedNode, Term], list[Term]] = defaultdict(list)
        for triple in triples:
            self._holders[triple.predicate, triple.object].append(triple.subject)

    @property
    def subjects(self) -> Sequence[Term]:
        """All that something is said of."""
        return self._subjects

    def is_class(self, shape: Term) -> bool:
        """Whether a shape is also the class of its own targets."""
        return self._shapes.is_class(shape)

    def objects(self, subject: Term, name: str) -> Sequence[Term]:
        """Return the values of a SHACL property."""
        return self.values(subject, node(f"sh:{name}"))

    def values(self, subject: Term, prop: NamedNode) -> Sequence[Term]:
        """Return the values of any property."""
        return self._index.get((subject, prop), ())

    def bearers(self, name: str, value: Term) -> Sequence[Term]:
        """Return what has a value of a SHACL property."""
        return self._holders.get((node(f"sh:{name}"), value), ())

    def only(self, subject: Term, name: str) -> Term | None:
        """Return the one value of a SHACL property that may have at most one."""
        values = self.objects(subject, name)
        if len(values) > 1:
            raise refused(f"more than one sh:{name} on a shape")
        return values[0] if values else None

    def list(self, head: Term) -> list[Term]:
        """Return the items of a list of the shapes graph."""
        return read_list(head, self._index)

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
        types = self.values(term, TYPE)
        wrong = node("sh:PropertyShape") if value is None else node("sh:NodeShape")
        if wrong in types:
            raise refused(f"{wrong} {'without' if value is None else 'with'} sh:path")
        return None if value is None else read_path(value, self._index)

    def rule(self, term: Term, component: str, constraint: Term | None = None) -> Rule:
        """Return what findings of a constraint of a shape are reported with."""
        if not isinstance(term, NamedNode | BlankNode):
            raise refused(f"the shape {term}")
        severity = self.only(term, "severity")
        messages = (constraint and self._shapes.messages(constraint)) or self._shapes.messages(term)
        return Rule(
            shape=term,
            component=node(f"sh:{component}ConstraintComponent"),
            severity=severity if isinstance(severity, NamedNode) else node("sh:Violation"),
            path=self.path(term),
            messages=tuple(sorted(messages.items())),
        )

    def target_reads(self, shape: Term) -> Iterator[Read]:
        """Yield what tells whether a node is a target of a shape."""
        if self.objects(shape, "targetClass") or self._shapes.is_class(shape):
            yield Read(HERE, TYPE)
        for name, is_forward in (("targetSubjectsOf", True), ("targetObjectsOf", False)):
            for predicate in self.objects(shape, name):
                if isinstance(predicate, NamedNode):
                    yield Read(HERE, predicate, is_forward)


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
