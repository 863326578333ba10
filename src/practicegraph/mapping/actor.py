"""An organisation in a role: which one it is in the whole document, and of which type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.organizations import OrganizationMention, in_country
from practicegraph.mapping.roles import REACH
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source, certainty
from practicegraph.reading.blocks import Block
from practicegraph.terms import resource

_STATED: Final = 0.95
_BEHIND_NAME: Final = re.compile(r"\W*(?:\([A-Z]{2,8}\))?")
"""What may still belong to a name: the end of its quotation, its acronym."""
_WORD_BEFORE: Final = 40
"""Code points before a name in which the word for a programme stands."""
_BEFORE_AMOUNT: Final = " ,:–—-"
_REMARK: Final = re.compile(r"[ \u00a0]\((?=[^()]*[§\d])[^()]*\)")
"""What a bracket behind a payer says of the money: "(section 37 funds)", "(25 %)"."""
_LINES: Final = 2
_CAPITAL: Final = re.compile(r"(?<=[\s'’])[^\W\d_a-zà-öø-ÿ]")
_ARTICLE: Final = 6
_ELIDED: Final = re.compile(r"[lL]['’](?=[a-zà-ÿ]{4})")
_NATIONAL: Final = "national-authority"


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation in a role, at a span of the document."""

    role: str
    start: int
    end: int
    mention: OrganizationMention
    confidence: float
    method: str


def identified(source: Source, actors: Sequence[Actor]) -> list[Actor]:
    """Return the actors as the whole document tells them.

    Besides what :func:`in_document` tells, an acronym that another name has in brackets is that one.
    """
    actors = [replace(one, mention=in_document(source, one.mention)) for one in actors]
    full = {
        one.mention.acronym: one.mention
        for one in actors
        if one.mention.acronym and not one.mention.registered
    }
    return [
        replace(one, mention=replace(full[one.mention.name], start=one.mention.start, end=one.mention.end))
        if one.mention.name in full
        else one
        for one in actors
    ]


def in_document(source: Source, mention: OrganizationMention) -> OrganizationMention:
    """Return a mention as its document tells it: a name without its country is that of the document's."""
    countries = source.countries
    if countries:
        mention = in_country(mention, countries[0], source.knowledge.organizations, source.language)
    return _of_country(mention, countries[0]) if len(set(countries)) == 1 else mention


def _of_country(mention: OrganizationMention, country: str) -> OrganizationMention:
    """Return a national authority that no registry has as that of the only country of a document.

    Every state has a ministry of labour: the name alone would make them one.
    """
    if mention.registered or mention.country or mention.type != _NATIONAL:
        return mention
    return replace(mention, country=country, slug=f"{mention.slug}-{country.lower()}")


def types_of(source: Source, actors: Sequence[Actor]) -> Iterator[Fact]:
    """Yield the stated type of the implementer, and the types that names tell."""
    stated = set()
    owner = next((actor for actor in actors if actor.role in ("implementer", "lead")), None)
    for section in source.of("organizationType"):
        if not section.values and not section.nested:
            yield source.missing("organizationType", section)
        for block in section.values:
            for found in find_concepts(
                block.text, source.knowledge.concepts, "organization-type", source.language
            ):
                slug = None if owner is None else owner.mention.slug
                stated.add(slug)
                yield source.fact(
                    "organizationType", found.notation, block.start + found.start, block.start + found.end,
                    confidence=certainty(section, _STATED), method=section.method,
                    organization=None if slug is None else resource("organization", slug).value,
                )  # fmt: skip
    told = {
        actor.mention.slug: actor
        for actor in reversed(actors)
        if actor.mention.type and actor.role != "reporter"
    }
    for slug in sorted(told):
        if slug in stated:
            continue
        actor = told[slug]
        yield source.fact(
            "organizationType", actor.mention.type, actor.start, actor.end,
            basis=Basis.SUGGESTED, confidence=0.6, method="name",
            organization=resource("organization", slug).value,
        )  # fmt: skip


def partners_below(source: Source, section: Section, lines: Sequence[Block]) -> frozenset[int]:
    """Return where the lines begin below that of the one who leads, if each is a name with where it sits: those of partners.

    "Coordinator: Alfa – Graz, Austria" over "Beta – Utrecht, Netherlands".
    """
    if section.field != "lead" or "glued" not in section.method or len(lines) < _LINES:
        return frozenset()
    seats = source.knowledge.organizations.seats
    below = lines[1:]
    seated = all(seats.without(line.text.strip()) != line.text.strip() for line in below)
    return frozenset(line.start for line in below) if seated else frozenset()


def is_programme(source: Source, actor: Actor) -> bool:
    """Tell whether who pays is a programme up to the end of the name, not an organisation: "European Social Fund"."""
    if actor.role != "funder" or actor.mention.registered:
        return False
    text = source.document.text[actor.start : actor.end + REACH]
    end = actor.end - actor.start
    word = source.cue("programme-word", text, 0, end)
    if word is not None and word.start() == 0 and word.end() < end:
        return True  # "Programme Together"
    before = source.document.text[max(0, actor.start - _WORD_BEFORE) : actor.start]
    for word in source.each_cue("programme-word", before):
        if not before[word.end() :].strip() and before[word.end() :]:
            return True  # "the programme VIVRE ICI"
    return any(
        found.start < end and (end <= found.end or _BEHIND_NAME.fullmatch(text, found.end, end) is not None)
        for found in find_concepts(text, source.knowledge.concepts, "funding-programme", source.language)
    )


def without_money(source: Source, text: str) -> str:
    """Return the text of a funder, as long, in which neither programmes nor sums stand in one part with a name."""
    text = _REMARK.sub(lambda found: " " * len(found[0]), text)
    text = _without_programmes(source, _before_programme(source, text)) if "," in text else text
    return _without_amounts(source, text) if any(map(str.isdigit, text)) else text


def _before_programme(source: Source, text: str) -> str:
    """Return a text as long, with a semicolon for the comma behind which a word for a programme begins its name."""
    for word in source.each_cue("programme-word", text):
        before = text[: word.start()].rstrip()
        if before.endswith(","):
            text = f"{before[:-1]};{text[len(before) :]}"
    return text


def _without_programmes(source: Source, text: str) -> str:
    """Return a list as long, with semicolons for the commas that part a programme from the names beside it."""
    for found in find_concepts(text, source.knowledge.concepts, "funding-programme", source.language):
        before, after = text[: found.start].rstrip(), text[found.end :]
        if before.endswith(",") and after.lstrip()[:1] in ("", ",", ";", "."):
            text = f"{before[:-1]};{text[len(before) :]}"
        if after.startswith(",") and before[-1:] in ("", ",", ";"):
            text = f"{text[: found.end]};{after[1:]}"
    return text


def _without_amounts(source: Source, text: str) -> str:
    """Return a list as long, without the sums outside brackets that stand behind or before its names."""
    for found in find_amounts(text, source.knowledge.money, source.language):
        before = text[: found.start].rstrip(_BEFORE_AMOUNT)
        if before.count("(") <= before.count(")"):
            gap = found.end - len(before)
            text = f"{before}{';' if before else ' '}{' ' * (gap - 1)}{text[found.end :]}"
    return text


def without_article(mention: OrganizationMention) -> OrganizationMention:
    """Cut off the small words before the first capital of a name that no registry has."""
    elided = _ELIDED.match(mention.name)
    if elided is not None:
        return replace(mention, start=mention.start + elided.end(), name=mention.name[elided.end() :])
    capital = _CAPITAL.search(mention.name)
    lead = 0 if capital is None else capital.start()
    small = 0 < lead <= _ARTICLE and not mention.registered and mention.name[:lead].islower()
    name = mention.name[lead:]
    return replace(mention, start=mention.start + lead, name=name) if small else mention
