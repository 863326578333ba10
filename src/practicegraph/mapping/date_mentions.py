"""What a text says of time, as it was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class DateKind(StrEnum):
    """What a mention says of time."""

    DATE = "date"
    PERIOD = "period"
    DURATION = "duration"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date (``first``), a period (``first``, ``last``), a ``duration`` or a day without year (no value).

    Dates are ISO 8601 at the precision given (``2016``, ``2016-03``, ``2016-03-05``); an open end of a
    period is ``None``. Durations are ISO 8601 (``P2Y9M``).
    """

    start: int
    end: int
    kind: DateKind
    first: str | None
    last: str | None
    duration: str | None
    confidence: float
    method: str

    def moved(self, offset: int) -> Self:
        """Return the same mention of a text in which this one's begins at ``offset``."""
        return replace(self, start=self.start + offset, end=self.end + offset)
