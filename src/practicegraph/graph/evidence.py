"""``graph/evidence``: one ``pg:Fact`` for each fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.graph import literals
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.statements import RDF_TYPE, Statement
from practicegraph.mapping.fact import Fact
from practicegraph.terms import node

_FACT: Final = node("pg:Fact")
_SUBJECT: Final = node("pg:subject")
_PREDICATE: Final = node("pg:predicate")
_OBJECT: Final = node("pg:object")
_LITERAL: Final = node("pg:literal")
_FIELD: Final = node("pg:field")
_BASIS: Final = node("pg:basis")
_CONFIDENCE: Final = node("pg:confidence")
_METHOD: Final = node("pg:method")
_DOCUMENT: Final = node("pg:document")
_START: Final = node("oa:start")
_END: Final = node("oa:end")
_EXACT: Final = node("oa:exact")
_DERIVED: Final = node("prov:wasDerivedFrom")


def evidence(
    fact: Fact,
    said: Statement,
    identifiers: Identifiers,
    document: NamedNode,
    sources: Iterable[Fact] = (),
) -> Iterator[Triple]:
    """Yield the ``pg:Fact`` of a fact that makes the statement ``said``; ``sources`` are what it comes from.

    A fact that comes from others and has no span in its document (a sibling value where the document has
    not even a heading) has none here either: its sources have theirs.
    """
    subject = identifiers.fact(fact)
    yield Triple(subject, RDF_TYPE, _FACT)
    yield Triple(subject, _SUBJECT, said.subject)
    yield Triple(subject, _PREDICATE, said.predicate)
    if said.object is not None:
        yield Triple(subject, _OBJECT if isinstance(said.object, NamedNode) else _LITERAL, said.object)
    yield Triple(subject, _FIELD, Literal(fact.field))
    yield Triple(subject, _BASIS, identifiers.concept("basis", fact.basis.value))
    confidence = literals.decimal(fact.confidence)
    if confidence is not None:
        yield Triple(subject, _CONFIDENCE, confidence)
    yield Triple(subject, _METHOD, Literal(fact.method))
    yield Triple(subject, _DOCUMENT, document)
    sources = tuple(sources)
    if fact.end > fact.start or not sources:
        yield Triple(subject, _START, literals.integer(fact.start))
        yield Triple(subject, _END, literals.integer(fact.end))
        yield Triple(subject, _EXACT, literals.text(fact.exact, fact.language))
    for source in sources:
        yield Triple(subject, _DERIVED, identifiers.fact(source))
