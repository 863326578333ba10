"""Which role a sentence gives each organisation that it names: by the words before and after the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organizations import OrganizationMention, organization_type
from practicegraph.mapping.role_words import joins
from practicegraph.mapping.source import Source
from practicegraph.mapping.sum_givers import gave_sum

REACH: Final = 100
"""Code points before a name within which words tell its role."""
_NAMED_AT_PLACES: Final = frozenset({"managingAuthority"})
"""Roles of offices: "the agency managing the fund at the ministry"."""
_ACTING: Final = frozenset({"implementer", "lead"})
_SUBJECT: Final = 20
_INSERTED: Final = 220
_AUXILIARIES: Final = 3
_ARTICLES: Final = 2
_LEAD: Final = ' \t\n,:(–—-"”“»'
_INSERTION_ENDS: Final = re.compile(r",\s+")
_ENDING: Final = re.compile(r"['’][^\W\d_]{1,5}(?!\w)")
"""An ending that an apostrophe joins to a name: "Belediyesi'ne"."""
_CLAUSE_WORDS: Final = 2
_LAST_WORDS: Final = 14
_BESIDE: Final = 24
"""Code points before a name that an article and the word for its kind take."""
_TOWN: Final = re.compile(rf"\s[{UPPER}][\w'’-]+(?:\s[{UPPER}][\w'’-]+)?")
_OBJECT: Final = 5
"""Letters of what a verb governs at least; conjunctions have fewer."""
_LISTING: Final = frozenset(",;،؛&+/()–—-")
_APPOSED: Final = frozenset(",(–—")
"""Signs before what is said of the name before them only."""


class _Told(NamedTuple):
    role: str | None
    end: int


def roles_of(source: Source, text: str, mentions: Sequence[OrganizationMention]) -> list[str | None]:
    """Return the role of each organisation that a sentence names, ``None`` where it tells none.

    Words before a name give a role to it and to those enumerated with it; words after it too, but backwards,
    unless they speak of one only ("lead partner").
    """
    roles: list[str | None] = []
    untold: list[bool] = []
    role: str | None = None
    reached, apposed = 0, False
    words = source.knowledge.role_words.find(text, source.language)
    for index, mention in enumerate(mentions):
        begin = max(reached, mentions[index - 1].end if index else 0)
        before = text[begin : mention.start]
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        told = role_before(source, before)
        joined = joins(text, begin, mention, words) and not _begins_clause(source, before)
        if told in (None, *_ACTING) and gave_sum(source, text, begin, mention.start):
            told = "funder"  # "another 45,000 euros from the trust"
        if told is not None or (index and not joined) or is_place(source, before):
            role = told
        acts = index > 0 and told is None and (role in _ACTING or roles[-1] in _ACTING)
        if acts and source.cue("with", before if role in _ACTING else before[-_BESIDE:]) is not None:
            role = "partner"  # "a project of the association with the town"
        if apposed and told is None and joined:
            role = "partner"  # "the association, lead partner, and the town"
        after = _role_after(source, text, mention.end, min(following, mention.end + REACH))
        if role is not None and text[mention.end : mention.end + 1] == ",":
            after = _Told(None, 0)  # the comma closes an insertion: its verb is the subject's
        if after.role is None and mention.start <= _SUBJECT:
            after = _after_insertion(source, text, mention.end)
        own = told is None and _begins_another(source, before)
        listed = not own and (told or role) == "partner" and "partner" in (told, *roles[-1:])
        if listed and after.role == "implementer":
            roles = [after.role if one is None and at == 0 else one for at, one in enumerate(roles)]
            after = _Told(None, after.end)  # "by the association together with the town carried out"
        roles.append(after.role or role)
        untold.append(told is None and after.role is None)
        reached = max(reached, after.end)
        apposed = after.role == "lead" and text[mention.end : after.end].lstrip()[:1] in _APPOSED
        if after.role not in (None, "lead"):
            _give_back(source, roles, mentions, text, untold)
    return roles


def _begins_another(source: Source, between: str) -> bool:
    """Tell whether a comma and a conjunction stand between two names, as before the subject of the next clause."""
    words = fold(between).split()
    return between.lstrip(' )”"').startswith(",") and not source.conjunctions.isdisjoint(words)


def _begins_clause(source: Source, between: str) -> bool:
    """Tell whether words behind a comma between two names are those of a clause of its own: "A runs it, tools gave B"."""
    head, comma, rest = between.rpartition(",")
    words = rest.split()
    if not comma or head.strip(" )") or len(words) < _CLAUSE_WORDS or role_before(source, rest) is not None:
        return False
    known = source.knowledge.organizations
    if organization_type(rest, known) is not None and organization_type(words[-1], known) is not None:
        return False  # "A, the owners' association B"
    small = known.small
    return sum(fold(word) not in small for word in words) >= _CLAUSE_WORDS


def _give_back(
    source: Source,
    roles: list[str | None],
    mentions: Sequence[OrganizationMention],
    text: str,
    untold: Sequence[bool],
) -> None:
    """Give the role told after the last name to those enumerated before it, of which none has its own."""
    words = source.knowledge.role_words.find(text, source.language)
    first = len(roles) - 1
    while (
        first
        and (roles[first - 1] is None or (untold[first - 1] and roles[first - 1] in _ACTING))
        and joins(text, mentions[first - 1].end, mentions[first], words)
        and _lists(source, text[mentions[first - 1].end : mentions[first].start])
    ):
        first -= 1
        roles[first] = roles[-1]


def _lists(source: Source, between: str) -> bool:
    """Tell whether two names are of one list: no object stands between them as in "Liman Vakfı projeyi Mersin Üniversitesi ile"."""
    known = source.knowledge.organizations
    words = fold(between).split()
    if any(sign in _LISTING for sign in between) or not source.conjunctions.isdisjoint(words):
        return True
    return not any(len(word) >= _OBJECT and word not in known.small for word in words)


def role_before(source: Source, text: str) -> str | None:
    """Return the role of the cue nearest before an organisation's name; where it only stands is none."""
    reach = text[-REACH:]
    best: tuple[int, int, str] | None = None
    for role in ROLE_FIELDS:
        position = 0
        while (match := source.cue(f"before:{role}", reach, position)) is not None:
            position = match.start() + 1
            rank = (match.end(), len(match[0]), role)
            if best is None or rank > best:
                best = rank
    if best is None or (best[2] not in _NAMED_AT_PLACES and is_place(source, reach[best[0] :])):
        return None
    if best[2] == "partner" and source.cue("office", reach, best[0]) is not None:
        return None  # "she came together with the president of the federation"
    beside = source.cue("with", reach, best[0]) if best[2] in _ACTING else None
    if beside is not None and not reach[best[0] : beside.start()].strip():
        return "partner"  # "which the town carries out with the association"
    return best[2]


def parts_from(source: Source, between: str) -> bool:
    """Tell whether a word such as "with" parts two names, or an object; behind a conjunction it only goes on: "with A and with B"."""
    if source.cue("with", between) is None:
        return not _lists(source, between)
    joint = source.knowledge.organizations.splitting.match(between)
    return joint is None or not joint[0].strip(" ,") or source.cue("with", between[: joint.end()]) is not None


def comes_with(source: Source, between: str) -> bool:
    """Tell whether nothing but a turn such as "together with" and an article stands between two names."""
    turn = source.cue("before:partner", between)
    if turn is None or between[: turn.start()].strip() or turn.start() > 1:
        return False
    return len(between[turn.end() :].split()) <= _ARTICLES


def is_place(source: Source, before: str) -> bool:
    """Tell whether a preposition of place stands right before a name: "courses at the University"."""
    start = max(0, len(before.rstrip()) - _LAST_WORDS)
    end = len(before.rstrip())
    if fold(before.strip()) in source.conjunctions:
        return False  # "in" joins two names in Slovene
    while (match := source.cue("located", before, start, end)) is not None:
        if match.end() == end:
            return True
        start = match.end()
    return False


def role_after(source: Source, text: str, start: int, end: int) -> str | None:
    """Return the role that the words right after a name tell, ``None`` if they tell none."""
    return _role_after(source, text, start, end).role


def _role_after(source: Source, text: str, start: int, end: int) -> _Told:
    """Return the role that the words right after a name tell, small words such as "which has" between."""
    ending = _ENDING.match(text, start, end)
    start = start if ending is None else ending.end()
    for _ in range(_AUXILIARIES):
        while start < end and text[start] in _LEAD:
            start += 1
        found = _cue_at(source, text, start, end)
        if found.role is not None:
            return found
        small = source.cue("auxiliary", text, start, end)
        if small is None or small.start() != start:
            small = _town_at(source, text, start, end)
        if small is None:
            break
        start = small.end()
    return _Told(None, 0)


def _town_at(source: Source, text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that place a name: "the association in Umeå has opened"."""
    preposition = source.cue("located", text, start, end)
    if preposition is None or preposition.start() != start:
        return None
    return _TOWN.match(text, preposition.end(), end)


def _cue_at(source: Source, text: str, start: int, end: int) -> _Told:
    """Return the role of the longest cue at a place, but for a participle whose agent follows it."""
    best = _Told(None, 0)
    for role in ROLE_FIELDS:
        match = source.cue(f"after:{role}", text, start, end)
        if match is None or match.start() != start or match.end() <= best.end:
            continue
        agent = source.cue("agent", text, match.end(), end)
        if agent is None or text[match.end() : agent.start()].strip():
            best = _Told(role, match.end())
    return best


def _after_insertion(source: Source, text: str, start: int) -> _Told:
    """Return the role told after an insertion: "The association, with the help of the city, opened ..."."""
    if text[start : start + 1] != ",":
        return _Told(None, 0)
    for comma in _INSERTION_ENDS.finditer(text, start + 1, min(len(text), start + _INSERTED)):
        found = _cue_at(source, text, comma.end(), min(len(text), comma.end() + REACH))
        if found.role == "implementer":
            return _Told(found.role, 0)
    return _Told(None, 0)
