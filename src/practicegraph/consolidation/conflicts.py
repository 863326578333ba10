"""Where the sources of one undertaking contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Final

from practicegraph.consolidation.facts import consolidated_fact
from practicegraph.consolidation.model import Member
from practicegraph.consolidation.periods import agree, days
from practicegraph.consolidation.records import title
from practicegraph.consolidation.title_matching import agree_in_words
from practicegraph.mapping.fact import Basis, Fact

_CONFIDENCE: Final = 0.9


def conflicts(facts: Iterable[Fact], practice: str, words: frozenset[str] = frozenset()) -> list[Fact]:
    """Return one fact of the field ``conflict`` for each field whose stated values cannot all be true.

    ``words`` are those that say nothing in a title: a title that lacks one of them, or is a shorter form
    of another, contradicts nothing.

    Its value is the field; the detail ``values`` lists the values in order of the sources, and the evidence
    has the span of each.
    """
    rules: Mapping[str, Callable[[Fact, Fact], bool]] = {"title": partial(_titles, words=words), **_RULES}
    by_field: dict[str, list[Fact]] = defaultdict(list)
    comparable = (
        fact
        for fact in facts
        if fact.field in rules and fact.value is not None and fact.basis is Basis.STATED
    )
    for fact in sorted(comparable, key=lambda fact: (fact.order, fact.method)):
        by_field[fact.field].append(fact)
    result = []
    for field, rule in rules.items():
        disagreeing = _disagreeing(by_field.get(field, []), rule)
        if disagreeing:
            first = disagreeing[0]
            result.append(
                consolidated_fact(
                    Member(first.document, first.part or 0),
                    "conflict",
                    field,
                    basis=Basis.COMPUTED,
                    confidence=_CONFIDENCE,
                    method="comparison:values",
                    practice=practice,
                    sources=disagreeing,
                    span=first,
                    values=" | ".join(dict.fromkeys(str(fact.value) for fact in disagreeing)),
                )
            )
    return result


def _disagreeing(facts: Sequence[Fact], contradict: Callable[[Fact, Fact], bool]) -> list[Fact]:
    found = {id(fact) for pair in combinations(facts, 2) if contradict(*pair) for fact in pair}
    return [fact for fact in facts if id(fact) in found]


def _dates(first: Fact, second: Fact) -> bool:
    return not agree(str(first.value), str(second.value))


def _durations(first: Fact, second: Fact) -> bool:
    return first.value != second.value and days(str(first.value)) != days(str(second.value))


def _titles(first: Fact, second: Fact, *, words: frozenset[str]) -> bool:
    if first.language != second.language or first.document == second.document:
        return False
    one, other = (title(str(fact.value), fact.language, words) for fact in (first, second))
    return not agree_in_words(one, other)


def _phones(first: Fact, second: Fact) -> bool:
    return bool(first.detail("service") and second.detail("service")) and first.value != second.value


def _money(first: Fact, second: Fact) -> bool:
    return first.detail("currency") == second.detail("currency") and first.value != second.value


_RULES: Final[Mapping[str, Callable[[Fact, Fact], bool]]] = {
    "start": _dates,
    "end": _dates,
    "duration": _durations,
    "budget": _money,
    "phone": _phones,
}
"""For each field, besides the title, of which an undertaking has but one value, when two contradict each other."""
