"""Who administers a fund that a sentence names: "co-funded by AMIF, managed by the Department of Justice"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.actor import Actor
from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.roles import comes_with
from practicegraph.mapping.source import Source

_REACH: Final = 180
"""Code points before a name in which the sentence stands that names the fund."""
_BEHIND: Final = 24
"""Code points behind a name in which a verb stands that ends its clause."""
_ENDED: Final = re.compile(r"[.!?…]\s+(?=[^\W\d_a-zà-ÿа-я])|\n\s*\n|;\s")
_BETWEEN: Final = 5
"""Words between the fund and the verb, and between this and the name."""
_SUBJECT: Final = 5
"""Words at the beginning of a sentence among which its subject stands."""
_ROLES: Final = frozenset({"implementer", "lead", "funder"})
_OFFICE: Final = "managingAuthority"
_TURN: Final = 40
"""Code points that a turn such as "in consortium with" takes at the most."""
_NAMES: Final = re.compile(r"\([^()]*\)")


def with_fund_offices(source: Source, actors: Sequence[Actor]) -> list[Actor]:
    """Return the actors; those that only administer a fund are its managing authorities, with whom they do so, too."""
    told = [_as_office(source, actor) for actor in actors]
    ends = {actor.end for actor in told if actor.role == _OFFICE}
    return [
        replace(actor, role=_OFFICE) if actor.role == "partner" and _is_beside(source, actor, ends) else actor
        for actor in told
    ]


def _is_beside(source: Source, actor: Actor, ends: Collection[int]) -> bool:
    """Tell whether nothing but a turn such as "together with" stands between a name and that of a managing authority."""
    near = (end for end in ends if 0 < actor.start - end <= _TURN)
    return any(comes_with(source, source.document.text[end : actor.start].lstrip(",")) for end in near)


def _as_office(source: Source, actor: Actor) -> Actor:
    """Return an actor; one that only administers the fund named before it as the fund's managing authority."""
    if actor.role not in _ROLES:
        return actor
    text = source.document.text
    before = text[max(0, actor.start - _REACH) : actor.start]
    ends = list(_ENDED.finditer(before))
    before = before[ends[-1].end() :] if ends else before
    after = text[actor.end : actor.end + _BEHIND]
    return replace(actor, role=_OFFICE) if _administers(source, before, after) else actor


def _administers(source: Source, before: str, after: str) -> bool:
    """Tell whether a verb of administering stands between a fund and a name, or right behind the name."""
    funds = find_concepts(before, source.knowledge.concepts, "funding-programme", source.language)
    if not funds:
        return False
    gap = _NAMES.sub(" ", before[funds[-1].end :])
    verb = source.cue("fund-managed", gap)
    behind = source.cue("fund-managed", after)
    if verb is None:
        verbal = behind is not None and len(after[: behind.start()].split()) == 0
        return verbal and "," in gap and len(gap.split()) <= _BETWEEN
    lead, rest = gap[: verb.start()], gap[verb.end() :]
    if len(lead.split()) > _BETWEEN or len(rest.split()) > _BETWEEN or "," in rest:
        return False
    if source.conjunctions.isdisjoint(fold(lead).split()):
        return True
    # "Funded by the Grants and managed by the Trust" is said of a project, unless the subject is a programme.
    first = " ".join(before.split()[:_SUBJECT])
    named = find_concepts(first, source.knowledge.concepts, "funding-programme", source.language)
    return bool(named) or source.cue("programme-word", first) is not None
