"""The title of a page that was saved as plain text: a line of its own below menus and breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon, normalised
from practicegraph.mapping.page_furniture import is_menu, last_step, outer_steps
from practicegraph.mapping.titles import could_be, is_running_text, line_groups
from practicegraph.reading.blocks import Block, BlockKind, Document

HEAD: Final = "page-head"
"""How the section of such a title is told."""
FURNITURE: Final = "furniture"
"""How the section of the lines above it is told, in which a site speaks of itself."""
_PLAIN: Final = "text/plain"
_BLOCKS: Final = 30
_MENU: Final = 3
"""Lines from which a group of short ones is a menu."""
_MENU_WORDS: Final = 3
_WORDS: Final = 2
_PAIR: Final = 2
"""Lines of a title with its subtitle."""
_NAME_WORDS: Final = 4
"""Words of a line that is no step of a menu."""
_DAY: Final = re.compile(r"(?:\d{1,2}\D{1,3}){2}\d{4}\D{0,3}|\d{1,2}\D{1,20}\d{4}\D{0,3}")
"""A line that is only a day."""


def head_line(document: Document, lexicon: HeadingLexicon, cues: Cues) -> Block | None:
    """Return the longest line that stands alone between a page's furniture and its labels or text.

    ``None`` where no menu or breadcrumb stands before, as the first line may be anything there, and where the
    breadcrumb ends in a line of the page, which is the title then.
    """
    if document.media_type != _PLAIN:
        return None
    return _repeated(document, lexicon, cues) or _alone(document, lexicon, cues)


def _alone(document: Document, lexicon: HeadingLexicon, cues: Cues) -> Block | None:
    """Return the line that stands alone, the longest, or the one that begins with where a breadcrumb ends."""
    below, best = False, None
    names: list[str] = []
    for group in line_groups(document.blocks[:_BLOCKS], document):
        steps = [step for line in group if (step := last_step(line, cues)) is not None]
        if any(_is_line(step.text, document) for step in steps):
            return None
        names += [normalised(step.text) for step in steps]
        names += [step for line in group for step in _outer_names(line)]
        if steps or _is_menu(group, lexicon, cues):
            below, best = True, _below(group, lexicon, cues)
        elif best is None and all(_asks_nothing(line, lexicon) for line in group):
            below = True  # "Completed projects" over the name of one
        elif could_be(group[0], cues) and any(_begins_with(group[0], name) for name in names):
            return group[0]  # "Start > Projects > WAVE" over "WAVE - welcome at the sea"
        elif any(_asks(line, lexicon) for line in group) or any(map(is_running_text, group)):
            return best
        elif (alone := _line_of(group, cues, subtitled=below and best is None)) is None:
            if best is not None:
                return best
        elif below and (best is None or len(alone.text) > len(best.text)):
            best = alone
    return None


def _outer_names(line: Block) -> list[str]:
    """Return the outer steps of a breadcrumb that have several words: the title may begin with one of them."""
    return [normalised(step) for step in outer_steps(line.text) if len(step.split()) >= _WORDS]


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


def _line_of(group: Sequence[Block], cues: Cues, *, subtitled: bool) -> Block | None:
    """Return the line of a group that could be a title: it is alone in it, or ``subtitled``."""
    if len(group) == 1 and could_be(group[0], cues) and len(group[0].text.split()) >= _WORDS:
        return group[0]
    return _over_subtitle(group, cues) if subtitled else None


def _over_subtitle(group: Sequence[Block], cues: Cues) -> Block | None:
    """Return the first of two lines below the furniture, the second of which says what it is: a title and its subtitle.

    Where the second begins with the first, it is the whole of the title.
    """
    if len(group) != _PAIR or not all(could_be(line, cues) for line in group):
        return None
    title, subtitle = group
    if not len(title.text.split()) >= _WORDS or len(subtitle.text.split()) < _NAME_WORDS:
        return None
    return subtitle if _begins_with(subtitle, normalised(title.text)) else title


def _repeated(document: Document, lexicon: HeadingLexicon, cues: Cues) -> Block | None:
    """Return the longest line that comes twice below a page's furniture, as the last step of its way and as its title."""
    first: dict[str, Block] = {}
    found: list[Block] = []
    furniture = False
    for block in document.blocks[:_BLOCKS]:
        if is_running_text(block) or (":" in block.text and _asks(block, lexicon)):
            break
        if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) < _NAME_WORDS:
            furniture = furniture or cues.matches("furniture", block.text)
        elif furniture and could_be(block, cues) and first.setdefault(block.text, block) is not block:
            found.append(block)
    return max(found, key=lambda block: len(block.text), default=None)


def _begins_with(block: Block, name: str) -> bool:
    """Tell whether a line begins with a name, and more words say what it is."""
    text = normalised(block.text)
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


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


def _asks_nothing(line: Block, lexicon: HeadingLexicon) -> bool:
    """Tell whether a line is a heading of the lexicon that asks for no field."""
    match = lexicon.exact(line.text)
    return match is not None and all(row.field == "status" for row in match.rows)


def _asks(line: Block, lexicon: HeadingLexicon) -> bool:
    """Tell whether a line is a heading of the lexicon or begins with one before a colon."""
    label, colon, _ = line.text.partition(":")
    return (
        line.row is not None
        or line.kind is BlockKind.LIST_ITEM
        or lexicon.exact(line.text) is not None
        or (bool(colon) and lexicon.exact(label) is not None)
    )
