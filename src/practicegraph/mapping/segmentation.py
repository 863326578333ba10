"""From blocks to sections: which heading each piece of text stands under.

The rules are those of forms and pages, not of one template: a heading alone on its line, glued to its
value, as a table's key cell, as one of alternating list items. A heading followed by a heading has no
value; it never swallows the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from practicegraph.mapping.columns import Columns, key_pairs, read_columns, stacked_cells
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_reader import (
    HEADING_LENGTH,
    QUESTION_MARKS,
    HeadingReader,
    is_question,
)
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon, HeadingMatch
from practicegraph.mapping.kickers import is_kicker
from practicegraph.mapping.labels import is_value, unseparated_labels
from practicegraph.mapping.open_sections import OpenSections
from practicegraph.mapping.outline import Outline, outline
from practicegraph.mapping.records import line_labels, record_lines
from practicegraph.mapping.related import without_related
from practicegraph.mapping.section import OpenSection, Section, part_of, stands_over_text
from practicegraph.reading.blocks import Block, BlockKind, Document

_DATED: Final = frozenset({"period", "start", "published"})
_PROSE_ENDS: Final = (".", ",", "!", "…")
_INTRODUCTION: Final = 10
_OVER_TITLE: Final = 3
"""Lines over which a title may not begin."""


def segment(
    document: Document,
    lexicon: HeadingLexicon,
    cues: Cues,
    words: HeadingWords | None = None,
    language: str | None = None,
) -> tuple[Section, ...]:
    """Return the sections of ``document`` in order; the first may have no heading (``field`` ``None``).

    ``words`` tell headings that the lexicon does not have, in the ``language`` that the text is likely in.
    """
    outlined = outline(document, lexicon, cues)
    document = replace(document, blocks=outlined.blocks)
    reader = _Reader(document, lexicon, cues, HeadingReader(document, lexicon, words, language), outlined)
    reader.read()
    return without_related(reader.sections())


class _Reader(OpenSections):
    """Reads blocks in order: lines, lists and tables."""

    def __init__(
        self,
        document: Document,
        lexicon: HeadingLexicon,
        cues: Cues,
        headings: HeadingReader,
        outlined: Outline,
    ) -> None:
        super().__init__(document, lexicon, cues, headings)
        self._marks = outlined.marks
        self._openings = outlined.openings
        self._waiting: list[Block] = []
        self._records = 0
        self._asked = 0
        self._unseparated = unseparated_labels(document, lexicon)
        self._record_lines = record_lines(document, headings)

    def read(self) -> None:
        """Read all blocks."""
        runs = groupby(enumerate(self._blocks), key=lambda item: _run_key(item[1]))
        for _, run in runs:
            items = list(run)
            if items[0][1].row is not None:
                self._read_table(
                    [[block for _, block in row] for _, row in groupby(items, key=lambda item: item[1].row)]
                )
                continue
            blocks = [block for _, block in items]
            if blocks[0].kind is BlockKind.LIST_ITEM:
                self._read_list(blocks, self._following(items[-1][0]))
            else:
                for index, block in items:
                    self._read_line(block, index)
        self._flush_waiting()

    # Lines ---------------------------------------------------------------------------------------

    def _read_line(self, block: Block, index: int) -> None:
        self._flush_waiting()
        if block.end <= self._headings.message_end:
            self._read_message_line(block)
            return
        if block.start in self._marks:
            self._open_mark(block)
            return
        if index < _OVER_TITLE and self._opened[-1].field is None and is_kicker(block.text, self._cues):
            self._open_unknown(block)
            return
        match = None if block.start in self._unseparated else self._heading(block)
        if match is None and is_question(block):
            match = self._headings.line(index, waiting=self._waits())
        if match is not None:
            self._open_line(match, block, index)
        elif self._introduces(block, index) or self._glued(block):
            return
        elif (asked := self._headings.line(index, waiting=self._waits())) is not None:
            self._open_line(asked, block, index)
        elif (
            block.kind is BlockKind.HEADING
            or (self._headings.asks and is_question(block))
            or (self._opened[-1].values and stands_over_text(self._blocks, index, self._text))
        ):
            self._open_unknown(block)
        else:
            if self._ended(block) or self._is_unknown_record(block) or self._begins(block):
                self._open_text(block)
            self._add(block)

    def _open_line(self, match: HeadingMatch, block: Block, index: int) -> None:
        self._open(match, block.start, block.end, following=self._following(index))
        self._opened[-1].level = block.level if block.kind is BlockKind.HEADING else 0

    def _begins(self, block: Block) -> bool:
        """Tell whether another text begins with a line, as its setting shows."""
        return block.start in self._openings and not self._waits()

    def _read_message_line(self, block: Block) -> None:
        """Read a line of an e-mail's head: its day is when the message was written, the rest is no value of a field."""
        label, _, value = block.text.partition(":")
        match = self._lexicon.exact(label)
        dated = match is not None and any(row.field in _DATED for row in match.rows)
        self._opened.append(
            OpenSection(
                "published" if dated else "status", block.start, block.start, "", "", method="message"
            )
        )
        start = block.end - len(value.lstrip())
        self._add(replace(block, start=start, text=self._text[start : block.end]))

    def _heading(self, block: Block) -> HeadingMatch | None:
        text = block.text
        if len(text) > HEADING_LENGTH:
            return None
        if text.rstrip().endswith(QUESTION_MARKS):
            return self._lexicon.exact(text)
        sentence = block.kind is not BlockKind.HEADING and text.rstrip().endswith(_PROSE_ENDS)
        match = None if sentence else self._lexicon.find(text)
        return None if match is not None and self._answers(match, text) else match

    def _answers(self, match: HeadingMatch, text: str) -> bool:
        """Tell whether a word under a heading without a value is its value: "Local" below "Level"."""
        return self._waits() and match.is_foreign(self._languages) and len(text.split()) == 1

    def _introduces(self, block: Block, index: int) -> bool:
        """Open the section of a list that a short sentence with a colon introduces; tell whether it is one.

        The field is that of the heading form among the sentence's words.
        """
        following = self._following(index)
        text = block.text.rstrip()
        if not text.endswith(":") or following is None or following.kind is not BlockKind.LIST_ITEM:
            return False
        words = text.rstrip(":").split()
        if len(words) > _INTRODUCTION:
            return False
        match = self._headings.form_within(words, self._within, self._languages)
        if match is None:
            return False
        self._open(match, block.start, block.end, following=following)
        self._opened[-1].list_only = True
        return True

    def _following(self, index: int) -> Block | None:
        return self._blocks[index + 1] if index + 1 < len(self._blocks) else None

    # Lists ---------------------------------------------------------------------------------------

    def _read_list(self, blocks: Sequence[Block], following: Block | None) -> None:
        """Read a run of list items, whose items may be keys and values in turn."""
        self._flush_waiting()
        if any(self._asks(block, blocks, following) for block in blocks):
            self._read_questions(blocks, following)
            return
        found = [None if block.number is not None else self._lexicon.exact(block.text) for block in blocks]
        keys = sum(match is not None for match in found)
        lone = len(blocks) == 1 and self._opened[-1].field is None and not self._opened[-1].values
        alternating = found[0] is not None and (lone or (keys > 1 and 3 * keys >= len(blocks)))
        for block, match in zip(blocks, found, strict=True):
            if alternating and match is not None:
                self._open(match, block.start, block.end, following=None)
            elif not self._glued(block):
                if self._is_unknown_record(block):
                    self._open_text(block)
                self._add(block)

    def _asks(self, block: Block, run: Sequence[Block], following: Block | None) -> bool:
        """Tell whether a numbered line is a heading of a form whose headings are numbered.

        The first stands alone over its value; then each next number is one, if the lexicon has it or it
        stands alone.
        """
        alone = len(run) == 1 and following is not None and following.kind is BlockKind.PARAGRAPH
        known = block.number is not None and self._headings.numbered(block.text) is not None
        if self._asked and block.number == self._asked + 1:
            return known or alone
        return known and alone

    def _read_questions(self, blocks: Sequence[Block], following: Block | None) -> None:
        for block in blocks:
            if self._asks(block, blocks, following):
                match = self._headings.numbered(block.text)
                if match is None:
                    self._open_unknown(block)
                else:
                    self._open(
                        match, block.start, block.end, following=following if block is blocks[-1] else None
                    )
                self._asked = block.number or 0
            elif not self._glued(block):
                self._add(block)

    # Tables --------------------------------------------------------------------------------------

    def _read_table(self, rows: Sequence[Sequence[Block]]) -> None:
        """Read a table: rows under the heads of columns, or each with its key."""
        columns: Columns | None = None
        for index, row in enumerate(rows):
            first = index == 0 or len(rows[index - 1]) == 1
            head = read_columns(rows[index:], self._headings) if first or columns is not None else None
            if head is not None:
                self._flush_waiting()
                self._opened[-1].nested = self._opened[-1].nested or self._waits()
                columns = head
            elif columns is None or (len(row) == 1 and self._headings.cell(row[0].text) is not None):
                columns = None
                for cells in key_pairs(row, self._headings):
                    self._read_row(cells)
            else:
                self._read_under_columns(columns, row)
        if columns is not None:
            self._close()

    def _read_under_columns(self, columns: Columns, row: Sequence[Block]) -> None:
        self._records += columns.records
        for cell, match in columns.cells(row, self._headings):
            if match is None:
                self._open_text(cell)
            else:
                self._open(match, cell.start, cell.start, following=cell)
            self._opened[-1].record = self._records if columns.records else 0
            self._add(cell)

    def _read_row(self, cells: Sequence[Block]) -> None:
        key = next((cell for cell in cells if cell.column == 0 and cell.kind is BlockKind.TABLE_CELL), None)
        others = [cell for cell in cells if cell is not key]
        if key is None:
            self._read_keyless(others)
            return
        if (stacked := stacked_cells(cells, self._headings)) is not None:
            self._flush_waiting()
            for told, label, values in stacked:
                self._open(told, label.start, label.end, following=values[0])
                self._add_cells(values)
            return
        match = self._heading(key)
        if match is None and others and not _holds_value(key.text):
            match = self._headings.read(key.text)
        if match is not None:
            self._read_keyed(match, key, others)
        elif others and not self._glued(key):
            self._flush_waiting()
            self._open_unknown(key)
            self._add_cells(others)
        elif others:
            self._add_cells(others)
        elif not self._glued(key):
            self._add(key)

    def _read_keyed(self, match: HeadingMatch, key: Block, others: Sequence[Block]) -> None:
        """Read a row whose first cell is a heading: of a section, if it stands alone and can be one."""
        section = not others and match.section() is not None
        if section:
            self._flush_waiting()
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

    # Sections ------------------------------------------------------------------------------------

    def _glued(self, block: Block) -> bool:
        """Open the sections of the labels inside a block; tell whether there were any."""
        bare = self._unseparated.get(block.start)
        if bare is not None:
            found = [bare]
        else:
            near = self._opened[-1].method.endswith(":glued")
            record = block.start in self._record_lines
            found = line_labels(block, self._lexicon, self._headings, record=record, near=near)
        if not found or is_value(self._opened[-1], block, found[0]):
            return False
        before = part_of(block, 0, found[0].start)
        if before is not None and any(map(str.isalnum, before.text)):
            self._add(before)
        ends = [*(label.start for label in found[1:]), len(block.text)]
        for label, end in zip(found, ends, strict=True):
            self._nest(block.start + label.start)
            outer = self._opened[-1]
            closing = block.text.find(")", label.after, end) if block.text[label.start] == "(" else -1
            after = (
                label.after if label.match.rows else label.start
            )  # words that nobody knows may tell what a figure is
            value = part_of(block, after, end if closing < 0 else closing)
            rest = None if closing < 0 else part_of(block, closing + 1, end)
            at = block.start + label.start
            self._open(
                label.match,
                at,
                at + label.end - label.start if label.match.rows else at,
                following=value,
                glued=True,
            )
            if value is not None:
                self._add(value)
            if rest is not None and any(letter.isalnum() for letter in rest.text):
                outer.values.append(rest)  # what follows a label in brackets belongs to what stood before it
        return True


def _holds_value(text: str) -> bool:
    """Tell whether a cell that begins with a label has its value, too."""
    label, colon, value = text.partition(":")
    return bool(colon and label.strip() and value.strip())


def _run_key(block: Block) -> tuple[bool, bool]:
    return (block.row is not None, block.kind is BlockKind.LIST_ITEM and block.row is None)
