"""Each constraint component of SHACL: from its parameters in the shapes graph to a check."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from practicegraph.terms import node
from practicegraph.validation import constraints as core
from practicegraph.validation.compiled import TYPE, CompiledShape, Constraint, refused
from practicegraph.validation.constraints import Finding, Rule, Test
from practicegraph.validation.declarations import Declarations
from practicegraph.validation.paths import PropertyPath, Term
from practicegraph.validation.patterns import UnsupportedShapesError
from practicegraph.validation.sparql_constraint import SparqlConstraint
from practicegraph.validation.targets import Classes
from practicegraph.validation.triple_index import Terms, TripleIndex
from practicegraph.validation.walks import HERE, Read, joined

_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE}
_INTEGER: Final = node("xsd:integer")
_AT_MOST_ONE: Final = (
    *("datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "languageIn", "uniqueLang"),
    *("in", "closed", "qualifiedMinCount", "qualifiedMaxCount", "flags", "ignoredProperties"),
)
_WITH_PATH_ONLY: Final = (
    *("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"),
)


@dataclass(frozen=True, slots=True)
class Context:
    """What constraints are compiled with: all that shapes say, the index, and what compiles the shapes they refer to."""

    shapes: Declarations
    index: TripleIndex
    classes: Classes
    shape: Callable[[Term], CompiledShape]


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter of a shape: its value, the rule for what is found, and the path to the values that are looked at."""

    context: Context
    rule: Rule
    value: Term
    path: PropertyPath

    @property
    def terms(self) -> Terms:
        """The terms of the index."""
        return self.context.index.terms

    def iri(self) -> NamedNode:
        """Return the value as an IRI, which it has to be."""
        if isinstance(self.value, NamedNode):
            return self.value
        raise self.refused()

    def integer(self) -> int:
        """Return the value as an integer from 0 upwards, which it has to be."""
        value = self.value
        if isinstance(value, Literal) and value.datatype == _INTEGER and value.value.isdigit():
            return int(value.value)
        raise self.refused()

    def refused(self) -> UnsupportedShapesError:
        """Return the error of a value that is not known here."""
        return refused(f"{self.value} for {self.rule.component}")


Build = Callable[[Given], Constraint]


def core_constraints(context: Context, shape: Term, path: PropertyPath) -> Iterator[Constraint]:
    """Yield the constraints of SHACL Core that a shape has."""
    for name in _AT_MOST_ONE:
        context.shapes.only(shape, name)
    for name in _WITH_PATH_ONLY:
        if context.shapes.objects(shape, name) and context.shapes.path(shape) is None:
            raise refused(f"sh:{name} on a node shape")
    for name, build in _COMPONENTS.items():
        for value in context.shapes.objects(shape, name):
            yield build(Given(context, context.shapes.rule(shape, _component(name)), value, path))
    yield from _qualified(context, shape, path)
    if context.shapes.objects(shape, "closed") and context.shapes.is_true(shape, "closed"):
        yield _closed(context, shape, path)


def sparql_constraints(context: Context, shape: Term) -> Iterator[SparqlConstraint]:
    """Yield the SPARQL constraints that a shape has."""
    for constraint in context.shapes.objects(shape, "sparql"):
        text = context.shapes.only(constraint, "select")
        if not isinstance(text, Literal):
            raise refused("sh:sparql without sh:select")
        if not context.shapes.is_true(constraint, "deactivated"):
            rule = context.shapes.rule(shape, "SPARQL", constraint)
            yield SparqlConstraint(rule, text.value, _prefixes(context, constraint), context.index)


def _component(name: str) -> str:
    return name[0].upper() + name[1:]


def _prefixes(context: Context, constraint: Term) -> dict[str, str]:
    found: dict[str, str] = {}
    sources = list(context.shapes.objects(constraint, "prefixes"))
    for source in sources:
        imported = context.shapes.values(source, node("owl:imports"))
        sources += [each for each in imported if each not in sources]
        for declaration in context.shapes.objects(source, "declare"):
            prefix, namespace = (context.shapes.only(declaration, name) for name in ("prefix", "namespace"))
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                raise refused("sh:declare without a prefix and a namespace")
            found[prefix.value] = namespace.value
    return found


# Values one by one


def _lasting(test: Callable[[Given], Test]) -> Build:
    """Return the builder of a test that looks at nothing but the value."""

    def build(given: Given) -> Constraint:
        return Constraint(core.each_lasting_value(given.rule, test(given)), is_lasting=True)

    return build


def _class(given: Given) -> Constraint:
    context = given.context
    test = core.has_class(context.index, context.classes.below([given.value]))
    return Constraint(core.each_value(given.rule, test), (Read(given.path, TYPE),))


def _datatype(given: Given) -> Test:
    return core.has_datatype(given.terms, given.iri())


def _node_kind(given: Given) -> Test:
    for name, kinds in core.KINDS.items():
        if given.value == node(f"sh:{name}"):
            return core.has_kind(given.terms, kinds)
    raise given.refused()


def _bound(is_within: Callable[[int], bool]) -> Callable[[Given], Test]:
    def build(given: Given) -> Test:
        if not isinstance(given.value, Literal):
            raise given.refused()
        return core.in_range(given.terms, given.value, is_within)

    return build


def _min_length(given: Given) -> Test:
    least = given.integer()
    return core.has_length(given.terms, lambda length: length >= least) if least else lambda _: True


def _max_length(given: Given) -> Test:
    most = given.integer()
    return core.has_length(given.terms, lambda length: length <= most)


def _pattern(given: Given) -> Test:
    flags = given.context.shapes.only(given.rule.shape, "flags")
    letters = set(flags.value) if isinstance(flags, Literal) else set()
    if not isinstance(given.value, Literal) or letters - set(_FLAGS):
        raise given.refused()
    try:
        pattern = re.compile(given.value.value, sum(_FLAGS[letter] for letter in letters))
    except re.error as error:
        raise given.refused() from error
    return core.matches(given.terms, pattern)


def _language_in(given: Given) -> Test:
    tags = [each.value for each in given.context.shapes.list(given.value) if isinstance(each, Literal)]
    return core.has_language(given.terms, [tag.lower() for tag in tags])


def _in(given: Given) -> Test:
    allowed = {given.terms.number(each) for each in given.context.shapes.list(given.value)}
    return lambda value: value in allowed


# Values by other shapes


def _nested(given: Given, shapes: Collection[CompiledShape], test: Test) -> Constraint:
    reads = tuple(read for shape in shapes for read in _further(given.path, shape))
    is_lasting = all(shape.is_lasting for shape in shapes)
    check = core.each_lasting_value(given.rule, test) if is_lasting else core.each_value(given.rule, test)
    return Constraint(check, reads, is_lasting=is_lasting)


def _further(path: PropertyPath, shape: CompiledShape) -> list[Read]:
    """Return what a shape reads when its focus is at the end of a path."""
    return [Read(joined(path, read.prefix), read.predicate, read.is_forward) for read in shape.reads]


def _node(given: Given) -> Constraint:
    shape = given.context.shape(given.value)
    if shape.path is not None:
        raise refused("sh:node with a property shape")
    return _nested(given, [shape], shape.conforms)


def _not(given: Given) -> Constraint:
    shape = given.context.shape(given.value)
    return _nested(given, [shape], lambda value: not shape.conforms(value))


def _members(given: Given) -> list[CompiledShape]:
    members = [given.context.shape(each) for each in given.context.shapes.list(given.value)]
    if not members:
        raise refused("an empty list of shapes")
    return members


def _and(given: Given) -> Constraint:
    shapes = _members(given)
    return _nested(given, shapes, lambda value: all(shape.conforms(value) for shape in shapes))


def _or(given: Given) -> Constraint:
    shapes = _members(given)
    return _nested(given, shapes, lambda value: any(shape.conforms(value) for shape in shapes))


def _xone(given: Given) -> Constraint:
    shapes = _members(given)
    return _nested(given, shapes, lambda value: sum(shape.conforms(value) for shape in shapes) == 1)


def _property(given: Given) -> Constraint:
    shape = given.context.shape(given.value)
    if shape.path is None:
        raise refused("sh:property without sh:path")

    def check(_focus: int, values: Collection[int], found: list[Finding]) -> None:
        for value in values:
            shape.find(value, found)

    return Constraint(check, tuple(_further(given.path, shape)))


# Values together


def _min_count(given: Given) -> Constraint:
    least = given.integer()
    return Constraint(core.whole(given.rule, lambda values: len(values) >= least), is_bare=True)


def _max_count(given: Given) -> Constraint:
    most = given.integer()
    return Constraint(core.whole(given.rule, lambda values: len(values) <= most))


def _unique_lang(given: Given) -> Constraint:
    return Constraint(core.unique_languages(given.rule, given.terms))


def _has_value(given: Given) -> Constraint:
    wanted = given.terms.number(given.value)
    return Constraint(core.whole(given.rule, lambda values: wanted in values), is_bare=True)


def _equals(given: Given) -> Constraint:
    other = given.iri()
    check = core.equal(given.rule, given.context.index, given.terms.number(other))
    return Constraint(check, (Read(HERE, other),), is_bare=True)


def _disjoint(given: Given) -> Constraint:
    other = given.iri()
    check = core.disjoint(given.rule, given.context.index, given.terms.number(other))
    return Constraint(check, (Read(HERE, other),))


def _in_order(is_in_order: Callable[[Any, Any], bool]) -> Build:
    def build(given: Given) -> Constraint:
        other = given.iri()
        check = core.ordered(given.rule, given.context.index, given.terms.number(other), is_in_order)
        return Constraint(check, (Read(HERE, other),))

    return build


def _qualified(context: Context, shape: Term, path: PropertyPath) -> Iterator[Constraint]:
    limits = {name: context.shapes.only(shape, f"qualified{name}Count") for name in ("Min", "Max")}
    for value in context.shapes.objects(shape, "qualifiedValueShape"):
        if not any(limits.values()):
            raise refused("sh:qualifiedValueShape without a count")
        own, siblings = context.shape(value), _siblings(context, shape, value)
        read = tuple(read for each in (own, *siblings) for read in _further(path, each))
        for name, limit in limits.items():
            if limit is not None:
                rule = context.shapes.rule(shape, f"Qualified{name}Count")
                count = Given(context, rule, limit, path).integer()
                is_within: Callable[[int], bool] = count.__le__ if name == "Min" else count.__ge__
                yield Constraint(core.whole(rule, _counted(own, siblings, is_within)), read, is_bare=True)


def _counted(
    own: CompiledShape, siblings: Collection[CompiledShape], is_within: Callable[[int], bool]
) -> Callable[[Collection[int]], bool]:
    def test(values: Collection[int]) -> bool:
        return is_within(
            sum(
                own.conforms(value) and not any(sibling.conforms(value) for sibling in siblings)
                for value in values
            )
        )

    return test


def _siblings(context: Context, shape: Term, value: Term) -> list[CompiledShape]:
    """Return the qualified shapes beside that of a shape, to which its values may not conform."""
    if not context.shapes.is_true(shape, "qualifiedValueShapesDisjoint"):
        return []
    parents = context.shapes.bearers("property", shape)
    beside = {each for parent in parents for each in context.shapes.objects(parent, "property")}
    others = {other for each in beside for other in context.shapes.objects(each, "qualifiedValueShape")}
    return [context.shape(other) for other in sorted(others - {value}, key=str)]


def _closed(context: Context, shape: Term, path: PropertyPath) -> Constraint:
    number = context.index.terms.number
    ignored = context.shapes.only(shape, "ignoredProperties")
    allowed = {number(each) for each in (context.shapes.list(ignored) if ignored is not None else ())}
    for each in context.shapes.objects(shape, "property"):
        own = context.shapes.only(each, "path")
        if isinstance(own, NamedNode):
            allowed.add(number(own))
    rule = context.shapes.rule(shape, "Closed")
    return Constraint(core.closed(rule, context.index, allowed), (Read(path, None),))


_COMPONENTS: Final[Mapping[str, Build]] = {
    "class": _class,
    "datatype": _lasting(_datatype),
    "nodeKind": _lasting(_node_kind),
    "minExclusive": _lasting(_bound(lambda order: order > 0)),
    "minInclusive": _lasting(_bound(lambda order: order >= 0)),
    "maxExclusive": _lasting(_bound(lambda order: order < 0)),
    "maxInclusive": _lasting(_bound(lambda order: order <= 0)),
    "minLength": _lasting(_min_length),
    "maxLength": _lasting(_max_length),
    "pattern": _lasting(_pattern),
    "languageIn": _lasting(_language_in),
    "in": _lasting(_in),
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
    "node": _node,
    "property": _property,
    "minCount": _min_count,
    "maxCount": _max_count,
    "uniqueLang": _unique_lang,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _in_order(operator.lt),
    "lessThanOrEquals": _in_order(core.at_most),
}
