"""Points in time as written, and how the two ends of a period complete each other."""

from __future__ import annotations

import calendar
from typing import NamedTuple


class Point(NamedTuple):
    """A point in time, and the tokens it was read from."""

    form: str
    start: int
    stop: int
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str | None:
        """Return the point in ISO 8601, ``None`` if there is no such day."""
        if self.year is None or not 1 <= (self.month or 1) <= len(calendar.month_name) - 1:
            return None
        if self.day is not None and self.day > calendar.monthrange(self.year, self.month or 1)[1]:
            return None
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part))
        return "-".join(parts)

    def is_day_of_some_year(self) -> bool:
        """Tell whether the day exists, at least in a leap year."""
        return self._replace(year=2000).iso() is not None


def joined(first: Point, last: Point) -> tuple[str, str] | None:
    """Return the two ends of a period in ISO 8601, each completed from the other; ``None`` if it is none."""
    if first.year is None and last.year is None:
        return None
    one = _inherited(first, last) if first.year is None else first
    two = _continued(first, last) if last.year is None else last
    begin, end = one.iso(), (two.iso() if two else None)
    if begin is None or end is None:
        return None
    if begin > end[: len(begin)] and first.year is None and one.year:
        begin = one._replace(year=one.year - 1).iso()
    if begin is None or begin[: len(end)] > end[: len(begin)]:
        return None
    return begin, end


def _inherited(point: Point, partner: Point) -> Point:
    """Return a first point with what only the second says: the year, and the month of a bare day."""
    if point.month is None and partner.day is None and partner.form == "my":
        return point._replace(year=partner.year, month=point.day, day=None)
    month = point.month if point.month is not None else partner.month
    return point._replace(year=partner.year, month=month)


def _continued(point: Point, partner: Point) -> Point | None:
    """Return a second point with what only the first says, where both are written in the same detail."""
    if point.month is None or (point.day is None) != (partner.day is None) or partner.form == "nn":
        return None
    month = partner.month if partner.month is not None else point.month
    return partner._replace(year=point.year, month=month)
