"""Several practices on a page, each told in prose below its name: "Our projects", then "Tea House" over a text.

What each practice has for itself tells them from the chapters of one text: its name comes again in the text below it,
or there it says when it was, who carried it out or who paid for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.chapters import named_parts
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateKind
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.entries import named_lines, tells_of_one
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.page_furniture import is_menu
from practicegraph.mapping.section import Section, begins_large
from practicegraph.reading.blocks import MASK, Block, BlockKind, Document

_FIRST_BLOCKS: Final = 15
_SEVERAL_WORDS: Final = 7
_INTRODUCTION: Final = 600
"""Code points that may stand between the heading of a page of practices and the first of them."""
_NAME: Final = range(3, 91)
_SENTENCE: Final = re.compile(r"[.!?…][\"»”“’)]*$")
_PROSE: Final = 50
_LEAST: Final = 2
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBER: Final = re.compile(r"^\d{1,2}[.)]\s+")
_QUOTES: Final = "\"'„“”«»‘’"
_ECHO: Final = 5
"""Letters of a name's word that tell the name where it comes again."""
_ROLES: Final = ("before:funder", "before:lead", "before:implementer", "before:partner")
_ONCE: Final = {
    "implementer": "who", "lead": "who", "funder": "who", "period": "when", "start": "when", "duration": "when",
}  # fmt: skip
"""Fields of labels that a practice answers once."""
_NAMING: Final = (UNKNOWN, "heading:words", "heading:some-words", "heading:statistics")


@dataclass(frozen=True, slots=True)
class _Told:
    """A name's line and the blocks below it."""

    name: Block
    below: tuple[Block, ...]

    def has_prose(self) -> bool:
        """Tell whether a sentence stands below the name."""
        return any(len(block.text) >= _PROSE and _SENTENCE.search(block.text) for block in self.below)


def told_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice that is told below its name, empty where there are no two.

    A heading over them speaks of several, and nothing before it tells of one practice; most of them have
    something for themselves.
    """
    over = _over(document, knowledge.cues, language)
    if over is None:
        return []  # most documents
    last = _last(sections, over, document)
    lines = named_lines(sections, document, knowledge.cues)
    for names in (*lines.values(), list(_dense(document))):
        own = [name for name in names if over.end <= name.start < last]
        entries = list(_entries(own, document, last))
        if _are_practices(entries, sections, (over.end, last), knowledge, language):
            return named_parts(*_taken_apart(entries, sections, last), knowledge, language)
    return []


def _over(document: Document, cues: Cues, language: str | None) -> Block | None:
    """Return the heading among the first lines, before any prose, that speaks of several practices."""
    found = None
    for block in document.blocks[:_FIRST_BLOCKS]:
        if len(block.text) >= _PROSE and _SENTENCE.search(block.text):
            break
        short = len(block.text.split()) <= _SEVERAL_WORDS and block.row is None and not is_menu(block.text)
        if short and (
            cues.matches("listing", block.text)
            or cues.search("several", block.text, language=language) is not None
        ):
            found = block
    return found


def _last(sections: Sequence[Section], over: Block, document: Document) -> int:
    """Return where what asks for a field on a line of its own follows the practices, else the end of the text."""
    return next(
        (
            section.start
            for section in sections
            if section.start > over.end
            and section.start < section.end
            and section.field is not None
            and not section.method.startswith(_NAMING)
            and "glued" not in section.method
        ),
        len(document.text) + 1,
    )


def _dense(document: Document) -> Iterator[Block]:
    """Yield the short lines between two texts on a page without blank lines."""
    blocks = document.blocks
    for index, (line, below) in enumerate(pairwise(blocks)):
        above = blocks[index - 1] if index else None
        apart = document.text.count("\n", above.end, line.start) if above is not None else 1
        plain = line.kind is BlockKind.PARAGRAPH and line.row is None and apart == 1
        ends = above is not None and _SENTENCE.search(above.text) is not None
        if plain and (ends or above is None or len(above.text) < _PROSE) and len(line.text) in _NAME:
            after = document.text.count("\n", line.end, below.start)
            if after == 1 and len(below.text) >= _PROSE and begins_large(line.text.lstrip(_QUOTES)):
                yield line


def _entries(names: Sequence[Block], document: Document, last: int) -> Iterator[_Told]:
    """Yield the names that have prose below them, without those that end as sentences or questions do."""
    kept = [
        name
        for name in names
        if MASK not in name.text
        and name.text.rstrip()[-1:] not in "?.!:"
        and any(map(str.isalpha, name.text))
    ]
    bounds = [*(name.start for name in kept), last]
    for name, (_, end) in zip(kept, pairwise(bounds), strict=True):
        told = _Told(name, tuple(block for block in document.blocks if name.end <= block.start < end))
        if told.has_prose():
            yield told


def _are_practices(
    entries: Sequence[_Told],
    sections: Sequence[Section],
    bounds: tuple[int, int],
    knowledge: Knowledge,
    language: str | None,
) -> bool:
    """Tell whether entries, between the ends of the heading over them and of the last, are a practice each.

    Two thirds of them have something for themselves.
    """
    over, last = bounds
    if len(entries) < _LEAST or len({entry.name.text for entry in entries}) < len(entries):
        return False
    if entries[0].name.start - over > _INTRODUCTION or tells_of_one(sections, entries[0].name.start):
        return False
    if 2 * sum(_is_body(entry.name.text, knowledge, language) for entry in entries) >= len(entries):
        return False
    ends = [*(entry.name.start for entry in entries[1:]), last]
    own = [
        _own(entry, knowledge, language)
        | {
            _ONCE[section.field]
            for section in sections
            if section.field in _ONCE and entry.name.end < section.start < end
        }
        for entry, end in zip(entries, ends, strict=True)
    ]
    told = sum(map(bool, own))
    if len(entries) == _LEAST:
        return told == _LEAST and sum(map(len, own)) > _LEAST
    return told >= _LEAST and 3 * told >= 2 * len(entries)


def _is_body(text: str, knowledge: Knowledge, language: str | None) -> bool:
    """Tell whether a line is nothing but the name of an organisation, or a day."""
    names = find_organizations(text, knowledge.organizations, language)
    if any((name.start, name.end) == (0, len(text)) for name in names):
        return True
    return any(
        (mention.start, mention.end) == (0, len(text))
        for mention in find_dates(text, knowledge.dates, language)
    )


def _own(entry: _Told, knowledge: Knowledge, language: str | None) -> frozenset[str]:
    """Return what the text of an entry has for itself: its name again, when it was, who carried it out or paid for it."""
    found = set()
    text = " ".join(block.text for block in entry.below)
    name = _BRACKETS.sub("", _NUMBER.sub("", entry.name.text))
    words = [word for word in fold(name).split() if len(word) >= _ECHO]
    if words and fold(name) in fold(text):
        found.add("name")
    if _BRACKETS.search(entry.name.text):
        found.add("brackets")
    if any(
        mention.kind is DateKind.PERIOD and mention.first
        for mention in find_dates(text, knowledge.dates, language)
    ):
        found.add("when")
    if any(knowledge.cues.search(role, text, language=language) for role in _ROLES):
        found.add("who")
    return frozenset(found)


def _taken_apart(
    entries: Sequence[_Told], sections: Sequence[Section], last: int
) -> tuple[list[Section], list[tuple[Section, ...]]]:
    """Return the names as headings over their text, and the sections below each."""
    names, below = [], []
    for entry, end in zip(entries, [*(entry.name.start for entry in entries[1:]), last], strict=True):
        name = entry.name
        loose = tuple(
            block
            for section in sections
            if section.start <= name.end
            for block in section.values
            if name.end <= block.start < end
        )
        names.append(Section(None, name.start, name.end, name.text, loose, method=UNKNOWN))
        below.append(
            tuple(
                replace(section, values=tuple(block for block in section.values if block.start < end))
                for section in sections
                if name.end < section.start < end
            )
        )
    return names, below
