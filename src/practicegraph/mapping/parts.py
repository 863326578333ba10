"""Several practices in one document: where each begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, Document

_LOCATED: Final = re.compile(r"(?P<name>[^()]{3,90}?)\s*\((?P<where>[^()]{3,60})\)?")
_LOCATED_PARTS: Final = 2
_REPEATED: Final = 3
"""Headings that must come again, in every part, before a document is taken apart."""


def split_parts(sections: Sequence[Section]) -> list[tuple[Section, ...]]:
    """Return the sections of each practice, empty where the document describes only one.

    A document is taken apart where the same three or more headings come again and again, and each time
    the same one is first.
    """
    labels = [normalised(section.label) if section.start < section.end else "" for section in sections]
    counts = Counter(label for label in labels if label)
    repeated = {label for label, count in counts.items() if count > 1}
    if len(repeated) < _REPEATED:
        return []
    first = next(label for label in labels if label in repeated)
    starts = [index for index, label in enumerate(labels) if label == first]
    bounds = [*starts, len(sections)]
    parts = [tuple(sections[begin:end]) for begin, end in pairwise(bounds)]
    shared = [
        {normalised(section.label) for section in part if section.start < section.end} & repeated
        for part in parts
    ]
    return parts if all(len(labels) >= _REPEATED for labels in shared) else []


def located_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the parts of a collection whose headings name a practice and, in brackets, where it is.

    "NAME (Town - Country)" at least twice on lines of their own begins as many parts; each gets a title
    and a place section.
    """
    lines = [
        (block, match)
        for block in document.blocks
        if (match := _LOCATED.fullmatch(block.text))
        and any(
            not mention.adjective for mention in find_countries(match["where"], knowledge.countries, language)
        )
    ]
    if len(lines) < _LOCATED_PARTS:
        return []
    values = [(section, block) for section in sections for block in section.values]
    ends = [block.start for block, _ in lines[1:]] + [len(document.text)]
    parts: list[tuple[Section, ...]] = []
    for (line, match), end in zip(lines, ends, strict=True):
        title = _cut(line, match.span("name"))
        where = _cut(line, match.span("where"))
        text = tuple(block for _, block in values if line.end <= block.start < end)
        parts.append(
            (
                Section("title", line.start, line.start, "", (title,), method="located-heading"),
                Section("place", line.start, line.start, "", (where,), method="located-heading"),
                Section(None, line.end, line.end, "", text, method="text"),
            )
        )
    return parts


def _cut(block: Block, span: tuple[int, int]) -> Block:
    start, end = block.start + span[0], block.start + span[1]
    return replace(block, start=start, end=end, text=block.text[slice(*span)])
