"""What is known of counts: units, comparators, and the words around numbers, from the lexicon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, Self

from practicegraph.mapping.concepts import ConceptKnowledge
from practicegraph.mapping.count_continuations import Continuations
from practicegraph.mapping.gazetteer import Gazetteer, fold, words
from practicegraph.mapping.magnitudes import Magnitudes
from practicegraph.mapping.tables import alternation, read_table

_COMPARATORS: Final = (">=", "<=", ">", "<", "~")
_SHARED_OF: Final = (3, 4, 5, 10)
"""Numbers out of which a share is told."""
PERSONS: Final = "persons"
"""The unit of people."""
_UP_TO_NUMBER: Final = r"(?!\w)(?:[^\w.;]{1,3}[^\W\d_]+){0,4}[^\w.;]{0,3}$"
"""At most four words without a number between a word and the number that follows."""


class Unit(NamedTuple):
    """What is counted: the unit, and the notation of the target group it is."""

    unit: str
    group: str | None
    language: str


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
class Shares:
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
class CountKnowledge:
    """What ``find_counts`` knows: units and groups, comparators, words that plan or report."""

    units: Gazetteer[Unit]
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
    factors: Magnitudes
    stop: re.Pattern[str]
    compared: Compared
    shares: Shares
    size: re.Pattern[str]
    taught: Taught
    continuations: Continuations
    receiving: re.Pattern[str]
    """Words before a number of those whom a town or country takes in, which no project reached."""
    concepts: ConceptKnowledge | None
    units_of_groups: dict[str, str]
    """The unit of the target groups that are no persons."""

    @classmethod
    def load(cls, concepts: ConceptKnowledge | None = None) -> Self:
        """Read ``count_units``, ``count_words`` and ``number_words`` of the lexicon.

        Target groups of ``concepts`` are units, too.
        """
        forms: dict[str, list[str]] = defaultdict(list)
        for row in read_table("count_words.csv", ("class", "language", "form")):
            forms[row["class"]].append(row["form"])
        units = read_table("count_units.csv", ("language", "form", "unit", "group"))
        rows = read_table("number_words.csv", ("language", "form", "value"))
        numbers, factors = _numbers(rows), Magnitudes.load(fold, with_currency=False)
        return cls(
            units=Gazetteer.of(
                (row["form"], Unit(row["unit"], row["group"] or None, row["language"])) for row in units
            ),
            numbers=numbers,
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
            magnitudes=re.compile(rf"[ \u00a0](?P<word>{alternation(factors.meanings)})(?!\w)"),
            factors=factors,
            further=re.compile(rf"(?i)(?<!\w){alternation(forms['further'])}\s*$"),
            stop=re.compile(rf"(?i)[\s\-]*(?:{alternation(forms['stop'])}(?!\w)|[%°€$£]|[\s\u00a0][%€$£])"),
            compared=Compared.of(forms),
            shares=Shares.of(forms["ratio"], [(row["form"], Decimal(row["value"])) for row in rows]),
            size=re.compile(rf"(?i)[^\W\d_]\s+{alternation(forms['size'])}\s+$"),
            taught=Taught.of(forms),
            continuations=Continuations.of(forms),
            receiving=re.compile(rf"(?i)(?<!\w){alternation(forms['receiving'])}(?!\w)[^.;!?]*\Z"),
            concepts=concepts,
            units_of_groups={
                row["group"]: row["unit"] for row in units if row["group"] and row["unit"] != PERSONS
            },
        )


def _numbers(rows: Iterable[Mapping[str, str]]) -> dict[str, dict[str, Decimal]]:
    """Return the whole numbers from two on by language and folded word."""
    numbers: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        value = Decimal(row["value"])
        if value > 1 and value % 1 == 0:
            numbers[row["language"]][fold(row["form"])] = value
    return dict(numbers)
