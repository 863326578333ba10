"""Words that tell a private person: ages, flights and journeys, what somebody is, who made a picture, where one lives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Self

from practicegraph.mapping.person_patterns import name_pattern
from practicegraph.mapping.tables import LazyPattern, alternation, read_table
from practicegraph.mapping.word_sets import ToldPattern

_SPACE: Final = r"[ \u00a0]"
_WORD_BEGINS: Final = r"(?<![^\W_])"
_WORD_ENDS: Final = r"(?![^\W_])"
_NO_WORD_BEFORE: Final = r"(?<!\w.)"
_YEARS: Final = r"[1-9]\d(?!\d)"
"""The years of somebody who may tell a story."""
_CLAUSE: Final = r"(?:,[^,.;:\n]{1,40},|[ ]?\([^()\n]{1,30}\))?"
_YEAR_FIRST: Final = (
    rf"(?:{_SPACE}[^\s.,;:]+)?{_SPACE}(?:19|20)\d\d[^\s.,;:]{{0,6}}(?:{_SPACE}[^\s.,;:]+){{0,2}}"
)
"""A year before the verb, as where the verb stands last: "2015'te Afganistan'dan geldi"."""
_MAY_END: Final = rf"(?=[),.;:]|{_SPACE}[-–—]|\s*\n|\s*\Z)"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StoryPatterns:
    """What tells a private person in the texts of one language."""

    aged: re.Pattern[str]
    """Someone's years with a word for years, behind a name."""
    bare_age: re.Pattern[str]
    """Someone's years alone, behind a name."""
    age_before: re.Pattern[str]
    """Someone's years before a name."""
    flight: LazyPattern
    journey: LazyPattern
    """What somebody did, behind a name; of a journey the country follows."""
    doings: ToldPattern
    """The same wherever it stands; group ``sure`` is a flight."""
    before_doings: LazyPattern
    """A name at the end of what stands before such a verb."""
    relation: ToldPattern
    """What somebody is, behind a name and a mark of punctuation."""
    name_last: re.Pattern[str]
    """A name at the end of a text."""
    credit: ToldPattern
    """Words before the name of who made a text or picture."""
    team: ToldPattern
    """The label of a list of persons, at the beginning of a line."""
    details: ToldPattern
    """Words before details of a person: groups ``dwelling``, ``identity``, ``birthdate`` and ``born``."""

    @classmethod
    def of(cls, forms: Mapping[str, list[str]], particles: Iterable[str], positions: Iterable[str]) -> Self:
        """Build from the forms of each kind of ``personal_words.csv`` and the offices that persons hold."""
        name = rf"(?P<name>{name_pattern(particles, _NO_WORD_BEFORE)})"
        words = {
            kind: alternation(way for form in forms.get(kind, ()) for way in (form, form.capitalize()))
            for kind in _KINDS
        }
        at, who = rf"(?:{words['at-age']}{_SPACE})", rf"(?:{words['who']}{_SPACE})?"
        unit = rf"(?:{_SPACE}|(?=[-‑])|-)?{words['age']}{_WORD_ENDS}"
        article = rf"(?:{words['an']}{_SPACE})?"
        doing = rf"(?:(?P<sure>{words['flight']})|{words['journey']}|{words['origin']})"
        verb = rf"(?:(?P<sure>{words['flight']})|{words['journey']})"
        doings = [*forms.get("flight", ()), *forms.get("journey", ())]
        offices = [*forms.get("relation", ()), *positions]
        credit, team, team_of = (forms.get(kind, []) for kind in ("credit", "team", "team-of"))
        link = rf"(?:,|{_SPACE}[-–—]|{_SPACE}?\(|\t|{_SPACE}\|)"
        return cls(
            aged=re.compile(
                rf"[,( \u00a0](?:(?:(?<=,){_SPACE}|(?<={_SPACE})\(|(?<=\()){at}?{_YEARS}{unit}{_MAY_END}|(?<={_SPACE}){at}{_YEARS}{unit})"
            ),
            bare_age=re.compile(rf"{_SPACE}?\({at}?{_YEARS}\)|,{_SPACE}{_YEARS}(?=,|{_SPACE}[-–—])"),
            age_before=re.compile(
                rf"{_WORD_BEGINS}(?:{_YEARS}{_SPACE}?[-‑]?{words['aged']}|{at}{_YEARS}{_SPACE}{words['age']},?){_SPACE}"
            ),
            flight=LazyPattern(rf"{_CLAUSE},?{_SPACE}{who}{doing}{_WORD_ENDS}"),
            journey=LazyPattern(rf"{_CLAUSE}{_YEAR_FIRST}{_SPACE}{verb}{_WORD_ENDS}"),
            doings=ToldPattern(doings, rf"{_WORD_BEGINS}{verb}{_WORD_ENDS}"),
            before_doings=LazyPattern(rf"{name}(?:{_YEAR_FIRST}|{_CLAUSE},?(?:{_SPACE}{who.rstrip('?')})?){_SPACE}?\Z"),
            relation=ToldPattern(
                offices, rf"{link}{_SPACE}?{article}(?i:", offices, rf"){_WORD_ENDS}(?!{_SPACE}?:)"
            ),
            name_last=re.compile(rf"{name}\Z"),
            credit=ToldPattern(credit, rf"{_WORD_BEGINS}{words['credit']}{_SPACE}"),
            team=ToldPattern(
                [*team, *team_of],
                rf"(?:^|\n)[ #*\t-]*(?i:{alternation(team)})[ *]*(?::|\n)|{_WORD_BEGINS}{words['team-of']}{_SPACE}",
            ),
            details=_before_values(forms),
        )  # fmt: skip


_KINDS: Final = ("age", "aged", "at-age", "flight", "journey", "origin", "who", "an", "credit", "team-of")


def _before_values(forms: Mapping[str, list[str]]) -> ToldPattern:
    """Return a pattern of the words that stand before the details of a person, in a group for each kind."""
    known = {kind: forms.get(kind, []) for kind in ("birth-date", "identity", "dwelling", "born")}
    groups = (f"(?P<{kind.replace('-', '')}>{alternation(own)}{_WORD_ENDS})" for kind, own in known.items())
    return ToldPattern(chain(*known.values()), rf"(?i){_WORD_BEGINS}(?:{'|'.join(groups)})")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StoryWords:
    """The patterns of each language, and those of all languages together. Build with :meth:`load`."""

    forms: Mapping[str, Mapping[str, list[str]]]
    """The forms of each kind by language; of all languages under the empty one."""
    particles: tuple[str, ...]
    positions: Mapping[str, list[str]]
    compiled: dict[str, StoryPatterns] = field(default_factory=dict)
    """The patterns of the languages that texts asked for."""

    @classmethod
    def load(cls) -> Self:
        """Read ``personal_words.csv``, and the offices and particles of ``contact_cues.csv``."""
        cues = read_table("contact_cues.csv", ("kind", "language", "form"))
        positions: dict[str, list[str]] = defaultdict(list)
        for row in cues:
            if row["kind"] == "position":
                positions[row["language"]].append(row["form"])
                positions[_EVERY].append(row["form"])
        forms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in read_table("personal_words.csv", ("kind", "language", "form")):
            forms[row["language"]][row["kind"]].append(row["form"])
            if row["kind"] not in _BY_LANGUAGE_ALONE:
                forms[_EVERY][row["kind"]].append(row["form"])
        return cls(
            {language: dict(known) for language, known in forms.items()},
            tuple(row["form"] for row in cues if row["kind"] == "particle"),
            dict(positions),
        )

    def of(self, language: str | None) -> StoryPatterns:
        """Return the patterns for a text of a language; those of all languages where it is not known."""
        known = language if language and language in self.forms else _EVERY
        if known not in self.compiled:
            self.compiled[known] = StoryPatterns.of(
                self.forms[known], self.particles, self.positions.get(known, ())
            )
        return self.compiled[known]


_EVERY: Final = ""
_BY_LANGUAGE_ALONE: Final = ("origin",)
"""Small words that are others in other languages."""
