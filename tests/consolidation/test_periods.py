from __future__ import annotations

from datetime import date

import pytest

from practicegraph.consolidation.periods import after, agree, days, first_day, last_day


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-03-05", date(2016, 3, 5), date(2016, 3, 5)),
        ("2016-02-31", None, None),
        ("soon", None, None),
    ],
)
def test_first_and_last_day(value: str, first: date | None, last: date | None) -> None:
    assert first_day(value) == first
    assert last_day(value) == last


def test_dates_agree_at_the_precision_both_have() -> None:
    assert agree("2016", "2016-03-05")
    assert agree("2016-03", "2016-03")
    assert not agree("2016-03", "2016-04-01")


@pytest.mark.parametrize(
    ("duration", "length"),
    [("P1Y", 365.25), ("P2W", 14), ("P1M", 30.4375), ("PT2H", None), ("3 years", None)],
)
def test_days(duration: str, length: float | None) -> None:
    assert days(duration) == length


def test_a_period_ends_the_day_before_the_next_begins() -> None:
    assert after(date(2016, 3, 1), "P3Y") == date(2019, 2, 28)
    assert after(date(2016, 3, 1), "P18M") == date(2017, 8, 31)
    assert after(date(2016, 3, 1), "P1D") == date(2016, 3, 1)
    assert after(date(2016, 3, 1), "none") is None
