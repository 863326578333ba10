"""The words around counts of a language: comparators, plans, parts, what counts the surroundings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Self

from practicegraph.mapping.count_continuations import Continuations
from practicegraph.mapping.count_trends import Trends, right_before
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.time_tokens import month_names

_COMPARATORS: Final = (">=", "<=", ">", "<", "~")
_SHARED_OF: Final = (3, 4, 5, 10)
"""Numbers out of which a share is told."""
_UP_TO_NUMBER: Final = r"(?!\w)(?P<gap>(?:[^\w.;]{1,3}[^\W\d_]+){0,4})[^\w.;]{0,3}$"
"""At most four words without a number between a word and the number that follows."""
_LANGUAGES: Final = 64


@dataclass(frozen=True, slots=True, repr=False)
class Compared:
    """The words around numbers that are planned or reached: ``aim`` and ``done`` stand right before them."""

    number_of: re.Pattern[str]
    aim: re.Pattern[str]
    done: re.Pattern[str]
    aim_after: re.Pattern[str]
    """What stands right behind a number that was planned: "180 planned"."""

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        return cls(
            number_of=re.compile(rf"(?i)(?<!\w){alternation(forms['number-of'])}(?!\w)"),
            aim=re.compile(rf"(?i)(?<!\w){alternation(forms['aim'])}{_UP_TO_NUMBER}"),
            done=re.compile(rf"(?i)(?<!\w){alternation(forms['done'])}{_UP_TO_NUMBER}"),
            aim_after=re.compile(rf"(?i)[ \u00a0]{alternation(forms['aim-after'])}(?!\w)"),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Ratios:
    """What stands before the second number of a share, "seven out of", and after the first, "sur dix"."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    @classmethod
    def of(cls, forms: Sequence[str], values: Iterable[tuple[str, Decimal]]) -> Self:
        """Return the patterns of the words between the two numbers; ``values`` are the words for numbers."""
        small = [(form, value) for form, value in values if value <= max(_SHARED_OF)]
        first = alternation([form for form, _ in small])
        second = alternation([form for form, value in small if value in _SHARED_OF])
        between = alternation(forms)
        return cls(
            before=re.compile(rf"(?i)(?<!\w)(?:\d+|{first})(?:\s+[^\W\d]+){{0,2}}?\s+{between}\s+$"),
            after=re.compile(rf"(?i)\s+{between}\s+(?:{second}|10|[345])(?!\w)"),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Taught:
    """Verbs whose object are persons: before a number, and behind the words it counts."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        return cls(
            before=re.compile(rf"(?i)(?<!\w){alternation(forms['taught'])}\s+$"),
            after=re.compile(
                rf"(?i)\s+(?P<who>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+{alternation(forms['taught-after'])}(?!\w)"
            ),
        )


@dataclass(frozen=True, slots=True, repr=False)
class CountWords:
    """The words around the counts of one language."""

    comparators: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    planned: re.Pattern[str]
    achieved: re.Pattern[str]
    reached: re.Pattern[str]
    """Words for what was achieved right before a number."""
    context: re.Pattern[str]
    part: re.Pattern[str]
    further: re.Pattern[str]
    elided: re.Pattern[str]
    """What follows a number whose unit was said before: "of them", "found" after "and"."""
    joined: re.Pattern[str]
    around: re.Pattern[str]
    """Words right before a number of the surroundings: "there live"."""
    stop: re.Pattern[str]
    compared: Compared
    shares: Ratios
    size: re.Pattern[str]
    taught: Taught
    continuations: Continuations
    trends: Trends
    collective: tuple[str, ...]
    """Endings of numbers in words that count nothing but people: "двенадцатеро"."""
    months: frozenset[str]
    than: re.Pattern[str]
    receiving: re.Pattern[str]
    """Words before a number of those whom a town or country takes in, which no project reached."""

    @classmethod
    def of(
        cls,
        forms: Mapping[str, Sequence[str]],
        values: Sequence[tuple[str, Decimal]],
        months: frozenset[str],
    ) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class.

        ``values`` are words for numbers, ``months`` the folded names of months.
        """
        return cls(
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
            reached=re.compile(rf"(?i)(?<!\w){alternation(forms['achieved'])}(?!\w)(?P<gap>)[^\w.;]{{1,3}}$"),
            context=re.compile(rf"(?i)(?<!\w){alternation(forms['context'])}(?!\w)"),
            part=re.compile(rf"(?i)(?<!\w){alternation(forms['part'])}(?!\w)"),
            elided=re.compile(rf"(?i)\s+{alternation(forms['elided'])}(?!\w)"),
            joined=re.compile(rf"(?i)(?<!\w){alternation(forms['further'])}\W{{0,2}}$"),
            around=re.compile(rf"(?i)(?<!\w){alternation(forms['around'])}\W{{0,2}}$"),
            further=re.compile(rf"(?i)(?<!\w){alternation(forms['further'])}\s*$"),
            stop=re.compile(rf"(?i)[\s\-]*(?:{alternation(forms['stop'])}(?!\w)|[%°€$£]|[\s\u00a0][%€$£])"),
            compared=Compared.of(forms),
            shares=Ratios.of(forms["ratio"], values),
            size=re.compile(rf"(?i)[^\W\d_]\s+{alternation(forms['size'])}\s+$"),
            taught=Taught.of(forms),
            continuations=Continuations.of(forms),
            trends=Trends.of(forms),
            collective=tuple(fold(form) for form in forms["collective"]) or ("\0",),
            months=months,
            than=right_before(forms["than"]),
            receiving=re.compile(rf"(?i)(?<!\w){alternation(forms['receiving'])}(?!\w)[^.;!?]*\Z"),
        )


@cache
def _rows() -> list[dict[str, str]]:
    """Return the rows of ``count_words.csv``, which every language asks for."""
    return read_table("count_words.csv", ("class", "language", "form"))


@lru_cache(maxsize=_LANGUAGES)
def count_words(language: str) -> CountWords:
    """Return the words around counts of a language from the lexicon, of all languages if it has none of this one."""
    rows = _rows()
    known = language in {row["language"] for row in rows}
    forms: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if not known or row["language"] in (language, ""):
            forms[row["class"]].append(row["form"])
    numbers = read_table("number_words.csv", ("language", "form", "value"))
    values = [
        (row["form"], Decimal(row["value"])) for row in numbers if not known or row["language"] == language
    ]
    return CountWords.of(forms, values, month_names(language))
