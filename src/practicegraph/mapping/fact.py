"""The fact: one value a document gives for one field, with its span, basis and confidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

JsonValue = str | int | float | bool | None
"""What a fact's value and details may be in JSON."""


class Basis(StrEnum):
    """How a value was obtained."""

    STATED = "stated"
    SIBLING = "sibling"
    SUGGESTED = "suggested"
    COMPUTED = "computed"
    MISSING = "missing"


FIELDS: Final = (
    "kind", "published", "reporter", "title", "objective", "origin",
    "activity", "challenge", "result", "impact", "replicability", "evaluation",
    "implementer", "lead", "partner", "funder", "managingAuthority", "evaluator", "organizationType",
    "level", "theme", "targetGroup", "beneficiary", "country", "place",
    "start", "end", "duration", "sdg",
    "fundingProgramme", "fundingShare", "fundingAmount", "budget", "count",
    "link", "identifier", "phone", "contact", "sameAs", "conflict",
)  # fmt: skip
"""Every field a fact may have, in the order in which they are printed and documented."""
ROLE_FIELDS: Final = (
    "implementer", "lead", "partner", "funder", "managingAuthority", "evaluator", "reporter",
)  # fmt: skip
"""Those whose value is an organisation in a role."""


_PLACES: Final = {name: place for place, name in enumerate(FIELDS)}
_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_KEPT: Final = 512


@lru_cache(maxsize=_KEPT, typed=True)
def _written(value: JsonValue) -> str:
    """Return a value as JSON: a document's facts are sorted several times."""
    return _JSON.encode(value)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a document's canonical text; ``exact`` is the text itself."""

    document: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the fact contract.

    ``details`` holds the further keys of a field (``unit``, ``currency``, ``position`` ...), sorted by
    name; ``part`` numbers the practices of a document that describes several, from 1. A consolidated
    fact has ``practice`` (its slug) and ``evidence`` in place of nothing.
    """

    document: str
    field: str
    value: JsonValue
    language: str | None
    basis: Basis
    confidence: float
    start: int
    end: int
    exact: str
    method: str
    part: int | None = None
    details: tuple[tuple[str, JsonValue], ...] = ()
    practice: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def detail(self, name: str) -> JsonValue:
        """Return one detail's value, ``None`` if the fact has none of that name."""
        for known, value in self.details:
            if known == name:
                return value
        return None

    @property
    def order(self) -> tuple[str, int, int, int, int, str, str]:
        """The sort key of the contract's stable order."""
        return (
            self.document,
            self.part or 0,
            _PLACES[self.field],
            self.start,
            self.end,
            self.basis,
            _written(self.value),
        )


def details(**values: JsonValue | Decimal) -> tuple[tuple[str, JsonValue], ...]:
    """Return ``values`` as a fact's details: sorted, those that are ``None`` left out."""
    return tuple(
        sorted(
            (name, number(value) if isinstance(value, Decimal) else value)
            for name, value in values.items()
            if value is not None
        )
    )


def number(value: Decimal) -> int | float:
    """Return a decimal as the JSON number it is: ``370``, not ``370.0``."""
    return int(value) if value == value.to_integral_value() else float(value)
