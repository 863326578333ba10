"""``graph/evidence``: one ``pg:Fact`` for each fact.

Facts are most of the graph, so they are written at once: a line of N-Triples takes a fifth of the time of a
triple and a third of its memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from practicegraph.graph import literals
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.statements import RDF_TYPE, Statement
from practicegraph.mapping.fact import Fact
from practicegraph.terms import node

_FACT: Final = f"{RDF_TYPE} {node('pg:Fact')}"
_SUBJECT: Final = str(node("pg:subject"))
_PREDICATE: Final = str(node("pg:predicate"))
_OBJECT: Final = str(node("pg:object"))
_LITERAL: Final = str(node("pg:literal"))
_FIELD: Final = str(node("pg:field"))
_BASIS: Final = str(node("pg:basis"))
_CONFIDENCE: Final = str(node("pg:confidence"))
_METHOD: Final = str(node("pg:method"))
_DOCUMENT: Final = str(node("pg:document"))
_START: Final = str(node("oa:start"))
_END: Final = str(node("oa:end"))
_EXACT: Final = str(node("oa:exact"))
_DERIVED: Final = str(node("prov:wasDerivedFrom"))


def evidence(
    fact: Fact,
    said: Statement,
    identifiers: Identifiers,
    document: NamedNode,
    sources: Iterable[Fact] = (),
    quoted: str | None = None,
) -> str:
    """Return the ``pg:Fact`` of a fact that makes the statement ``said``, as N-Triples.

    ``sources`` are what the fact comes from; ``quoted`` is the language of its span where that is not the
    value's: the heading under which another document's value belongs. A fact that comes from others and has no span in its document
    (a sibling value where the document has not even a heading) has none here either: its sources have theirs.
    """
    subject = identifiers.fact(fact)
    return "".join(
        [f"{subject} {said_of} .\n" for said_of in _of(fact, said, identifiers, document, sources, quoted)]
    )


def _of(
    fact: Fact,
    said: Statement,
    identifiers: Identifiers,
    document: NamedNode,
    sources: Iterable[Fact],
    quoted: str | None,
) -> Iterator[str]:
    """Yield predicate and object of each line."""
    yield _FACT
    yield f"{_SUBJECT} {said.subject}"
    yield f"{_PREDICATE} {said.predicate}"
    if said.object is not None:
        yield f"{_OBJECT if isinstance(said.object, NamedNode) else _LITERAL} {said.object}"
    yield f"{_FIELD} {Literal(fact.field)}"
    yield f"{_BASIS} {identifiers.concept('basis', fact.basis.value)}"
    confidence = literals.decimal(fact.confidence)
    if confidence is not None:
        yield f"{_CONFIDENCE} {confidence}"
    yield f"{_METHOD} {Literal(fact.method)}"
    yield f"{_DOCUMENT} {document}"
    sources = tuple(sources)
    if fact.end > fact.start or not sources:
        yield f"{_START} {literals.integer(fact.start)}"
        yield f"{_END} {literals.integer(fact.end)}"
        yield f"{_EXACT} {literals.text(fact.exact, quoted or fact.language)}"
    for source in sources:
        yield f"{_DERIVED} {identifiers.fact(source)}"
