"""A count as a text gives it, with the words right round its number: comparators, plans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.figures import Figure

_SIGNS: Final = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "~": "~", "±": "~", "+": ">="}
_BEFORE: Final = 32
_SHORT: Final = 16
_TOLD_BEFORE: Final = 120
_TOLD_AFTER: Final = 90
FAR: Final = 0.75
"""How sure a count is whose unit does not stand right behind it."""
_DIGIT: Final = re.compile(r"\d")
_COMMA: Final = re.compile(r"[,(]")
SENTENCE: Final = re.compile(r"[.!?;](?:\s|$)|\n")
"""Where a sentence or its half ends."""
CLOSES: Final = re.compile(r"(?:['’]\w{1,5})?\s*(?:[(),;!\n]|\.(?!\d)|$)")
"""What stands behind a number that no word belongs to, an ending that an apostrophe joins to it before it: "600'dü."."""


@dataclass(frozen=True, slots=True)
class CountMention:
    """A count: ``value`` of ``unit`` (``persons``, ``families`` ...).

    ``comparator`` is ``=``, ``>``, ``>=``, ``<``, ``<=`` or ``~``; ``group`` is the notation of a target
    group and ``label`` the words counted as written; ``planned`` is ``None`` where nothing says.
    """

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


def window(text: str, figure: Figure) -> str:
    """Return what stands right before a number."""
    return text[max(0, figure.start - _BEFORE) : figure.start]


def behind(text: str, figure: Figure, words: CountWords) -> tuple[str | None, int]:
    """Return the comparator behind a number, if there is one, and where it ends."""
    if text[figure.end : figure.end + 1] == "+":
        return ">=", figure.end + 1
    for kind, pattern in words.after:
        match = pattern.match(text, figure.end)
        if match:
            return kind, match.end()
    return None, figure.end


def before(text: str, figure: Figure, words: CountWords) -> tuple[str, int]:
    """Return the comparator before a number and where it starts."""
    ahead = window(text, figure)
    offset = figure.start - len(ahead)
    sign = re.search(r"(?<![-=<>])([≥≤<>~±])\s?$", ahead)
    if sign:
        return _SIGNS[sign[1]], offset + sign.start()
    for kind, pattern in words.comparators:
        match = pattern.search(ahead)
        if match:
            return kind, offset + match.start()
    return "~" if figure.about else "=", figure.start


def planned(text: str, start: int, end: int, words: CountWords) -> bool | None:
    """Tell from the words of the sentence whether a count was planned or achieved.

    Those right before or behind it decide, "the target of 600 callers", then the nearest.
    """
    begin = max((match.end() for match in SENTENCE.finditer(text, 0, start)), default=0)
    following = SENTENCE.search(text, end)
    stop = following.start() if following else len(text)
    near = max(begin, start - _TOLD_BEFORE), min(stop, end + _TOLD_AFTER)
    ahead = text[near[0] : start]
    aim = words.compared.aim.search(ahead)
    # "500 targeted, 620 reached": a comma parts the word from the number.
    if aim is not None and not _is_apart(aim[0], words) and words.achieved.search(aim["gap"]) is None:
        return True
    if words.compared.aim_after.match(text, end):
        return True
    told = [
        (_distance(text, match, start, end), False)
        for match in words.planned.finditer(text, *near)
        # "twice as many as expected"
        if match.start() < end
        or not (
            words.than.search(text, max(end, match.start() - _SHORT), match.start())
            or _is_of_next(text, end, match, stop, words)
        )
    ]
    for match in words.achieved.finditer(text, *near):
        # "will be trained": the word before the participle decides.
        will = words.planned.search(text, max(near[0], match.start() - _SHORT), match.start())
        told.append((_distance(text, match, start, end), will is None))
    told = [(distance, achieved) for distance, achieved in told if distance >= 0]
    return not min(told)[1] if told else None


def _is_apart(between: str, words: CountWords) -> bool:
    """Tell whether a comma or "and" parts a plan from a number: "They wanted to work and 25 found jobs"."""
    joined = words.joined.search(between) is not None and words.trends.more.search(between) is None
    return "," in between or joined


def _is_of_next(text: str, end: int, match: re.Match[str], stop: int, words: CountWords) -> bool:
    """Tell whether a word behind a count and a comma tells the aim of the next number: "112 came, the aim was 80"."""
    following = _DIGIT.search(text, match.end(), stop)
    if following is None or not _COMMA.search(text, end, match.start()):
        return False
    aim = words.compared.aim.search(text, end, following.start())
    return aim is not None and aim.start() <= match.start() + _SHORT


def _distance(text: str, match: re.Match[str], start: int, end: int) -> int:
    """Return how far a word stands from a count; -1 if behind it, after another number, whose word it is."""
    if match.start() >= end and any(letter.isdigit() for letter in text[end : match.start()]):
        return -1
    return max(start - match.end(), match.start() - end, 0)
