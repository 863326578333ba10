"""``graph/consolidated``: what only several facts, or several documents, give together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.consolidation.model import Match, Undertaking
from practicegraph.graph import literals
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.statements import RDF_TYPE, Scope, Statement, statement
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.terms import node

_CERTAIN: Final = 10.0
"""Sum of evidence that counts as a score of 1."""


def sources(fact: Fact, undertaking: Undertaking) -> tuple[Fact, ...]:
    """Return the documents' facts that a consolidated fact comes from."""
    spans = {(evidence.document, evidence.start, evidence.end) for evidence in fact.evidence}
    found = [
        other
        for other in undertaking.facts
        if (other.document, other.start, other.end) in spans and other.basis is not Basis.MISSING
    ]
    field = str(fact.value) if fact.field == "conflict" else fact.field
    of_field = tuple(other for other in found if other.field == field)
    return of_field or (tuple(found) if fact.basis is Basis.COMPUTED else ())


def describe_consolidated(
    fact: Fact, said: Statement, undertaking: Undertaking, scope: Scope
) -> Iterator[Triple]:
    """Yield the triples of a consolidated fact.

    A sibling value that another document states brings only its statement: the node it may point at is
    described where it is stated.
    """
    if said.object is None:
        return
    origin = sources(fact, undertaking)
    repeated = any((other.value, other.language) == (fact.value, fact.language) for other in origin)
    if fact.basis is Basis.SIBLING and repeated:
        yield Triple(said.subject, said.predicate, said.object)
        return
    yield from said.all
    if fact.field == "conflict":
        for other in origin:
            told = statement(other, scope)
            if told is None or told.object is None or not isinstance(said.object, NamedNode):
                continue
            yield Triple(said.object, node("pg:conflictingFact"), scope.identifiers.fact(other))
            value = Literal(str(other.value)) if other.field == "phone" else told.object
            yield Triple(said.object, node("pg:conflictingValue"), value)


def describe_match(
    match: Match, documents: Mapping[str, NamedNode], identifiers: Identifiers
) -> Iterator[Triple]:
    """Yield a compared pair with its score, the decision, and the evidence in words."""
    subject = identifiers.match(match.first, match.second)
    yield Triple(subject, RDF_TYPE, node("pg:Match"))
    for member in (match.first, match.second):
        yield Triple(subject, node("pg:matchedDocument"), documents[member.document])
    score = literals.decimal(round(min(max(match.score / _CERTAIN, 0), 1), 3))
    if score is not None:
        yield Triple(subject, node("pg:score"), score)
    yield Triple(subject, node("pg:decision"), Literal(match.decision))
    told = [f"{name} {weight:+.2f}" for name, weight in match.evidence]
    if match.veto:
        told.append(f"refused by {match.veto}")
    yield Triple(subject, node("rdfs:comment"), literals.text("; ".join(told), "en"))
