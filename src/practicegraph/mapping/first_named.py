"""Who acts where no turn of a sentence tells it: the first organisation that is the subject of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.actor import Actor
from practicegraph.mapping.only_mentioned import is_elsewhere, spans_elsewhere, speaks_or_stands
from practicegraph.mapping.organizations import OrganizationMention, find_organizations
from practicegraph.mapping.roles import REACH
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source
from practicegraph.mapping.told_fields import field_of

SUBJECT: Final = 20
"""Code points before a name that begins its sentence."""
SENTENCE_ENDS: Final = (".", "!", "?", "…")
PROSE_SECTIONS: Final = frozenset(
    {
        None,
        "description",
        "method",
        "objective",
        "origin",
        "evaluation",
        "funding",
        "result",
        "impact",
        "activity",
        "collection",
    }
)
"""Sections whose values are running text."""
_FIRST: Final = 0.55
_CONJUNCTION: Final = 3
_ARTICLE: Final = 2
"""Words between "that" and a name: an article and its kind."""
_ACTIVE: Final = frozenset({"ngo", "company", "educational-institution", "religious-organisation"})
"""Kinds that a sentence behind "when" tells the doings of; ministries and towns it only speaks of."""


def first_named(source: Source, actors: list[Actor]) -> Iterator[Actor]:
    """Yield who acts in the first sentence with an organisation as its subject, and those joined to it."""
    known = {actor.mention.slug for actor in actors}
    for section, block in source.blocks():
        if section.field not in PROSE_SECTIONS or source.knowledge.cues.matches("furniture", block.text):
            continue
        here = source.within(block)
        for start, end in sentences(block.text):
            text = block.text[start:end]
            if not text.endswith(SENTENCE_ENDS) or field_of(here, text) == "replicability":
                continue  # who takes a practice over does not carry it out
            mentions = find_organizations(text, here.knowledge.organizations, here.language)
            named = [mention for mention in mentions if mention.slug not in known]
            elsewhere = spans_elsewhere(here, text)
            subjects = [
                mention
                for mention in named
                if (mention.registered or mention.start <= SUBJECT or _opens_clause(here, text, mention))
                and not speaks_or_stands(here, text, mention)
                and not is_elsewhere(mention, elsewhere)
            ]
            if not subjects:
                continue
            last = subjects[0].start
            for mention in subjects:
                if mention is not subjects[0] and not _joined(text[last : mention.start]):
                    break
                last = mention.end
                yield Actor(
                    "implementer",
                    block.start + start + mention.start,
                    block.start + start + mention.end,
                    mention,
                    _FIRST * mention.confidence,
                    "first-named",
                )
            return


def _opens_clause(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether an association or the like is the subject behind "that" or "when": "when the charity Alfa came"."""
    if mention.type not in _ACTIVE:
        return False
    start = max(0, mention.start - SUBJECT)
    return any(
        len(text[opener.end() : mention.start].split()) <= _ARTICLE
        for opener in source.each_cue("clause-opener", text, start, mention.start)
    )


def _joined(between: str) -> bool:
    """Tell whether only a conjunction or comma stands between two names."""
    return len(between.split()) <= _CONJUNCTION and len(between) <= REACH // 4
