"""Tables whose cells commas, semicolons or tabs part (RFC 4180): files of them, and rows pasted into a text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from practicegraph.reading.blocks import BlockKind, Document
from practicegraph.reading.canonical import canonical, decode
from practicegraph.reading.drawn import Drawing, laid_out
from practicegraph.reading.layout import Piece, clean
from practicegraph.reading.lines import cut

_DELIMITERS: Final = (",", ";", "\t")
_MAYBE: Final = re.compile(r'^(?:"[^"\n]*"|[^,;"\n]{0,80})[,;](?:["\S])', re.MULTILINE)
"""A line that a delimiter parts with no space behind it, as no sentence has it."""
_LABEL: Final = 90
_PAIRS: Final = 4
_ROWS: Final = 2
"""Rows of two cells, and of more, that make a table of lines."""
_PAIR: Final = 2
_MOSTLY: Final = 0.8
_LONGEST: Final = 2_000
"""Lines that one row is looked for in."""


def read_delimited(
    data: bytes, *, name: str, source: str | None = None, language: str | None = None
) -> Document:
    """Return the document of a file of rows (CSV, TSV); raise :class:`UnreadableDocumentError` naming ``name``."""
    text = canonical(decode(data, source=name))
    lines = text.split("\n")
    found = [rows for delimiter in _DELIMITERS if (rows := _parsed(lines, delimiter))]
    best = max(found, key=_agreement, default=[])
    drawing = Drawing(0, len(lines), tuple(_pieces(best)))
    text, known = laid_out(text, [drawing]) if drawing.pieces else (text, {})
    return Document(
        name=name, text=text, blocks=cut(text, known), media_type="text/csv", language=language, source=source
    )


def delimited(text: str) -> list[Drawing]:
    """Return the rows of cells that were pasted into a text."""
    if _MAYBE.search(text) is None:
        return []
    lines = text.split("\n")
    found: list[Drawing] = []
    index = 0
    while index < len(lines):
        drawing = _table(lines, index) if _MAYBE.match(lines[index]) else None
        if drawing is not None:
            found.append(drawing)
        index = index + 1 if drawing is None else drawing.last
    return found


def _table(lines: Sequence[str], first: int) -> Drawing | None:
    """Return the table that begins with a line, ``None`` if none does."""
    for delimiter in _DELIMITERS[:2]:
        rows, last = _rows(lines, first, delimiter)
        width = len(rows[0]) if rows else 0
        labels = {row[0] for row in rows}
        pairs = width == _PAIR and len(rows) >= _PAIRS and len(labels) >= _MOSTLY * len(rows)
        if (pairs and max(map(len, labels)) <= _LABEL) or (width > _PAIR and len(rows) >= _ROWS):
            above = list(_lone_cells(lines[:first], delimiter, width))
            return Drawing(first - len(above), last, tuple(_pieces([*above[::-1], *rows])))
    return None


def _lone_cells(lines: Sequence[str], delimiter: str, width: int) -> Iterator[list[str]]:
    """Yield the rows right over a table that have one cell with text, or none, the lowest first."""
    for line in reversed(lines):
        cells = line.split(delimiter)
        if len(cells) != width or sum(map(bool, cells)) > 1:
            return
        yield cells


def _rows(lines: Sequence[str], first: int, delimiter: str) -> tuple[list[list[str]], int]:
    """Return the rows from a line on that have as many cells as it, and the line behind them."""
    reader = csv.reader(islice((f"{line}\n" for line in lines[first:]), _LONGEST), delimiter=delimiter)
    rows: list[list[str]] = []
    last = first
    try:
        for row in reader:
            if not row and rows:
                continue
            if len(row) < _PAIR or (rows and len(row) != len(rows[0])) or not _is_tight(row):
                break
            rows.append(row)
            last = first + reader.line_num
    except csv.Error:
        return [], first
    return rows, last


def _is_tight(row: Sequence[str]) -> bool:
    """Tell whether the cells of a row are none of a sentence: no space behind the sign, no decimals."""
    spaced = any(cell[:1].isspace() for cell in row[1:])
    return not spaced and not (len(row) == _PAIR and row[0][-1:].isdigit() and row[1][:1].isdigit())


def _parsed(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader((f"{line}\n" for line in lines), delimiter=delimiter))
    except csv.Error:
        return []
    return [row for row in rows if any(cell.strip() for cell in row)]


def _agreement(rows: Sequence[Sequence[str]]) -> float:
    """Return the share of rows that have as many cells as most, none for rows of one cell."""
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return count / len(rows) if width > 1 else 0.0


def _pieces(rows: Sequence[Sequence[str]]) -> Iterator[Piece]:
    """Yield the cells of rows; one that stands alone over the table is a line, empty columns count for nothing."""
    width = max(map(len, rows), default=0)
    columns = [at for at in range(width) if any(clean(cell) for row in rows for cell in row[at : at + 1])]
    begun = False
    for index, row in enumerate(rows):
        cells = [(place, clean(row[at])) for place, at in enumerate(columns) if at < len(row)]
        shown = [(place, cell) for place, cell in cells if cell]
        begun = begun or len(shown) > 1
        for place, cell in shown:
            for line in cell.split("\n") if place else [" ".join(cell.split("\n"))]:
                if begun:
                    yield Piece(BlockKind.TABLE_CELL, line, row=index, column=place)
                else:
                    yield Piece(BlockKind.PARAGRAPH, line)
