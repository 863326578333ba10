"""Tables of contents: lines that say again below which chapters a text has, and have nothing of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.reading.blocks import Block

_LEAST: Final = 3
"""Lines of a table of contents."""
_MOST: Final = 200
"""As many at most: each run is looked at from each of its lines, and thousands that come again are no table."""
_ENTRY: Final = 120
"""Code points that a line of one may have."""
_NUMBER: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})[.):]?\s+")
_PAGE: Final = re.compile(r"(?:[\s.…·_]+|\s*[|–-]\s*)\d{1,3}\Z")
"""The page that a chapter begins on, behind the dots that lead to it."""


def without_contents(blocks: tuple[Block, ...], lexicon: HeadingLexicon, cues: Cues) -> tuple[Block, ...]:
    """Return the blocks without tables of contents.

    Such is a run of short lines that all come again below, in the same order and with text between them, where a
    line above it says so or the lexicon has two of its lines as headings. The line above goes, too.
    """
    keys = [_key(block) for block in blocks]
    last = {key: index for index, key in enumerate(keys) if key}
    again = [bool(key) and last[key] > index for index, key in enumerate(keys)]
    if sum(again) < _LEAST:
        return blocks  # most documents
    gone: set[int] = set()
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and again[end]:
            end += 1
        begin = _begin(keys, max(index, end - _MOST), end)
        if end - begin >= _LEAST and _is_contents(keys, begin, end):
            named = begin > 0 and cues.matches("contents", blocks[begin - 1].text)
            known = sum(lexicon.exact(block.text) is not None for block in blocks[begin:end])
            if named or known > 1:
                gone |= set(range(begin - named, end))
        index = end + 1
    return tuple(block for at, block in enumerate(blocks) if at not in gone) if gone else blocks


def _key(block: Block) -> str:
    """Return a short line without its number and page, "" for what is no line of a table of contents."""
    text = block.text.strip()
    if not text or len(text) > _ENTRY or block.row is not None or not any(map(str.isalpha, text)):
        return ""
    if text[-1].isdigit():
        text = _PAGE.sub("", text)
    if text[0].isdigit() or text[0] in "IVX":
        text = _NUMBER.sub("", text, count=1)
    return text.casefold()


def _begin(keys: Sequence[str], begin: int, end: int) -> int:
    """Return where of lines that come again those begin that do so in order: the page's name may stand above them."""
    while end - begin >= _LEAST and not _is_contents(keys, begin, end):
        begin += 1
    return begin


def _is_contents(keys: Sequence[str], begin: int, end: int) -> bool:
    """Tell whether lines come again in order below, most of them over another text."""
    entries, at, over = keys[begin:end], end, 0
    own = set(entries)
    if len(own) < len(entries):
        return False
    for entry in entries:
        try:
            at = keys.index(entry, at) + 1
        except ValueError:
            return False
        over += at < len(keys) and keys[at] not in own
    return 2 * over > len(entries)
