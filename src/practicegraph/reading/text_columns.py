"""Two columns of a plain text that only space parts: of prose, read one after the other, or labels beside wrapped values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.drawn import Drawing, joined
from practicegraph.reading.layout import Piece

_GUTTER: Final = re.compile(r"(?<=\S) {2,}(?=\S)|^ {20,}(?=\S)")
_SOME: Final = re.compile(r"^\S.*?\S {2,}\S", re.MULTILINE)
_LABEL: Final = 45
_ENDS: Final = (".", ",", ";", "!", "…")
_MOSTLY: Final = 0.8
_LINES: Final = 4
"""Lines with text in both columns at least."""
_PROSE: Final = 28
_GOING_ON: Final = 3
"""Signs that a column of prose is wide at least, and lines of it that go on below."""
_BEGINNINGS: Final = 4
_TOGETHER: Final = 0.5
"""Paragraphs of two columns at least, and the share of them that may begin on one line."""
_WIDTHS: Final = (10, 70)
"""Signs that the left column is wide at least and at most."""


def columns(text: str) -> list[Drawing]:
    """Return the stretches of a text that are written in two columns, of which lines go on below."""
    if "  " not in text or sum(1 for _ in zip(range(_LINES), _SOME.finditer(text), strict=False)) < _LINES:
        return []  # most texts
    lines = text.split("\n")
    places = Counter(gap.end() for line in lines for gap in _GUTTER.finditer(line))
    place, count = places.most_common(1)[0] if places else (0, 0)
    if count < _LINES or not _WIDTHS[0] <= place <= _WIDTHS[1]:
        return []
    return [
        drawing
        for first, last in _stretches(lines, place)
        if (drawing := _drawing(lines, first, last, place))
    ]


def _stretches(lines: Sequence[str], place: int) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and end that leave the gutter free, from the first to the last with text right of it."""
    right: list[int] = []
    for index, line in enumerate([*lines, "x" * (place + 1)]):
        free = len(line) <= place - 2 or not line[place - 2 : place].strip()
        if free and line[place:].strip():
            right.append(index)
        elif not free:
            if right:
                yield right[0], right[-1] + 1
            right = []


def _drawing(lines: Sequence[str], first: int, last: int, place: int) -> Drawing | None:
    """Return what a stretch shows, ``None`` if nothing goes on in it from line to line."""
    return _prose(lines, first, last, place) or _labelled(lines, first, last, place)


def _labelled(lines: Sequence[str], first: int, last: int, place: int) -> Drawing | None:
    """Return labels beside their values, of which some go on below."""
    if last < len(lines) and lines[last][:1].islower() and len(lines[last]) <= place - 2:
        last += 1
    rows: list[tuple[list[str], list[str]]] = []
    above = ""
    for line in lines[first:last]:
        left, right = line[:place].strip(), line[place:].strip()
        if left and not (rows and above and left[0].islower()):
            rows.append(([], []))
        if rows:
            rows[-1][0].extend([left] * bool(left))
            rows[-1][1].extend([right] * bool(right))
        above = left
    going_on = sum(len(cell) > 1 for row in rows for cell in row)
    labels = [" ".join(label) for label, _ in rows]
    whole = sum(bool(label and value) for label, value in rows) >= _MOSTLY * len(rows)
    plain = all(len(label) <= 2 * _LABEL and not label.endswith(_ENDS) for label in labels)
    parted = sum(_GUTTER.search(part) is not None for _, value in rows for part in value)
    if len(rows) < _LINES or place > _LABEL or not (going_on and whole and plain) or 2 * parted > len(rows):
        return None
    width = max(len(part) for _, value in rows for part in value)
    cells = [
        Piece(BlockKind.TABLE_CELL, text, row=index, column=column)
        for index, (label, (_, value)) in enumerate(zip(labels, rows, strict=True))
        for column, texts in enumerate(([label], joined(value, width)))
        for text in texts
    ]
    return Drawing(first, last, tuple(cells))


def _prose(lines: Sequence[str], first: int, last: int, place: int) -> Drawing | None:
    """Return the columns of a stretch one after the other, ``None`` if they are none of prose."""
    while last < len(lines) and lines[last].strip() and len(lines[last]) <= place - 2:
        last += 1
    inside = [line.rstrip() for line in lines[first:last]]
    sides = [line[:place].strip() for line in inside], [line[place:].strip() for line in inside]
    both = sum(bool(left and right) for left, right in zip(*sides, strict=True))
    if both < _LINES or not (all(map(_is_prose, sides)) or _stand_apart(*sides)):
        return None
    pieces = [Piece(BlockKind.PARAGRAPH, line) for side in sides for line in _paragraphs(side)]
    return Drawing(first, last, tuple(pieces))


def _stand_apart(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether the paragraphs of two columns begin on different lines: a label and its value begin on one.

    In both some lines go on below: those of labels below the name of a record each begin anew.
    """
    if not all(
        any(above and below[:1].islower() for above, below in pairwise(side)) for side in (left, right)
    ):
        return False
    begin_left, begin_right = _beginnings(left), _beginnings(right)
    either = begin_left | begin_right
    alone = min(len(begin_left - begin_right), len(begin_right - begin_left))
    return (
        alone > 1 and len(either) >= _BEGINNINGS and len(begin_left & begin_right) <= _TOGETHER * len(either)
    )


def _beginnings(side: Sequence[str]) -> set[int]:
    return {index for index, line in enumerate(side) if line and not (index and side[index - 1])}


def _is_prose(side: Sequence[str]) -> bool:
    """Tell whether the lines of a column are wrapped at its width, and go on from line to line."""
    width = max(map(len, side))
    going_on = sum(
        bool(above and below) and below[0].islower() and len(above) + 1 + len(below.split()[0]) > width
        for above, below in pairwise(side)
    )
    return width >= _PROSE and going_on >= _GOING_ON


def _paragraphs(side: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a column as they were before they were wrapped."""
    width = max(map(len, side))
    run: list[str] = []
    for line in [*side, ""]:
        if line:
            run.append(line)
        else:
            yield from joined(run, width)
            run = []
