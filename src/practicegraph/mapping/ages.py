"""Ages of those for whom something is done, and the target group that they tell: "refugees aged 16 to 25"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.concepts import ConceptMention
from practicegraph.mapping.source import Source

_RANGE: Final = re.compile(
    r"(?<![\d.,/])(?P<low>\d{1,2})(?:[ \u00a0]?[-–—][ \u00a0]?|-?[ \u00a0]\w{1,3}(?:[ \u00a0]\w{1,3})?[ \u00a0])"
    r"(?P<high>\d{1,2})(?![.,/]?\d)"
)
_YEARS: Final = 20
"""Code points behind a range within which the word for years stands."""
_AGED: Final = 24
_YOUTH: Final = (13, 30)
"""The ages of youth, as the vocabulary of target groups defines them."""
_CHILDREN: Final = 17
_ELDERLY: Final = 60
_TOLD: Final = 0.9
_BESIDE: Final = 0.8


def find_ages(source: Source, text: str) -> Iterator[ConceptMention]:
    """Yield the ranges of ages in a text that tell a target group; a range of years may also be a duration."""
    for match in _RANGE.finditer(text):
        low, high = int(match["low"]), int(match["high"])
        aged = source.cue("aged", text, max(0, match.start() - _AGED), match.start())
        years = source.cue("years-of-age", text, match.end(), min(len(text), match.end() + _YEARS))
        beside = years is not None and not text[match.end() : years.start()].strip(" \u00a0-‑–.")
        told = aged is not None or (
            beside and source.cue("of-age", text, match.end(), match.end() + _YEARS) is not None
        )
        notation = _group(low, high, told=told)
        if notation is not None and (told or beside):
            end = match.end() if years is None or not beside else years.end()
            confidence = _TOLD if told else _BESIDE
            yield ConceptMention(match.start(), end, "target-group", notation, "", confidence, "age")


def _group(low: int, high: int, *, told: bool) -> str | None:
    """Return the notation of the group of an age range; that of children is told by a word only."""
    if _YOUTH[0] <= low < high <= _YOUTH[1]:
        return "youth"
    if told and low < high <= _CHILDREN:
        return "children"
    return "elderly" if told and _ELDERLY <= low < high else None
