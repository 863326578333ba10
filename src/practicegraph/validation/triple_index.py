"""The triples that shapes look at, as numbers, by subject and where a shape needs it by object.

Some are stated by the data, the others only known (the ontology, the vocabularies). A triple may be stated several
times, as by several graphs; it stays until all of them have let it go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final, cast

from pyoxigraph import Literal, Triple

from practicegraph.errors import InvalidDataError
from practicegraph.validation.paths import Term

Numbers = tuple[int, int, int]
"""A triple of term numbers: subject, predicate, object."""
Others = int | set[int]
"""The terms on the other side of a predicate: one is kept bare, for most are alone."""

NOTHING: Final[tuple[int, ...]] = ()


class Terms:
    """Terms by number and numbers by term; a number is never given away again."""

    def __init__(self) -> None:
        self._terms: list[Term] = []
        self._numbers: dict[Term, int] = {}
        self.literals: set[int] = set()

    def __getitem__(self, number: int) -> Term:
        """Return the term of a number."""
        return self._terms[number]

    def number(self, term: Term) -> int:
        """Return the number of a term, a new one for a new term."""
        number = self._numbers.get(term)
        if number is None:
            if isinstance(term, Triple):
                raise InvalidDataError("triple terms cannot be validated; take RDF 1.1 data")
            number = self._numbers[term] = len(self._terms)
            self._terms.append(term)
            if isinstance(term, Literal):
                self.literals.add(number)
        return number

    def known(self, term: Term) -> int | None:
        """Return the number of a term that has one."""
        return self._numbers.get(term)


class TripleIndex:
    """Numbered triples, each with how often it is stated.

    Subjects are looked up by predicate and object only for the predicates that :meth:`turn` names.
    """

    def __init__(self) -> None:
        self.terms = Terms()
        self.subjects: dict[int, dict[int, Others]] = {}
        self.objects: dict[int, dict[int, Others]] = {}
        self._stated: dict[Numbers, int] = {}
        self._behind: dict[Numbers, int] = {}
        self._described: Counter[int] = Counter()
        self._stated_objects: Counter[int] | None = None

    def encode(self, triple: Triple) -> Numbers:
        """Return the numbers of a triple."""
        number = self.terms.number
        return number(triple.subject), number(triple.predicate), number(triple.object)

    def turn(self, predicates: Iterable[int]) -> None:
        """Look up subjects by these predicates' objects too; called before there is any triple."""
        for predicate in predicates:
            self.objects.setdefault(predicate, {})

    def count_objects(self) -> None:
        """Count the objects of what is stated; called before anything is."""
        self._stated_objects = Counter()

    # What is there

    def __contains__(self, triple: Numbers) -> bool:
        """Tell whether a triple is there, stated or only known."""
        subject, predicate, value = triple
        found = self.subjects.get(subject, {}).get(predicate)
        return (
            found == value if type(found) is int else found is not None and value in cast("set[int]", found)
        )

    def values(self, subject: int, predicate: int) -> Collection[int]:
        """Return the objects of a subject and predicate."""
        others = self.subjects.get(subject)
        return NOTHING if others is None else several(others.get(predicate))

    def bearers(self, predicate: int, value: int) -> Collection[int]:
        """Return the subjects of a predicate and object; the predicate is one that was turned."""
        return several(self.objects[predicate].get(value))

    def triples(self, subject: int) -> Iterator[Numbers]:
        """Yield the triples of a subject."""
        for predicate, others in self.subjects.get(subject, {}).items():
            for value in several(others):
                yield subject, predicate, value

    def is_described(self, subject: int) -> bool:
        """Tell whether what is only known has a triple of this subject."""
        return subject in self._described

    def is_stated(self, triple: Numbers) -> bool:
        """Tell whether the data states a triple."""
        return self._count(triple) > 0

    def is_stated_object(self, node: int) -> bool:
        """Tell whether a node is the object of a stated triple; asked only where these are counted."""
        return self._stated_objects is not None and node in self._stated_objects

    # What comes and goes

    def state(self, triples: Iterable[Numbers]) -> list[Numbers]:
        """State triples once more; return those that were not stated before."""
        come = []
        for each in triples:
            if each not in self:
                self._add(each)
                come.append(each)
                continue
            count = self._count(each)
            self._set_count(each, count + 1)
            if not count:
                come.append(each)
        if self._stated_objects is not None:
            self._stated_objects.update(value for _, _, value in come)
        return come

    def withdraw(self, triples: Iterable[Numbers]) -> list[Numbers]:
        """State triples once less; return those that are stated no longer, which are still there."""
        gone = []
        for each in triples:
            count = self._count(each)
            if count:
                self._set_count(each, count - 1)
                if count == 1:
                    gone.append(each)
        if self._stated_objects is not None:
            self._stated_objects.subtract(value for _, _, value in gone)
            for _, _, value in gone:
                if not self._stated_objects[value]:
                    del self._stated_objects[value]
        return gone

    def know(self, triples: Iterable[Numbers]) -> list[Numbers]:
        """Know of triples once more; return those that were not known before."""
        come = []
        for each in triples:
            before = self._behind.get(each, 0)
            if not before:
                stated = self._count(each)
                self._add(each)
                self._described[each[0]] += 1
                come.append(each)
                self._behind[each] = 1
                self._set_count(each, stated)
            else:
                self._behind[each] = before + 1
        return come

    def forget(self, triples: Iterable[Numbers]) -> list[Numbers]:
        """Know of triples once less; return those that are known no longer, which are still there."""
        gone = []
        for each in triples:
            count = self._behind.get(each, 0)
            if count > 1:
                self._behind[each] = count - 1
            elif count == 1:
                gone.append(each)
                self._behind[each] = 0
                self._described[each[0]] -= 1
                if not self._described[each[0]]:
                    del self._described[each[0]]
        return gone

    def drop(self, triples: Iterable[Numbers]) -> None:
        """Take out those of ``triples`` that are neither stated nor known."""
        for each in triples:
            if self._behind.get(each) == 0:
                stated = self._count(each)
                del self._behind[each]
                self._set_count(each, stated)
            if not self._count(each) and each not in self._behind and each in self:
                self._stated.pop(each, None)
                self._remove(each)

    def _count(self, triple: Numbers) -> int:
        """Return how often a triple is stated: what is there and of no other note is stated once."""
        count = self._stated.get(triple)
        if count is None:
            return 0 if triple in self._behind or triple not in self else 1
        return count

    def _set_count(self, triple: Numbers, count: int) -> None:
        """Note how often a triple is stated, where that is not to be expected of one that is there."""
        if count == (0 if triple in self._behind else 1):
            self._stated.pop(triple, None)
        else:
            self._stated[triple] = count

    def _add(self, triple: Numbers) -> None:
        subject, predicate, value = triple
        _put(self.subjects.setdefault(subject, {}), predicate, value)
        side = self.objects.get(predicate)
        if side is not None:
            _put(side, value, subject)

    def _remove(self, triple: Numbers) -> None:
        subject, predicate, value = triple
        others = self.subjects[subject]
        _take(others, predicate, value)
        if not others:
            del self.subjects[subject]
        side = self.objects.get(predicate)
        if side is not None:
            _take(side, value, subject)


def several(others: Others | None) -> Collection[int]:
    """Return the terms on the other side as a collection."""
    if others is None:
        return NOTHING
    return (others,) if type(others) is int else cast("set[int]", others)


def _put(side: dict[int, Others], key: int, other: int) -> None:
    found = side.get(key)
    if found is None:
        side[key] = other
    elif type(found) is int:
        if found != other:
            side[key] = {found, other}
    else:
        cast("set[int]", found).add(other)


def _take(side: dict[int, Others], key: int, other: int) -> None:
    found = side[key]
    if type(found) is int:
        del side[key]
        return
    rest = cast("set[int]", found)
    rest.discard(other)
    if len(rest) == 1:
        side[key] = rest.pop()
    elif not rest:
        del side[key]
