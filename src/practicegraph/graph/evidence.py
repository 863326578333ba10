"""``graph/evidence``: one ``pg:Fact`` for each fact.

Facts are most of the graph, so they are written at once: a line of N-Triples takes a fifth of the time of a
triple and a third of its memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
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
_INTEGER: Final = str(node("xsd:integer"))
_KEPT: Final = 1024


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
    value's: the heading under which another document's value belongs. A fact that comes from others and has
    no span in its document (a sibling value where the document has not even a heading) has none here either:
    its sources have theirs.
    """
    subject = f"<{identifiers.fact_iri(fact)}>"
    said_of = [
        _FACT,
        f"{_SUBJECT} {said.subject}",
        f"{_PREDICATE} {said.predicate}",
        f"{_FIELD} {_text(fact.field)}",
        f"{_BASIS} {identifiers.concept('basis', fact.basis.value)}",
        f"{_METHOD} {_text(fact.method)}",
        f"{_DOCUMENT} {document}",
    ]
    if said.object is not None:
        said_of.append(f"{_OBJECT if isinstance(said.object, NamedNode) else _LITERAL} {said.object}")
    confidence = _decimal(fact.confidence)
    if confidence is not None:
        said_of.append(f"{_CONFIDENCE} {confidence}")
    origins = [f"{_DERIVED} <{identifiers.fact_iri(source)}>" for source in sources]
    if fact.end > fact.start or not origins:
        said_of.append(f'{_START} "{fact.start}"^^{_INTEGER}')
        said_of.append(f'{_END} "{fact.end}"^^{_INTEGER}')
        said_of.append(f"{_EXACT} {literals.text(fact.exact, quoted or fact.language)}")
    return f"{subject} " + f" .\n{subject} ".join([*said_of, *origins]) + " .\n"


@lru_cache(maxsize=_KEPT)
def _text(value: str) -> str:
    """Return a plain text as it is written in N-Triples."""
    return str(Literal(value))


@lru_cache(maxsize=_KEPT)
def _decimal(value: float) -> str | None:
    literal = literals.decimal(value)
    return None if literal is None else str(literal)
