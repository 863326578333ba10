"""What a text only speaks of in passing: other projects, and what someone's life was before."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.cues import Cues

_PARTS: Final = re.compile(r"[;!?]|:(?=\s)|\s[–—-]\s")
"""What parts a sentence into clauses that speak of different things."""
_LIVES: Final = ("biography", "history")
_COMMA: Final = re.compile(r"[,()“”»]")


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the part of a sentence, between semicolons, colons and dashes, in which a mention stands."""
    begin, stop = 0, len(text)
    for sign in _PARTS.finditer(text):
        if sign.end() <= start:
            begin = sign.end()
        elif sign.start() >= end:
            stop = sign.start()
            break
    return begin, stop


def speaks_of_others(text: str, start: int, end: int, cues: Cues, language: str | None) -> bool:
    """Tell whether the clause of a mention speaks of a similar project or one elsewhere."""
    begin, stop = clause(text, start, end)
    return cues.search("elsewhere", text, begin, stop, language=language) is not None


def is_of_history(
    text: str, start: int, end: int, cues: Cues, language: str | None, *, before: int, behind: int
) -> bool:
    """Tell whether words near a mention, with no comma between them, say what someone did, or tell of a war or law: "who came to Leeds in 2015"."""
    begin, stop = clause(text, start, end)
    begin, stop = max(begin, start - before), min(stop, end + behind)
    for sign in _COMMA.finditer(text, begin, stop):
        if sign.end() <= start:
            begin = sign.end()
        elif sign.start() >= end:
            stop = sign.start()
            break
    return any(cues.search(cue, text, begin, stop, language=language) is not None for cue in _LIVES)
