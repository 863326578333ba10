"""Lines that say what kind of text a page is and when it came out: no heading of its fields, and no title.

"Press release", "Case study no. 14", "Newsletter | March 2024", "Bridge Foundation – Annual report 2022".
"""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.counters import counts_practices
from practicegraph.mapping.cues import Cues

_LINE: Final = 100
_COUNT: Final = 2
"""Digits of a number that counts practices; those of a year or a file are more."""
_PIECES: Final = re.compile(r"\s+[–—|·•/-]\s+|\s*[|·•]\s*|[:,]\s+|/")
_RUNNING_PIECES: Final = re.compile(r"\s+[–—|·•-]\s+|\s*[|·•]\s*")
_DIGIT: Final = re.compile(r"\d")
_NUMBERED: Final = re.compile(
    r"(?P<form>[^\d]*?)[\s(]*(?:(?<!\w)(?:[^\W\d_]{1,3}[.°º]|[^\W\d_]{2}|[№#]))?\s*(?P<number>\d{1,4}"
    r"(?:[./\s–-]+(?:[^\W\d_]{1,3}\.?\s+)?(?:[^\W\d_]+\.?\s+)?(?:[^\W\d_]{1,3}\s+)?\d{1,4})*)[\s.)]*(?:[^\W\d_]{1,2}\.)?"
)
"""What a number or a day follows: "Case study no. 14", "Press release 3 May 2021"."""
_DAY: Final = re.compile(
    r"[^\W\d_]{0,12}\.?\s*\d[\d./\s–-]*(?:[^\W\d_]+\.?\s*){0,3}(?:\d{4})?[^\W\d_]{0,2}\.?"
)


def is_kicker(text: str, cues: Cues) -> bool:
    """Tell whether a line says nothing but what kind of text follows, with its number or day."""
    if len(text) > _LINE:
        return False
    if _form(text, cues):
        return True
    pieces = _PIECES.split(text)
    told = [bool(_form(piece, cues)) for piece in pieces]
    return any(told) and all(
        kind or _DAY.fullmatch(piece.strip()) for kind, piece in zip(told, pieces, strict=True)
    )


def rest_of_kicker(text: str, cues: Cues) -> list[str]:
    """Return the pieces beside those that say what kind of text follows: "GOOD PRACTICE | LANGUAGE LEARNING"; none of another line."""
    pieces = [piece.strip() for piece in _RUNNING_PIECES.split(text)] if len(text) <= _LINE else []
    rest = [piece for piece in pieces if piece and not _form(piece, cues)]
    return rest if 0 < len(rest) < len(pieces) else []


def is_running_head(text: str, cues: Cues) -> bool:
    """Tell whether a line names a series or report and its number or year, as the heads of pages do."""
    pieces = _RUNNING_PIECES.split(text) if len(text) <= _LINE else []
    return len(pieces) > 1 and any(
        _NUMBERED.fullmatch(piece.strip()) is not None and _form(piece, cues) for piece in pieces
    )


def _form(text: str, cues: Cues) -> str:
    """Return the words for a kind of text that a line consists of, with or without a number; "" if there are none."""
    line = text.strip(" \t*_#[]()")
    if cues.matches("kicker", line):
        return line
    numbered = _NUMBERED.fullmatch(line) if _DIGIT.search(line) else None
    form = numbered["form"].strip(" ,:") if numbered else ""
    if not form or numbered is None:
        return ""
    counted = len(numbered["number"]) <= _COUNT and counts_practices(form, cues)  # "Example 4"
    return form if counted or cues.matches("kicker", form) else ""
