"""The words around counts of a language: comparators, plans, parts, what counts the surroundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Self

from practicegraph.mapping.count_continuations import Continuations
from practicegraph.mapping.count_trends import Trends, right_before
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import LazyPattern, read_table
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

    number_of: LazyPattern
    aim: LazyPattern
    done: LazyPattern
    aim_after: LazyPattern
    """What stands right behind a number that was planned: "180 planned"."""

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        return cls(
            number_of=LazyPattern(r"(?i)(?<!\w)", forms["number-of"], r"(?!\w)"),
            aim=LazyPattern(r"(?i)(?<!\w)", forms["aim"], _UP_TO_NUMBER),
            done=LazyPattern(r"(?i)(?<!\w)", forms["done"], _UP_TO_NUMBER),
            aim_after=LazyPattern(r"(?i)[ \u00a0]", forms["aim-after"], r"(?!\w)"),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Ratios:
    """What stands before the second number of a share, "seven out of", and after the first, "sur dix"."""

    before: LazyPattern
    after: LazyPattern

    @classmethod
    def of(cls, forms: Sequence[str], values: Iterable[tuple[str, Decimal]]) -> Self:
        """Return the patterns of the words between the two numbers; ``values`` are the words for numbers."""
        small = [(form, value) for form, value in values if value <= max(_SHARED_OF)]
        first = [form for form, _ in small]
        second = [form for form, value in small if value in _SHARED_OF]
        return cls(
            before=LazyPattern(r"(?i)(?<!\w)(?:\d+|", first, r")(?:\s+[^\W\d]+){0,2}?\s+", forms, r"\s+$"),
            after=LazyPattern(r"(?i)\s+", forms, r"\s+(?:", second, r"|10|[345])(?!\w)"),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Taught:
    """Verbs whose object are persons: before a number, and behind the words it counts."""

    before: LazyPattern
    after: LazyPattern

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        return cls(
            before=LazyPattern(r"(?i)(?<!\w)", forms["taught"], r"\s+$"),
            after=LazyPattern(
                r"(?i)\s+(?P<who>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+", forms["taught-after"], r"(?!\w)"
            ),
        )


@dataclass(frozen=True, slots=True, repr=False)
class CountWords:
    """The words around the counts of one language."""

    comparators: tuple[tuple[str, LazyPattern], ...]
    after: tuple[tuple[str, LazyPattern], ...]
    planned: LazyPattern
    achieved: LazyPattern
    reached: LazyPattern
    """Words for what was achieved right before a number."""
    context: LazyPattern
    part: LazyPattern
    further: LazyPattern
    elided: LazyPattern
    """What follows a number whose unit was said before: "of them", "found" after "and"."""
    joined: LazyPattern
    around: LazyPattern
    """Words right before a number of the surroundings: "there live"."""
    sign: LazyPattern
    """Words that make of the number behind them a name: "school no. 52"."""
    stop: LazyPattern
    compared: Compared
    shares: Ratios
    size: LazyPattern
    taught: Taught
    continuations: Continuations
    trends: Trends
    collective: tuple[str, ...]
    """Endings of numbers in words that count nothing but people: "двенадцатеро"."""
    months: frozenset[str]
    many: tuple[str, ...]
    """Endings of words for several, where the words for a number are those that number one thing, too."""
    than: LazyPattern
    settled: LazyPattern
    """Verbs and prepositions between people and the town they live in: "3,000 refugees live in Lublin"."""
    receiving: LazyPattern
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
                (kind, LazyPattern(r"(?i)(?<!\w)", forms[kind], r"\W{0,2}$")) for kind in _COMPARATORS
            ),
            after=tuple(
                (kind, LazyPattern(r"(?i)\s*", forms[f"after{kind}"], r"(?!\w)")) for kind in (">=", ">")
            ),
            planned=LazyPattern(r"(?i)(?<!\w)", forms["planned"], r"(?!\w)"),
            achieved=LazyPattern(r"(?i)(?<!\w)", forms["achieved"], r"(?!\w)"),
            reached=LazyPattern(r"(?i)(?<!\w)", forms["achieved"], r"(?!\w)(?P<gap>)[^\w.;]{1,3}$"),
            context=LazyPattern(r"(?i)(?<!\w)", forms["context"], r"(?!\w)"),
            part=LazyPattern(r"(?i)(?<!\w)", forms["part"], r"(?!\w)"),
            elided=LazyPattern(r"(?i)\s+", forms["elided"], r"(?!\w)"),
            joined=LazyPattern(r"(?i)(?<!\w)", forms["further"], r"\W{0,2}$"),
            sign=right_before(forms["number-sign"]),
            around=LazyPattern(r"(?i)(?<!\w)", forms["around"], r"\W{0,2}$"),
            further=LazyPattern(r"(?i)(?<!\w)", forms["further"], r"\s*$"),
            stop=LazyPattern(r"(?i)[\s\-]*(?:", forms["stop"], r"(?!\w)|[%°€$£]|[\s\u00a0][%€$£])"),
            compared=Compared.of(forms),
            shares=Ratios.of(forms["ratio"], values),
            size=LazyPattern(r"(?i)[^\W\d_]\s+", forms["size"], r"\s+$"),
            taught=Taught.of(forms),
            continuations=Continuations.of(forms),
            trends=Trends.of(forms),
            collective=tuple(fold(form) for form in forms["collective"]) or ("\0",),
            months=months,
            many=tuple(forms["of-many"]),
            than=right_before(forms["than"]),
            settled=LazyPattern(
                r"[ \u00a0](?:[^\W\d_]+[ \u00a0]){0,2}?", forms["settled"], r"\s+(?=(?P<name>[^\W\d_]))"
            ),
            receiving=LazyPattern(r"(?i)(?<!\w)", forms["receiving"], r"(?!\w)[^.;!?]*\Z"),
        )


@cache
def _forms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the forms of ``count_words.csv`` by language and class."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read_table("count_words.csv", ("class", "language", "form")):
        found[row["language"]][row["class"]].append(row["form"])
    return {
        language: {name: tuple(forms) for name, forms in classes.items()}
        for language, classes in found.items()
    }


@cache
def _numbers() -> Mapping[str, tuple[tuple[str, Decimal], ...]]:
    """Return the words for numbers of ``number_words.csv`` by language."""
    found: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for row in read_table("number_words.csv", ("language", "form", "value")):
        found[row["language"]].append((row["form"], Decimal(row["value"])))
    return {language: tuple(values) for language, values in found.items()}


@lru_cache(maxsize=_LANGUAGES)
def count_words(language: str) -> CountWords:
    """Return the words around counts of a language from the lexicon, of all languages if it has none of this one."""
    known = language in _forms()
    forms: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for tag in dict.fromkeys((language, "")) if known else _forms():
        for name, own in _forms().get(tag, {}).items():
            forms[name] += own
    values = [value for tag in ([language] if known else _numbers()) for value in _numbers().get(tag, ())]
    return CountWords.of(forms, values, month_names(language))
