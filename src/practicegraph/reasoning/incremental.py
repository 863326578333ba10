"""A closure that is kept: what is entailed follows what is stated, triple by triple, in and out.

What is added is joined with what holds (semi-naive evaluation). What is removed takes with it all that may
rest on it, and of that what still follows from the rest is put back (delete and rederive; Gupta, Mumick and
Subrahmanian 1993). Both look only at what the change touches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from practicegraph.reasoning.rules import SAME, TYPE, Variable, compile_rules, equality_rules, is_useful
from practicegraph.reasoning.schema import Schema, Term, statement
from practicegraph.reasoning.triples import Join, Numbers, TripleIndex, bind, filled, joins


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did to the entailments: those that came, and those that went.

    An entailed triple that is stated now is no entailment any more, and the other way round. ``things`` are the
    subjects and objects of all that the edit looked at and that holds, steps of reasoning among them.
    """

    added: frozenset[ox.Triple]
    removed: frozenset[ox.Triple]
    things: frozenset[Term]


def infer(schema: Schema, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return what ``triples`` entail under ``schema``: never stated ones, nothing reflexive or trivial."""
    return Closure(schema, triples).entailed()


class Closure:
    """Stated triples and what they entail under a schema.

    At all times it is as if made anew from the stated triples. Not for use by several threads at once.
    """

    def __init__(self, schema: Schema, triples: Iterable[ox.Triple] = ()) -> None:
        self._terms: list[Term] = []
        self._numbers: dict[Term, int] = {}
        self._literal: list[bool] = []
        self._index = TripleIndex()
        self._stated: set[Numbers] = set()
        self._given: set[Numbers] = set()
        self._queue: deque[Numbers] = deque()
        self._touched: dict[Numbers, bool] | None = None
        self._type, self._same = self._number(TYPE), self._number(SAME)
        self._forward: dict[tuple[int, int], list[Join]] = {}
        self._backward: dict[tuple[int, int], list[Join]] = {}
        self.rules = tuple(dict.fromkeys([*compile_rules(schema), *equality_rules()]))
        """The rules of the schema, with those of equality, as data may state it."""
        self._compile()
        self._state(triples)
        self._exhaust()

    def __len__(self) -> int:
        """Return the number of triples that hold, steps of reasoning among them."""
        return len(self._index.known)

    def entailed(self) -> set[ox.Triple]:
        """Return the useful entailments."""
        return {self._decode(each) for each in self._index.known - self._stated if self._is_useful(each)}

    def holding(self) -> Iterator[ox.Triple]:
        """Yield every triple that holds, stated or entailed, steps of reasoning among them."""
        return map(self._decode, self._index.known)

    def matching(
        self, subject: Term | None, predicate: Term | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """Yield the triples that hold with the given terms; ``None`` is any. No edit may come between."""
        terms = (subject, predicate, value)
        if any(term is not None and term not in self._numbers for term in terms):
            return
        pattern = [-1 - index if term is None else self._numbers[term] for index, term in enumerate(terms)]
        bound = [-1, -1, -1]
        body = (pattern[0], pattern[1], pattern[2])
        for _ in self._index.matches((body,), bound):
            yield self._decode(filled(body, bound))

    def add(self, triples: Iterable[ox.Triple]) -> Change:
        """State triples; those that are stated already change nothing."""
        self._touched = {}
        self._state(triples)
        self._exhaust()
        return self._change()

    def remove(self, triples: Iterable[ox.Triple]) -> Change:
        """State triples no longer; those that were not stated change nothing."""
        self._touched = {}
        gone = {each for triple in triples if (each := self._encode(triple)) in self._stated}
        for each in gone:
            self._touch(each)
        self._stated -= gone
        doubtful = self._resting_on(gone - self._given)
        for each in doubtful:
            self._touch(each)
            self._index.remove(each)
        for each in [each for each in doubtful if self._follows(each)]:
            self._add(each)
        self._exhaust()
        return self._change()

    # Terms

    def _number(self, term: Term) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._terms)
            self._terms.append(term)
            self._literal.append(isinstance(term, ox.Literal))
        return number

    def _encode(self, triple: ox.Triple) -> Numbers:
        number = self._number
        subject, value = cast("Term", triple.subject), cast("Term", triple.object)
        return number(subject), number(triple.predicate), number(value)

    def _decode(self, triple: Numbers) -> ox.Triple:
        return statement(*(self._terms[number] for number in triple))

    def _is_useful(self, triple: Numbers) -> bool:
        return is_useful(*(self._terms[number] for number in triple))

    # Rules

    def _compile(self) -> None:
        """File each rule under every atom that can set it off, and under its head."""
        for rule in self.rules:
            for slot in (slot for atom in (*rule.body, rule.head) for slot in atom):
                if not isinstance(slot, Variable):
                    self._number(slot)
            forward, backward = joins(rule, self._numbers)
            if not forward:
                self._given.add(backward.head)
                self._add(backward.head)
                continue
            for join in forward:
                self._forward.setdefault(self._key(join.entry), []).append(join)
            self._backward.setdefault(self._key(backward.entry), []).append(backward)

    def _key(self, pattern: Numbers) -> tuple[int, int]:
        """Return predicate and class of a pattern, -1 for what is open or of no matter."""
        predicate, value = max(pattern[1], -1), max(pattern[2], -1)
        return predicate, value if predicate == self._type else -1

    def _filed(self, rules: dict[tuple[int, int], list[Join]], triple: Numbers) -> Sequence[Join]:
        """Return the joins that a triple may enter."""
        _, predicate, value = triple
        found = rules.get((predicate, -1), [])
        if predicate == self._type:
            found = [*found, *rules.get((predicate, value), ())]
        if predicate == self._same or self._index.has_predicate(self._same):
            found = [*found, *rules.get((-1, -1), ())]
        return found

    # Evaluation

    def _state(self, triples: Iterable[ox.Triple]) -> None:
        for triple in triples:
            each = self._encode(triple)
            if each not in self._stated:
                self._touch(each)
                self._stated.add(each)
                if each not in self._index.known:
                    self._add(each)

    def _add(self, triple: Numbers) -> None:
        self._touch(triple)
        self._index.known.add(triple)
        self._queue.append(triple)

    def _exhaust(self) -> None:
        """Work off the queue until nothing new follows."""
        index, known, queue = self._index, self._index.known, self._queue
        while queue:
            triple = queue.popleft()
            index.add(triple)
            for join in self._filed(self._forward, triple):
                heads = (join.direct(triple),) if join.is_direct else self._heads(join, triple)
                for head in heads:
                    if head not in known and self._is_sound(head):
                        self._add(head)

    def _heads(self, join: Join, triple: Numbers) -> Iterator[Numbers]:
        """Yield what a rule makes of a triple and what holds besides."""
        bound = [-1] * join.variables
        if not bind(join.entry, triple, bound):
            return
        for _ in self._index.matches(join.rest, bound):
            yield filled(join.head, bound)

    def _is_sound(self, triple: Numbers) -> bool:
        """Tell whether a triple may be entailed: nothing is said of literals, nor that a thing is itself."""
        subject, predicate, value = triple
        if self._literal[subject]:
            return False
        return predicate != self._same or (subject != value and not self._literal[value])

    def _resting_on(self, gone: set[Numbers]) -> set[Numbers]:
        """Return ``gone`` and all entailments that some derivation takes from them; nothing is changed yet."""
        found = set(gone)
        known, kept = self._index.known, (self._stated, self._given)
        queue = deque(gone)
        while queue:
            triple = queue.popleft()
            for join in self._filed(self._forward, triple):
                for head in self._heads(join, triple):
                    if head in known and head not in found and not any(head in each for each in kept):
                        found.add(head)
                        queue.append(head)
        return found

    def _follows(self, triple: Numbers) -> bool:
        """Tell whether one rule makes a triple from what holds."""
        return self._is_sound(triple) and any(
            next(self._heads(join, triple), None) is not None for join in self._filed(self._backward, triple)
        )

    # Change

    def _touch(self, triple: Numbers) -> None:
        """Remember whether a triple was entailed before the edit."""
        if self._touched is not None and triple not in self._touched:
            self._touched[triple] = triple in self._index.known and triple not in self._stated

    def _change(self) -> Change:
        added: set[ox.Triple] = set()
        removed: set[ox.Triple] = set()
        for triple, before in (self._touched or {}).items():
            after = triple in self._index.known and triple not in self._stated
            if before != after and self._is_useful(triple):
                (added if after else removed).add(self._decode(triple))
        things = {
            end for each in self._touched or () if each in self._index.known for end in (each[0], each[2])
        }
        self._touched = None
        return Change(
            frozenset(added),
            frozenset(removed),
            frozenset(self._terms[each] for each in things if not self._literal[each]),
        )
