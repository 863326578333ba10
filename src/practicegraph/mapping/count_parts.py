"""Numbers without a unit of their own: parts of a count, those that go on counting, plans beside what was reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.count_knowledge import PEOPLE, PERSONS, CountKnowledge, Unit
from practicegraph.mapping.count_mentions import CLOSES, FAR, SENTENCE, CountMention, before, planned
from practicegraph.mapping.count_units import WORD, unit_in
from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.figures import Figure

_BEFORE: Final = 32
_SHORT: Final = 16
_REACH: Final = 70
_COMPARED: Final = 160
_BEGINS: Final = re.compile(r"[.!?]\s+$")
_NAMED_WORDS: Final = 3
"""Words between "of whom" and a number that may name whom it counts: "of whom women: 12"."""
_TIMES: Final = 10
"""A plan is at most so many times what was reached, and the other way round."""
_LAST_WORDS: Final = re.compile(r"(?:[^\W\d_]+[ \u00a0]){1,3}(?P<gap>)\Z")
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 4
_VERBS: Final = 2
"""Words before a planned number among which its verb stands, and letters by which it is known again."""
_LITTLE: Final = re.compile(r"[ \u00a0][^\W\d_]{1,3}(?!\w)")
"""A little word behind a number, such as "in", which it does not count."""


def part_of(
    text: str,
    figure: Figure,
    whole: CountMention,
    words: CountWords,
    knowledge: CountKnowledge,
    language: str,
) -> CountMention | None:
    """Return the count of a number without a unit that is told as a part of the count before it.

    "of whom 30 came alone and 20 with a child", "45 persons (52 reached)", "of whom women: 12".
    """
    comparator, start = before(text, figure, words)
    after = text[figure.end : figure.end + _BEFORE]
    between = text[whole.end : start]
    cues = list(words.part.finditer(between))
    part = any(_is_bare(between[match.end() :], words) for match in cues)
    named = _named(between[cues[-1].end() :], knowledge, language) if cues and not part else None
    parted = whole.method == "count:part" or words.part.search(whole.label) is not None
    further = parted and words.further.search(between) is not None
    reached = between.strip() == "(" and words.achieved.match(after.lstrip()) is not None
    # "208 took part ..., 61 of them"
    of_them = (words.part.match(after.lstrip()) or words.trends.of_them.match(after)) is not None
    begins = SENTENCE.search(between) is not None
    near = (of_them or len(between) <= _REACH) and (
        not begins
        or (of_them and _in_next_sentence(between))
        or ((part or named is not None) and _opens_next_sentence(between, words))
    )
    elided = words.elided.match(after) is not None and words.joined.search(between) is not None
    sure = part or of_them or named is not None
    told = sure or (not figure.small and (further or reached or elided))
    if not near or not told or words.stop.match(after):
        return None
    unit, group = (named.unit, named.group) if named else (whole.unit, whole.group)
    return CountMention(
        start, figure.end, figure.value, comparator, unit, group, whole.label,
        False if reached else whole.planned, FAR, "count:part",
    )  # fmt: skip


def of_whom(figure: Figure, found: Sequence[CountMention]) -> CountMention:
    """Return the count that a number may be a part of: the last, or people told before it, of whom it surely is one.

    "187 women from 23 countries came. 104 of them found work."
    """
    last = found[-1]
    if last.unit in PEOPLE or figure.value <= last.value:
        return last
    people = next((one for one in reversed(found) if one.unit in PEOPLE), None)
    near = people is not None and last.start - people.end <= _REACH and figure.value <= people.value
    # What stands between is that of the last: "187 women from 23 countries".
    return replace(people, end=last.end) if people is not None and near else last


def _is_bare(rest: str, words: CountWords) -> bool:
    """Tell whether nothing stands between "of them" and a number, or a verb alone: "av dem har 90 fått arbete"."""
    bare = rest.strip(" ,\u00a0\n")
    return not bare or words.continuations.is_verb(bare)


def _named(words_between: str, knowledge: CountKnowledge, language: str) -> Unit | None:
    """Return the unit that the few words between "of whom" and a number name."""
    return (
        unit_in(words_between, knowledge, language)
        if 0 < len(WORD.findall(words_between)) <= _NAMED_WORDS
        else None
    )


def _in_next_sentence(between: str) -> bool:
    """Tell whether a number begins a sentence, or stands early in the one after the number before it."""
    near = len(between) <= _REACH and len(SENTENCE.findall(between)) == 1
    return near or _BEGINS.search(between) is not None


def _opens_next_sentence(between: str, words: CountWords) -> bool:
    """Tell whether the words for a part alone stand between a number and the sentence before: "Of these, 64"."""
    last = max(match.end() for match in SENTENCE.finditer(between))
    return words.part.match(between[last:].lstrip()) is not None


def going_on(
    text: str, figure: Figure, found: Sequence[CountMention], words: CountWords
) -> CountMention | None:
    """Return the count of a bare number that goes on counting people: "96 refugees ...; 71 have a contract"."""
    if figure.small or words.stop.match(text, figure.end):
        return None
    people = next((one for one in reversed(found) if one.unit in PEOPLE), None)
    comparator, start = before(text, figure, words)
    end = words.continuations.paired(text, figure.end)
    if end is None and not words.continuations.goes_on(
        text, start, figure.end, None if people is None else people.end
    ):
        return None
    unit, group = (PERSONS, None) if end is not None or people is None else (people.unit, people.group)
    label = "" if end is None else text[figure.end : end].strip()
    end = end or figure.end
    return CountMention(
        start, end, figure.value, comparator, unit, group, label, planned(text, start, end, words),
        FAR, "count:continued",
    )  # fmt: skip


def _verb_again(text: str, start: int, between: str) -> re.Match[str] | None:
    """Return what ends right before a number with the verb of the plan before it: "wanted to host 25 families and hosted 29"."""
    last = _LAST_WORDS.search(between)
    if last is None or SENTENCE.search(between) is not None:
        return None
    ahead = text[max(0, start - _REACH) : start].casefold()
    planned_verbs = {word[:_STEM] for word in _LONG_WORD.findall(ahead)[-_VERBS:]}
    again = any(word[:_STEM] in planned_verbs for word in _LONG_WORD.findall(last[0].casefold()))
    return last if again else None


def compared(
    text: str, figure: Figure, found: Sequence[CountMention], words: CountWords
) -> CountMention | None:
    """Return the planned or reached number that is told beside a count: "(target 200)", "achieved 1,347".

    It may stand in a sentence of its own: "The target was 90."
    """
    last = found[-1]
    whole = next(
        (
            one
            for one in reversed(found)
            if not words.part.search(text, max(0, one.start - _SHORT), one.start)
        ),
        last,
    )
    comparator, start = before(text, figure, words)
    between = text[last.end : start]
    aim, done = words.compared.aim.search(between), words.compared.done.search(between)
    if done is None and whole.planned:
        done = words.reached.search(between) or _verb_again(text, whole.start, between)
    after = words.compared.aim_after.match(text, figure.end)
    if len(between) > _COMPARED or not (aim or done or after) or words.stop.match(text, figure.end):
        return None
    if not whole.value / _TIMES <= figure.value <= whole.value * _TIMES:
        return None  # "Goal 10" of an agenda
    if figure.small and aim is not None and not aim["gap"]:
        return None  # "goal eight"
    closed = CLOSES.match(text, after.end() if after else figure.end) is not None
    beside = any(told is not None and not told["gap"] for told in (aim, done))
    if not closed and not (beside and _LITTLE.match(text, figure.end)):
        return None
    # "the plan ... was reached": the nearest word decides.
    is_aim = after is not None or (aim is not None and (done is None or aim.start() > done.start()))
    return CountMention(
        start, figure.end, figure.value, comparator, whole.unit, whole.group, whole.label, is_aim,
        FAR, "count:compared",
    )  # fmt: skip
