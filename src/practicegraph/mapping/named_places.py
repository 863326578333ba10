"""Places that a document names only in the name of a body: "CAW Oost-Vlaanderen", "Hanzehogeschool Groningen"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.fact import Basis, Fact

_PAYERS: Final = frozenset({"funder", "managingAuthority"})
_BODIES: Final = frozenset({"implementer", "lead", "partner", "evaluator"}) | _PAYERS
_OF_A_TOWN: Final = frozenset({"local-authority", "regional-authority"})
"""Kinds of bodies that work where their name says."""
_OF_FIELDS: Final = 0.85
"""Confidence from which a place was the value of a field."""


def without_names(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield facts but for the places of running text inside the name of a body that is not of that place.

    A town's own authority works there; a region that only pays is no place of work. Where no other place is named, these tell it.
    """
    types: dict[object, set[object]] = defaultdict(set)
    names: list[Fact] = []
    for fact in facts:
        if fact.field == "organizationType":
            types[fact.detail("organization")].add(fact.value)
        elif fact.field in _BODIES and fact.basis is Basis.STATED:
            names.append(fact)
    inside = {
        fact for fact in facts
        if fact.field == "place" and fact.value and any(_is_only_of(fact, name, types) for name in names)
    }  # fmt: skip
    if any(fact.field == "place" and fact.value and fact not in inside for fact in facts):
        yield from (fact for fact in facts if fact not in inside)
    else:
        yield from facts


def _is_only_of(place: Fact, name: Fact, types: dict[object, set[object]]) -> bool:
    """Tell whether a place is only part of a body's name."""
    if not (name.start <= place.start and place.end <= name.end) or place.confidence >= _OF_FIELDS:
        return False
    own = types[name.detail("organization")]
    if "regional-authority" in own and name.field in _PAYERS:
        return True
    return own.isdisjoint(_OF_A_TOWN)
