"""Towns of which words or endings say that something is there: "in Wells", "the town of Wells, Street and Frome"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from babel.languages import get_official_languages

from practicegraph.languages import primary_subtag
from practicegraph.mapping.cldr import cldr_languages
from practicegraph.mapping.gazetteer import fold, places, words
from practicegraph.mapping.place_knowledge import KNOWN_TOWN, Entry, PlaceKnowledge, meant
from practicegraph.mapping.small_towns import SmallTown
from practicegraph.mapping.streets import names_street

_SMALL_OF: Final = 3
"""Countries of a document, the best told first, whose small towns are looked for."""
_NAME_WORDS: Final = 4
_INFLECTED_WORDS: Final = 2
"""Words of a name whose inflected forms are known."""
_SHORTEST: Final = 4
GOES_ON: Final = re.compile(r"[-‑][^\W\d_A-Z]{1,7}[-‑](?=[^\W\d_])")
"""What makes another town of a name: "Stoke" is not "Stoke-on-Trent"."""
SMALL_WORDS: Final = 3
"""Words up to the name in which prepositions and articles may stand before it."""
_MANY: Final = 2
"""Towns of a text that may overlap."""
_SMALL_RANK: Final = 1_000_000
_TELLING: Final = 50_000
"""Inhabitants from which a town behind a preposition tells its country if no other has one of its name."""
_LARGER: Final = 5
"""Times that a town is larger than those of its name elsewhere, if it alone is meant where no country is named."""


class Placed(NamedTuple):
    """A town at ``start`` to ``end``; a ``small`` one is in the table of small towns only."""

    start: int
    end: int
    entry: Entry
    small: bool


class Telling(NamedTuple):
    """A town at ``start`` to ``end`` that only one country has, or one so large that it alone is meant: that is ``sure``."""

    start: int
    end: int
    country: str
    sure: bool


def find_placed(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], language: str | None
) -> list[Placed]:
    """Return the towns of ``countries`` behind prepositions and words for towns of ``language``, and those of their lists."""
    found: dict[int, Placed] = {}
    folded, smaller = fold(text), tuple(islice(countries, _SMALL_OF))
    for number in knowledge.words.placed(text, language):
        next_word: int | None = number
        while next_word is not None:
            placed = _town(text, folded, next_word, knowledge, countries, smaller, language)
            if placed is None or placed.start in found:
                break
            found[placed.start] = placed
            next_word = next_listed(text, placed.end, knowledge, language)
    if len(found) < _MANY:
        return list(found.values())
    kept: list[Placed] = []
    for placed in sorted(found.values()):
        if not kept or kept[-1].end <= placed.start:
            kept.append(placed)
    return kept


def next_listed(text: str, end: int, knowledge: PlaceKnowledge, language: str | None) -> int | None:
    """Return the number of the word with which the next name of a list begins: "Almada e do Seixal"."""
    joint = knowledge.listed.match(text, end)
    if joint is None:
        return None
    folded = fold(text)
    own, spans, known = words(folded), places(folded), knowledge.words.of(language)
    number = bisect_left(spans, (joint.end(), 0))
    if number >= len(spans) or spans[number][0] != joint.end():
        return None
    for following in range(number, min(number + SMALL_WORDS, len(own))):
        if own[following] not in known.skipped | known.articles or text[spans[following][0]].isupper():
            return following
    return None


def _town(
    text: str,
    folded: str,
    number: int,
    knowledge: PlaceKnowledge,
    countries: Collection[str],
    smaller: Collection[str],
    language: str | None,
) -> Placed | None:
    """Return the town whose name begins with a word, the longest name first."""
    first = words(folded)[number]
    firsts = {first, *knowledge.words.bases(first, language)}
    countries = [country for country in countries if knowledge.of(country).may_stand_in(firsts)]
    smaller = [country for country in smaller if not firsts.isdisjoint(knowledge.small.openings(country))]
    if not countries and not smaller:
        return None
    for start, end, form in _names(text, folded, number):
        exact = _entry(form, knowledge, countries, smaller)
        if exact is not None:
            return Placed(start, end, *exact)
        for base in knowledge.words.bases(form, language) if form.count(" ") < _INFLECTED_WORDS else ():
            entry = _entry(base, knowledge, countries, smaller)
            if entry is not None:
                return Placed(start, end, *entry)
    return None


def town_of(
    text: str, number: int, country: str, knowledge: PlaceKnowledge, language: str | None
) -> Placed | None:
    """Return the town of a country whose name begins with a word, the longest name first."""
    return _town(text, fold(text), number, knowledge, (country,), (country,), language)


def town_ending(
    text: str, last: int, country: str, knowledge: PlaceKnowledge, language: str | None
) -> Placed | None:
    """Return the town of a country whose name ends with a word, the longest name first."""
    folded = fold(text)
    end = places(folded)[last][1]
    for first in range(max(0, last - _NAME_WORDS + 1), last + 1):
        placed = town_of(text, first, country, knowledge, language)
        if placed is not None and placed.end == end:
            return placed
    return None


def _names(text: str, folded: str, number: int) -> Iterator[tuple[int, int, str]]:
    """Yield span and folded form of what may be a name that begins with a word, the longest first."""
    spans = places(folded)
    start = spans[number][0]
    if text[start].islower():
        return
    for _, end in reversed(spans[number : number + _NAME_WORDS]):
        if end - start >= _SHORTEST and GOES_ON.match(text, end) is None:
            yield start, end, folded[start:end]


def _entry(
    form: str, knowledge: PlaceKnowledge, countries: Collection[str], smaller: Collection[str]
) -> tuple[Entry, bool] | None:
    """Return what a folded form stands for, and whether that is a small town."""
    if form in knowledge.stops or len(form) < _SHORTEST:
        return None
    for country in countries:
        entries = knowledge.of(country).forms.get(form)
        if entries:
            return meant(entries), False
    if form in knowledge.given:
        return None
    for country in smaller:
        town = knowledge.small.get(country, form)
        if town is not None:
            return small_entry(town), True
    return None


def small_entry(town: SmallTown) -> Entry:
    """Return the entry of a small town."""
    return Entry(_SMALL_RANK, town.geonames, town.name, town.country, main=True, known=False)


def find_telling(text: str, knowledge: PlaceKnowledge, language: str | None) -> Iterator[Telling]:
    """Yield the towns behind prepositions and words for towns that tell a country by themselves."""
    folded = fold(text)
    for number in knowledge.words.placed(text, language):
        for start, end, form in _names(text, folded, number):
            towns = _inhabitants(form, knowledge, language)
            if towns and not names_street(text, start, end, language):
                country = _meant(towns)
                if country is not None:
                    sure = towns[country] >= _TELLING or is_spoken(language, country)
                    yield Telling(start, end, country, sure)
                break


@cache
def is_spoken(language: str | None, country: str) -> bool:
    """Tell whether a language is an official one of a country."""
    main = primary_subtag(language)
    locales = {primary_subtag(locale) for tag, locale, *_ in cldr_languages() if tag == main}
    return not locales.isdisjoint(map(primary_subtag, get_official_languages(country)))


def _inhabitants(form: str, knowledge: PlaceKnowledge, language: str | None) -> Mapping[str, int]:
    """Return the inhabitants of the towns of a name by country, 0 for small ones."""
    names = [name for name in (form, *knowledge.words.bases(form, language)) if name not in knowledge.stops]
    towns = (knowledge.by_name.get(name) for name in names)
    found = next((known for known in towns if known), None)
    if found is not None:
        return found
    small = (knowledge.small.countries.get(name) for name in names if name not in knowledge.given)
    return dict.fromkeys(next((known for known in small if known), ()), 0)


def _meant(towns: Mapping[str, int]) -> str | None:
    """Return the country whose town is meant by a name that stands alone, ``None`` if that is not plain."""
    (country, largest), *others = sorted(towns.items(), key=lambda item: -item[1])
    return country if not others or largest >= max(KNOWN_TOWN, _LARGER * others[0][1]) else None
