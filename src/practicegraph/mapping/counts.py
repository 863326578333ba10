"""Counts of persons and things, with comparator, unit and group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.numbers import find_numbers
from practicegraph.mapping.tables import alternation, read_table

_COMPARATORS: Final = (">=", "<=", ">", "<", "~")
_SIGNS: Final = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "~": "~", "±": "~", "+": ">="}
_BEFORE: Final = 32
_AFTER: Final = 70
_WORDS_BETWEEN: Final = 3
_STATED: Final = 0.85
_TOLD: Final = 0.9
_FAR: Final = 0.75
_WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:[-'’][^\W\d_]+)*")
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
    comparators: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    planned: re.Pattern[str]
    achieved: re.Pattern[str]
    context: re.Pattern[str]
    stop: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        """Read ``count_units``, ``count_words`` and ``number_words`` of the lexicon."""
        words: dict[str, list[str]] = defaultdict(list)
        for row in read_table("count_words.csv", ("class", "language", "form")):
            words[row["class"]].append(row["form"])
        units = read_table("count_units.csv", ("language", "form", "unit", "group"))
        numbers: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for row in read_table("number_words.csv", ("language", "form", "value")):
            value = Decimal(row["value"])
            if value > 1 and value % 1 == 0:
                numbers[row["language"]][fold(row["form"])] = value
        return cls(
            units=Gazetteer.of(
                (row["form"], _Unit(row["unit"], row["group"] or None, row["language"])) for row in units
            ),
            numbers=dict(numbers),
            comparators=tuple(
                (kind, re.compile(rf"(?i)(?<!\w){alternation(words[kind])}\W{{0,2}}$"))
                for kind in _COMPARATORS
            ),
            after=tuple(
                (kind, re.compile(rf"(?i)\s*{alternation(words[f'after{kind}'])}(?!\w)"))
                for kind in (">=", ">")
            ),
            planned=re.compile(rf"(?i)(?<!\w){alternation(words['planned'])}(?!\w)"),
            achieved=re.compile(rf"(?i)(?<!\w){alternation(words['achieved'])}(?!\w)"),
            context=re.compile(rf"(?i)(?<!\w){alternation(words['context'])}(?!\w)"),
            stop=re.compile(rf"(?i)[\s\-]*(?:{alternation(words['stop'])}(?!\w)|[%°€$£]|[\s\u00a0][%€$£])"),
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
    found: list[CountMention] = []
    figures = sorted(_figures(text, knowledge, (language or "").split("-")[0]))
    for index, figure in enumerate(figures):
        limit = figures[index + 1].start if index + 1 < len(figures) else len(text)
        mention = _count(text, figure, limit, knowledge, (language or "").split("-")[0])
        if mention and not (found and mention.start < found[-1].end):
            found.append(mention)
    return tuple(found)


def _figures(text: str, knowledge: CountKnowledge, language: str) -> Iterator[_Figure]:
    """Yield the numbers in figures and in words that can be counts."""
    for number in find_numbers(text):
        before = text[max(0, number.start - 2) : number.start]
        signed = re.search(r"[-–/€$£#№§+]\s?$|\d[ \u00a0]$", before) is not None
        year = not number.grouped and 1900 <= number.value <= 2100
        if not signed and not year and number.value % 1 == 0 and number.value > 0:
            yield _Figure(number.start, number.end, number.value, spelled=False)
    words = knowledge.numbers.get(language, {})
    for word in _WORD.finditer(text):
        value = words.get(fold(word[0]))
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
    confidence = _TOLD if comparator != "=" else _STATED if between <= 1 else _FAR
    label = re.sub(r"\s+", " ", text[end:last]).strip(" -–")
    planned = _planned(text, start, last, knowledge)
    return CountMention(
        start, last, figure.value, comparator, meaning.unit, meaning.group, label, planned,
        confidence, "count:spelled" if figure.spelled else "count",
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
    """Tell from the words of the sentence whether a count was planned or achieved."""
    begin = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    following = _SENTENCE.search(text, end)
    stop = following.start() if following else len(text)
    if knowledge.planned.search(text, begin, stop):
        return True
    return False if knowledge.achieved.search(text, begin, stop) else None
