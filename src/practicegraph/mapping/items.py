"""From the lines of a section to its items and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from practicegraph.reading.blocks import Block, BlockKind

_TERMINAL: Final = (".", "!", "?", ":", ";", "…", "。", "؟")
_WRAPPED_SHARE: Final = 0.75
_WRAPPED_WIDTH: Final = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """An item or paragraph: its span, its lines, and the written number of a list item."""

    start: int
    end: int
    blocks: tuple[Block, ...]
    item: bool
    number: int | None = None
    words: str = ""

    @property
    def text(self) -> str:
        """The words of the passage on one line."""
        return " ".join((self.words or " ".join(block.text for block in self.blocks)).split())


def passages(blocks: Sequence[Block], text: str) -> list[Passage]:
    """Return the items and paragraphs that the lines ``blocks`` of ``text`` make, in order.

    Lines that were wrapped are joined: those of table rows that continue a sentence, those whose next
    word would not have fitted, and an item that a page break cut.
    """
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _continues(groups[-1], block, text):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_passage(group) for group in _unwrapped(_joined_items(groups), text)]


def _passage(group: Sequence[Block]) -> Passage:
    first = group[0]
    return Passage(first.start, group[-1].end, tuple(group), first.kind is BlockKind.LIST_ITEM, first.number)


def _continues(group: Sequence[Block], block: Block, text: str) -> bool:
    """Tell whether a line goes on the sentence of the line before it."""
    previous = group[-1]
    if block.kind is BlockKind.LIST_ITEM or text.count("\n", previous.end, block.start) > 1 + _in_cells(
        previous, block
    ):
        return False
    if previous.kind is BlockKind.LIST_ITEM:
        return block.text[:1].islower() and (block.row is None) == (previous.row is None)
    rows = previous.row is not None
    if previous.text.rstrip().endswith(_TERMINAL) and not rows:
        return False
    return block.text[:1].islower() or (rows and not previous.text.rstrip().endswith(":"))


def _in_cells(previous: Block, block: Block) -> int:
    """Return the blank lines that a page break inside a cell may leave."""
    return 1 if previous.row is not None and block.text[:1].islower() else 0


def _joined_items(groups: Iterable[list[Block]]) -> list[list[Block]]:
    """Join an item that a page break cut: in its list, it alone has no full stop, and the next row goes on."""
    joined: list[list[Block]] = []
    for group in groups:
        if joined and _cut_item(joined, group[0]):
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _cut_item(before: Sequence[Sequence[Block]], block: Block) -> bool:
    last = before[-1][-1]
    both = last.kind is BlockKind.LIST_ITEM and block.kind is BlockKind.LIST_ITEM
    if not both or last.row is None or block.row != last.row + 1 or last.text.endswith(_TERMINAL):
        return False
    siblings = [
        group[-1]
        for group in before[:-1]
        if group[-1].row == last.row and group[-1].kind is BlockKind.LIST_ITEM
    ]
    return bool(siblings) and all(sibling.text.endswith(_TERMINAL) for sibling in siblings)


def _unwrapped(groups: Sequence[list[Block]], text: str) -> list[list[Block]]:
    """Join plain lines that were wrapped at a width."""
    result: list[list[Block]] = []
    run: list[list[Block]] = []
    for group in groups:
        plain = group[0].kind is BlockKind.PARAGRAPH and group[0].row is None
        adjoining = bool(run) and text.count("\n", run[-1][-1].end, group[0].start) == 1
        if run and not (plain and adjoining):
            result += _unwrapped_run(run)
            run = []
        if plain:
            run.append(group)
        else:
            result.append(group)
    return result + _unwrapped_run(run)


def _unwrapped_run(run: Sequence[list[Block]]) -> list[list[Block]]:
    lines = [block for group in run for block in group]
    width = max((len(line.text) for line in lines), default=0)
    if len(lines) < 3 or width < _WRAPPED_WIDTH:
        return list(run)
    full = sum(
        len(line.text) + 1 + len(following.text.split()[0]) > width for line, following in pairwise(lines)
    )
    return [lines] if full >= _WRAPPED_SHARE * (len(lines) - 1) else list(run)
