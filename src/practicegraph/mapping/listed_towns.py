"""Towns beside others of a list: of "Bitonto, Molfetta and Ruvo di Puglia" one that is known tells the small ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.gazetteer import fold, places, words
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.placed_towns import SMALL_WORDS, Placed, next_listed, town_ending, town_of

_LONGEST: Final = 12
"""Towns that are looked for on either side."""


def neighbours(
    text: str, start: int, end: int, country: str, knowledge: PlaceKnowledge, language: str | None
) -> Iterator[Placed]:
    """Yield the towns of a country that are listed before and behind one at ``start`` to ``end``."""
    for _ in range(_LONGEST):
        number = next_listed(text, end, knowledge, language)
        placed = None if number is None else town_of(text, number, country, knowledge, language)
        if placed is None:
            break
        yield placed
        end = placed.end
    for _ in range(_LONGEST):
        last = _listed_before(text, start, knowledge, language)
        placed = None if last is None else town_ending(text, last, country, knowledge, language)
        if placed is None:
            break
        yield placed
        start = placed.start


def _listed_before(text: str, start: int, knowledge: PlaceKnowledge, language: str | None) -> int | None:
    """Return the number of the word with which the name before another of a list ends."""
    folded = fold(text)
    own, spans, known = words(folded), places(folded), knowledge.words.of(language)
    first = bisect_left(spans, (start, 0))
    for skipped in range(SMALL_WORDS):
        begin = first - skipped
        if skipped and own[begin] not in known.skipped | known.articles:
            return None
        for last in (begin - 1, begin - 2):  # a word may be the joint
            if last >= 0 and knowledge.listed.fullmatch(
                text, spans[last][1], spans[begin][0] if skipped else start
            ):
                return last
        if begin < 1:
            return None
    return None
