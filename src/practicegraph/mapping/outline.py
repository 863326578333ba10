"""What the setting of a plain text tells: its headings, the marks of its pages, and where it begins anew.

Lines are compared with the known headings of the same text: a line that is set as those are is a heading, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.contents import without_contents
from practicegraph.mapping.counters import practice_counters
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon, normalised
from practicegraph.mapping.numbered_headings import GAP, numbered_headings
from practicegraph.mapping.running_heads import without_running_heads
from practicegraph.mapping.section import PROSE_FIELDS
from practicegraph.reading.blocks import Block, BlockKind, Document

_SHORT: Final = 60
_ENDS: Final = (".", ",", ";", ":", "…", "-", "–", "—")
_KNOWN: Final = 2
"""Known headings of a setting that make it the setting of headings."""
_BLANK: Final = 2
_MARK: Final = re.compile(
    r"(?P<rule>[-=*_~–—#]{2,})?\s*(?P<word>[^\W\d_]{1,12}\.?)?\s*(?P<number>\d{1,3})\s*"
    r"(?P<of>(?:/|[^\W\d_]{1,3})\s*\d{1,3}|[.:ºª]?\s*(?P<behind>[^\W\d_]{3,12}))?\s*(?P<end>[-=*_~–—#]{2,})?"
)
_SLIDES: Final = 4
"""Slides that numbers alone over their texts tell."""
_COUNTED: Final = re.compile(r"(?P<outer>\d{1,2}(?:\.\d{1,2})*)\.(?P<number>\d{1,2})\.?[ \t]+(?=[^\W\d_])")
_LABELS: Final = 4
"""Known labels in capitals that make other lines so set labels."""
_NAME: Final = 90
_LABEL_WORDS: Final = 6
"""Words of a label with a colon that stands apart from its text."""
_PARAGRAPH: Final = 80
_LETTERED: Final = re.compile(r"(?P<letter>[^\W\d_])[.)]\s+\S")
_ALPHABETS: Final = ("ABCDEFGHIJ", "ΑΒΓΔΕΖΗΘΙΚ", "АБВГДЕЖЗИК")


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a document with its headings marked, and where the lines begin that part it.

    ``marks`` part pages and slides, ``counters`` practices, each with a name on the line below or its own (``names``);
    with ``openings`` another text begins, without a heading. ``values`` stand right below
    a label and over a blank line where all labels stand so over their values: none is a heading.
    """

    blocks: tuple[Block, ...]
    marks: frozenset[int]
    openings: frozenset[int]
    values: frozenset[int]
    counters: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()


def outline(document: Document, lexicon: HeadingLexicon, cues: Cues) -> Outline:
    """Return what the setting of a document tells of its parts."""
    blocks = without_contents(without_running_heads(document.blocks, document.text), lexicon, cues)
    document = replace(document, blocks=blocks)
    lines = [_Line(index, block, document) for index, block in enumerate(document.blocks) if _is_plain(block)]
    marks = frozenset(_page_marks(lines, cues))
    known = [line for line in lines if _could_be_heading(line) and _asks(line, lexicon)]
    first = {block.start for mark, block in pairwise(document.blocks) if mark.start in marks}
    tight = sum((line.before >= _BLANK or line.block.start in first) and line.after == 1 for line in known)
    loose = sum(line.before >= _BLANK and line.after >= _BLANK for line in known)
    colon = sum(line.block.text.endswith(":") and line.after > 0 and _asks(line, lexicon) for line in lines)
    capital = sum(line.block.text.isupper() for line in known)
    headings: set[int] = set()
    openings = set(_lettered(document))
    for line in lines:
        if line.block.start in first:
            if _could_be_heading(line):
                headings.add(line.block.start)
        elif not known or line.index <= known[0].index or line.before < _BLANK or not _could_be_heading(line):
            if colon >= _KNOWN and _is_led_by_colon(line, blocks):
                headings.add(line.block.start)
        elif capital >= _KNOWN and _is_capital(line.block.text):
            headings.add(line.block.start)
        elif tight >= max(_KNOWN, 2 * loose) and line.block.start not in marks:
            (headings if line.after == 1 else openings).add(line.block.start)
    headings |= set(_dense_capitals(lines, lexicon))
    headings |= _names_of_tables(document) | numbered_headings(document.blocks, lexicon, document.text)
    counters = practice_counters(document, lexicon, cues)
    counted = frozenset(counter.line.start for counter in counters)
    blocks = document.blocks if counters else _with_counted(document)
    if counters:
        blocks = tuple(_as_line(block) if block.start in counted else block for block in blocks)
    if headings:
        blocks = tuple(_as_heading(block) if block.start in headings else block for block in blocks)
    settled = frozenset(_below_labels(lines)) if tight >= max(_KNOWN, 2 * loose) else frozenset()
    return Outline(
        blocks,
        marks,
        frozenset(openings),
        settled - headings,
        counted,
        frozenset(counter.name.start for counter in counters if counter.name is not None),
    )


def _dense_capitals(lines: Sequence[_Line], lexicon: HeadingLexicon) -> Iterator[int]:
    """Yield where lines in capitals begin that stand over texts where all labels do so, with no blank lines between.

    Below a label that asks for a text stands none in capitals; below another it may be a name.
    """
    dense = [line for line in lines if line.before == 1 and line.after == 1 and _is_capital(line.block.text)]
    known = {line.index for line in dense if _asks(line, lexicon)}
    if len(known) < _LABELS:
        return
    capitals = {line.index for line in dense}
    for line in dense:
        name = line.block.text
        if line.index in known or line.index + 1 in capitals or not _could_be_heading(line):
            continue
        above = None if line.above is None else lexicon.exact(line.above.text)
        row = None if above is None else above.field("")
        if (row is None or row.field in PROSE_FIELDS) and not any(map(str.isdigit, name)):
            yield line.block.start


def _below_labels(lines: Sequence[_Line]) -> Iterator[int]:
    """Yield where lines begin that stand right below one that could be a label, and over a blank line or nothing."""
    for above, line in pairwise(lines):
        near = line.index == above.index + 1 and line.before == 1
        if near and line.after != 1 and above.before >= _BLANK and _could_be_heading(above):
            yield line.block.start


def _as_heading(block: Block) -> Block:
    level = 0 if block.kind is BlockKind.LIST_ITEM else block.level
    return replace(block, kind=BlockKind.HEADING, level=level)


def _as_line(block: Block) -> Block:
    """Return a line as none of a list."""
    return replace(block, kind=BlockKind.PARAGRAPH, level=0, number=None)


def _with_counted(document: Document) -> tuple[Block, ...]:
    """Return the blocks with the lines as headings that count what is described with the same labels each time.

    "1. Tea House", "2. Night Choir", or "2.1 Tea House", "2.2 Night Choir": short lines that stand alone, each
    number one more than the last, and below each of them a label that stands below all of them, or, of lines in
    capitals, prose.
    """
    blocks = document.blocks
    found: list[tuple[int, str, int]] = []
    for index, block in enumerate(blocks):
        number = _count(document, index) if block.row is None and len(block.text) <= _NAME else None
        if number is None:
            continue
        if found and number == (found[-1][1], found[-1][2] + 1):
            found.append((index, *number))
        elif number[1] == 1:
            found = [(index, *number)]
    starts = [index for index, _, _ in found]
    if len(starts) < _KNOWN or not (_come_again(blocks, starts) or _stand_in_capitals(blocks, starts)):
        return blocks
    return tuple(
        _whole_line(document, block) if index in starts else block for index, block in enumerate(blocks)
    )


def _count(document: Document, index: int) -> tuple[str, int] | None:
    """Return the outer and the last number of a line that stands alone and could be a heading, else ``None``."""
    blocks, text = document.blocks, document.text
    block, below = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    if below is None or block.text.rstrip().endswith(_ENDS):
        return None
    above = blocks[index - 1] if index else None
    if block.kind is BlockKind.LIST_ITEM:
        beside = any(
            other is not None and other.kind is BlockKind.LIST_ITEM and other.number is not None
            for other in (above, below)
        )
        return None if block.number is None or beside else ("", block.number)
    found = _COUNTED.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
    apart = text.count("\n", above.end if above else 0, block.start) >= _BLANK or not index
    return (found["outer"], int(found["number"])) if found is not None and apart else None


def _come_again(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Tell whether a label that stands below one of the lines stands below each of them."""
    labels = [
        {key for block in blocks[begin + 1 : end] if (key := _label(block.text))}
        for begin, end in pairwise([*starts, len(blocks)])
    ]
    return bool(set.intersection(*labels))


def _stand_in_capitals(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Tell whether all of the lines are in capitals and stand over a paragraph."""
    return all(_is_capital(blocks[at].text) and len(blocks[at + 1].text) > _PARAGRAPH for at in starts)


def _label(text: str) -> str:
    """Return the words before a colon, or a short line as a whole; "" for a text."""
    label, colon, _ = text[: _SHORT + 1].partition(":")
    return normalised(label) if colon or len(text) <= _SHORT else ""


def _whole_line(document: Document, block: Block) -> Block:
    """Return a heading of a line with its number."""
    start = document.text.rfind("\n", 0, block.start) + 1
    start += len(document.text[start : block.start]) - len(document.text[start : block.start].lstrip())
    return replace(
        block, kind=BlockKind.HEADING, start=start, text=document.text[start : block.end], number=None
    )


def _names_of_tables(document: Document) -> set[int]:
    """Return where the short lines begin that stand between two tables, and the one over the first: names of practices."""
    blocks, found, above = document.blocks, set[int](), False
    over = [
        index
        for index, (line, below) in enumerate(pairwise(blocks))
        if line.row is None and below.row is not None
    ]
    for index in over:
        run = _short_lines(blocks, index)
        between = bool(run) and above and index - len(run) >= 0 and blocks[index - len(run)].row is not None
        found |= {block.start for block in run} if between else set()
        above = True
    first = _short_lines(blocks, over[0])[:1] if found else []
    return found | {block.start for block in first}


def _short_lines(blocks: Sequence[Block], index: int) -> list[Block]:
    """Return the short lines that end at ``index``, the last first."""
    lines: list[Block] = []
    while index >= 0 and _is_plain(blocks[index]) and not blocks[index].text.rstrip().endswith(_ENDS):
        lines.append(blocks[index])
        index -= 1
    return lines


class _Line:
    """A line of plain text with the line ends before and after it; none after the last."""

    __slots__ = ("above", "after", "before", "block", "index")

    def __init__(self, index: int, block: Block, document: Document) -> None:
        blocks, text = document.blocks, document.text
        self.index = index
        self.block = block
        self.above = blocks[index - 1] if index else None
        self.before = text.count("\n", blocks[index - 1].end, block.start) if index else _BLANK
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        self.after = 0 if below is None or below.row is not None else text.count("\n", block.end, below.start)


def _is_plain(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.row is None and len(block.text) <= _SHORT


def _could_be_heading(line: _Line) -> bool:
    text = line.block.text.rstrip()
    if line.after == 0 or GAP.search(text) is not None:
        return False
    return not text[:1].islower() and not text.endswith(_ENDS) and any(map(str.isalpha, text))


def _is_led_by_colon(line: _Line, blocks: Sequence[Block]) -> bool:
    """Tell whether a line apart that ends with a colon stands over a text as labels do; a sentence introduces a list."""
    text = line.block.text
    if line.before < _BLANK or not line.after or not text.endswith(":"):
        return False
    if line.after == 1:
        return True
    plain = blocks[line.index + 1].kind is BlockKind.PARAGRAPH
    return plain and not text[:1].islower() and len(text.split()) <= _LABEL_WORDS


def _asks(line: _Line, lexicon: HeadingLexicon) -> bool:
    match = lexicon.exact(line.block.text)
    return match is not None and match.field("") is not None


def _is_capital(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > len("ABCD")


def _page_marks(lines: Sequence[_Line], cues: Cues) -> Iterator[int]:
    """Yield where lines begin that number pages or slides: "---- Slide 3 ----", "3. dia", "3 / 12", each one more than the last."""
    runs: dict[tuple[bool, str, bool], list[tuple[int, int]]] = {}
    for line in lines:
        found = _MARK.fullmatch(line.block.text.strip())
        if found is None:
            continue
        ruled = found["rule"] is not None and found["end"] is not None
        word = found["word"] or found["behind"] or ""
        counted = found["of"] is not None and not word
        alone = line.block.text.strip().isdecimal() and (not line.index or line.before >= _BLANK)
        if not (ruled or counted or alone or cues.matches("page-number", word)):
            continue
        shape = (ruled, word.casefold(), found["of"] is not None)
        runs.setdefault(shape, []).append((int(found["number"]), line.block.start))
    for (ruled, word, of), run in runs.items():
        numbers = [number for number, _ in run]
        if not (ruled or word or of) and (len(run) < _SLIDES or numbers[0] != 1):
            continue  # a few numbers alone may count anything
        if len(run) > 1 and numbers == list(range(numbers[0], numbers[0] + len(run))):
            yield from (start for _, start in run)


def _lettered(document: Document) -> Iterator[int]:
    """Yield where lines begin that capital letters number, from the first of an alphabet on."""
    found: dict[str, list[int]] = {alphabet: [] for alphabet in _ALPHABETS}
    for block in document.blocks:
        mark = (
            _LETTERED.match(block.text) if block.kind is BlockKind.PARAGRAPH and block.row is None else None
        )
        for alphabet, starts in found.items() if mark is not None else ():
            if len(starts) < len(alphabet) and mark is not None and mark["letter"] == alphabet[len(starts)]:
                starts.append(block.start)
    for starts in found.values():
        if len(starts) > 1:
            yield from starts
