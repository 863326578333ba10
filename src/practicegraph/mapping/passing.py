"""What a text only speaks of in passing: other projects, and what someone's life was before."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.sentences import sentences

_PARTS: Final = re.compile(r"[;!?]|:(?=\s)|\s[–—-]\s")
"""What parts a sentence into clauses that speak of different things."""
_LIVES: Final = ("biography", "history")
_BOUNDS: Final = ("began", "ended")
_ONCE: Final = ("biography", "native", "appearance")
_REACH: Final = 60
"""Code points before a town in which words tell that someone came from it or worked there once."""
_BEHIND: Final = 40
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
    """Tell whether words near a mention, with no comma between them, say what someone did, or tell of a war or law.

    "who came to Leeds in 2015", "when the war began in 2022"
    """
    text = _without_bounds(text, max(0, start - before), min(len(text), end + behind), cues, language)
    return _near(text, (start, end), _LIVES, cues, language, reach=(before, behind))


def _without_bounds(text: str, start: int, end: int, cues: Cues, language: str | None) -> str:
    """Return a text as long with words such as "came to an end" blotted out: nobody came from somewhere."""
    for name in _BOUNDS:
        found = cues.search(name, text, start, end, language=language)
        while found is not None:
            if " " in found[0]:
                text = f"{text[: found.start()]}{'_' * len(found[0])}{text[found.end() :]}"
            found = cues.search(name, text, found.end(), end, language=language)
    return text


def is_passed(text: str, start: int, end: int, cues: Cues, language: str | None) -> bool:
    """Tell whether a sentence only names a town in passing: one of another project, of someone's life or of an event."""
    if speaks_of_others(text, start, end, cues, language):
        return True
    return _near(text, (start, end), _ONCE, cues, language, reach=(_REACH, _BEHIND))


def _near(
    text: str,
    span: tuple[int, int],
    names: tuple[str, ...],
    cues: Cues,
    language: str | None,
    *,
    reach: tuple[int, int],
) -> bool:
    """Tell whether one of some cues stands near a mention, with no comma between them."""
    start, end = span
    begin, stop = clause(text, start, end)
    begin, stop = max(begin, start - reach[0]), min(stop, end + reach[1])
    for sign in _COMMA.finditer(text, begin, stop):
        if sign.end() <= start:
            begin = sign.end()
        elif sign.start() >= end:
            stop = sign.start()
            break
    return any(cues.search(name, text, begin, stop, language=language) is not None for name in names)


class Passed:
    """A text that is asked whether it only names a town in passing."""

    def __init__(self, text: str, cues: Cues, language: str | None) -> None:
        self._text = text
        self._cues = cues
        self._language = language

    def has(self, start: int, end: int) -> bool:
        """Tell whether the sentence of a town speaks of another project, someone's life or an event there."""
        for begin, stop in sentences(self._text):
            if begin <= start < stop:
                sentence = self._text[begin:stop]
                return is_passed(sentence, start - begin, end - begin, self._cues, self._language)
        return False
