"""Names in a list of organisations that no word of theirs tells: "Alder College, Green Quay and Ferry Meadows Kitchen".

What stands between commas and the conjunction beside an organisation is one too. A list ends with its conjunction, so
what this joins are two names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from practicegraph.languages import primary_subtag
from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_patterns import QUOTED, UPPER
from practicegraph.mapping.organizations import OrganizationMention, named, organization_type
from practicegraph.mapping.persons import has_given_name
from practicegraph.mapping.places import find_places
from practicegraph.mapping.source import Source

_FEWEST: Final = 2
_WORD: Final = rf"[{UPPER}][\w'’&-]*\w"
_RUN: Final = re.compile(
    rf"(?<![\w'’-])(?:{_WORD}(?:[ \u00a0](?:[^\W\d_{UPPER}]{{1,5}}[ \u00a0]){{0,2}}(?:[^\W\d_{UPPER}]{{1,4}}['’])?{_WORD}){{1,5}}"
    rf"|[{UPPER}]{{3,8}})(?![\w-])"
)
"""Capitalised words, small ones between them, or an abbreviation."""
_BETWEEN: Final = re.compile(
    r"[”\"»“]?(?:\s?\([^()]{2,40}\))?(?P<comma>,)?\s+(?P<words>(?:[^\W\d_]+(?:['’]\s*|\s+)){0,6})[„“\"«]?"
)
"""What stands between two names of a list: a comma, a conjunction, an article, a kind."""
_ITEM: Final = re.compile(
    rf"{QUOTED}|{_WORD}(?:[ \u00a0](?:[^\W\d_{UPPER}]{{1,5}}[ \u00a0]){{0,2}}(?:[^\W\d_{UPPER}]{{1,4}}['’])?{_WORD}){{0,5}}"
)
_NEXT: Final = re.compile(
    rf"(?P<comma>,)?[ \u00a0](?:(?P<word>[^\W\d_{UPPER}]+)[ \u00a0](?:[^\W\d_{UPPER}]{{1,4}}[ \u00a0]|[^\W\d_{UPPER}]{{1,4}}['’])?)?(?=[„“\"«{UPPER}])"
)
"""What stands between two names: a comma, a conjunction, an article."""
_OPENING: Final = '„“"«'
_LEAD: Final = 4
"""Words of an article and a kind before a name at most."""
_CLAUSE_ENDS: Final = ":;–—("
_TURN: Final = 40
"""Code points of a turn before a name at most."""
_STATE: Final = "national-authority"


class _Unit(NamedTuple):
    """A name in a list, or what may be one."""

    start: int
    end: int
    known: OrganizationMention | None


class _Joint(NamedTuple):
    """What joins a name to the one before it."""

    conjunction: bool
    led: bool
    """An article or a kind stands before the name."""


def with_listed(
    source: Source, text: str, mentions: Sequence[OrganizationMention]
) -> list[OrganizationMention]:
    """Return the organisations of a sentence with those that stand in a list with them."""
    found = sorted(mentions, key=lambda one: one.start)
    if not found:
        return found
    joints = {form for form in source.conjunctions if " " not in form}
    if not joints:
        return found
    for units, between in _lists(source, text, found, joints):
        if between[-1].conjunction:
            found += [
                named(text, unit.start, unit.end, source.knowledge.organizations, source.language)
                for unit in _unknown(source, text, units, between)
            ]
        elif units[-1].known is not None:
            found = _parted(source, text, found, units[-1].known, joints)
    return sorted(found, key=lambda one: one.start)


def _lists(
    source: Source, text: str, found: Sequence[OrganizationMention], joints: set[str]
) -> Iterator[tuple[list[_Unit], list[_Joint]]]:
    """Yield the lists of names, an organisation among them: up to the first that a conjunction joins to them."""
    units = _units(text, found, source, joints)
    at = 0
    while at < len(units):
        listed: list[_Unit] = [units[at]]
        between: list[_Joint] = []
        for unit in units[at + 1 :]:
            joint = _joint(source, text[listed[-1].end : unit.start], joints)
            if joint is None or (between and between[-1].conjunction and not joint.conjunction):
                break
            listed.append(unit)
            between.append(joint)
        if between and any(unit.known is not None for unit in listed):
            yield listed, between
        at += len(listed)


def _units(text: str, found: Sequence[OrganizationMention], source: Source, joints: set[str]) -> list[_Unit]:
    """Return the organisations of a sentence and its other capitalised words, in order."""
    units = [_Unit(one.start, one.end, one) for one in found]
    free = [0, *(at for one in found for at in (one.start, one.end)), len(text)]
    for begin, stop in zip(free[::2], free[1::2], strict=True):
        for run in _RUN.finditer(text, begin, max(begin, stop)):
            units += [_Unit(*piece, None) for piece in _pieces(text, *run.span(), source, joints)]
    return sorted(units)


def _pieces(text: str, start: int, end: int, source: Source, joints: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the names of a run of capitalised words: it is cut at conjunctions and at words that join no names."""
    small = source.knowledge.organizations.small
    begin = stop = start
    several = False
    for word in re.finditer(r"[^\s]+", text[start:end]):
        plain = fold(word[0].replace("’", "'").split("'")[0])
        if word[0][0].islower() and (plain in joints or plain not in small):
            if several or _is_abbreviation(text[begin:stop]):
                yield begin, stop
            begin, stop, several = start + word.end() + 1, start + word.end() + 1, False
        elif word[0][0].isupper() or "'" in word[0] or "’" in word[0]:
            several = stop > begin
            stop = start + word.end()
    if several or _is_abbreviation(text[begin:stop]):
        yield begin, stop


def _is_abbreviation(word: str) -> bool:
    return len(word) > _FEWEST and word.isalpha() and word.isupper()


def _joint(source: Source, between: str, joints: set[str]) -> _Joint | None:
    """Return what joins two names, ``None`` if they are not in one list."""
    match = _BETWEEN.fullmatch(between)
    if match is None:
        return None
    words = match["words"].replace("’", "'").replace("' ", " ").replace("'", "' ").split()
    conjunction = bool(words) and fold(words[0]) in joints
    if not (conjunction or match["comma"]) or any(word[0].isupper() for word in words):
        return None
    rest = _without_turn(source, words[1:] if conjunction else words)
    kind = organization_type(" ".join(rest).replace("'", ""), source.knowledge.organizations)
    if len(rest) > _LEAD or (rest and kind is None):
        return None
    return _Joint(conjunction, len(rest) < len(words) - conjunction)


def _without_turn(source: Source, words: Sequence[str]) -> list[str]:
    """Return the words before a name without a word for "with" or "by" that the list repeats, and an article."""
    rest = list(words)
    if rest and any(source.cue(cue, rest[0]) is not None for cue in ("with", "agent")):
        rest = rest[1:]
    articles = source.knowledge.organizations.patterns.definite_articles
    return rest[1:] if rest and (fold(rest[0]) in articles or rest[0].endswith("'")) else rest


def _unknown(source: Source, text: str, units: Sequence[_Unit], between: Sequence[_Joint]) -> Iterator[_Unit]:
    """Yield what stands in a list as a name though no word tells it; none goes on with the name of a ministry."""
    if units[0].known is None and not _may_begin(source, text, units[0].start):
        units, between = units[1:], between[1:]
    before = None
    for unit, joint in zip(units, [None, *between], strict=True):
        state = before is not None and before.type == _STATE and not (joint is not None and joint.led)
        if unit.known is None and not state and not _is_no_body(source, text[unit.start : unit.end]):
            yield unit
        if unit.known is not None or (joint is not None and joint.led):
            before = unit.known


def _may_begin(source: Source, text: str, start: int) -> bool:
    """Tell whether a list may begin at a place: a clause, or behind an article, a kind, a turn that tells a role."""
    before = text[:start].rstrip(_OPENING + " \u00a0")
    if not before or before[-1] in _CLAUSE_ENDS:
        return True
    *_, last = before.replace("’", "' ").replace("'", "' ").split()
    if not _without_turn(source, [last]) or organization_type(last, source.knowledge.organizations):
        return True
    turns = ("copula", *(f"before:{role}" for role in ROLE_FIELDS))
    return any(
        turn.end() >= len(before)
        for cue in turns
        for turn in source.each_cue(cue, before, max(0, len(before) - _TURN))
    )


def is_something_else(source: Source, name: str) -> bool:
    """Tell whether capitalised words name a person, a large town, a country or a programme."""
    knowledge = source.knowledge
    if has_given_name(name, knowledge.persons) or knowledge.places.is_large(name):
        return True
    if any(one.end - one.start >= len(name) - 1 for one in find_countries(name, knowledge.countries)):
        return True
    return bool(find_concepts(name, knowledge.concepts, "funding-programme", source.language))


def _is_no_body(source: Source, name: str) -> bool:
    """Tell whether capitalised words name something else, a place, people or a role."""
    if is_something_else(source, name):
        return True
    knowledge = source.knowledge
    towns = find_places(name, knowledge.places, source.countries, in_field=True)
    if any(town.end - town.start >= len(name) - 1 for town in towns):
        return True
    if any(source.cue(f"{side}:{role}", name) for role in ROLE_FIELDS for side in ("before", "after")):
        return True  # "as Responsible Authority"
    return bool(find_concepts(name, knowledge.concepts, "target-group", source.language))


def _parted(
    source: Source,
    text: str,
    found: Sequence[OrganizationMention],
    last: OrganizationMention,
    joints: set[str],
) -> list[OrganizationMention]:
    """Return the organisations with the last of a list cut at its conjunction: a list does not end without one."""
    if last.registered or last.start < 0:
        return list(found)
    words = list(re.finditer(r"\S+", text[last.start : last.end]))
    cut = next((word for word in reversed(words) if fold(word[0]) in joints), None)
    if cut is None:
        return list(found)
    first, second = (last.start, last.start + cut.start() - 1), (last.start + cut.end() + 1, last.end)
    if any(len(text[begin:end].split()) < _FEWEST for begin, end in (first, second)):
        return list(found)
    known = source.knowledge.organizations
    names = [named(text, *span, known, source.language) for span in (first, second)]
    return [*(one for one in found if one is not last), *names]


def with_several(
    source: Source, text: str, mentions: Sequence[OrganizationMention]
) -> list[OrganizationMention]:
    """Return the organisations of a sentence with those behind their kind in the plural: "the charities Alder and Ash"."""
    patterns = source.knowledge.organizations.patterns
    main = primary_subtag(source.language)
    kinds = patterns.several.get(main)
    found = list(mentions)
    for kind in () if kinds is None else kinds.finditer(text):
        spans = _names_behind(text, kind.end(), patterns.conjunctions.get(main, frozenset()))
        if len(spans) < _FEWEST or any(_is_no_body(source, text[begin:end]) for begin, end in spans):
            continue
        start, stop = kind.start(), spans[-1][1]
        found = [one for one in found if one.end <= start or stop <= one.start]
        for begin, end in spans:
            one = named(text, begin, end, source.knowledge.organizations, source.language)
            found.append(replace(one, type=one.type or patterns.several_of.get((main, kind["kind"]))))
    return found


def _names_behind(text: str, start: int, joints: Collection[str]) -> list[tuple[int, int]]:
    """Return the names of a list at a place, none if it does not end with a conjunction and a name."""
    spans: list[tuple[int, int]] = []
    while (item := _ITEM.match(text, start)) is not None:
        words = list(re.finditer(r"\S+", item[0])) if text[start] not in _OPENING else []
        cut = next((word for word in words if fold(word[0]) in joints), None)
        last = bool(spans) and _ends_list(text[spans[-1][1] : start], joints)
        end = item.end() if cut is None or last else start + cut.start() - 1
        spans.append((start, end))
        if last:
            return spans
        joint = _NEXT.match(text, end)
        if joint is None or not (joint["comma"] or fold(joint["word"] or "") in joints):
            break
        start = joint.end()
    return []


def _ends_list(between: str, joints: Collection[str]) -> bool:
    return any(fold(word) in joints for word in between.replace(",", " ").split())
