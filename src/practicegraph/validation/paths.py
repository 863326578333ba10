"""SHACL property paths: read from a graph, written as SPARQL, written back without blank nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from practicegraph.errors import InvalidDataError
from practicegraph.terms import PREFIXES, node

Term = NamedNode | BlankNode | Literal | Triple
"""What stands in a triple's object."""

Index = Mapping[tuple[Term, NamedNode], Sequence[Term]]
"""The objects of each subject and predicate."""

_FIRST: Final = node("rdf:first")
_REST: Final = node("rdf:rest")
_NIL: Final = node("rdf:nil")
_OPERATORS: Final = {
    "alternativePath": "|",
    "inversePath": "^",
    "zeroOrMorePath": "*",
    "oneOrMorePath": "+",
    "zeroOrOnePath": "?",
}
_SEQUENCE: Final = "/"


@dataclass(frozen=True, slots=True)
class PropertyPath:
    """A path: a property, or an operator of SPARQL's over other paths."""

    operator: str
    parts: tuple[PropertyPath, ...] = ()
    iri: NamedNode | None = None

    def __str__(self) -> str:
        """Return the path in SPARQL's syntax with the project's prefixes."""
        if self.iri is not None:
            return compact(self.iri)
        inner = [str(part) if part.iri is not None else f"({part})" for part in self.parts]
        if self.operator in {"|", _SEQUENCE}:
            return self.operator.join(inner)
        return f"^{inner[0]}" if self.operator == "^" else f"{inner[0]}{self.operator}"

    @property
    def properties(self) -> tuple[NamedNode, ...]:
        """Every property the path mentions, in order."""
        own = () if self.iri is None else (self.iri,)
        return own + tuple(iri for part in self.parts for iri in part.properties)


def predicate_path(iri: NamedNode) -> PropertyPath:
    """Return the path of one property."""
    return PropertyPath("", iri=iri)


def compact(iri: NamedNode) -> str:
    """Return an IRI with a known prefix (``pg:start``), or in angle brackets where none fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri.value.removeprefix(namespace)
        if local != iri.value and local.replace("-", "").replace("_", "").replace(".", "").isalnum():
            return f"{prefix}:{local}"
    return f"<{iri.value}>"


def read_path(term: Term, index: Index) -> PropertyPath:
    """Return the path that ``term`` stands for; raise :class:`InvalidDataError` if it stands for none."""
    if (term, _FIRST) in index:
        return PropertyPath(_SEQUENCE, tuple(read_path(item, index) for item in read_list(term, index)))
    for name, operator in _OPERATORS.items():
        for inner in index.get((term, node(f"sh:{name}")), ()):
            items = read_list(inner, index) if operator == "|" else [inner]
            return PropertyPath(operator, tuple(read_path(item, index) for item in items))
    if isinstance(term, NamedNode):
        return predicate_path(term)
    raise InvalidDataError(f"{term} is not a property path")


def read_list(head: Term, index: Index) -> list[Term]:
    """Return the items of an RDF list; raise :class:`InvalidDataError` if it is not well-formed."""
    items: list[Term] = []
    seen: set[Term] = set()
    while head != _NIL:
        if head in seen or (head, _FIRST) not in index or (head, _REST) not in index:
            raise InvalidDataError(f"{head} is not a well-formed list")
        seen.add(head)
        items.append(index[head, _FIRST][0])
        head = index[head, _REST][0]
    return items


def path_triples(path: PropertyPath, mint: Callable[[str], NamedNode]) -> tuple[NamedNode, list[Triple]]:
    """Return the node of a path and its triples; ``mint`` makes an IRI of a local name."""
    if path.iri is not None:
        return path.iri, []
    triples: list[Triple] = []
    heads: list[NamedNode] = []
    for part in path.parts:
        head, inner = path_triples(part, mint)
        heads.append(head)
        triples += inner
    if path.operator == _SEQUENCE:
        head, cells = _list(heads, mint, str(path))
        return head, triples + cells
    this = mint(f"path {path}")
    name = next(name for name, operator in _OPERATORS.items() if operator == path.operator)
    if path.operator == "|":
        head, cells = _list(heads, mint, str(path))
        return this, [*triples, *cells, Triple(this, node(f"sh:{name}"), head)]
    return this, [*triples, Triple(this, node(f"sh:{name}"), heads[0])]


def _list(
    items: Sequence[NamedNode], mint: Callable[[str], NamedNode], name: str
) -> tuple[NamedNode, list[Triple]]:
    cells = [mint(f"list {name} {position}") for position in range(len(items))]
    return cells[0], list(_cells(items, [*cells, _NIL]))


def _cells(items: Sequence[NamedNode], cells: Sequence[NamedNode]) -> Iterator[Triple]:
    for item, cell, rest in zip(items, cells, cells[1:], strict=False):
        yield Triple(cell, _FIRST, item)
        yield Triple(cell, _REST, rest)
