"""Dates, periods and durations in running text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True)
class DateKnowledge:
    """What :func:`find_dates` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


class DateKind(StrEnum):
    """What a mention says of time."""

    DATE = "date"
    PERIOD = "period"
    DURATION = "duration"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date (``first``), a period (``first``, ``last``; an open end is ``None``), a ``duration`` or a day without year (no value)."""

    start: int
    end: int
    kind: DateKind
    first: str | None
    last: str | None
    duration: str | None
    confidence: float
    method: str


def find_dates(text: str, knowledge: DateKnowledge, language: str | None = None) -> tuple[DateMention, ...]:  # noqa: ARG001
    """Return the mentions of time in ``text`` in order, without overlap."""
    return ()
