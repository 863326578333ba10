"""The canonical bytes of a named graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

_TYPED: Final = b'"^^<'
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
    return canonical(_written(triples), graph)


def canonical(ntriples: bytes, graph: NamedNode) -> bytes:
    """Return N-Triples, as the store writes them, as :func:`nquads` does."""
    lines = set(ntriples.split(b"\n"))
    lines.discard(b"")
    if ntriples.count(_TYPED) > len(_NORMAL.findall(ntriples)):
        doubtful = {line for line in lines if _TYPED in line and not _NORMAL.search(line)}
        lines = (lines - doubtful).union(_normalised(doubtful))
    # " ." ends each line, and no literal holds a line end: faster than to make a quad of each triple.
    return b"\n".join([*sorted(lines), b""]).replace(b" .\n", f" {graph} .\n".encode())


def _written(triples: Iterable[Triple]) -> bytes:
    written = BytesIO()
    serialize(triples, written, format=RdfFormat.N_TRIPLES)
    return written.getvalue()


def _normalised(lines: Iterable[bytes]) -> list[bytes]:
    """Return lines of N-Triples with their terms as the store gives them back."""
    store = Store()
    store.extend(Quad(*quad.triple) for quad in parse(b"\n".join(lines), format=RdfFormat.N_TRIPLES))
    return _written(quad.triple for quad in store).splitlines()
