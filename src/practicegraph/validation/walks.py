"""Property paths run over an index: where they lead from a node, and which triples they pass on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from practicegraph.validation.paths import PropertyPath
from practicegraph.validation.triple_index import TripleIndex

Walk = Callable[[int], Collection[int]]
"""From a node to those that a path leads to."""

HERE: Final = PropertyPath("/")
"""The path that stays where it is."""


@dataclass(frozen=True, slots=True)
class Read:
    """Triples that a shape may look at: those of a predicate at the end of ``prefix``, walked from the focus.

    ``predicate`` ``None`` is any. ``is_forward`` tells that the end is their subject, else their object.
    """

    prefix: PropertyPath
    predicate: NamedNode | None
    is_forward: bool = True


def joined(*paths: PropertyPath) -> PropertyPath:
    """Return the paths one after the other."""
    parts = [part for path in paths for part in (path.parts if path.operator == "/" else (path,))]
    return parts[0] if len(parts) == 1 else PropertyPath("/", tuple(parts))


def inverse(path: PropertyPath) -> PropertyPath:
    """Return the path the other way round, inverted only where it names a property."""
    if path.iri is not None:
        return PropertyPath("^", (path,))
    if path.operator == "^":
        return plain(path.parts[0])
    parts = tuple(inverse(part) for part in path.parts)
    return PropertyPath(path.operator, parts[::-1] if path.operator == "/" else parts)


def plain(path: PropertyPath) -> PropertyPath:
    """Return an equal path in which only properties are inverted."""
    if path.iri is not None:
        return path
    if path.operator == "^":
        return inverse(path.parts[0])
    return PropertyPath(path.operator, tuple(plain(part) for part in path.parts))


def reads(path: PropertyPath, prefix: PropertyPath = HERE) -> Iterator[Read]:
    """Yield what a plain path reads when it is walked from the end of ``prefix``."""
    if path.iri is not None:
        yield Read(prefix, path.iri)
    elif path.operator == "^":
        yield Read(prefix, path.parts[0].iri, is_forward=False)
    elif path.operator == "/":
        for part in path.parts:
            yield from reads(part, prefix)
            prefix = joined(prefix, part)
    elif path.operator in {"*", "+"}:
        again = PropertyPath("*", path.parts)
        yield from reads(path.parts[0], joined(prefix, again))
    else:
        for part in path.parts:
            yield from reads(part, prefix)


def inverted(path: PropertyPath) -> Iterator[NamedNode]:
    """Yield the properties that a plain path takes from object to subject."""
    if path.operator == "^":
        iri = path.parts[0].iri
        if iri is not None:
            yield iri
    else:
        for part in path.parts:
            yield from inverted(part)


def walk(path: PropertyPath, index: TripleIndex) -> Walk:
    """Return a plain path as a function; what it gives holds each node once."""
    if path.iri is not None:
        return _forward(path.iri, index)
    if path.operator == "^":
        return _backward(path.parts[0], index)
    return _OPERATORS[path.operator](tuple(walk(part, index) for part in path.parts))


def _forward(iri: NamedNode, index: TripleIndex) -> Walk:
    predicate, values = index.terms.number(iri), index.values
    return lambda node: values(node, predicate)


def _backward(path: PropertyPath, index: TripleIndex) -> Walk:
    predicate, bearers = index.terms.number(path.iri or NamedNode("urn:none")), index.bearers
    return lambda node: bearers(predicate, node)


def _alternatives(steps: tuple[Walk, ...]) -> Walk:
    return lambda node: {end for step in steps for end in step(node)}


def _optional(steps: tuple[Walk, ...]) -> Walk:
    return lambda node: {node, *steps[0](node)}


def _repeated(steps: tuple[Walk, ...]) -> Walk:
    return lambda node: _reached(steps[0](node), steps[0])


def _repeated_or_here(steps: tuple[Walk, ...]) -> Walk:
    return lambda node: _reached([node], steps[0])


def _sequence(steps: tuple[Walk, ...]) -> Walk:
    if not steps:
        return lambda node: (node,)

    def along(node: int) -> Collection[int]:
        ends: Collection[int] = steps[0](node)
        for step in steps[1:]:
            ends = {end for start in ends for end in step(start)}
        return ends

    return along


def _reached(starts: Iterable[int], step: Walk) -> set[int]:
    """Return the starts and all that repeated steps lead to."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for end in step(waiting.pop()):
            if end not in found:
                found.add(end)
                waiting.append(end)
    return found


_OPERATORS: Final[Mapping[str, Callable[[tuple[Walk, ...]], Walk]]] = {
    "/": _sequence,
    "|": _alternatives,
    "?": _optional,
    "*": _repeated_or_here,
    "+": _repeated,
}
