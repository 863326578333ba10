"""Shares in words: "two thirds", "kétharmadát", "üçte ikisi", "seventy-five per cent"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from practicegraph.mapping.gazetteer import fold, vocabulary
from practicegraph.mapping.money import MoneyKnowledge, ShareMention
from practicegraph.mapping.numerals import Numeral, NumeralKnowledge, all_numerals
from practicegraph.mapping.tables import LazyPattern, read_table

_WHOLE: Final = Decimal(100)
_TENTHS: Final = Decimal("0.1")
_LARGE: Final = 1000
_SURE: Final = 0.85
_JOIN: Final = re.compile(r"[ \u00a0-]\Z")


class _Fraction(NamedTuple):
    kind: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Fractions:
    """The words for fractions of a language."""

    meanings: dict[str, _Fraction]
    pattern: LazyPattern
    openings: frozenset[str]


def find_fractions(text: str, numerals: NumeralKnowledge, language: str) -> tuple[ShareMention, ...]:
    """Return the fractions in words in ``text``, in percent with one decimal, in order."""
    known = _fractions().get(language)
    if known is None or known.openings.isdisjoint(vocabulary(text)):
        return ()
    # "One-third" is the number one and a fraction.
    counted = all_numerals(text.replace("-", " "), numerals, language)
    return tuple(_found(text, known, counted))


def find_spelled_percentages(
    text: str, money: MoneyKnowledge, numerals: NumeralKnowledge, language: str
) -> tuple[ShareMention, ...]:
    """Return the shares in percent whose number is in words: "forty per cent", "yüzde kırk"."""
    return tuple(
        ShareMention(start, end, number.value, _SURE, "share:spelled")
        for number in all_numerals(text, numerals, language)
        if number.value <= _WHOLE
        for start, end in _with_percent(text, number, money)
    )


def _with_percent(text: str, number: Numeral, money: MoneyKnowledge) -> Iterator[tuple[int, int]]:
    after = money.percent.match(text, number.end)
    before = money.percent_before.search(text, max(0, number.start - 8), number.start)
    if after is not None:
        yield number.start, after.end()
    elif before is not None:
        yield before.start(), number.end


def _found(text: str, known: _Fractions, counted: tuple[Numeral, ...]) -> Iterator[ShareMention]:
    folded = fold(text)
    for match in known.pattern.finditer(folded):
        kind, numerator, denominator = known.meanings[" ".join(match[0].split())]
        start, end = match.span()
        if any(one.start <= start and end <= one.end and one.value >= _LARGE for one in counted):
            continue  # "half a million"
        if kind == "before":
            parts = next((one for one in counted if _joined(text, end, one.start)), None)
        else:
            parts = next((one for one in counted if _joined(text, one.end, start)), None)
        if parts is None and kind in {"before", "ordinal"}:
            continue
        if parts is not None and kind != "fixed":
            numerator = int(parts.value)
            start, end = min(start, parts.start), max(end, parts.end)
        if numerator < denominator:
            percent = (_WHOLE * numerator / denominator).quantize(_TENTHS).normalize()
            yield ShareMention(start, end, percent, _SURE, "share:fraction")


def _joined(text: str, end: int, start: int) -> bool:
    """Tell whether only a space or a hyphen stands between two places."""
    return start - end == 1 and _JOIN.match(text[end:start]) is not None


@lru_cache(maxsize=1)
def _fractions() -> dict[str, _Fractions]:
    """Return the words for fractions by language, from ``fractions.csv`` of the lexicon."""
    meanings: dict[str, dict[str, _Fraction]] = defaultdict(dict)
    columns = ("language", "kind", "numerator", "denominator", "forms")
    for row in read_table("fractions.csv", columns):
        for form in row["forms"].split("|"):
            told = _Fraction(row["kind"], int(row["numerator"]), int(row["denominator"]))
            meanings[row["language"]].setdefault(fold(form), told)
    return {
        language: _Fractions(
            forms,
            LazyPattern(r"(?<!\w)", tuple(forms), r"(?!\w)"),
            frozenset(re.split(r"[^\w]+", form)[0] for form in forms),
        )
        for language, forms in meanings.items()
    }
