"""From blocks to sections: which heading each piece of text stands under.

The rules are those of forms and pages, not of one template: a heading alone on its line, glued to its
value, as a table's key cell, as one of alternating list items. A heading followed by a heading has no
value; it never swallows the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from practicegraph.mapping.choices import is_option
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.heading_reader import (
    BY_WORDS,
    HEADING_LENGTH,
    HeadingReader,
    is_question,
)
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon, HeadingMatch
from practicegraph.mapping.insets import without_insets
from practicegraph.mapping.kickers import is_kicker
from practicegraph.mapping.open_sections import COUNTER, MARK
from practicegraph.mapping.outline import Outline, outline
from practicegraph.mapping.page_heads import FURNITURE, HEAD, head_line
from practicegraph.mapping.partner_records import with_names
from practicegraph.mapping.related import without_related
from practicegraph.mapping.section import OpenSection, Section, stands_over_text
from practicegraph.mapping.table_sections import TableSections
from practicegraph.reading.blocks import MASK, Block, BlockKind, Document

_DATED: Final = frozenset({"period", "start", "published"})
_STRUCK: Final = re.compile(r"(?:[:：]|(?:\.[ ]?){3,}|…+)[ \t]*[-–—/]{1,3}[ \t]*\Z")
"""A stroke beside a label, which is its whole answer: "Partners: -", "Partners ..... -"."""
_INTRODUCTION: Final = 10
_HEADS: Final = 2
"""Known items over lists of their values that make the others labels, too."""
_ITEMS: Final = 3
"""Items of which one with a colon is no label for that alone."""
_FORM: Final = 3
"""Questions that make a text a form."""
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
    sections = without_insets(with_names(reader.sections(), document.text), document.text, cues)
    return without_related(sections)


class _Reader(TableSections):
    """Reads blocks in order: lines and lists, and tables row by row."""

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
        self._counters = outlined.counters
        self._names = outlined.names
        self._settled = outlined.values
        self._asked = 0
        self._head = head_line(document, lexicon, cues)

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

    def _read_line(self, block: Block, index: int) -> None:
        self._flush_waiting()
        if block.end <= self._headings.message_end:
            self._read_message_line(block)
        elif block.start in self._marks or block.start in self._counters:
            self._within = "" if block.start in self._counters else self._within
            self._open_mark(block, COUNTER if block.start in self._counters else MARK)
        elif block.start in self._names:
            self._open_text(block)
            self._add(block)
        elif (self._opened[-1].field is not None and is_option(block.text)) or (
            block.start in self._settled and self._waits()
        ):
            if not self._stages(block):
                self._add(block)
        else:
            self._read_plain(block, index)

    def _read_plain(self, block: Block, index: int) -> None:
        if self._stands_over(block, index):
            return
        match = None if block.start in self._unseparated else self._heading(block)
        if match is not None and self._is_position(block, match, index):
            self._add(block)
            return
        if match is None:
            match = self._headings.by_itself(index, waiting=self._waits())
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
            told = self._headings.read(block.text) if self._begins(block) else None
            if told is not None and told.method == BY_WORDS:
                self._open_line(told, block, index)
                return
            left = self._waits() and self._left_empty(block)
            if left or self._ended(block) or self._is_unknown_record(block) or self._begins(block):
                self._open_text(block)
            self._add(block)

    def _is_position(self, block: Block, match: HeadingMatch, index: int) -> bool:
        """Tell whether a line between a person among the contacts and an address or number says what that person is."""
        current, below = self._opened[-1], self._following(index)
        if current.field != "contact" or not current.values or below is None or ":" in block.text:
            return False
        person = current.values[-1]
        near = self._text.count("\n", person.end, block.start) == 1
        reached = MASK in below.text or any(map(str.isdigit, below.text))
        named = not person.text.strip(MASK + " ,")
        return near and reached and named and any(row.field in ROLE_FIELDS for row in match.rows)

    def _stands_over(self, block: Block, index: int) -> bool:
        """Open the section of the title below a page's furniture, or of what kind of text follows."""
        if self._head is not None and block.start == self._head.start:
            self._open_text(block, method=HEAD)
            self._add(block)
        elif self._is_furniture(block):
            self._opened[0].method = FURNITURE
            self._add(block)
        elif index < _OVER_TITLE and self._opened[-1].field is None and is_kicker(block.text, self._cues):
            self._open_unknown(block)
        else:
            return False
        return True

    def _is_furniture(self, block: Block) -> bool:
        """Tell whether a line over the title of a page is of its menu, whatever its words could ask for."""
        if self._head is None or block.start > self._head.start or ":" in block.text:
            return False
        match = self._lexicon.exact(block.text)
        return match is None or all(row.field not in _DATED for row in match.rows)

    def _open_line(self, match: HeadingMatch, block: Block, index: int) -> None:
        if self._is_badge(match):
            self._open_text(block, method=FURNITURE)
            self._add(block)
            self._close()
            return
        self._open(match, block.start, block.end, following=self._following(index))
        self._opened[-1].level = block.level if block.kind is BlockKind.HEADING else 0
        if _STRUCK.search(block.text) is not None:
            self._opened.append(OpenSection(None, block.end, block.end, "", self._within, method="text"))

    def _is_badge(self, match: HeadingMatch) -> bool:
        """Tell whether a line over all that a page says is of its furniture: "News" or "Completed project" over its text."""
        told = any(opened.field is not None for opened in self._opened)
        return not told and all(row.field == "status" for row in match.rows)

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

    def _read_list(self, blocks: Sequence[Block], following: Block | None) -> None:
        """Read a run of list items, whose items may be keys and values in turn."""
        self._flush_waiting()
        self._resume()
        if any(self._asks(block, blocks, following) for block in blocks):
            self._read_questions(blocks, following)
            return
        heads = self._heads_of_lists(blocks)
        if heads:
            for index, block in enumerate(blocks):
                if index in heads:
                    self._open_head(block, blocks[index + 1])
                elif not self._glued(block):
                    self._add(block)
            return
        found = [None if block.number is not None else self._lexicon.exact(block.text) for block in blocks]
        keys = sum(match is not None for match in found)
        lone = len(blocks) == 1 and self._opened[-1].field is None and not self._opened[-1].values
        alternating = found[0] is not None and (lone or (keys > 1 and 3 * keys >= len(blocks)))
        sure = len(blocks) >= _ITEMS and 2 * sum(bool(self._labels(block)) for block in blocks) < len(blocks)
        for block, match in zip(blocks, found, strict=True):
            if alternating and match is not None:
                self._open(match, block.start, block.end, following=None)
            elif not self._glued(block, sure=sure):
                if self._is_unknown_record(block):
                    self._open_text(block)
                self._add(block)

    def _heads_of_lists(self, blocks: Sequence[Block]) -> frozenset[int]:
        """Return which items are labels over lists of their values: several known ones, each over deeper items."""
        depths = [self._indent(block) for block in blocks]
        heads = [
            index
            for index, (depth, below) in enumerate(pairwise(depths))
            if below > depth == min(depths) and len(blocks[index].text) <= HEADING_LENGTH
        ]
        known = sum(self._lexicon.exact(blocks[index].text) is not None for index in heads)
        return frozenset(heads if known >= _HEADS and 3 * known >= len(heads) else ())

    def _indent(self, block: Block) -> int:
        line = self._text[self._text.rfind("\n", 0, block.start) + 1 : block.start]
        return len(line) - len(line.lstrip())

    def _open_head(self, block: Block, following: Block) -> None:
        match = self._headings.label_text(block.text)
        if match is None:
            self._open_unknown(block)
        else:
            self._open(match, block.start, block.end, following=following)

    def _asks(self, block: Block, run: Sequence[Block], following: Block | None) -> bool:
        """Tell whether a numbered line is a heading of a form whose headings are numbered.

        The first stands alone over its value; then each next number is one, if the lexicon has it or it
        stands alone.
        """
        alone = len(run) == 1 and following is not None and following.kind is BlockKind.PARAGRAPH
        known = block.number is not None and self._headings.numbered(block.text) is not None
        if self._asked and block.number == self._asked + 1:
            return known or alone or self._goes_on(block)
        return known and alone

    def _goes_on(self, block: Block) -> bool:
        """Tell whether a numbered line behind a blank one is the next question of a form that asked several."""
        line = self._text.rfind("\n", 0, block.start)
        return self._asked >= _FORM and self._text[:line].endswith("\n")

    def _read_questions(self, blocks: Sequence[Block], following: Block | None) -> None:
        for block in blocks:
            if self._asks(block, blocks, following):
                match = self._headings.numbered(block.text) or self._headings.read(block.text.rstrip(" ."))
                if match is None:
                    self._open_unknown(block)
                else:
                    self._open(
                        match, block.start, block.end, following=following if block is blocks[-1] else None
                    )
                self._asked = block.number or 0
            elif not self._glued(block):
                self._add(block)


def _run_key(block: Block) -> tuple[bool, bool]:
    return (block.row is not None, block.kind is BlockKind.LIST_ITEM and block.row is None)
