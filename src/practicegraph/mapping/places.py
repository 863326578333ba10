"""Mentions of places: towns and districts of known countries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.listed_towns import neighbours
from practicegraph.mapping.place_knowledge import (
    KNOWN_TOWN,
    LARGE_TOWN,
    LARGEST,
    Entry,
    PlaceKnowledge,
    meant,
)
from practicegraph.mapping.placed_regions import PlacedRegion, find_regions, is_inside
from practicegraph.mapping.placed_towns import GOES_ON, find_placed, is_spoken, small_entry
from practicegraph.mapping.streets import names_street

_PART: Final = re.compile(r"[^\n,;/|•()]+")
_LEAST_LETTERS: Final = 4
_LEAST_ALTERNATE: Final = 5
_LEAST_FUZZY: Final = 5
_ARTICLE: Final = 8
_INITIALS: Final = re.compile(r"(?<!\w)[^\W\d_]\.[ \u00a0]?[^\W\d_]\.[ \u00a0]?\Z")
_WORD_BEFORE: Final = re.compile(r"(?<!\w)(?:[^\W\d_]+[ \u00a0]|[^\W\d_]['’])$")
"""The word right before a name, or a letter that is written together with it."""
_NAME: Final = 0.95
_KNOWN_EVERYWHERE: Final = 0.6
_PROSE: Final = 0.8
_ALTERNATE: Final = 0.85
_SMALL: Final = 0.7
_DOUBT: Final = 0.5
_LIST: Final = 3
"""Towns of one country in a list, which make each other evident."""
_OPENING: Final = re.compile(r"\s*\(\s*")
_CLOSING: Final = re.compile(r"\s*\)")
_EDGES: Final = ' \t\u00a0-–:."“”„'
"""Signs around a name in the value of a field."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place by its ``name`` and, where known, GeoNames id; a ``doubtful`` one was written differently."""

    start: int
    end: int
    name: str
    geonames: str | None
    country: str
    doubtful: bool
    confidence: float
    method: str
    evident: bool = True
    """Whether the name, or what stands around it, leaves no doubt that it is a place here."""


def find_places(
    text: str,
    knowledge: PlaceKnowledge,
    countries: Collection[str],
    *,
    in_field: bool = False,
    language: str | None = None,
) -> tuple[PlaceMention, ...]:
    """Return places of ``countries`` (ISO 3166-1 alpha-2, the best told first) in ``text``.

    A name begins with a capital. Of places of one name the largest is meant. With ``in_field`` the text
    is the value of a place field: short names and small towns count, a name that is one letter off counts with doubt.
    Elsewhere small towns and inflected names count where words of ``language`` say that something is there.
    """
    found = _told(text, knowledge, countries, language, in_field=in_field)
    taken = {mention.start: mention.end for mention in found}
    starts = sorted(taken)
    judged = not in_field and knowledge.words.knows(language)
    for country in dict.fromkeys(countries):
        for match in knowledge.of(country).find(text):
            entry = meant(match.entries)
            written = text[match.start : match.end]
            before = bisect_left(starts, match.end)
            overlaps = bool(before) and taken[starts[before - 1]] > match.start
            overlaps = overlaps or GOES_ON.match(text, match.end) is not None
            noun = not in_field and _is_noun(text, match.start, match.end, entry, knowledge)
            noun = noun or names_street(text, match.start, match.end, language)
            if overlaps or noun or not _counts(written, entry, knowledge, in_field=in_field):
                continue
            evident = not judged or (entry.known and fold(written) not in knowledge.ambiguous)
            evident = evident or _is_last(text, match.start, match.end)
            if not evident and entry.rank >= len(knowledge.towns.get(country, ())):
                evident = is_inside(text, match.start, match.end, knowledge.kinds.of(language))
            found.append(_mention(match.start, match.end, entry, in_field=in_field, evident=evident))
            starts.insert(before, match.start)
            taken[match.start] = match.end
    if not in_field:
        found = _with_neighbours(text, found, knowledge, language)
        return tuple(_of_lists(text, knowledge, found))
    found = [mention for mention in found if not _goes_on(text, mention, knowledge, language)]
    found += _small(text, knowledge, countries, found)
    found += _doubtful(text, knowledge, countries, found, language)
    found.sort(key=lambda mention: mention.start)
    return tuple(_of_towns(text, knowledge, found))


def _told(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], language: str | None, *, in_field: bool
) -> list[PlaceMention]:
    """Return the regions beside words for their kind, and the towns of which words or endings say that something is there."""
    found = [
        _region(placed, in_field=in_field) for placed in find_regions(text, knowledge, countries, language)
    ]
    found += [
        _mention(placed.start, placed.end, placed.entry, in_field=in_field, small=placed.small)
        for placed in find_placed(text, knowledge, countries, language)
        if not any(one.start < placed.end and placed.start < one.end for one in found)
        and not names_street(text, placed.start, placed.end, language)
    ]
    return found


def _with_neighbours(
    text: str, found: Sequence[PlaceMention], knowledge: PlaceKnowledge, language: str | None
) -> list[PlaceMention]:
    """Return mentions in order with the towns that stand in lists with them."""
    known = {mention.start: mention for mention in found}
    for mention in sorted(found, key=lambda one: one.start):
        for placed in neighbours(text, mention.start, mention.end, mention.country, knowledge, language):
            if not any(
                one.start < placed.end and placed.start < one.end for one in known.values()
            ) and not names_street(text, placed.start, placed.end, language):
                known[placed.start] = _mention(
                    placed.start, placed.end, placed.entry, in_field=False, small=placed.small, evident=False
                )
    return [known[start] for start in sorted(known)]


def _is_last(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands behind a comma at the end of a line: "The Welcome Desk, Cork"."""
    return text[:start].rstrip().endswith(",") and not text[end:].partition("\n")[0].strip(_EDGES)


def _of_towns(text: str, knowledge: PlaceKnowledge, found: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Yield the mentions of a place field but for the larger town in brackets behind another: its province is meant."""
    for number, mention in enumerate(found):
        before = found[number - 1] if number else None
        if before is None or not (
            _OPENING.fullmatch(text, before.end, mention.start)
            and _CLOSING.match(text, mention.end)
            and before.country == mention.country
            and knowledge.size(before.country, before.geonames)
            < knowledge.size(mention.country, mention.geonames)
        ):
            yield mention


def _goes_on(text: str, mention: PlaceMention, knowledge: PlaceKnowledge, language: str | None) -> bool:
    """Tell whether a name of a place field only begins another: "Mora" in "Mora de Rubielos"."""
    name = knowledge.joint.split(_PART.findall(text, mention.start)[0])[0]
    joint, _, rest = name[mention.end - mention.start :].removeprefix(" ").partition(" ")
    return fold(joint) in knowledge.words.of(language).joints and rest[:1].isupper()


def _of_lists(text: str, knowledge: PlaceKnowledge, found: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """Yield mentions in order; those of a list are evident if one of them is."""
    groups: list[list[PlaceMention]] = []
    for mention in found:
        if groups and knowledge.listed.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for group in groups:
        evident = any(mention.evident for mention in group)
        evident = evident or (len(group) >= _LIST and len({mention.country for mention in group}) == 1)
        yield from (replace(mention, evident=True) for mention in group) if evident else group


def find_large_places(
    text: str, knowledge: PlaceKnowledge, language: str | None = None
) -> tuple[PlaceMention, ...]:
    """Return the large towns and regions in ``text`` whatever their country: they tell it where nothing else does.

    Of the towns that are not so large only those count in whose country ``language`` is spoken; they are not evident. A
    name that large towns of several countries share is left out; confidence is low.
    """
    found = []
    for match in knowledge.known.find(text):
        entry = meant(match.entries)
        written = text[match.start : match.end]
        large = knowledge.size(entry.country, entry.geonames) >= LARGE_TOWN
        if not large and not is_spoken(language, entry.country):
            continue
        if _is_noun(text, match.start, match.end, entry, knowledge) or names_street(
            text, match.start, match.end, language
        ):
            continue
        named = [one for one in match.entries if one.main] or match.entries
        alone = len({one.country for one in named}) == 1
        alone = alone and fold(written) not in knowledge.ambiguous
        if alone and len(written) >= _LEAST_LETTERS and _counts(written, entry, knowledge, in_field=False):
            found.append(
                PlaceMention(
                    match.start, match.end, entry.name, entry.geonames, entry.country, False,
                    _KNOWN_EVERYWHERE, "place:large-town", evident=large,
                )
            )  # fmt: skip
    return tuple(found)


def country_of_towns(text: str, knowledge: PlaceKnowledge, language: str | None = None) -> str | None:
    """Return the country whose towns the parts of a place field's value are, ``None`` if it is not plain.

    Every known part must be a town of one country only: two parts, or one large enough to be known by itself. A lone
    name is also that of the only country with a town so called in which ``language`` is spoken.
    """
    countries: frozenset[str] = frozenset()
    known, largest = 0, 0
    whole = knowledge.by_name.keys()
    parts = (
        name
        for part in _PART.finditer(text)
        for name in ([part[0]] if fold(part[0].strip()) in whole else knowledge.joint.split(part[0]))
    )
    for part in parts:
        name = fold(part.strip(_EDGES))
        towns = knowledge.by_name.get(name, {})
        having = frozenset(towns) or knowledge.small.countries.get(name, frozenset())
        if having:
            known += 1
            largest = max(largest, *towns.values()) if towns else largest
            countries = countries & having if known > 1 else having
    if known == 1 and largest and fold(text.strip(_EDGES)) not in knowledge.stops:
        spoken = [country for country in countries if is_spoken(language, country)]
        if len(spoken) == 1 and fold(text.strip(_EDGES)) in whole:
            return spoken[0]
    told = len(countries) == 1 and (known > 1 or largest >= KNOWN_TOWN)
    return next(iter(countries)) if told else None


def _counts(written: str, entry: Entry, knowledge: PlaceKnowledge, *, in_field: bool) -> bool:
    """Tell whether a form found is a place here."""
    if written[0].islower() or not written[0].isalpha():
        return False
    if in_field:
        return True
    sure = entry.main or entry.rank < LARGEST or not written.isascii()
    least = _LEAST_LETTERS if sure else _LEAST_ALTERNATE
    return len(written) >= least and fold(written) not in knowledge.stops


def _is_noun(text: str, start: int, end: int, entry: Entry, knowledge: PlaceKnowledge) -> bool:
    """Tell whether an article makes a common noun of what could be a town: "la garde", "der Stein".

    Regions and the largest towns have articles: "die Steiermark", "the London of today". So do two initials make it the
    name of somebody.
    """
    if _INITIALS.search(text, max(0, start - _ARTICLE), start) is not None:
        return True
    articles = knowledge.articles.get(entry.country, frozenset())
    first, _, rest = text[start:end].replace("’", "'").partition(" ")
    if rest and fold(first) in articles and not any(map(str.isupper, rest)):
        return True
    if entry.rank < LARGEST or entry.rank >= len(knowledge.towns.get(entry.country, ())):
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _ARTICLE), start)
    return before is not None and fold(before[0].strip().replace("’", "'")) in articles


def _region(placed: PlacedRegion, *, in_field: bool) -> PlaceMention:
    region, confidence = placed.region, _NAME if in_field else _PROSE
    return PlaceMention(
        placed.start, placed.end, region.name, region.geonames, region.country, False, confidence, "place:region",
        evident=placed.evident or in_field,
    )  # fmt: skip


def _mention(
    start: int, end: int, entry: Entry, *, in_field: bool, small: bool = False, evident: bool = True
) -> PlaceMention:
    confidence = _NAME if entry.main else _ALTERNATE
    if not in_field:
        confidence = min(confidence, _SMALL if small else _PROSE)
    method = "place:small" if small else "place:name" if entry.main else "place:alternate"
    return PlaceMention(
        start, end, entry.name, entry.geonames, entry.country, False, confidence, method, evident
    )


def _small(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], found: Sequence[PlaceMention]
) -> Iterator[PlaceMention]:
    """Yield the parts of a place field's value that are small towns."""
    for part in _PART.finditer(text):
        start = part.start()
        for name in knowledge.joint.split(part[0]):
            begin = text.index(name, start) + len(name) - len(name.lstrip(_EDGES))
            start = begin + len(name.strip(_EDGES))
            if any(begin < mention.end and mention.start < start for mention in found):
                continue
            towns = (knowledge.small.get(country, fold(text[begin:start])) for country in countries)
            town = next((town for town in towns if town is not None), None)
            if town is not None and not text[begin].islower():
                yield _mention(begin, start, small_entry(town), in_field=True, small=True)


def _doubtful(
    text: str,
    knowledge: PlaceKnowledge,
    countries: Collection[str],
    found: list[PlaceMention],
    language: str | None,
) -> Iterator[PlaceMention]:
    """Yield the parts of a place field's value that are one letter off the name of a town."""
    for part in _PART.finditer(text):
        start = part.start() + len(part[0]) - len(part[0].lstrip(_EDGES))
        end = part.end() - (len(part[0]) - len(part[0].rstrip(_EDGES)))
        written = text[start:end]
        covered = any(start < mention.end and mention.start < end for mention in found)
        if covered or len(written) < _LEAST_FUZZY or not written[0].isupper():
            continue
        if names_street(text, start, end, language):
            continue
        nearest = _nearest(written, knowledge, countries)
        if nearest:
            yield PlaceMention(
                start, end, nearest.name, nearest.geonames, nearest.country, True, _DOUBT, "place:one-edit"
            )  # fmt: skip


def _nearest(written: str, knowledge: PlaceKnowledge, countries: Collection[str]) -> Entry | None:
    """Return the largest town of the countries whose name is one edit away."""
    wanted = fold(written)
    best: tuple[int, str] | None = None
    for country in countries:
        ranks = knowledge.ranks(country, first=written.isascii())
        near = process.extract_iter(wanted, tuple(ranks), scorer=OSA.distance, score_cutoff=1)
        rank = min((ranks[name] for name, distance, _ in near if distance), default=None)
        if rank is not None and (best is None or rank < best[0]):
            best = rank, country
    if best is None:
        return None
    rank, country = best
    town = knowledge.towns[country][rank]
    return Entry(rank, town.geonames, town.name, country, main=True, known=True)
