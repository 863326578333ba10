"""Regions beside a word for their kind: "w województwie lubelskim", "v Plzeňském a Karlovarském kraji", "Landkreis Prignitz"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from practicegraph.mapping.gazetteer import fold, places, words
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.region_words import KindWords
from practicegraph.mapping.regions import Region

_NAME_WORDS: Final = 6
_BETWEEN: Final = 3
"""Words between a kind and the name: "département de la Lozère"."""
_INFLECTED_WORDS: Final = 3
"""Words of a name whose inflected forms are known."""
_SHORTEST: Final = 3
_NEAR: Final = 30
"""Code points before a name in which the preposition stands."""
_ENDED: Final = re.compile(r"[.!?:;,)»”][^\w]*$")
_OF_NAME: Final = (" ", " ")
"""What stands around the word before a kind if both are a name."""
_GAP: Final = " \u00a0\n'’"
_BEFORE_NAME: Final = frozenset({" ", "\u00a0", "\n", ": "})
"""What stands between a kind and the name behind it, if there is no word."""


class PlacedRegion(NamedTuple):
    """A region at ``start`` to ``end``, with the word for its kind where that stands right beside it."""

    start: int
    end: int
    region: Region
    inflected: bool
    """Whether the name does not have the form of a dictionary."""
    evident: bool = False
    """Whether its form or what stands before it says that something is there; else it may be a body that acts or pays."""


def find_regions(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], language: str | None
) -> list[PlacedRegion]:
    """Return the regions of ``countries`` beside words for kinds of regions in ``language``, in order."""
    kinds = knowledge.kinds.of(language)
    own = words(fold(text))
    if kinds.telling.isdisjoint(own):
        return []  # most texts
    reader = _Reader(text, knowledge, countries, language)
    found: dict[int, PlacedRegion] = {}
    for number, word in enumerate(own):
        if word in kinds.behind:
            for placed in reader.before(number, district=word in kinds.districts):
                found.setdefault(placed.start, placed)
        if word in kinds.before:
            for placed in reader.behind(number, district=word in kinds.districts):
                found.setdefault(placed.start, placed)
    kept: list[PlacedRegion] = []
    for _, placed in sorted(found.items()):
        if not kept or kept[-1].end <= placed.start:
            kept.append(placed)
    return kept


def is_inside(text: str, start: int, end: int, kinds: KindWords) -> bool:
    """Tell whether the name of a region stands behind a preposition of place or in brackets: "en Lozère", "(Lozère)"."""
    if text[:start].endswith("(") and text[end : end + 1] in {")", ","}:
        return True
    before = words(fold(text[max(0, start - _NEAR) : start]))
    for word in reversed(before[-_BETWEEN:]):
        if word in kinds.inside:
            return not _ENDED.search(text, max(0, start - _NEAR), start)
        if word not in kinds.through:
            return False
    return False


class _Reader:
    """Reads the names before and behind the words for kinds of a text."""

    def __init__(
        self, text: str, knowledge: PlaceKnowledge, countries: Collection[str], language: str | None
    ) -> None:
        self._text = text
        self._folded = fold(text)
        self._spans = places(self._folded)
        self._words = words(self._folded)
        self._knowledge = knowledge
        self._countries = countries
        self._language = language
        own, self._kinds = knowledge.words.of(language), knowledge.kinds.of(language)
        self._nouns, self._joints = own.nouns, own.joints
        self._skipped = own.skipped | own.articles | self._kinds.before

    def before(self, number: int, *, district: bool) -> Iterator[PlacedRegion]:
        """Yield the region right before a kind, and those listed before it."""
        end = self._spans[number - 1][1] if number else 0
        last = self._spans[number][1]
        if not number or self._text[end : self._spans[number][0]].strip(" \u00a0\n"):
            return
        at: int | None = number - 1
        form = self._words[number]
        while at is not None:
            placed = self._ending(at, district=district)
            if placed is None:
                return
            evident = placed.inflected or self._is_inside(placed)
            evident = evident or (bool(self._kinds.plain) and form not in self._kinds.plain)
            yield placed._replace(end=last or placed.end, evident=evident)
            last = 0
            at = self._listed_before(placed.start)

    def behind(self, number: int, *, district: bool) -> Iterator[PlacedRegion]:
        """Yield the region behind a kind, and those listed behind it."""
        first = None if self._is_of_name(number) else self._first(number)
        start = self._spans[number][0]
        small = not self._nouns and not self._text[start].isupper()
        small = small or (number > 0 and self._words[number - 1] in self._joints)
        while first is not None:
            placed = self._beginning(first, district=district)
            if placed is None:
                return
            placed = placed._replace(start=min(start, placed.start))
            evident = small or placed.inflected or self._is_inside(placed)
            yield placed._replace(evident=evident)
            start = len(self._text)
            joint = self._knowledge.listed.match(self._text, placed.end)
            first = self._word_at(joint.end()) if joint else None

    def _is_of_name(self, number: int) -> bool:
        """Tell whether a kind is that of a name before it, so that a town is behind it: "the Veddel district of Hamburg"."""
        if number < len(_OF_NAME) or number + 1 >= len(self._words) or self._nouns:
            return False
        (_, end), (start, _), (begin, last) = (
            self._spans[number - 2],
            self._spans[number],
            self._spans[number - 1],
        )
        capital = self._text[begin].isupper() and self._text[start].islower()
        gaps = self._text[end:begin], self._text[last:start]
        return capital and gaps == _OF_NAME and self._words[number + 1] in self._joints

    def _first(self, number: int) -> int | None:
        """Return the word with which the name behind a kind begins."""
        for following in range(number + 1, min(number + 2 + _BETWEEN, len(self._words))):
            gap = self._text[self._spans[following - 1][1] : self._spans[following][0]]
            if gap.strip(_GAP) and gap not in _BEFORE_NAME:
                return None
            if self._words[following] not in self._skipped:
                return following
        return None

    def _word_at(self, start: int) -> int | None:
        number = bisect_left(self._spans, (start, 0))
        if number >= len(self._spans):
            return None
        # "et de la Lozère": small words may stand before the second name too
        for following in range(number, min(number + _BETWEEN, len(self._words))):
            if self._words[following] not in self._skipped:
                return following
        return None

    def _listed_before(self, start: int) -> int | None:
        """Return the word with which the name before another of a list ends."""
        number = bisect_left(self._spans, (start, 0)) - 1
        for last in (number, number - 1):
            if last >= 0 and self._knowledge.listed.fullmatch(self._text, self._spans[last][1], start):
                return last
        return None

    def _ending(self, last: int, *, district: bool) -> PlacedRegion | None:
        """Return the region whose name ends with a word, the longest name first."""
        end = self._spans[last][1]
        first = max(0, last - _NAME_WORDS + 1)
        return self._longest(
            ((self._spans[number][0], end) for number in range(first, last + 1)), district=district
        )

    def _beginning(self, first: int, *, district: bool) -> PlacedRegion | None:
        """Return the region whose name begins with a word, the longest name first."""
        start = self._spans[first][0]
        ends = self._spans[first : first + _NAME_WORDS]
        return self._longest(((start, end) for _, end in reversed(ends)), district=district)

    def _longest(self, spans: Iterator[tuple[int, int]], *, district: bool) -> PlacedRegion | None:
        for start, end in spans:
            if end - start < _SHORTEST or (self._text[start].islower() and not self._kinds.small):
                continue
            form = self._folded[start:end]
            for names in ((form,), self._bases(form)):
                region = self._region(names, district=district)
                if region is not None:
                    return PlacedRegion(start, end, region, inflected=form not in names)
        return None

    def _bases(self, form: str) -> tuple[str, ...]:
        inflected = form.count(" ") < _INFLECTED_WORDS
        return tuple(self._knowledge.words.bases(form, self._language)) if inflected else ()

    def _is_inside(self, placed: PlacedRegion) -> bool:
        return is_inside(self._text, placed.start, placed.end, self._kinds)

    def _region(self, names: tuple[str, ...], *, district: bool) -> Region | None:
        """Return the region that has one of the names."""
        regions = self._knowledge.regions
        found = (regions.get(country, names, district=district) for country in self._countries)
        return next((region for region in found if region is not None), None)
