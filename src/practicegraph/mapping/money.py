"""Amounts of money and shares in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.magnitudes import Magnitude, Magnitudes
from practicegraph.mapping.numbers import Number, find_numbers, parse_number
from practicegraph.mapping.numerals import NumeralKnowledge, find_numerals
from practicegraph.mapping.tables import alternation, read_table

_PAIR: Final = re.compile(
    r"(?<![\d.,/:-])(\d{1,2})(?:\s?%)?(\s?[/:]\s?|\s?[–-]\s?)(\d{1,2})(?![\d/:-]|[.,]\d)"
)
_ADDED: Final = re.compile(r"[ \u00a0](?:[^\W\d_]{1,3}[ \u00a0])?(?P<figure>\d{1,3})(?=[ \u00a0])")
"""A number behind a magnitude, with a word such as "and" before it."""
_FIGURE: Final = re.compile(r"\d")
_WHOLE: Final = Decimal(100)
_BEFORE: Final = 16
_STATED: Final = 0.95
_UNDER: Final = 0.9
_ANY_LETTER: Final = re.compile(r"[^\W\d_]")
_UNIT: Final = re.compile(
    r"[(\[](?:(?:in|en|em|w|v|i|în|σε|в|у|u|ve)[ ])?(?P<brackets>[^()\[\]]{1,20})[)\]]\s*:?\s*$"
    r"|(?<=[ ,])(?P<words>(?:[^\W\d_]+\.?[ ])?(?:[^\W\d_]+\.?|[€$£]))\s*:?\s*$"
)
"""What a label ends with that may be a currency: in brackets, or its last words."""
_PAIRED: Final = 0.7


@dataclass(frozen=True, slots=True, repr=False)
class MoneyKnowledge:
    """What :func:`find_amounts` and :func:`find_shares` know of currencies, magnitudes and percent words."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    magnitude: re.Pattern[str]
    percent: re.Pattern[str]
    percent_before: re.Pattern[str]
    currencies: dict[str, tuple[tuple[str, str], ...]]
    factors: Magnitudes
    numerals: NumeralKnowledge

    @classmethod
    def load(cls) -> Self:
        """Read ``currencies``, ``magnitudes`` and ``percent_words`` of the lexicon."""
        currencies: dict[str, tuple[tuple[str, str], ...]] = {}
        for row in read_table("currencies.csv", ("currency", "language", "form")):
            known = currencies.get(row["form"].casefold(), ())
            currencies[row["form"].casefold()] = (*known, (row["language"], row["currency"]))
        magnitudes = Magnitudes.load(str.casefold)
        percent: dict[str, list[str]] = {"after": [], "before": []}
        for row in read_table("percent_words.csv", ("language", "form", "stands")):
            percent[row["stands"]].append(row["form"])
        forms = alternation([*currencies, *(form.upper() for form in currencies)])
        magnitude = alternation(magnitudes.meanings)
        words = alternation(percent["after"])
        return cls(
            before=re.compile(rf"(?i)(?<!\w)(?P<currency>{forms})[ \u00a0]?$"),
            after=re.compile(
                rf"(?i)[ \u00a0]?(?:,-+ ?|(?:de|di)[ \u00a0]|d['’])?(?P<currency>{forms})(?!\w)"
            ),
            magnitude=re.compile(rf"[ \u00a0]?(?P<factor>(?i:{magnitude}))(?:(?<=['’])|(?!\w))"),
            percent=re.compile(rf"(?i)[ \u00a0]?-?{words}(?!\w)"),
            percent_before=re.compile(rf"(?i)(?<!\w){alternation(percent['before'])}[ ]$|%$"),
            currencies=currencies,
            factors=magnitudes,
            numerals=NumeralKnowledge.load(),
        )


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount with its ISO 4217 currency."""

    start: int
    end: int
    amount: Decimal
    currency: str
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class ShareMention:
    """A share in percent; the parts of ``95/5`` are two mentions."""

    start: int
    end: int
    percent: Decimal
    confidence: float
    method: str


def find_amounts(
    text: str, knowledge: MoneyKnowledge, language: str | None = None, *, label: str = ""
) -> tuple[AmountMention, ...]:
    """Return the amounts of money in ``text`` in order: a number with a currency before or after it.

    ``language`` decides currencies that share a name (``kr``). A number alone is one of what the ``label`` over it
    counts in: "Budget (EUR)", "Cost in thousand euro".
    """
    found: list[AmountMention] = []
    main = primary_subtag(language)
    for number in _numbers(text, knowledge, main):
        mention = _amount(text, number, knowledge, main)
        if mention and not (found and mention.start < found[-1].end):
            found.append(mention)
    return tuple(found) or _under_label(text, knowledge, language, label)


def _numbers(text: str, knowledge: MoneyKnowledge, language: str) -> list[Number]:
    """Return the numbers in figures and in words, in order: "1.2", "two hundred thousand"."""
    written = list(find_numbers(text))
    spelled = [
        Number(one.start, one.end, one.value, grouped=False)
        for one in find_numerals(text, knowledge.numerals, language)
        if not any(one.start < other.end and other.start < one.end for other in written)
    ]
    return sorted([*written, *spelled], key=lambda number: number.start) if spelled else written


def _under_label(
    text: str, knowledge: MoneyKnowledge, language: str | None, label: str
) -> tuple[AmountMention, ...]:
    """Return the one number of a text without words as an amount in the unit that its label ends with."""
    unit = _UNIT.search(label) if label else None
    numbers = tuple(find_numbers(text)) if unit is not None else ()
    if unit is None or len(numbers) != 1 or _ANY_LETTER.search(text) or find_shares(text, knowledge):
        return ()
    return tuple(
        AmountMention(found.start, found.end, found.value * one.amount, one.currency, _UNDER, "money:label")
        for one in _ones(unit, knowledge, language)
        for found in numbers
    )


def _ones(unit: re.Match[str], knowledge: MoneyKnowledge, language: str | None) -> tuple[AmountMention, ...]:
    """Return the amount that a one stands for under a label: "thousand EUR", "1000 €", and "EUR" behind another word."""
    written = unit["brackets"] or unit["words"]
    counted = written if _FIGURE.search(written) else f"1 {written}"
    return (
        find_amounts(counted, knowledge, language)
        or find_amounts(f"1 {written.split()[-1]}", knowledge, language)
    )[:1]


def _amount(text: str, number: Number, knowledge: MoneyKnowledge, language: str) -> AmountMention | None:
    """Return the amount that a number is part of, ``None`` if no currency stands beside it."""
    start, end, value = number.start, number.end, number.value
    found = knowledge.magnitude.match(text, end)
    magnitude = knowledge.factors.meaning(found["factor"], language) if found else None
    if found and magnitude:
        value *= magnitude.factor
        end = found.start("factor") + magnitude.length
        more, end = _smaller(text, end, magnitude, knowledge, language)
        value += more
    before = knowledge.before.search(text, max(0, start - _BEFORE), start)
    after = knowledge.after.match(text, end)
    if after is None and magnitude and before is None:
        value, end = number.value, number.end
        after = knowledge.after.match(text, end)
    side = after or before
    if not value:
        return None  # no sum
    if side is None:
        if magnitude is None or found is None or not magnitude.currency:
            return None  # "52 mnkr" names the currency in the magnitude
        return AmountMention(
            start, found.end(), number.value * magnitude.factor, magnitude.currency, _STATED, "money"
        )
    currency = _currency(side["currency"], knowledge, language)
    span = (start, after.end()) if after else (before.start() if before else start, end)
    return AmountMention(*span, value, currency, _STATED, "money")


def _smaller(
    text: str, end: int, above: Magnitude, knowledge: MoneyKnowledge, language: str
) -> tuple[Decimal, int]:
    """Return what is added behind a magnitude in the next smaller, and where it ends: "1 million 150 thousand"."""
    number = _ADDED.match(text, end)
    found = knowledge.magnitude.match(text, number.end()) if number else None
    smaller = knowledge.factors.meaning(found["factor"], language) if found else None
    if number is None or found is None or smaller is None or smaller.factor >= above.factor:
        return Decimal(0), end
    return int(number["figure"]) * smaller.factor, found.start("factor") + smaller.length


def _currency(written: str, knowledge: MoneyKnowledge, language: str) -> str:
    """Return the currency a form means in a language, else in general."""
    meanings = knowledge.currencies[re.sub(r"\s+", " ", written).casefold()]
    own = next((currency for tag, currency in meanings if tag and tag == language), None)
    return own or next((currency for tag, currency in meanings if not tag), meanings[0][1])


def find_shares(text: str, knowledge: MoneyKnowledge) -> tuple[ShareMention, ...]:
    """Return the percent shares in ``text`` in order.

    Two numbers that make a hundred (``95/5``) are shares too, less surely; more than a hundred is none.
    """
    if _FIGURE.search(text) is None:
        return ()  # most sentences
    found = list(_percentages(text, knowledge))
    covered = [(mention.start, mention.end) for mention in found]
    for match in _PAIR.finditer(text):
        one, two = Decimal(int(match[1])), Decimal(int(match[3]))
        free = not any(match.start() < end and start < match.end() for start, end in covered)
        if one + two == _WHOLE and free:
            found.append(ShareMention(*match.span(1), one, _PAIRED, "share:pair"))
            found.append(ShareMention(*match.span(3), two, _PAIRED, "share:pair"))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _percentages(text: str, knowledge: MoneyKnowledge) -> Iterator[ShareMention]:
    """Yield the numbers with a word or sign for percent; a sign belongs to one number only."""
    covered = 0
    for match in re.finditer(r"(?<![\w.,])\d{1,3}(?:[.,]\d{1,2})?(?!\d|[.,]\d)", text):
        value = parse_number(match[0])
        after = knowledge.percent.match(text, match.end())
        before = knowledge.percent_before.search(text, max(covered, match.start() - 8), match.start())
        if value > _WHOLE or not (after or before):
            continue
        start = before.start() if before and not after else match.start()
        covered = end = after.end() if after else match.end()
        yield ShareMention(start, end, value, _STATED, "share")
