"""Organisations and their roles, from fields and from running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from practicegraph.mapping.actor import (
    Actor,
    identified,
    is_programme,
    partners_below,
    types_of,
    without_article,
    without_money,
)
from practicegraph.mapping.actor_lines import by_way_of, leading, name_lines, partner_line, partners_behind
from practicegraph.mapping.countries import is_country
from practicegraph.mapping.fact import ROLE_FIELDS, Fact
from practicegraph.mapping.first_named import PROSE_SECTIONS, SENTENCE_ENDS, SUBJECT, first_named
from practicegraph.mapping.fund_offices import with_fund_offices
from practicegraph.mapping.items import Passage
from practicegraph.mapping.named_answers import behind_position, listed_names
from practicegraph.mapping.only_mentioned import is_elsewhere, spans_elsewhere, speaks_or_stands
from practicegraph.mapping.organization_lists import split_organizations
from practicegraph.mapping.organizations import (
    OrganizationMention,
    find_organizations,
    organization_type,
)
from practicegraph.mapping.page_heads import FURNITURE
from practicegraph.mapping.paying_offices import as_told, with_offices
from practicegraph.mapping.programme_names import named_as_payers
from practicegraph.mapping.role_words import is_entrusted, roles_by_words
from practicegraph.mapping.roles import comes_with, is_place, parts_from, role_before, roles_of
from practicegraph.mapping.section import Section, part_of
from practicegraph.mapping.sentences import runs_on, sentences
from practicegraph.mapping.slot_names import named_with, with_slot_names
from practicegraph.mapping.source import Source, certainty
from practicegraph.mapping.speakers import meant, owner, speaker
from practicegraph.reading.blocks import MASK, Block
from practicegraph.terms import resource

_STATED: Final = 0.95
_TOLD: Final = 0.75
_NAME_WORDS: Final = 14
_WORD: Final = re.compile(r"(?<![^\W_]|-)[^\W\d_]{2,}(?![^\W_]|-\w*\d)")
_LISTED: Final = 2
_REMARK: Final = re.compile(r"\s*\([^()]*[a-zа-яα-ω]{2}[^()]*\)\s*\Z")
_PREPOSITION: Final = re.compile(r"^[^\W\dA-Z]{1,5}(?:\s+|['’])")
_MARKS: Final = " *_-–•"
_CLOSING: Final = " \"'’”“»«"
_PERSON: Final = re.compile(rf"(?:[^\W\d_]+\.? ){{0,3}}[{MASK}][{MASK} -]*(?:[,;(–—-]\s*)?")
"""A person, whose name is masked, with the title before it."""
_BRACKETED: Final = re.compile(r"\((?P<inside>[^()]{2,40})\)[^,;()]{0,40}(?:[,;]|\Z)")
_CLAUSE_WORDS: Final = 5
"""Words of a sentence behind a value at least, which no name has."""
_ACTING: Final = frozenset({"implementer", "lead"})
_SEVERAL: Final = frozenset({"partner", "funder"})
_LED: Final = _ACTING | {"partner"}
_DESCRIBED: Final = frozenset({"practice", "project"})
_COUNTED: Final = re.compile(r"[^\W\d_]\s?#?\d{1,2}(?:\s?\([a-z]{2}\))?[:.]?\s*\Z")
"""What ends a label of one of several partners: "Partner 3", "Partner 3 (en)"."""
_WE_ACT: Final = 60
"""Code points behind a place in which the verb of those who speak stands."""


def find_actors(source: Source) -> Iterator[Fact]:
    """Yield the facts of all organisations: who did what, and of which type they are."""
    actors = [actor for section in source.of(*ROLE_FIELDS) for actor in _in_field(source, section)]
    actors = with_fund_offices(source, [*actors, *_introduced(source)])
    told = with_fund_offices(source, [*_in_text(source, frozenset(one.mention.slug for one in actors))])
    acting = {actor.mention.slug for actor in told if actor.role in _ACTING}
    told = [actor for actor in told if actor.role != "partner" or actor.mention.slug not in acting]
    known = {actor.mention.slug for actor in actors}
    actors += [actor for actor in told if actor.mention.slug not in known]
    if not any(actor.role in _ACTING for actor in actors):
        # Of several practices on a page none is that of whose page it is.
        own = list(speaker(source, actors)) if source.part is None else []
        if source.is_undertaken():
            own = list(meant(source, actors)) or own or list(first_named(source, actors))
        if source.part is None and (source.is_undertaken() or source.kind in _DESCRIBED):
            own = own or list(owner(source, actors))
        actors += own
    actors = [actor for actor in identified(source, actors) if not is_programme(source, actor)]
    for section in source.of(*ROLE_FIELDS):
        if not section.values and not section.nested:
            yield source.missing(section.field or "", section)
    for actor in actors:
        yield source.fact(
            actor.role, actor.mention.name, actor.start, actor.end,
            confidence=actor.confidence, method=actor.method,
            organization=resource("organization", actor.mention.slug).value,
            acronym=None if actor.mention.registered else actor.mention.acronym,
        )  # fmt: skip
    yield from types_of(source, actors)


def _in_field(source: Source, section: Section) -> Iterator[Actor]:
    lines = [line for passage in source.passages(section) for line in _lines(source, passage)]
    named = list(name_lines(source, section, lines))
    partners = partners_below(source, section, named)
    for line in named:
        own = replace(section, field="partner") if line.start in partners else section
        yield from _of_value(source, own, line)


def _introduced(source: Source) -> Iterator[Actor]:
    """Yield the organisations of a list that a sentence about a role introduces."""
    for section in source.sections:
        if section.field not in PROSE_SECTIONS:
            continue
        role: str | None = None
        for passage in source.passages(section):
            if not passage.item:
                role = role_before(source, passage.text) if passage.text.endswith(":") else None
            elif role is not None:
                listed = replace(section, field=role, method="introduced-list", score=100)
                for name in _lines(source, passage):
                    yield from _of_value(source, listed, name)


def _lines(source: Source, passage: Passage) -> Iterator[Block]:
    """Yield the lines of a value; one that begins small goes on the line before it."""
    joined: list[Block] = []
    for block in passage.blocks:
        if joined and block.text[:1].islower():
            words = source.document.text[joined[-1].start : block.end].replace("\n", " ").replace("\t", " ")
            joined[-1] = replace(joined[-1], end=block.end, text=words)
        else:
            joined.append(block)
    yield from joined


def _of_value(source: Source, section: Section, block: Block) -> Iterator[Actor]:
    """Yield the organisations of a value; behind its first sentence it is running text as any other."""
    parts = sentences(block.text)
    told = _is_sentence(source, block.text)
    further = [] if len(parts) < _LISTED else list(parts[1:])
    if not further or any(len(block.text[start:end].split()) < _CLAUSE_WORDS for start, end in further):
        yield from _of_names_together(source, section, block, told=told)
        return
    text = block.text[: parts[0][1]].rstrip(" " if told else " .")
    first = replace(block, end=block.start + parts[0][1], text=text)
    yield from _of_names_together(source, section, first, told=told)
    for start, stop in further:
        yield from _in_sentence(source, block, start, stop, frozenset(), section.field)


def _of_names_together(source: Source, section: Section, block: Block, *, told: bool) -> Iterator[Actor]:
    """Yield the organisations of a value, those with whom the first acts as partners, and through whom it pays."""
    text = block.text
    others = None if told else partner_line(source, section, block)
    if others is not None:
        yield from _of_names(source, replace(section, field="partner"), others, told=False)
        return
    turn, role = None, ""
    if section.field in _ACTING and not told:
        turn, role = partners_behind(source, text), "partner"
    elif section.field == "funder" and not told:
        turn, role = by_way_of(source, text), "managingAuthority"
    if turn is None:
        yield from _of_names(source, section, block, told=told)
        return
    end, start = turn
    yield from _of_names(source, section, replace(block, end=block.start + end, text=text[:end]), told=False)
    others = replace(block, start=block.start + start, text=text[start:])
    yield from _of_names(source, replace(section, field=role), others, told=False)


def _of_names(source: Source, section: Section, block: Block, *, told: bool) -> Iterator[Actor]:
    """Yield the organisations of a value, or of a sentence if it is one."""
    role = section.field or ""
    person = _PERSON.match(block.text)
    if person is not None:
        block = behind_position(source, part_of(block, person.end(), len(block.text)) or block)
        if organization_type(block.text, source.knowledge.organizations) is None:
            return  # who is named is a person, and what stands behind it an office
    if role == "reporter" and source.knowledge.contacts.position.match(block.text):
        return
    if is_country(block.text, source.knowledge.countries, source.language) or not _WORD.search(block.text):
        return
    if role == "funder":
        block = replace(block, text=without_money(source, block.text))
    mentions = _one_of_counted(section, block, _mentions(source, section, block, told=told))
    roles: list[str | None] = [None] * len(mentions)
    if told and role in _ACTING:  # the one who acts names its partners and payers too
        roles = roles_of(source, block.text, mentions)
    for index, found in enumerate(mentions):
        mention = without_article(found)
        if _describes(mention):
            continue
        role = roles[index] or section.field or ""
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(block.text)
        after = block.text[mention.end : following]
        before = block.text[mentions[index - 1].end if index else 0 : mention.start]
        turn = _REMARK.sub("", before.partition(")")[2] or before)
        if role in _ACTING and index and comes_with(source, turn):
            role = "partner"
        leads = leading(source, block.text, mention) if role in _LED else None
        mention = leads or mention
        follows = role == "partner" and after[:2] != " (" and source.cue("after:lead", after) is not None
        yield Actor(
            "lead" if leads or follows else role,
            block.start + mention.start,
            block.start + mention.end,
            mention,
            certainty(section, _STATED) * mention.confidence,
            f"{section.method}+{mention.method}",
        )


def _one_of_counted(
    section: Section, block: Block, mentions: tuple[OrganizationMention, ...]
) -> tuple[OrganizationMention, ...]:
    """Return the first of several names under a label of one: "Partner 3: Slovene Philanthropy, association of volunteers"."""
    one = _COUNTED.search(section.label) is not None and block.text.count(",") == len(mentions) - 1
    return mentions[:1] if one else mentions


def _mentions(
    source: Source, section: Section, block: Block, *, told: bool
) -> tuple[OrganizationMention, ...]:
    """Return the organisations of a field's value: all its parts, or those named in a sentence.

    "NAME is a ..." names one; the country after a name is none of its words; a list whose names have
    their countries in brackets is cut after these.
    """
    text = block.text
    copula = source.cue("copula", text)
    if copula is not None and copula.start() > 0 and len(text[copula.end() :].split()) > 1:
        text = text[: copula.start()]
    text = _without_country(source, text)
    pieces = _after_brackets(source, text)
    if len(pieces) > 1:
        return tuple(
            replace(mention, start=mention.start + start, end=mention.end + start)
            for start, end in pieces
            for mention in _one_name(source, text[start:end])
        )
    if told:
        return find_organizations(text, source.knowledge.organizations, source.language)
    return listed_names(source, text, several=section.field in _SEVERAL)


def _is_sentence(source: Source, text: str) -> bool:
    """Tell whether a value is a sentence and no list of names: a long one, or one with a verb of who acts."""
    if not text.rstrip(_CLOSING).endswith("."):
        return False
    introduced = any(word.introduces for word in source.knowledge.role_words.find(text, source.language))
    if introduced or runs_on(text):  # "the town, partners – the school and the library"
        return True
    own = source.cue("own-partners", text)
    if len(text.split()) > _NAME_WORDS or (own is not None and not text[: own.start()].strip(_MARKS)):
        return True
    return any(source.cue(f"{side}:{role}", text) for role in sorted(_ACTING) for side in ("before", "after"))


def _describes(mention: OrganizationMention) -> bool:
    """Tell whether a value is no name but a description: several words without a capital or a word of a type."""
    several = len(mention.name.split()) > 1
    return several and not mention.registered and mention.type is None and mention.name.islower()


def _one_name(source: Source, text: str) -> tuple[OrganizationMention, ...]:
    """Return the organisation of one piece of a list: its name ends with its bracket or dash."""
    bracket = text.find("(")
    mentions = split_organizations(
        text if bracket < 0 else text[:bracket], source.knowledge.organizations, source.language
    )
    return mentions[:1]


def _without_country(source: Source, text: str) -> str:
    """Cut off a remark in brackets at the end, and the country that stands after the last comma."""
    remark = _REMARK.search(text)
    name, comma, last = (text if remark is None else text[: remark.start()]).rpartition(",")
    if comma and is_country(
        _PREPOSITION.sub("", last.strip(" .")), source.knowledge.countries, source.language
    ):
        return name
    return text


def _after_brackets(source: Source, text: str) -> list[tuple[int, int]]:
    """Return the pieces of a list that commas part, each with a country in brackets."""
    cuts = [
        match.end()
        for match in _BRACKETED.finditer(text)
        if is_country(match["inside"], source.knowledge.countries, source.language)
    ]
    if len(cuts) < _LISTED:
        return []
    starts = [0, *cuts[:-1]]
    ends = [*cuts[:-1], len(text)]
    return [
        (start + len(text[start:end]) - len(text[start:end].lstrip(", ")), end)
        for start, end in zip(starts, ends, strict=True)
    ]


# Running text ------------------------------------------------------------------------------------


def _in_text(source: Source, implementers: frozenset[str]) -> Iterator[Actor]:
    for section, block in source.blocks():
        if section.field not in PROSE_SECTIONS or section.method == FURNITURE:
            continue
        here = source.within(block)
        for start, end in sentences(block.text):
            yield from _in_sentence(here, block, start, end, implementers, section.field)


def _in_sentence(
    source: Source, block: Block, start: int, end: int, implementers: frozenset[str], field: str | None
) -> Iterator[Actor]:
    """Yield the organisations of a sentence; ``field`` is what the heading over it asks for."""
    text = block.text[start:end]
    elsewhere = (*spans_elsewhere(source, text), *named_as_payers(source, text))
    organizations = find_organizations(text, source.knowledge.organizations, source.language)
    mentions = tuple(
        mention
        for mention in with_offices(source, text, with_slot_names(source, text, organizations))
        if not is_elsewhere(mention, elsewhere)
    )
    if not mentions:
        return
    roles = _roles(source, text, mentions, implementers)
    if (
        field == "evaluation"
        and roles[0] in (None, "implementer")
        and mentions[0].start <= SUBJECT
        and mentions[0].slug not in implementers
    ):
        roles[0] = "evaluator"  # who is the subject under a heading of evaluation
    known = implementers | {
        mention.slug for mention, role in zip(mentions, roles, strict=True) if role in _ACTING
    }
    together = _together(source, text, mentions, known) or ("partner" if field == "partner" else None)
    partners = [one for one, role in zip(mentions, roles, strict=True) if role == "partner"]
    beside = [
        (one, "partner")
        for mention in partners
        for one in named_with(source, text, mention)
        if not any(one.start < other.end and other.start < one.end for other in mentions)
    ]
    for mention, role in [*beside, *zip(mentions, roles, strict=True)]:
        found = role or (None if is_place(source, text[: mention.start]) else together)
        one = as_told(source, mention, found)
        if found is not None and one is not None and not (role is None and mention.slug in known):
            yield Actor(
                found,
                block.start + start + mention.start,
                block.start + start + mention.end,
                one,
                _TOLD * mention.confidence,
                f"sentence:{found}",
            )


def _roles(
    source: Source, text: str, mentions: tuple[OrganizationMention, ...], known: frozenset[str]
) -> list[str | None]:
    """Return the roles that the turns of a sentence tell, else its words, which say no more of known implementers."""
    roles = roles_of(source, text, mentions)
    if roles[0] is None and mentions[0].start <= SUBJECT and _we_act(source, text, mentions[0]):
        roles[0] = "implementer"
    if not known and roles[:2] == [None, "partner"] and not is_place(source, text[: mentions[0].start]):
        beside = comes_with(source, text[mentions[0].end : mentions[1].start])
        roles[0] = "implementer" if beside else None  # "the association together with the town ..."
    words = source.knowledge.role_words.find(text, source.language)
    if not words or not text.endswith(SENTENCE_ENDS):
        return roles
    by_words = roles_by_words(text, mentions, roles, words, partial(parts_from, source))
    return [
        told
        if mention.slug in known
        or (speaks_or_stands(source, text, mention) and not is_entrusted(text, mention, found, words))
        else found
        for mention, told, found in zip(mentions, roles, by_words, strict=True)
    ]


def _we_act(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether those who speak act at an organisation: "At the Alder Trust we cook with newcomers"."""
    if mention.start == 0 or not is_place(source, text[: mention.start]):
        return False
    return source.cue("we-act", text, mention.end, min(len(text), mention.end + _WE_ACT)) is not None


def _together(
    source: Source, text: str, mentions: tuple[OrganizationMention, ...], implementers: frozenset[str]
) -> str | None:
    """Those named as acting together with an implementer are its partners."""
    if not any(mention.slug in implementers for mention in mentions):
        return None
    return "partner" if source.cue("together", text) else None
