"""Which counts of different documents are one: the same number of the same, said by language versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from practicegraph.consolidation.model import FactKey, Member, key
from practicegraph.mapping.fact import Fact

_EQUAL: Final = ("comparator", "scope")
_COMPATIBLE: Final = ("unit", "group", "planned")


def align_counts(facts: Mapping[Member, Iterable[Fact]]) -> dict[FactKey, Fact]:
    """Return for each count the first count that says the same, itself if none does before it.

    Two counts of different documents are one if number and comparator are equal and unit, group and whether
    it was planned agree, or one of them does not tell. A count that could be one of several of another
    document, which gives the number for several groups, is none of them.
    """
    alike: dict[tuple[object, ...], list[tuple[Member, Fact]]] = defaultdict(list)
    for member in sorted(facts):
        for fact in sorted(facts[member], key=lambda fact: (fact.order, fact.method)):
            if fact.field == "count" and fact.value is not None:
                alike[fact.value, *(fact.detail(name) for name in _EQUAL)].append((member, fact))
    nodes: dict[FactKey, Fact] = {}
    for counts in alike.values():
        groups: list[list[tuple[Member, Fact]]] = []
        for member, fact in counts:
            fitting = [group for group in groups if all(_agree(fact, other) for _, other in group)]
            if len(fitting) == 1 and all(other != member for other, _ in fitting[0]):
                fitting[0].append((member, fact))
            else:
                groups.append([(member, fact)])
        nodes |= {key(fact): group[0][1] for group in groups for _, fact in group}
    return nodes


def _agree(first: Fact, second: Fact) -> bool:
    return all(
        (one := first.detail(name)) is None or (other := second.detail(name)) is None or one == other
        for name in _COMPATIBLE
    )
