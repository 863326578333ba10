"""Which items of different documents are the same: translations of a list, or the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz

from practicegraph.consolidation.matching import correlation
from practicegraph.consolidation.model import ITEM_FIELDS, FactKey, Member, key
from practicegraph.consolidation.records import slug_words
from practicegraph.mapping.fact import Fact

_SAME_WORDS: Final = 85
"""Similarity (0-100) from which two items of one language are the same."""
_SAME_LIST: Final = 50
"""Mean similarity (0-100) from which two lists of one length and language have the same items in order."""
_LENGTHS: Final = 0.75
_RATIO: Final = 2.0
"""How many times longer a translated item may be than the original, lists of one or two items only."""
_PARTNERS: Final = 12
"""How many documents' lists, the first by name, each further list is compared with."""


def align(facts: Mapping[Member, Iterable[Fact]]) -> dict[FactKey, Fact]:
    """Return for each item the first item that says the same, itself if none does before it.

    Items of one language are the same by their words; lists of two languages, or of one, that have as many
    items are the same item by item where the items' lengths rise and fall together (as Gale and Church
    align sentences). The documents' order is that of their names.
    """
    lists = {member: item_lists(found) for member, found in sorted(facts.items())}
    parent: dict[FactKey, Fact] = {}
    for found in lists.values():
        for items in found.values():
            for item in items:
                parent.setdefault(key(item), item)
    for field in ITEM_FIELDS:
        per_member = [found[field] for found in lists.values() if field in found]
        for items in per_member:
            _join_repeated(parent, items)
        for index, second in enumerate(per_member):
            for first in per_member[: min(index, _PARTNERS)]:
                for one, other in _aligned(first, second):
                    _join(parent, one, other)
    return {name: _root(parent, item) for name, item in parent.items()}


def item_lists(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Return the lists among one member's facts, in the order of the source."""
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end, fact.order)):
        if fact.field in ITEM_FIELDS and fact.value is not None:
            lists[fact.field].append(fact)
    return dict(lists)


def same_lists(first: Sequence[int], second: Sequence[int]) -> bool:
    """Return whether two series of lengths (code points) can be a list and its translation."""
    if len(first) != len(second) or not first:
        return False
    if len(first) > 2:
        return correlation(list(first), list(second)) >= _LENGTHS
    return all(1 / _RATIO <= a / b <= _RATIO for a, b in zip(first, second, strict=True) if b)


def _aligned(first: Sequence[Fact], second: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    same_language = first[0].language == second[0].language
    pairs = list(zip(first, second, strict=False))
    if len(first) == len(second):
        if same_language:
            alike = sum(_similarity(one, other) for one, other in pairs) / len(pairs)
            if alike >= _SAME_LIST:
                return pairs
        elif same_lists([len(str(fact.value)) for fact in first], [len(str(fact.value)) for fact in second]):
            return pairs
    return [
        (one, other)
        for one in first
        for other in second
        if one.language == other.language and _similarity(one, other) >= _SAME_WORDS
    ]


def _join_repeated(parent: dict[FactKey, Fact], items: Sequence[Fact]) -> None:
    seen: dict[tuple[object, ...], Fact] = {}
    for item in items:
        _join(parent, seen.setdefault((item.value, item.language), item), item)


def _similarity(first: Fact, second: Fact) -> float:
    one, other = (" ".join(slug_words(str(fact.value))) for fact in (first, second))
    return fuzz.token_set_ratio(one, other) if one and other else 0.0


def _root(parent: dict[FactKey, Fact], item: Fact) -> Fact:
    while (above := parent[key(item)]) is not item:
        if key(above) == key(item):
            return above
        item = above
    return item


def _join(parent: dict[FactKey, Fact], one: Fact, other: Fact) -> None:
    first, second = sorted(
        (_root(parent, one), _root(parent, other)), key=lambda fact: (fact.order, fact.method)
    )
    parent[key(second)] = first
