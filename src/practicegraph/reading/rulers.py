"""Headings in rules: lines of a plain text with signs on both sides, or drawn on to the edge."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = "-=*~#:+_─═━–—"
_AROUND: Final = re.compile(
    rf"\s*(?:(?P<sign>[{_SIGNS}])(?P=sign)*\s+(?P<words>\S.*?)\s+(?P=sign)+|(?P<eq>=)=+(?P<tight>[^=\s][^=]*?)==+)\s*"
)
_BRACKETS: Final = re.compile(
    r"\s*(?:【(?P<a>[^【】]+)】|〔(?P<b>[^〔〕]+)〕|\{(?P<c>[^{}|=]+)\}|<<(?P<d>[^<>]+)>>|>>+(?P<e>[^<>]+)<<+|«{2}(?P<f>[^«»]+)»{2}|<(?P<g>[^<>/@:=]{4,})>)\s*"
)
_DRAWN_ON: Final = re.compile(
    r"\s*(?:(?P<before>[-=*~#─═━])(?P=before){3,}\s+(?P<after>\S.*)|(?P<words>\S.*?)\s+(?P<sign>[-=*~─═━])(?P=sign){4,})\s*"
)
_LAST: Final = frozenset(f"{_SIGNS}】〕}}>»<")
_FIRST: Final = frozenset("-=*~#─═━")
_RULES: Final = ("sign", "eq", "before")
_LONGEST: Final = 60
_ENDS: Final = (".", ",", ";", ":", "!", "…")


def ruled(line: str) -> tuple[int, int] | None:
    """Return where the words of a heading in rules begin and end in a line, ``None`` if it is none.

    Marks of pages, which have a number, are none.
    """
    words = line.strip()
    if not words or not (words[-1] in _LAST or words[0] in _FIRST):
        return None
    found = _AROUND.fullmatch(line) or _BRACKETS.fullmatch(line) or _DRAWN_ON.fullmatch(line)
    if found is None:
        return None
    name = next(name for name, text in found.groupdict().items() if text is not None and name not in _RULES)
    start, end = found.span(name)
    inner = line[start:end].strip()
    start = line.index(inner, start)
    alone = len(inner) <= _LONGEST and not inner.endswith(_ENDS) and inner[0].isalnum()
    plain = (
        alone and not inner[0].islower() and any(map(str.isalpha, inner)) and not any(map(str.isdigit, inner))
    )
    return (start, start + len(inner)) if plain else None
