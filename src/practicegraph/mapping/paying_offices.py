"""Who pays where a sentence names only its kind, "the rest is met by the municipality": which body that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.first_named import PROSE_SECTIONS
from practicegraph.mapping.offices import METHOD, meant_by
from practicegraph.mapping.organizations import OrganizationMention, find_organizations
from practicegraph.mapping.places import find_places
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source

_ROLE: Final = "funder"


def with_offices(
    source: Source, text: str, mentions: Sequence[OrganizationMention]
) -> tuple[OrganizationMention, ...]:
    """Return the organisations of a sentence that speaks of who pays, with those that it names by their kind alone."""
    words = source.knowledge.role_words.find(text, source.language)
    if not any(word.role == _ROLE for word in words) and source.cue(f"before:{_ROLE}", text) is None:
        return tuple(mentions)
    offices = [
        office
        for office in offices_in(source, text)
        if not any(office.start < one.end and one.start < office.end for one in mentions)
    ]
    return tuple(sorted([*mentions, *offices], key=lambda one: one.start)) if offices else tuple(mentions)


def offices_in(source: Source, text: str) -> Iterator[OrganizationMention]:
    """Yield the bodies that a sentence names by their kind alone, in order."""
    return source.knowledge.offices.find(text, source.language, source.conjunctions)


def as_told(source: Source, mention: OrganizationMention, role: str | None) -> OrganizationMention | None:
    """Return an organisation as the document tells it; an office is known only as who pays, else it is ``None``."""
    if mention.method != METHOD:
        return mention
    if role != _ROLE:
        return None
    named: list[OrganizationMention] = []
    place = None
    for section, block in source.blocks():
        if section.field not in PROSE_SECTIONS:
            continue
        known = source.knowledge.places
        towns = (
            find_places(block.text, known, source.countries, language=source.language)
            if place is None
            else ()
        )
        place = next((town.name for town in towns), place)
        for start, end in sentences(block.text):
            named += find_organizations(
                block.text[start:end], source.knowledge.organizations, source.language
            )
    return meant_by(mention, named, place)
