"""Counts of what no list has: any noun behind a number, in a sentence that tells what was done or is to be."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.count_knowledge import PERSONS
from practicegraph.mapping.count_mentions import SENTENCE, CountMention, before, behind, planned
from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.figures import Figure, is_code
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.numbers import find_numbers
from practicegraph.mapping.sentences import sentence_at

_OPEN: Final = 0.6
"""How sure a count of a noun is that no list has."""
_FEW: Final = 5
_MANY: Final = 100
"""So many are told of something done, whatever the verb."""
_MOST: Final = 100_000
_AHEAD: Final = 32
_FOLLOWING: Final = 25
_LIVING: Final = 50
_NOUN: Final = re.compile(
    r"[ \u00a0](?:d['’]|de[ ]|di[ ])?(?:(?P<first>[^\W\d_]{3,})[ \u00a0])?(?P<noun>[^\W\d_]{3,})(?:-[^\W\d_]+)*(?!\w)"
)
_MARKED: Final = re.compile(r"(?<!\n)(?<!\A)[-–/.:§#(]\s?\Z")
"""Signs before what is no count; a dash that begins a line is a bullet."""
_TOLD_AFTER: Final = 90
_MANY_HOURS: Final = 1000
"""So many hours are no course's: they are what was given."""
HOURS: Final = "hours"
_PARTED: Final = 50
_OF_IT: Final = re.compile(r"[ \u00a0](?:[^\W\d_]{1,3}[ \u00a0]){0,3}\d")
"""A number behind the words for a part, small words before it."""
_NO_COUNT: Final = "%€$£"
THINGS: Final = "things"
"""The unit of what is counted by no unit of the list and is no person."""


def open_count(text: str, figure: Figure, words: CountWords, *, outcome: bool = False) -> CountMention | None:
    """Return the count that a number with any noun behind it is, ``None`` where nothing says what was done or planned.

    A noun with the ending of those for people counts people: "thirty landlords", "40 Fahrradmechaniker". A line that
    is an ``outcome`` says what was done by its place, if the number begins it or its next piece: "46 repaired houses".
    """
    if figure.small or is_code(text, figure) or not _FEW <= figure.value < _MOST:
        return None
    comparator, end = behind(text, figure, words)
    sign, start = before(text, figure, words)
    hours = words.trends.hours.match(text, end) if figure.value >= _MANY_HOURS else None
    times = _taken(text, figure, end, words)
    given = hours or times
    noun = _noun(text, end, words) if given is None else given.span("unit")
    if (
        noun is None
        or words.shares.after.match(text, figure.end)
        or (given is None and _measures(text, (start, end), words))
        or _is_of_place(text, figure, (start, noun[1]), words)
        or words.receiving.search(text[max(0, start - _TOLD_AFTER) : start])
    ):
        return None
    told = planned(text, start, noun[1], words)
    begins = outcome and text[:start].rstrip(" *_")[-1:] in ("", ",", ";")
    few = told is None and figure.value < _MANY and (comparator or sign) == "="
    if few and not begins and not _is_parted(text, noun[1], words):
        return None
    unit = PERSONS if text[slice(*noun)].casefold().endswith(words.trends.agents) else THINGS
    unit = unit if hours is None else HOURS
    return CountMention(
        start, noun[1], figure.value, comparator or sign, unit, None, text[end : noun[1]].strip(), told, _OPEN,
        "count:open",
    )  # fmt: skip


def count_of_indicator(text: str, label: str, words: CountWords) -> tuple[CountMention, ...]:
    """Return the count that a cell of a table of indicators is, whatever its row's ``label`` names but a measure or money."""
    cell = text.strip()
    numbers = list(find_numbers(cell))
    if len(numbers) != 1 or (numbers[0].start, numbers[0].end) != (0, len(cell)):
        return ()
    value = numbers[0].value
    if value % 1 or not 0 < value < _MOST or any(sign in label for sign in _NO_COUNT):
        return ()
    if words.trends.measure.search(f" {label}"):
        return ()
    start = text.index(cell)
    return (
        CountMention(
            start, start + len(cell), value, "=", THINGS, None, label, None, _OPEN, "count:indicator"
        ),
    )


def _taken(text: str, figure: Figure, end: int, words: CountWords) -> re.Match[str] | None:
    """Return the words behind a number of times that something was taken from the net: "downloaded 3,000 times"."""
    times = words.trends.times.match(text, end) if figure.value >= _MANY else None
    begin, stop = sentence_at(text, figure.start) or (0, len(text))
    return times if times is not None and words.trends.taken.search(text, begin, stop) is not None else None


def _is_parted(text: str, end: int, words: CountWords) -> bool:
    """Tell whether a part of what was counted is told right behind it: "27 reports, of which 19 ended with wages paid"."""
    part = words.part.search(text, end, min(len(text), end + _PARTED))
    if part is None or SENTENCE.search(text, end, part.start()) is not None:
        return False
    return "," in text[end : part.start()] and _OF_IT.match(text, part.end()) is not None


def _measures(text: str, span: tuple[int, int], words: CountWords) -> bool:
    """Tell whether a number measures, numbers or says how large something is: "12 metres", "page 12", "of 12"."""
    start, end = span
    trends, near = words.trends, text[max(0, start - _AHEAD) : start]
    if words.stop.match(text, end) or trends.measure.match(text, end) or trends.bare.match(text, end):
        return True
    return any(pattern.search(near) for pattern in (_MARKED, trends.numbered, words.size))


def _is_of_place(text: str, figure: Figure, span: tuple[int, int], words: CountWords) -> bool:
    """Tell whether a number is that of those who live in a place."""
    start, end = span
    if words.context.search(text, start, min(len(text), end + _FOLLOWING)):
        return True
    near = max(0, start - _LIVING), min(len(text), end + _LIVING)
    return figure.value >= _MANY and words.trends.lives.search(text, *near) is not None


def _noun(text: str, end: int, words: CountWords) -> tuple[int, int] | None:
    """Return the span of the noun behind a number: the next word, or in a language that tells nouns by capitals the first such."""
    found = _NOUN.match(text, end)
    if found is None:
        return None
    names = ("first", "noun")
    if words.trends.capitals:
        name = next((name for name in names if found[name] and found[name][0].isupper()), None)
        return (
            None
            if name is None or words.trends.measure.match(text, found.start(name) - 1)
            else found.span(name)
        )
    name = "first" if found["first"] and len(found["first"]) > 3 else "noun"
    written = found[name]
    if not written or written[0].isupper() or fold(written) in words.months:
        return None
    return found.span(name)
