"""Several practices in one document: where each begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.chapters import OF_A_PRACTICE, chapter_parts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.entries import counted_parts, entry_parts
from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.headed_records import record_parts
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.partner_records import OF_BODIES
from practicegraph.mapping.places import find_large_places
from practicegraph.mapping.section import Section
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.titles import named_project
from practicegraph.mapping.told_entries import told_parts
from practicegraph.reading.blocks import Block, Document

_LOCATED: Final = re.compile(r"(?P<name>[^()]{3,90}?)\s*\((?P<where>[^()]{3,60})\)?")
_LOCATED_PARTS: Final = 2
_TEXT: Final = 60
"""Code points that a name of a list does not have."""
_REPEATED: Final = 3
"""Headings that must come again, in every part, before a document is taken apart."""
_NAMED_REPEATED: Final = 2
"""As many where each part has a name in a heading of the same level."""


def find_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice that a document describes, empty where it describes only one."""
    return (
        counted_parts(sections, document, knowledge, language)
        or chapter_parts(sections, knowledge, language)
        or record_parts(sections, document, knowledge)
        or split_parts(sections)
        or entry_parts(sections, document, knowledge.cues)
        or located_parts(sections, document, knowledge, language)
        or told_parts(sections, document, knowledge, language)
    )


def split_parts(sections: Sequence[Section]) -> list[tuple[Section, ...]]:
    """Return the sections of each practice, empty where the document describes only one.

    A document is taken apart where the same three or more headings come again and again, and each time
    the same one is first, or where a table has a practice in every row.
    """
    records = [
        tuple(section for section in sections if section.record == record)
        for record in sorted({section.record for section in sections if section.record})
    ]
    if len(records) > 1:
        return records
    labels = [normalised(section.label) if section.start < section.end else "" for section in sections]
    counts = Counter(label for label in labels if label)
    repeated = {label for label, count in counts.items() if count > 1}
    if len(repeated) < _NAMED_REPEATED:
        return []
    first = next(label for label in labels if label in repeated)
    starts = [index for index, label in enumerate(labels) if label == first]
    named = all(index and _names_a_part(sections[index - 1]) for index in starts)
    told = {section.field for section, label in zip(sections, labels, strict=True) if label in repeated}
    if _of_bodies(sections, told):
        return []
    alike = named and _alike([sections[index - 1] for index in starts])
    least = _NAMED_REPEATED if alike and told & OF_A_PRACTICE else _REPEATED
    if named:
        starts = [index - 1 for index in starts]
    bounds = [*starts, len(sections)]
    parts = [tuple(sections[begin:end]) for begin, end in pairwise(bounds)]
    shared = [
        [section for section in part if section.start < section.end and normalised(section.label) in repeated]
        for part in parts
    ]
    enough = all(len({normalised(section.label) for section in below}) >= least for below in shared)
    return parts if enough and all(any(section.values for section in below) for below in shared) else []


def _names_a_part(section: Section) -> bool:
    """Tell whether a heading of no field stands there, marked or with nothing below it: the name of what follows."""
    return section.method == UNKNOWN and (section.level > 1 or not section.values)


def _of_bodies(sections: Sequence[Section], told: AbstractSet[str | None]) -> bool:
    """Tell whether labels that come again are those of the organisations under "Lead" and "Partners"."""
    listed = any(section.field in ROLE_FIELDS and section.values for section in sections)
    return listed and bool(told & OF_BODIES) and told <= OF_BODIES | {None}


def _alike(names: Sequence[Section]) -> bool:
    """Tell whether headings are marked and of one level, each another name."""
    levels = {section.level for section in names}
    return len(levels) == 1 and 0 not in levels and len({section.label for section in names}) == len(names)


def located_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the parts of a collection whose headings name a practice and, in brackets, where it is.

    "NAME (Town - Country)" at least twice on lines of their own with a text below begins as many parts; each gets a title
    and a place section. Once there are two, the name of a large town alone begins one too. Where the text
    below names the project itself, the line names who carries it out.
    """
    found = [(block, match) for block in document.blocks if (match := _LOCATED.fullmatch(block.text))]
    if len(found) < _LOCATED_PARTS:
        return []
    listed = {block for section in sections if section.field in ROLE_FIELDS for block in section.values}
    ends = [block.start for block, _ in found[1:]] + [len(document.text)]
    found = [
        (block, match)
        for (block, match), end in zip(found, ends, strict=True)
        if block not in listed and (block is document.blocks[-1] or _has_text(document, block.end, end))
    ]
    named = [
        any(
            not mention.adjective for mention in find_countries(match["where"], knowledge.countries, language)
        )
        for _, match in found
    ]
    if sum(named) < _LOCATED_PARTS:
        return []
    lines = [
        line
        for line, country in zip(found, named, strict=True)
        if country or find_large_places(line[1]["where"], knowledge.places)
    ]
    values = [(section, block) for section in sections for block in section.values]
    ends = [block.start for block, _ in lines[1:]] + [len(document.text)]
    parts: list[tuple[Section, ...]] = []
    for (line, match), end in zip(lines, ends, strict=True):
        name = _cut(line, match.span("name"))
        where = _cut(line, match.span("where"))
        text = tuple(block for _, block in values if line.end <= block.start < end)
        project = _project(text, document, knowledge, language)
        actor = Section("implementer", line.start, line.start, "", (name,), method="located-heading")
        parts.append(
            (
                Section("title", line.start, line.start, "", (project or name,), method="located-heading"),
                *((actor,) if project is not None else ()),
                Section("place", line.start, line.start, "", (where,), method="located-heading"),
                Section(None, line.end, line.end, "", text, method="text"),
            )
        )
    return parts


def _has_text(document: Document, start: int, end: int) -> bool:
    """Tell whether running text stands in a part of the document, not only further names of a list."""
    return any(start <= block.start < end and len(block.text) >= _TEXT for block in document.blocks)


def _project(
    blocks: Sequence[Block], document: Document, knowledge: Knowledge, language: str | None
) -> Block | None:
    """Return the name that the first sentence of a part gives its project, ``None`` if it gives none."""
    for block in blocks[:1]:
        span = next(
            (
                found
                for start, end in sentences(document.text, block.start, block.end)
                if (found := named_project(document.text, start, end, knowledge.cues, language))
            ),
            None,
        )
        if span is not None:
            return replace(block, start=span[0], end=span[1], text=document.text[slice(*span)])
    return None


def _cut(block: Block, span: tuple[int, int]) -> Block:
    start, end = block.start + span[0], block.start + span[1]
    return replace(block, start=start, end=end, text=block.text[slice(*span)])
