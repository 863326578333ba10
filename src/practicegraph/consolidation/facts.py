"""Making the facts that only several facts give together."""

from __future__ import annotations

from collections.abc import Iterable

from practicegraph.consolidation.model import Member
from practicegraph.mapping.fact import Basis, Evidence, Fact, JsonValue, details


def consolidated_fact(
    member: Member,
    field: str,
    value: JsonValue,
    *,
    basis: Basis,
    confidence: float,
    method: str,
    practice: str,
    sources: Iterable[Fact],
    language: str | None = None,
    span: Fact | None = None,
    **more: JsonValue,
) -> Fact:
    """Return a fact of ``practice`` that comes from ``sources``, which become its evidence.

    ``span`` is the fact whose span in the member's own document it takes, such as the heading without
    a value; without one the span is empty.
    """
    start, end, exact = (span.start, span.end, span.exact) if span else (0, 0, "")
    evidence = {Evidence(fact.document, fact.start, fact.end, fact.exact) for fact in sources}
    return Fact(
        document=member.document,
        field=field,
        value=value,
        language=language,
        basis=basis,
        confidence=round(confidence, 4),
        start=start,
        end=end,
        exact=exact,
        method=method,
        part=member.part or None,
        details=details(**more),
        practice=practice,
        evidence=tuple(sorted(evidence, key=lambda piece: (piece.document, piece.start, piece.end))),
    )
