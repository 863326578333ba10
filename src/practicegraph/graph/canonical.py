"""The canonical bytes of a named graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from practicegraph.terms import node

Term = NamedNode | BlankNode | Literal | Triple

_UNTYPED: Final = frozenset({node("xsd:string"), node("rdf:langString")})
_NORMAL: Final[Mapping[NamedNode, re.Pattern[str]]] = {
    node("xsd:integer"): re.compile(r"0|-?[1-9][0-9]{0,17}"),
    node("xsd:decimal"): re.compile(r"(?:0|-?[1-9][0-9]{0,8})(?:\.[0-9]{0,8}[1-9])?"),
    node("xsd:boolean"): re.compile(r"true|false"),
}
"""Literals that the store gives back as they are: most of all, so that it need not be asked about them."""


def nquads(triples: Iterable[Triple], graph: NamedNode) -> bytes:
    r"""Return ``triples`` as N-Quads in ``graph``: terms as the store normalises them, lines sorted by bytes.

    Literals that mean the same become the same (``"1.10"^^xsd:decimal`` becomes ``"1.1"``); equal sets of
    triples without blank nodes give equal bytes. No triples give ``b""``.
    """
    triples = list(triples)
    objects = {triple.object for triple in triples}
    normal = _normalised(term for term in objects if isinstance(term, Literal) and not _is_normal(term))
    if normal:
        triples = [
            Triple(t.subject, t.predicate, normal[t.object]) if t.object in normal else t for t in triples
        ]
    written = BytesIO()
    serialize(triples, written, format=RdfFormat.N_TRIPLES)
    lines = set(written.getvalue().split(b"\n"))
    # A triple's line ends with a dot, before which its graph goes: faster than to make a quad of each.
    named = f"{graph} .\n".encode()
    return b"".join(sorted(line[:-1] + named for line in lines if line))


def _is_normal(literal: Literal) -> bool:
    """Tell whether the store surely gives a literal back as it is."""
    if literal.datatype in _UNTYPED:
        return True
    pattern = _NORMAL.get(literal.datatype)
    return pattern is not None and pattern.fullmatch(literal.value) is not None


def _normalised(literals: Iterable[Literal]) -> dict[object, Term]:
    """Return each literal as the store gives it back."""
    numbered = dict(enumerate(literals))
    if not numbered:
        return {}
    store = Store()
    store.extend(Quad(NamedNode(f"n:{n}"), node("rdf:value"), literal) for n, literal in numbered.items())
    return {numbered[int(quad.subject.value[2:])]: quad.object for quad in store}
