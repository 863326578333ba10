"""The canonical bytes of a named graph."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from practicegraph.terms import node

Term = NamedNode | BlankNode | Literal | Triple

_UNTYPED: Final = frozenset({node("xsd:string"), node("rdf:langString")})


def nquads(triples: Iterable[Triple], graph: NamedNode) -> bytes:
    r"""Return ``triples`` as N-Quads in ``graph``: terms as the store normalises them, lines sorted by bytes.

    Literals that mean the same become the same (``"1.10"^^xsd:decimal`` becomes ``"1.1"``); equal sets of
    triples without blank nodes give equal bytes. No triples give ``b""``.
    """
    triples = list(triples)
    objects = {triple.object for triple in triples}
    normal = _normalised(
        term for term in objects if isinstance(term, Literal) and term.datatype not in _UNTYPED
    )
    quads = (Quad(t.subject, t.predicate, normal.get(t.object, t.object), graph) for t in triples)
    written = BytesIO()
    serialize(quads, written, format=RdfFormat.N_QUADS)
    lines = set(written.getvalue().split(b"\n"))
    return b"".join(line + b"\n" for line in sorted(lines) if line)


def _normalised(literals: Iterable[Literal]) -> dict[object, Term]:
    """Return each literal as the store gives it back."""
    numbered = dict(enumerate(literals))
    store = Store()
    store.extend(Quad(NamedNode(f"n:{n}"), node("rdf:value"), literal) for n, literal in numbered.items())
    return {numbered[int(quad.subject.value[2:])]: quad.object for quad in store}
