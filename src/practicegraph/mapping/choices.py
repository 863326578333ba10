"""Options of a form of which some are ticked: only those are values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.section import part_of
from practicegraph.reading.blocks import Block

_OPEN: Final = "☐◻⬜❏❑❒□○◯"
_TICKED: Final = "☒☑✅✓✔☓✗✘⊠◼■⬛◉"
_SIGN: Final = re.compile(rf"[{_OPEN}{_TICKED}\[(]")
_MARKS: Final = r"[ _\u00a0]{0,3}|[xXхХ✓✔]"
_BOX: Final = re.compile(rf"[{_OPEN}{_TICKED}]|\\?\[(?:{_MARKS})\\?\](?!\()|(?<!\w)\((?:{_MARKS})\)")


def chosen(block: Block) -> Iterator[Block]:
    """Yield the ticked options of a block, each after its box; the block itself if it has no boxes.

    Where an option is ticked by a sign alone, without open boxes beside it, the sign is left out.
    """
    boxes = (
        list(_BOX.finditer(block.text)) if _SIGN.search(block.text) else []
    )  # most texts have no sign of one
    if not boxes:
        yield block
        return
    if not block.text[boxes[-1].end() :].strip() and block.text[: boxes[0].start()].strip():
        yield from _before_boxes(block, boxes)
        return
    ends = [*(box.start() for box in boxes[1:]), len(block.text)]
    before = part_of(block, 0, boxes[0].start())
    if before is not None:
        yield before
    for box, end in zip(boxes, ends, strict=True):
        option = part_of(block, box.end(), end)
        if option is not None and not _is_open(box[0]):
            yield option


def is_option(text: str) -> bool:
    """Tell whether a line begins with a box: it is one of the options to tick, and no heading."""
    box = _BOX.match(text)
    return box is not None and ":" not in text


def _before_boxes(block: Block, boxes: Sequence[re.Match[str]]) -> Iterator[Block]:
    """Yield the ticked options of a block whose boxes stand behind them: "local ☐ national ☒"."""
    starts = [0, *(box.end() for box in boxes[:-1])]
    for box, start in zip(boxes, starts, strict=True):
        option = part_of(block, start, box.start())
        if option is not None and not _is_open(box[0]):
            yield option


def _is_open(box: str) -> bool:
    return box in _OPEN or not box.strip("\\[ _]()\u00a0")
