"""Sustainable development goals whose number is written in words: "the fourth goal of the 2030 Agenda", "ODS ocho"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.tables import alternation, read_table

_DIGITS: Final = r"(?:1[0-7]|[1-9])(?:\.?[ºª°]|\.(?=\s)|-?[^\W\d]{1,3})"
"""A number with the sign of an ordinal: "4th", "4.", "4-та"."""
_NUMBER: Final = re.compile(r"\d+")
_CLASSES: Final = ("ordinal", "cardinal", "roman", "goal", "agenda", "own", "of", "and")
_FIRST: Final = 1
_BEHIND: Final = 45
"""Code points behind a goal within which the words for the agenda stand that it is of."""
_BEFORE: Final = 25


class WrittenGoal(NamedTuple):
    """A goal by its number."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True, repr=False)
class Numerals:
    """The numbers of goals in the words of one language, and the words beside them."""

    agenda: re.Pattern[str]
    before: re.Pattern[str]
    """Ordinals, then the word for a goal."""
    after: re.Pattern[str]
    """The word for a goal, then numbers of all kinds."""
    ordinal: re.Pattern[str]
    number: re.Pattern[str]
    own: re.Pattern[str]
    owner: re.Pattern[str]
    values: Mapping[str, int]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Make the patterns of one language's rows."""
        forms: dict[str, list[str]] = defaultdict(list)
        values: dict[str, int] = {}
        for row in rows:
            forms[row["class"]].append(row["form"])
            if row["number"]:
                values.setdefault(fold(row["form"].rstrip("*")), int(row["number"]))
        words = {kind: alternation(forms[kind]).replace(r"\*", r"\w*") for kind in _CLASSES}
        ordinal = rf"(?:(?:{words['ordinal']})(?!\w)|{_DIGITS})"
        number = rf"(?:(?:{words['ordinal']}|{words['cardinal']})(?!\w)|(?-i:{words['roman']})(?!\w))"
        joint = rf"(?:\s*,\s*|\s+(?:{words['and']})\s+)"
        goal, agenda = rf"(?:{words['goal']})(?!\w)", words["agenda"]
        return cls(
            agenda=re.compile(rf"(?i)(?<!\w){agenda}(?!\w)"),
            before=re.compile(
                rf"(?i)(?<!\w)(?P<numbers>{ordinal}(?:{joint}(?:\w+\s)?{ordinal})*)\s+(?:{agenda}\s+)?{goal}"
            ),
            after=re.compile(
                rf"(?i)(?<!\w){goal}(?:\s+(?:\w{{1,3}}\s+)?{agenda})?\s+"
                rf"(?P<numbers>{number}(?:{joint}(?:{goal}\s+)?{number})*)"
            ),
            ordinal=re.compile(rf"(?i)(?<!\w){ordinal}"),
            number=re.compile(rf"(?i)(?<!\w){number}"),
            own=re.compile(rf"(?i)(?<!\w){words['own']}(?!\w)"),
            owner=re.compile(rf"(?i)\s+(?:{words['of']})(?!\w)"),
            values=values,
        )


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
            self.made[main] = Numerals.of([*self.rows[""], *self.rows[main]])
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
