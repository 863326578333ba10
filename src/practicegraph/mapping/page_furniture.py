"""Lines of a page's furniture: menus and breadcrumbs."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.reading.blocks import Block, BlockKind

_ATTACHED: Final = re.compile(
    r"(?i)[(\[]\.?(?:pdf|docx?|xlsx?|pptx?|odt|zip)(?![^\W\d_])[^()]{0,20}[)\]]\W*\Z"
)
_TRAIL_SIGN: Final = re.compile(r"[/›»>→]")
_TRAIL: Final = re.compile(r"\s+[/›»>→]\s*|\s*[›»→]\s*|/(?=[A-ZА-ЯΑ-Ω])")
_GUILLEMETS: Final = re.compile(r"«[^«»]*»|»[^«»]*«")
"""A name in guillemets, which part no steps of a breadcrumb."""
_MARKED_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_STEPS: Final = 3
_STEP: Final = 40
_PAGE: Final = 60
"""Code points that a step of a breadcrumb may have."""
_CHOICE: Final = 60
_CHOOSES: Final = re.compile("[▾▼⌄]")
"""What stands behind a list to choose from: "Filter by theme ▾"."""
_GAPS: Final = re.compile(r"[ \u00a0]{2,}|\t")
_BAR: Final = re.compile(r"\s*\|\s*")
_BARS: Final = 2
"""Bars that make a line a menu."""
_MENU_WORDS: Final = 2
"""Words between the wide gaps of a menu."""
DOTS: Final = re.compile(r"\s[·•]\s")
_DOTTED_WORDS: Final = 3
"""Words between the dots of a menu."""
_RUN_WORDS: Final = 4
"""Words of a menu that nothing parts."""
_SHORT_WORDS: Final = 4
"""Words of an entry of a menu with many."""
_ENTRIES: Final = 5
_BACK: Final = re.compile(r"(?:←|‹|<{1,2}|«)\s*[^\W\d_][^»›>]*\Z")
"""A link back to what a page is one of: "<< All cases"."""
_RUN_TOGETHER: Final = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÞΑ-ΩА-Я])(?=[A-ZÀ-ÞΑ-ΩА-Я][^\W\d_A-ZÀ-ÞΑ-ΩА-Я])|(?<=[A-Z]{3})(?=[A-Z][a-z])"
)
"""Where a word begins right behind another."""
_OF_PAGES: Final = ("furniture", "trail", "kicker")
_LETTER_SIZES: Final = re.compile(r"(?:\w+\s){0,2}\w*:?\s*[AАΑ][+-]?\s?[AАΑ]?[+-]?\s?[AАΑ][+-](?!\w)")
"""What makes the letters of a page larger and smaller: "A- A A+"."""
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
    dotted = DOTS.split(text)
    if len(dotted) > _BARS + 1 and all(len(piece.split()) <= _DOTTED_WORDS for piece in dotted):
        return True
    if "  " not in text and "\t" not in text and "\u00a0" not in text:
        return False  # most lines
    pieces = _GAPS.split(text.strip())
    most = _SHORT_WORDS if len(pieces) >= _ENTRIES else _MENU_WORDS
    return len(pieces) > _BARS + 1 and all(len(piece.split()) <= most for piece in pieces)


def entries(text: str) -> tuple[str, ...]:
    """Return the entries of a menu on one line, none of another line."""
    if not is_menu(text):
        return ()
    parting = "|" if text.count("|") >= _BARS else None
    pieces = (
        text.split(parting) if parting else (DOTS if len(DOTS.split(text)) > _BARS + 1 else _GAPS).split(text)
    )
    return tuple(piece.strip() for piece in pieces if piece.strip())


def is_furniture(text: str, cues: Cues) -> bool:
    """Tell whether a line is of what stands on all pages of a site: known, a link back, or a switch of letters.

    Of several links beside each other one is known.
    """
    if cues.matches("furniture", text) or _BACK.match(text) or _LETTER_SIZES.match(text):
        return True
    if (len(text) <= _CHOICE and _CHOOSES.search(text)) or _is_run_together(text, cues):
        return True
    pieces = _BAR.split(text) if "|" in text else []
    pieces = _GAPS.split(text.strip()) if "  " in text or "\t" in text else pieces
    return len(pieces) > 1 and any(cues.matches("furniture", piece) for piece in pieces)


def _is_run_together(text: str, cues: Cues) -> bool:
    """Tell whether a line is of tabs or buttons with nothing between: "Fact SheetReportingResults"; one is known."""
    pieces = _RUN_TOGETHER.split(text) if len(text) <= LONGEST and not SENTENCE.search(text) else []
    return len(pieces) >= _STEPS and any(cues.matches(cue, piece) for piece in pieces for cue in _OF_PAGES)


def leads(text: str, cues: Cues) -> bool:
    """Tell whether a line leads to other pages: a menu, a breadcrumb, a link back, the words of a menu with nothing between.

    What says where in a site a page is may stand before its steps: "You are here: ...".
    """
    label, colon, _ = text.partition(":")
    here = bool(colon) and cues.matches("here", label)
    return here or is_menu(text) or is_trail(text) or _BACK.match(text) is not None or _runs_on(text, cues)


def _runs_on(text: str, cues: Cues) -> bool:
    """Tell whether a line begins as a breadcrumb does and has another of its words: "Home About us Projects Donate"."""
    words = text.split()
    if len(words) < _RUN_WORDS or SENTENCE.search(text) or not cues.matches("trail", words[0]):
        return False
    rest = text[len(words[0]) :]
    return cues.search("trail", rest) is not None or cues.search("listing", rest) is not None


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


def is_attachment(text: str) -> bool:
    """Tell whether a line is what is to be downloaded: "Final report (pdf, 1.4 MB)"."""
    return _ATTACHED.search(text) is not None
