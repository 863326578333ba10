"""The heads and feet of pages in a text that was printed: they say the same on each page, or count the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from practicegraph.mapping.headings import normalised
from practicegraph.mapping.numbered_headings import GAP
from practicegraph.reading.blocks import Block

_RUNNING: Final = re.compile(
    r"(?P<words>[^\W\d_].*?[^\s\d|·–-])(?:(?P<gap>[ ]{3,}|[ ]*\t)|\s*[|·–-]?)\s*(?P<number>\d{1,3})"
    r"|(?P<first>\d{1,3})\s*[|·–-]?\s*(?P<behind>[^\W\d_].*)"
)
"""The words and the number of a page's head or foot."""
_ALONE: Final = re.compile(r"[-–—|\s]*(?P<number>\d{1,3})[-–—|\s]*")
"""A number that is all of a page's foot."""
_DIGITS: Final = re.compile(r"\d+")
_FAR: Final = 20
"""Spaces before the number of a page that stands in the middle or on the right."""
_FIRST_LINES: Final = 3
_HEAD: Final = 90
_TWO_SIDED: Final = 140
"""Code points of a head with words on both sides of the page, and the gap between."""


def without_running_heads(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """Return the blocks of a ``text`` without the heads and feet of its pages.

    They are one of the first lines again, each time with the next number; numbers alone over a rule or a line that comes
    again, or far from the margin, each one more than the last; and lines with a gap in the middle that come again.
    """
    heads = {*_numbered(blocks), *_feet(blocks), *_indented(blocks, text), *_two_sided(blocks)}
    return tuple(block for block in blocks if block.start not in heads) if heads else blocks


def _numbered(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where lines begin whose words come again with the next number."""
    titles = {normalised(block.text) for block in blocks[:_FIRST_LINES]}
    runs: dict[str, list[tuple[int, int]]] = {}
    for block in blocks:
        found = _RUNNING.fullmatch(block.text) if block.row is None and len(block.text) <= _HEAD else None
        if found is not None:
            words, number = found["words"] or found["behind"], found["number"] or found["first"]
            if found["gap"] or normalised(words) in titles:
                runs.setdefault(normalised(words), []).append((int(number), block.start))
    for run in runs.values():
        if _counts([number for number, _ in run]):
            yield from (start for _, start in run)


def _feet(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where numbers of pages stand alone, with the rule below them; the next page begins behind it as the last did."""
    alone = [(index, found) for index, block in enumerate(blocks) if (found := _foot(block)) is not None]
    if not _counts([int(found["number"]) for _, found in alone]):
        return
    ruled = [index for index, _ in alone[:-1] if not any(map(str.isalnum, blocks[index + 1].text))]
    if len(ruled) == len(alone) - 1:
        yield from (blocks[index].start for index, _ in alone)
        yield from (blocks[index + 1].start for index in ruled)


def _indented(blocks: Sequence[Block], text: str) -> Iterator[int]:
    """Yield where numbers of pages stand alone far from the margin, with those at the ends of heads, and heads without them beside."""
    feet = {
        index: int(foot["number"])
        for index, block in enumerate(blocks)
        if (foot := _foot(block)) is not None and _is_far(block, text)
    }
    if not feet:
        return  # most documents
    heads = {
        index: head
        for index, block in enumerate(blocks)
        if index not in feet
        and block.row is None
        and (head := _RUNNING.fullmatch(block.text)) is not None
        and head["gap"]
    }
    pages = feet | {index: int(head["number"]) for index, head in heads.items()}
    if not _counts([pages[index] for index in sorted(pages)]):
        return
    words = {normalised(head["words"]) for head in heads.values()}
    yield from (blocks[index].start for index in pages)
    for index in feet:
        yield from (
            beside.start
            for beside in blocks[max(0, index - 1) : index + 2]
            if normalised(beside.text) in words
        )


def _is_far(block: Block, text: str) -> bool:
    """Tell whether nothing but many spaces stands before a block on its line."""
    line = text.rfind("\n", 0, block.start) + 1
    return block.start - line >= _FAR and not text[line : block.start].strip()


def _foot(block: Block) -> re.Match[str] | None:
    return _ALONE.fullmatch(block.text) if block.row is None and block.text[-1:].isdigit() else None


def _two_sided(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where lines begin that come again, or with the next page's number, with words at both ends and a gap between."""
    same: dict[str, list[Block]] = {}
    for block in blocks:
        if block.row is None and len(block.text) <= _TWO_SIDED and "   " in block.text and _is_parted(block):
            same.setdefault(_DIGITS.sub("#", block.text), []).append(block)
    for run in same.values():
        if len(run) > 1 and _runs_on([block.text for block in run]):
            yield from (block.start for block in run)


def _runs_on(lines: Sequence[str]) -> bool:
    """Tell whether lines are the same but for one number, that of the page."""
    figures = [[int(figure) for figure in _DIGITS.findall(line)] for line in lines]
    changing = [column for column in zip(*figures, strict=True) if len(set(column)) > 1]
    return not changing or (len(changing) == 1 and _counts(changing[0]))


def _is_parted(block: Block) -> bool:
    sides = [side for side in GAP.split(block.text) if side.strip()]
    return len(sides) <= len(("left", "middle", "right")) and any(" " in side.strip() for side in sides)


def _counts(numbers: Sequence[int]) -> bool:
    """Tell whether there are several numbers, each one more than the last."""
    return len(numbers) > 1 and all(other == one + 1 for one, other in pairwise(numbers))
