"""Sections while a document is read: those of tables, whose rows have keys or stand under the heads of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.columns import (
    COLUMN,
    Columns,
    heads_figures,
    is_total,
    key_pairs,
    label_rows,
    pairs_keys,
    read_columns,
    stacked_cells,
    stacks,
)
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.grids import Grid, read_grid
from practicegraph.mapping.heading_reader import (
    BY_SOME_WORDS,
    BY_WORDS,
    HEADING_LENGTH,
    HeadingReader,
    ends_as_question,
)
from practicegraph.mapping.headings import UNKNOWN_MATCH, HeadingLexicon, HeadingMatch, without_number
from practicegraph.mapping.labelled_sections import MONEY_FIELDS, LabelledSections
from practicegraph.mapping.section import PROSE_FIELDS, OpenSection
from practicegraph.mapping.sentences import SENTENCE_ENDS
from practicegraph.mapping.sum_tables import PAID, caption_of, column_of_sums, unit_of
from practicegraph.reading.blocks import Block, BlockKind, Document

_NEAR: Final = 3
"""Sections in which the label above a row stands: its value may have labels of its own."""
_LABEL: Final = 60
"""Code points that a label without an answer may have."""
_BLANK: Final = 2


class TableSections(LabelledSections):
    """Opens the sections of a table's cells."""

    def __init__(
        self, document: Document, lexicon: HeadingLexicon, cues: Cues, headings: HeadingReader
    ) -> None:
        super().__init__(document, lexicon, cues, headings)
        self._waiting: list[Block] = []
        self._records = 0
        self._caption = ""
        """What stands over the table of figures that is read."""
        self._stacked = False
        """Whether the cells of the table that is read have their labels over their values."""

    def _read_table(self, rows: Sequence[Sequence[Block]]) -> None:
        """Read a table: rows under the heads of columns, or each with its key."""
        grid = read_grid(rows, self._headings, self._cues)
        if not self._read_sums(grid.rows):
            self._read_grid(grid)

    def _read_grid(self, grid: Grid) -> None:
        rows = grid.rows
        above = self._opened[-1] if self._waits() else None
        banded = label_rows(rows, self._headings)
        for labels, values in zip(rows[:banded:2], rows[1:banded:2], strict=True):
            self._read_labels(labels, values)
        rows = rows[banded:]
        self._stacked = stacks(rows, self._headings)
        paired = pairs_keys(rows, self._headings)
        columns: Columns | None = None
        heads: Mapping[int, str] = {}
        figures = False
        for index, row in enumerate(rows):
            if row[0].start in grid.bands and (columns is None or self._headings.cell(row[0].text) is None):
                columns, figures = None, False
                self._read_band(row[0])
                continue
            first = index == 0 or len(rows[index - 1]) == 1
            head = (
                read_columns(rows[index:], self._headings, self._cues)
                if first or columns is not None
                else None
            )
            if head is not None:
                self._flush_waiting()
                self._opened[-1].nested = self._opened[-1].nested or self._waits()
                columns = head
            elif figures or (first and heads_figures(rows[index:], self._headings, self._cues)):
                heads = heads if figures else {cell.column or 0: cell.text for cell in row}
                self._caption = self._caption if figures else self._take_caption(row[0])
                figures = True
                self._read_figures(row, heads)
            elif columns is None or (len(row) == 1 and self._headings.cell(row[0].text) is not None):
                columns = None
                for cells in key_pairs(row, self._headings, paired=paired):
                    self._read_row(cells)
            else:
                self._read_under_columns(columns, row)
        if columns is not None:
            self._close()
        if above is not None:
            self._go_on(above)

    def _read_sums(self, rows: Sequence[Sequence[Block]]) -> bool:
        """Read a table of who paid how much in which year below a heading of money; tell whether it is one."""
        above = self._opened[-1]
        column = column_of_sums(rows, self._cues) if rows and above.field in MONEY_FIELDS else None
        if column is None:
            return False
        self._flush_waiting()
        caption = caption_of(above.values)
        unit = "" if caption is None else unit_of(caption)
        above.values, above.nested = [one for one in above.values if one is not caption], True
        for row in rows[1:]:
            key = row[0] if not row[0].column else None
            told = next((cell for cell in row if cell.column == column), None)
            if key is None or told is None:
                continue
            field, method = ("budget", COLUMN) if is_total(key.text, self._cues) else ("funding", PAID)
            self._opened.append(
                OpenSection(
                    field, key.start, key.end, key.text, above.within, language=above.language, method=method
                )
            )
            self._opened[-1].head = f"{rows[0][-1].text}, {unit}"
            for cell in (key, told) if method == PAID else (told,):
                self._add(cell)
        return True

    def _read_band(self, cell: Block) -> None:
        """Read the name of a part of a table: a section if it is one, else a heading that asks for nothing."""
        self._flush_waiting()
        match = self._heading(cell) or (self._unanswered(cell) if self._is_numbered_too(cell) else None)
        if match is not None:
            self._read_keyed(match, cell, [])
        elif not self._glued(cell):
            self._open_unknown(cell)

    def _is_numbered_too(self, cell: Block) -> bool:
        """Tell whether a cell has a number before its words, as the labels above it have."""
        labels = [cell.text, *(opened.label for opened in self._opened[-_NEAR:])]
        own, *above = (without_number(label) != label for label in labels)
        return own and any(above)

    def _read_labels(self, labels: Sequence[Block], values: Sequence[Block]) -> None:
        """Read a row of labels with the row of their values below it."""
        self._flush_waiting()
        for label in labels:
            below = [cell for cell in values if cell.column == label.column]
            match = self._headings.label_text(label.text) or UNKNOWN_MATCH
            self._open(match, label.start, label.end, following=below[0] if below else None)
            self._add_cells(below)

    def _read_figures(self, row: Sequence[Block], heads: Mapping[int, str]) -> None:
        """Read a row of figures: what they count is no heading, whatever else it asks for elsewhere.

        Their row says it or their column: "2021" beside "45" under "Completed".
        """
        self._flush_waiting()
        self._open_unknown(row[0])
        for cell in row[1:] if not row[0].column else row:
            self._open_text(cell)
            self._opened[-1].label, self._opened[-1].head = row[0].text, heads.get(cell.column or 0, "")
            self._opened[-1].caption = self._caption
            self._add(cell)

    def _take_caption(self, first: Block) -> str:
        """Return the line right over a table of figures that says what they count, which is no value of its section."""
        above = self._opened[-1]
        line = above.values[-1] if above.values else None
        if line is None or line.kind is not BlockKind.PARAGRAPH or not 0 < len(line.text) <= HEADING_LENGTH:
            return ""
        apart = self._text.count("\n", line.end, first.start) > _BLANK
        if apart or line.row is not None or line.text.rstrip().endswith(SENTENCE_ENDS):
            return ""
        above.values.pop()
        above.nested = above.nested or not above.values
        return line.text.strip(" :*_")

    def _go_on(self, above: OpenSection) -> None:
        """Go on below a table with the section that it stands in, if its rows asked for no field of their own."""
        above.nested = True
        below = self._opened[next(at for at, one in enumerate(self._opened) if one is above) + 1 :]
        if below and all(opened.field is None for opened in below) and above.field in PROSE_FIELDS:
            end = max([below[-1].end, *(block.end for block in below[-1].values)])
            self._opened.append(replace(above, start=end, end=end, label="", values=[]))

    def _read_under_columns(self, columns: Columns, row: Sequence[Block]) -> None:
        total = columns.records and is_total(row[0].text, self._cues)
        record = columns.records and not total
        self._records += record
        for cell, match in columns.cells(row, self._headings, self._cues):
            if match is None or total:
                self._open_text(cell)
            else:
                self._open(match, cell.start, cell.start, following=cell)
            self._opened[-1].record = self._records if record else 0
            self._opened[-1].head = columns.heads.get(cell.column or 0, "")
            self._add(cell)

    def _read_row(self, cells: Sequence[Block]) -> None:
        key = next((cell for cell in cells if cell.column == 0 and cell.kind is BlockKind.TABLE_CELL), None)
        others = [cell for cell in cells if cell is not key]
        if key is None:
            self._read_keyless(others)
            return
        if self._stacked and (stacked := stacked_cells(cells, self._headings, stacked=True)) is not None:
            self._flush_waiting()
            for told, label, values in stacked:
                self._open(told, label.start, label.end, following=values[0])
                self._add_cells(values)
            return
        match = self._row_heading(key, others)
        if self._is_payer(match, key, others):
            return
        if match is not None:
            # What else the cell of a label says only explains it.
            beside = [cell for cell in others if cell.column]
            self._read_keyed(match, key, beside or others)
        elif others and not self._glued(key):
            self._flush_waiting()
            if _holds_value(key.text):
                self._open_text(key)
                self._add(key)
            else:
                self._open_unknown(key)
            self._add_cells(others)
        elif others:
            self._add_cells(others)
        elif not self._glued(key):
            self._read_alone(key)

    def _read_alone(self, key: Block) -> None:
        """Read a row of one cell that nobody knows: a question without an answer, or a text."""
        if self._answered() and ends_as_question(key.text):
            self._open_unknown(key)
        else:
            self._add(key)

    def _row_heading(self, key: Block, others: Sequence[Block]) -> HeadingMatch | None:
        """Return what the first cell of a row asks for."""
        match = self._heading(key)
        if match is None and not _holds_value(key.text):
            match = self._headings.read(key.text) if others else self._unanswered(key)
        return match

    def _is_payer(self, match: HeadingMatch | None, key: Block, others: Sequence[Block]) -> bool:
        """Open the section of a row that says who paid how much of the sum above it; tell whether it does."""
        if not others or not self._pays(match, others[0].text):
            return False
        self._flush_waiting()
        self._open_payer(key, 0, len(key.text))
        self._add_cells(others)
        return True

    def _unanswered(self, key: Block) -> HeadingMatch | None:
        """Return what a label asks for whose answer is empty, if the labels above it were answered."""
        if not self._answered():
            return None
        if ends_as_question(key.text) and len(key.text) <= HEADING_LENGTH:
            return self._headings.read(key.text)
        short = len(key.text) <= _LABEL and not key.text.rstrip().endswith((".", ",", ";"))
        return self._headings.read(key.text, whole=True) if short else None

    def _answered(self) -> bool:
        """Tell whether the last labels of a table, but for empty ones, have answers in it."""
        above = next((one for one in reversed(self._opened) if one.values or one.level), None)
        return above is not None and len(above.values) > 0 and above.values[-1].row is not None

    def _read_keyed(self, match: HeadingMatch, key: Block, others: Sequence[Block]) -> None:
        """Read a row whose first cell is a heading: of a section, if it stands alone and can be one."""
        section = not others and match.section() is not None
        if section:
            self._flush_waiting()
        if match.method == BY_SOME_WORDS and ends_as_question(key.text):
            match = replace(match, method=BY_WORDS)  # a question in a form is one, answered or not
        self._open(match, key.start, key.end, following=others[0] if others else None)
        if section:
            self._keyed = False
            return
        self._take_waiting()
        self._add_cells(others)

    def _read_keyless(self, cells: Sequence[Block]) -> None:
        """Read a row without a key: it belongs to the key before it, or, where a section begins, to the next one."""
        if self._keyed:
            for cell in cells:
                self._add_cell(cell)
        else:
            self._waiting += cells

    def _take_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._keyed = True
        for cell in waiting:
            self._add(cell)

    def _flush_waiting(self) -> None:
        """Give the rows that wait for a key to the section before them: no key came."""
        waiting, self._waiting = self._waiting, []
        for cell in waiting:
            self._add(cell)

    def _add_cells(self, cells: Sequence[Block]) -> None:
        for cell in cells:
            self._add_cell(cell)

    def _add_cell(self, cell: Block) -> None:
        """Add a value cell, in which labels may stand."""
        label = self._lexicon.exact(cell.text) if cell.text.rstrip().endswith(":") else None
        if label is not None:
            self._nest(cell.start)
            self._open(label, cell.start, cell.end, following=None)
        elif not self._glued(cell):
            self._add(cell)


def _holds_value(text: str) -> bool:
    """Tell whether a cell that begins with a label has its value, too."""
    label, colon, value = text.partition(":")
    return bool(colon and label.strip() and value.strip())
