"""What the graph must know of an undertaking before its facts are written one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from practicegraph.consolidation.model import ITEM_FIELDS, FactKey, Undertaking, key
from practicegraph.consolidation.slugs import slug
from practicegraph.graph.consolidated import sources
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.statements import Scope
from practicegraph.mapping.fact import Basis, Fact

_BESIDE: Final = 5
"""Code points within which an amount is that of a share."""
_NEAR: Final = 300
"""Code points within which an amount belongs to the funding programme named beside it."""


def scope_of(
    undertaking: Undertaking,
    identifiers: Identifiers,
    documents: Mapping[str, NamedNode],
    languages: Mapping[str, str | None],
) -> Scope:
    """Return the scope of an undertaking's facts: which labels and positions count, which money is whose."""
    facts = [*undertaking.facts, *_placed(undertaking)]
    valued = [fact for fact in facts if fact.value is not None]
    funding = _funding_names(valued)
    nested = _nested(valued, funding)
    funding |= _taken_over(undertaking, funding)
    return Scope(
        identifiers=identifiers,
        subject=identifiers.undertaking(undertaking),
        undertaking=undertaking,
        labels=frozenset(_labels(undertaking, valued, funding)),
        positions=frozenset(_positions(undertaking, valued)),
        funding=funding,
        nested=nested,
        documents=documents,
        languages=languages,
    )


def _placed(undertaking: Undertaking) -> list[Fact]:
    """Consolidated facts that bring a text of their own."""
    own = {(fact.field, fact.value, fact.language) for fact in undertaking.facts}
    return [fact for fact in undertaking.consolidated if (fact.field, fact.value, fact.language) not in own]


def _labels(undertaking: Undertaking, facts: Iterable[Fact], funding: Mapping[FactKey, str]) -> set[Fact]:
    """For each node and language the facts with the surest text; of equally sure texts the first."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.field == "title":
            groups["title", fact.language].append(fact)
        elif fact.field in ITEM_FIELDS:
            first = undertaking.nodes.get(key(fact), fact)
            groups[fact.field, first.value, first.language, fact.language].append(fact)
        elif fact.field == "fundingProgramme":
            groups[fact.field, funding[key(fact)], fact.language].append(fact)
    chosen = set()
    for group in groups.values():
        best = min(group, key=_preference)
        chosen |= {fact for fact in group if fact.value == best.value}
    return chosen


def _preference(fact: Fact) -> tuple[object, ...]:
    return (fact.basis is not Basis.STATED, -fact.confidence, fact.order, fact.method)


def _positions(undertaking: Undertaking, facts: Iterable[Fact]) -> set[Fact]:
    """For each node the first fact that says where it stands in its list."""
    chosen: dict[tuple[object, ...], Fact] = {}
    placed = [fact for fact in facts if fact.field in ITEM_FIELDS and fact.detail("position") is not None]
    for fact in sorted(placed, key=lambda fact: (fact.order, fact.method)):
        first = undertaking.nodes.get(key(fact), fact)
        chosen.setdefault((fact.field, first.value, first.language), fact)
    return set(chosen.values())


def _funding_names(facts: Iterable[Fact]) -> dict[FactKey, str]:
    """Name the funding that each fact about money belongs to.

    A share belongs to the programme or payer that it names, else to the nearest programme without one; an amount
    right beside a share to the share's funding; all else has its own.
    """
    facts = [fact for fact in facts if fact.field.startswith("funding")]
    names = {key(fact): _programme_name(fact) for fact in facts if fact.field == "fundingProgramme"}
    shares = [fact for fact in facts if fact.field == "fundingShare"]
    used: dict[tuple[object, str], object] = {}
    for fact in sorted(shares, key=lambda fact: (_stated_name(fact) is None, fact.order)):
        name = _stated_name(fact) or _near_name(fact, facts) or f"{fact.document}:{fact.start}"
        if used.setdefault((_where(fact), name), fact.value) != fact.value:
            name = f"{name}/{fact.value}"
        names[key(fact)] = name
    for fact in facts:
        if fact.field == "fundingAmount":
            beside = next(
                (one for one in shares if _where(one) == _where(fact) and _distance(one, fact) <= _BESIDE),
                None,
            )
            near = names[key(beside)] if beside else _near_name(fact, facts)
            names[key(fact)] = near or f"{fact.document}:{fact.start}"
    return names


def _where(fact: Fact) -> tuple[str, int | None]:
    return (fact.document, fact.part)


def _stated_name(fact: Fact) -> str | None:
    """Return the name of the funding of a share that names its programme or payer, ``None`` if it does not."""
    programme, payer = fact.detail("programme"), fact.detail("payer") or fact.detail("payerLabel")
    if fact.detail("partOf") is not None:
        return f"{fact.detail('partOf')}/{programme or payer or ''}/{fact.value}"
    return str(programme) if programme else f"payer:{payer}" if payer else None


def _near_name(fact: Fact, facts: Iterable[Fact]) -> str | None:
    programme = _programme_of(fact, facts)
    return _programme_name(programme) if programme else None


def _nested(facts: Iterable[Fact], names: Mapping[FactKey, str]) -> dict[FactKey, str]:
    """Name for each share that is a part of another money the funding of that."""
    facts = sorted(facts, key=lambda fact: fact.order)
    found: dict[FactKey, str] = {}
    for fact in facts:
        whole = fact.detail("partOf") if fact.field == "fundingShare" else None
        if isinstance(whole, str):
            found[key(fact)] = whole
        elif whole is not None:
            outer = [
                other
                for other in facts
                if other.field == "fundingShare"
                and other.value == whole
                and _where(other) == _where(fact)
                and other.end <= fact.start
            ]
            if outer:
                found[key(fact)] = names[key(outer[-1])]
    return {part: whole for part, whole in found.items() if whole != names[part]}


def _taken_over(undertaking: Undertaking, names: Mapping[FactKey, str]) -> dict[FactKey, str]:
    """Name the funding of what a document has from another: the other's."""
    return {
        key(fact): names[key(source)]
        for fact in undertaking.consolidated
        if fact.field.startswith("funding")
        for source in sources(fact, undertaking)[:1]
        if key(source) in names
    }


def _programme_name(fact: Fact) -> str:
    return str(fact.detail("programme") or slug(str(fact.value)))


def _programme_of(fact: Fact, facts: Iterable[Fact]) -> Fact | None:
    """Return the programme that an amount names itself, else the nearest one written beside it."""
    programmes = [
        other
        for other in facts
        if other.field == "fundingProgramme" and (other.document, other.part) == (fact.document, fact.part)
    ]
    named = fact.detail("programme")
    if named:
        wanted = {str(named), slug(str(named))}
        same = (other for other in programmes if _programme_name(other) in wanted or other.value == named)
        return next(same, None)
    near = [other for other in programmes if _distance(fact, other) <= _NEAR]
    return min(near, key=lambda other: (_distance(fact, other), other.order)) if near else None


def _distance(first: Fact, second: Fact) -> int:
    return max(0, max(first.start, second.start) - min(first.end, second.end))
