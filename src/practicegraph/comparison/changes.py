"""What changed from one release to another, in things: practices, documents, organisations, concepts.

A thing is what has an IRI of its own; its parts (activities, budgets ...) are told as values of the thing, by what
they say. Entailments, spans of text, the validation report and the description of the data set follow from the
rest and are left out: :mod:`practicegraph.comparison.difference` has them, statement by statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from practicegraph.comparison.difference import difference
from practicegraph.release.open import Release
from practicegraph.terms import PG, SDG, graph, node

_DERIVED: Final = ("inferred", "evidence", "validation", "quality", "metadata")
"""Graphs that follow from the others."""
LABELS: Final = frozenset({node("rdfs:label"), node("skos:prefLabel")})
"""The properties that name a thing."""
_IN_SHORT: Final = frozenset({node("pg:hasSdgLink"), node("pg:hasParticipation")})
"""Properties whose parts another property says in short: the goal, the organisation."""
_TYPE: Final = node("rdf:type")

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Part = tuple[tuple[ox.NamedNode, Term], ...]
"""What a part of a thing says, sorted."""


class Kind(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a thing: a property and its value, a term or what a part of the thing says."""

    predicate: ox.NamedNode
    value: Term | Part

    @property
    def order(self) -> tuple[str, str]:
        """By property, then by value."""
        return self.predicate.value, str(self.value)


@dataclass(frozen=True, slots=True)
class Relabelling:
    """A name that changed in a language; an empty one was not there."""

    language: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What happened to ``thing``, of a ``sort`` such as "practice" or "theme".

    A merged thing went into those of ``others``, a moved one has the IRI in ``others`` now, one that was split
    gave those of ``others``. ``labels`` has its names by language, the new ones where it still is.
    """

    thing: ox.NamedNode
    sort: str
    kind: Kind
    labels: Mapping[str, str]
    others: tuple[ox.NamedNode, ...] = ()
    relabelled: tuple[Relabelling, ...] = ()
    removed: tuple[Statement, ...] = ()
    added: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from release ``old`` to release ``new``."""

    old: str
    new: str
    base: str
    things: tuple[ThingChange, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many things of each sort were added, removed, ..., and the same for links to goals."""
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for change in self.things:
            found[change.sort][change.kind] += 1
            for name, statements in (("added", change.added), ("removed", change.removed)):
                for prop in ("statedSdg", "suggestedSdg"):
                    links = sum(each.predicate == node(f"pg:{prop}") for each in statements)
                    if links:
                        found[prop][name] += links
        return {sort: dict(sorted(kinds.items())) for sort, kinds in sorted(found.items())}


def changes(old: Release, new: Release) -> Changes:
    """Return what changed from one release to another, by sort and IRI of the things."""
    before, after = _Things(old), _Things(new)
    fates = dict([*_fates(before, after), *_splits(before, after)])
    found = (_change(thing, before, after, fates) for thing in _touched(old, new))
    ordered = sorted((each for each in found if each), key=lambda each: (each.sort, each.thing.value))
    return Changes(old.id, new.id, new.base, tuple(ordered))


def _touched(old: Release, new: Release) -> set[ox.NamedNode]:
    """Return the things of which a statement came or went."""
    found = set()
    for each in difference(old, new):
        if each.name not in _DERIVED:
            for line in (*each.removed, *each.added):
                if line.startswith("<"):
                    found.add(_thing(line[1 : line.index(">")], new.base))
    return found


def _thing(iri: str, base: str) -> ox.NamedNode:
    """Return the thing that an IRI names, or names a part of."""
    own = f"{base}id/"
    if not iri.startswith(own):
        return ox.NamedNode(iri)
    return ox.NamedNode(own + "/".join(iri.removeprefix(own).split("/")[:2]))


def _sort(thing: ox.NamedNode, base: str) -> str:
    """Return what sort of thing an IRI names, as its path says."""
    for start in (f"{base}id/", f"{base}concept/"):
        if thing.value.startswith(start):
            return thing.value.removeprefix(start).partition("/")[0]
    if thing.value.startswith(SDG):
        return "sdg"
    return "term" if thing.value.startswith(PG) else "resource"


class _Things:
    """The things of a release and what is said of each."""

    def __init__(self, release: Release) -> None:
        self._store = ox.Store.read_only(str(release.snapshot))
        self._derived = {graph(name, release.base) for name in _DERIVED}
        self.base = release.base
        self.documents: dict[ox.NamedNode, set[object]] = defaultdict(set)
        """The documents that describe each thing."""
        self.describing: dict[object, set[ox.NamedNode]] = defaultdict(set)
        """The things that each document describes."""
        for quad in self._quads(None, node("pg:describedIn")):
            if isinstance(quad.subject, ox.NamedNode):
                self.documents[quad.subject].add(quad.object)
                self.describing[quad.object].add(quad.subject)

    def statements(self, thing: ox.NamedNode) -> frozenset[Statement]:
        """Return what is said of a thing, its parts told by what they say."""
        found = set()
        for quad in self._quads(thing, None):
            value = quad.object
            if quad.predicate in _IN_SHORT or self._is_fact(value):
                continue
            if isinstance(value, ox.NamedNode) and value.value.startswith(f"{thing.value}/"):
                found.add(Statement(quad.predicate, self._part(value)))
            elif isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
                found.add(Statement(quad.predicate, value))
        return frozenset(found)

    def _part(self, part: ox.NamedNode) -> Part:
        said = {
            (quad.predicate, quad.object)
            for quad in self._quads(part, None)
            if quad.predicate != _TYPE
            and not isinstance(quad.object, ox.Triple)
            and not self._is_fact(quad.object)
        }
        return tuple(sorted(said, key=str))

    def _is_fact(self, term: object) -> bool:
        return isinstance(term, ox.NamedNode) and term.value.startswith(f"{self.base}id/fact/")

    def _quads(self, subject: ox.NamedNode | None, predicate: ox.NamedNode | None) -> Iterator[ox.Quad]:
        for quad in self._store.quads_for_pattern(subject, predicate, None, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name not in self._derived:
                yield quad


_Fate = tuple[Kind, tuple[ox.NamedNode, ...]]


def _fates(before: _Things, after: _Things) -> Iterator[tuple[ox.NamedNode, _Fate]]:
    """Yield what was merged or moved, told by the documents that describe it.

    Where documents describe several things each, it cannot be told which became which, and nothing is said.
    """
    heirs = {
        thing: _heirs(thing, before, after) for thing in before.documents.keys() - after.documents.keys()
    }
    sharing: dict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
    for thing, found in heirs.items():
        if len(found) == 1:
            sharing[found[0]].append(thing)
    for heir, things in sharing.items():
        if heir not in before.documents and len(things) == 1:
            yield things[0], (Kind.MOVED, (heir,))
        elif heir in before.documents or not _is_crowded(things, before):
            yield from ((thing, (Kind.MERGED, (heir,))) for thing in things)


def _splits(before: _Things, after: _Things) -> Iterator[tuple[ox.NamedNode, _Fate]]:
    """Yield the things some of whose documents, theirs alone, describe a new thing alone."""
    parts: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for part in after.documents.keys() - before.documents.keys():
        for document in after.documents[part]:
            (*owners,) = before.describing[document]
            if len(owners) == 1 and after.describing[document] == {part}:
                parts[owners[0]].add(part)
    for thing, found in parts.items():
        if len(found) + (thing in after.documents) > 1:
            yield thing, (Kind.SPLIT, tuple(sorted(found, key=str)))


def _heirs(thing: ox.NamedNode, before: _Things, after: _Things) -> list[ox.NamedNode]:
    """Return the things that have documents of a thing that is gone, and had them not."""
    found = {
        each
        for document in before.documents[thing]
        for each in after.describing[document] - before.describing[document]
    }
    return sorted(found, key=str)


def _is_crowded(things: Iterable[ox.NamedNode], side: _Things) -> bool:
    """Tell whether several things are told of by one document."""
    seen: set[object] = set()
    for thing in things:
        if seen & side.documents[thing]:
            return True
        seen |= side.documents[thing]
    return False


def _change(
    thing: ox.NamedNode, before: _Things, after: _Things, fates: Mapping[ox.NamedNode, _Fate]
) -> ThingChange | None:
    """Return what happened to a thing, ``None`` if nothing did after all."""
    old, new = before.statements(thing), after.statements(thing)
    if old == new:
        return None
    sort = _sort(thing, after.base)
    kind, others = fates.get(thing, (None, ()))
    if kind is None:
        kind = Kind.CHANGED if old and new else Kind.REMOVED if old else Kind.ADDED
    removed = sorted(old - new, key=lambda each: each.order)
    added = sorted(new - old, key=lambda each: each.order)
    relabelled = tuple(_relabelled(old, new)) if old and new else ()
    return ThingChange(
        thing, sort, kind, _labels(new or old), others, relabelled, tuple(removed), tuple(added)
    )


def _labels(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the names by language, several of one language in one."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in sorted(statements, key=lambda each: each.order):
        if each.predicate in LABELS and isinstance(each.value, ox.Literal):
            found[each.value.language or ""].append(each.value.value)
    return {language: " / ".join(names) for language, names in sorted(found.items())}


def _relabelled(old: Iterable[Statement], new: Iterable[Statement]) -> Iterator[Relabelling]:
    before, after = _labels(old), _labels(new)
    for language in sorted(before.keys() | after.keys()):
        first, second = before.get(language, ""), after.get(language, "")
        if first != second:
            yield Relabelling(language, first, second)
