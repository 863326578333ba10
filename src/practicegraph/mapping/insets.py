"""Numbered boxes and captions between the paragraphs of a report: "Box 3.1: In 2019 the country had ..." is of no section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.section import PROSE_FIELDS, Section
from practicegraph.reading.blocks import Block, BlockKind

_NUMBERED: Final = re.compile(
    r"[*_]*(?P<word>[^\W\d_]{2,14})\.?[ \u00a0](?:\d{1,2}(?:\.\d{1,2})?|[A-Z]\.?\d{1,2})[*_]*[ ]?(?:[:.–—-])[*_]*\s+(?=\S)"
)
_BLANK: Final = 2
_METHOD: Final = "inset"


def without_insets(sections: Sequence[Section], text: str, cues: Cues) -> tuple[Section, ...]:
    """Return the sections, each numbered box or caption inside the text of one as what tells nothing of its field."""
    return tuple(part for section in sections for part in _parted(section, text, cues))


def _parted(section: Section, text: str, cues: Cues) -> Iterator[Section]:
    found = _insets(section.values, text, cues) if section.field in PROSE_FIELDS else []
    if not found:
        yield section
        return
    taken = {block.start for inset in found for block in inset}
    yield replace(section, values=tuple(block for block in section.values if block.start not in taken))
    for inset in found:
        at = inset[0].start
        yield Section("status", at, at, "", tuple(inset), within=section.within, method=_METHOD)


def _insets(values: Sequence[Block], text: str, cues: Cues) -> list[list[Block]]:
    """Return the boxes and captions among the values of a section, each with the lines right below its first."""
    found: list[list[Block]] = []
    for above, block in pairwise(values):
        near = text.count("\n", above.end, block.start) < _BLANK
        if found and near and found[-1][-1] is above:
            found[-1].append(block)
        elif not near and _is_inset(block, cues):
            found.append([block])
    return found


def _is_inset(block: Block, cues: Cues) -> bool:
    """Tell whether a paragraph begins with the word for a box or picture and its number."""
    number = _NUMBERED.match(block.text) if block.kind is BlockKind.PARAGRAPH and block.row is None else None
    return number is not None and cues.matches("inset", number["word"])
