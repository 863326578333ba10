"""Sustainable development goals whose number is written in words: "the fourth goal of the 2030 Agenda", "ODS ocho"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

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


@dataclass(frozen=True, slots=True, repr=False)
class NumeralKnowledge:
    """What :func:`find_written_goals` knows: numbers in words, and the words beside them."""

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
    def load(cls) -> Self:
        """Read ``sdg_numerals.csv`` of the lexicon."""
        forms: dict[str, list[str]] = defaultdict(list)
        values: dict[str, int] = {}
        for row in read_table("sdg_numerals.csv", ("class", "language", "form", "number")):
            forms[row["class"]].append(row["form"])
            if row["number"]:
                values.setdefault(fold(row["form"].rstrip("*")), int(row["number"]))
        words = {kind: alternation(known).replace(r"\*", r"\w*") for kind, known in forms.items()}
        ordinal = rf"(?:(?:{words['ordinal']})(?!\w)|{_DIGITS})"
        number = rf"(?:(?:{words['ordinal']}|{words['cardinal']})(?!\w)|(?-i:{words['roman']})(?!\w))"
        joint = rf"(?:\s*,\s*|\s+(?:{words['and']})\s+)"
        goal = rf"(?:{words['goal']})(?!\w)"
        return cls(
            agenda=re.compile(rf"(?i)(?<!\w){words['agenda']}(?!\w)"),
            before=re.compile(
                rf"(?i)(?<!\w)(?P<numbers>{ordinal}(?:{joint}(?:\w+\s)?{ordinal})*)\s+(?:{words['agenda']}\s+)?{goal}"
            ),
            after=re.compile(
                rf"(?i)(?<!\w){goal}(?:\s+(?:\w{{1,3}}\s+)?{words['agenda']})?\s+(?P<numbers>{number}(?:{joint}(?:{goal}\s+)?{number})*)"
            ),
            ordinal=re.compile(rf"(?i)(?<!\w){ordinal}"),
            number=re.compile(rf"(?i)(?<!\w){number}"),
            own=re.compile(rf"(?i)(?<!\w){words['own']}(?!\w)"),
            owner=re.compile(rf"(?i)\s+(?:{words['of']})(?!\w)"),
            values=values,
        )


def find_written_goals(text: str, knowledge: NumeralKnowledge) -> Iterator[WrittenGoal]:
    """Yield the goals that sentences about the agenda number in words.

    A goal of somebody is none: "our fourth goal", "the fourth goal of the project".
    """
    if knowledge.agenda.search(text) is None:
        return
    for start, end in sentences(text):
        sentence = text[start:end]
        told = knowledge.agenda.search(sentence)
        if told is None:
            continue
        for pattern, one in ((knowledge.before, knowledge.ordinal), (knowledge.after, knowledge.number)):
            for match in pattern.finditer(sentence):
                if _is_of_the_agenda(sentence, match, told.start(), knowledge):
                    yield from _numbers(match, one, start, knowledge)


def _is_of_the_agenda(sentence: str, match: re.Match[str], told: int, knowledge: NumeralKnowledge) -> bool:
    """Tell whether the goals of a sentence are those of the agenda, which ``told`` says where it is first named."""
    if knowledge.own.search(sentence, max(0, match.start() - _BEFORE), match.start()):
        return False
    if knowledge.agenda.search(sentence, match.start(), min(len(sentence), match.end() + _BEHIND)):
        return True
    return told < match.start() and knowledge.owner.match(sentence, match.end()) is None


def _numbers(
    match: re.Match[str], one: re.Pattern[str], at: int, knowledge: NumeralKnowledge
) -> Iterator[WrittenGoal]:
    """Yield the numbers of a match; "one" alone is an article in many languages."""
    for found in one.finditer(match.string, *match.span("numbers")):
        value = _value(found[0], knowledge)
        article = value == _FIRST and one is knowledge.number and found[0].islower()
        if value is not None and not article:
            yield WrittenGoal(at + found.start(), at + found.end(), value)


def _value(written: str, knowledge: NumeralKnowledge) -> int | None:
    """Return the number that a word or digits mean: of words with many endings the longest stem tells."""
    digits = _NUMBER.match(written)
    if digits is not None:
        return int(digits[0])
    folded = fold(" ".join(written.split()))
    stems = (folded[:length] for length in range(len(folded), 0, -1))
    return next((knowledge.values[stem] for stem in stems if stem in knowledge.values), None)
