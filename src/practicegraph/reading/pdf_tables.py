"""The ruled tables of a PDF page: which cell lies where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pdfplumber.page
import pypdfium2 as pdfium
from pypdfium2 import raw

from practicegraph.reading.pdf_lines import Box

RULES: Final = 4
"""Drawn lines that a page must have to be searched for tables, which costs thirty times its text."""

_UPRIGHT: Final = 6.0
"""Points that a line between columns, or a cell's frame, is high at least; a line under words is not."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its table on the page, its row and column in it, its box, and lines written into fields in it."""

    table: int
    row: int
    column: int
    box: Box
    written: tuple[str, ...] = ()


def has_rules(page: pdfium.PdfPage) -> bool:
    """Tell whether a page draws enough lines for a table."""
    upright, turned = False, page.get_rotation() in (90, 270)
    drawings = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    for found, drawn in enumerate(drawings, start=1):
        left, bottom, right, top = drawn.get_bounds()
        upright = upright or (right - left if turned else top - bottom) > _UPRIGHT
        if found >= RULES and upright:
            return True
    return False


def find_cells(page: pdfplumber.page.Page) -> list[Cell]:
    """Return the cells of a page's tables; a frame round text is none."""
    cells: list[Cell] = []
    height = float(page.height)
    for number, table in enumerate(page.find_tables()):
        rows = [row.cells for row in table.rows]
        if max(sum(box is not None for box in row) for row in rows) < 2:
            continue
        for row_number, row in enumerate(rows):
            for column, box in enumerate(row):
                if box is not None:
                    left, top, right, bottom = box
                    cells.append(
                        Cell(number, row_number, column, (left, height - bottom, right, height - top))
                    )
    return cells
