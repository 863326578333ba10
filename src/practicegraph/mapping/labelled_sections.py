"""Sections while a document is read: which heading a text is, and which labels stand in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_reader import (
    BY_SOME_WORDS,
    BY_WORDS,
    HEADING_LENGTH,
    HeadingReader,
    ends_as_question,
)
from practicegraph.mapping.headings import HeadingLexicon, HeadingMatch
from practicegraph.mapping.joined_labels import joined_labels
from practicegraph.mapping.labels import Label, is_value, unseparated_labels
from practicegraph.mapping.open_sections import OpenSections
from practicegraph.mapping.page_furniture import is_attachment
from practicegraph.mapping.records import line_labels, record_lines
from practicegraph.mapping.section import OUTCOMES, PROSE_FIELDS, OpenSection, part_of
from practicegraph.reading.blocks import Block, BlockKind, Document

PAYER: Final = "heading:payer"
"""How the section of a line was told that says who paid how much of the sum above it."""
STAGE: Final = "heading:stage"
"""How the section of a figure was told that was planned, or reached, of what a heading asks for."""
STAGES: Final = ("stage:planned", "stage:reached")
_PROSE_ENDS: Final = (".", ",", "!", "…")
_QUALIFIED: Final = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,2}[ \u00a0]")
"""Words before a label that say more of what it asks for."""
_HOW_MANY: Final = re.compile(r"[ \u00a0]\(\d{1,3}\)\Z")
"""How many values stand below a heading: "Participants (4)"."""
_STAMPED: Final = re.compile(
    r"(?P<head>(?:[^:\s]|[ ](?![ ]))+)[ ]{3,}(?P<stamp>[^:\d]{3,40}):[ ]?[\d./-]{8,10}"
)
"""A heading with the day of its text on the other side of the line: "Results   Last update: 22/10/2024"."""
_EXPLAINS: Final = 6
"""Words that a sentence has at least which stands as a label."""
_NOTE: Final = 40
"""Code points in which the words end that ask for notice."""
_CODE: Final = re.compile(r"\W*[^\W\d_]?\d{1,2}(?:\.\d{1,2})*[.)]?\W*")
"""What counts the label behind it."""
MONEY_FIELDS: Final = frozenset(
    {"budget", "funding", "fundingAmount", "fundingShare", "funder", "fundingProgramme"}
)
_STAGED: Final = MONEY_FIELDS | {"count", "duration", "targetGroup"}
_STAGE: Final = re.compile(
    r"[\s,;|/·•]*(?P<key>[^\W\d_][^:\d|;]{1,30}?)[ ]?[:：–-][ \t]*(?P<figure>(?:[€$£]|[A-Z]{3})?[ \u00a0]?\d[\d .,'’\u00a0]*[€$£%]?(?:[ ]?[^\W\d_:]{1,9}(?![\w:]))?)[\s.]*"
)
"""A word that says which of several figures follows, and the figure."""
_PART: Final = re.compile(
    r"\s*(?P<before>[€$£]|[^\W\d_]{1,4})?[ \u00a0]?\d[\d .,'’\u00a0]*(?P<after>[€$£%]|[^\W\d_]{1,9}\.?)?\s*(?:\([^()]*\))?\W*"
)
"""An amount or a share alone, with what may explain it in brackets."""


class LabelledSections(OpenSections):
    """Opens the sections of headings, and those of the labels inside a line."""

    def __init__(
        self, document: Document, lexicon: HeadingLexicon, cues: Cues, headings: HeadingReader
    ) -> None:
        super().__init__(document, lexicon, cues, headings)
        bare = {at: (label,) for at, label in unseparated_labels(document, lexicon).items()}
        self._unseparated: dict[int, tuple[Label, ...]] = {**joined_labels(document, headings), **bare}
        self._record_lines = record_lines(document, headings)

    def _heading(self, block: Block) -> HeadingMatch | None:
        text = _HOW_MANY.sub("", block.text)
        if len(text) > HEADING_LENGTH or is_attachment(text):
            return None
        stamped = _STAMPED.fullmatch(text)
        if stamped is not None and self._lexicon.exact(stamped["stamp"]) is not None:
            return self._headings.label_text(stamped["head"])
        if ends_as_question(text):
            return self._lexicon.exact(text)
        sentence = block.kind is not BlockKind.HEADING and text.rstrip().endswith(_PROSE_ENDS)
        match = self._sentence(text) if sentence else self._lexicon.find(text)
        return None if match is not None and self._answers(match, text) else match

    def _sentence(self, text: str) -> HeadingMatch | None:
        """Return what a line asks for that ends as a sentence does: with a shortened word, or as one that explains the field."""
        explains = len(text.split()) > _EXPLAINS
        return self._lexicon.exact(text) if explains else self._lexicon.shortened(text)

    def _answers(self, match: HeadingMatch, text: str) -> bool:
        """Tell whether a word under a heading without a value is its value: "Local" below "Level"."""
        return self._waits() and match.is_foreign(self._languages) and len(text.split()) == 1

    def _labels(self, block: Block) -> list[Label]:
        """Return the labels inside a block."""
        bare = self._unseparated.get(block.start)
        if bare is not None:
            return [*bare]
        if self._is_note(block.text):
            return []
        near = self._opened[-1].method.endswith(":glued")
        record = block.start in self._record_lines
        return line_labels(block, self._lexicon, self._headings, record=record, near=near)

    def _is_note(self, text: str) -> bool:
        """Tell whether a line begins by asking readers to note something: no label, though a colon may stand behind."""
        told = self._cues.search("fact-box", text, 0, _NOTE)
        return told is not None and not told.start()

    def _glued(self, block: Block, *, sure: bool = False) -> bool:
        """Open the sections of the labels inside a block; tell whether there were any.

        ``sure`` asks for labels of the lexicon: one of several items may have a colon, too.
        """
        if self._stages(block):
            return True
        found = self._labels(block)
        if not found or self._is_of_text(block, found[0], sure=sure):
            return False
        bare = not block.text[found[0].after :].strip() or not self._waits()
        if bare and _QUALIFIED.fullmatch(block.text, 0, found[0].start):
            found[0] = replace(found[0], start=0)  # "Final project cost:" over the sum
        before = part_of(block, 0, found[0].start)
        if before is not None and any(map(str.isalnum, before.text)) and not _CODE.fullmatch(before.text):
            self._add(before)
        ends = [*(label.start for label in found[1:]), len(block.text)]
        for label, end in zip(found, ends, strict=True):
            if self._pays(label.match, block.text[label.after : end]):
                self._open_payer(block, label.start, end)
                continue
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
            if outer.field == "count" == self._opened[-1].field:
                # "Planned indicators" over "Participants: 40"
                self._opened[-1].head = outer.head or ("" if outer.values else outer.label)
            if value is not None:
                self._add(value)
            if rest is not None and any(letter.isalnum() for letter in rest.text):
                outer.values.append(rest)  # what follows a label in brackets belongs to what stood before it
        return True

    def _stages(self, block: Block) -> bool:
        """Open the sections of a line that says which of a heading's figures it gives: "Participants" over "Planned: 80"; tell whether it does."""
        above = self._opened[-1]
        if above.start == above.end or (above.values and above.method != STAGE) or above.field not in _STAGED:
            return False
        pieces = list(_STAGE.finditer(block.text))
        whole = sum(len(piece[0]) for piece in pieces) == len(block.text)
        if not whole or not all(self._is_stage(piece["key"]) for piece in pieces):
            return False
        for piece in pieces:
            self._open_stage(above, part_of(block, *piece.span("figure")), piece["key"])
        return True

    def _is_stage(self, words: str) -> bool:
        return any(self._cues.matches(cue, words) for cue in STAGES)

    def _open_stage(self, above: OpenSection, value: Block | None, words: str) -> None:
        """Open a section of what a heading asks for, with which of its figures this is over it; of people they count."""
        above.nested = True
        above.field = "count" if above.field == "targetGroup" else above.field
        self._opened.append(replace(above, method=STAGE, head=words, values=[] if value is None else [value]))

    def _is_of_text(self, block: Block, label: Label, *, sure: bool) -> bool:
        """Tell whether a line only seems to begin with a label: as a whole it is a value, a title or the text of a heading."""
        if is_value(self._opened[-1], block, label) or self._asks_again(block, label):
            return True
        by_words = label.match.method in (BY_WORDS, BY_SOME_WORDS)
        if by_words and self._counts_outcome(label):
            return True
        return by_words and (sure or self._is_title(block, label))

    def _resume(self) -> None:
        """Go on with the text of the heading round a label inside its first paragraph: "What we do" over "... Period: 2019-2020."."""
        if len(self._opened) < 2:
            return
        outer, label = self._opened[-2:]
        own = label.field is not None and label.field not in PROSE_FIELDS
        if own and outer.field in PROSE_FIELDS and outer.start < outer.end and self._is_inside(label):
            start = label.values[-1].end
            self._opened.append(replace(outer, start=start, end=start, label="", values=[], nested=True))

    def _counts_outcome(self, label: Label) -> bool:
        """Tell whether a line below "Results" only counts what came out: "Homes repaired: 40"."""
        above = self._opened[-1]
        if above.field not in OUTCOMES or above.start == above.end or above.method.endswith(":glued"):
            return False
        return all(row.field == "count" for row in label.match.rows) and bool(label.match.rows)

    def _asks_again(self, block: Block, label: Label) -> bool:
        """Tell whether a question with its answer only opens the text of the heading right above, in a text without others.

        "Effects" over "What has changed? Forty families ...".
        """
        above, row = self._opened[-1], label.match.field(self._within, self._languages)
        if row is None or block.row is not None or not self._waits() or above.method.endswith(":glued"):
            return False
        question = block.text[label.start : max(label.end + 1, label.after)]
        if self._headings.answers_in_lines or not ends_as_question(question):
            return False
        return row.field == above.field or {row.field, above.field or ""} <= OUTCOMES

    def _is_title(self, block: Block, label: Label) -> bool:
        """Tell whether the first line of a text, which no record goes on with, only seems to begin with a label."""
        first = block.start == self._blocks[0].start and block.start not in self._record_lines
        return first and all(row.field != "title" for row in label.match.rows)

    def _pays(self, match: HeadingMatch | None, value: str) -> bool:
        """Tell whether what stands beside a label is a part of the sum above: "of which City: 5 000 EUR".

        Nobody knows the label, or only its words seem to ask for something else.
        """
        if match is not None and any(row.field in MONEY_FIELDS for row in match.rows):
            return False
        if match is not None and match.rows and not match.method.startswith((BY_WORDS, BY_SOME_WORDS)):
            return False
        above = self._opened[-1]
        found = _PART.fullmatch(value) if above.field in MONEY_FIELDS and above.values else None
        currency = (found["before"] or found["after"]) if found is not None else None
        return currency == "%" or (currency is not None and currency in above.values[-1].text)

    def _open_payer(self, block: Block, start: int, end: int) -> None:
        """Open a section of who paid with what it gave, without small words before the name: "of which City"."""
        start = next((at for at in range(start, end) if block.text[at].isupper()), start)
        piece = part_of(block, start, end)
        at = block.start + start
        language, within = self._opened[-1].language, self._opened[-1].within
        self._opened.append(OpenSection("funding", at, at, "", within, language=language, method=PAYER))
        if piece is not None:
            self._add(piece)
