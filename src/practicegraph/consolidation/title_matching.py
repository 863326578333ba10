"""Comparing the titles of two records: the same words, a coined name, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Final

from rapidfuzz import fuzz

from practicegraph.consolidation.records import Record, Title

_SPELLING: Final = 85
"""Similarity (0-100) from which two words are one word in two spellings or inflections."""
_ALIKE: Final = 60
"""Share (0-100) of common words under which two titles of one language are different."""
_YEAR: Final = len("2016")
_TITLE_ORDER: Final = ("title-equal", "title-contained", "title-substituted", "title-different")
_SAME_TITLE: Final = frozenset({"title-equal", "title-contained"})


def compare_titles(first: Record, second: Record) -> Iterable[tuple[str, float]]:
    """Yield what the titles of two records tell: the names of evidence with the share (0-1) of its weight."""
    verdicts = {_title_verdict(a, b) for a, b in product(first.titles, second.titles)}
    best = next((name for name in _TITLE_ORDER if name in verdicts), None)
    names = {name for a, b in product(first.titles, second.titles) for name in _shared_names(a, b)}
    if names and (not first.places or not second.places or first.places & second.places):
        yield "name-same", 1.0
        if first.places & second.places:
            yield "place-same", 1.0
    # A name with its own subtitle in each source makes no other practice of it.
    subtitled = any(names & title.alone for title in first.titles) and any(
        names & title.alone for title in second.titles
    )
    if best and (best in _SAME_TITLE or not subtitled):
        yield best, 1.0
    if (names or best in _SAME_TITLE) and _one_sided(first, second):
        yield "number-one-sided", 1.0


def _shared_names(first: Title, second: Title) -> frozenset[str]:
    """Return the coined names that two titles have in common, which one of them may write in capitals.

    Where one of them has a number, such as that of a series, they share none.
    """
    if any(len(number) < _YEAR for number in first.numbers ^ second.numbers):
        return frozenset()
    return ((first.coined | first.capitals) & second.coined) | (first.coined & second.capitals)


def _title_verdict(first: Title, second: Title) -> str | None:
    """Compare two titles word by word; titles of different languages can only be equal, never different."""
    rest = list(second.words)
    alone = [word for word in first.words if not _take(word, rest)]
    common = len(first.words) - len(alone)
    if not alone and not rest:
        return "title-equal"
    if (not alone or not rest) and common >= 2:
        return "title-contained"
    if first.language != second.language:
        return None
    share = 200 * common / (len(first.words) + len(second.words))
    return "title-substituted" if share >= _ALIKE else "title-different"


def agree_in_words(first: Title, second: Title) -> bool:
    """Return whether one title has all words of the other, in any spelling, and no other number."""
    rest = list(second.words)
    alone = [word for word in first.words if not _take(word, rest)]
    numbers = first.numbers <= second.numbers or second.numbers <= first.numbers
    return numbers and not (alone and rest)


def _take(word: str, words: list[str]) -> bool:
    """Take ``word``, or another spelling of it, out of ``words``; return whether it was there."""
    for index, other in enumerate(words):
        if word == other or (min(len(word), len(other)) > 4 and fuzz.ratio(word, other) >= _SPELLING):
            del words[index]
            return True
    return False


def _one_sided(first: Record, second: Record) -> bool:
    one, other = (any(title.numbers for title in record.titles) for record in (first, second))
    return one != other
