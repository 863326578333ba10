"""A heading with what stands under it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.reading.blocks import MASK, Block, BlockKind

PROSE_FIELDS: Final = (
    "objective", "description", "method", "origin", "activity", "challenge", "result", "impact", "replicability",
    "evaluation", "status", "collection", "link",
)  # fmt: skip
"""Lexicon fields whose value may be several paragraphs."""
OUTCOMES: Final = frozenset({"result", "impact"})
"""Lexicon fields for what came of a practice."""
LISTED_FIELDS: Final = (
    "objective", "activity", "challenge", "result", "impact", "targetGroup", "beneficiary", "partner",
)  # fmt: skip
"""Lexicon fields whose list a sentence may introduce."""

_HELP: Final = re.compile(r"\((?=(?:[^\s()]+\s+){2})[^()]{12,240}[.!?…]\)")
_BLANK: Final = 2
_LINES: Final = 3
_LONG: Final = 120
_SHORT: Final = 70


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    ``field`` is the lexicon's (``None`` before the first heading and under an unknown one); ``start`` and
    ``end`` are the heading's span; ``within`` is the section it belongs to (``organization``, ``results``
    ...), empty for none; ``nested`` tells that its values stand under labels inside it; ``score`` is 100
    for a heading written as the lexicon has it; ``level`` is the depth of a marked heading; ``record`` counts
    the rows of tables whose every row is a practice, from 1, 0 outside such a table; ``head`` is what stands over
    the column of a table, ``caption`` what stands over a table of figures.
    """

    field: str | None
    start: int
    end: int
    label: str
    values: tuple[Block, ...] = ()
    within: str = ""
    language: str | None = None
    nested: bool = False
    method: str = "heading"
    score: int = 100
    level: int = 0
    record: int = 0
    head: str = ""
    caption: str = ""


@dataclass(slots=True)
class OpenSection:
    """A section while its values are read."""

    field: str | None
    start: int
    end: int
    label: str
    within: str
    language: str | None = None
    method: str = "heading"
    score: int = 100
    values: list[Block] = dataclasses.field(default_factory=list)
    nested: bool = False
    list_only: bool = False
    level: int = 0
    record: int = 0
    head: str = ""
    caption: str = ""

    def close(self) -> Section:
        """Return the section as it was read."""
        return Section(
            field=self.field,
            start=self.start,
            end=self.end,
            label=self.label,
            values=without_help(self.values),
            within=self.within,
            language=self.language,
            nested=self.nested,
            method=self.method,
            score=self.score,
            level=self.level,
            record=self.record,
            head=self.head,
            caption=self.caption,
        )


def without_help(values: Sequence[Block]) -> tuple[Block, ...]:
    """Return the values but for the help that a form gives in brackets above an answer: "(Name all partners, please.)"."""
    helps = len(values) > 1 and values[0].row is None and _HELP.fullmatch(values[0].text.strip()) is not None
    return tuple(values[1:] if helps else values)


def is_left_empty(opened: Sequence[OpenSection], block: Block, text: str) -> bool:
    """Tell whether the last label before a line is the last of a record, left without a value.

    A blank line parts them, while the headings of the document stand right over their texts, or a short line follows
    several labels with their values beside them, or the same label has its value beside it elsewhere.
    """
    label = opened[-1]
    if not _leads(label, text) or len(opened) <= _BLANK or not _has_value_beside(opened[-2]):
        return False
    lines = text.count("\n", opened[-2].values[-1].end, label.start)
    if lines != 1 or text.count("\n", label.end, block.start) < _BLANK:
        return False
    form = label.label.casefold()
    if any(other.label.casefold() == form and _has_value_beside(other) for other in opened[:-1]):
        return True
    short = (
        (len(block.text) <= _SHORT or MASK in block.text)
        and block.kind is not BlockKind.LIST_ITEM
        and block.row is None
    )
    if short and len(opened) > _LINES and all(map(_has_value_beside, opened[-_LINES - 1 : -1])):
        return True
    gaps = [
        text.count("\n", other.end, other.values[0].start)
        for other in opened[1:-1]
        if other.values and other.start < other.end and not other.method.endswith(":glued")
    ]
    return len(gaps) >= _BLANK and all(gap == 1 for gap in gaps)


def _has_value_beside(label: OpenSection) -> bool:
    return label.method.endswith(":glued") and bool(label.values)


def _leads(label: OpenSection, text: str) -> bool:
    """Tell whether nothing but a colon or a dash stands behind a label."""
    end = text.find("\n", label.start)
    line = text[label.start : end if end >= 0 else len(text)].rstrip()
    return line.endswith((":", " -", " –", " —")) and len(line) <= len(label.label) + _BLANK


def part_of(block: Block, start: int, end: int) -> Block | None:
    """Return the part of a block between two offsets in it, without the space and dashes round it."""
    text = block.text[start:end]
    stripped = text.strip(" \t\n|*_")
    for mark in ("- ", "– ", "— ", "; ", ", ", ". "):
        stripped = stripped.removeprefix(mark).strip()
    for mark in (" -", " –", " —", " •", " |", " ·", ";"):
        stripped = stripped.removesuffix(mark).strip()
    if not stripped:
        return None
    begin = block.start + start + text.index(stripped)
    return replace(block, start=begin, end=begin + len(stripped), text=stripped)


def stands_over_text(blocks: Sequence[Block], index: int, text: str, *, lists: bool = False) -> bool:
    """Tell whether an unmarked short line stands over a long text of its own, or ``lists``, after a blank line."""
    line = blocks[index].text
    if len(line) > _SHORT or line.rstrip()[-1:] in ".;,:!…-–—" or not begins_large(line):
        return False
    if index == 0 or index + 1 >= len(blocks):
        return False
    previous, following = blocks[index - 1], blocks[index + 1]
    if text.count("\n", previous.end, blocks[index].start) <= 1 or following.row is not None:
        return False
    ended = previous.text.rstrip().endswith((".", "!", "?", "…", ")", "”", '"'))
    if not (ended or previous.kind is BlockKind.LIST_ITEM):
        return False
    return (lists and following.kind is BlockKind.LIST_ITEM) or _paragraph_length(
        blocks, index + 1, text
    ) > _LONG


def begins_large(text: str) -> bool:
    """Tell whether a line begins with a capital, or with a letter of a script that has none."""
    return text[:1].isalpha() and not text[:1].islower()


def _paragraph_length(blocks: Sequence[Block], index: int, text: str) -> int:
    """Return the code points of a paragraph from its first line on, as far as it matters."""
    first = last = blocks[index]
    for below in blocks[index + 1 : index + 1 + _LINES]:
        if below.kind is not BlockKind.PARAGRAPH or text.count("\n", last.end, below.start) > 1:
            break
        last = below
    return last.end - first.start if first.kind is BlockKind.PARAGRAPH else 0
