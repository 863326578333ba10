"""The title of a page that was saved as plain text: a line of its own below menus and breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon, normalised
from practicegraph.mapping.page_furniture import is_menu, last_step
from practicegraph.mapping.titles import could_be, is_running_text, line_groups
from practicegraph.reading.blocks import Block, BlockKind, Document

HEAD: Final = "page-head"
"""How the section of such a title is told."""
_PLAIN: Final = "text/plain"
_BLOCKS: Final = 30
_MENU: Final = 3
"""Lines from which a group of short ones is a menu."""
_MENU_WORDS: Final = 3
_WORDS: Final = 2
_DAY: Final = re.compile(r"(?:\d{1,2}\D{1,3}){2}\d{4}\D{0,3}|\d{1,2}\D{1,20}\d{4}\D{0,3}")
"""A line that is only a day."""


def head_line(document: Document, lexicon: HeadingLexicon, cues: Cues) -> Block | None:
    """Return the longest line that stands alone between a page's furniture and its labels or text.

    ``None`` where no menu or breadcrumb stands before, as the first line may be anything there, and where the
    breadcrumb ends in a line of the page, which is the title then.
    """
    if document.media_type != _PLAIN:
        return None
    below, best = False, None
    for group in line_groups(document.blocks[:_BLOCKS], document):
        steps = [step for line in group if (step := last_step(line, cues)) is not None]
        if any(_is_line(step.text, document) for step in steps):
            return None
        if steps or _is_menu(group, lexicon, cues):
            below, best = True, _below(group, lexicon, cues)
        elif any(_asks(line, lexicon) for line in group) or any(map(is_running_text, group)):
            return best
        elif len(group) > 1 or not could_be(group[0], cues) or len(group[0].text.split()) < _WORDS:
            if best is not None:
                return best
        elif below and (best is None or len(group[0].text) > len(best.text)):
            best = group[0]
    return None


def _below(group: Sequence[Block], lexicon: HeadingLexicon, cues: Cues) -> Block | None:
    """Return the line right below the furniture of a group, if it may be the title."""
    furniture = [
        index for index, line in enumerate(group) if is_menu(line.text) or last_step(line, cues) is not None
    ]
    lines = group[furniture[-1] + 1 :] if furniture else []
    if not lines or any(_asks(line, lexicon) or is_running_text(line) for line in lines):
        return None
    named = (line for line in lines if could_be(line, cues) and _DAY.fullmatch(line.text) is None)
    return next((line for line in named if len(line.text.split()) > _WORDS), None)


def _is_line(name: str, document: Document) -> bool:
    """Tell whether a name is one of the first lines of a document."""
    return normalised(name) in {normalised(block.text) for block in document.blocks[:_BLOCKS]}


def _is_menu(group: Sequence[Block], lexicon: HeadingLexicon, cues: Cues) -> bool:
    """Tell whether lines are a menu: words between bars, or known and short ones below each other."""
    if any(is_menu(line.text) for line in group):
        return True
    if len(group) < _MENU or any(len(line.text.split()) > _MENU_WORDS for line in group):
        return False
    known = [cues.matches("furniture", line.text) or lexicon.exact(line.text) is not None for line in group]
    return any(one and other for one, other in pairwise(known)) or any(
        cues.matches("furniture", line.text) or cues.matches("trail", line.text) for line in group
    )


def _asks(line: Block, lexicon: HeadingLexicon) -> bool:
    """Tell whether a line is a heading of the lexicon or begins with one before a colon."""
    label, colon, _ = line.text.partition(":")
    return (
        line.row is not None
        or line.kind is BlockKind.LIST_ITEM
        or lexicon.exact(line.text) is not None
        or (bool(colon) and lexicon.exact(label) is not None)
    )
