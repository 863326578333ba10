"""The canonical bytes of a named graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

_TYPED: Final = b'"^^<'
_END: Final = b" .\n"
"""What ends each statement, and stands in none: no literal holds a line end."""
_ANY: Final = NamedNode("urn:any")
_KEPT: Final = 1024
_LEXICAL: Final = {
    "integer": r"0|-?[1-9][0-9]{0,17}",
    "decimal": r"(?:0|-?[1-9][0-9]{0,8})(?:\.[0-9]{0,8}[1-9])?",
    "boolean": r"true|false",
    "gYear": r"[0-9]{4}",
    "gYearMonth": r"[0-9]{4}-[0-9]{2}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_NORMAL: Final = re.compile(
    "|".join(
        rf' "(?:{lexical})"\^\^<http://www\.w3\.org/2001/XMLSchema#{name}>'
        for name, lexical in _LEXICAL.items()
    ).encode()
)
"""Typed literals that the store gives back as they are: most of all, so that it need not be asked about them."""


def nquads(triples: Iterable[Triple], graph: NamedNode) -> bytes:
    r"""Return ``triples`` as N-Quads in ``graph``: terms as the store normalises them, lines sorted by bytes.

    Literals that mean the same become the same (``"1.10"^^xsd:decimal`` becomes ``"1.1"``); equal sets of
    triples without blank nodes give equal bytes. No triples give ``b""``.
    """
    return canonical(_normalised(_written(triples)), graph)


def canonical(ntriples: bytes, graph: NamedNode) -> bytes:
    """Return N-Triples whose terms are as the store normalises them, as :func:`nquads` does."""
    statements = set(ntriples.split(_END))
    statements.discard(b"")
    # The same order as with the ends: a space comes before all that may go on a statement.
    return f" {graph} .\n".encode().join([*sorted(statements), b""])


@lru_cache(maxsize=_KEPT)
def normal(literal: Literal) -> Literal:
    """Return a literal as the store gives it back: ``"P36M"^^xsd:duration`` as ``"P3Y"``."""
    store = Store()
    store.add(Quad(_ANY, _ANY, literal))
    return next(quad.object for quad in store if isinstance(quad.object, Literal))


def _written(triples: Iterable[Triple]) -> bytes:
    written = BytesIO()
    serialize(triples, written, format=RdfFormat.N_TRIPLES)
    return written.getvalue()


def _normalised(ntriples: bytes) -> bytes:
    """Return N-Triples with their terms as the store gives them back."""
    if ntriples.count(_TYPED) == len(_NORMAL.findall(ntriples)):
        return ntriples
    lines = ntriples.split(b"\n")
    doubtful = {line for line in lines if _TYPED in line and not _NORMAL.search(line)}
    store = Store()
    store.extend(Quad(*quad.triple) for quad in parse(b"\n".join(doubtful), format=RdfFormat.N_TRIPLES))
    sure = (line for line in lines if line not in doubtful)
    return _written(quad.triple for quad in store) + b"\n".join(sure)
