"""What a document of several practices says of itself, before the first of them and behind the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.headings import normalised
from practicegraph.mapping.section import Section

FRAME_FIELDS: Final = frozenset({"published", "reporter", "contact", "fundingProgramme"})
"""Fields that the frame of a page tells of the whole document."""
_CLOSING: Final = frozenset({"published", "reporter", "status"})
"""What the labels ask for that stand behind the last practice."""


def framed(
    sections: Sequence[Section], parts: Sequence[tuple[Section, ...]]
) -> tuple[tuple[Section, ...], list[tuple[Section, ...]]]:
    """Return the sections of a page round the practices that ``parts`` describe, and the parts without them.

    Behind the last practice those labels are the page's that no other practice has and that nothing else follows:
    when it was changed, who published it.
    """
    if not parts:
        return (), []
    *others, last = parts
    begin = min(part[0].start for part in parts)
    before = [
        replace(section, values=tuple(block for block in section.values if block.end <= begin))
        for section in sections
        if section.start < begin
    ]
    known = {normalised(section.label) for part in others for section in part}
    stop = len(last)
    for index in range(len(last) - 1, 0, -1):
        section = last[index]
        if section.start == section.end and section.field is None:
            continue
        if section.field not in _CLOSING or normalised(section.label) in known:
            break
        stop = index
    end = max((reached for part in parts for section in part for reached in _ends(section)), default=begin)
    behind = (section for section in sections if section.start >= end and section not in last)
    return (*before, *last[stop:], *behind), [*others, last[:stop]]


def _ends(section: Section) -> Iterator[int]:
    yield section.end
    yield from (block.end for block in section.values)
