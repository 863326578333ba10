"""Tables of who paid how much in which year: years over the columns, payers before the rows, the sum in the last one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.columns import YEAR, is_total
from practicegraph.mapping.cues import Cues
from practicegraph.reading.blocks import Block

PAID: Final = "heading:paid"
"""How the sum of a row is told that names who paid it."""
_ROWS: Final = 3
_COLUMNS: Final = 3
_SUM: Final = re.compile(r"\W*\d[\d\s.,'’]*\W*(?:[^\W\d_]{1,4}\.?)?\W*|[-–—]|")
"""A figure with its currency or without, or a sign for none."""
_CAPTION: Final = 100
"""Code points that a line has which says in what a table counts: "Amounts in euro"."""
_CLAUSE: Final = re.compile(r"[,;.]\s|[;.]?\Z")


def column_of_sums(rows: Sequence[Sequence[Block]], cues: Cues) -> int | None:
    """Return the column of the sums in a table of years, ``None`` if it is no such table."""
    head, *others = rows
    over = {cell.column or 0: cell.text for cell in head if cell.column}
    if len(over) < _COLUMNS or len(others) < _ROWS:
        return None
    sums = [column for column, text in over.items() if is_total(text, cues)]
    years = sum(YEAR.search(text) is not None for text in over.values())
    if len(sums) != 1 or years != len(over) - 1:
        return None
    figures = [cell.text for row in others for cell in row if cell.column]
    return sums[0] if all(map(_SUM.fullmatch, figures)) else None


def caption_of(blocks: Sequence[Block]) -> Block | None:
    """Return the line right over a table that may say what it counts in."""
    return blocks[-1] if blocks and len(blocks[-1].text) <= _CAPTION else None


def unit_of(caption: Block) -> str:
    """Return the clause of a caption that names a unit: "Amounts in euro"."""
    return _CLAUSE.split(caption.text, maxsplit=1)[0]
