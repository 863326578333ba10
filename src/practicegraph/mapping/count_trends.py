"""Bare numbers that tell of what was counted before: in another year, from so many to so many, out of so many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.tables import alternation

_GAP: Final = r"(?!\w)(?P<gap>(?:[^\w.;]{1,3}[^\W\d_]+){0,4})[^\w.;\d]{1,3}\Z"
"""At most four words without a number between a word and the number that follows."""
_MARKS: Final = r"[\s,:–—-]{1,4}"
_CLOSES: Final = r"(?:\s*(?:[(),;!?\n]|[–—]|\.(?:\s|\Z)|\Z|و))"


@dataclass(frozen=True, slots=True, repr=False)
class Trends:
    """The words round a bare number by which it goes on counting what was told before."""

    bare: re.Pattern[str]
    """What follows a number that no noun of its own follows: a sign, a verb, a preposition."""
    closed: re.Pattern[str]
    were: re.Pattern[str]
    """Words for being so many, right before a number: "there were", "ils étaient", "jich bylo"."""
    then: re.Pattern[str]
    """Words for another time before a number, with nothing but those for being so many between."""
    then_told: re.Pattern[str]
    then_behind: re.Pattern[str]
    origin: re.Pattern[str]
    """What stands before the first number of a rise: "from"."""
    goal: re.Pattern[str]
    """What stands before its second number: "to"."""
    so_far: re.Pattern[str]
    verb_before: re.Pattern[str]
    verb_behind: re.Pattern[str]
    out_of: re.Pattern[str]
    """What stands before the number of all of whom some are told: "of the 88 who"."""
    out_of_ending: re.Pattern[str]
    more: re.Pattern[str]
    more_behind: re.Pattern[str]
    people: re.Pattern[str]
    """The endings of numbers that count nothing but people: "48-an"."""
    crew: re.Pattern[str]
    """What stands before the number of its members: "a team of"."""
    measure: re.Pattern[str]
    """Nouns behind a number that count nothing reached: "metres", "pages"."""
    lives: re.Pattern[str]
    """Words for living somewhere, beside a number of those who do."""
    numbered: re.Pattern[str]
    """Words right before a number that only numbers a thing: "page", "room"."""
    came: re.Pattern[str]
    """Verbs of people right before a bare number of them: "in the first year came 22"."""
    only: re.Pattern[str]
    """Words before a number of some: "only"."""
    of_these: re.Pattern[str]
    """What stands between a number of some and that of all: "of the"."""
    agents: tuple[str, ...]
    """Endings of nouns for people by what they do."""
    capitals: bool
    """Whether the language writes nouns with a capital."""

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        then = alternation(forms["then"])
        joined = alternation([*forms["were"], *forms["further"], *forms["achieved"]])
        endings = alternation(forms["verb-ending"])
        return cls(
            bare=re.compile(
                rf"(?i)(?:['’]\w{{1,5}})?(?:{_CLOSES}|\s+{alternation([*forms['bare'], *forms['goes-on'], *forms['deed'], *forms['then']])}(?!\w))"
            ),
            closed=re.compile(rf"(?:['’]\w{{1,5}})?{_CLOSES}"),
            were=right_before(forms["were"]),
            then=re.compile(rf"(?i)(?<!\w){then}(?:\s+\d{{4}}\.?)?(?:{_MARKS}{joined}){{0,2}}{_MARKS}\Z"),
            then_told=re.compile(rf"(?i)(?<!\w){then}(?!\w)"),
            then_behind=re.compile(rf"(?i)\s+{then}(?!\w)"),
            origin=right_before(forms["from"]),
            goal=re.compile(rf"(?i)(?<!\w){alternation(forms['up-to'])}{_GAP}"),
            so_far=re.compile(rf"(?i)(?<!\w){alternation(forms['so-far'])}{_GAP}"),
            verb_before=re.compile(rf"(?i)\w{{2}}{endings}\s+\Z"),
            verb_behind=re.compile(rf"(?i)\s+\w{{2,}}?{endings}(?!\w)"),
            out_of=re.compile(rf"(?i)(?<!\w){alternation(forms['out-of'])}\s+(?:[^\W\d_]{{4,}}\s+)?\Z"),
            out_of_ending=re.compile(rf"(?i)\s+\w{{3,}}?{alternation(forms['out-of-ending'])}(?!\w)"),
            more=right_before(forms["more"]),
            more_behind=re.compile(rf"(?i)\s+{alternation(forms['more'])}(?!\w)"),
            people=re.compile(rf"(?i)-{alternation(forms['people-ending'])}(?!\w)"),
            crew=right_before(forms["crew"]),
            measure=re.compile(
                rf"(?i)[\s-]+(?:{alternation(forms['measure'])}(?!\w)|{alternation(forms['money-stem'])}\w*)"
            ),
            lives=re.compile(rf"(?i)(?<!\w){alternation(forms['around'])}(?!\w)"),
            numbered=right_before(forms["numbered"]),
            came=right_before(forms["came"]),
            only=right_before(forms["only"]),
            of_these=re.compile(rf"(?i)\s+{alternation(forms['out-of'])}\s+"),
            agents=tuple(form for form in forms["person-ending"] if form) or ("\0",),
            capitals="title" in forms["noun-case"],
        )


def right_before(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of words that stand right before a number, which begins where the text is cut off."""
    return re.compile(rf"(?i)(?<!\w){alternation(forms)}\s+\Z")
