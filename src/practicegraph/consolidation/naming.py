"""Slugs of undertakings, and labels for those without a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from babel import Locale

from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.facts import consolidated_fact
from practicegraph.consolidation.model import KindOfThing, Member
from practicegraph.consolidation.slugs import slug, unique
from practicegraph.mapping.fact import Basis, Fact

_GENERATED_CONFIDENCE: Final = 0.5


def titles(facts: Iterable[Fact]) -> list[Fact]:
    """Return the titles among ``facts``, the surest first."""
    found = [fact for fact in facts if fact.field == "title" and fact.value]
    return sorted(found, key=lambda fact: (-fact.confidence, fact.order))


def undertaking_slugs(
    clusters: Iterable[tuple[Member, ...]],
    facts: Mapping[Member, tuple[Fact, ...]],
    document_slugs: Mapping[str, str],
    decisions: Decisions,
) -> dict[tuple[Member, ...], str]:
    """Return a slug for each cluster: fixed by a curator, else of its first document's title, else its name."""
    fixed: dict[tuple[Member, ...], str] = {}
    wished: dict[tuple[Member, ...], str] = {}
    for members in clusters:
        decided = [decisions.slugs[member] for member in members if member in decisions.slugs]
        if decided and decided[0] not in fixed.values():
            fixed[members] = decided[0]
        else:
            wished[members] = _wish(members, facts, document_slugs)
    return fixed | unique(wished, fixed.values())


def _wish(
    members: tuple[Member, ...], facts: Mapping[Member, tuple[Fact, ...]], document_slugs: Mapping[str, str]
) -> str:
    first = members[0]
    for member in members:
        for title in titles(facts[member]):
            found = slug(str(title.value), title.language)
            if found:
                return found
    name = document_slugs[first.document]
    return f"{name}-{first.part}" if first.part else name


def generated_label(
    members: tuple[Member, ...], facts: Iterable[Fact], kind: KindOfThing, practice: str
) -> Fact | None:
    """Return a label in English for an undertaking without a title, ``None`` for one that has a title.

    It is told from the organisation that implements or leads, and the country; its evidence is theirs.
    """
    facts = list(facts)
    if titles(facts):
        return None
    facts.sort(key=lambda fact: fact.order)
    actor = _first(facts, ("implementer", "lead", "partner", "funder", "reporter"))
    country = _first(facts, ("country",))
    label = kind.capitalize()
    if actor:
        label += f" of {actor.value}"
    place = Locale("en").territories.get(str(country.value)) if country else None
    if place:
        label += f" in {place}"
    if not actor and not place:
        label += f" described in {members[0].document.rpartition('/')[2]}"
    return consolidated_fact(
        members[0],
        "title",
        label,
        language="en",
        basis=Basis.COMPUTED,
        confidence=_GENERATED_CONFIDENCE,
        method="computed:label",
        practice=practice,
        sources=[fact for fact in (actor, country) if fact],
        generated=True,
    )


def _first(facts: Iterable[Fact], names: tuple[str, ...]) -> Fact | None:
    by_field = {fact.field: fact for fact in reversed(list(facts)) if fact.value}
    return next((by_field[name] for name in names if name in by_field), None)
