"""What a SPARQL constraint looks at, read from its algebra: triple patterns, and how they hang together with ``$this``.

Each pattern that can be reached from ``$this`` over others that must hold with it becomes a :class:`Read`: the way to
it and the predicate there. From these follow both the triples that the query needs for a focus node and the focus nodes
that a changed triple can matter to. A query of which this cannot be said is refused, never guessed at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import NamedNode
from rdflib import paths as rdf_paths
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, URIRef, Variable

from practicegraph.errors import InvalidDataError
from practicegraph.validation.paths import PropertyPath, predicate_path
from practicegraph.validation.walks import HERE, Read, inverse, joined, plain, reads

_THIS: Final = Variable("this")
_EXISTS: Final = frozenset({"Builtin_EXISTS", "Builtin_NOTEXISTS"})


class UnsupportedShapesError(InvalidDataError):
    """Shapes that the compiled engine cannot run; the reference engine may."""


@dataclass(frozen=True, slots=True, eq=False)
class _Scope:
    """A part of a query whose patterns hold together, given those of its parent."""

    parent: _Scope | None = None
    only: dict[Variable, frozenset[NamedNode]] = field(default_factory=dict)

    def sees(self, other: _Scope) -> bool:
        """Tell whether the patterns of ``other`` hold wherever those of this one do."""
        scope: _Scope | None = self
        while scope is not None and scope is not other:
            scope = scope.parent
        return scope is other


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """A triple pattern; its predicate is a path, or a variable."""

    subject: Any
    predicate: PropertyPath | Variable
    value: Any
    scope: _Scope

    @property
    def allowed(self) -> tuple[NamedNode, ...]:
        """The properties that a filter leaves of those that a variable may be, empty for any."""
        if isinstance(self.predicate, PropertyPath):
            return ()
        return tuple(sorted(self.scope.only.get(self.predicate, ()), key=str))

    @property
    def path(self) -> PropertyPath | None:
        """The path from subject to value, ``None`` for any property."""
        if isinstance(self.predicate, PropertyPath):
            return self.predicate
        return PropertyPath("|", tuple(map(predicate_path, self.allowed))) if self.allowed else None


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What is known of a SELECT query before it is run."""

    variables: tuple[str, ...]
    reads: tuple[Read, ...]
    has_paths: bool


@lru_cache(maxsize=256)
def plan(text: str, prefixes: frozenset[tuple[str, str]]) -> QueryPlan:
    """Return what a query reads; raise :class:`UnsupportedShapesError` where that cannot be told."""
    try:
        algebra = prepareQuery(text, initNs=dict(prefixes)).algebra
    except Exception as error:  # rdflib raises whatever its parser meets
        raise UnsupportedShapesError(f"the query does not parse: {error}", source="shapes") from error
    if algebra.name != "SelectQuery" or algebra.datasetClause:
        raise _refusal("a query that is no plain SELECT")
    collected = _Collector()
    collected.group(collected.unwrapped(algebra.p), _Scope())
    patterns = collected.patterns
    found = dict.fromkeys(read for pattern in patterns for read in _reads(pattern, patterns))
    return QueryPlan(
        tuple(str(variable) for variable in algebra.PV),
        tuple(found),
        any(isinstance(p.predicate, PropertyPath) and _repeats(p.predicate) for p in patterns),
    )


def _refusal(what: str) -> UnsupportedShapesError:
    return UnsupportedShapesError(f"{what} is not supported in sh:sparql", source="shapes")


def _repeats(path: PropertyPath) -> bool:
    return path.operator in {"*", "+", "?"} or any(_repeats(part) for part in path.parts)


class _Collector:
    """Gathers the patterns of an algebra with their scopes."""

    def __init__(self) -> None:
        self.patterns: list[_Pattern] = []

    def unwrapped(self, part: CompValue) -> CompValue:
        """Return the group below DISTINCT, REDUCED, ORDER BY and the projection."""
        while part.name in {"Distinct", "Reduced", "OrderBy", "Project"}:
            part = part.p
        return part

    def group(self, part: CompValue, scope: _Scope) -> None:
        """Gather from one part."""
        match part.name:
            case "BGP":
                self.patterns += [_pattern(triple, scope) for triple in part.triples]
            case "Join":
                self.group(part.p1, scope)
                self.group(part.p2, scope)
            case "LeftJoin":
                optional = _Scope(scope)
                self.group(part.p1, scope)
                self.group(part.p2, optional)
                self.exists(part.expr, optional)
            case "Union":
                self.group(part.p1, _Scope(scope))
                self.group(part.p2, _Scope(scope))
            case "Filter" | "Extend":
                self.filtered(part, scope)
            case _:
                raise _refusal(part.name)

    def filtered(self, part: CompValue, scope: _Scope) -> None:
        """Gather from a filter or an assignment; its group has to bind ``$this`` where it names it."""
        if part.name == "Extend" and part.var == _THIS:
            raise _refusal("an assignment to $this")
        start = len(self.patterns)
        self.group(part.p, scope)
        own = [pattern for pattern in self.patterns[start:] if pattern.scope is scope]
        bound = {end for pattern in own for end in (pattern.subject, pattern.value)}
        if _THIS not in bound and _THIS in _variables(part.expr):
            raise _refusal("a filter on $this in a group that does not bind it")
        if part.name == "Filter":
            scope.only.update(_restrictions(part.expr))
        self.exists(part.expr, scope)

    def exists(self, expression: Any, scope: _Scope) -> None:
        """Gather from EXISTS and NOT EXISTS, which hold with what is outside."""
        for inner in _existential(expression):
            self.group(inner.graph, _Scope(scope))


def _pattern(triple: Sequence[Any], scope: _Scope) -> _Pattern:
    subject, predicate, value = triple
    if isinstance(predicate, Variable):
        return _Pattern(subject, predicate, value, scope)
    return _Pattern(subject, plain(_path(predicate)), value, scope)


def _path(term: Any) -> PropertyPath:
    """Return rdflib's path as ours."""
    match term:
        case URIRef():
            return predicate_path(NamedNode(str(term)))
        case rdf_paths.InvPath():
            return PropertyPath("^", (_path(term.arg),))
        case rdf_paths.SequencePath():
            return joined(*(_path(arg) for arg in term.args))
        case rdf_paths.AlternativePath():
            return PropertyPath("|", tuple(_path(arg) for arg in term.args))
        case rdf_paths.MulPath():
            return PropertyPath(term.mod, (_path(term.path),))
        case _:
            raise _refusal(f"the path {term}")


def _existential(expression: Any) -> Iterator[CompValue]:
    """Yield the outermost EXISTS and NOT EXISTS of an expression."""
    if isinstance(expression, CompValue):
        if expression.name in _EXISTS:
            yield expression
            return
        for part in expression.values():
            yield from _existential(part)
    elif isinstance(expression, list | tuple):
        for part in expression:
            yield from _existential(part)


def _variables(expression: Any) -> set[Variable]:
    """Return every variable that an expression names, those of its EXISTS among them."""
    if isinstance(expression, Variable):
        return {expression}
    if isinstance(expression, CompValue):
        own: Iterable[Any] = [part for name, part in expression.items() if name != "_vars"]
    elif isinstance(expression, list | tuple | set):
        own = expression
    else:
        return set()
    return {variable for part in own for variable in _variables(part)}


def _restrictions(expression: Any) -> Iterator[tuple[Variable, frozenset[NamedNode]]]:
    """Yield the variables that a filter allows only some IRIs, with these."""
    if not isinstance(expression, CompValue):
        return
    if expression.name == "ConditionalAndExpression":
        for part in (expression.expr, *expression.other):
            yield from _restrictions(part)
    elif expression.name == "RelationalExpression" and expression.op in {"=", "IN"}:
        others = expression.other if isinstance(expression.other, list) else [expression.other]
        if isinstance(expression.expr, Variable) and all(isinstance(other, URIRef) for other in others):
            yield expression.expr, frozenset(NamedNode(str(other)) for other in others)


def _reads(pattern: _Pattern, patterns: Sequence[_Pattern]) -> Iterator[Read]:
    """Yield what a pattern reads, by the way to it from ``$this``."""
    start, end = _way(pattern.subject, pattern, patterns), _way(pattern.value, pattern, patterns)
    if start is None and end is None:
        raise _refusal("a pattern that does not hang together with $this")
    if pattern.path is None:
        if start is None:
            raise _refusal("a pattern of any property that ends at $this")
        yield Read(start, None)
    elif start is not None:
        yield from reads(pattern.path, start)
    elif end is not None:
        yield from reads(inverse(pattern.path), end)


def _way(term: Any, pattern: _Pattern, patterns: Sequence[_Pattern]) -> PropertyPath | None:
    """Return the shortest path from ``$this`` to a variable over other patterns that must hold."""
    if not isinstance(term, Variable | BNode):
        return None
    ways: dict[Any, PropertyPath] = {_THIS: HERE}
    waiting: deque[Any] = deque([_THIS])
    while waiting:
        here = waiting.popleft()
        if here == term:
            return ways[here]
        for step, there in _steps(here, pattern, patterns):
            if there not in ways and isinstance(there, Variable | BNode):
                ways[there] = joined(ways[here], step)
                waiting.append(there)
    return None


def _steps(here: Any, pattern: _Pattern, patterns: Sequence[_Pattern]) -> Iterator[tuple[PropertyPath, Any]]:
    for other in patterns:
        path = None if other is pattern or not pattern.scope.sees(other.scope) else other.path
        if path is not None:
            if other.subject == here:
                yield path, other.value
            if other.value == here:
                yield inverse(path), other.subject
