"""Options of a form of which some are ticked: only those are values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.section import part_of
from practicegraph.reading.blocks import Block

_OPEN: Final = "☐◻⬜❏❑❒□○◯"
_TICKED: Final = "☒☑✅✓✔☓✗✘⊠◼■⬛◉"
_CROSSED: Final = "✗✘"
_HELD: Final = "☑✅✓✔"
"""What says no, beside what says yes."""
_SIGN: Final = re.compile(rf"[{_OPEN}{_TICKED}\[(]")
_MARKS: Final = r"[ _\u00a0]{0,3}|[xXхХ✓✔]"
_BOX: Final = re.compile(rf"[{_OPEN}{_TICKED}]|\\?\[(?:{_MARKS})\\?\](?!\()|(?<!\w)\((?:{_MARKS})\)")
_DISC: Final = re.compile(rf"●|{_BOX.pattern}")


def crosses(text: str) -> bool:
    """Tell whether a text ticks what holds and crosses out what does not."""
    return any(sign in text for sign in _CROSSED) and any(sign in text for sign in _HELD)


def chosen(block: Block, *, crossed: bool = False) -> Iterator[Block]:
    """Yield the ticked options of a block, each after its box; the block itself if it has no boxes.

    Where an option is ticked by a sign alone, without open boxes beside it, the sign is left out. With ``crossed``
    a cross says that an option does not hold, as the text has ticks beside it.
    """
    boxes = _boxes(block.text) if _SIGN.search(block.text) else []  # most texts have no sign of one
    if not boxes:
        yield block
        return
    is_open = _is_open_or_crossed if crossed else _is_open
    if not block.text[boxes[-1].end() :].strip() and block.text[: boxes[0].start()].strip():
        starts = [0, *(box.end() for box in boxes[:-1])]
        options = [(box, start, box.start()) for box, start in zip(boxes, starts, strict=True)]
    else:
        before = part_of(block, 0, boxes[0].start())
        if before is not None:
            yield before
        ends = [*(box.start() for box in boxes[1:]), len(block.text)]
        options = [(box, box.end(), end) for box, end in zip(boxes, ends, strict=True)]
    for box, start, end in options:
        option = None if is_open(box[0]) else part_of(block, start, end)
        if option is not None:
            yield option


def _boxes(text: str) -> list[re.Match[str]]:
    """Return the boxes of a text; a disc is one beside circles."""
    return list((_DISC if "●" in text and "○" in text else _BOX).finditer(text))


def is_option(text: str) -> bool:
    """Tell whether a line begins with a box: it is one of the options to tick, and no heading."""
    box = _BOX.match(text)
    return box is not None and ":" not in text


def _is_open(box: str) -> bool:
    return box in _OPEN or not box.strip("\\[ _]()\u00a0")


def _is_open_or_crossed(box: str) -> bool:
    return box in _CROSSED or _is_open(box)
