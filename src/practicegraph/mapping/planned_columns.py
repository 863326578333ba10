"""Columns of a table whose heads say whether their numbers were planned or reached: "Target", "Achieved"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.cues import Cues
from practicegraph.reading.blocks import Block, BlockKind

_HEAD: Final = 40
"""Code points up to which a cell may be such a head."""
_BRACKET: Final = re.compile(r"(?<=\w)[ \u00a0]*\([^()]*\)")
"""What a head says more: "Achieved (31.12.2022)"."""
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Column(NamedTuple):
    """Whether a column is ``planned`` or says what was reached, and whether rows say of what: "Indicator" stands over them."""

    planned: bool
    indicator: bool


def planned_cells(blocks: Sequence[Block], words: CountWords, cues: Cues) -> dict[int, Column]:
    """Return the columns of a plan or of what was reached by where their cells begin."""
    told: dict[int, Column] = {}
    heads: dict[int, bool] = {}
    first, last = None, None
    indicator = False
    for block in blocks:
        if block.kind is not BlockKind.TABLE_CELL or block.row is None or block.column is None:
            last = None
            continue
        if last is None or block.row < last:
            heads, first, indicator = {}, block.row, False
        last = block.row
        if block.row != first:
            if block.column in heads:
                told[block.start] = Column(heads[block.column], indicator)
        elif not block.column:
            indicator = cues.matches("column:indicator", block.text.strip(" :*_"))
        elif (planned := of_head(block.text, words)) is not None:
            heads[block.column] = planned
    return told


def of_head(text: str, words: CountWords) -> bool | None:
    """Return whether a head is of a plan or of what was reached; ``None`` for any other."""
    head = _YEAR.sub("", _BRACKET.sub("", text)).strip(" :*_()")
    if len(head) > _HEAD or ":" in head:
        return None
    aim, done = words.compared.aim.search(head), words.compared.done.search(head)
    if aim is None and done is None:
        return None
    return done is None or (aim is not None and aim.start() > done.start())
