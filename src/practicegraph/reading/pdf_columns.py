"""The tables of a PDF page that no rules are drawn for: labels in one column, their values beside them.

Programs write such a table cell by cell: the lines of a label, then the lines of its value. So a table shows
where what is written next stands further right and not below, time and again at one place of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Final

from practicegraph.reading.lines import BULLETS
from practicegraph.reading.pdf_lines import Line, Segment

_BARE_MARK: Final = re.compile(rf"(?:[{re.escape(BULLETS)}]|\(?\d{{1,2}}[.)]|[a-z][.)])\s*\Z")
_ALIGNED: Final = 0.3
"""Ems that beginnings at one place of the page may differ by."""
_JUMPS: Final = 2
"""Rows that make a table, unless it began on the page before."""
_LEVEL: Final = 0.6
"""Ems that a value may begin lower than its label ends."""
_BESIDE: Final = 0.5
"""Ems that the tops or the middles of a label and its value may differ by."""
_SAME: Final = 0.1
_LABEL_LINES: Final = 7
_LABEL_LETTERS: Final = 180
"""What a label may have; columns of a newspaper have more."""
_LABELS: Final = 0.75
"""Share of the rows of a table whose first cell is a label."""
_LABEL_LEADING: Final = 1.7
_FAR: Final = 3.5
"""Ems below one another from which two lines do not stand in one cell."""
_INDENT: Final = 6.0
"""Ems that the lines of a cell may be indented."""


@dataclass(slots=True)
class Row:
    """The lines of each cell of a row; ``continued`` is one that began on the page before, without its label.

    ``beside`` tells that the tops or the middles of label and value stand side by side.
    """

    cells: list[list[Line]]
    continued: bool = False
    beside: bool = True


@dataclass(slots=True)
class Grid:
    """A table without rules: its rows, where its second column begins and where its lines end at most."""

    rows: list[Row]
    anchor: float
    right: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line on its own, and the index of its line."""

    line: Line
    index: int


def grids(lines: Sequence[Line], before: Grid | None) -> Iterator[Grid | list[Line]]:
    """Yield the tables among the lines of a page, and between them the lines that are in none.

    ``before`` is the table that the page before ends with: it may go on.
    """
    parts = _parts(lines)
    owner: dict[int, tuple[Grid, Row]] = {}
    for anchor in _anchors(parts, before):
        for grid, used in _tables(_cut(parts, anchor), anchor, before):
            if _is_whole(grid, used, lines) and not any(row & owner.keys() for row in used):
                for row, taken in zip(grid.rows, used, strict=True):
                    owner.update(dict.fromkeys(taken, (grid, row)))
    for _, run in groupby(
        range(len(lines)), key=lambda index: id(owner[index][0]) if index in owner else None
    ):
        indices = list(run)
        if indices[0] not in owner:
            yield [lines[index] for index in indices]
            continue
        grid = owner[indices[0]][0]
        rows = {id(owner[index][1]): owner[index][1] for index in indices}
        yield replace(grid, rows=list(rows.values()))


def _is_whole(grid: Grid, used: Sequence[set[int]], lines: Sequence[Line]) -> bool:
    """Tell whether a table's rows have their lines for themselves and no letter of these is lost."""
    written = sum(len("".join(line.text.split())) for row in grid.rows for cell in row.cells for line in cell)
    indices = set().union(*used)
    held = sum(len("".join(lines[index].text.split())) for index in indices)
    return written == held and len(indices) == sum(map(len, used))


def without_mark_gap(line: Line) -> Line:
    """Return the line with each bullet or number written before its text, however far it stands off."""
    return replace(line, segments=_without_mark_gaps(line.segments)) if len(line.segments) > 1 else line


def _parts(lines: Sequence[Line]) -> list[_Part]:
    """Return the parts of lines; a bullet or number is one with the text it stands before."""
    parts = []
    for index, line in enumerate(lines):
        segments = _without_mark_gaps(line.segments)
        parts += [_Part(replace(line, segments=[segment], spaced=False), index) for segment in segments]
        parts[-1] = replace(parts[-1], line=replace(line, segments=segments[-1:]))
    return parts


def _without_mark_gaps(segments: Sequence[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for segment in segments:
        if merged and _BARE_MARK.match(merged[-1].text.strip()):
            mark = merged.pop()
            merged.append(
                replace(segment, text=f"{mark.text.strip()} {segment.text}", left=mark.left, gaps=[])
            )
        else:
            merged.append(segment)
    return merged


def _jumps(previous: Line, line: Line) -> bool:
    """Tell whether a line stands right of the one written before it and not below it."""
    return line.left > previous.right and line.baseline > previous.baseline - _LEVEL * line.size


def _anchors(parts: Sequence[_Part], before: Grid | None) -> list[float]:
    """Return where columns begin right of others, the most frequent first."""
    found: list[list[float]] = []
    for previous, part in pairwise(parts):
        if not _jumps(previous.line, part.line):
            continue
        near = next(
            (group for group in found if abs(group[0] - part.line.left) < _ALIGNED * part.line.size), None
        )
        if near is None:
            found.append([part.line.left])
        else:
            near.append(part.line.left)
    anchors = [(len(group), -min(group)) for group in found if len(group) >= _JUMPS]
    ordered = [-left for _, left in sorted(anchors, reverse=True)]
    return [before.anchor, *ordered] if before else ordered


def _cut(parts: Sequence[_Part], anchor: float) -> list[_Part]:
    """Return the parts, those cut that write a label and its value with a narrow gap between them."""
    result = []
    for part in parts:
        segment = part.line.segments[0]
        slack = _ALIGNED * part.line.size
        gap = next((gap for gap in segment.gaps if abs(gap.right - anchor) < slack), None)
        if gap is None or segment.left > anchor - slack:
            result.append(part)
            continue
        label = Segment(segment.text[: gap.offset], segment.left, gap.left)
        value = Segment(segment.text[gap.offset :], gap.right, segment.right)
        result.append(replace(part, line=replace(part.line, segments=[label], spaced=False)))
        result.append(replace(part, line=replace(part.line, segments=[value])))
    return result


def _tables(
    parts: Sequence[_Part], anchor: float, before: Grid | None
) -> Iterator[tuple[Grid, list[set[int]]]]:
    """Yield the tables whose second column begins at ``anchor`` and the indices of their lines."""
    inherited = before is not None and before.anchor == anchor
    rows: list[tuple[Row, set[int]]] = []
    labels: list[_Part] = []
    values: list[_Part] = []
    leading = inherited
    for part in [*parts, None]:
        if part is not None and _is_right(part.line, anchor) and _belongs(part, labels, values, leading):
            values.append(part)
            continue
        if values:
            rows.append(_row(labels, values))
            labels, values = [], []
        leading = False
        if part is None or not _is_left(part.line, anchor):
            yield from _table(rows, anchor)
            rows, labels = [], []
        else:
            labels.append(part)


def _is_left(line: Line, anchor: float) -> bool:
    return line.right < anchor - 0.1 * line.size


def _is_right(line: Line, anchor: float) -> bool:
    return line.left > anchor - _ALIGNED * line.size


def _belongs(part: _Part, labels: Sequence[_Part], values: Sequence[_Part], leading: bool) -> bool:
    """Tell whether a part right of the anchor is the value of the label before it, or goes on with a value."""
    line = part.line
    if values:
        last = values[-1].line
        return last.baseline - line.baseline < _FAR * line.size
    return leading or (bool(labels) and _jumps(labels[-1].line, line))


def _row(labels: Sequence[_Part], values: Sequence[_Part]) -> tuple[Row, set[int]]:
    label, beside = _label([part.line for part in labels], [part.line for part in values])
    used = [*labels[len(labels) - len(label) :], *values]
    cells = [label, *_cells([part.line for part in values])]
    beside = beside and not (label and _is_headed(cells[1], label))
    return Row(cells, continued=not label, beside=beside), {part.index for part in used}


def _is_headed(value: Sequence[Line], label: Sequence[Line]) -> bool:
    """Tell whether a value begins with a label of its own: higher than the label beside it, in a type of its own."""
    first, *others = value
    types = {(line.size, line.bold) for line in (*others, *label)}
    return first.baseline > label[0].baseline + _LEVEL * first.size and (first.size, first.bold) not in types


def _label(lines: Sequence[Line], values: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines of a label among those written before its value: beside its top or its middle, and whether they are."""
    top, bottom = max(line.baseline for line in values), min(line.baseline for line in values)
    found: list[tuple[float, int]] = []
    for count in range(1, min(len(lines), _LABEL_LINES + 1) + 1):
        line = lines[-count]
        if count > 1 and not _is_one_label(line, lines[1 - count]):
            break
        middle = (line.baseline + lines[-1].baseline) / 2
        found.append((min(abs(line.baseline - top), abs(middle - (top + bottom) / 2)) / line.size, count))
    best, _ = min(found, default=(0.0, 0))
    # a label of three lines has its middle beside the value as well as its second line
    beside = max((count for off, count in found if off < best + _SAME), default=0)
    count = beside if best < _BESIDE else len(found)
    return list(lines[len(lines) - count :]), best < _BESIDE


def _is_one_label(line: Line, following: Line) -> bool:
    close = -_LEVEL * line.size < line.baseline - following.baseline < _LABEL_LEADING * line.size
    return close and line.bold == following.bold and line.size == following.size


def _cells(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines right of the label by the columns they stand in."""
    cells: list[list[Line]] = []
    for line in lines:
        if cells and not (_jumps(cells[-1][-1], line) and line.left > max(each.right for each in cells[-1])):
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def _table(rows: Sequence[tuple[Row, set[int]]], anchor: float) -> Iterator[tuple[Grid, list[set[int]]]]:
    """Yield the table of ``rows`` if they are rows of labels and values."""
    labelled = [row for row, _ in rows if not row.continued]
    short = [row for row in labelled if _is_label(row.cells[0])]
    if not rows or len(short) < _LABELS * len(labelled):
        return
    if 2 * sum(not row.beside for row in labelled) > len(labelled):
        return  # cards side by side, each with a label over its value
    lines = [line for row, _ in rows for cell in row.cells[1:] for line in cell]
    if any(line.left > anchor + _INDENT * line.size for row, _ in rows for line in row.cells[1][:1]):
        return
    grid = Grid([row for row, _ in rows], anchor, max(line.right for line in lines))
    yield grid, [used for _, used in rows]


def _is_label(lines: Sequence[Line]) -> bool:
    text = "".join(line.text for line in lines)
    return len(lines) <= _LABEL_LINES and len(text) <= _LABEL_LETTERS and sum(map(str.isalpha, text)) > 1


def usual_distance(lines: Sequence[Line]) -> float:
    """Return how far below one another lines of one size mostly stand."""
    distances = [
        line.baseline - following.baseline
        for line, following in pairwise(lines)
        if line.size == following.size and line.baseline > following.baseline
    ]
    size = median(line.size for line in lines)
    close = [distance for distance in distances if distance < 2 * size]
    return median(close) if close else 1.2 * size
