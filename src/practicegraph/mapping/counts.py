"""Counts of persons and things, with comparator, unit and group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import Gazetteer, fold, vocabulary, words
from practicegraph.mapping.numbers import find_numbers
from practicegraph.mapping.tables import alternation, read_table

_COMPARATORS: Final = (">=", "<=", ">", "<", "~")
_SIGNS: Final = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "~": "~", "±": "~", "+": ">="}
_BEFORE: Final = 32
_AFTER: Final = 70
_SHORT: Final = 16
_TOLD_BEFORE: Final = 120
_TOLD_AFTER: Final = 90
_WORDS_BETWEEN: Final = 3
_STATED: Final = 0.85
_TOLD: Final = 0.9
_FAR: Final = 0.75
_WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_FIGURE: Final = re.compile(r"\d")
_BOUNDARY: Final = re.compile(r"[.;:!?\n()•|/\d]|\s[-–—]\s|,(?!\s?[^\W\d_])")
_SENTENCE: Final = re.compile(r"[.!?;](?:\s|$)|\n")
_LISTED: Final = re.compile(r"(?:\A|\n)[ \t]*$")


class _Unit(NamedTuple):
    unit: str
    group: str | None
    language: str


@dataclass(frozen=True, slots=True, repr=False)
class CountKnowledge:
    """What :func:`find_counts` knows: units and groups, comparators, words that plan or report."""

    units: Gazetteer[_Unit]
    numbers: dict[str, dict[str, Decimal]]
    openings: dict[str, frozenset[str]]
    """The first words of the number words of each language."""
    comparators: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    planned: re.Pattern[str]
    achieved: re.Pattern[str]
    context: re.Pattern[str]
    part: re.Pattern[str]
    further: re.Pattern[str]
    elided: re.Pattern[str]
    """What follows a number whose unit was said before: "of them", "found" after "and"."""
    joined: re.Pattern[str]
    around: re.Pattern[str]
    """Words right before a number of the surroundings: "there live"."""
    magnitudes: re.Pattern[str]
    factors: dict[str, Decimal]
    stop: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        """Read ``count_units``, ``count_words`` and ``number_words`` of the lexicon."""
        forms: dict[str, list[str]] = defaultdict(list)
        for row in read_table("count_words.csv", ("class", "language", "form")):
            forms[row["class"]].append(row["form"])
        units = read_table("count_units.csv", ("language", "form", "unit", "group"))
        numbers: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for row in read_table("number_words.csv", ("language", "form", "value")):
            value = Decimal(row["value"])
            if value > 1 and value % 1 == 0:
                numbers[row["language"]][fold(row["form"])] = value
        factors = {
            fold(row["form"]): Decimal(row["factor"])
            for row in read_table("magnitudes.csv", ("language", "form", "factor"))
            if not row["currency"] and len(row["form"]) > 1
        }
        return cls(
            units=Gazetteer.of(
                (row["form"], _Unit(row["unit"], row["group"] or None, row["language"])) for row in units
            ),
            numbers=dict(numbers),
            openings={
                language: frozenset(words(form)[0] for form in known) for language, known in numbers.items()
            },
            comparators=tuple(
                (kind, re.compile(rf"(?i)(?<!\w){alternation(forms[kind])}\W{{0,2}}$"))
                for kind in _COMPARATORS
            ),
            after=tuple(
                (kind, re.compile(rf"(?i)\s*{alternation(forms[f'after{kind}'])}(?!\w)"))
                for kind in (">=", ">")
            ),
            planned=re.compile(rf"(?i)(?<!\w){alternation(forms['planned'])}(?!\w)"),
            achieved=re.compile(rf"(?i)(?<!\w){alternation(forms['achieved'])}(?!\w)"),
            context=re.compile(rf"(?i)(?<!\w){alternation(forms['context'])}(?!\w)"),
            part=re.compile(rf"(?i)(?<!\w){alternation(forms['part'])}(?!\w)"),
            elided=re.compile(rf"(?i)\s+{alternation(forms['elided'])}(?!\w)"),
            joined=re.compile(rf"(?i)(?<!\w){alternation(forms['further'])}\W{{0,2}}$"),
            around=re.compile(rf"(?i)(?<!\w){alternation(forms['around'])}\W{{0,2}}$"),
            magnitudes=re.compile(rf"[ \u00a0](?P<word>{alternation(map(fold, factors))})(?!\w)"),
            factors=factors,
            further=re.compile(rf"(?i)(?<!\w){alternation(forms['further'])}\s*$"),
            stop=re.compile(rf"(?i)[\s\-]*(?:{alternation(forms['stop'])}(?!\w)|[%°€$£]|[\s\u00a0][%€$£])"),
        )


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
    text: str, knowledge: CountKnowledge, language: str | None = None
) -> tuple[CountMention, ...]:
    """Return the counts in ``text`` in order: a number with a unit within the next few words.

    Years, ages, money, percentages, numbers of list items, and numbers of the surroundings
    (inhabitants, applications) are no counts. ``language`` decides units that languages share, and which
    words are numbers: "to" is two in Danish only.
    """
    main = (language or "").split("-")[0]
    if _FIGURE.search(text) is None and not _may_spell(text, knowledge, main):
        return ()
    found: list[CountMention] = []
    figures = sorted(_figures(text, knowledge, main))
    for index, figure in enumerate(figures):
        limit = figures[index + 1].start if index + 1 < len(figures) else len(text)
        mention = _count(text, figure, limit, knowledge, main)
        mention = mention or (_part_of(text, figure, found[-1], knowledge) if found else None)
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
        many = knowledge.magnitudes.match(folded, number.end)
        if many and not signed:
            times = knowledge.factors[re.sub(r"\s+", " ", many["word"])]
            yield _Figure(number.start, many.end(), number.value * times, spelled=False)
        elif not signed and not year and number.value % 1 == 0 and number.value > 1:
            yield _Figure(number.start, number.end, number.value, spelled=False)
    spelled = knowledge.numbers.get(language, {})
    for word in _WORD.finditer(text) if spelled else ():
        value = spelled.get(folded[word.start() : word.end()])
        if value is not None:
            yield _Figure(word.start(), word.end(), value, spelled=True)


def _count(
    text: str, figure: _Figure, limit: int, knowledge: CountKnowledge, language: str
) -> CountMention | None:
    """Return the count that a number is, ``None`` if no unit follows or a guard forbids."""
    comparator, end = _behind(text, figure, knowledge)
    unit = _unit(text, end, limit, knowledge, language)
    if unit is None or knowledge.stop.match(text, end):
        return None
    last, meaning, between = unit
    before, start = _before(text, figure, knowledge)
    comparator = comparator or before
    if comparator == "=" and between and _is_listed(text, figure):
        return None
    if knowledge.context.search(text, end, min(len(text), last + 25)) or (figure.spelled and between > 1):
        return None
    if knowledge.around.search(text, max(0, start - _BEFORE), start):
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
    part = any(not between[match.end() :].strip() for match in knowledge.part.finditer(between))
    parted = whole.method == "count:part" or knowledge.part.search(whole.label) is not None
    further = parted and knowledge.further.search(between) is not None
    reached = between.strip() == "(" and knowledge.achieved.match(after.lstrip()) is not None
    of_them = knowledge.part.match(after.lstrip()) is not None  # "208 took part ..., 61 of them"
    near = (of_them or len(between) <= _AFTER) and _SENTENCE.search(between) is None
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
    window = text[max(0, figure.start - _BEFORE) : figure.start]
    offset = figure.start - len(window)
    sign = re.search(r"(?<![-=<>])([≥≤<>~±])\s?$", window)
    if sign:
        return _SIGNS[sign[1]], offset + sign.start()
    for kind, pattern in knowledge.comparators:
        match = pattern.search(window)
        if match:
            return kind, offset + match.start()
    return "=", figure.start


def _unit(
    text: str, end: int, limit: int, knowledge: CountKnowledge, language: str
) -> tuple[int, _Unit, int] | None:
    """Return end and meaning of the unit after a number, and how many words stand between."""
    window = text[end : min(limit, end + _AFTER)]
    stop = _BOUNDARY.search(window)
    window = window[: stop.start()] if stop else window
    cut = window.rfind(" ") if len(window) == _AFTER else -1
    for match in knowledge.units.find(window if cut < 0 else window[:cut]):
        between = len(_WORD.findall(window[: match.start]))
        if between > _WORDS_BETWEEN:
            return None
        entries = sorted(
            match.entries, key=lambda entry: (entry.language != language, entry.language != "en")
        )
        return end + match.end, entries[0], between
    return None


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
