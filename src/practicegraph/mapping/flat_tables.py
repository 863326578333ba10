"""Tables whose columns nothing but a space parts, as where a page was saved without them: "Indicator Target Achieved"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.planned_columns import of_head
from practicegraph.reading.blocks import Block, BlockKind, Document

_NUMBER: Final = r"\d{1,3}(?:[.,'’]\d{3})+|\d+(?:[.,]\d{1,2})?"
_ROW: Final = re.compile(
    rf"[^\W\d_][^:\n]*?[^\W\d_][)\"”»*]*(?P<cells>(?:[ \u00a0](?:{_NUMBER})[ \u00a0]?%?){{2,4}})\s*"
)
"""What was counted, and its figures."""
_FIGURE: Final = re.compile(rf"(?:{_NUMBER})(?:[ \u00a0]?%)?")
_ROWS: Final = 2
"""Rows that a table has at least below its head."""
_HEAD: Final = 80
_HEAD_WORDS: Final = (3, 9)
"""Code points and words that the line over such rows may have."""
_SIGNS: Final = (".", ":", ";", ",", "?", "!")


def with_flat_tables(document: Document, words: CountWords) -> Document:
    """Return a document with the cells of such tables as blocks of their own; all offsets stay.

    The line over the rows says of which column each figure is: what was planned, and what was reached.
    """
    rows = [_cells(block) for block in document.blocks]
    if sum(row is not None for row in rows) < _ROWS:
        return document
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        last = at + 1
        while last < len(rows) and rows[last] is not None and _is_below(document, last):
            last += 1
        told = [row for row in rows[at + 1 : last] if row is not None]
        head = _head(document.blocks[at], len(told[0]), words) if len(told) >= _ROWS else None
        if head is None or any(len(row) != len(told[0]) for row in told):
            blocks.append(document.blocks[at])
            at += 1
            continue
        blocks += [cell for index, row in enumerate([head, *told]) for cell in _placed(row, index)]
        at = last
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=tuple(blocks))


def _cells(block: Block) -> list[Block] | None:
    """Return what a line counts with its figures, ``None`` for another line."""
    if not block.text.rstrip()[-1:].isdecimal() and not block.text.rstrip().endswith("%"):
        return None  # most lines
    row = _ROW.fullmatch(block.text) if block.kind is BlockKind.PARAGRAPH and block.row is None else None
    if row is None:
        return None
    figures = [figure.span() for figure in _FIGURE.finditer(block.text, row.start("cells"))]
    return [_part(block, *span) for span in ((0, row.start("cells")), *figures)]


def _head(block: Block, columns: int, words: CountWords) -> list[Block] | None:
    """Return the heads of the columns of a line, one of them of a plan and one of what was reached."""
    text = block.text
    parts = [word.span() for word in re.finditer(r"\S+", text)] if len(text) <= _HEAD else []
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and block.row is None
    if not plain or not _HEAD_WORDS[0] <= len(parts) <= _HEAD_WORDS[1] or text.rstrip().endswith(_SIGNS):
        return None
    found: list[tuple[int, tuple[int, ...]]] = []
    for places in combinations(range(1, len(parts)), columns - 1):
        ends = [*(parts[place - 1][1] for place in places[1:]), len(text)]
        heads = [text[parts[place][0] : end] for place, end in zip(places, ends, strict=True)]
        told = [of_head(head, words) for head in heads]
        if told.count(True) == 1 and told.count(False) == 1:
            found.append((sum(head[0].isupper() for head in heads), places))
    if not found:
        return None
    _, places = max(found)
    starts = [0, *(parts[place][0] for place in places)]
    return [_part(block, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _part(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end].rstrip()
    return replace(block, start=block.start + start, end=block.start + start + len(text), text=text, lead=0)


def _placed(cells: Sequence[Block], row: int) -> Iterator[Block]:
    for column, cell in enumerate(cells):
        yield replace(cell, kind=BlockKind.TABLE_CELL, level=0, row=row, column=column)


def _is_below(document: Document, index: int) -> bool:
    above, block = document.blocks[index - 1 : index + 1]
    return document.text.count("\n", above.end, block.start) == 1
