"""Counts of bare numbers that go on with what was counted before, or tell it in a way that only people are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from practicegraph.mapping.count_knowledge import PERSONS, PLACES, CountKnowledge, Unit
from practicegraph.mapping.count_mentions import FAR, SENTENCE, CountMention, before, planned
from practicegraph.mapping.count_units import find_unit, last_unit
from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.figures import Figure, is_code
from practicegraph.mapping.gazetteer import fold

_AHEAD: Final = 90
_REACH: Final = 160
"""Code points between a bare number and what was counted before it."""
_SHORT: Final = 40
_DAYS: Final = 31
_FEW: Final = 5
_TIMES: Final = 40
"""A number of a series is at most so many times the one before it."""
_PARTED: Final = frozenset(f"count:{kind}" for kind in ("whole", "part", "series", "so-far", "continued"))
_SHARED: Final = 10
_MONTH: Final = re.compile(r"[.ºª°]?\s+(?:[^\W\d_]{1,3}\s+)?(?P<word>[^\W\d_]{3,})")
_SUFFIX: Final = re.compile(r"['’]\w{1,5}")
"""An ending that is written behind a number in figures: "71'i"."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?:['’]?[^\W\d_]{0,4})?[.,:]?\s+(?:[^\W\d_]{1,3}\.?\s+)?\Z")
_LIST: Final = re.compile(r"(?:[,;:–—]|\w[ \u00a0][^\W\d_]{1,3})\s+\Z")
_BEGINS: Final = re.compile(r"[.!?]\s+\Z")
_NOUN: Final = re.compile(r"[ \u00a0](?P<who>[^\W\d_]{2,})")


def going_with(
    text: str,
    at: int,
    figures: Sequence[Figure],
    found: Sequence[CountMention],
    words: CountWords,
    knowledge: CountKnowledge,
    language: str,
    *,
    label: str = "",
) -> CountMention | None:
    """Return the count of a number without a unit that goes with others: "15 singers, today 61", "of the 88 who came, 71".

    ``at`` is the number's index in ``figures``; ``found`` are the counts before it, ``label`` is the heading over it.
    """
    figure = figures[at]
    if words.stop.match(text, figure.end) or _is_day(text, figure, words) or is_code(text, figure):
        return None
    if words.shares.after.match(text, figure.end):
        return None  # "4 out of 10 landlords"
    comparator, start = before(text, figure, words)
    anchor = _anchor(text, start, found)
    told = (
        _of_people(text, figure, start, words)
        or _of_whole(text, figure, start, found, words)
        or _some_of(text, at, figures, words, knowledge, language)
        or _is_whole(text, at, figures, start, words)
        or _further(text, figure, start, anchor, words)
    )
    if told is None and not figure.small and words.trends.bare.match(text, figure.end):
        told = _in_series(text, at, figures, start, anchor, words)
        told = told or _of_named(text, at, figures, start, words, knowledge, language, label)
        told = told or _so_far(text, figure, start, words)
        told = told or _came(text, figure, start, words)
    if told is None:
        return None
    unit, method, end = told
    aim = planned(text, start, end, words)
    if aim and method == "part" and any(one.planned for one in found):
        aim = False  # "Of the 120 places planned, 96 were taken."
    aim = True if unit.unit == PLACES and method == "series" and not aim else aim
    return CountMention(
        start, end, figure.value, comparator, unit.unit, unit.group, "", aim, FAR, f"count:{method}"
    )


_Told = tuple[Unit, str, int]
"""What a bare number counts, the method, and where its mention ends."""


def _told(figure: Figure, method: str, mention: CountMention | None = None) -> _Told:
    unit = Unit(mention.unit, mention.group, "") if mention else Unit(PERSONS, None, "")
    return unit, method, figure.end


def _anchor(text: str, start: int, found: Sequence[CountMention]) -> CountMention | None:
    """Return the count before a number, in its sentence or the one before."""
    last = found[-1] if found else None
    near = last is not None and 0 <= start - last.end <= _REACH
    return last if last and near and len(SENTENCE.findall(text, last.end, start)) <= 1 else None


def _is_day(text: str, figure: Figure, words: CountWords) -> bool:
    """Tell whether a number is the day of a month: "15 May", "15. květnu"."""
    if figure.spelled or figure.value > _DAYS:
        return False
    month = _MONTH.match(text, figure.end)
    return month is not None and fold(month["word"]) in words.months


def _of_people(text: str, figure: Figure, start: int, words: CountWords) -> _Told | None:
    """Tell of a number whose ending only people's have, or that members of a team follow: "48-an", "a team of 26"."""
    ending = words.trends.people.match(text, figure.end)
    if ending is not None:
        return Unit(PERSONS, None, ""), "people", ending.end()
    if figure.spelled and fold(text[figure.start : figure.end]).endswith(words.collective):
        return _told(figure, "people")
    crew = words.trends.crew.search(text, max(0, start - _SHORT), start)
    if crew is not None and not figure.small and words.trends.bare.match(text, figure.end):
        return _told(figure, "people")
    return None


def _of_whole(
    text: str, figure: Figure, start: int, found: Sequence[CountMention], words: CountWords
) -> _Told | None:
    """Tell of a number of some of those told before in its sentence: "Of the 120 trainees, 71 stayed"."""
    whole = next((one for one in reversed(found) if one.method == "count:whole"), None)
    whole = whole or next((one for one in found if _is_out_of(text, one, words)), None)
    if whole is None or not figure.value < whole.value or SENTENCE.search(text, whole.end, start):
        return None
    near = max(0, start - _SHORT)
    beside = words.trends.bare.match(text, figure.end) or _LIST.search(text, max(near, start - 8), start)
    beside = beside or words.trends.only.search(text, near, start) or _SUFFIX.match(text, figure.end)
    return None if figure.small or not beside else _told(figure, "part", whole)


def _is_out_of(text: str, mention: CountMention, words: CountWords) -> bool:
    start, end = mention.start, mention.end
    if words.trends.out_of.search(text, max(0, start - _SHORT), start):
        return True
    return words.trends.out_of_ending.match(text[start:end].lstrip("0123456789")) is not None


def _is_whole(text: str, at: int, figures: Sequence[Figure], start: int, words: CountWords) -> _Told | None:
    """Tell of the number of all of whom the next one counts some: "Of the 88 who signed up, 71 stayed"."""
    figure = figures[at]
    following = figures[at + 1] if at + 1 < len(figures) else None
    behind = _NOUN.match(text, figure.end)
    if following is None or following.small or behind is None or figure.small or figure.value < _FEW:
        return None
    ending = words.trends.out_of_ending.match(text, figure.end)
    if ending is None and not words.trends.out_of.search(text, max(0, start - _SHORT), start):
        return None
    some = following.value < figure.value and not SENTENCE.search(text, figure.end, following.start)
    if not some or words.stop.match(text, following.end) or _is_day(text, following, words):
        return None
    return _told(figure, "whole")


def _some_of(
    text: str,
    at: int,
    figures: Sequence[Figure],
    words: CountWords,
    knowledge: CountKnowledge,
    language: str,
) -> _Told | None:
    """Tell of a number of some whose whole follows: "14 of the 36 flats"."""
    figure = figures[at]
    following = figures[at + 1] if at + 1 < len(figures) else None
    if following is None or following.value <= figure.value or following.value <= _SHARED:
        return None
    between = words.trends.of_these.match(text, figure.end)
    if between is None or between.end() != following.start or words.stop.match(text, following.end):
        return None
    unit = find_unit(text, following.end, len(text), knowledge, language)
    return None if unit is None else (unit.unit, "part", figure.end)


def _further(
    text: str, figure: Figure, start: int, anchor: CountMention | None, words: CountWords
) -> _Told | None:
    """Tell of a number of others of the same: "71 stayed and another nine came back"."""
    if anchor is None or SENTENCE.search(text, anchor.end, start):
        return None
    if figure.small and anchor.method not in _PARTED:
        return None
    trends = words.trends
    if anchor.method == "count:so-far" and not figure.small and _LIST.search(text, max(0, start - 8), start):
        return _told(figure, "so-far", anchor)
    beside = trends.more.search(text, max(0, start - _SHORT), start) or trends.more_behind.match(
        text, figure.end
    )
    return _told(figure, "part", anchor) if beside else None


def _in_series(
    text: str,
    at: int,
    figures: Sequence[Figure],
    start: int,
    anchor: CountMention | None,
    words: CountWords,
) -> _Told | None:
    """Tell of a bare number of another time or of a rise: "15 singers, today 61", "from 34 pupils to 79"."""
    figure, trends = figures[at], words.trends
    if anchor is None or not _is_alike(anchor.value, figure.value):
        return None
    ahead = text[max(0, start - _AHEAD) : start]
    behind = trends.then_behind.match(text, figure.end) is not None
    risen = trends.origin.search(text, max(0, anchor.start - _SHORT), anchor.start) is not None
    if (
        (risen and trends.goal.search(text, anchor.end, figures[at].start))
        or trends.then.search(ahead)
        or (_YEAR.search(ahead) and trends.closed.match(text, figure.end))
        or (behind and _LIST.search(ahead))
        or (trends.were.search(ahead) and (behind or trends.closed.match(text, figure.end)))
    ):
        return _told(figure, "series", anchor)
    return None


def _of_named(
    text: str,
    at: int,
    figures: Sequence[Figure],
    start: int,
    words: CountWords,
    knowledge: CountKnowledge,
    language: str,
    label: str,
) -> _Told | None:
    """Tell of a bare number of people or things that were named before without one: "Participants: in 2021 there were 48"."""
    figure, trends = figures[at], words.trends
    ahead = text[max(0, start - _AHEAD) : start]
    begins = trends.origin.search(ahead) is not None and _rises(text, at, figures, words)
    dated = _YEAR.search(ahead) is not None and trends.closed.match(text, figure.end) is not None
    if not begins and not dated and trends.were.search(ahead) is None:
        return None
    near = text[max(0, start - _REACH) : start]
    if len(SENTENCE.findall(near)) > 1:
        near = near[list(SENTENCE.finditer(near))[-2].end() :]
    unit = last_unit(near, knowledge, language) or (last_unit(label, knowledge, language) if label else None)
    return None if unit is None else (unit, "series", figure.end)


def _so_far(text: str, figure: Figure, start: int, words: CountWords) -> _Told | None:
    """Tell of a bare number of people who did something so far: "To date 67 have passed the test"."""
    ahead = text[max(0, start - _AHEAD) : start]
    trends, suffix = words.trends, _SUFFIX.match(text, figure.end)
    if figure.value < _FEW:
        return None
    end = suffix.end() if suffix else figure.end
    begins = not ahead.strip(" -•*") or _BEGINS.search(ahead) is not None
    if words.continuations.deeds.match(text, end) and (begins or trends.then.search(ahead)):
        return _told(figure, "so-far")
    if trends.so_far.search(ahead) is None and trends.then.search(ahead) is None:
        return None
    verb = words.trends.verb_before.search(ahead) or words.trends.verb_behind.match(text, end)
    if verb is None and not words.continuations.goes_behind(text, end):
        return None
    return _told(figure, "so-far")


def _came(text: str, figure: Figure, start: int, words: CountWords) -> _Told | None:
    """Tell of a bare number right behind a verb of people: "in the first year 22 came", "la première fois ils étaient 22"."""
    trends = words.trends
    ahead = text[max(0, start - _AHEAD) : start]
    came = trends.came.search(ahead)
    first = trends.were.search(ahead) if came is None else None
    if figure.value < _FEW or (
        came is None and (first is None or not trends.then_told.search(ahead[: first.start()]))
    ):
        return None
    return _told(figure, "so-far")


def _rises(text: str, at: int, figures: Sequence[Figure], words: CountWords) -> bool:
    """Tell whether the next number is that to which one rose: "from 34 to 79"."""
    following = figures[at + 1] if at + 1 < len(figures) else None
    if following is None or words.stop.match(text, following.end):
        return False
    return words.trends.goal.search(text, figures[at].end, following.start) is not None


def _is_alike(one: Decimal, other: Decimal) -> bool:
    return one / _TIMES <= other <= one * _TIMES
