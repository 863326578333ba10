"""Sustainable development goals whose number is written in words: "the fourth goal of the 2030 Agenda", "ODS ocho"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.tables import alternation, read_table

_DIGITS: Final = r"(?:1[0-7]|[1-9])(?:\.?[ºª°]|\.(?=\s)|-?[^\W\d]{1,3})"
"""A number with the sign of an ordinal: "4th", "4.", "4-та"."""
_NUMBER: Final = re.compile(r"\d+")
_FIRST: Final = 1
_BEHIND: Final = 45
"""Code points behind a goal within which the words for the agenda stand that it is of."""
_BEFORE: Final = 25


class WrittenGoal(NamedTuple):
    """A goal by its number."""

    start: int
    end: int
    number: int


class Numerals:
    """The numbers of goals in the words of one language, and the words beside them."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Keep the forms of one language's rows; most texts only ask for the agenda."""
        self.values: dict[str, int] = {}
        self._forms: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            self._forms[row["class"]].append(row["form"])
            if row["number"]:
                self.values.setdefault(fold(row["form"].rstrip("*")), int(row["number"]))

    @cached_property
    def agenda(self) -> re.Pattern[str]:
        """The words for the agenda."""
        return re.compile(rf"(?i)(?<!\w){self._any('agenda')}(?!\w)")

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Ordinals, then the word for a goal."""
        ordinal = self._ordinal
        return re.compile(
            rf"(?i)(?<!\w)(?P<numbers>{ordinal}(?:{self._joint}(?:\w+\s)?{ordinal})*)\s+"
            rf"(?:{self._any('agenda')}\s+)?{self._goal}"
        )

    @cached_property
    def after(self) -> re.Pattern[str]:
        """The word for a goal, then numbers of all kinds."""
        goal, number = self._goal, self._number
        return re.compile(
            rf"(?i)(?<!\w){goal}(?:\s+(?:\w{{1,3}}\s+)?{self._any('agenda')})?\s+"
            rf"(?P<numbers>{number}(?:{self._joint}(?:{goal}\s+)?{number})*)"
        )

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """An ordinal."""
        return re.compile(rf"(?i)(?<!\w){self._ordinal}")

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number of any kind."""
        return re.compile(rf"(?i)(?<!\w){self._number}")

    @cached_property
    def own(self) -> re.Pattern[str]:
        """Words for somebody's own."""
        return re.compile(rf"(?i)(?<!\w){self._any('own')}(?!\w)")

    @cached_property
    def owner(self) -> re.Pattern[str]:
        """What stands before the one whose goal it is."""
        return re.compile(rf"(?i)\s+(?:{self._any('of')})(?!\w)")

    def _any(self, kind: str) -> str:
        """Return the pattern of the forms of a class; a ``*`` stands for any letters."""
        return alternation(self._forms[kind]).replace(r"\*", r"\w*")

    @cached_property
    def _ordinal(self) -> str:
        return rf"(?:(?:{self._any('ordinal')})(?!\w)|{_DIGITS})"

    @cached_property
    def _number(self) -> str:
        words = rf"(?:{self._any('ordinal')}|{self._any('cardinal')})(?!\w)"
        return rf"(?:{words}|(?-i:{self._any('roman')})(?!\w))"

    @property
    def _joint(self) -> str:
        return rf"(?:\s*,\s*|\s+(?:{self._any('and')})\s+)"

    @property
    def _goal(self) -> str:
        return rf"(?:{self._any('goal')})(?!\w)"


@dataclass(frozen=True, slots=True, repr=False)
class NumeralKnowledge:
    """The numerals of each language, put together when a text first asks for them."""

    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    made: dict[str, Numerals] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read ``sdg_numerals.csv`` of the lexicon."""
        rows: dict[str, tuple[Mapping[str, str], ...]] = {}
        for row in read_table("sdg_numerals.csv", ("class", "language", "form", "number")):
            rows[row["language"]] = (*rows.get(row["language"], ()), row)
        return cls(rows)

    def of(self, language: str | None) -> Numerals | None:
        """Return the numerals of a language, ``None`` if it has none."""
        main = primary_subtag(language)
        if not main or main not in self.rows:
            return None
        if main not in self.made:
            self.made[main] = Numerals([*self.rows[""], *self.rows[main]])
        return self.made[main]


def find_written_goals(text: str, numerals: Numerals) -> Iterator[WrittenGoal]:
    """Yield the goals that sentences about the agenda number in words.

    A goal of somebody is none: "our fourth goal", "the fourth goal of the project".
    """
    if numerals.agenda.search(text) is None:
        return
    for start, end in sentences(text):
        sentence = text[start:end]
        told = numerals.agenda.search(sentence)
        if told is None:
            continue
        for pattern, one in ((numerals.before, numerals.ordinal), (numerals.after, numerals.number)):
            for match in pattern.finditer(sentence):
                if _is_of_the_agenda(sentence, match, told.start(), numerals):
                    yield from _numbers(match, one, start, numerals)


def _is_of_the_agenda(sentence: str, match: re.Match[str], told: int, numerals: Numerals) -> bool:
    """Tell whether the goals of a sentence are those of the agenda, which ``told`` says where it is first named."""
    if numerals.own.search(sentence, max(0, match.start() - _BEFORE), match.start()):
        return False
    if numerals.agenda.search(sentence, match.start(), min(len(sentence), match.end() + _BEHIND)):
        return True
    return told < match.start() and numerals.owner.match(sentence, match.end()) is None


def _numbers(
    match: re.Match[str], one: re.Pattern[str], at: int, numerals: Numerals
) -> Iterator[WrittenGoal]:
    """Yield the numbers of a match; "one" alone is an article in many languages."""
    for found in one.finditer(match.string, *match.span("numbers")):
        value = _value(found[0], numerals)
        article = value == _FIRST and one is numerals.number and found[0].islower()
        if value is not None and not article:
            yield WrittenGoal(at + found.start(), at + found.end(), value)


def _value(written: str, numerals: Numerals) -> int | None:
    """Return the number that a word or digits mean: of words with many endings the longest stem tells."""
    digits = _NUMBER.match(written)
    if digits is not None:
        return int(digits[0])
    folded = fold(" ".join(written.split()))
    stems = (folded[:length] for length in range(len(folded), 0, -1))
    return next((numerals.values[stem] for stem in stems if stem in numerals.values), None)
