"""From mapped documents to undertakings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from practicegraph.consolidation.alignment import align
from practicegraph.consolidation.blocking import pairs
from practicegraph.consolidation.clustering import cluster
from practicegraph.consolidation.conflicts import conflicts
from practicegraph.consolidation.counting import align_counts
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.matching import compare
from practicegraph.consolidation.merging import bounds, same_as, siblings
from practicegraph.consolidation.model import (
    ITEM_FIELDS,
    KINDS_OF_THINGS,
    TEXT_FIELDS,
    Consolidation,
    Decision,
    FactKey,
    KindOfThing,
    Match,
    Member,
    Undertaking,
    key,
)
from practicegraph.consolidation.naming import generated_label, undertaking_slugs
from practicegraph.consolidation.records import Record, member_facts, member_kind, record
from practicegraph.consolidation.slugs import document_slugs
from practicegraph.consolidation.unheaded import PLACED, unheaded
from practicegraph.consolidation.weights import Weights
from practicegraph.errors import InvalidDataError
from practicegraph.mapping.fact import Fact
from practicegraph.mapping.mapped import MappedDocument

if TYPE_CHECKING:
    from practicegraph.mapping.knowledge import Knowledge

_PRECEDENCE: Final[tuple[KindOfThing, ...]] = ("practice", "call", "publication", "undertaking")
"""What an undertaking is where its documents are of several kinds: the first that one of them is."""

_CERTAIN: Final = 10.0
"""Score from which a match is as sure as it gets."""


def consolidate(
    mapped: Sequence[MappedDocument],
    knowledge: Knowledge | None = None,  # noqa: ARG001 - every step is given the same knowledge
    decisions: Decisions | None = None,
    weights: Weights | None = None,
) -> Consolidation:
    """Return what the documents describe, whichever order they come in.

    Each document, or part of one, is compared with those that share something with it; what is surely of
    the same practice becomes one :class:`Undertaking`. Raises :class:`InvalidDataError` for two documents
    of one name and for curators' decisions that contradict each other.
    """
    decisions, weights = decisions or Decisions(), weights or Weights.load()
    documents = tuple(sorted(mapped, key=lambda one: one.document.name))
    _refuse_repeated(documents)
    by_name = {one.document.name: one for one in documents}
    facts = {member: found for one in documents for member, found in member_facts(one).items()}
    clusters, matches = _clusters(by_name, facts, decisions, weights)
    slugs_of_documents = document_slugs(by_name)
    slugs = undertaking_slugs(clusters, facts, slugs_of_documents, decisions)
    certainties = _certainties(matches)
    undertakings = tuple(
        _undertaking(
            members,
            slugs[members],
            {member: facts[member] for member in members},
            by_name,
            min(certainties.get(member, 1.0) for member in members),
            weights.words,
        )
        for members in clusters
    )
    return Consolidation(_without_moved(documents, undertakings), slugs_of_documents, undertakings, matches)


def _without_moved(
    documents: tuple[MappedDocument, ...], undertakings: Iterable[Undertaking]
) -> tuple[MappedDocument, ...]:
    """Return the documents without the facts whose text was found to be another field's item."""
    moved: dict[str, set[object]] = {}
    for undertaking in undertakings:
        for fact in undertaking.consolidated:
            if fact.method == PLACED:
                moved.setdefault(fact.document, set()).add(_span(fact))
    return tuple(
        replace(one, facts=tuple(fact for fact in one.facts if _span(fact) not in moved[one.document.name]))
        if one.document.name in moved
        else one
        for one in documents
    )


def _span(fact: Fact) -> tuple[object, ...]:
    """Return what tells the text of a text field: its document, part and span; ``()`` for any other field."""
    return (fact.document, fact.part, fact.start, fact.end) if fact.field in TEXT_FIELDS else ()


def _refuse_repeated(documents: Sequence[MappedDocument]) -> None:
    for one, other in pairwise(documents):
        if one.document.name == other.document.name:
            raise InvalidDataError("two documents of this name", source=one.document.name)


def _clusters(
    documents: Mapping[str, MappedDocument],
    facts: Mapping[Member, tuple[Fact, ...]],
    decisions: Decisions,
    weights: Weights,
) -> tuple[tuple[tuple[Member, ...], ...], tuple[Match, ...]]:
    """Return which members are of one undertaking, and the pairs compared; one document's are of several."""
    if len(documents) == 1 and not any(
        first in facts and second in facts for first, second in decisions.same
    ):
        return tuple((member,) for member in sorted(facts)), ()
    records = {
        member: record(documents[member.document], member, found, weights.words)
        for member, found in facts.items()
    }
    return cluster(records, _matches(list(records.values()), weights), decisions)


def _matches(records: Sequence[Record], weights: Weights) -> Iterable[Match]:
    for first, second in pairs(records):
        found = compare(first, second, weights)
        if found.score < weights.candidate:
            continue
        sure = found.score >= weights.merge and found.identifying and not found.veto
        decision: Decision = "merged" if sure else "candidate"
        yield Match(first.member, second.member, found.score, decision, found.evidence, found.veto)


def _undertaking(
    members: tuple[Member, ...],
    slug: str,
    facts: Mapping[Member, tuple[Fact, ...]],
    documents: Mapping[str, MappedDocument],
    certainty: float,
    words: frozenset[str],
) -> Undertaking:
    kind = _kind(members, documents)
    placed = unheaded({member: (documents[member.document], facts[member]) for member in members}, slug)
    moved = {_span(fact) for fact, _ in placed}
    if moved:
        facts = {
            member: tuple(fact for fact in found if _span(fact) not in moved)
            for member, found in facts.items()
        }
    own = tuple(sorted((fact for found in facts.values() for fact in found), key=_order))
    nodes = align(facts) | align_counts(facts)
    taken_over = _without_placed(siblings(facts, slug), [fact for fact, _ in placed])
    label = generated_label(members, own, kind, slug)
    added = [
        *same_as(members, facts, f"{kind}/{slug}", slug, certainty),
        *taken_over,
        *(fact for fact, _ in placed),
        *bounds(own, slug),
        *conflicts(own, slug, words),
        *([label] if label else []),
    ]
    consolidated = tuple(sorted(added, key=_order))
    nodes |= {key(fact): nodes[key(source)] for fact, source in placed}
    return Undertaking(
        slug, kind, members, own, consolidated, nodes | _sibling_nodes(consolidated, own, nodes)
    )


def _sibling_nodes(
    consolidated: Iterable[Fact], own: Iterable[Fact], nodes: Mapping[FactKey, Fact]
) -> dict[FactKey, Fact]:
    """Return the nodes of items and counts that a document has from another: those of the other's."""
    by_span = {(fact.document, fact.start, fact.end, fact.field, fact.value): fact for fact in own}
    found = {}
    for fact in consolidated:
        if fact.field not in (*ITEM_FIELDS, "count") or key(fact) in nodes:
            continue
        for piece in fact.evidence:
            source = by_span.get((piece.document, piece.start, piece.end, fact.field, fact.value))
            if source:
                found[key(fact)] = nodes[key(source)]
                break
    return found


def _without_placed(taken_over: Iterable[Fact], placed: Iterable[Fact]) -> list[Fact]:
    """Leave out the values of other documents where the document's own words were found."""
    found = {(fact.document, fact.part, fact.field) for fact in placed}
    return [fact for fact in taken_over if (fact.document, fact.part, fact.field) not in found]


def _kind(members: Iterable[Member], documents: Mapping[str, MappedDocument]) -> KindOfThing:
    kinds = {
        KINDS_OF_THINGS.get(member_kind(documents[member.document], member) or "", "undertaking")
        for member in members
    }
    return next(kind for kind in _PRECEDENCE if kind in kinds)


def _certainties(matches: Iterable[Match]) -> dict[Member, float]:
    """Return for each member of a merge how sure its weakest one is."""
    found: dict[Member, float] = {}
    for match in matches:
        if match.decision == "merged":
            sure = min(1.0, max(0.0, match.score / _CERTAIN))
            for member in (match.first, match.second):
                found[member] = min(sure, found.get(member, 1.0))
    return found


def _order(fact: Fact) -> tuple[object, ...]:
    return (fact.order, fact.method)
