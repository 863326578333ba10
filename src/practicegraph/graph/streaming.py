"""The graph of one document by itself: what a stream of any length is made of."""

from __future__ import annotations

from functools import cache

from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.weights import Weights
from practicegraph.graph.canonical import canonical, nquads
from practicegraph.graph.graphs import EVIDENCE, write
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.terms import BASE, graph


def document_nquads(mapped: MappedDocument, base: str = BASE) -> bytes:
    """Return one document's graphs as N-Quads, each graph canonical, in order of their names.

    It is what a release of this document alone holds of it before reasoning. Documents are not compared:
    those about one practice stay apart unless their titles are the same.
    """
    consolidation = consolidate([mapped], decisions=_decisions(), weights=_weights())
    pieces: list[str] = []
    statements = write(consolidation, pieces, base)
    written = {name: nquads(triples, graph(name, base)) for name, triples in statements.items()}
    written[EVIDENCE] = canonical("".join(pieces).encode(), graph(EVIDENCE, base))
    return b"".join(written[name] for name in sorted(written))


@cache
def _decisions() -> Decisions:
    return Decisions.load()


@cache
def _weights() -> Weights:
    return Weights.load()
