"""Items of a list that stand in one line, as where a page or slide was saved without its line ends: "Aims • Meet • Learn"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from practicegraph.reading.blocks import Block, BlockKind, Document

_SIGNS: Final = "•●▪‣○■►▶➢➤✓✔✅❖♦⁃∙\uf0b7"
_SIGN: Final = re.compile(rf"(?:^|(?<=[ \u00a0]))[{_SIGNS}][ \u00a0]+(?=\S)")
_LEAST: Final = 2
"""Signs from which a line is a list; one is enough in an item, which began with another."""
_ITEM: Final = 2.5
"""Words of an item on average: what a menu offers has fewer."""
_SURE_ITEM: Final = 1.5
"""The same where the line is an item itself, is counted, or has a label with a colon."""
_HEAD: Final = 12
"""Words before the first sign at most; more are a sentence."""
_FOOT: Final = re.compile(r"(?P<foot>(?:\S+[ \u00a0]+){2,12}\S+?)[ \u00a0]+\d{1,3}\s*\Z")
_CAPITALS: Final = re.compile(
    r"(?:[^\W\d_a-z]{2,}[?!:]?[ \u00a0]+|[^\W\d_a-z][ \u00a0]+(?=[^\W\d_a-z]{2})){1,8}(?=\S)"
)
_WORDS: Final = re.compile(r"\S+")
_SLIDES: Final = 3
"""Lines that end alike, but for a number, before what they share is the foot of slides."""
_FOOT_WORDS: Final = 3


def parted_items(document: Document) -> Document:
    """Return a document with the items of each line as blocks of their own, without the feet of slides.

    A line keeps as its block what stands before its first sign. All offsets stay; a line whose items have hardly more than a
    word each is a menu and stays as it is.
    """
    text = document.text
    if not any(sign in text for sign in _SIGNS):
        return document
    feet = _feet(document)
    parted = [[*_parted(_without_foot(block, feet))] for block in document.blocks]
    slides = sum(
        block.number is not None and len(parts) > 1
        for block, parts in zip(document.blocks, parted, strict=True)
    )
    if slides >= _SLIDES:
        parted = [[*_headed(parts[0])] if len(parts) == 1 else parts for parts in parted]
    blocks = tuple(part for parts in parted for part in parts)
    return document if blocks == document.blocks else replace(document, blocks=blocks)


def _headed(block: Block) -> Iterator[Block]:
    """Yield the heading in capitals that the line of a slide begins with, and what stands behind it."""
    head = _CAPITALS.match(block.text) if block.number is not None else None
    if head is None:
        yield block
        return
    start, own = block.start + head.end(), head[0].rstrip(" \u00a0")
    line = replace(block, kind=BlockKind.PARAGRAPH, level=0, number=None)
    yield replace(line, kind=BlockKind.HEADING, level=2, end=block.start + len(own), text=own)
    yield replace(line, start=start, text=block.text[head.end() :])


def _parted(block: Block) -> Iterator[Block]:
    """Yield what stands before the first sign of a line, then each item; or the block as it is."""
    signs = [] if block.row is not None else [*_SIGN.finditer(block.text)]
    if not signs:
        yield block
        return
    bounds = [*(sign.start() for sign in signs[1:]), len(block.text)]
    spans = [(sign.end(), stop) for sign, stop in zip(signs, bounds, strict=True)]
    head = block.text[: signs[0].start()].rstrip(" \u00a0")
    listed = block.kind is BlockKind.LIST_ITEM and block.number is None
    items = [block.text[slice(*span)] for span in spans] + [head] * listed
    words = sum(len(item.split()) for item in items)
    least = 1 if listed else _LEAST
    sure = listed or block.number is not None or head.endswith(":") or head[:1].isdigit()
    fewest = (_SURE_ITEM if sure else _ITEM) * len(items)
    if len(signs) < least or words < fewest or (not listed and len(head.split()) > _HEAD):
        yield block
        return
    if head and listed:
        yield replace(block, end=block.start + len(head), text=head)
    elif head:
        kind = BlockKind.PARAGRAPH if block.kind is BlockKind.LIST_ITEM else block.kind
        yield replace(block, kind=kind, level=0, number=None, end=block.start + len(head), text=head)
    for start, stop in spans:
        own = block.text[start:stop].rstrip(" \u00a0")
        begin = block.start + start
        yield Block(
            BlockKind.LIST_ITEM, begin, begin + len(own), own, 1, page=block.page, language=block.language
        )


def _feet(document: Document) -> tuple[str, ...]:
    """Return what several lines end with before a number, the longest first: the feet of slides."""
    ends: Counter[str] = Counter()
    for block in document.blocks:
        foot = _foot(block) if block.row is None else None
        if foot is None:
            continue
        words = [*_WORDS.finditer(foot["foot"])]
        ends.update(foot["foot"][word.start() :] for word in words[: len(words) - _FOOT_WORDS + 1])
    often = [end for end, count in ends.items() if count >= _SLIDES]
    return tuple(sorted(often, key=len, reverse=True))


def _foot(block: Block) -> re.Match[str] | None:
    """Return the words that stand before a number at the end of a line; most lines end with none."""
    return _FOOT.search(block.text) if block.text.rstrip()[-1:].isdigit() else None


def _without_foot(block: Block, feet: tuple[str, ...]) -> Block:
    foot = _foot(block) if feet else None
    if foot is None:
        return block
    for known in feet:
        if foot["foot"].endswith(known):
            own = block.text[: foot.end("foot") - len(known)].rstrip(" \u00a0|·–—-")
            return replace(block, end=block.start + len(own), text=own) if own else block
    return block
