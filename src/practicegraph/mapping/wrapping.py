"""Lines that a text file wraps at a width: they are one paragraph, and names and sentences go on over their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.sentences import SENTENCE_ENDS, is_small_line
from practicegraph.reading.blocks import Block, BlockKind, Document

_FORMATS: Final = frozenset({"text/plain", "text/markdown"})
_NARROWEST: Final = 50
_WIDEST: Final = 100
"""Code points between which text files are wrapped."""
_FULL: Final = 0.6
"""Share of the width that a wrapped line fills."""
_FEW: Final = 3
"""Wrapped lines that show that a text is wrapped."""
_LABELLED: Final = re.compile(r"[^\W\d_][^:.!?\n]{1,50}:[ \t]{2,}\S|\[[ xX]?\]")
"""A label with a gap before its value, or the box of an option: a line of its own."""
_GAP: Final = " " * 5
_NEARLY: Final = 0.85
"""Share of the width that lines fill at least where the margin is ragged."""
_LABEL: Final = re.compile(r"[^\W\d_][^:.!?\n]{1,50}:\s")
_ENDS: Final = (".", "!", "?", ":", ";", "…", "؟")
_MOST_LONGER: Final = 0.02
"""Share of the lines that may be longer than the width: addresses and tables are not wrapped."""


def unwrapped(document: Document) -> Document:
    """Return a document with each paragraph that was wrapped at a width as one block.

    Line ends inside of it become spaces, so all offsets stay; a document that is not wrapped is returned as it is.
    """
    if document.media_type not in _FORMATS:
        return document
    pairs = [
        (above, below)
        for above, below in pairwise(document.blocks)
        if _is_next_line(document.text, above, below)
    ]
    listed = _listed(pairs)
    pairs = [pair for pair in pairs if pair[1].start not in listed]
    width = _width(document.text, [above for above, _ in pairs])
    wrapped = {below.start for above, below in pairs if _is_full(document.text, above, below, width)}
    going_on = [
        below for above, below in pairs if below.start in wrapped and above.text.rstrip()[-1:] not in _ENDS
    ]
    # Lines of which none begins small are several: of a sentence that goes on, some do.
    if width > _WIDEST or len(going_on) < _FEW or all(_begins_anew(below.text) for below in going_on):
        return document
    wrapped |= _ragged(document.text, pairs, width)
    letters = list(document.text)
    for above, below in pairs:
        if below.start in wrapped:
            letters[document.text.index("\n", above.end)] = " "
    text = "".join(letters)
    return replace(document, text=text, blocks=tuple(_joined(document.blocks, wrapped, text)))


def _begins_anew(line: str) -> bool:
    return line[:1].isupper() or line[:1].isdigit()


def _ragged(text: str, pairs: Sequence[tuple[Block, Block]], width: int) -> set[int]:
    """Return where lines begin that go on although the first word would have fitted on the line above: the margin is ragged.

    They begin small behind a line without an end; behind a sentence as long as the shortest of those another may begin.
    """
    lengths = {below.start: _length(text, above) + 1 + _first_word(below) for above, below in pairs}
    plain = [(above, below) for above, below in pairs if _LABEL.match(below.text) is None]
    going_on = {
        below.start
        for above, below in plain
        if below.text[:1].islower()
        and above.text.rstrip()[-1:] not in _ENDS
        and lengths[below.start] >= _NEARLY * width
    }
    shortest = min((lengths[start] for start in going_on), default=width)
    return going_on | {
        below.start
        for above, below in plain
        if lengths[below.start] >= shortest
        and above.text.endswith(SENTENCE_ENDS)
        and _length(text, below) >= _FULL * width
    }


def _first_word(line: Block) -> int:
    return len(line.text.split(maxsplit=1)[0])


def _joined(blocks: tuple[Block, ...], wrapped: set[int], text: str) -> Iterator[Block]:
    """Yield the blocks, those that go on over several lines as one."""
    first: Block | None = None
    for block in blocks:
        if first is not None and block.start in wrapped:
            first = replace(first, end=block.end, text=text[first.start : block.end])
            continue
        if first is not None:
            yield first
        first = block
    if first is not None:
        yield first


def _width(text: str, lines: Sequence[Block]) -> int:
    """Return the length of the longest line over another, but for the few that have no space to be wrapped at."""
    lengths = sorted(_length(text, line) for line in lines)
    return lengths[-1 - int(len(lengths) * _MOST_LONGER)] if lengths else 0


def _length(text: str, block: Block) -> int:
    """Return the length of the line that a block ends."""
    return block.end - text.rfind("\n", 0, block.end) - 1


def _listed(pairs: Sequence[tuple[Block, Block]]) -> frozenset[int]:
    """Return where the lines of lists without bullets begin: small, below a line with a colon, none with a sign at its end."""
    runs: list[list[int]] = [[]]
    for above, below in pairs:
        small = is_small_line(below.text)
        if small and above.text.rstrip().endswith(":"):
            runs.append([below.start])
        elif small and runs[-1] and above.start == runs[-1][-1]:
            runs[-1].append(below.start)
        else:
            runs.append([])
    return frozenset(start for run in runs if len(run) >= _FEW for start in run)


def _is_next_line(text: str, above: Block, below: Block) -> bool:
    """Tell whether a plain line stands right below a line or item that has no gap, as the head of a page and a row of a table do."""
    return (
        below.kind is BlockKind.PARAGRAPH
        and above.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and above.row is None
        and below.row is None
        and text.count("\n", above.end, below.start) == 1
        and _LABELLED.match(below.text) is None
        and _GAP not in above.text
        and all(any(map(str.isalpha, line.text)) for line in (above, below))  # no number of a page, no rule
    )


def _is_full(text: str, above: Block, below: Block, width: int) -> bool:
    """Tell whether the first word of a line would not have fitted on the line above it."""
    length = _length(text, above)
    return width >= _NARROWEST and length >= _FULL * width and length + 1 + _first_word(below) > width
