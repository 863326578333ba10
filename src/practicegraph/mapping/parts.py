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
from practicegraph.mapping.counted_entries import counted_parts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.entries import NAMING, entry_parts, is_short_as_a_name, once
from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.headed_records import METHOD, record_parts
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.partner_records import OF_BODIES
from practicegraph.mapping.places import find_large_places
from practicegraph.mapping.section import Section, begins_large
from practicegraph.mapping.sentences import SENTENCE_ENDS, sentences
from practicegraph.mapping.titles import named_project
from practicegraph.mapping.told_entries import told_parts
from practicegraph.reading.blocks import Block, BlockKind, Document

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
    counted = counted_parts(sections, document, knowledge, language)
    if counted:
        return counted
    entries = entry_parts(sections, document, knowledge.cues)
    chapters = chapter_parts(sections, knowledge, language)
    if chapters:
        # Not all of the practices may have chapters of the same labels.
        return chapters if len(chapters) >= len(entries) else entries
    records = record_parts(sections, document, knowledge)
    others = (
        entries
        or split_parts(sections)
        or located_parts(sections, document, knowledge, language)
        or told_parts(sections, document, knowledge, language)
    )
    # Some of the practices may have labels that come again, and others none.
    return others if len(others) > len(records) else records


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
    labels = [
        normalised(section.label) if section.start < section.end and section.field != "count" else ""
        for section in sections
    ]  # what was planned and what was reached are counted under the same labels
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
    heads = (
        [] if named or "title" in told else _heads(sections, starts, [label in repeated for label in labels])
    )
    if heads:
        parts = _below_heads(sections, heads, starts)
    else:
        bounds = [index - 1 if named else index for index in starts]
        parts = [tuple(sections[begin:end]) for begin, end in pairwise([*bounds, len(sections)])]
    shared = [
        [section for section in part if section.start < section.end and normalised(section.label) in repeated]
        for part in parts
    ]
    enough = all(len({normalised(section.label) for section in below}) >= least for below in shared)
    return parts if enough and all(any(section.values for section in below) for below in shared) else []


def _names_a_part(section: Section) -> bool:
    """Tell whether a heading of no field stands there, marked or with nothing below it: the name of what follows."""
    return section.method == UNKNOWN and (section.level > 1 or not section.values)


def _heads(sections: Sequence[Section], starts: Sequence[int], repeated: Sequence[bool]) -> list[Block]:
    """Return the name above each record, nothing where one has none.

    Between a name and the labels that come again stand its text and labels that do not.
    """
    found = []
    for start in starts:
        above = next((index for index in range(start - 1, -1, -1) if repeated[index]), -1)
        names = [_name_right_above(sections, start)]
        names += [_name_in(section) for section in reversed(sections[above + 1 : start])]
        if above >= 0:
            names.append(
                _name_above(sections[above].values[1:])
            )  # a text may have taken what stands below it
        found.append(next((name for name in names if name is not None), None))
    heads = [name for name in found if name is not None]
    return heads if len({name.text for name in heads}) == len(starts) else []


def _name_right_above(sections: Sequence[Section], start: int) -> Block | None:
    """Return the line right above the first label, where it could be a name and stands behind a blank line or alone."""
    above = sections[start - 1] if start else None
    if above is not None and _names_a_part(above) and _could_name(above.label):
        return Block(BlockKind.HEADING, above.start, above.end, above.label)
    lines = above.values if above is not None else ()
    if not lines or not _could_name(lines[-1].text) or lines[-1].kind is not BlockKind.PARAGRAPH:
        return None
    near = sections[start].start - lines[-1].end == 1
    apart = len(lines) == 1 or lines[-1].start - lines[-2].end > 1
    return lines[-1] if near and apart else None


def _name_in(section: Section) -> Block | None:
    """Return the line that names what stands below it: a heading over a text that asks for nothing surely, or a line over prose."""
    if section.start < section.end and section.method.startswith(NAMING) and "glued" not in section.method:
        named = bool(section.values) and _could_name(section.label)
        return Block(BlockKind.HEADING, section.start, section.end, section.label) if named else None
    return _name_above(section.values) if section.field is None else None


def _name_above(lines: Sequence[Block]) -> Block | None:
    """Return the last line over prose that could be a name."""
    pairs = reversed([*pairwise(lines)])
    return next((line for line, text in pairs if _could_name(line.text) and _is_prose(text.text)), None)


def _could_name(text: str) -> bool:
    return begins_large(text) and is_short_as_a_name(text)


def _is_prose(text: str) -> bool:
    return len(text) >= _TEXT and text.rstrip().endswith(SENTENCE_ENDS)


def _below_heads(
    sections: Sequence[Section], heads: Sequence[Block], starts: Sequence[int]
) -> list[tuple[Section, ...]]:
    """Return the sections of each record from its name on; text behind the labels of the last belongs to none."""
    stop = max(block.end for section in sections for block in section.values)
    ends = [*(name.start for name in heads[1:]), stop]
    parts = []
    for name, start, end in zip(heads, starts, ends, strict=True):
        text = tuple(
            block
            for section in sections
            if section.start <= name.start
            for block in section.values
            if name.end <= block.start < sections[start].start
        )
        below = [section for section in sections if name.start < section.start < end and section.values]
        labels = [
            replace(section, values=_until(section, above, end, last=name is heads[-1]))
            for above, section in zip([None, *below], below, strict=False)
        ]
        parts.append(
            (
                Section("title", name.start, name.start, "", (once(name),), method=METHOD),
                Section(None, name.end, name.end, "", text, method="text"),
                *(label for label in labels if label.values),
            )
        )
    return parts


def _until(section: Section, above: Section | None, end: int, *, last: bool) -> tuple[Block, ...]:
    """Return what of a section below a name is of its record: the value of a label, a text up to the next name.

    Of the last record only a text right below its labels, up to a blank line: what else follows is the page's.
    """
    own = tuple(block for block in section.values if block.start < end)
    if "glued" in section.method:
        return own
    if section.method != "text" or not own:
        return ()
    reached = above.values[-1].end if above is not None else section.start
    near = [
        block.start - before == 1
        for before, block in zip([reached, *(one.end for one in own)], own, strict=False)
    ]
    return own[: near.index(False)] if last and False in near else own


def _of_bodies(sections: Sequence[Section], told: AbstractSet[str | None]) -> bool:
    """Tell whether labels that come again are those of the organisations under "Lead" and "Partners"."""
    listed = any(section.field in ROLE_FIELDS and section.values for section in sections)
    return listed and bool(told & OF_BODIES) and told <= OF_BODIES | {"partner", "status", None}


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
