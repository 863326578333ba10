"""Inference: the entailments of data under a schema, to fixpoint, each triple looked at once.

Every triple, stated or new, is joined once with those seen before it (semi-naive evaluation with a
delta of one), so the work follows the number of derivations, not rounds over the whole data.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from practicegraph.reasoning.rules import (
    SAME,
    TYPE,
    Atom,
    Rule,
    Slot,
    Variable,
    compile_rules,
    equality_rules,
    is_useful,
)
from practicegraph.reasoning.schema import Schema, Term, statement
from practicegraph.reasoning.triples import bind, filled

_Triple = tuple[int, int, int]
_Body = tuple[_Triple, ...]
"""A pattern's slots: a term's number, or below 0 the variable ``-1 - index``."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way an entailment was found: the rule and the triples its body matched."""

    rule: Rule
    premises: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Inference:
    """The outcome of :func:`derive`: the useful entailments, all triples that hold, and how each was first found.

    ``derivations`` covers entailments that are only steps (class expressions) too; it is empty unless asked for.
    """

    entailed: frozenset[ox.Triple]
    holding: frozenset[ox.Triple]
    derivations: Mapping[ox.Triple, Derivation]


def infer(schema: Schema, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return what ``triples`` entail under ``schema``: never stated ones, nothing reflexive or trivial."""
    run = _Run(schema, triples, record=False)
    run.exhaust()
    return set(run.entailed())


def derive(schema: Schema, triples: Iterable[ox.Triple], *, record: bool = True) -> Inference:
    """Return the entailments of ``triples`` with, if ``record``, the first derivation of each."""
    run = _Run(schema, triples, record=record)
    run.exhaust()
    return Inference(frozenset(run.entailed()), frozenset(run.holding()), dict(run.derivations()))


@dataclass(frozen=True, slots=True)
class _Join:
    """What to do when a triple matches one atom of a rule: match the rest in this order, add the head."""

    rule: int
    trigger: _Triple
    rest: _Body
    head: _Triple
    variables: int


class _Run:
    """One run to fixpoint. Terms are numbered; triples are tuples of numbers, indexed by predicate."""

    def __init__(self, schema: Schema, triples: Iterable[ox.Triple], *, record: bool) -> None:
        self._terms: list[Term] = []
        self._numbers: dict[Term, int] = {}
        self._literal: list[bool] = []
        self._type = self._number(TYPE)
        self._same = self._number(SAME)
        stated = [self._encode(triple) for triple in triples]
        self._rules = compile_rules(schema)
        if self._same in {triple[1] for triple in stated}:
            self._rules = tuple(dict.fromkeys([*self._rules, *equality_rules()]))
        self._stated = frozenset(stated)
        self._known: set[_Triple] = set(self._stated)
        self._queue: deque[_Triple] = deque(dict.fromkeys(stated))
        self._by_subject: dict[int, dict[int, list[int]]] = {}
        self._by_object: dict[int, dict[int, list[int]]] = {}
        self._predicates_of: dict[int, set[int]] = {}
        self._predicates_to: dict[int, set[int]] = {}
        self._open = any(isinstance(atom[1], Variable) for rule in self._rules for atom in rule.body)
        self._found: dict[_Triple, tuple[int, tuple[_Triple, ...]]] | None = {} if record else None
        self._by_class: dict[int, list[_Join]] = {}
        self._by_predicate: dict[int, list[_Join]] = {}
        self._by_any: list[_Join] = []
        for position, rule in enumerate(self._rules):
            self._prepare(position, rule)

    # Terms

    def _number(self, term: Term) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._terms)
            self._terms.append(term)
            self._literal.append(isinstance(term, ox.Literal))
        return number

    def _encode(self, triple: ox.Triple) -> _Triple:
        number = self._number
        return (
            number(cast("Term", triple.subject)),
            number(triple.predicate),
            number(cast("Term", triple.object)),
        )

    def _decode(self, triple: _Triple) -> ox.Triple:
        return statement(*(self._terms[number] for number in triple))

    # Rules

    def _prepare(self, position: int, rule: Rule) -> None:
        """File a rule under each atom that can set it off."""
        if not rule.body:
            self._add(_known_atom(tuple(self._slot(slot, {}) for slot in rule.head)), position, ())
            return
        names: dict[Variable, int] = {}
        body = tuple(self._pattern(atom, names) for atom in rule.body)
        head = self._pattern(rule.head, names)
        for index, trigger in enumerate(body):
            rest = _ordered(trigger, body[:index] + body[index + 1 :])
            join = _Join(position, trigger, rest, head, len(names))
            if trigger[1] < 0:
                self._by_any.append(join)
            elif trigger[1] == self._type and trigger[2] >= 0:
                self._by_class.setdefault(trigger[2], []).append(join)
            else:
                self._by_predicate.setdefault(trigger[1], []).append(join)

    def _pattern(self, atom: Atom, names: dict[Variable, int]) -> _Triple:
        return _known_atom(tuple(self._slot(slot, names) for slot in atom))

    def _slot(self, slot: Slot, names: dict[Variable, int]) -> int:
        if isinstance(slot, Variable):
            return -1 - names.setdefault(slot, len(names))
        return self._number(slot)

    # Evaluation

    def exhaust(self) -> None:
        """Work off the queue until nothing new follows."""
        queue, by_class, by_predicate, by_any = self._queue, self._by_class, self._by_predicate, self._by_any
        while queue:
            triple = queue.popleft()
            self._index(triple)
            if triple[1] == self._type:
                for join in by_class.get(triple[2], ()):
                    self._fire(join, triple)
            for join in by_predicate.get(triple[1], ()):
                self._fire(join, triple)
            for join in by_any:
                self._fire(join, triple)

    def _index(self, triple: _Triple) -> None:
        subject, predicate, value = triple
        self._by_subject.setdefault(predicate, {}).setdefault(subject, []).append(value)
        self._by_object.setdefault(predicate, {}).setdefault(value, []).append(subject)
        if self._open:
            self._predicates_of.setdefault(subject, set()).add(predicate)
            self._predicates_to.setdefault(value, set()).add(predicate)

    def _fire(self, join: _Join, triple: _Triple) -> None:
        bound: list[int] = [-1] * join.variables
        if not bind(join.trigger, triple, bound):
            return
        if not join.rest:
            self._add(filled(join.head, bound), join.rule, (triple,))
            return
        for premises in self._match(join.rest, bound):
            self._add(filled(join.head, bound), join.rule, (triple, *premises))

    def _match(self, body: _Body, bound: list[int]) -> Iterator[tuple[_Triple, ...]]:
        """Yield the triples that match ``body``; ``bound`` holds the variables while a match is out."""
        if not body:
            yield ()
            return
        pattern = body[0]
        for triple in self._candidates(filled(pattern, bound)):
            before = bound.copy()
            if bind(pattern, triple, bound):
                for rest in self._match(body[1:], bound):
                    yield (triple, *rest)
            bound[:] = before

    def _candidates(self, pattern: _Triple) -> Sequence[_Triple]:
        """Return the indexed triples of a pattern whose free slots are below 0; a new list, as the index may grow."""
        subject, predicate, value = pattern
        if predicate < 0:
            predicates = (
                self._predicates_of.get(subject, ()) if subject >= 0 else self._predicates_to.get(value, ())
            )
            return [found for each in list(predicates) for found in self._candidates((subject, each, value))]
        if subject >= 0 and value >= 0:
            return [pattern] if pattern in self._known else []
        if subject >= 0:
            return [
                (subject, predicate, each) for each in self._by_subject.get(predicate, {}).get(subject, ())
            ]
        if value >= 0:
            return [(each, predicate, value) for each in self._by_object.get(predicate, {}).get(value, ())]
        pairs = self._by_subject.get(predicate, {})
        return [(each, predicate, other) for each, others in pairs.items() for other in others]

    def _add(self, triple: _Triple, rule: int, premises: tuple[_Triple, ...]) -> None:
        if triple in self._known or self._literal[triple[0]]:
            return
        if triple[1] == self._same and (triple[0] == triple[2] or self._literal[triple[2]]):
            return
        self._known.add(triple)
        self._queue.append(triple)
        if self._found is not None:
            self._found[triple] = rule, premises

    # Results

    def entailed(self) -> Iterator[ox.Triple]:
        """Yield the useful entailments."""
        for triple in self._known - self._stated:
            terms = [self._terms[number] for number in triple]
            if is_useful(*terms):
                yield self._decode(triple)

    def holding(self) -> Iterator[ox.Triple]:
        """Yield every triple that holds, stated or entailed, steps among them."""
        return (self._decode(triple) for triple in self._known)

    def derivations(self) -> Iterator[tuple[ox.Triple, Derivation]]:
        """Yield how each entailment was first found, if that was recorded."""
        for triple, (rule, premises) in (self._found or {}).items():
            found = Derivation(self._rules[rule], tuple(self._decode(premise) for premise in premises))
            yield self._decode(triple), found


def _known_atom(slots: tuple[int, ...]) -> _Triple:
    subject, predicate, value = slots
    return subject, predicate, value


def _ordered(trigger: _Triple, rest: _Body) -> _Body:
    """Return the other atoms so that each, as far as can be, shares a bound variable with those before."""
    known = {slot for slot in trigger if slot < 0}
    ordered: list[_Triple] = []
    left = list(rest)
    while left:
        best = max(left, key=lambda atom: sum(slot >= 0 or slot in known for slot in (atom[0], atom[2])))
        left.remove(best)
        ordered.append(best)
        known |= {slot for slot in best if slot < 0}
    return tuple(ordered)
