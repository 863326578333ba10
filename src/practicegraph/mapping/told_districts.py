"""Quarters and villages that no gazetteer has, behind a word for their kind in running text: "in the districts of Harehills and Armley"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.source import Source
from practicegraph.mapping.streets import names_street
from practicegraph.mapping.unknown_places import is_place_name, place_fact

_WORD: Final = re.compile(r"[ \u00a0]?([^\W\d_][\w'’-]*)")
_NAME_BEFORE: Final = re.compile(r"(?<=\w[ \u00a0])([^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*){0,2}) \Z")
_CONFIDENCE: Final = 0.55
_MOST: Final = 8
"""Names of a list."""
_MOST_WORDS: Final = 3
_BEFORE: Final = 24
_MOST_BEFORE: Final = 2
"""Words before one for a kind among which "from" may be."""


def told_districts(source: Source, text: str) -> list[tuple[int, int]]:
    """Return the spans of the names behind words for quarters and villages, and before some."""
    found: list[tuple[int, int]] = []
    for cue in ("district:one", "district:many"):
        for kind in _kinds(source, text, cue):
            names = _listed(source, text, kind.end(), several=cue == "district:many")
            found += takewhile(lambda name: _is_name(source, text, *name), names)
    for kind in _kinds(source, text, "district:behind"):
        name = _before(text, kind.start())
        if name is not None and _is_name(source, text, *name):
            found.append(name)
    return list(dict.fromkeys(found))


def _kinds(source: Source, text: str, cue: str) -> Iterator[re.Match[str]]:
    """Yield the words for a kind, but for those from which people come.

    With a capital one is part of a name, but in languages that write all nouns so.
    """
    own = source.knowledge.places.words.of(source.language)
    for kind in source.each_cue(cue, text):
        before = text[max(0, kind.start() - _BEFORE) : kind.start()].split()[-_MOST_BEFORE:]
        if (own.nouns or kind[0][0].islower()) and own.out.isdisjoint(map(fold, before)):
            yield kind


def _is_name(source: Source, text: str, start: int, end: int) -> bool:
    """Tell whether words are a name and neither a noun nor that of a street."""
    if source.cue("district:not", text, start, end) is not None:
        return False
    return is_place_name(source, text[start:end]) and not names_street(text, start, end, source.language)


def district_fact(source: Source, start: int, end: int) -> Fact:
    """Return the fact of a quarter or village."""
    return place_fact(source, start, end, confidence=_CONFIDENCE, method="place:district")


def _listed(source: Source, text: str, at: int, *, several: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that begin at a place: the first, and with ``several`` those of its list."""
    places = source.knowledge.places
    name = _name(source, text, at)
    for _ in range(_MOST):
        if name is None:
            return
        yield name
        joint = places.listed.match(text, name[1]) if several else None
        if joint is None:
            return
        last = places.joint.match(text, name[1]) is not None
        name = _name(source, text, joint.end(), first=False)
        if last and name is not None:
            yield name
            return


def _name(source: Source, text: str, at: int, *, first: bool = True) -> tuple[int, int] | None:
    """Return the span of the words with capitals that begin at a place, behind small words such as "of the"."""
    own = source.knowledge.places.words.of(source.language)
    small = own.joints | own.articles
    start, end, count = at, at, 0
    skipped = _MOST_WORDS if first else 0
    while count < _MOST_WORDS and (word := _WORD.match(text, end)) is not None:
        if word[1][0].isupper():
            start = start if count else word.start(1)
            count, skipped = count + 1, 1
        elif not skipped or fold(word[1]).rstrip("'") not in small or not _goes_on(text, word.end(), count):
            break
        else:
            skipped -= 1
        end = word.end()
    return (start, end) if count else None


def _goes_on(text: str, end: int, count: int) -> bool:
    """Tell whether a word behind a small one goes on with a name that has begun: one with a capital."""
    following = _WORD.match(text, end)
    return following is not None and (not count or following[1][0].isupper())


def _before(text: str, end: int) -> tuple[int, int] | None:
    """Return the span of the words with capitals that end before a word for a kind, inside a sentence."""
    found = _NAME_BEFORE.search(text, 0, end)
    return found.span(1) if found is not None else None
