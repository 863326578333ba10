"""Durations in running text: a quantity and a unit of time, as ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.time_tokens import TimeLexicon, Tokens, fraction, having

_QUANTITY: Final = (
    ("mixed", "[Nn]A?NsN"),
    ("sign", "[Nn]?f"),
    ("decimal", "[Nn][pc][Nn]"),
    ("half", "[NnW](?:(?:d?A(?:d?[OW])?d?|W)H|h)"),
    ("fraction", "NsN"),
    ("compound", "W[dA]?W"),
    ("integer", "[NnW]"),
)
_HOUSE: Final = {"Y": 99, "M": 600, "W": 520, "D": 3650}
"""The most of each unit that is still the duration of an undertaking."""
_TEN: Final = 10
_DAYS: Final = {"Y": 365, "M": 30, "W": 7, "D": 1}
_AMOUNT: Final = re.compile(r"(\d+)([YMWD])")
_YEAR: Final = len("2016")
_ROUNDED: Final = 100
"""Days by which a duration in months or years differs from the dates it is told with."""
_ARTICLE: Final = 3
"""Letters of an article before "half"."""
_ARTICLE_AT: Final = 3
_MONTHS: Final = 12
_MONTH_DAYS: Final = 30


@dataclass(frozen=True, slots=True, repr=False)
class DurationGrammar:
    """Patterns over the class letters of tokens (see :class:`TimeLexicon`)."""

    lexicon: TimeLexicon
    quantities: tuple[tuple[str, re.Pattern[str]], ...]
    unit: re.Pattern[str]
    half: re.Pattern[str]
    bare: re.Pattern[str]
    """A unit and a half, without a number: "a year and a half"."""
    joint: re.Pattern[str]
    choice: re.Pattern[str]
    age: re.Pattern[str]
    aged: frozenset[str]
    whole: frozenset[str]

    @classmethod
    def of(cls, lexicon: TimeLexicon) -> Self:
        """Build the patterns for a lexicon."""
        return cls(
            lexicon=lexicon,
            quantities=tuple((form, lexicon.pattern(template)) for form, template in _QUANTITY),
            unit=lexicon.pattern("[dDO]?U"),
            half=lexicon.pattern("AW?H(?!U)"),
            bare=lexicon.pattern("UA[WOX]?H(?!U)"),
            joint=lexicon.pattern("[Ac]?"),
            choice=lexicon.pattern("[NnW](?:[dD]|T|R|A[OXAE]?)[NnW](?:[pc][Nn])?[dD]?U"),
            age=lexicon.pattern("[dDO]{0,2}a"),
            aged=having("a", lexicon),
            whole=having("K", lexicon),
        )

    def read(self, tokens: Tokens, index: int) -> tuple[str | None, int] | None:
        """Return the duration at token ``index`` and the token after it.

        The duration is ``None`` for an age and for a choice ("3-5 years"); the result is ``None`` where
        no duration stands.
        """
        if tokens.classes[index] in self.whole:
            return self._with_half(self.lexicon.durations[fold(tokens.word(index))], tokens, index + 1)
        choice = self.choice.match(tokens.classes, index)
        if choice and self._compound(tokens, index) is None:
            return None, choice.end()
        part = self._part(tokens, index)
        if part is None:
            return None
        parts = [part[:2]]
        stop = part[2]
        joint = self.joint.match(tokens.classes, stop)
        further = self._part(tokens, joint.end()) if joint and part[1] == "Y" else None
        if further and further[1] in "MWD":
            parts.append(further[:2])
            stop = further[2]
        if self._is_age(tokens, index, stop):
            return None, stop
        return _iso(parts), stop

    def _with_half(self, whole: str, tokens: Tokens, stop: int) -> tuple[str, int]:
        """Return a duration told by one word with the half behind it: "سنتين ونصف"."""
        half = self.half.match(tokens.classes, stop)
        amount, unit = whole[1:-1], whole[-1]
        if half is None or not amount.isdecimal():
            return whole, stop
        return _iso([(int(amount) + Decimal("0.5"), unit)]), half.end()

    def _part(self, tokens: Tokens, index: int) -> tuple[Decimal, str, int] | None:
        """Return a quantity, its unit and the token after them."""
        for form, pattern in self.quantities:
            match = pattern.match(tokens.classes, index)
            unit = self.unit.match(tokens.classes, match.end()) if match else None
            if not match or not unit:
                continue
            amount = self._amount(tokens, form, index, match.end())
            kind = self.lexicon.units[fold(tokens.word(unit.end() - 1))]
            stop = unit.end()
            half = self.half.match(tokens.classes, stop)
            if half and form == "integer":
                amount, stop = (amount or Decimal(0)) + Decimal("0.5"), half.end()
            if amount is not None and 0 < amount <= _HOUSE[kind]:
                return amount, kind, stop
        bare = self.bare.match(tokens.classes, index)
        if bare is None or (bare.end() - index > _ARTICLE_AT and len(tokens.word(index + 2)) > _ARTICLE):
            return None
        return Decimal("1.5"), self.lexicon.units[fold(tokens.word(index))], bare.end()

    def _amount(self, tokens: Tokens, form: str, index: int, stop: int) -> Decimal | None:
        """Return the quantity of a form of :data:`_QUANTITY`, ``None`` if it is none."""
        words = [tokens.word(at) for at in range(index, stop)]
        figures = [word for word in words if word.isdecimal()]
        if form in {"mixed", "fraction"}:
            whole = Decimal(int(figures[0])) if form == "mixed" else Decimal(0)
            numerator, denominator = int(figures[-2]), int(figures[-1])
            return whole + Decimal(numerator) / denominator if numerator < denominator <= 4 else None
        if form == "sign":
            return Decimal(int(figures[0]) if figures else 0) + fraction(words[-1])
        if form == "decimal":
            return Decimal(f"{int(figures[0])}.{figures[1]}") if len(figures[1]) < 3 else None
        if form == "half":
            return self._number(words[0]) + Decimal("0.5")
        if form == "compound":
            return self._sum(words[0], words[-1])
        return self._number(words[0])

    def _compound(self, tokens: Tokens, index: int) -> Decimal | None:
        """Return the number of a quantity that is written as two words: "dix-huit", "treinta y seis"."""
        pattern = dict(self.quantities)["compound"]
        match = pattern.match(tokens.classes, index)
        return self._sum(tokens.word(index), tokens.word(match.end() - 1)) if match else None

    def _sum(self, first: str, last: str) -> Decimal | None:
        """Return the sum of two number words, tens and ones; ``None`` if they make no number."""
        if first.isdecimal() or last.isdecimal():
            return None
        tens, ones = self._number(first), self._number(last)
        return tens + ones if tens >= _TEN and tens % _TEN == 0 and 0 < ones < _TEN else None

    def _number(self, word: str) -> Decimal:
        return Decimal(int(word)) if word.isdecimal() else self.lexicon.numbers[fold(word)]

    def _is_age(self, tokens: Tokens, index: int, stop: int) -> bool:
        """Tell whether a word of age stands beside a number of years."""
        if self.age.match(tokens.classes, stop):
            return True
        return any(letter in self.aged for letter in tokens.classes[max(0, index - 3) : index])


def _iso(parts: list[tuple[Decimal, str]]) -> str:
    """Return the sum of amounts of units as an ISO 8601 duration, parts of a year in months.

    >>> _iso([(Decimal("2.75"), "Y")])
    'P2Y9M'
    """
    amounts = {"Y": Decimal(0), "M": Decimal(0), "W": Decimal(0), "D": Decimal(0)}
    for amount, unit in parts:
        amounts[unit] += amount
    years = amounts["Y"]
    amounts["Y"] = years.to_integral_value("ROUND_FLOOR")
    amounts["M"] += ((years - amounts["Y"]) * _MONTHS).to_integral_value()
    months = amounts["M"]
    amounts["M"] = months.to_integral_value("ROUND_FLOOR")
    amounts["D"] += ((months - amounts["M"]) * _MONTH_DAYS).to_integral_value()
    weeks = amounts["W"]
    if weeks and (len(parts) > 1 or weeks != weeks.to_integral_value()):
        amounts["D"] += (weeks * 7).to_integral_value()
        amounts["W"] = Decimal(0)
    return "P" + "".join(f"{int(amount)}{unit}" for unit, amount in amounts.items() if amount)


def lasts_from_to(duration: str, start: str, end: str) -> bool:
    """Tell whether an ISO 8601 duration is about the time between two dates, each at any precision.

    >>> lasts_from_to("P2Y6M", "2018-08-01", "2021-01"), lasts_from_to("P9M", "2018", "2021")
    (True, False)
    """
    first, last = (_day_of(date) for date in (start, end))
    loose = _DAYS["Y"] * (2 - (len(start) > _YEAR) - (len(end) > _YEAR))
    return abs(days_of(duration) - (last - first)) <= max(_ROUNDED, loose)


def _day_of(date: str) -> int:
    """Return about how many days after the year 0 a date is."""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return year * _DAYS["Y"] + (month - 1) * _DAYS["M"] + day


def days_of(duration: str) -> int:
    """Return about how many days an ISO 8601 duration has.

    >>> days_of("P1Y6M")
    545
    """
    return sum(int(amount) * _DAYS[unit] for amount, unit in _AMOUNT.findall(duration))
