"""The canonical bytes of a named graph."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple


def nquads(triples: Iterable[Triple], graph: NamedNode) -> bytes:
    r"""Return ``triples`` as N-Quads in ``graph``: terms as the store normalises them, lines sorted by bytes.

    Literals that mean the same become the same (``"1.10"^^xsd:decimal`` becomes ``"1.1"``); equal sets of
    triples without blank nodes give equal bytes. No triples give ``b""``.
    """
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
    buffer = BytesIO()
    store.dump(buffer, format=RdfFormat.N_QUADS)
    lines = sorted(line for line in buffer.getvalue().split(b"\n") if line)
    return b"".join(line + b"\n" for line in lines)
