"""Items that one language version leaves without a heading, found where the other version has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.consolidation.alignment import item_lists, same_lists
from practicegraph.consolidation.facts import consolidated_fact
from practicegraph.consolidation.model import Member
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.reading.blocks import Block

_CONFIDENCE: Final = 0.5
_MOST_LEFT: Final = 1
"""Blocks that may stand after the items: the next section's heading, where nothing marks it as one."""

PLACED: Final = "sibling:position"
"""The method of a fact for an item that was found by the other document's."""

Described = tuple[MappedDocument, tuple[Fact, ...]]
"""A member's document with the facts of the member."""


def unheaded(described: Mapping[Member, Described], practice: str) -> list[tuple[Fact, Fact]]:
    """Return facts for items without a heading, each with the item of the other document it was found by.

    Where one document has a list between two sections, and another has more blocks between the same two
    sections than the first section has there, as many as the list has items and of like lengths, these
    blocks are the list's items. Their basis is ``sibling``, the evidence is in the other document.
    """
    result: dict[tuple[Member, str], list[tuple[Fact, Fact]]] = {}
    for member in sorted(described):
        have = {fact.field for fact in described[member][1] if fact.value is not None}
        for other in sorted(described):
            if other.document == member.document:
                continue
            for field, items in item_lists(described[other][1]).items():
                if field in have or (member, field) in result:
                    continue
                found = _find(described[member], described[other], items)
                if found:
                    result[member, field] = list(_facts(member, described[member], found, items, practice))
    return [pair for pairs in result.values() for pair in pairs]


def _find(described: Described, other: Described, items: Sequence[Fact]) -> list[Block] | None:
    around = _around(other[1], items)
    if around is None:
        return None
    before, after = around
    opened, closed = _first(described[1], before), _first(described[1], after)
    there = _first(other[1], before)
    if opened is None or closed is None or there is None or closed.start <= opened.start:
        return None
    own = _blocks(described[0], opened.start, closed.start)
    others = _blocks(other[0], there.start, items[0].start)
    # The block before the first item is the heading that is missing here.
    skipped = len(others) - 1
    candidates = own[skipped : skipped + len(items)] if skipped > 0 else []
    left = len(own) - skipped - len(candidates)
    if len(candidates) != len(items) or left > _MOST_LEFT:
        return None
    lengths = [len(block.text.strip()) for block in candidates], [len(str(item.value)) for item in items]
    return candidates if same_lists(*lengths) else None


def _around(facts: Iterable[Fact], items: Sequence[Fact]) -> tuple[str, str] | None:
    """Return the fields of the text sections before and after a list."""
    texts = sorted(_sections(facts), key=lambda fact: (fact.start, fact.end))
    before = [fact.field for fact in texts if fact.end <= items[0].start and fact.field != items[0].field]
    after = [fact.field for fact in texts if fact.start >= items[-1].end and fact.field != items[0].field]
    return (before[-1], after[0]) if before and after and before[-1] != after[0] else None


_SECTIONS: Final = frozenset(
    {"objective", "origin", "activity", "challenge", "result", "impact", "replicability", "evaluation"}
)


def _sections(facts: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact.field in _SECTIONS and fact.basis is Basis.STATED)


def _first(facts: Iterable[Fact], field: str) -> Fact | None:
    found = [fact for fact in _sections(facts) if fact.field == field]
    return min(found, key=lambda fact: fact.start) if found else None


def _blocks(mapped: MappedDocument, start: int, end: int) -> list[Block]:
    """Return the blocks with text that lie between two offsets, the first of which may begin a block's inside."""
    return [
        block
        for block in mapped.document.blocks
        if block.end > start and block.end <= end and block.text.strip()
    ]


def _facts(
    member: Member, described: Described, blocks: Sequence[Block], items: Sequence[Fact], practice: str
) -> Iterator[tuple[Fact, Fact]]:
    language = next(
        (fact.language for fact in described[1] if fact.field in _SECTIONS and fact.language), None
    )
    for block, item in zip(blocks, items, strict=True):
        text = block.text.strip()
        start = block.start + len(block.text) - len(block.text.lstrip())
        fact = consolidated_fact(
            member,
            item.field,
            text,
            language=language,
            basis=Basis.SIBLING,
            confidence=_CONFIDENCE * item.confidence,
            method=PLACED,
            practice=practice,
            sources=[item],
        )
        yield replace(fact, start=start, end=start + len(text), exact=text), item
