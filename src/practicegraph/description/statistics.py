"""The figures of a release, as plain JSON: what the home page and the quality page show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

import pyoxigraph as ox

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


def statistics(graphs: Mapping[str, Iterable[ox.Triple]], visible: Iterable[str]) -> dict[str, Any]:
    """Return the figures of a release from its graphs by name.

    ``visible`` names the graphs of the default graph. Keys: ``triples`` and ``graphs``, the number of
    things of each kind, ``languages`` (documents and literals by language), for each property of
    :data:`_VALUES` the number of undertakings per value, ``facts`` by basis and field, and ``coverage``:
    for each field the undertakings that have it stated, suggested or missing.
    """
    sizes = {name: triple_count(triples) for name, triples in graphs.items()}
    view = _View({triple for name in visible for triple in graphs[name]})
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
    """Triples by predicate."""

    def __init__(self, triples: set[ox.Triple]) -> None:
        self.size = len(triples)
        self._by_predicate: dict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            self._by_predicate[triple.predicate].append(triple)

    def members(self, kind: ox.NamedNode) -> set[object]:
        return {triple.subject for triple in self._by_predicate[_TYPE] if triple.object == kind}

    def values(self, prop: ox.NamedNode, subjects: set[object]) -> dict[str, int]:
        return count_values(self._by_predicate[prop], subjects)

    def languages(self) -> dict[str, int]:
        tags = Counter(
            triple.object.language
            for triples in self._by_predicate.values()
            for triple in triples
            if isinstance(triple.object, ox.Literal) and triple.object.language
        )
        return dict(sorted(tags.items()))


class Facts:
    """The facts of the evidence graph, counted."""

    def __init__(self, evidence: Iterable[ox.Triple]) -> None:
        wanted = {node(f"pg:{name}"): name for name in ("field", "basis", "subject")}
        records: dict[object, dict[str, Any]] = defaultdict(dict)
        for triple in evidence:
            name = wanted.get(triple.predicate)
            if name:
                records[triple.subject][name] = triple.object
        told = [
            (_text(record["field"]), _text(record["basis"]).rpartition("/")[2], record.get("subject"))
            for record in records.values()
            if {"field", "basis"} <= record.keys()
        ]
        self.size = len(told)
        self.by_basis = dict(sorted(Counter(basis for _, basis, _ in told).items()))
        fields = Counter(field for field, _, _ in told)
        self.by_field = {field: fields[field] for field in FIELDS if field in fields}
        self._having: dict[str, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
        """The subjects that have a field on a basis."""
        for field, basis, subject in told:
            self._having[field][basis].add(subject)

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


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
