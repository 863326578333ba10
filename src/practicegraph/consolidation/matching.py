"""Comparing two records: a sum of weighted evidence, and what forbids a merge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Final

from rapidfuzz import fuzz

from practicegraph.consolidation.periods import agree, days, first_day, last_day
from practicegraph.consolidation.records import Record
from practicegraph.consolidation.title_matching import compare_titles
from practicegraph.consolidation.weights import Weights
from practicegraph.mapping.fact import FIELDS

_SPELLING: Final = 85
"""Similarity (0-100) from which two words are one word in two spellings or inflections."""
_RELATED: Final = 75
"""Similarity (0-100) from which words of two languages can be one name or have one root."""
_TIME_TOLERANCE: Final = 100
"""Days by which two sources may differ on when a practice began or ended."""
_DURATION_TOLERANCE: Final = 0.15
_LENGTHS: Final = 0.9
_CONSORTIUM: Final = 3
"""Organisations in common from which two descriptions are of one consortium."""
_MOST: Final = 0.75
_SHORT_TEXT: Final = 15
"""Different words that two texts must have to be compared."""
_LONG_TEXT: Final = 30
"""Different words from which texts that share few are of different practices."""
_MOST_WORDS: Final = 0.6
_FEW_WORDS: Final = 0.15
_MANY_CONCEPTS: Final = 4
_UNLIKE: Final = 0.2
"""Cosine under which two profiles of concepts have hardly anything in common."""

_KIND_GROUPS: Final[Mapping[str, str]] = {
    "practice": "practice",
    "project": "practice",
    "publication": "publication",
    "call": "call",
    "collection": "collection",
}
"""Kinds whose groups exclude each other; news and forms may be about anything but a call."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: the sum of ``evidence``, whether it identifies, and what forbids a merge."""

    score: float
    evidence: tuple[tuple[str, float], ...]
    identifying: bool
    veto: str | None


def compare(first: Record, second: Record, weights: Weights) -> Comparison:
    """Return how sure it is that two records are of one practice; the order of the two does not matter.

    Evidence that the table of weights does not list weighs nothing.
    """
    found = [(name, share) for judge in _JUDGES for name, share in judge(first, second)]
    evidence = tuple((name, round(weights.evidence.get(name, 0.0) * share, 2)) for name, share in found)
    names = {name for name, _ in found}
    return Comparison(
        score=round(sum(weight for _, weight in evidence), 2),
        evidence=evidence,
        identifying=bool(names & weights.alone) or len(names & weights.identifying) > 1,
        veto=veto(first, second),
    )


def veto(first: Record, second: Record) -> str | None:
    """Return what makes it impossible that two records are of one practice, ``None`` if nothing does."""
    return next((name for name, forbids in _VETOES if forbids(first, second)), None)


def _same_document(first: Record, second: Record) -> bool:
    return first.member.document == second.member.document


def _different_kinds(first: Record, second: Record) -> bool:
    one, other = (_KIND_GROUPS.get(record.kind or "") for record in (first, second))
    if one == other or "call" in (one, other):
        return one != other
    return one is not None and other is not None and not _certain(first, second)


def _certain(first: Record, second: Record) -> bool:
    """Return whether a project number or address leaves no doubt that two records are of one practice."""
    return bool(first.identifiers & second.identifiers) or bool(
        first.source and first.source == second.source
    )


def _different_numbers(first: Record, second: Record) -> bool:
    pairs = [
        (a.numbers, b.numbers) for a, b in product(first.titles, second.titles) if a.numbers and b.numbers
    ]
    return bool(pairs) and not any(a <= b or b <= a for a, b in pairs)


def _different_countries(first: Record, second: Record) -> bool:
    return _disjoint(first.countries, second.countries)


def _different_times(first: Record, second: Record) -> bool:
    return any(
        bool(one) and bool(other) and not any(_near(a, b) for a, b in product(one, other))
        for one, other in ((first.starts, second.starts), (first.ends, second.ends))
    )


def _near(first: str, second: str) -> bool:
    if agree(first, second):
        return True
    spans = sorted((day, last_day(value) or day) for value in (first, second) if (day := first_day(value)))
    return len(spans) < 2 or (spans[1][0] - spans[0][1]).days <= _TIME_TOLERANCE


def _different_durations(first: Record, second: Record) -> bool:
    one, other = _lengths(first), _lengths(second)
    if not one or not other:
        return False
    return not any(abs(a - b) <= _DURATION_TOLERANCE * max(a, b) for a, b in product(one, other))


def _lengths(record: Record) -> list[float]:
    """Return how many days a record's practice lasts, as written, else from its start and end."""
    written = [length for value in sorted(record.durations) if (length := days(value))]
    if written:
        return written
    if len(record.starts) == len(record.ends) == 1:
        (start,), (end,) = record.starts, record.ends
        opened, closed = first_day(start), last_day(end)
        if opened and closed and len(start) > 4 and len(end) > 4:
            return [float((closed - opened).days + 1)]
    return []


def _different_registered(first: Record, second: Record) -> bool:
    one, other = first.main & first.registered, second.main & second.registered
    return bool(one and other) and not one & _all(second) and not other & _all(first)


def _different_organizations(first: Record, second: Record) -> bool:
    if first.language != second.language or _certain(first, second):
        return False
    return bool(first.main and second.main) and ("organization-different", 1.0) in _organizations(
        first, second
    )


_VETOES: Final[tuple[tuple[str, Callable[[Record, Record], bool]], ...]] = (
    ("same document", _same_document),
    ("different kinds", _different_kinds),
    ("different numbers in the titles", _different_numbers),
    ("different countries", _different_countries),
    ("different times", _different_times),
    ("different durations", _different_durations),
    ("different registered organisations", _different_registered),
    ("different organisations", _different_organizations),
)

Found = Iterable[tuple[str, float]]
"""Names of evidence with the share (0-1) of its weight."""


def _organizations(first: Record, second: Record) -> Found:
    one, other = first.main or first.involved, second.main or second.involved
    if not one or not other:
        return
    if first.main & second.main or (one & other and not (first.main and second.main)):
        yield "organization-same", 1.0
    elif one & _all(second) or other & _all(first):
        yield "organization-involved", 1.0
    elif any(_similar_names(a, b) for a, b in product(one, other)):
        yield "organization-similar", 1.0
    elif first.language == second.language:
        yield "organization-different", 1.0
    elif not any(_share_word(a, b) for a, b in product(one, other)):
        yield "organization-unlike", 1.0


def _all(record: Record) -> frozenset[str]:
    return record.main | record.involved


def _similar_names(first: str, second: str) -> bool:
    one, other = first.split("-"), second.split("-")
    if fuzz.ratio(first, second) >= _SPELLING:
        return True
    return _abbreviates(one, other) or _abbreviates(other, one)


def _share_word(first: str, second: str) -> bool:
    """Return whether two names, which may be translations of each other, have a word in common."""
    words = product(first.split("-"), second.split("-"))
    return any(min(len(a), len(b)) > 3 and fuzz.ratio(a, b) >= _RELATED for a, b in words)


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Return whether a word of ``short`` is the initials of the words of ``long``, or of its longer words."""
    initials = {"".join(word[0] for word in long if len(word) > least) for least in (0, 2, 3)}
    return any(len(word) > 2 and word in initials for word in short)


def _consortium(first: Record, second: Record) -> Found:
    shared = len(first.involved & second.involved)
    if shared >= _CONSORTIUM and shared >= _MOST * min(len(first.involved), len(second.involved)):
        yield "consortium-same", 1.0


def _countries(first: Record, second: Record) -> Found:
    if first.countries & second.countries:
        yield "country-same", 1.0


def _times(first: Record, second: Record) -> Found:
    starts, ends = _same_month(first.starts, second.starts), _same_month(first.ends, second.ends)
    if starts and ends:
        yield "dates-same", 1.0
        return
    if starts:
        yield "start-same", 1.0
    one, other = _lengths(first), _lengths(second)
    if one and other and not _different_durations(first, second):
        yield "duration-same", 1.0


def _same_month(first: frozenset[str], second: frozenset[str]) -> bool:
    return any(min(len(a), len(b)) > 4 and agree(a, b) for a, b in product(first, second))


def _identifiers(first: Record, second: Record) -> Found:
    if first.identifiers & second.identifiers:
        yield "identifier-same", 1.0
    elif _disjoint(first.identifiers, second.identifiers):
        yield "identifier-different", 1.0
    if first.source and first.source == second.source:
        yield "source-same", 1.0
    if first.budgets & second.budgets:
        yield "budget-same", 1.0


def _items(first: Record, second: Record) -> Found:
    same = [
        (first.items[name], second.items[name])
        for name in FIELDS
        if name in first.items and 1 < len(first.items[name]) == len(second.items[name])
    ]
    if not same:
        return
    yield "items-count", float(min(3, len(same)))
    one = [length for lengths, _ in same for length in lengths]
    other = [length for _, lengths in same for length in lengths]
    if len(one) > 4 and correlation(one, other) >= _LENGTHS:
        yield "items-lengths", 1.0


def correlation(first: list[int], second: list[int]) -> float:
    """Return Pearson's correlation of two series of one length; 0 where one of them is constant.

    >>> round(correlation([10, 20, 30], [12, 19, 33]), 2)
    0.98
    """
    one, other = sum(first) / len(first), sum(second) / len(second)
    shared = sum((a - one) * (b - other) for a, b in zip(first, second, strict=True))
    spread = sum((a - one) ** 2 for a in first) * sum((b - other) ** 2 for b in second)
    return shared / sqrt(spread) if spread else 0.0


def _texts(first: Record, second: Record) -> Found:
    shorter = min(len(first.words), len(second.words))
    if first.language == second.language and shorter >= _SHORT_TEXT:
        shared = len(first.words & second.words)
        if shared >= _MOST_WORDS * len(first.words | second.words):
            yield "text-same", 1.0
        elif shared >= _MOST_WORDS * shorter and shorter >= _LONG_TEXT:
            yield "text-contained", 1.0
        elif shared < _FEW_WORDS * shorter and shorter >= _LONG_TEXT:
            yield "text-unlike", 1.0
    figures = first.figures & second.figures
    if len(figures) >= 2 and len(figures) * 2 >= min(len(first.figures), len(second.figures)):
        yield "numbers-shared", 1.0


def _contacts(first: Record, second: Record) -> Found:
    if first.phones & second.phones:
        yield "phone-same", 1.0
    if first.pages & second.pages:
        yield "link-same", 1.0
    elif first.sites & second.sites:
        yield "site-same", 1.0


def _names(first: Record, second: Record) -> Found:
    shared = len(first.names & second.names)
    if shared:
        yield "names-shared", min(1.0, shared / 5)


def _concepts(first: Record, second: Record) -> Found:
    size = min(len(first.concepts), len(second.concepts))
    if not size:
        return
    shared = sum(count * second.concepts.get(name, 0) for name, count in first.concepts.items())
    squares = [sum(count * count for count in record.concepts.values()) for record in (first, second)]
    cosine = shared / sqrt(squares[0] * squares[1])
    if size > 1 and cosine < _UNLIKE:
        yield "concepts-unlike", min(1.0, size / _MANY_CONCEPTS)
    elif cosine:
        yield "concepts-alike", round(cosine, 2)


def _disjoint(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first) and bool(second) and not first & second


_JUDGES: Final[tuple[Callable[[Record, Record], Found], ...]] = (
    compare_titles,
    _organizations,
    _consortium,
    _countries,
    _times,
    _identifiers,
    _items,
    _texts,
    _contacts,
    _names,
    _concepts,
)
