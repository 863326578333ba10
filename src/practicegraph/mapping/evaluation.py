"""The evaluation: mapped facts against gold, as hits, misses and false facts, and their scores.

``docs/reference/gold.md`` tells the rules for people who write gold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from practicegraph.mapping.fact import Basis, Fact, JsonValue
from practicegraph.mapping.gold import COMPARED, ROWS, SPAN_FIELDS, SUGGESTED_SDG, GoldDocument, GoldFact, row
from practicegraph.mapping.mapped import MappedDocument

OVERLAP: Final = 0.5
"""Jaccard index of the code points from which two spans are the same text."""

_BEFORE: Final = 60
_AFTER: Final = 120
"""Code points quoted before and after the start of a judged fact."""

_NAMES: Final = frozenset(
    {
        "title", "reporter", "implementer", "lead", "partner", "funder", "managingAuthority", "evaluator",
        "place", "fundingProgramme", "identifier",
    }
)  # fmt: skip
_NUMBERS: Final = frozenset({"count", "budget", "fundingAmount", "fundingShare"})


class Kind(StrEnum):
    """What became of a gold fact or a mapped one."""

    HIT = "hit"
    MISS = "miss"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One judged fact: ``gold`` is set for hits and misses, ``fact`` for hits and false facts.

    ``checked`` tells that the gold is complete here, so that the outcome counts for precision;
    ``text`` quotes the document around it, at most one line; it is empty for a contact.
    """

    kind: Kind
    document: str
    layout: str
    language: str
    row: str
    gold: GoldFact | None
    fact: Fact | None
    checked: bool
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of outcomes. ``checked`` are the hits in rows whose gold is complete."""

    hits: int
    checked: int
    misses: int
    false: int

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Score:
        """Count outcomes."""
        judged = list(outcomes)
        return cls(
            hits=sum(outcome.kind is Kind.HIT for outcome in judged),
            checked=sum(outcome.kind is Kind.HIT and outcome.checked for outcome in judged),
            misses=sum(outcome.kind is Kind.MISS for outcome in judged),
            false=sum(outcome.kind is Kind.FALSE for outcome in judged),
        )

    @property
    def precision(self) -> float | None:
        """Right ones among the mapped facts of complete rows; ``None`` if there are none."""
        return _ratio(self.checked, self.checked + self.false)

    @property
    def recall(self) -> float | None:
        """Mapped ones among the gold facts; ``None`` if there are none."""
        return _ratio(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; ``None`` if either is."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All outcomes of some documents, in the order of documents, rows and places."""

    outcomes: tuple[Outcome, ...]

    @property
    def total(self) -> Score:
        """The score over all facts but the suggested SDGs, which are opinions with a row of their own."""
        return Score.of(outcome for outcome in self.outcomes if outcome.row != SUGGESTED_SDG)

    def by_field(self) -> dict[str, Score]:
        """Return a score per field, in the contract's order, suggested SDGs apart."""
        scores = self._by(lambda outcome: outcome.row, self.outcomes)
        return {name: scores[name] for name in ROWS if name in scores}

    def by_language(self) -> dict[str, Score]:
        """Return a score per language of the documents, without suggested SDGs."""
        return self._by(lambda outcome: outcome.language, self._stated())

    def by_layout(self) -> dict[str, Score]:
        """Return a score per layout, without suggested SDGs."""
        return self._by(lambda outcome: outcome.layout, self._stated())

    def _stated(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.row != SUGGESTED_SDG]

    @staticmethod
    def _by(key: Callable[[Outcome], str], outcomes: Iterable[Outcome]) -> dict[str, Score]:
        groups: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            groups.setdefault(key(outcome), []).append(outcome)
        return {name: Score.of(groups[name]) for name in sorted(groups)}


def evaluate(pairs: Iterable[tuple[GoldDocument, MappedDocument]]) -> Evaluation:
    """Judge mapped documents by their gold."""
    outcomes = [outcome for gold, mapped in pairs for outcome in judge(gold, mapped)]
    return Evaluation(tuple(sorted(outcomes, key=_order)))


def judge(gold: GoldDocument, mapped: MappedDocument) -> list[Outcome]:
    """Return the outcomes of one document: each gold fact and each mapped fact has at most one partner."""
    wanted = sorted(gold.facts, key=lambda fact: (fact.optional, fact.line))
    found = _distinct([*mapped.facts, *mapped.personal])
    partners = _assign(wanted, found)
    outcomes = []
    for index, fact in enumerate(wanted):
        partner = partners.get(index)
        if fact.optional:
            continue
        kind = Kind.MISS if partner is None else Kind.HIT
        other = None if partner is None else found[partner]
        outcomes.append(_outcome(gold, mapped, kind=kind, name=fact.row, wanted=fact, fact=other))
    taken = set(partners.values())
    for index, extra in enumerate(found):
        name = row(extra.field, extra.basis)
        # A number told to be context claims nothing about the practice, so it cannot be wrong of it.
        if index not in taken and name in gold.complete and extra.detail("scope") != "context":
            outcomes.append(_outcome(gold, mapped, kind=Kind.FALSE, name=name, wanted=None, fact=extra))
    return outcomes


def same(gold: GoldFact, fact: Fact) -> bool:
    """Return whether a mapped fact says what a gold fact says."""
    part = fact.part if gold.field == "contact" else gold.part
    if fact.part != part or fact.field not in (gold.field, *gold.alternative_fields):
        return False
    if (fact.basis is Basis.MISSING) != (gold.basis is Basis.MISSING):
        return False
    if gold.basis is Basis.MISSING:
        return True
    expected = Basis.STATED if gold.row == "sdg" else gold.basis
    if expected is not None and fact.basis is not expected:
        return False
    if gold.field in SPAN_FIELDS:
        return jaccard(gold, fact) >= OVERLAP
    return _same_details(gold, fact) and _same_value(gold, fact)


def jaccard(gold: GoldFact, fact: Fact) -> float:
    """Return how far two spans are the same: common code points by those of either, from 0 to 1."""
    if gold.start is None or gold.end is None:
        return 0.0
    common = max(0, min(gold.end, fact.end) - max(gold.start, fact.start))
    either = gold.end - gold.start + fact.end - fact.start - common
    return common / either if either else 0.0


def normal_value(name: str, value: JsonValue) -> str:
    """Return the form in which values of the field ``name`` are compared."""
    if name in _NUMBERS:
        return _normal_number(value)
    text = str(value)
    if name in _NAMES:
        letters = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
        return re.sub(r"[^\w+]+", " ", re.sub(r"[.'’]", "", bare)).strip()
    if name == "link":
        return re.sub(r"^(https?://)?(www\.)?", "", text.strip().casefold()).rstrip("/")
    if name == "phone":
        return re.sub(r"[^\d+]", "", text)
    return text.strip().casefold()


def _normal_number(value: JsonValue) -> str:
    try:
        return str(Decimal(str(value)).normalize())
    except InvalidOperation:
        return str(value)


def _same_details(gold: GoldFact, fact: Fact) -> bool:
    if (gold.detail("scope") == "context") != (fact.detail("scope") == "context"):
        return False
    return all(
        (fact.detail(name) or False) == value if name == "planned" else fact.detail(name) == value
        for name, value in gold.details
        if name in COMPARED and name != "scope"
    )


def _same_value(gold: GoldFact, fact: Fact) -> bool:
    identified = any(
        (value := gold.detail(name)) is not None and str(fact.detail(name)).rpartition("/")[2] == str(value)
        for name in ("organization", "geonames")
    )
    values = {normal_value(gold.field, value) for value in (gold.value, *gold.alternatives)}
    return identified or normal_value(gold.field, fact.value) in values


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts in order; of several that say the same in one part, the first."""
    distinct: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.order):
        what: object = normal_value(fact.field, fact.value)
        if fact.field in SPAN_FIELDS and fact.basis is not Basis.MISSING:
            what = (fact.start, fact.end)
        compared = tuple(fact.detail(name) or None for name in sorted(COMPARED))
        missing = fact.basis is Basis.MISSING
        distinct.setdefault((row(fact.field, fact.basis), fact.part, missing, what, compared), fact)
    return list(distinct.values())


def _assign(wanted: Sequence[GoldFact], found: Sequence[Fact]) -> dict[int, int]:
    """Pair gold with mapped facts: as many pairs as can be, required gold first (Kuhn's augmenting paths)."""
    candidates = [
        sorted(
            (index for index, fact in enumerate(found) if same(gold, fact)),
            key=lambda index, gold=gold: (
                found[index].field != gold.field,
                -jaccard(gold, found[index]),
                index,
            ),  # type: ignore[misc]
        )
        for gold in wanted
    ]
    owner: dict[int, int] = {}
    for index in range(len(wanted)):
        _augment(index, candidates, owner, set())
    return {gold: fact for fact, gold in owner.items()}


def _augment(gold: int, candidates: Sequence[Sequence[int]], owner: dict[int, int], seen: set[int]) -> bool:
    for fact in candidates[gold]:
        if fact in seen:
            continue
        seen.add(fact)
        if fact not in owner or _augment(owner[fact], candidates, owner, seen):
            owner[fact] = gold
            return True
    return False


def _outcome(
    gold: GoldDocument,
    mapped: MappedDocument,
    *,
    kind: Kind,
    name: str,
    wanted: GoldFact | None,
    fact: Fact | None,
) -> Outcome:
    place = fact.start if fact is not None else None if wanted is None else wanted.start
    return Outcome(
        kind=kind,
        document=gold.name,
        layout=gold.layout,
        language=gold.language,
        row=name,
        gold=wanted,
        fact=fact,
        checked=name in gold.complete,
        # A contact that the mapping missed is not masked: its line stays unquoted.
        text="" if place is None or name == "contact" else _quote(mapped.document.text, place),
    )


def _quote(text: str, place: int) -> str:
    """Return the line around ``place``, a window of it where it is long."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    first, last = max(start, place - _BEFORE), min(end, place + _AFTER)
    return ("…" if first > start else "") + text[first:last].strip() + ("…" if last < end else "")


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _order(outcome: Outcome) -> tuple[str, int, str, int, int]:
    place = outcome.fact.start if outcome.fact else (outcome.gold.start or 0) if outcome.gold else 0
    line = outcome.gold.line if outcome.gold else 0
    return outcome.document, ROWS.index(outcome.row), outcome.kind, place, line
