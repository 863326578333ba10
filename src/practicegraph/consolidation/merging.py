"""What documents of one undertaking give together: sibling values, computed dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from practicegraph.consolidation.facts import consolidated_fact
from practicegraph.consolidation.model import DOCUMENT_FIELDS, TEXT_FIELDS, Member
from practicegraph.consolidation.naming import titles
from practicegraph.consolidation.periods import after, first_day, last_day
from practicegraph.mapping.fact import FIELDS, Basis, Fact

_SHARE: Final = 0.9
"""Confidence of a sibling value as a share of the stated value's."""
_SOURCES: Final = 5
"""How many of the facts that say the same are named as the sources of a sibling value."""
_COMPUTED_END: Final = 0.7
"""Confidence of an end computed from start and duration."""

_BOUNDED: Final = {"earliest": "start", "latest": "end"}
"""The field that each computed bound comes from."""

_TIMES: Final = frozenset({*_BOUNDED.values(), "duration"})

_OWN: Final = DOCUMENT_FIELDS | {"contact", "phone", "sameAs", "conflict"}
"""Fields that are never taken over from another document."""


def siblings(facts: Mapping[Member, Sequence[Fact]], practice: str) -> Iterator[Fact]:
    """Yield for each member the values of fields that it does not state and another member states."""
    if len(facts) < 2:
        return
    stated = {member: [fact for fact in facts[member] if _is_stated(fact)] for member in sorted(facts)}
    values = _values(fact for found in stated.values() for fact in found)
    for member, own in stated.items():
        have = {fact.field for fact in own}
        gaps = {fact.field: fact for fact in facts[member] if fact.basis is Basis.MISSING}
        for field in FIELDS:
            if field not in have:
                for found in values.get(field, ()):
                    yield _sibling(member, found, gaps.get(field), practice)


def _is_stated(fact: Fact) -> bool:
    return fact.value is not None and fact.basis in (Basis.STATED, Basis.COMPUTED)


def _values(facts: Iterable[Fact]) -> dict[str, list[list[Fact]]]:
    """Group the facts of each field that can be taken over by value; each group has its surest few, the surest first."""
    groups: dict[str, dict[tuple[object, ...], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.field not in _OWN:
            language = fact.language if fact.field in TEXT_FIELDS else None
            groups[fact.field][str(fact.value), language, fact.details].append(fact)
    return {
        field: [
            sorted(found, key=lambda fact: (-fact.confidence, fact.order))[:_SOURCES]
            for found in by_value.values()
        ]
        for field, by_value in groups.items()
    }


def _sibling(member: Member, found: Sequence[Fact], gap: Fact | None, practice: str) -> Fact:
    best = found[0]
    return consolidated_fact(
        member,
        best.field,
        best.value,
        language=best.language,
        basis=Basis.SIBLING,
        confidence=best.confidence * _SHARE,
        method="sibling:document",
        practice=practice,
        sources=found,
        span=gap,
        **dict(best.details),
    )


def same_as(
    members: Sequence[Member],
    facts: Mapping[Member, Sequence[Fact]],
    identifier: str,
    practice: str,
    score: float,
) -> Iterator[Fact]:
    """Yield for each member of several that it describes the undertaking ``identifier`` (``practice/SLUG``)."""
    if len(members) < 2:
        return
    named = {member: titles(facts[member]) for member in members}
    for member, best in named.items():
        others = [found for other, found in named.items() if other != member and found][:_SOURCES]
        yield consolidated_fact(
            member,
            "sameAs",
            identifier,
            basis=Basis.COMPUTED,
            confidence=score,
            method="matching:evidence",
            practice=practice,
            sources=[found[0] for found in others],
            span=best[0] if best else None,
        )


def bounds(facts: Iterable[Fact], practice: str) -> Iterator[Fact]:
    """Yield the computed first and last day: of all starts the earliest, of all ends the latest.

    Where no end is given, a start to the month or better and a duration give one.
    """
    found = sorted(
        (
            fact
            for fact in facts
            if fact.field in _TIMES and fact.value is not None and fact.basis is Basis.STATED
        ),
        key=lambda fact: (fact.order, fact.method),
    )
    starts = [(day, fact) for fact in found if fact.field == "start" and (day := first_day(str(fact.value)))]
    ends = [(day, fact) for fact in found if fact.field == "end" and (day := last_day(str(fact.value)))]
    if starts:
        day, fact = min(starts, key=lambda pair: pair[0])
        yield _bound("earliest", day, fact.confidence, [fact], practice)
    if ends:
        day, fact = max(ends, key=lambda pair: pair[0])
        yield _bound("latest", day, fact.confidence, [fact], practice)
        return
    durations = [fact for fact in found if fact.field == "duration"]
    computed = [
        (last, start, duration)
        for day, start in starts
        for duration in durations
        if len(str(start.value)) > 4 and (last := after(day, str(duration.value)))
    ]
    if computed:
        last, start, duration = max(computed, key=lambda found: found[0])
        confidence = _COMPUTED_END * min(start.confidence, duration.confidence)
        yield _bound("latest", last, confidence, [start, duration], practice)


def _bound(bound: str, day: date, confidence: float, sources: Sequence[Fact], practice: str) -> Fact:
    first = sources[0]
    return consolidated_fact(
        Member(first.document, first.part or 0),
        _BOUNDED[bound],
        day.isoformat(),
        basis=Basis.COMPUTED,
        confidence=confidence,
        method=f"computed:{bound}",
        practice=practice,
        sources=sources,
        span=first,
        bound=bound,
    )
