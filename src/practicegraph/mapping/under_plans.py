"""Labels that count below a heading of what is only expected: "Expected results" over "Number of participants: 160"."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source

EXPECTED: Final = frozenset({"result", "impact", "objective", "count"})
"""Fields whose label may say that all below it is only expected."""
_GLUED: Final = ":glued"
_COUNTED: Final = re.compile(r"[^\W\d_][^:\n]{2,80}:[ \u00a0]*[~<>≥≤]?[ \u00a0]?\d[^.!?]{0,60}")
"""A line of a label and a figure."""


def planned_lines(source: Source) -> frozenset[int]:
    """Return where the values of such labels begin: those right below such a heading, up to the next line of prose."""
    found: set[int] = set()
    below = False
    for section in source.sections:
        if section.start < section.end and not section.method.endswith(_GLUED):
            below = section.field in EXPECTED and source.cue("planned", section.label) is not None
            continue  # its own values are told with its label
        if not below:
            continue
        lines = _lines(section)
        found.update(lines)
        below = len(lines) == len(section.values)
    return frozenset(found)


def _lines(section: Section) -> list[int]:
    """Return where the first values of a section begin that a label counts, each on its line."""
    if section.field is not None:
        return [block.start for block in section.values] if section.field in EXPECTED else []
    found: list[int] = []
    for block in section.values:
        if _COUNTED.fullmatch(block.text) is None:
            break
        found.append(block.start)
    return found
