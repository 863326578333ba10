"""The figures of a release, as plain JSON: what the home page and the quality page show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, Protocol

import pyoxigraph as ox

from practicegraph.graph.ordering import ordered
from practicegraph.graph.packed import triple_count
from practicegraph.mapping.fact import FIELDS
from practicegraph.terms import node

_TYPE: Final = node("rdf:type")
_THINGS: Final = {
    "practices": "pg:Practice",
    "publications": "pg:Publication",
    "calls": "pg:Call",
    "documents": "pg:Document",
    "collections": "pg:Collection",
    "activities": "pg:Activity",
    "results": "pg:Result",
    "conflicts": "pg:Conflict",
}
"""Classes whose individuals are counted, by the name of the figure."""
_VALUES: Final = {
    "countries": "pg:country",
    "targetGroups": "pg:targetGroup",
    "themes": "pg:theme",
    "levels": "pg:level",
    "statedSdgs": "pg:statedSdg",
    "suggestedSdgs": "pg:suggestedSdg",
    "fundedUnder": "pg:fundedUnder",
}
"""Properties of undertakings whose values are counted: undertakings for each value."""
_UNDERTAKINGS: Final = ("pg:Practice", "pg:Publication", "pg:Call", "pg:Undertaking")
_KINDS: Final = frozenset(map(node, (*_UNDERTAKINGS, *_THINGS.values())))
_ASKED: Final = frozenset(
    map(node, (*_VALUES.values(), "pg:place", "pg:involves", "pg:reportedBy", "schema:inLanguage"))
)
"""Classes and properties whose triples the figures are made of."""


def statistics(graphs: Mapping[str, Iterable[ox.Triple]], visible: Iterable[str]) -> dict[str, Any]:
    """Return the figures of a release from its graphs by name.

    ``visible`` names the graphs of the default graph. Keys: ``triples`` and ``graphs``, the number of
    things of each kind, ``languages`` (documents and literals by language), for each property of
    :data:`_VALUES` the number of undertakings per value, ``facts`` by basis and field, and ``coverage``:
    for each field the undertakings that have it stated, suggested or missing.
    """
    sizes = {name: triple_count(triples) for name, triples in graphs.items()}
    view = _View(ordered(triple for name in visible for triple in graphs[name]))
    return figures_of(view, sizes, Facts(graphs.get("evidence", ())))


def figures_of(view: View, sizes: Mapping[str, int], facts: Facts) -> dict[str, Any]:
    """Return the figures of a release from what its default graph holds, the sizes of its graphs, and its facts."""
    undertakings = set().union(*(view.members(node(kind)) for kind in _UNDERTAKINGS))
    sizes = dict(sorted(sizes.items()))
    figures: dict[str, Any] = {
        "triples": {"visible": view.size, "all": sum(sizes.values()), "inferred": sizes.get("inferred", 0)},
        "graphs": sizes,
        "undertakings": len(undertakings),
        **{name: len(view.members(node(kind))) for name, kind in _THINGS.items()},
        "languages": {
            "documents": view.values(node("schema:inLanguage"), view.members(node("pg:Document"))),
            "literals": view.languages(),
        },
    }
    # Registries list every country and organisation they know: only those that documents tell of count.
    figures["places"] = len(view.values(node("pg:place"), undertakings))
    involved = view.values(node("pg:involves"), undertakings)
    reporting = view.values(node("pg:reportedBy"), view.members(node("pg:Document")))
    figures["organizations"] = len({*involved, *reporting})
    for name, prop in _VALUES.items():
        figures[name] = view.values(node(prop), undertakings)
    figures["facts"] = {"all": facts.size, "byBasis": facts.by_basis, "byField": facts.by_field}
    figures["coverage"] = facts.coverage(undertakings)
    return figures


class View(Protocol):
    """What the default graph of a release holds; ``size`` is the number of its triples."""

    @property
    def size(self) -> int:
        """The number of triples."""
        ...

    def members(self, kind: ox.NamedNode) -> set[object]:
        """Return the individuals of a class."""
        ...

    def values(self, prop: ox.NamedNode, subjects: set[object]) -> dict[str, int]:
        """Return how many of ``subjects`` have each value; see :func:`count_values`."""
        ...

    def languages(self) -> dict[str, int]:
        """Return the number of literals in each language, by tag in order."""
        ...


def count_values(triples: Iterable[ox.Triple], subjects: set[object]) -> dict[str, int]:
    """Return how many of ``subjects`` have each value in triples of one property, the most frequent first."""
    pairs = {(triple.subject, triple.object) for triple in triples if triple.subject in subjects}
    counted = Counter(_text(value) for _, value in pairs)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


class _View:
    """What is asked of triples that come once each: most are only counted."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.size = 0
        self._languages: Counter[str] = Counter()
        self._by_predicate: dict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            self.size += 1
            if triple.predicate in _ASKED or (triple.predicate == _TYPE and triple.object in _KINDS):
                self._by_predicate[triple.predicate].append(triple)
            if isinstance(triple.object, ox.Literal) and triple.object.language:
                self._languages[triple.object.language] += 1

    def members(self, kind: ox.NamedNode) -> set[object]:
        return {triple.subject for triple in self._by_predicate[_TYPE] if triple.object == kind}

    def values(self, prop: ox.NamedNode, subjects: set[object]) -> dict[str, int]:
        return count_values(self._by_predicate[prop], subjects)

    def languages(self) -> dict[str, int]:
        return dict(sorted(self._languages.items()))


class Facts:
    """The facts of the evidence graph, counted."""

    def __init__(self, evidence: Iterable[ox.Triple]) -> None:
        bases: Counter[str] = Counter()
        fields: Counter[str] = Counter()
        self._having: dict[str, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
        """The subjects that have a field on a basis."""
        subjects: dict[object, object] = {}
        for record in records(evidence, ("field", "basis", "subject")):
            if {"field", "basis"} <= record.keys():
                field, basis = _text(record["field"]), _text(record["basis"]).rpartition("/")[2]
                subject = record.get("subject")
                bases[basis] += 1
                fields[field] += 1
                self._having[field][basis].add(subjects.setdefault(subject, subject))
        self.size = bases.total()
        self.by_basis = dict(sorted(bases.items()))
        self.by_field = {field: fields[field] for field in FIELDS if field in fields}

    def coverage(self, undertakings: set[object]) -> dict[str, dict[str, int]]:
        """Return for each field how many undertakings have it on each basis."""
        counted = {
            field: {
                basis: number
                for basis, subjects in sorted(self._having[field].items())
                if (number := len(subjects & undertakings))
            }
            for field in FIELDS
            if field in self._having
        }
        return {field: bases for field, bases in counted.items() if bases}


def records(evidence: Iterable[ox.Triple], names: Collection[str]) -> Iterator[dict[str, object]]:
    """Yield of each fact what it says of itself by properties of ours, a value for each name.

    A fact is kept until all of them are there, so that facts whose triples come together need little memory.
    """
    wanted = {node(f"pg:{name}"): name for name in names}
    pending: dict[object, dict[str, object]] = {}
    for triple in evidence:
        name = wanted.get(triple.predicate)
        if name:
            record = pending.setdefault(triple.subject, {})
            record[name] = triple.object
            if len(record) == len(wanted):
                yield pending.pop(triple.subject)
    yield from pending.values()


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
