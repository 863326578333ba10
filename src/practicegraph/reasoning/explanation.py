"""Explanation: why a triple holds, as a tree from what is asked down to stated triples and their sentences.

The search goes backwards, from the triple through the rules that could have made it, and looks only at what
those rules name; a release need not be reasoned over again. It deepens step by step, so that of all
derivations one with the fewest steps is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

import pyoxigraph as ox

from practicegraph.reasoning.rules import Atom, Rule, Slot, Variable, is_useful
from practicegraph.reasoning.schema import Term, statement

DEEPEST: Final = 40
"""Steps after which the search gives up: a chain of 2 ** 40 links needs more."""

_Bindings = Mapping[Variable, Term]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a fact was read from: the span ``start`` to ``end`` of a document's text, ``exact``.

    ``basis`` is the concept that says how a value is known (stated, computed, suggested ...).
    """

    fact: ox.NamedNode
    basis: str
    document: ox.NamedNode | None = None
    start: int = 0
    end: int = 0
    exact: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple holds: it is stated in ``graphs``, or ``rule`` entails it from ``premises``."""

    triple: ox.Triple
    rule: Rule | None = None
    premises: tuple[Explanation, ...] = ()
    graphs: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    def leaves(self) -> Iterator[Explanation]:
        """Yield the stated triples at the ends of the tree, each as often as it is used."""
        if self.rule is None:
            yield self
        for premise in self.premises:
            yield from premise.leaves()


class Holding(Protocol):
    """A graph after reasoning, as far as an explanation asks it."""

    def stated_in(self, triple: ox.Triple) -> tuple[str, ...]:
        """Return the graphs whose statement of a triple is a premise to reasoning."""

    def passages(self, triple: ox.Triple) -> tuple[Passage, ...]:
        """Return what a stated triple was read from."""

    def matching(
        self, subject: Term | None, predicate: Term | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """Yield the triples that hold, stated or entailed, with the given terms; ``None`` is any."""


class Explainer:
    """Explains triples of one graph by the rules it was reasoned over with."""

    def __init__(self, rules: Iterable[Rule], holding: Holding) -> None:
        self._holding = holding
        self._by_predicate: dict[Slot, list[Rule]] = defaultdict(list)
        for rule in sorted(rules, key=lambda rule: (len(rule.body), str(rule))):
            head = rule.head[1]
            self._by_predicate[Variable("") if isinstance(head, Variable) else head].append(rule)
        self._failed: dict[ox.Triple, int] = {}
        self._found: dict[ox.Triple, tuple[int, Explanation]] = {}
        self._cut = False

    def explain(self, triple: ox.Triple) -> Explanation | None:
        """Return why a triple holds, ``None`` where nothing stated entails it."""
        for depth in range(DEEPEST):
            self._cut = False
            found = self._prove(triple, depth)
            if found is not None or not self._cut:
                return found
        return None

    def _prove(self, goal: ox.Triple, depth: int) -> Explanation | None:
        graphs = self._holding.stated_in(goal)
        if graphs:
            return Explanation(goal, graphs=graphs, passages=self._holding.passages(goal))
        height, known = self._found.get(goal, (depth + 1, None))
        if height <= depth:
            return known
        if depth == 0 or self._failed.get(goal, -1) >= depth:
            self._cut = True
            return None
        for rule in (*self._by_predicate[goal.predicate], *self._by_predicate[Variable("")]):
            bound = _unified(rule.head, goal, {})
            if bound is None:
                continue
            for premises in self._bodies(rule.body, bound, depth - 1):
                found = Explanation(goal, rule, premises)
                self._found[goal] = depth, found
                return found
        self._failed[goal] = depth
        return None

    def _bodies(
        self, body: tuple[Atom, ...], bound: _Bindings, depth: int
    ) -> Iterator[tuple[Explanation, ...]]:
        """Yield the explanations of a body's atoms, in the order of the atoms."""
        if not body:
            yield ()
            return
        index = max(range(len(body)), key=lambda position: _readiness(body[position], bound))
        for triple in self._candidates(body[index], bound):
            further = _unified(body[index], triple, bound)
            if further is None:
                continue
            found = self._prove(triple, depth)
            if found is None:
                continue
            for rest in self._bodies(body[:index] + body[index + 1 :], further, depth):
                yield (*rest[:index], found, *rest[index:])

    def _candidates(self, atom: Atom, bound: _Bindings) -> Iterator[ox.Triple]:
        """Yield what may match an atom: triples of the graph, or a step of reasoning that no graph keeps."""
        subject, predicate, value = (_value(slot, bound) for slot in atom)
        if subject is None or predicate is None or value is None:
            return self._holding.matching(subject, predicate, value)
        if isinstance(subject, ox.Literal):
            return iter(())
        if not is_useful(subject, predicate, value):
            return iter((statement(subject, predicate, value),))
        return self._holding.matching(subject, predicate, value)


def _unified(atom: Atom, triple: ox.Triple, bound: _Bindings) -> dict[Variable, Term] | None:
    """Return the bindings under which an atom is the triple, ``None`` if there are none."""
    found = dict(bound)
    terms = (cast("Term", triple.subject), triple.predicate, cast("Term", triple.object))
    for slot, term in zip(atom, terms, strict=True):
        expected = found.setdefault(slot, term) if isinstance(slot, Variable) else slot
        if expected != term:
            return None
    return found


def _value(slot: Slot, bound: _Bindings) -> Term | None:
    return bound.get(slot) if isinstance(slot, Variable) else slot


def _readiness(atom: Atom, bound: _Bindings) -> tuple[bool, bool, bool]:
    """Rank an atom by how few triples can match it: what a thing has is less than what points to it."""
    subject, _, value = (_value(slot, bound) for slot in atom)
    return subject is not None and value is not None, subject is not None, isinstance(atom[2], Variable)
