"""Columns of a table whose heads say whether their numbers were planned or reached: "Target", "Achieved"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.count_words import CountWords
from practicegraph.reading.blocks import Block, BlockKind

_HEAD: Final = 40
"""Code points up to which a cell may be such a head."""
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")


def planned_cells(blocks: Sequence[Block], words: CountWords) -> dict[int, bool]:
    """Return by where a cell begins whether the head of its column is of a plan (true) or of what was reached."""
    told: dict[int, bool] = {}
    heads: dict[int, bool] = {}
    first, last = None, None
    for block in blocks:
        if block.kind is not BlockKind.TABLE_CELL or block.row is None or block.column is None:
            last = None
            continue
        if last is None or block.row < last:
            heads, first = {}, block.row
        last = block.row
        if block.row != first:
            if block.column in heads:
                told[block.start] = heads[block.column]
        elif (planned := _of_head(block.text, words)) is not None:
            heads[block.column] = planned
    return told


def _of_head(text: str, words: CountWords) -> bool | None:
    """Return whether a head is of a plan or of what was reached; ``None`` for any other."""
    head = _YEAR.sub("", text).strip(" :*_()")
    if len(head) > _HEAD or ":" in head:
        return None
    aim, done = words.compared.aim.search(head), words.compared.done.search(head)
    if aim is None and done is None:
        return None
    return done is None or (aim is not None and aim.start() > done.start())
