"""The title: a field's, a marked heading's, or the first line of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.segmentation import Section
from practicegraph.reading.blocks import Block, BlockKind, Document

_TRAIL: Final = re.compile(r"\s+[/›»>→]\s*|\s*[›»→]\s*|/(?=[A-ZА-ЯΑ-Ω])")
_QUOTED: Final = re.compile(r"[\"“„«”»](?P<title>[^\"“”„«»]{3,300})[\"”“»«]", re.DOTALL)
_SENTENCE: Final = re.compile(r"[.!?…]\s+\w|[.…;,]$")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_SINGLE_LETTERS: Final = re.compile(r"(?:\w\W+)*\w")
_LONGEST: Final = 220
_SHORTEST: Final = 3
_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Title:
    """A title: the spans of its lines in order, how sure we are, and how it was found."""

    start: int
    end: int
    text: str
    confidence: float
    method: str
    blocks: tuple[Block, ...]


def stated_title(section: Section, document: Document) -> Title | None:
    """Return the title of a title field: the quoted words where there are some, else its first value."""
    if not section.values:
        return None
    first, last = section.values[0], section.values[-1]
    quoted = _QUOTED.search(document.text, first.start, last.end)
    if quoted and quoted.start() - first.start <= 1:
        start, end = quoted.span("title")
        inside = [block for block in section.values if block.start < end and start < block.end]
        words = " ".join(document.text[max(start, block.start) : min(end, block.end)] for block in inside)
        return Title(start, end, _one_line(words), 0.97, "field:quoted", tuple(inside))
    lines = [first]
    for block in section.values[1:]:
        if document.text.count("\n", lines[-1].end, block.start) > 1 or not block.text[:1].islower():
            break
        lines.append(block)
    words = " ".join(block.text for block in lines)
    return Title(first.start, lines[-1].end, _one_line(words), 0.95, "field", tuple(lines))


def found_title(
    first: Section | None, headings: Sequence[Block], document: Document, cues: Cues
) -> Title | None:
    """Return the title of a page without a title field, ``None`` if nothing stands where a title would.

    A breadcrumb that ends in a line of the page confirms it; a line twice at the start is the title; then
    a marked heading of the first level; then the first line that is no sentence.
    """
    lines = [] if first is None else list(first.values[:_LINES])
    trail_end = next((end for block in lines if (end := _after_trail(block, cues))), None)
    usable = [block for block in [*headings[:3], *lines] if _could_be(block, cues)]
    usable.sort(key=lambda block: block.start)
    for block in usable:
        if trail_end is not None and normalised(block.text) == normalised(trail_end.text):
            return _title(block, 0.97, "breadcrumb")
    for block in usable:
        if block.kind is BlockKind.HEADING and block.level == 1:
            return _title(block, 0.9, "heading:marked")
    seen: dict[str, Block] = {}
    for block in usable:
        same = seen.setdefault(normalised(block.text), block)
        if same is not block:
            return _title(same, 0.9, "repeated-line")
    if trail_end is not None:
        return _title(trail_end, 0.8, "breadcrumb:last")
    leading = lines[0] if lines else None
    if leading is not None and not usable:
        return None
    before_prose = [block for block in usable if leading is None or block.start <= _prose_start(lines)]
    return _title(before_prose[0], 0.75, "first-line") if before_prose else None


def _prose_start(lines: Sequence[Block]) -> int:
    """Return where the running text begins: no title stands after it."""
    return next(
        (block.start for block in lines if _SENTENCE.search(block.text)), lines[-1].end if lines else 0
    )


def _could_be(block: Block, cues: Cues) -> bool:
    text = block.text.strip()
    if not _SHORTEST <= len(text) <= _LONGEST or not _LETTERS.search(text):
        return False
    if block.kind is BlockKind.LIST_ITEM or _SENTENCE.search(text) or text.endswith(":"):
        return False
    if _SINGLE_LETTERS.fullmatch(text) or " • " in text or _TRAIL.search(text):
        return False
    return not cues.matches("furniture", text) and not cues.matches("trail", text)


def _after_trail(block: Block, cues: Cues) -> Block | None:
    """Return the last step of a breadcrumb whose first is a known one, or which has several steps."""
    steps = [step for step in _TRAIL.split(block.text) if step.strip()]
    if len(steps) < 2 or (len(steps) < 3 and not cues.matches("trail", steps[0])):
        return None
    last = steps[-1].strip()
    start = block.start + block.text.rindex(last)
    return Block(BlockKind.PARAGRAPH, start, start + len(last), last)


def _title(block: Block, confidence: float, method: str) -> Title:
    return Title(block.start, block.end, _one_line(block.text), confidence, method, (block,))


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip('"“”„«» ')
