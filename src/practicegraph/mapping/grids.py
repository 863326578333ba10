"""Rows of a table as they were meant: labels first, without what only counts, frames, groups or explains them.

Spreadsheets hold more than labels and values: letters over the columns and numbers before the rows, columns that are
empty, numbers and codes of questions, names of parts merged over their rows, a head that says "Field, Answer, Notes".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Final

from practicegraph.mapping.columns import is_total
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_reader import HeadingReader
from practicegraph.reading.blocks import Block, BlockKind

Row = Sequence[Block]

_COUNTER: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*[a-z]?|[A-Za-z]|[IVX]{1,5})[.):]?")
_CODE: Final = re.compile(r"(?=.{0,6}\d)[^\W\d_]{0,4}[-. /]?\d{1,3}(?:[.-]\d{1,2})*[a-z]?[.):]?")
_FIRST: Final = frozenset({"1", "01", "001", "0", "A", "a", "I", "i", "1a"})
_SIGN: Final = 5
"""Letters that the sign over a column of numbers may have: "No."."""
_BAND: Final = 60
_LABEL: Final = 80
_ENDS: Final = (".", ",", ";", ":", "!", "?", "…")
_SURE: Final = 3
_PAIR: Final = 2
_FRAME: Final = 2
"""Columns of numbers that may stand before a table: those of its rows, and those of its questions."""
_ROLES: Final = ("number", "label", "answer", "note", "part")
"""What the columns of a form hold, as their heads say."""
_SEVERAL: Final = frozenset({"answer", "note"})
"""What several columns may hold."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, each with its label in the first column where it has one.

    ``bands`` are where rows of one cell begin that name a part of the table.
    """

    rows: tuple[Row, ...]
    bands: frozenset[int]


def read_grid(rows: Sequence[Row], headings: HeadingReader, cues: Cues) -> Grid:
    """Return the rows of a table without what frames and counts them."""
    if max(map(len, rows), default=0) < _PAIR:
        return Grid(tuple(rows), frozenset())
    plain = _without_frame(rows)
    for _ in range(_FRAME):
        plain = without_numbers(plain, cues)
    plain = _without_heads(_close_up(plain), cues)
    plain, bands = _labels_first(plain, headings)
    return Grid(tuple(plain), bands | _bands(plain, headings))


def without_numbers(rows: Sequence[Row], cues: Cues) -> list[Row]:
    """Return the rows of a table without a first column that only counts them: "1", "2.", "3.1", "A)".

    The head of such a column may be a sign like "No."; a row that is not counted has nothing there, or is one cell
    over all columns, below which the numbers may begin anew.
    """
    runs = _counted(rows, cues)
    numbers = [number for run in runs for number in run]
    anew = all(len(set(run)) == len(run) and (not run or _is_first(run[0])) for run in runs)
    whole = len(set(numbers)) == len(numbers) or anew
    if not whole or len(numbers) < _SURE or not _is_first(numbers[0]):
        return list(rows)
    beside = []
    for row in rows:
        rest = [replace(cell, column=cell.column - 1) for cell in row if cell.column]
        alone = len(row) == 1 and not _COUNTER.fullmatch(row[0].text.strip())
        beside.append(list(row) if alone and not rest else rest)
    return [row for row in beside if row]


def _counted(rows: Sequence[Row], cues: Cues) -> list[list[str]]:
    """Return the numbers of a table's first column by its parts; none where anything else stands there."""
    runs: list[list[str]] = [[]]
    for index, row in enumerate(rows):
        text = row[0].text.strip()
        if row[0].column:
            continue
        if _COUNTER.fullmatch(text):
            runs[-1].append(text)
        elif len(row) == 1:
            runs.append([])
        elif any(runs):
            if index < len(rows) - 1 or not is_total(text, cues):
                return []
        elif len(text) > _SIGN and not cues.matches("column:number", text):
            return []
    return runs


def _is_first(number: str) -> bool:
    return number.strip(" .):(").split(".")[0] in _FIRST


def _without_frame(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the letters that a sheet has over its columns."""
    letters = [cell.text.strip() for cell in rows[0]]
    framed = len(letters) >= _PAIR and letters == list(ascii_uppercase[: len(letters)])
    return list(rows[1:] if framed and len(rows) > 1 else rows)


def _close_up(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the columns that are empty in all of them, as they stand beside each other."""
    used = sorted({cell.column or 0 for row in rows if len(row) > 1 for cell in row})
    if not used or used[-1] == len(used) - 1:
        return list(rows)
    place = {column: at for at, column in enumerate(used)}
    return [
        [
            replace(cell, column=max((place[one] for one in used if one <= (cell.column or 0)), default=0))
            for cell in row
        ]
        for row in rows
    ]


# Heads ---------------------------------------------------------------------------------------------


def _without_heads(rows: Sequence[Row], cues: Cues) -> list[Row]:
    """Return the rows without those that say "Field, Answer, Notes", and without the notes below them.

    Labels stand before answers in them, and the name of a part in a row of its own.
    """
    kept: list[Row] = []
    roles: Mapping[int, str] = {}
    for row in rows:
        if told := _head(row, cues):
            roles = told
        elif not roles or len(row) < _PAIR:
            kept.append(row)
        else:
            cells = [cell for cell in row if roles.get(cell.column or 0) not in ("note", "number", "part")]
            labels = [cell for cell in cells if roles.get(cell.column or 0) == "label"]
            answers = [cell for cell in cells if cell not in labels]
            kept += [[replace(cell, column=0)] for cell in row if roles.get(cell.column or 0) == "part"]
            kept += [_placed([*labels, *answers], first=0 if labels else 1)] if cells else []
    return kept


def _head(row: Row, cues: Cues) -> dict[int, str]:
    """Return what stands in the columns under a row that heads a form's; nothing for any other row."""
    if len(row) < _PAIR or any(len(cell.text) > _BAND for cell in row):
        return {}
    told: dict[int, str] = {}
    for cell in row:
        text = cell.text.strip(" :*_")
        fitting = [role for role in _ROLES if cues.matches(f"column:{role}", text)]
        free = [role for role in fitting if role in _SEVERAL or role not in told.values()]
        if free:
            told[cell.column or 0] = free[0]
    if (
        "label" not in told.values()
        or not {"answer", "note"} & set(told.values())
        or len(told) < len(row) - 1
    ):
        return {}
    if "answer" not in told.values() and len(told) == len(row):
        at = next(column for column, role in told.items() if role == "note")
        told[at] = "answer"
    return told


def _placed(cells: Sequence[Block], *, first: int) -> list[Block]:
    """Return cells in columns from ``first`` on, those of one column together."""
    placed: list[Block] = []
    column, last = first - 1, None
    for cell in cells:
        column += cell.column != last
        last = cell.column
        placed.append(replace(cell, column=column))
    return placed


# Labels --------------------------------------------------------------------------------------------


def _labels_first(rows: Sequence[Row], headings: HeadingReader) -> tuple[list[Row], frozenset[int]]:
    """Return the rows with their labels first, where codes or the names of groups stand before them.

    A group's name stands once, or again and again, before labels that are known.
    """
    below = [row for row in rows if any(cell.column for cell in row)]
    seconds = [cell for row in below for cell in row if cell.column == 1][: 4 * len(rows)]
    values = sum(any((cell.column or 0) > 1 for cell in row) for row in below)
    if len(seconds) < _SURE or 2 * values < len(seconds):
        return list(rows), frozenset()
    firsts = [row[0] for row in below if not row[0].column]
    coded = bool(firsts) and all(_CODE.fullmatch(cell.text.strip()) for cell in firsts)
    names = {cell.text.strip() for cell in firsts}
    if not coded and 2 * len(names) > len(seconds):
        return list(rows), frozenset()
    known = sum(_is_label(cell, headings) for cell in seconds)
    if known < _SURE or 2 * known < len(seconds):
        return list(rows), frozenset()
    return _parted(rows, coded=coded)


def _parted(rows: Sequence[Row], *, coded: bool) -> tuple[list[Row], frozenset[int]]:
    parted: list[Row] = []
    bands: set[int] = set()
    name = ""
    for row in rows:
        firsts = [cell for cell in row if not cell.column]
        rest = [replace(cell, column=cell.column - 1) for cell in row if cell.column]
        if firsts and not coded and firsts[0].text.strip() != name:
            name = firsts[0].text.strip()
            bands |= {firsts[0].start} if rest else set()
            parted.append(firsts)
        if rest:
            parted.append(rest)
    return parted, frozenset(bands)


def _is_label(cell: Block, headings: HeadingReader) -> bool:
    return (
        cell.kind is BlockKind.TABLE_CELL
        and len(cell.text) <= _LABEL
        and headings.cell(cell.text) is not None
    )


def _bands(rows: Sequence[Row], headings: HeadingReader) -> frozenset[int]:
    """Return where rows of one short cell begin that stand between rows of a label and its value, and are none.

    What ends no sentence and stands before a label, after a row that has its value, names what follows.
    """
    keyed = sum(len(row) > 1 and not row[0].column for row in rows)
    alone = [index for index, row in enumerate(rows) if len(row) == 1 and not row[0].column]
    if keyed < _SURE or keyed <= len(alone):
        return frozenset()
    found = set()
    for index in alone:
        above, below = rows[index - 1] if index else (), rows[index + 1] if index + 1 < len(rows) else ()
        text = rows[index][0].text.rstrip()
        if len(above) > 1 and len(below) > 1 and len(text) <= _BAND and not text.endswith(_ENDS):
            found |= {rows[index][0].start} if _is_label(below[0], headings) else set()
    return frozenset(found)
