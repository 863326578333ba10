"""Bare numbers that tell of what was counted before: in another year, from so many to so many, out of so many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.tables import LazyPattern

_GAP: Final = r"(?!\w)(?P<gap>(?:[^\w.;]{1,3}[^\W\d_]+){0,4})[^\w.;\d]{1,3}\Z"
"""At most four words without a number between a word and the number that follows."""
_MARKS: Final = r"[\s,:–—-]{1,4}"
_CLOSES: Final = r"(?:\s*(?:[(),;!?\n]|[–—]|\.(?:\s|\Z)|\Z|و))"


@dataclass(frozen=True, slots=True, repr=False)
class Trends:
    """The words round a bare number by which it goes on counting what was told before."""

    bare: LazyPattern
    """What follows a number that no noun of its own follows: a sign, a verb, a preposition."""
    closed: LazyPattern
    were: LazyPattern
    """Words for being so many, right before a number: "there were", "ils étaient", "jich bylo"."""
    then: LazyPattern
    """Words for another time before a number, with nothing but those for being so many between."""
    then_told: LazyPattern
    then_behind: LazyPattern
    origin: LazyPattern
    """What stands before the first number of a rise: "from"."""
    goal: LazyPattern
    """What stands before its second number: "to"."""
    so_far: LazyPattern
    verb_before: LazyPattern
    verb_behind: LazyPattern
    out_of: LazyPattern
    """What stands before the number of all of whom some are told: "of the 88 who"."""
    out_of_ending: LazyPattern
    more: LazyPattern
    more_behind: LazyPattern
    people: LazyPattern
    """The endings of numbers that count nothing but people: "48-an"."""
    of_them: LazyPattern
    """The endings of numbers of some of those told before: "212'si"."""
    crew: LazyPattern
    """What stands before the number of its members: "a team of"."""
    measure: LazyPattern
    """Nouns behind a number that count nothing reached: "metres", "pages"."""
    hours: LazyPattern
    """Words for hours behind a number of them."""
    times: LazyPattern
    """Words for times behind a number of them."""
    taken: LazyPattern
    """Verbs for taking something from the net, which is done so many times."""
    lives: LazyPattern
    """Words for living somewhere, beside a number of those who do."""
    numbered: LazyPattern
    """Words right before a number that only numbers a thing: "page", "room"."""
    came: LazyPattern
    """Verbs of people right before a bare number of them: "in the first year came 22"."""
    only: LazyPattern
    """Words before a number of some: "only"."""
    of_these: LazyPattern
    """What stands between a number of some and that of all: "of the"."""
    agents: tuple[str, ...]
    """Endings of nouns for people by what they do."""
    capitals: bool
    """Whether the language writes nouns with a capital."""

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        joined = [*forms["were"], *forms["further"], *forms["achieved"]]
        return cls(
            bare=LazyPattern(
                rf"(?i)(?:['’]\w{{1,5}})?(?:{_CLOSES}|\s+",
                [*forms["bare"], *forms["goes-on"], *forms["deed"], *forms["then"]],
                r"(?!\w))",
            ),
            closed=LazyPattern(rf"(?:['’]\w{{1,5}})?{_CLOSES}"),
            were=right_before(forms["were"]),
            then=LazyPattern(
                r"(?i)(?<!\w)",
                forms["then"],
                rf"(?:\s+\d{{4}}\.?)?(?:{_MARKS}",
                joined,
                rf"){{0,2}}{_MARKS}\Z",
            ),
            then_told=LazyPattern(r"(?i)(?<!\w)", forms["then"], r"(?!\w)"),
            then_behind=LazyPattern(r"(?i)\s+", forms["then"], r"(?!\w)"),
            origin=right_before(forms["from"]),
            goal=LazyPattern(r"(?i)(?<!\w)", forms["up-to"], _GAP),
            so_far=LazyPattern(r"(?i)(?<!\w)", forms["so-far"], _GAP),
            verb_before=LazyPattern(r"(?i)\w{2}", forms["verb-ending"], r"\s+\Z"),
            verb_behind=LazyPattern(r"(?i)\s+\w{2,}?", forms["verb-ending"], r"(?!\w)"),
            out_of=LazyPattern(r"(?i)(?<!\w)", forms["out-of"], r"\s+(?:[^\W\d_]{4,}\s+)?\Z"),
            out_of_ending=LazyPattern(r"(?i)\s+\w{3,}?", forms["out-of-ending"], r"(?!\w)"),
            more=right_before(forms["more"]),
            more_behind=LazyPattern(r"(?i)\s+", forms["more"], r"(?!\w)"),
            people=LazyPattern(r"(?i)-", forms["people-ending"], r"(?!\w)"),
            of_them=LazyPattern(r"(?i)['’]", forms["part-ending"], r"(?!\w)"),
            crew=right_before(forms["crew"]),
            measure=LazyPattern(r"(?i)[\s-]+(?:", forms["measure"], r"(?!\w)|", forms["money-stem"], r"\w*)"),
            hours=LazyPattern(r"(?i)[\s\u00a0]+(?P<unit>", forms["hours"], r")(?!\w)"),
            times=LazyPattern(r"(?i)[\s\u00a0]?(?P<unit>", forms["times"], r")(?!\w)"),
            taken=LazyPattern(r"(?i)(?<!\w)", forms["taken"], r"\w*"),
            lives=LazyPattern(r"(?i)(?<!\w)", [*forms["around"], *forms["lived"]], r"(?!\w)"),
            numbered=right_before(forms["numbered"]),
            came=right_before(forms["came"]),
            only=right_before(forms["only"]),
            of_these=LazyPattern(r"(?i)\s+", forms["out-of"], r"\s+"),
            agents=tuple(form for form in forms["person-ending"] if form) or ("\0",),
            capitals="title" in forms["noun-case"],
        )


def right_before(forms: Sequence[str]) -> LazyPattern:
    """Return a pattern of words that stand right before a number, which begins where the text is cut off."""
    return LazyPattern(r"(?i)(?<!\w)", forms, r"\s+\Z")
