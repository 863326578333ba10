"""Several practices in one document, each under a heading of its own, as the chapters of a handbook have them.

"3.1 Tea House (Town)", "2. Night Choir", or plain names: headings of one level that ask for no field, with labels
below them that come again under the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from practicegraph.mapping.counters import counts_practices
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateKind
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.kinds import CONTENT
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.places import find_large_places
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, BlockKind

OF_A_PRACTICE: Final = frozenset(
    {"implementer", "lead", "partner", "objective", "targetGroup", "funding", "budget"}
)
"""Fields that each practice has for itself."""

QUESTIONS: Final = {
    field: question
    for question, fields in {
        "who": ("implementer", "lead"),
        "when": ("period", "start", "end", "duration"),
        "money": ("budget", "fundingAmount", "funding", "fundingProgramme", "fundingShare", "funder"),
        "whom": ("targetGroup", "beneficiary"),
        "what": ("objective", "description", "activity", "method", "result", "impact"),
    }.items()
    for field in fields
}
"""What fields ask."""
OF_EACH: Final = frozenset({"who", "when", "money"})
"""Questions that a practice answers once."""
HEAD: Final = re.compile(
    r"(?:(?P<word>[^\W\d_]+(?:[ ][^\W\d_]+)?)[ ](?=\d{1,2}(?:$|[ ]?[.):–—-])))?"
    r"(?:(?P<outer>\d{1,2}(?:\.\d{1,2})*)\.)?(?P<number>\d{1,2})(?P<mark>[.):]|[ ]?[–—:-](?=[ ]))?(?:[ ]+(?=\D)|$)"
)
"""What counts a heading: "3.1 ", "2. ", "Example 3: "."""
_BRACKETS: Final = re.compile(r"\s*\((?P<inside>[^()]{2,60})\)\s*")
_TOWN: Final = re.compile(r",\s+(?P<inside>[^\W\d_a-z][^(),:]{1,40})$")
"""The end of a heading behind a comma: "Tea House, Leeds"."""
_RANK: Final = re.compile(r"(?P<rank>[^\W\d_]+(?:[ ][^\W\d_]+){0,2}):[ ]+(?=\S)")
"""What a heading of an award begins with: "Winner: Tea House"."""
_OUTSIDE: Final = CONTENT - {"title", "description", "fundingProgramme"}
"""Fields that a document has only where it describes one practice as a whole."""
_PROSE: Final = 80
_LEAST: Final = 2
"""Headings, and labels that come again, from which headings may be names of practices."""
_SURE: Final = 2
"""Of who, when and how much, what each of several practices answers below a sum of all of them."""
_LEVELS: Final = range(1, 7)
_NAMING: Final = (UNKNOWN, "heading:words", "heading:some-words")
"""How headings are found that may be names."""
_METHOD: Final = "chapter-heading"


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that may name a practice: its place among the sections, its number, its name and what is in brackets."""

    index: int
    section: Section
    number: re.Match[str] | None
    brackets: re.Match[str] | None
    """What stands in brackets or behind a comma at its end."""
    rank: re.Match[str] | None

    @classmethod
    def of(cls, index: int, section: Section) -> _Heading:
        """Take a heading apart."""
        last = None
        for found in _BRACKETS.finditer(section.label):
            last = found if found.end() == len(section.label) else None
        return cls(
            index,
            section,
            HEAD.match(section.label),
            last or _TOWN.search(section.label),
            _RANK.match(section.label),
        )

    def has_name(self) -> bool:
        """Tell whether a name stands behind the number: "No. 2" has none."""
        return self.number is not None and self.number.end() < len(self.section.label)

    def block(self, start: int, end: int) -> Block:
        """Return a part of the heading's line."""
        at = self.section.start
        return Block(BlockKind.HEADING, at + start, at + end, self.section.label[start:end])


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A heading with the sections below it."""

    heading: _Heading
    below: tuple[Section, ...]

    def labels(self) -> set[str]:
        """Return the labels that stand below the heading."""
        return {normalised(section.label) for section in self.below if section.start < section.end}

    def questions(self) -> frozenset[str]:
        """Return what is answered below the heading of what each practice answers once."""
        return OF_EACH & questions_of(section for section in self.below if section.values)

    def is_bare(self) -> bool:
        """Tell whether the heading has neither labels below it nor brackets."""
        return self.heading.brackets is None and not any(self.labels())

    def has_prose(self) -> bool:
        """Tell whether a text stands right below the heading."""
        return sum(len(block.text) for block in self.heading.section.values) >= _PROSE


def chapter_parts(
    sections: Sequence[Section], knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice that has a heading of its own, empty where no document of such is told.

    Their headings are of one level; labels come again below them; nothing outside them tells of one practice as
    a whole. Of headings that are counted, or end in a town or time in brackets, less is asked.
    """
    marked = [section for section in sections if section.start < section.end]
    levels = Counter(section.level for section in marked if section.method.startswith(_NAMING))
    for level in (level for level in (*_LEVELS, 0) if levels[level] >= _LEAST):
        for chapters in _runs(sections, level, knowledge.cues):
            own = {
                id(section) for chapter in chapters for section in (chapter.heading.section, *chapter.below)
            }
            outside = any(section.field in _OUTSIDE and id(section) not in own for section in sections)
            if outside and not _answer_all(chapters, _SURE):
                continue
            kinds = _bracketed(chapters, knowledge, language)
            if _are_practices(sections, chapters, kinds, knowledge.cues):
                counted, ranked = _are_counted(chapters), _are_ranked(chapters)
                return [
                    _part(chapter, kind, counted=counted, ranked=ranked)
                    for chapter, kind in zip(chapters, kinds, strict=True)
                ]
    return []


def questions_of(sections: Iterable[Section]) -> frozenset[str]:
    """Return what sections answer."""
    return frozenset(QUESTIONS[section.field] for section in sections if section.field in QUESTIONS)


def named_parts(
    names: Sequence[Section], below: Sequence[tuple[Section, ...]], knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of practices whose names are known, with the sections below each; a name may end in a place."""
    chapters = [
        _Chapter(_Heading.of(index, name), own)
        for index, (name, own) in enumerate(zip(names, below, strict=True))
    ]
    kinds = [
        kind or ("place" if _is_town(chapter.heading, knowledge) else None)
        for chapter, kind in zip(chapters, _bracketed(chapters, knowledge, language), strict=True)
    ]
    return [
        _part(chapter, kind, counted=False, ranked=False)
        for chapter, kind in zip(chapters, kinds, strict=True)
    ]


def _runs(sections: Sequence[Section], level: int, cues: Cues) -> Iterator[list[_Chapter]]:
    """Yield the chapters of each run of headings of a level that no other heading of it, or of one above it, parts."""
    run: list[_Heading] = []
    for index, section in enumerate(sections):
        marked = section.start < section.end and (section.level > 0 or section.method == UNKNOWN)
        below = level > 0 and (section.level > level or section.level == 0)
        if not marked or below:
            continue
        heading = _Heading.of(index, section) if section.level == level else None
        if heading is not None and _may_name(heading, level, cues):
            run.append(heading)
        elif heading is not None and level == 0 and heading.number is None:
            continue  # one of the labels below
        else:
            yield from _chapters(sections, run, index)
            run = []
    yield from _chapters(sections, run, len(sections))


def _may_name(heading: _Heading, level: int, cues: Cues) -> bool:
    """Tell whether a heading may be a practice's name: it asks for no field, or its words only seem to."""
    section, number = heading.section, heading.number
    if number is not None and number["word"] and not counts_practices(number["word"], cues):
        return False  # "Step 2", "Work package 3"
    if section.method == UNKNOWN:
        return level > 0 or number is not None
    set_apart = number is not None or heading.brackets is not None
    return set_apart and level > 0 and section.method.startswith(_NAMING[1:])


def _chapters(sections: Sequence[Section], run: Sequence[_Heading], end: int) -> Iterator[list[_Chapter]]:
    """Yield the chapters of a run, without the introduction before and the conclusions behind them."""
    bounds = [*(heading.index for heading in run), end]
    chapters = [
        _Chapter(heading, tuple(sections[begin + 1 : stop]))
        for heading, (begin, stop) in zip(run, pairwise(bounds), strict=True)
    ]
    while chapters and chapters[0].is_bare():
        chapters.pop(0)
    while chapters and chapters[-1].is_bare():
        chapters.pop()
    names = {chapter.heading.section.label for chapter in chapters}
    if len(chapters) >= _LEAST and len(names) == len(chapters):
        yield chapters


# What tells practices ----------------------------------------------------------------------------


def _are_practices(
    sections: Sequence[Section], chapters: Sequence[_Chapter], kinds: Sequence[str | None], cues: Cues
) -> bool:
    """Tell whether chapters describe a practice each.

    The labels below them come again: two in each where one of those is what each practice has for itself, else
    three; none where headings are counted and each answers the same of who, when and how much; one where brackets tell of all where or when they were; none where the title says that there are several,
    or where headings are counted and all end in a place.
    """
    counts = Counter(label for chapter in chapters for label in chapter.labels())
    repeated = {label for label, count in counts.items() if label and count > 1}
    shared = min(len(chapter.labels() & repeated) for chapter in chapters)
    asked = {
        section.field
        for chapter in chapters
        for section in chapter.below
        if section.field in CONTENT and normalised(section.label) in repeated
    }
    several = _says_several(sections[: chapters[0].heading.index], cues)
    if all(kinds):
        told = several or _are_ranked(chapters) or (_are_counted(chapters) and set(kinds) == {"place"})
        prose = told and all(chapter.has_prose() for chapter in chapters)
        return prose or (shared > 0 and bool(asked) and len(repeated) >= _LEAST)
    if _answer_all(chapters, 1):
        return True
    if several and _are_counted(chapters):
        return shared > 0 and bool(asked) and len(repeated) >= _LEAST
    return bool(asked) and shared >= (_LEAST if several or asked & OF_A_PRACTICE else _LEAST + 1)


def _answer_all(chapters: Sequence[_Chapter], least: int) -> bool:
    """Tell whether headings are counted and name something, and below each at least so many of who, when and how much are answered."""
    if not all(chapter.heading.has_name() for chapter in chapters):
        return False
    answered = frozenset.intersection(*(chapter.questions() for chapter in chapters))
    return len(answered) >= least and _are_counted(chapters)


def _says_several(before: Sequence[Section], cues: Cues) -> bool:
    """Tell whether the headings before the first chapter speak of several practices."""
    return any(cues.search("several", section.label) is not None for section in before)


def _are_ranked(chapters: Sequence[_Chapter]) -> bool:
    """Tell whether headings name winners and mentions of an award: each begins with a label, and one comes again."""
    ranks = [chapter.heading.rank["rank"] for chapter in chapters if chapter.heading.rank is not None]
    return len(ranks) == len(chapters) and len(set(ranks)) < len(ranks)


def _are_counted(chapters: Sequence[_Chapter]) -> bool:
    """Tell whether the headings have numbers, each one more than the last."""
    numbers = [chapter.heading.number for chapter in chapters]
    counted = [(number["outer"], int(number["number"])) for number in numbers if number is not None]
    first = counted[:1]
    return counted == [(outer, value + at) for outer, value in first for at in range(len(chapters))]


def _bracketed(chapters: Sequence[_Chapter], knowledge: Knowledge, language: str | None) -> list[str | None]:
    """Return what stands in brackets at the end of each heading: a place, a period, or what belongs to the name.

    Towns that one country has tell each other; where half of all headings have a known place, the others have one, too.
    """
    inside = [chapter.heading.brackets["inside"] if chapter.heading.brackets else "" for chapter in chapters]
    kinds = [_kind(text, knowledge, language) for text in inside]
    towns = [set(knowledge.places.by_name.get(fold(text), ())) for text in inside if text[:1].isupper()]
    towns = [countries for countries in towns if countries]
    together = len(towns) if towns and set.intersection(*towns) else 0
    known = max(together, kinds.count("place"))
    alike = all(inside) and known >= _LEAST and 2 * known >= len(kinds)
    return [kind or ("place" if alike else None) for kind in kinds]


def _is_town(heading: _Heading, knowledge: Knowledge) -> bool:
    """Tell whether a town stands in brackets at the end of a heading."""
    inside = heading.brackets["inside"] if heading.brackets is not None else ""
    return inside[:1].isupper() and fold(inside) in knowledge.places.by_name


def _kind(text: str, knowledge: Knowledge, language: str | None) -> str | None:
    """Return the field that words in brackets answer, ``None`` for none."""
    for mention in find_dates(text, knowledge.dates, language):
        if mention.kind in (DateKind.PERIOD, DateKind.DATE) and mention.end - mention.start == len(text):
            return "period"
    countries = find_countries(text, knowledge.countries, language)
    if any(not mention.adjective for mention in countries) or find_large_places(text, knowledge.places):
        return "place"
    return None


# Parts -------------------------------------------------------------------------------------------


def _part(chapter: _Chapter, kind: str | None, *, counted: bool, ranked: bool) -> tuple[Section, ...]:
    """Return the sections of a chapter: its name, what is in brackets, the text below, then its own."""
    heading, at = chapter.heading, chapter.heading.section.start
    end = heading.brackets.start() if heading.brackets is not None and kind else len(heading.section.label)
    number = heading.number
    begin = number.end() if number is not None and number.end() < end and (counted or number["mark"]) else 0
    begin = heading.rank.end() if not begin and ranked and heading.rank is not None else begin
    title = (heading.block(begin, end),) if end > begin else ()
    labelled = ":" in heading.section.label and any(
        one.field == "title" and one.values for one in chapter.below
    )
    # "1. Project number: AB-12" over "Project title: ..." is no name
    name = Section(None if labelled else "title", at, at, "", title, method=_METHOD)
    told: tuple[Section, ...] = ()
    if heading.brackets is not None and kind:
        told = (
            Section(kind, at, at, "", (heading.block(*heading.brackets.span("inside")),), method=_METHOD),
        )
    text = Section(None, heading.section.end, heading.section.end, "", heading.section.values, method="text")
    return (name, *told, text, *chapter.below)
