"""Counts of persons and things, with comparator, unit and group."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.count_knowledge import PEOPLE, PERSONS, PLACES, CountKnowledge
from practicegraph.mapping.count_labels import count_of_label, without_part
from practicegraph.mapping.count_mentions import CLOSES, FAR, CountMention, before, behind, planned, window
from practicegraph.mapping.count_open import open_count
from practicegraph.mapping.count_parts import compared, going_on, of_whom, part_of
from practicegraph.mapping.count_series import going_with
from practicegraph.mapping.count_sums import with_parts_of_sums
from practicegraph.mapping.count_units import find_unit, is_unit, unit_of_label
from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.figures import Figure, find_figures
from practicegraph.mapping.gazetteer import fold

_BEFORE: Final = 32
_SIGN: Final = 16
_REACH: Final = 70
_TOLD_AFTER: Final = 90
_STATED: Final = 0.85
_TOLD: Final = 0.9
_NOUNS: Final = re.compile(r"\s+([^\W\d_]{3,}(?:\s+[^\W\d_]{4,})?)")
_LIST_NUMBER: Final = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?=\w)")
"""The number of an item of a list, which counts nothing: "2. Dinners for all"."""
_OWN_LABEL: Final = re.compile(
    r"(?:\A|[\n.;,•|(])[\s*_-]*(?P<label>[^\W\d_][^\W\d_ '’-]*(?:[ '’-][^\W\d_]+){0,4})(?: \((?:19|20)\d\d\))?[*_]*\s?:[*_\s]*[~<>≥≤±]?\s?$"
)
"""A label on the line of its number: "Volunteers: 35", "Volunteers (2022): 35"."""
_SOMEONE: Final = re.compile(
    r"(?:(?<![\w.])[^\W\d_a-zа-я]\.|(?:[(\[”\"»“]|\s[–—-])\s*[^\W\d_a-zа-я][^\W\d_]+(?:[ \u00a0][^\W\d_]\.)?),\s\Z"
)
"""The name of someone right before a number that is an age: "(Amina H., 34, trainee)", "R., 34, cook"."""
_AGES: Final = range(5, 100)
_MONTH: Final = re.compile(r"\.?[ \u00a0](?:de |d['’])?([^\W\d_]{3,})")
_LAST_DAY: Final = 31
_PARTED: Final = re.compile(r"[:=\t–—-]\s*")
_OF_TOWNS: Final = frozenset({"nationalities", "countries"})
"""Units of which those who live in a place are, too: "people of 12 nationalities live there"."""
_FEW: Final = 5
_SIGNS_BEFORE: Final = " ~<>≥≤±*_"
_FOLLOWING: Final = 25
_LABEL: Final = 160
_MOST_SHARED: Final = 10
_LISTED: Final = re.compile(r"(?:\A|\n)[ \t]*$")


def find_counts(
    text: str,
    knowledge: CountKnowledge,
    language: str | None = None,
    *,
    label: str = "",
    counts: bool = False,
    outcome: bool = False,
) -> tuple[CountMention, ...]:
    """Return the counts in ``text`` in order: a number with a unit within the next few words.

    Years, ages, money, percentages, numbers of list items, shares such as "seven of ten" and numbers of the
    surroundings (inhabitants, applications) are no counts. ``language`` decides units that languages share,
    and which words are numbers: "to" is two in Danish only. ``label`` is the heading that the text stands
    under, which may say what is counted: "Number of participants"; one that surely ``counts`` need not ask for a number.
    An ``outcome`` is a line of a list of results, which counts whatever it begins with.
    """
    main = primary_subtag(language)
    found: list[CountMention] = []
    figures = find_figures(text, knowledge, main)
    if not figures:
        return ()  # most sentences
    words = knowledge.words(main)
    for index, figure in enumerate(figures):
        signed = words.sign.search(text[max(0, figure.start - _SIGN) : figure.start])
        if signed or _is_day(text, figure, words) or _is_age(text, figure):
            continue
        limit = figures[index + 1].start if index + 1 < len(figures) else len(text)
        mention = _count(text, figure, limit, knowledge, words, main)
        if mention is None and found:
            mention = part_of(text, figure, of_whom(figure, found), words, knowledge, main)
        mention = mention or going_on(text, figure, found, words)
        mention = mention or _labelled(text, figure, knowledge, words, main, label, counts=counts)
        mention = mention or (compared(text, figure, found, words) if found else None)
        mention = mention or going_with(text, index, figures, found, words, knowledge, main, label=label)
        mention = mention or open_count(text, figure, words, outcome=outcome)
        if (
            mention
            and not (found and mention.start < found[-1].end)
            and not _is_settled(text, mention, words)
        ):
            found.append(mention)
    return with_parts_of_sums(text, found)


def _is_day(text: str, figure: Figure, words: CountWords) -> bool:
    """Tell whether a number is the day of a month, whose year is not told: "On 21 April forty families came"."""
    month = _MONTH.match(text, figure.end) if figure.value <= _LAST_DAY and not figure.spelled else None
    return month is not None and fold(month[1]) in words.months


def _is_age(text: str, figure: Figure) -> bool:
    """Tell whether a number between commas behind the name of someone is an age: "(Amina, 34, trainee)"."""
    if figure.spelled or figure.value not in _AGES or text[figure.end : figure.end + 1] not in {",", ")"}:
        return False
    return _SOMEONE.search(text, max(0, figure.start - _BEFORE), figure.start) is not None


def _count(
    text: str, figure: Figure, limit: int, knowledge: CountKnowledge, words: CountWords, language: str
) -> CountMention | None:
    """Return the count that a number is, ``None`` if no unit follows or a guard forbids."""
    comparator, end = behind(text, figure, words)
    if words.stop.match(text, end):
        return None
    unit = find_unit(text, end, limit, knowledge, language, listed=figure.small)
    if unit is None:
        return _taught(text, figure, words)
    last, meaning, between = unit
    sign, start = before(text, figure, words)
    comparator = comparator or sign
    if (
        (comparator == "=" and between and _is_listed(text, figure))
        or words.context.search(text, end, min(len(text), last + _FOLLOWING))
        or words.around.search(text, max(0, start - _BEFORE), start)
        or words.receiving.search(text[max(0, start - _TOLD_AFTER) : start])
        or (meaning.unit in _OF_TOWNS and words.trends.lives.search(text, max(0, start - _REACH), start))
        or (figure.spelled and between > 1)
        or (figure.small and _is_size(text, figure, meaning.unit, words))
        or _is_share(text, figure, last, words)
    ):
        return None
    confidence = _TOLD if comparator != "=" else _STATED if between <= 1 else FAR
    label = re.sub(r"\s+", " ", text[end:last]).strip(" -–")
    told = planned(text, start, last, words)
    told = True if told is None and meaning.unit == PLACES else told
    return CountMention(
        start, last, figure.value, comparator, meaning.unit, meaning.group, label, told, confidence, "count:spelled" if figure.small else "count",
    )  # fmt: skip


def _taught(text: str, figure: Figure, words: CountWords) -> CountMention | None:
    """Return the count of persons whom no unit names but a verb: "trained 85 peer listeners", "85 aidants formés"."""
    if figure.small:
        return None
    after = words.taught.after.match(text, figure.end)
    who = after.span("who") if after else None
    if who is None and words.taught.before.search(window(text, figure)):
        told = _NOUNS.match(text, figure.end)
        who = told.span(1) if told else None
    if who is None or figure.value < _FEW:
        return None
    sign, start = before(text, figure, words)
    return CountMention(
        start, who[1], figure.value, sign, PERSONS, None, text[slice(*who)], bool(planned(text, start, who[1], words)),
        FAR, "count:taught",
    )  # fmt: skip


def _labelled(
    text: str,
    figure: Figure,
    knowledge: CountKnowledge,
    words: CountWords,
    language: str,
    label: str,
    *,
    counts: bool,
) -> CountMention | None:
    """Return the count of a number without a unit whose label says what is counted.

    "Number of women: 45", "Number of women: plan 40, achieved 45", and "45" in a cell beside either label.
    """
    line = max(text.rfind("\n", 0, figure.start), text.rfind(". ", 0, figure.start)) + 1
    ahead = text[max(line, figure.start - _LABEL) : figure.start]
    numbers = _LIST_NUMBER.match(text)
    if figure.small or words.stop.match(text, figure.end) or (numbers and figure.end < numbers.end()):
        return None
    aim, done = words.compared.aim.search(ahead), words.compared.done.search(ahead)
    head = ahead if line or not label else f"{label}: {ahead}"
    asked = unit_of_label(head, knowledge, language, bare=bool(aim or done))
    closed = CLOSES.match(text, figure.end) is not None
    alone = head is not ahead and closed and not ahead.strip(_SIGNS_BEFORE)
    own = _OWN_LABEL.search(ahead) if closed else None
    if asked is None and (alone or own):
        named = without_part(own["label"] if own else label, knowledge, language)
        unit = is_unit(named, knowledge, language, counts=counts)
        asked = (len(head) - len(ahead) + own.end() if own else len(label), unit) if unit else None
    if asked is None:
        return count_of_label(text, figure, head, knowledge, language)
    end, unit = asked
    rest = head[end:]
    if any(letter.isdigit() for letter in rest) or not (
        aim or done or _PARTED.search(rest) or not rest.strip()
    ):
        return None
    comparator, start = before(text, figure, words)
    return CountMention(
        start, figure.end, figure.value, comparator, unit.unit, unit.group, "",
        True if aim else False if done else None, FAR, "count:label",
    )  # fmt: skip


def _is_share(text: str, figure: Figure, last: int, words: CountWords) -> bool:
    """Tell whether a number is one of the two of a share: "seven of ten families", "sept stagiaires sur dix"."""
    if figure.value < _MOST_SHARED and words.shares.after.match(text, last):
        return True
    small = figure.value <= _MOST_SHARED
    return (
        small and words.shares.before.search(text[max(0, figure.start - _REACH) : figure.start]) is not None
    )


def _is_settled(text: str, mention: CountMention, words: CountWords) -> bool:
    """Tell whether people are those who live in a town, wherever a practice is: "3,000 refugees live in Lublin"."""
    verb = words.settled.match(text, mention.end) if mention.unit in PEOPLE else None
    return verb is not None and verb["name"].isupper()


def _is_size(text: str, figure: Figure, unit: str, words: CountWords) -> bool:
    """Tell whether a number in words tells how large something is: "a course of six sessions"."""
    return unit not in PEOPLE and words.size.search(window(text, figure)) is not None


def _is_listed(text: str, figure: Figure) -> bool:
    """Tell whether a number begins a line and a capital follows: the number of a list item."""
    begins = _LISTED.search(text, max(0, figure.start - _BEFORE), figure.start) is not None
    return begins and text[figure.end :].lstrip(" .)\t")[:1].isupper()
