"""Pages in scripts written from the right, as if they were written from the left.

Their labels stand right of their values and their lines end at the left. Mirrored, they are read as other pages are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from unicodedata import bidirectional

from practicegraph.reading.pdf_lines import Box, Gap, Line, Segment
from practicegraph.reading.pdf_tables import Cell

_FROM_RIGHT: Final = frozenset({"R", "AL"})
_SAME: Final = 2.0
"""Points that edges of one column may differ by."""


def is_from_right(lines: Sequence[Line]) -> bool:
    """Tell whether most letters of a page are of scripts written from the right."""
    letters = [letter for line in lines for letter in line.text if letter.isalpha()]
    if not any("\u0590" <= letter <= "\u08ff" for letter in letters):
        return False
    return 2 * sum(bidirectional(letter) in _FROM_RIGHT for letter in letters) > len(letters)


def mirrored(lines: Sequence[Line], cells: Sequence[Cell], width: float) -> tuple[list[Line], list[Cell]]:
    """Return the lines and cells of a page with left and right exchanged."""
    turned = [
        replace(line, segments=sorted((_segment(segment, width) for segment in line.segments), key=lambda each: each.left))
        for line in lines
    ]  # fmt: skip
    boxes = [mirrored_box(cell.box, width) for cell in cells]
    edges = _edges(cells, [box[0] for box in boxes])
    return turned, [
        replace(cell, box=box, column=sum(edge < box[0] - _SAME for edge in edges[cell.table]))
        for cell, box in zip(cells, boxes, strict=True)
    ]


def mirrored_box(box: Box, width: float) -> Box:
    """Return a box of a page with left and right exchanged."""
    return width - box[2], box[1], width - box[0], box[3]


def _edges(cells: Sequence[Cell], lefts: Sequence[float]) -> dict[int, list[float]]:
    """Return where the columns of each table begin."""
    found: dict[int, list[float]] = {}
    for cell, left in zip(cells, lefts, strict=True):
        edges = found.setdefault(cell.table, [])
        if all(abs(left - edge) > _SAME for edge in edges):
            edges.append(left)
    return found


def _segment(segment: Segment, width: float) -> Segment:
    gaps = [Gap(gap.offset, width - gap.right, width - gap.left) for gap in segment.gaps]
    return replace(segment, left=width - segment.right, right=width - segment.left, gaps=gaps)
