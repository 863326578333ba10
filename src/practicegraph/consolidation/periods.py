"""Dates of different precision: their first and last day, what they have in common."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?")
_MONTH: Final = 30.4375
"""Days in a month on average."""


def first_day(value: str) -> date | None:
    """Return the first day of ``2016``, ``2016-03`` or ``2016-03-05``; ``None`` for no date."""
    match = _DATE.fullmatch(value)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def last_day(value: str) -> date | None:
    """Return the last day of ``2016``, ``2016-03`` or ``2016-03-05``; ``None`` for no date."""
    first, match = first_day(value), _DATE.fullmatch(value)
    if first is None or match is None or match[3]:
        return first
    month = int(match[2] or 12)
    return date(first.year, month, monthrange(first.year, month)[1])


def agree(first: str, second: str) -> bool:
    """Return whether two dates can be the same: one is the other, or the same at less precision."""
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def days(duration: str) -> float | None:
    """Return about how many days an ISO 8601 duration has; ``None`` for none, or for one without length."""
    match = _DURATION.fullmatch(duration)
    if not match:
        return None
    years, months, weeks, single = (int(number or 0) for number in match.groups())
    total = (years * 12 + months) * _MONTH + weeks * 7 + single
    return total or None


def after(start: date, duration: str) -> date | None:
    """Return the last day of a period of ``duration`` that begins on ``start``; ``None`` where there is none."""
    match = _DURATION.fullmatch(duration)
    if not match or days(duration) is None:
        return None
    years, months, weeks, single = (int(number or 0) for number in match.groups())
    index = start.month - 1 + months + years * 12
    year, month = start.year + index // 12, index % 12 + 1
    if year > date.max.year:
        return None
    day = min(start.day, monthrange(year, month)[1])
    return date(year, month, day) + timedelta(days=weeks * 7 + single - 1)
