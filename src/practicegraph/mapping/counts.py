"""Counts of persons and things, with comparator, unit and group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Self


@dataclass(frozen=True, slots=True)
class CountKnowledge:
    """What :func:`find_counts` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class CountMention:
    """A count; ``group`` is the notation of a target group, ``label`` the words counted as written; ``planned`` is ``None`` where nothing says."""

    start: int
    end: int
    value: Decimal
    comparator: str
    unit: str
    group: str | None
    label: str
    planned: bool | None
    confidence: float
    method: str


def find_counts(
    text: str, knowledge: CountKnowledge, language: str | None = None
) -> tuple[CountMention, ...]:  # noqa: ARG001
    """Return the counts in ``text`` in order."""
    return ()
