"""The sweep: nothing personal may be in what a release serves.

It looks again, independently of the mapping's masking, at every literal, IRI and text of a release: for
e-mail addresses, for telephone numbers that are no public service line, and for every personal value the
mapping found in any document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from practicegraph.errors import PracticeGraphError
from practicegraph.graph.change import GraphChange
from practicegraph.mapping.fact import Fact
from practicegraph.privacy.seeker import Seeker, digits, numbers
from practicegraph.terms import node
from practicegraph.wording import Wording, listed

_SERVICES: Final = (node("schema:telephone"), node("pg:field"), node("oa:exact"))
"""What tells which telephone numbers are public."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something personal is: never the value itself.

    ``where`` is a graph or a text, ``subject`` the triple's subject if that says nothing personal,
    ``kind`` what was found.
    """

    where: str
    subject: str
    kind: str

    def __str__(self) -> str:
        """Return one line for people."""
        if not self.subject:
            return Wording("{kind} in {where}", kind=self.kind, where=self.where)
        return Wording(
            "{kind} in {where} at {subject}", kind=self.kind, where=self.where, subject=self.subject
        )


class PersonalDataError(PracticeGraphError):
    """Personal data in what would be served; ``hits`` says where."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits = tuple(hits)
        told = listed([str(hit) for hit in self.hits], 5)
        super().__init__(
            Wording("personal data would be served: {hits}", hits=told), source=self.hits[0].where
        )


def sweep(
    graphs: Mapping[str, Iterable[ox.Triple]], texts: Mapping[str, str], personal: Iterable[Fact]
) -> tuple[Hit, ...]:
    """Return every place in graphs (by name) and texts (by slug) that holds something personal."""
    return _hits(Seeker(personal, service_numbers(graphs)), graphs, texts)


class Sweep:
    """The sweep of writes: of what each adds to graphs that were swept before."""

    def __init__(
        self,
        personal: Iterable[Fact],
        graphs: Callable[[], Mapping[str, Iterable[ox.Triple]]],
        held: Mapping[str, Iterable[ox.Triple]],
    ) -> None:
        """``graphs`` gives the graphs by name, as they are when it is called; ``held`` are those that were swept."""
        self._personal = tuple(personal)
        self._graphs = graphs
        self._services = service_numbers(held)
        self._seeker = Seeker(self._personal, self._services)

    def hits(
        self, changes: Mapping[str, GraphChange], texts: Callable[[], Mapping[str, str]]
    ) -> tuple[Hit, ...]:
        """Return what :func:`sweep` finds after a change of graphs, by name.

        All is looked at again, ``texts`` too, if the change is about which numbers are public.
        """
        if any(
            _tells_of_services(triple) for each in changes.values() for triple in (*each.added, *each.removed)
        ):
            return sweep(self._graphs(), texts(), self._personal)
        return _hits(self._seeker, {name: change.added for name, change in changes.items()}, {})

    def follow(self, changes: Mapping[str, GraphChange]) -> None:
        """Let the public numbers follow changes that were published."""
        if any(
            _tells_of_services(triple) for each in changes.values() for triple in (*each.added, *each.removed)
        ):
            self._services = service_numbers(self._graphs())
            self._seeker = Seeker(self._personal, self._services)


def _tells_of_services(triple: ox.Triple) -> bool:
    return triple.predicate in _SERVICES


def _hits(
    seeker: Seeker, graphs: Mapping[str, Iterable[ox.Triple]], texts: Mapping[str, str]
) -> tuple[Hit, ...]:
    hits: dict[Hit, None] = {}
    for name, triples in sorted(graphs.items()):
        for triple in triples:
            for kind in (kind for term in triple for kind in seeker.kinds_of_term(term)):
                subject = "" if seeker.kinds_of_term(triple.subject) else str(triple.subject)
                hits[Hit(f"graph/{name}", subject, kind)] = None
    for slug, text in sorted(texts.items()):
        for kind in seeker.kinds(text):
            hits[Hit(f"texts/{slug}.txt", "", kind)] = None
    return tuple(sorted(hits, key=str))


def service_numbers(graphs: Mapping[str, Iterable[ox.Triple]]) -> frozenset[str]:
    """Return the digits of every public service number, as served and as written in the evidence for it."""
    telephone, fact_field, exact = _SERVICES
    found: set[str] = set()
    for triples in graphs.values():
        phones: set[object] = set()
        quoted: list[tuple[object, str]] = []
        for triple in triples:
            if not isinstance(triple.object, ox.Literal):
                continue
            if triple.predicate == telephone:
                found.add(digits(triple.object.value))
            elif triple.predicate == fact_field and triple.object.value == "phone":
                phones.add(triple.subject)
            elif triple.predicate == exact:
                quoted.append((triple.subject, triple.object.value))
        found.update(
            digits(number) for subject, text in quoted if subject in phones for number in numbers(text)
        )
    return frozenset(number for number in found if number)
