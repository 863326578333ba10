"""What shapes are aimed at, by the numbers of an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from practicegraph.terms import node
from practicegraph.validation.paths import Term
from practicegraph.validation.triple_index import TripleIndex

SUBCLASS: Final = node("rdfs:subClassOf")


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape is aimed at; ``classes`` grows and shrinks with the class hierarchy."""

    classes: set[int] = field(default_factory=set)
    subjects_of: tuple[int, ...] = ()
    objects_of: tuple[int, ...] = ()
    nodes: frozenset[int] = frozenset()


class Classes:
    """The subclasses of each class that shapes name, kept in sets that are shared and refreshed in place."""

    def __init__(self, index: TripleIndex) -> None:
        self._index = index
        self._subclass = index.terms.number(SUBCLASS)
        self._below: list[tuple[tuple[int, ...], set[int]]] = []
        index.turn((self._subclass,))

    def below(self, classes: Iterable[Term]) -> set[int]:
        """Return the set of some classes and all below them."""
        named = tuple(self._index.terms.number(each) for each in classes)
        members = set(named)
        self._below.append((named, members))
        return members

    def refresh(self) -> None:
        """Read the hierarchy anew."""
        for named, members in self._below:
            members.clear()
            members.update(named)
            waiting = list(named)
            while waiting:
                new = set(self._index.bearers(self._subclass, waiting.pop())) - members
                members.update(new)
                waiting += new
