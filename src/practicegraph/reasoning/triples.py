"""An index of numbered triples that takes triples in and out, and matches bodies of rules against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from practicegraph.reasoning.rules import TYPE, Atom, Rule, Variable
from practicegraph.reasoning.schema import Term

Numbers = tuple[int, int, int]
"""A triple of term numbers; in a pattern what is below 0 is the variable ``-1 - slot``."""
Body = tuple[Numbers, ...]
_Side = dict[int, dict[int, int | set[int]]]
"""Predicate, term, and the terms on the other side: one is kept bare, for most are alone."""


class TripleIndex:
    """Triples by predicate and subject, and by predicate and object."""

    def __init__(self) -> None:
        self.known: set[Numbers] = set()
        self._by_subject: _Side = {}
        self._by_object: _Side = {}

    def add(self, triple: Numbers) -> None:
        """Index a triple that is not indexed yet."""
        subject, predicate, value = triple
        _put(self._by_subject.setdefault(predicate, {}), subject, value)
        _put(self._by_object.setdefault(predicate, {}), value, subject)

    def remove(self, triple: Numbers) -> None:
        """Forget an indexed triple."""
        subject, predicate, value = triple
        self.known.discard(triple)
        _take(self._by_subject[predicate], subject, value)
        _take(self._by_object[predicate], value, subject)

    def has_predicate(self, predicate: int) -> bool:
        """Tell whether any indexed triple has a predicate."""
        return bool(self._by_subject.get(predicate))

    def matches(self, body: Body, bound: list[int]) -> Iterator[None]:
        """Yield once for each way to match ``body``; ``bound`` holds the variables meanwhile."""
        if not body:
            yield
            return
        pattern = body[0]
        for triple in self._candidates(filled(pattern, bound)):
            before = bound.copy()
            if bind(pattern, triple, bound):
                yield from self.matches(body[1:], bound)
            bound[:] = before

    def _candidates(self, pattern: Numbers) -> Iterator[Numbers]:
        subject, predicate, value = pattern
        if predicate < 0:
            predicates = tuple(self._by_subject)
            yield from (found for each in predicates for found in self._candidates((subject, each, value)))
        elif subject >= 0 and value >= 0:
            if pattern in self.known:
                yield pattern
        elif subject >= 0:
            others = self._by_subject.get(predicate, {}).get(subject)
            yield from ((subject, predicate, other) for other in _all(others))
        elif value >= 0:
            others = self._by_object.get(predicate, {}).get(value)
            yield from ((other, predicate, value) for other in _all(others))
        else:
            for each, some in self._by_subject.get(predicate, {}).items():
                yield from ((each, predicate, other) for other in _all(some))


@dataclass(frozen=True, slots=True)
class Join:
    """A rule entered at one of its triples: match ``rest`` in this order, then ``head`` holds.

    Entered at the head, the other way round, ``rest`` is the whole body. ``is_direct`` tells that the head
    follows from a triple of the entry's predicate (and class) alone: its variables are subject and object.
    """

    entry: Numbers
    rest: Body
    head: Numbers
    variables: int
    is_direct: bool = False

    def direct(self, triple: Numbers) -> Numbers:
        """Return what follows from a triple that a direct join was filed for."""
        subject, predicate, value = self.head
        if subject < 0:
            subject = triple[0] if subject == -1 else triple[2]
        if value < 0:
            value = triple[0] if value == -1 else triple[2]
        return subject, predicate, value


def joins(rule: Rule, number: dict[Term, int]) -> tuple[list[Join], Join]:
    """Return a rule entered at each atom of its body, and entered at its head; terms are looked up in ``number``."""
    names: dict[Variable, int] = {}

    def pattern(atom: Atom) -> Numbers:
        subject, predicate, value = (
            -1 - names.setdefault(slot, len(names)) if isinstance(slot, Variable) else number[slot]
            for slot in atom
        )
        return subject, predicate, value

    kind = number[TYPE]
    body = tuple(pattern(atom) for atom in rule.body)
    head = pattern(rule.head)
    forward = [
        Join(
            atom,
            _ordered(atom, body[:index] + body[index + 1 :]),
            head,
            len(names),
            _is_direct(body, head, kind),
        )
        for index, atom in enumerate(body)
    ]
    return forward, Join(head, _ordered(head, body), head, len(names))


def _is_direct(body: Body, head: Numbers, kind: int) -> bool:
    if len(body) != 1 or head[1] < 0:
        return False
    subject, predicate, value = body[0]
    return subject == -1 and predicate >= 0 and (value == -2 or (predicate == kind and value >= 0))


def bind(pattern: Numbers, triple: Numbers, bound: list[int]) -> bool:
    """Bind the pattern's variables to the triple's terms; false where they do not fit."""
    for slot, term in zip(pattern, triple, strict=True):
        if slot >= 0:
            if slot != term:
                return False
        elif bound[-1 - slot] < 0:
            bound[-1 - slot] = term
        elif bound[-1 - slot] != term:
            return False
    return True


def filled(pattern: Numbers, bound: list[int]) -> Numbers:
    """Return the pattern with its bound variables replaced."""
    subject, predicate, value = pattern
    return _value(subject, bound), _value(predicate, bound), _value(value, bound)


def _value(slot: int, bound: list[int]) -> int:
    if slot >= 0:
        return slot
    term = bound[-1 - slot]
    return slot if term < 0 else term


def _ordered(entry: Numbers, rest: Body) -> Body:
    """Return the atoms so that each, as far as can be, has terms or variables that are bound by then."""
    known = {slot for slot in entry if slot < 0}
    ordered: list[Numbers] = []
    left = list(rest)
    while left:
        best = max(left, key=lambda atom: (_bound_ends(atom, known), atom[0] in known))
        left.remove(best)
        ordered.append(best)
        known |= {slot for slot in best if slot < 0}
    return tuple(ordered)


def _bound_ends(atom: Numbers, known: set[int]) -> int:
    return sum(slot >= 0 or slot in known for slot in (atom[0], atom[2]))


def _put(side: dict[int, int | set[int]], key: int, other: int) -> None:
    found = side.get(key)
    if found is None:
        side[key] = other
    elif isinstance(found, int):
        side[key] = {found, other}
    else:
        found.add(other)


def _take(side: dict[int, int | set[int]], key: int, other: int) -> None:
    found = side[key]
    if isinstance(found, int):
        del side[key]
        return
    found.discard(other)
    if not found:
        del side[key]


def _all(others: int | set[int] | None) -> Iterator[int]:
    if isinstance(others, int):
        yield others
    elif others is not None:
        yield from others
