"""Who acts where the text tells it of "we" or of "the association": the body that speaks, or was named before.

A text in which those who act speak themselves ("our association meets every Monday") names them at its edges: as the
head of the page, under the title, in the signature. "The foundation runs it" means the foundation named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from practicegraph.mapping.actor import Actor
from practicegraph.mapping.first_named import PROSE_SECTIONS
from practicegraph.mapping.only_mentioned import speaks_or_stands
from practicegraph.mapping.organizations import OrganizationMention, find_organizations, organization_type
from practicegraph.mapping.roles import REACH, role_after
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source
from practicegraph.reading.blocks import Block

_ACTING: Final = frozenset({"implementer", "lead"})
_EDGE: Final = 6
"""Lines at the beginning and at the end of a text that may name who speaks."""
_SEVERAL: Final = 2
_LINE: Final = 110
_OTHER_WORDS: Final = 4
"""Words of such a line beside the name: "Published by the Alder Trust"."""
_PIECES: Final = re.compile(r"\s+[–—|·•/-]\s+|\s*[|·•]\s*|:\s+|,\s+")
_FIRST: Final = 4
"""Words at the beginning of a sentence among which its verb may be."""
_OWNER_LINES: Final = 2
_OWNERS: Final = frozenset(
    {"ngo", "local-authority", "educational-institution", "religious-organisation", "research-institution"}
)
"""Who carries out what their pages tell of; authorities of more than a town show what others do."""
_OWNS: Final = 0.5
_SPEAKS: Final = 0.6
_MEANT: Final = 0.65
_FIRST_WORDS: Final = re.compile(r"\W*(?:[^\W\d_]{1,4}(?:\s|['’]))?(?P<kind>[^\W\d_]{4,})(?!\w)")
"""The first word of a sentence, behind an article."""


def speaker(source: Source, actors: Sequence[Actor]) -> Iterator[Actor]:
    """Yield the body that a line at an edge of the text names, where those who act speak themselves."""
    text = source.document.text
    if source.cue("own-body", text) is None and source.cue("acting", text) is None and not _speak(source):
        return
    known = {actor.mention.slug for actor in actors}
    found = [
        (block, mention)
        for block in _edges(source)
        for mention in _of_line(source, block)
        if mention.slug not in known and not _is_told(actors, block.start + mention.start)
    ]
    if found:
        block, mention = max(found, key=lambda one: sum(one[1].slug == other.slug for _, other in found))
        yield _actor("implementer", block, mention, _SPEAKS, "speaker")


def _is_told(actors: Sequence[Actor], at: int) -> bool:
    """Tell whether somebody of a known role is named at a place, maybe with an article before the name."""
    return any(actor.start <= at < actor.end for actor in actors)


def _speak(source: Source) -> bool:
    """Tell whether several sentences have a verb of those who write near their beginning: "Prowadzimy", "Dziś organizujemy"."""
    prose = (block for section, block in source.blocks() if section.field in PROSE_SECTIONS)
    first = (
        block.text[start:end].split(maxsplit=_FIRST)[:_FIRST]
        for block in prose
        for start, end in sentences(block.text)
    )
    told = (
        words
        for words in first
        if any(word.isalpha() and source.cue("we-act", word) is not None for word in words)
    )
    return len(list(islice(told, _SEVERAL))) == _SEVERAL


def owner(source: Source, actors: Sequence[Actor]) -> Iterator[Actor]:
    """Yield the association, school or town whose page it is, as its first lines say, where nothing tells who acts."""
    known = {actor.mention.slug for actor in actors}
    for block in source.document.blocks[:_OWNER_LINES]:
        for mention in _of_line(source, block):
            whole = mention.name in map(str.strip, block.text.split("|", maxsplit=1))
            if whole and mention.type in _OWNERS and mention.slug not in known:
                yield _actor("implementer", block, mention, _OWNS, "owner")
                return


def meant(source: Source, actors: Sequence[Actor]) -> Iterator[Actor]:
    """Yield who acts where a sentence begins with a kind only: "The foundation runs it", of the one named last."""
    known = {actor.mention.slug for actor in actors}
    named: dict[str, tuple[Block, OrganizationMention]] = {}
    prose = {block.start for section, block in source.blocks() if section.field in PROSE_SECTIONS}
    for block in source.document.blocks:
        for start, end in sentences(block.text):
            text = block.text[start:end]
            first = _FIRST_WORDS.match(text) if block.start in prose else None
            kind = None if first is None else _kind(source, first["kind"])
            if first is not None and kind in named:
                role = role_after(source, text, first.end(), min(len(text), first.end() + REACH))
                if role in _ACTING:
                    yield _actor(role or "", *named[kind], _MEANT, "meant")
                    return
            for mention in find_organizations(text, source.knowledge.organizations, source.language):
                if mention.type and mention.slug not in known:
                    moved = replace(mention, start=start + mention.start, end=start + mention.end)
                    named[mention.type] = (block, moved)


def _actor(role: str, block: Block, mention: OrganizationMention, confidence: float, method: str) -> Actor:
    begin, stop = block.start + mention.start, block.start + mention.end
    return Actor(role, begin, stop, mention, confidence * mention.confidence, method)


def _kind(source: Source, word: str) -> str:
    """Return the type of organisation that a single word tells, empty if it tells none."""
    return organization_type(word, source.knowledge.organizations) or ""


def _edges(source: Source) -> list[Block]:
    """Return the short lines at the beginning and at the end of a text that are no sentences."""
    blocks = source.document.blocks
    edges = blocks if len(blocks) <= 2 * _EDGE else (*blocks[:_EDGE], *blocks[-_EDGE:])
    return [
        block
        for block in edges
        if len(block.text) <= _LINE and not block.text.rstrip().endswith((".", "!", "?"))
    ]


def _of_line(source: Source, block: Block) -> Iterator[OrganizationMention]:
    """Yield the organisations that are a line, or a piece of it between dashes, but for a few words."""
    for mention in find_organizations(block.text, source.knowledge.organizations, source.language):
        begin, stop = 0, len(block.text)
        for sign in _PIECES.finditer(block.text):
            if sign.end() <= mention.start:
                begin = sign.end()
            elif sign.start() >= mention.end:
                stop = sign.start()
                break
        beside = block.text[begin : mention.start] + " " + block.text[mention.end : stop]
        if len(beside.split()) <= _OTHER_WORDS and not speaks_or_stands(source, block.text, mention):
            yield mention
