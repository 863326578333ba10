"""Tables, boxes and banners that a plain text draws with characters, as the pieces they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from practicegraph.reading.blocks import Block, BlockKind
from practicegraph.reading.layout import Piece, compose, is_headline
from practicegraph.reading.lines import bullet

_BARS: Final = "|│║┃"
_DASHES: Final = "-=─═━~_"
_CORNERS: Final = "+:|┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯┏┳┓┣╋┫┗┻┛╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜│║┃"
_DRAWN: Final = re.compile(
    rf"^[ \t]*(?:[{re.escape(_BARS)}]|[{re.escape(_CORNERS)}][{re.escape(_DASHES)}]|(?P<rule>[-=*#~_─═━])(?P=rule){{4,}}[ \t]*$)",
    re.MULTILINE,
)
_FRAMED: Final = re.compile(
    rf"^[ \t]*[{re.escape(_CORNERS.replace('|', '').replace(':', ''))}][{re.escape(_DASHES)}]{{2,}}",
    re.MULTILINE,
)
_BANNER: Final = re.compile(r"[ \t]*(?P<sign>[-=*#~_─═━])(?P=sign){4,}[ \t]*")
_SLACK: Final = 4
"""Signs by which rules of a banner may differ, and that stand beside the text of a box."""
_SHORTEST: Final = 5
_ROWS: Final = 3
_HEADED: Final = 2
"""Parts of a table that has a head, or of a box with a label."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines of a text, the last not among them, and what they show."""

    first: int
    last: int
    pieces: tuple[Piece, ...]


def laid_out(text: str, drawings: Sequence[Drawing]) -> tuple[str, dict[int, tuple[int, Sequence[Block]]]]:
    """Return a text and the blocks of what is drawn in it, with where the lines of each end, by where they begin.

    Text that stands in one piece stays where it is; where lines of cells beside each other go on below, the drawing is
    written as other formats have it.
    """
    lines = text.split("\n")
    parts: list[str] = []
    blocks: dict[int, tuple[int, Sequence[Block]]] = {}
    done = length = 0
    for drawing in drawings:
        before = "".join(f"{line}\n" for line in lines[done : drawing.first])
        written = "".join(f"{line}\n" for line in lines[drawing.first : drawing.last])
        start = length + len(before)
        shown, inside = compose(drawing.pieces, start=start)
        placed = in_place(inside, written, start)
        parts += [before, shown if placed is None else written]
        length = start + len(parts[-1])
        blocks[start] = length, (inside if placed is None else placed)
        done = drawing.last
    return "".join(parts) + "\n".join(lines[done:]), blocks


def in_place(blocks: Sequence[Block], written: str, start: int = 0) -> list[Block] | None:
    """Return blocks where their texts stand in what was written, ``None`` if one does not stand there in one piece."""
    placed: list[Block] = []
    at = 0
    for block in blocks:
        at = written.find(block.text, at)
        if at < 0:
            return None
        placed.append(replace(block, start=start + at, end=start + at + len(block.text)))
        at += len(block.text)
    return placed


def drawings(text: str) -> list[Drawing]:
    """Return the tables, boxes and banners of a text in order."""
    if _DRAWN.search(text) is None:
        return []
    lines = text.split("\n")
    found = [*_tables(lines), *_banners(lines)]
    return sorted(found, key=lambda drawing: drawing.first)


def grids(text: str) -> list[Drawing]:
    """Return the tables and boxes of a text that have a frame; those of bars alone are others to read."""
    if _FRAMED.search(text) is None:
        return []
    lines = text.split("\n")
    return [drawing for drawing in _tables(lines) if _FRAMED.match(lines[drawing.first])]


def _banners(lines: Sequence[str]) -> Iterator[Drawing]:
    """Yield the headings that stand between two rules of one sign."""
    done = 0
    for first in range(len(lines) - 2):
        rule, below = _BANNER.fullmatch(lines[first]), _BANNER.fullmatch(lines[first + 2])
        if first < done or rule is None or below is None or rule["sign"] != below["sign"]:
            continue
        words = lines[first + 1].strip(f" \t{rule['sign']}")
        alike = abs(len(rule[0].strip()) - len(below[0].strip())) <= _SLACK
        if alike and is_headline(words) and any(map(str.isalpha, words)):
            level = 1 if rule["sign"] in "=═" else 2
            yield Drawing(first, first + 3, (Piece(BlockKind.HEADING, words, level=level),))
            done = first + 3


def _tables(lines: Sequence[str]) -> Iterator[Drawing]:
    for inside, run in groupby(range(len(lines)), key=lambda index: _is_part(lines[index])):
        indexes = list(run)
        if inside and len(indexes) > 1:
            pieces = _table([lines[index].strip() for index in indexes])
            if pieces:
                yield Drawing(indexes[0], indexes[-1] + 1, tuple(pieces))


def _is_part(line: str) -> bool:
    """Tell whether a line may be one of a drawn table: a rule with corners, or one that begins with a bar."""
    words = line.strip()
    return bool(words) and (words[0] in _BARS or _is_rule(words))


def _is_rule(words: str) -> bool:
    corners = words[0] in _CORNERS and words[-1] in _CORNERS and len(words) >= _SHORTEST
    return corners and not words.strip(_CORNERS + _DASHES + " ") and any(sign in words for sign in _DASHES)


def _table(lines: Sequence[str]) -> list[Piece]:
    """Return the pieces of a table or box, none for lines that draw neither."""
    rules = sum(map(_is_rule, lines))
    groups = [[_cells(line) for line in run] for is_rule, run in groupby(lines, key=_is_rule) if not is_rule]
    content = [row for group in groups for row in group]
    if not content or (not rules and len(content) < _ROWS):
        return []
    width = Counter(map(len, content)).most_common(1)[0][0]
    if any(len(row) not in (1, width) for row in content):
        return []
    if width == 1:
        return list(_box(groups, max(map(len, lines)) - _SLACK)) if rules > 1 else []
    rows = groups if _parts_rows(groups) else list(_line_rows(content))
    return list(_rows(rows, _widths(lines, width)))


def _widths(lines: Sequence[str], columns: int) -> list[int]:
    """Return how many signs have room in each column of a table."""
    written = [
        cells for line in lines if not _is_rule(line) and len(cells := _written_cells(line)) == columns
    ]
    return [max(len(cell) for cell in column) - 2 for column in zip(*written, strict=True)]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _written_cells(line)]


def _written_cells(line: str) -> list[str]:
    """Return the cells of a line with the space in them."""
    inner = line[1:-1] if line[-1] in _BARS and len(line) > 1 else line[1:]
    return inner.split(line[0])


def _parts_rows(groups: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Tell whether rules part the rows of a table, not only its head from the rest, or the table from the text."""
    return len(groups) > _HEADED or (
        len(groups) == _HEADED and (len(groups[0]) > 1 or len(groups[1]) < _ROWS)
    )


def _line_rows(content: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """Yield rows of which each line is one, but for those that go on: nothing stands beside them, or small letters in full cells."""
    widths = [max(map(len, column)) for column in zip(*(row for row in content if len(row) > 1), strict=True)]
    row: list[list[str]] = []
    for cells in content:
        if row and len(cells) == len(row[-1]) > 1 and _goes_on(row[-1], cells, widths):
            row.append(cells)
            continue
        if row:
            yield row
        row = [cells]
    if row:
        yield row


def _goes_on(above: Sequence[str], cells: Sequence[str], widths: Sequence[int]) -> bool:
    if not cells[0] or not any(cells[1:]):
        return True
    full = [
        len(over) + 1 + len(cell.split()[0]) > width
        for over, cell, width in zip(above, cells, widths, strict=True)
        if cell
    ]
    return cells[0][0].islower() and all(full)


def _rows(rows: Sequence[Sequence[Sequence[str]]], widths: Sequence[int]) -> Iterator[Piece]:
    """Yield the cells of rows, each over one line or more."""
    for index, row in enumerate(rows):
        for column, width in enumerate(widths):
            cell = [line[column] for line in row if column < len(line) and line[column]]
            lines = joined(cell, width) if column else [" ".join(cell)]
            for line in lines:
                yield Piece(BlockKind.TABLE_CELL, line, row=index, column=column)


def _box(groups: Sequence[Sequence[Sequence[str]]], width: int) -> Iterator[Piece]:
    """Yield the lines of a box; a line above a rule in it, or alone in it, is a heading."""
    for index, group in enumerate(groups):
        lines = joined([row[0] for row in group if row[0]], width)
        alone = len(groups) == 1 or (index == 0 and len(groups) == _HEADED)
        if alone and len(lines) == 1 and is_headline(lines[0]):
            yield Piece(BlockKind.HEADING, lines[0])
        else:
            yield from (Piece(BlockKind.PARAGRAPH, line) for line in lines)


def joined(lines: Sequence[str], width: int) -> list[str]:
    """Return lines that were wrapped at a width as those that were written: a line ended where the next word had room."""
    found: list[str] = []
    above = ""
    for line in lines:
        item = bullet(line) > 0
        if above and not item and len(above) + 1 + len(line.split()[0]) > width:
            torn = above[-1] == "-" and above[-2:-1].isalpha() and line[0].isupper()
            found[-1] += line if torn else f" {line}"
        else:
            found.append(line)
        above = line
    return found
