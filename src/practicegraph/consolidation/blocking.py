"""Which records are worth comparing: those that share a key, never all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from practicegraph.consolidation.model import Member
from practicegraph.consolidation.records import Record

_LARGE: Final = 60
"""Records from which a block is compared only within a window of its sorted neighbours."""
_WINDOW: Final = 12


def pairs(records: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Yield each pair of records that share a key once, in order of their members.

    Keys are organisations, titles, their coined names and pairs of their words, project numbers, addresses, dates, figures
    and phones. A block of many records is sorted by title, time and member, and each record compared
    with the next dozen (the sorted neighbourhood method), so that n records need some n comparisons.
    """
    blocks: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for key in _keys(record):
            blocks[key].append(record)
    by_member = {record.member: record for record in records}
    found: set[tuple[Member, Member]] = set()
    for block in blocks.values():
        ordered = sorted(block, key=_neighbourhood)
        reach = len(ordered) if len(ordered) <= _LARGE else _WINDOW
        for index, record in enumerate(ordered):
            for other in ordered[index + 1 : index + 1 + reach]:
                found.add((min(record.member, other.member), max(record.member, other.member)))
    for first, second in sorted(found):
        yield by_member[first], by_member[second]


def _keys(record: Record) -> Iterable[str]:
    keys = {f"organization {name}" for name in record.involved}
    for title in record.titles:
        words = sorted(set(title.words))
        keys.add("title " + " ".join(words))
        keys |= {f"name {name}" for name in title.coined | title.capitals}
        longest = sorted(words, key=lambda word: (-len(word), word))[:3]
        keys |= {f"words {a} {b}" for a in longest for b in longest if a < b}
    keys |= {f"identifier {value}" for value in record.identifiers}
    keys |= {f"phone {value}" for value in record.phones}
    keys |= {f"page {value}" for value in record.pages}
    keys |= {f"budget {value}" for value in record.budgets}
    keys |= {f"dates {a[:7]} {b[:7]}" for a in record.starts for b in record.ends}
    figures = sorted(record.figures, key=lambda value: (-len(value), value))[:4]
    keys |= {f"figure {value}" for value in figures if len(value) > 3}
    if record.source:
        keys.add(f"source {record.source}")
    return keys


def _neighbourhood(record: Record) -> tuple[object, ...]:
    title = min((title.words for title in record.titles), default=())
    return (title, sorted(record.starts), sorted(record.countries), record.member)
