"""Several practices over each of which a line counts it: "Example 3", "Project 2: Tea House"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.chapters import HEAD, QUESTIONS, named_parts
from practicegraph.mapping.counters import Counter as LineCounter
from practicegraph.mapping.counters import practice_counters
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.entries import NAME_LENGTH, tells_of_one
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.open_sections import COUNTER, UNKNOWN
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, Document

_PROSE: Final = 80


def counted_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice over which a line counts it, empty where none does.

    Nothing before the first tells of one practice, and most answer a question, or each has prose where several are told of.
    """
    marks = [section for section in sections if section.method == COUNTER]
    counters = practice_counters(document, knowledge.headings, knowledge.cues) if marks else ()
    if [counter.line.start for counter in counters] != [mark.start for mark in marks]:
        return []
    if not marks or tells_of_one(sections, marks[0].start):
        return []
    bounds = [*(counter.line.start for counter in counters), len(document.text) + 1]
    own = [
        _without(counter.name, [section for section in sections if begin < section.start < end])
        for counter, (begin, end) in zip(counters, pairwise(bounds), strict=True)
    ]
    told = sum(any(section.field in QUESTIONS for section in part) for part in own)
    several = knowledge.cues.search("several", document.text, 0, counters[0].line.start, language=language)
    if several and (
        counters[0].word.isalpha() or _stand_below(document, counters[0], knowledge.cues, language)
    ):
        told_of = [(mark, *part) for mark, part in zip(marks, own, strict=True)]
    else:
        told_of = own
    if 2 * told < len(own) and not (several and all(map(_has_prose, told_of))):
        return []
    names = [
        _name(
            mark,
            replace(counter, name=None) if any(section.field == "title" for section in part) else counter,
        )
        for mark, counter, part in zip(marks, counters, own, strict=True)
    ]
    parts = named_parts(names, own, knowledge, language)
    return [
        (
            replace(mark, end=mark.start, label="", values=()),
            *(section for section in part if section.label or section.values),
        )
        for mark, part in zip(marks, parts, strict=True)
    ]


def _stand_below(document: Document, first: LineCounter, cues: Cues, language: str | None) -> bool:
    """Tell whether the chapter whose parts are counted speaks of several: "5. From practice: three examples" over "5.1"."""
    number = HEAD.match(document.text, first.line.start, first.line.end)
    outer = number["outer"] if number is not None else None
    return outer is not None and any(
        cues.search("several", block.text, language=language) is not None
        for block in document.blocks
        if block.start < first.line.start
        and len(block.text) in NAME_LENGTH
        and re.match(rf"{re.escape(outer)}[.)]?\s", block.text)
    )


def _without(name: Block | None, own: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections without the line of a name among their values."""
    if name is None:
        return tuple(own)
    kept = (
        replace(section, values=tuple(block for block in section.values if block.start != name.start))
        for section in own
    )
    return tuple(section for section in kept if section.values or section.start < section.end)


def _has_prose(own: Sequence[Section]) -> bool:
    return any(len(block.text) >= _PROSE for section in own for block in section.values)


def _name(mark: Section, counter: LineCounter) -> Section:
    """Return the name that stands at or below a counter as a heading, with what stands at the counter itself."""
    name = counter.name
    if name is None:
        return replace(mark, label="", method=UNKNOWN)
    loose = tuple(block for block in mark.values if block.start != name.start)
    return Section(None, name.start, name.end, name.text, loose, method=UNKNOWN)
