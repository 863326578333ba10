"""Target groups, beneficiaries, themes and levels: the concepts of our schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.ages import find_ages
from practicegraph.mapping.concepts import ConceptMention, find_concepts
from practicegraph.mapping.counted_groups import is_part
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.host_groups import is_of_hosts
from practicegraph.mapping.items import Passage
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.page_heads import FURNITURE
from practicegraph.mapping.roles import is_place
from practicegraph.mapping.section import Section
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.served_roles import is_beside, is_left_out, is_served
from practicegraph.mapping.source import Source, certainty
from practicegraph.reading.blocks import Block

_SCHEMES: Final = {
    "targetGroup": "target-group", "beneficiary": "target-group", "theme": "theme", "level": "level",
}  # fmt: skip
_STATED: Final = 0.95
_INTRODUCED: Final = 0.85
_NAMED: Final = 0.6
_BEFORE: Final = 12
_AFTER: Final = 34
_FOR: Final = 32
_ABBREVIATION: Final = 5
_PROSE_SECTIONS: Final = frozenset(
    {
        None,
        "description",
        "objective",
        "activity",
        "method",
        "title",
        "origin",
        "result",
        "impact",
        "evaluation",
    }
)
_BODIES: Final = frozenset(
    {"educational-institution", "local-authority", "migrant-organisation", "ngo", "employers"}
)
"""Groups that are bodies, at which others may be met."""
_ONLY_NAMED: Final = {"children": "cared-for", "adults": "adult-education"}
"""By group, the cue of phrases that name it where it is not whom a practice is for."""
_PARTED: Final = re.compile(r"[,;:.(/|\n]")
_DESCRIBING: Final = 3
"""Words that may describe a body behind a preposition, with the one of it."""
_SEPARATOR: Final = re.compile(r"\s[•·|]\s|•")


def find_groups(source: Source) -> Iterator[Fact]:
    """Yield the concepts that fields state, then those that the text names."""
    facts = [fact for section in source.of(*_SCHEMES) for fact in _in_field(source, section)]
    facts += [fact for section in source.of("place") for fact in _scope(source, section)]
    facts += _category_lines(source)
    facts += _introduced_lists(source)
    yield from facts
    given = {fact.field for fact in facts if fact.value is not None}
    for name in ("targetGroup", "level"):
        if name not in given:
            yield from _named(source, name)


def _in_field(source: Source, section: Section) -> Iterator[Fact]:
    name = section.field or ""
    if not section.values and not section.nested:
        yield source.missing(name, section)
    for block in section.values:
        mentions = _find(source, block.text, name, in_field=True)
        for mention in mentions:
            if _is_where(source, block.text, mention, mentions) or (
                _SCHEMES[name] == "target-group" and _is_not_meant(source, block.text, mention, mentions)
            ):
                continue
            yield _fact(source, name, block.start, mention, certainty(section, _STATED), section.method)
        for age in find_ages(source, block.text) if _SCHEMES[name] == "target-group" else ():
            yield _fact(source, name, block.start, age, certainty(section, _STATED), section.method)


def _is_not_meant(
    source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]
) -> bool:
    """Tell whether the value of a field names a group only to leave it out, or children for those who look after them."""
    return is_left_out(source, text, mention, mentions) or (
        len(mentions) > 1 and _is_cared_for(source, text, mention)
    )


def _is_where(source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]) -> bool:
    """Tell whether a body is only where a group before it is met: "refugee children in primary schools"."""
    if mention.notation not in _BODIES:
        return False
    before = max((one.end for one in mentions if one.end <= mention.start), default=None)
    between = "" if before is None else text[before : mention.start]
    if _PARTED.search(between):
        return False
    words = between.split(" ")
    return any(is_place(source, " ".join(words[: len(words) - count])) for count in range(_DESCRIBING))


def _scope(source: Source, section: Section) -> Iterator[Fact]:
    """Yield the level that a place field gives instead of a place: "Geographic scope: regional"."""
    for block in section.values:
        for mention in _find(source, block.text, "level", in_field=True):
            if block.text[mention.start : mention.end] == block.text.strip(" .*_"):
                yield _fact(
                    source, "level", block.start, mention, certainty(section, _STATED), section.method
                )


def _category_lines(source: Source) -> Iterator[Fact]:
    """Yield the themes of a line of categories set apart by bullets or bars before the first heading."""
    own = [section for section in source.sections[:2] if section.method != FURNITURE]
    for section in own[:1]:
        if section.field is not None or section.start != section.end:
            continue
        for block in section.values:
            parts = _SEPARATOR.split(block.text)
            if len(parts) < 2 or len(block.text) > 200 or block.text.rstrip().endswith("."):
                continue
            for mention in _find(source, block.text, "theme"):
                yield _fact(source, "theme", block.start, mention, _STATED, "category-line")


def _introduced_lists(source: Source) -> Iterator[Fact]:
    """Yield the groups of a list that a sentence about target groups introduces."""
    for section in source.sections:
        if section.field in _SCHEMES:
            continue
        introduced = False
        for passage in source.passages(section):
            if not passage.item:
                introduction = sentences(passage.text)[-1]
                introduced = source.cue("targets", passage.text, *introduction) is not None
            elif introduced:
                yield from _of_passage(source, passage)


def _of_passage(source: Source, passage: Passage) -> Iterator[Fact]:
    for block in passage.blocks:
        for mention in _find(source, block.text, "targetGroup"):
            yield _fact(source, "targetGroup", block.start, mention, _INTRODUCED, "introduced-list")


def _named(source: Source, name: str) -> Iterator[Fact]:
    found = [
        (section, fact, beside)
        for section in source.sections
        if section.method != FURNITURE
        for fact, beside in _in_prose(source, section, name)
    ]
    known = source.knowledge.labels.circumstances
    elsewhere = any(section.field != "origin" and fact.value in known for section, fact, _ in found)
    whose = any(not beside for _, _, beside in found)
    # Who is spoken of before it began, or beside others, is whom it was for only where nothing else tells it.
    yield from (
        fact
        for section, fact, beside in found
        if not (elsewhere and section.field == "origin") and not (whose and beside)
    )


def _in_prose(source: Source, section: Section, name: str) -> Iterator[tuple[Fact, bool]]:
    """Yield the concepts that a section names, and whether each is a group of the place or of helpers."""
    for block in section.values if section.field in _PROSE_SECTIONS else ():
        here = source.within(block)
        mentions = _find(here, block.text, name)
        if not mentions:
            continue
        names = find_organizations(block.text, here.knowledge.organizations, here.language)
        for mention in mentions:
            if any(mention.start < other.end and other.start < mention.end for other in names):
                continue  # a word of an organisation's name
            if _in_capitals(block.text, mention) or not _meant(here, block.text, mention, mentions, name):
                continue
            if name == "targetGroup" and (
                is_part(here, block.text, mention) or _is_cared_for(here, block.text, mention)
            ):
                continue
            beside = name == "targetGroup" and (
                is_beside(mention) or is_of_hosts(here, block.text, mention, mentions)
            )
            yield _fact(here, name, block.start, mention, _NAMED, "text", basis=Basis.SUGGESTED), beside
        if name == "targetGroup":
            yield from ((fact, False) for fact in _ages_of(here, block, mentions))


def _is_cared_for(source: Source, text: str, mention: ConceptMention) -> bool:
    """Tell whether children are those whom the group has to look after, adults only named by a school: "women with small children"."""
    cue = _ONLY_NAMED.get(mention.notation)
    if cue is None:
        return False
    return any(
        told.start() <= mention.start and mention.end <= told.end()
        for told in source.each_cue(
            cue, text, max(0, mention.start - _FOR), min(len(text), mention.end + _FOR)
        )
    )


def _ages_of(source: Source, block: Block, mentions: Sequence[ConceptMention]) -> Iterator[Fact]:
    """Yield the groups that ages right behind a group tell: "refugees between 16 and 25"."""
    for age in find_ages(source, block.text):
        if any(0 <= age.start - mention.end <= _FOR for mention in mentions):
            yield _fact(source, "targetGroup", block.start, age, _NAMED, "text", basis=Basis.SUGGESTED)


def _meant(
    source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention], name: str
) -> bool:
    """Tell whether a mention in running text says whom or what the practice is for.

    Those who act (officials, neighbours ...) are a target group only where words say so: titles name them, too.
    """
    if name == "level":
        return _of_a_level(source, text, mention)
    if mention.notation not in source.knowledge.labels.roles:
        return True
    return is_served(source, text, mention, mentions)


def _in_capitals(text: str, mention: ConceptMention) -> bool:
    """Tell whether an abbreviation stands in a line of capitals, where it is as likely a word."""
    written = text[mention.start : mention.end]
    if not written.isupper() or len(written) > _ABBREVIATION:
        return False
    around = (*text[: mention.start].split()[-1:], *text[mention.end :].split()[:1])
    return any(word.isupper() and any(letter.isalpha() for letter in word) for word in around)


def _of_a_level(source: Source, text: str, mention: ConceptMention) -> bool:
    """Tell whether an adjective such as "local" speaks of a level: the word stands near it."""
    start, end = max(0, mention.start - _BEFORE), min(len(text), mention.end + _AFTER)
    return source.cue("level-word", text[start:end]) is not None


def _find(source: Source, text: str, name: str, *, in_field: bool = False) -> tuple[ConceptMention, ...]:
    knowledge = source.knowledge.concepts
    return find_concepts(text, knowledge, _SCHEMES[name], source.language, in_field=in_field)


def _fact(
    source: Source,
    name: str,
    at: int,
    mention: ConceptMention,
    confidence: float,
    method: str,
    *,
    basis: Basis = Basis.STATED,
) -> Fact:
    return source.fact(
        name, mention.notation, at + mention.start, at + mention.end,
        basis=basis, confidence=confidence * mention.confidence, method=f"{method}+{mention.method}",
    )  # fmt: skip
