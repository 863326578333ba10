"""Counts of persons and things, with comparator, unit and group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from practicegraph.languages import primary_subtag
from practicegraph.mapping.count_knowledge import PERSONS, CountKnowledge
from practicegraph.mapping.count_units import WORD, find_unit, is_unit, unit_of_label
from practicegraph.mapping.gazetteer import fold, vocabulary
from practicegraph.mapping.numbers import find_numbers

_SIGNS: Final = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "~": "~", "±": "~", "+": ">="}
_BEFORE: Final = 32
_REACH: Final = 70
_SHORT: Final = 16
_TOLD_BEFORE: Final = 120
_TOLD_AFTER: Final = 90
_STATED: Final = 0.85
_TOLD: Final = 0.9
_FAR: Final = 0.75
_FIGURE: Final = re.compile(r"\d")
_SENTENCE: Final = re.compile(r"[.!?;](?:\s|$)|\n")
_BEGINS: Final = re.compile(r"[.!?]\s+$")
_NOUNS: Final = re.compile(r"\s+([^\W\d_]{3,}(?:\s+[^\W\d_]{4,})?)")
_CLOSES: Final = re.compile(r"\s*(?:[(),;!\n]|\.(?!\d)|$)")
_OWN_LABEL: Final = re.compile(
    r"(?:\A|[\n.;,•|(])[\s*_-]*(?P<label>[^\W\d_][^\W\d_ '’-]*(?:[ '’-][^\W\d_]+){0,2})[*_]*\s?:[*_\s]*[~<>≥≤±]?\s?$"
)
"""A label on the line of its number: "Volunteers: 35"."""
_PARTED: Final = re.compile(r"[:=\t–—-]\s*")
_SPELLED: Final = frozenset({"persons", "families"})
"""Units whose number in words counts wherever it stands; of things it may tell how large one is."""
_FEW: Final = 5
_SIGNS_BEFORE: Final = " ~<>≥≤±*_"
_FOLLOWING: Final = 25
_LABEL: Final = 160
_COMPARED: Final = 160
_MOST_SHARED: Final = 10
_LISTED: Final = re.compile(r"(?:\A|\n)[ \t]*$")


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


class _Figure(NamedTuple):
    start: int
    end: int
    value: Decimal
    spelled: bool


def find_counts(
    text: str,
    knowledge: CountKnowledge,
    language: str | None = None,
    *,
    label: str = "",
    counts: bool = False,
) -> tuple[CountMention, ...]:
    """Return the counts in ``text`` in order: a number with a unit within the next few words.

    Years, ages, money, percentages, numbers of list items, shares such as "seven of ten" and numbers of the
    surroundings (inhabitants, applications) are no counts. ``language`` decides units that languages share,
    and which words are numbers: "to" is two in Danish only. ``label`` is the heading that the text stands
    under, which may say what is counted: "Number of participants"; one that surely ``counts`` need not ask for a number.
    """
    main = primary_subtag(language)
    if _FIGURE.search(text) is None and not _may_spell(text, knowledge, main):
        return ()
    found: list[CountMention] = []
    figures = sorted(_figures(text, knowledge, main))
    for index, figure in enumerate(figures):
        limit = figures[index + 1].start if index + 1 < len(figures) else len(text)
        mention = _count(text, figure, limit, knowledge, main)
        mention = mention or (_part_of(text, figure, found[-1], knowledge) if found else None)
        mention = mention or _going_on(text, figure, found, knowledge)
        mention = mention or _labelled(text, figure, knowledge, main, label, counts=counts)
        mention = mention or (_compared(text, figure, found, knowledge) if found else None)
        if mention and not (found and mention.start < found[-1].end):
            found.append(mention)
    return tuple(found)


def _may_spell(text: str, knowledge: CountKnowledge, language: str) -> bool:
    """Tell whether a text without figures has a word that begins a number: most have none."""
    return not knowledge.openings.get(language, frozenset()).isdisjoint(vocabulary(text))


def _figures(text: str, knowledge: CountKnowledge, language: str) -> Iterator[_Figure]:
    """Yield the numbers in figures and in words that can be counts."""
    folded = fold(text)
    for number in find_numbers(text):
        before = text[max(0, number.start - 2) : number.start]
        # A digit before "45,000" is that of a footnote; before "450" both may be one number.
        cut = not number.grouped and re.search(r"\d[ \u00a0]$", before) is not None
        signed = cut or re.search(r"[-–/€$£#№§+]\s?$", before) is not None
        year = not number.grouped and 1900 <= number.value <= 2100
        many = _magnitude(folded, number.end, knowledge, language)
        if many and not signed:
            times, end = many
            yield _Figure(number.start, end, number.value * times, spelled=False)
        elif not signed and not year and number.value % 1 == 0 and number.value > 1:
            yield _Figure(number.start, number.end, number.value, spelled=False)
    spelled = knowledge.numbers.get(language, {})
    for word in WORD.finditer(text) if spelled else ():
        value = spelled.get(folded[word.start() : word.end()])
        if value is not None:
            times, end = _magnitude(folded, word.end(), knowledge, language) or (Decimal(1), word.end())
            yield _Figure(word.start(), end, value * times, spelled=True)


def _magnitude(folded: str, at: int, knowledge: CountKnowledge, language: str) -> tuple[Decimal, int] | None:
    """Return by what the word at ``at`` multiplies the number before it, and where it ends."""
    found = knowledge.magnitudes.match(folded, at)
    if found is None:
        return None
    meaning = knowledge.factors.meaning(found["word"], language)
    return meaning.factor, found.start("word") + meaning.length


def _count(
    text: str, figure: _Figure, limit: int, knowledge: CountKnowledge, language: str
) -> CountMention | None:
    """Return the count that a number is, ``None`` if no unit follows or a guard forbids."""
    comparator, end = _behind(text, figure, knowledge)
    if knowledge.stop.match(text, end):
        return None
    unit = find_unit(text, end, limit, knowledge, language, listed=figure.spelled)
    if unit is None:
        return _taught(text, figure, knowledge)
    last, meaning, between = unit
    before, start = _before(text, figure, knowledge)
    comparator = comparator or before
    if (
        (comparator == "=" and between and _is_listed(text, figure))
        or knowledge.context.search(text, end, min(len(text), last + _FOLLOWING))
        or knowledge.around.search(text, max(0, start - _BEFORE), start)
        or knowledge.receiving.search(text[max(0, start - _TOLD_AFTER) : start])
        or (figure.spelled and (between > 1 or _is_size(text, figure, meaning.unit, knowledge)))
        or _is_share(text, figure, last, knowledge)
    ):
        return None
    confidence = _TOLD if comparator != "=" else _STATED if between <= 1 else _FAR
    label = re.sub(r"\s+", " ", text[end:last]).strip(" -–")
    planned = _planned(text, start, last, knowledge)
    return CountMention(
        start, last, figure.value, comparator, meaning.unit, meaning.group, label, planned,
        confidence, "count:spelled" if figure.spelled else "count",
    )  # fmt: skip


def _part_of(
    text: str, figure: _Figure, whole: CountMention, knowledge: CountKnowledge
) -> CountMention | None:
    """Return the count of a number without a unit that is told as a part of the count before it.

    "of whom 30 came alone and 20 with a child", "45 persons (52 reached)".
    """
    between = text[whole.end : figure.start]
    after = text[figure.end : figure.end + _BEFORE]
    part = any(not between[match.end() :].strip(" ,\u00a0\n") for match in knowledge.part.finditer(between))
    parted = whole.method == "count:part" or knowledge.part.search(whole.label) is not None
    further = parted and knowledge.further.search(between) is not None
    reached = between.strip() == "(" and knowledge.achieved.match(after.lstrip()) is not None
    of_them = knowledge.part.match(after.lstrip()) is not None  # "208 took part ..., 61 of them"
    begins = _SENTENCE.search(between) is not None
    near = (of_them or len(between) <= _REACH) and (
        not begins
        or (of_them and _in_next_sentence(between))
        or (part and _opens_next_sentence(between, knowledge))
    )
    elided = knowledge.elided.match(after) is not None and knowledge.joined.search(between) is not None
    if (
        figure.spelled
        or not near
        or not (part or further or reached or elided or of_them)
        or knowledge.stop.match(after)
    ):
        return None
    planned = False if reached else whole.planned
    return CountMention(
        figure.start, figure.end, figure.value, "=", whole.unit, whole.group, whole.label, planned,
        _FAR, "count:part",
    )  # fmt: skip


def _going_on(
    text: str, figure: _Figure, found: list[CountMention], knowledge: CountKnowledge
) -> CountMention | None:
    """Return the count of a bare number that goes on counting people: "96 refugees ...; 71 have a contract"."""
    if figure.spelled:
        return None
    people = next((one for one in reversed(found) if one.unit in _SPELLED), None)
    comparator, start = _before(text, figure, knowledge)
    end = knowledge.continuations.paired(text, figure.end)
    if end is None and not knowledge.continuations.goes_on(
        text, start, figure.end, None if people is None else people.end
    ):
        return None
    unit, group = (PERSONS, None) if end is not None or people is None else (people.unit, people.group)
    label = "" if end is None else text[figure.end : end].strip()
    end = end or figure.end
    return CountMention(
        start, end, figure.value, comparator, unit, group, label, _planned(text, start, end, knowledge),
        _FAR, "count:continued",
    )  # fmt: skip


def _in_next_sentence(between: str) -> bool:
    """Tell whether a number begins a sentence, or stands early in the one after the number before it."""
    near = len(between) <= _REACH and len(_SENTENCE.findall(between)) == 1
    return near or _BEGINS.search(between) is not None


def _opens_next_sentence(between: str, knowledge: CountKnowledge) -> bool:
    """Tell whether the words for a part alone stand between a number and the sentence before: "Of these, 64"."""
    last = max(match.end() for match in _SENTENCE.finditer(between))
    return knowledge.part.match(between[last:].lstrip()) is not None


def _taught(text: str, figure: _Figure, knowledge: CountKnowledge) -> CountMention | None:
    """Return the count of persons whom no unit names but a verb: "trained 85 peer listeners", "85 aidants formés"."""
    if figure.spelled:
        return None
    after = knowledge.taught.after.match(text, figure.end)
    who = after.span("who") if after else None
    if who is None and knowledge.taught.before.search(_window(text, figure)):
        told = _NOUNS.match(text, figure.end)
        who = told.span(1) if told else None
    if who is None or figure.value < _FEW:
        return None
    return CountMention(
        figure.start, who[1], figure.value, "=", PERSONS, None, text[slice(*who)], False, _FAR, "count:taught"
    )  # fmt: skip


def _labelled(
    text: str, figure: _Figure, knowledge: CountKnowledge, language: str, label: str, *, counts: bool
) -> CountMention | None:
    """Return the count of a number without a unit whose label says what is counted.

    "Number of women: 45", "Number of women: plan 40, achieved 45", and "45" in a cell beside either label.
    """
    line = max(text.rfind("\n", 0, figure.start), text.rfind(". ", 0, figure.start)) + 1
    before = text[max(line, figure.start - _LABEL) : figure.start]
    if figure.spelled or knowledge.stop.match(text, figure.end):
        return None
    aim, done = knowledge.compared.aim.search(before), knowledge.compared.done.search(before)
    head = before if line or not label else f"{label}: {before}"
    asked = unit_of_label(head, knowledge, language, bare=bool(aim or done))
    closed = _CLOSES.match(text, figure.end) is not None
    alone = head is not before and closed and not before.strip(_SIGNS_BEFORE)
    own = _OWN_LABEL.search(before) if closed else None
    if asked is None and (alone or own):
        unit = is_unit(own["label"] if own else label, knowledge, language, counts=counts)
        asked = (len(head) - len(before) + own.end() if own else len(label), unit) if unit else None
    if asked is None:
        return None
    end, unit = asked
    rest = head[end:]
    if any(letter.isdigit() for letter in rest) or not (
        aim or done or _PARTED.search(rest) or not rest.strip()
    ):
        return None
    comparator, start = _before(text, figure, knowledge)
    return CountMention(
        start, figure.end, figure.value, comparator, unit.unit, unit.group, "",
        True if aim else False if done else None, _FAR, "count:label",
    )  # fmt: skip


def _compared(
    text: str, figure: _Figure, found: list[CountMention], knowledge: CountKnowledge
) -> CountMention | None:
    """Return the planned or reached number that is told beside a count: "(target 200)", "achieved 1,347".

    It may stand in a sentence of its own: "The target was 90."
    """
    last = found[-1]
    whole = next(
        (
            one
            for one in reversed(found)
            if not knowledge.part.search(text, max(0, one.start - _SHORT), one.start)
        ),
        last,
    )
    before = text[last.end : figure.start]
    aim, done = knowledge.compared.aim.search(before), knowledge.compared.done.search(before)
    after = knowledge.compared.aim_after.match(text, figure.end)
    if (
        figure.spelled
        or len(before) > _COMPARED
        or not (aim or done or after)
        or knowledge.stop.match(text, figure.end)
    ):
        return None
    if _CLOSES.match(text, after.end() if after else figure.end) is None:
        return None
    # "the plan ... was reached": the nearest word decides.
    planned = after is not None or (aim is not None and (done is None or aim.start() > done.start()))
    return CountMention(
        figure.start, figure.end, figure.value, "=", whole.unit, whole.group, whole.label, planned,
        _FAR, "count:compared",
    )  # fmt: skip


def _is_share(text: str, figure: _Figure, last: int, knowledge: CountKnowledge) -> bool:
    """Tell whether a number is one of the two of a share: "seven of ten families", "sept stagiaires sur dix"."""
    if figure.value < _MOST_SHARED and knowledge.shares.after.match(text, last):
        return True
    small = figure.value <= _MOST_SHARED
    return (
        small
        and knowledge.shares.before.search(text[max(0, figure.start - _REACH) : figure.start]) is not None
    )


def _is_size(text: str, figure: _Figure, unit: str, knowledge: CountKnowledge) -> bool:
    """Tell whether a number in words tells how large something is: "a course of six sessions"."""
    return unit not in _SPELLED and knowledge.size.search(_window(text, figure)) is not None


def _window(text: str, figure: _Figure) -> str:
    return text[max(0, figure.start - _BEFORE) : figure.start]


def _is_listed(text: str, figure: _Figure) -> bool:
    """Tell whether a number begins a line and a capital follows: the number of a list item."""
    begins = _LISTED.search(text, max(0, figure.start - _BEFORE), figure.start) is not None
    return begins and text[figure.end :].lstrip(" .)\t")[:1].isupper()


def _behind(text: str, figure: _Figure, knowledge: CountKnowledge) -> tuple[str | None, int]:
    """Return the comparator behind a number, if there is one, and where it ends."""
    if text[figure.end : figure.end + 1] == "+":
        return ">=", figure.end + 1
    for kind, pattern in knowledge.after:
        match = pattern.match(text, figure.end)
        if match:
            return kind, match.end()
    return None, figure.end


def _before(text: str, figure: _Figure, knowledge: CountKnowledge) -> tuple[str, int]:
    """Return the comparator before a number and where it starts."""
    window = _window(text, figure)
    offset = figure.start - len(window)
    sign = re.search(r"(?<![-=<>])([≥≤<>~±])\s?$", window)
    if sign:
        return _SIGNS[sign[1]], offset + sign.start()
    for kind, pattern in knowledge.comparators:
        match = pattern.search(window)
        if match:
            return kind, offset + match.start()
    return "=", figure.start


def _planned(text: str, start: int, end: int, knowledge: CountKnowledge) -> bool | None:
    """Tell from the nearest word of the sentence whether a count was planned or achieved."""
    begin = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    following = _SENTENCE.search(text, end)
    stop = following.start() if following else len(text)
    near = max(begin, start - _TOLD_BEFORE), min(stop, end + _TOLD_AFTER)
    told = [(_distance(text, match, start, end), False) for match in knowledge.planned.finditer(text, *near)]
    for match in knowledge.achieved.finditer(text, *near):
        # "will be trained": the word before the participle decides.
        will = knowledge.planned.search(text, max(near[0], match.start() - _SHORT), match.start())
        told.append((_distance(text, match, start, end), will is None))
    told = [(distance, achieved) for distance, achieved in told if distance >= 0]
    return not min(told)[1] if told else None


def _distance(text: str, match: re.Match[str], start: int, end: int) -> int:
    """Return how far a word stands from a count; -1 if behind it, after another number, whose word it is."""
    if match.start() >= end and any(letter.isdigit() for letter in text[end : match.start()]):
        return -1
    return max(start - match.end(), match.start() - end, 0)
