"""Organisations one below the other, each with the same labels below its name: "Tea House", "Address: ...", "Website: ...".

The first name stands under the heading that says what they do; the others stand behind the last value of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import BlockKind

_METHOD: Final = "record-name"
_LAND: Final = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
"""Words on a line that may be the name of a country."""
_LINES: Final = 2
"""Lines of a name and its country below it."""
_NAME: Final = 120
"""Code points that a name may have."""
OF_BODIES: Final = frozenset({"country", "place", "link", "contact", "organizationType", "position"})
"""Fields of labels that each organisation of a list may have."""
_IN_LAND: Final = re.compile(r"[^\W\d_][^,;:\d]{1,40},[ ][A-Z]{2}")
"""A town with the code of its country."""
_ENDS: Final = (".", ":", ";", "…", "!", "?")


def with_names(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """Return the sections; each name of such a list has one of its own, with the field of the heading above the first."""
    sections = _with_participants(sections)
    found: list[Section] = []
    role: Section | None = None
    label = ""
    for written, below in zip(sections, (*sections[1:], None), strict=True):
        begins = _label(below) if below is not None else ""
        # "Participants" over a name with the labels of the lead's.
        listed = begins and begins == label and written.field == "targetGroup"
        few = listed and len(written.values) <= _LINES
        section = replace(written, field="partner") if few else written
        name = _name_below(section, text) if begins and begins == label else None
        if section.field in ROLE_FIELDS and section.start < section.end:
            role, label = section, begins
        if name is None or role is None:
            found.append(section)
            continue
        block = section.values[name]
        if name:
            found.append(replace(section, values=section.values[:name]))
        lines = section.values[name:]
        found.append(
            replace(role, start=block.start, end=block.start, label="", values=lines, method=_METHOD)
        )
    return tuple(found)


def _with_participants(sections: Sequence[Section]) -> list[Section]:
    """Return the sections; rows of a table are partners that stand below "Participants", each with its town and the code of its country."""
    found: list[Section] = []
    over: Section | None = None
    for section in sections:
        town = section.values[-1] if section.method == UNKNOWN and section.values else None
        if over is not None and town is not None and _IN_LAND.fullmatch(town.text):
            if found[-1] is over:
                found[-1] = replace(over, field="partner", nested=True)
            name = replace(town, start=section.start, end=section.end, text=section.label)
            found.append(Section("partner", name.start, name.start, "", (name, town), method=_METHOD))
            continue
        empty = section.start < section.end and not section.values
        over = section if empty and section.field in ("partner", "targetGroup") else None
        found.append(section)
    return found


def _label(section: Section) -> str:
    """Return the label of a section that an organisation of a list may have, "" for another."""
    paid = section.field == "status" and section.values and any(map(str.isdigit, section.values[0].text))
    asked = section.field is None or section.field in OF_BODIES or paid
    return normalised(section.label) if asked and section.start < section.end else ""


def _name_below(section: Section, text: str) -> int | None:
    """Return which value of a section stands on a line of its own behind the others, as a name does, ``None`` for none."""
    first = 0 if section.method == "text" else 1
    if not first < len(section.values) <= first + _LINES or (first and not _label(section)):
        return None
    block, *below = section.values[first:]
    if not all(_LAND.fullmatch(line.text) for line in below):
        return None
    before = text[: block.start].rstrip(" \t")
    name = block.kind is not BlockKind.TABLE_CELL and len(block.text) <= _NAME
    return first if name and before.endswith("\n") and not block.text.endswith(_ENDS) else None
