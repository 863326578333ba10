"""The constraint components of SHACL Core as functions over an index.

What decides here decides as pyshacl does, the reference engine: literals are read and compared by rdflib.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from pyshacl.rdfutil.compare import compare_literal

from practicegraph.terms import node
from practicegraph.validation.conversion import to_node
from practicegraph.validation.paths import PropertyPath
from practicegraph.validation.triple_index import Terms, TripleIndex, several


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What the findings of one constraint are reported with; ``messages`` are pairs of language and text."""

    shape: NamedNode | BlankNode
    component: NamedNode
    severity: NamedNode
    path: PropertyPath | None
    messages: tuple[tuple[str, str], ...]


Finding = tuple[Rule, int, int | None, int | None]
"""A rule, the node it was broken at, the predicate and the value it was broken by where there are such."""

Check = Callable[[int, Collection[int], list[Finding]], None]
"""Takes a focus node and its value nodes, and adds what is found to a list."""
Test = Callable[[int], bool]
"""Tells whether a value node is in order."""

_XSD: Final = rdflib.XSD
_PYTHON: Final[Mapping[str, type | tuple[type, ...]]] = {
    str(_XSD.string): (str, bytes),
    str(rdflib.RDF.langString): (str, bytes),
    str(_XSD.integer): int,
    str(_XSD.float): float,
    str(_XSD.decimal): Decimal,
    str(_XSD.boolean): bool,
    str(_XSD.date): date,
    str(_XSD.time): time,
    str(_XSD.dateTime): datetime,
}
"""The types that rdflib reads well-formed literals of a datatype as."""
_INCOMPARABLE: Final = (TypeError, ValueError, ArithmeticError, NotImplementedError)
"""What comparing raises for values of different kinds, not numbers, or dates of which one has no time zone."""
_RESOURCE: Final = (node("rdf:type"), node("rdfs:Resource"))
KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}
"""The terms of each ``sh:nodeKind``."""


# Checks


def each_value(rule: Rule, test: Test) -> Check:
    """Return the check that every value passes a test."""

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        found.extend((rule, focus, None, value) for value in values if not test(value))

    return check


def each_lasting_value(rule: Rule, test: Test) -> Check:
    """Return the check that every value passes a test which depends on nothing but the value."""
    known: dict[int, bool] = {}

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        for value in values:
            passed = known.get(value)
            if passed is None:
                passed = known[value] = test(value)
            if not passed:
                found.append((rule, focus, None, value))

    return check


def whole(rule: Rule, test: Callable[[Collection[int]], bool]) -> Check:
    """Return the check that the values together pass a test."""

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        if not test(values):
            found.append((rule, focus, None, None))

    return check


def unique_languages(rule: Rule, terms: Terms) -> Check:
    """Return the check that no language has two values; each that has is found."""

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        if len(values) < 2:
            return
        tags = Counter(tag for value in values if (tag := _language(terms, value)))
        found.extend((rule, focus, None, None) for count in tags.values() if count > 1)

    return check


def equal(rule: Rule, index: TripleIndex, predicate: int) -> Check:
    """Return the check that the values are those of another property."""

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        others = set(index.values(focus, predicate))
        found.extend((rule, focus, None, value) for value in others.symmetric_difference(values))

    return check


def disjoint(rule: Rule, index: TripleIndex, predicate: int) -> Check:
    """Return the check that no value is one of another property."""

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        others = index.values(focus, predicate)
        found.extend((rule, focus, None, value) for value in values if value in others)

    return check


def ordered(rule: Rule, index: TripleIndex, predicate: int, is_in_order: Callable[[Any, Any], bool]) -> Check:
    """Return the check that every value is in order with every one of another property."""
    terms = index.terms

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        for other in index.values(focus, predicate):
            wrong = (value for value in values if not _is_ordered(terms, value, other, is_in_order))
            found.extend((rule, focus, None, value) for value in wrong)

    return check


def closed(rule: Rule, index: TripleIndex, allowed: Collection[int]) -> Check:
    """Return the check that a value has no property but those allowed."""
    number = index.terms.number
    always = (number(_RESOURCE[0]), number(_RESOURCE[1]))

    def check(focus: int, values: Collection[int], found: list[Finding]) -> None:
        for value in values:
            for _, predicate, other in index.triples(value):
                if predicate not in allowed and (predicate, other) != always:
                    found.append((rule, focus, predicate, other))

    return check


# Tests of a value


def has_class(index: TripleIndex, instances_of: Collection[int]) -> Test:
    """Return the test of whether a node has one of some classes."""
    kind = index.terms.number(node("rdf:type"))
    subjects = index.subjects

    def test(value: int) -> bool:
        own = subjects.get(value)
        types = None if own is None else own.get(kind)
        if types is None:
            return False
        return types in instances_of if type(types) is int else any(t in instances_of for t in several(types))

    return test


def has_kind(terms: Terms, kinds: tuple[type, ...]) -> Test:
    """Return the test of whether a node is an IRI, a blank node or a literal."""
    return lambda value: isinstance(terms[value], kinds)


def has_datatype(terms: Terms, datatype: NamedNode) -> Test:
    """Return the test of whether a node is a well-formed literal of a datatype."""
    wanted = rdflib.URIRef(datatype.value)
    python = _PYTHON.get(datatype.value)

    def test(value: int) -> bool:
        literal = _literal(terms, value)
        if literal is None:
            return False
        own, language = literal.datatype, literal.language
        if own == wanted and own is not None:
            return literal.ill_typed is not True and (python is None or isinstance(literal.value, python))
        if wanted == rdflib.RDFS.Literal or (wanted == rdflib.RDFS.Datatype and own):
            return True
        if wanted == _XSD.string:
            return own is None and language is None
        return wanted == rdflib.RDF.langString and bool(language)

    return test


def in_range(terms: Terms, bound: Literal, is_within: Callable[[int], bool]) -> Test:
    """Return the test of how a literal compares with ``bound``: ``is_within`` is told below, equal or above 0."""
    limit = to_node(bound)
    is_text = isinstance(limit.value, str)

    def test(value: int) -> bool:
        literal = _literal(terms, value)
        if literal is None or isinstance(literal.value, str) != is_text:
            return False
        try:
            return is_within(compare_literal(literal, limit))  # type: ignore[no-untyped-call]
        except _INCOMPARABLE:
            return False

    return test


def has_length(terms: Terms, is_within: Callable[[int], bool]) -> Test:
    """Return the test of the length of a node's text; a blank node has none."""

    def test(value: int) -> bool:
        text = _text(terms, value)
        return text is not None and is_within(len(text))

    return test


def matches(terms: Terms, pattern: re.Pattern[str]) -> Test:
    """Return the test of whether a pattern occurs in a node's text; a blank node has none."""

    def test(value: int) -> bool:
        text = _text(terms, value)
        return text is not None and pattern.search(text) is not None

    return test


def has_language(terms: Terms, languages: Iterable[str]) -> Test:
    """Return the test of whether a literal has one of some languages, or one below them."""
    wanted = frozenset(languages)

    def test(value: int) -> bool:
        tag = _language(terms, value)
        return bool(tag) and ("*" in wanted or tag in wanted or tag.partition("-")[0] in wanted)

    return test


def _literal(terms: Terms, value: int) -> Any:
    """Return the literal of a number as rdflib's, ``None`` for another term."""
    return to_node(terms[value]) if value in terms.literals else None


def _language(terms: Terms, value: int) -> str:
    term = terms[value]
    return (term.language or "").lower() if isinstance(term, Literal) else ""


def _text(terms: Terms, value: int) -> str | None:
    term = terms[value]
    return term.value if isinstance(term, NamedNode | Literal) else None


def at_most(left: Any, right: Any) -> bool:
    """Tell whether one value is below another or equal to it; raise what comparing raises.

    rdflib's own ``<=`` asks whether ``NotImplemented`` is true: a warning, and from Python 3.14 an error.
    """
    return bool(left < right or (left == right if type(left) is str else left.eq(right)))


def _is_ordered(terms: Terms, value: int, other: int, is_in_order: Callable[[Any, Any], bool]) -> bool:
    """Tell whether two terms are in order; texts compare with texts only, IRIs as texts, blank nodes never."""
    left, right = _comparable(terms, value), _comparable(terms, other)
    if left is None or right is None or (type(left) is str) != (type(right) is str):
        return False
    try:
        return bool(is_in_order(left, right))
    except _INCOMPARABLE:
        return False


def _comparable(terms: Terms, value: int) -> Any:
    term = terms[value]
    if isinstance(term, BlankNode):
        return None
    if isinstance(term, NamedNode):
        return term.value
    literal = to_node(term)
    return str(literal.value) if isinstance(literal.value, str) else literal
