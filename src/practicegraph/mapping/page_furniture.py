"""Lines of a page's furniture: menus and breadcrumbs."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.reading.blocks import Block, BlockKind

_TRAIL_SIGN: Final = re.compile(r"[/›»>→]")
_TRAIL: Final = re.compile(r"\s+[/›»>→]\s*|\s*[›»→]\s*|/(?=[A-ZА-ЯΑ-Ω])")
_GUILLEMETS: Final = re.compile(r"«[^«»]*»|»[^«»]*«")
"""A name in guillemets, which part no steps of a breadcrumb."""
_MARKED_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_STEPS: Final = 3
_STEP: Final = 40
_PAGE: Final = 60
"""Code points that a step of a breadcrumb may have."""
_GAPS: Final = re.compile(r"[ \u00a0]{2,}|\t")
_BARS: Final = 2
"""Bars that make a line a menu."""
_MENU_WORDS: Final = 2
"""Words between the wide gaps of a menu."""
SENTENCE: Final = re.compile(r"[.!?…]\s+\w|[.…;,]$")
LETTERS: Final = re.compile(r"[^\W\d_]")
LONGEST: Final = 220


def has_steps(text: str) -> bool:
    """Tell whether signs of a breadcrumb part a text, outside names in guillemets."""
    return _TRAIL.search(without_quotes(text)) is not None


def last_step(block: Block, cues: Cues) -> Block | None:
    """Return the last step of a breadcrumb whose first is a known one, or which has several steps."""
    written = without_quotes(block.text)
    if _TRAIL_SIGN.search(written) is None:
        return None  # most lines
    steps = [step for step in _TRAIL.split(written) if step.strip()]
    if (
        len(steps) < 2
        or not LETTERS.search(steps[-1])
        or (len(steps) < 3 and not cues.matches("trail", steps[0]))
    ):
        return None
    at = written.rindex(steps[-1].strip())
    last = block.text[at:].strip()
    start = block.start + at
    return Block(BlockKind.PARAGRAPH, start, start + len(last), last)


def is_menu(text: str) -> bool:
    """Tell whether a line is a menu: words between bars, or several with wide gaps between."""
    if text.count("|") >= _BARS:
        return True
    if "  " not in text and "\t" not in text and "\u00a0" not in text:
        return False  # most lines
    pieces = _GAPS.split(text.strip())
    return len(pieces) > _BARS + 1 and all(len(piece.split()) <= _MENU_WORDS for piece in pieces)


def outer_steps(text: str) -> list[str]:
    """Return the steps of a breadcrumb but its last, none for another line."""
    return [step.strip() for step in _TRAIL.split(without_quotes(text))[:-1]] if is_trail(text) else []


def is_trail(text: str) -> bool:
    """Tell whether a line is nothing but the steps of a breadcrumb: "Home / News / Housing"."""
    if len(text) > LONGEST or SENTENCE.search(text):
        return False
    steps = _TRAIL.split(without_quotes(_MARKED_LINK.sub(r"\1", text)))
    *outer, last = steps
    page = len(last.strip()) <= _PAGE  # the page's own name may be longer than those of what it is in
    return len(steps) >= _STEPS and page and all(0 < len(step.strip()) <= _STEP for step in outer)


def without_quotes(text: str) -> str:
    """Return a text as long with names in guillemets blotted out; a text without them as it is."""
    return _GUILLEMETS.sub(lambda name: "_" * len(name[0]), text) if "«" in text else text
