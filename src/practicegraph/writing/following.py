"""What follows from the graphs, kept while they are edited: entailments, the SHACL report, the description, figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pyoxigraph as ox

from practicegraph.catalogue.description import description as describe_queries
from practicegraph.derivation.derivation import json_bytes
from practicegraph.derivation.knowns import Knowns
from practicegraph.description import dcat, linksets, void
from practicegraph.description.statistics import Facts, count_values, figures_of
from practicegraph.graph.change import GraphChange
from practicegraph.reasoning.consistency import InconsistentGraphError, clashes
from practicegraph.reasoning.edits import new_inconsistencies
from practicegraph.reasoning.incremental import Change, Closure
from practicegraph.reasoning.schema import close
from practicegraph.release.content import HIDDEN_GRAPHS
from practicegraph.release.downloads import DOWNLOAD_TYPES
from practicegraph.terms import graph, node
from practicegraph.validation.report import Report
from practicegraph.validation.serialization import report_graph, report_json, report_text
from practicegraph.validation.sources import sources
from practicegraph.writing.edit import Edit, Log
from practicegraph.writing.refusals import ShapesViolatedError
from practicegraph.writing.working import WorkingGraphs

NOT_STATED: Final = frozenset({"ontology", "inferred", "evidence", "validation", "quality", "metadata"})
"""Graphs whose triples are no premises to reasoning."""
DERIVED_GRAPHS: Final = ("inferred", "validation", "metadata")
_TYPE: Final = node("rdf:type")
_SHOWN: Final = 100
"""Violations that a refusal tells of."""
_NAMING: Final = tuple(map(node, ("rdfs:label", "skos:prefLabel", "dct:title", "pg:fileName")))
_FACT: Final = tuple(map(node, ("pg:subject", "pg:object", "pg:predicate", "pg:document", "oa:exact")))


class Gate(Protocol):
    """Validates graphs that are edited."""

    def update(self, changes: Mapping[str, GraphChange]) -> Report:
        """Return the report after a change of graphs, by name; those of reasoning are among them."""
        ...


class Following:
    """What follows from the graphs of a release; see the module.

    A write goes through :meth:`reason`, :meth:`validate` and :meth:`describe`; :meth:`undo` takes back the first two.
    """

    def __init__(
        self, graphs: WorkingGraphs, names: Mapping[str, str], knowns: Knowns, base: str, gate: Gate
    ) -> None:
        """``names`` are the graphs' names by IRI."""
        self._graphs = graphs
        self._names = names
        self._knowns = knowns
        self._base = base
        self._gate = gate
        self._iris = {name: graph(name, base).value for name in (*DERIVED_GRAPHS, "evidence", "ontology")}
        self._ontology = frozenset(knowns.ontology)
        self._schema = close(knowns.ontology)
        self._closure = Closure(self._schema, self._united(self._is_stated))
        self._count()
        self._done: list[Callable[[], object]] = []
        self._filed: _Filed | None = None
        self._first = self._unpublished()

    # Steps of a write

    def reason(self, edit: Edit) -> GraphChange:
        """Let the entailments follow; raise :class:`InconsistentGraphError` if they contradict the ontology."""
        self._done = []
        stated = united(edit.graphs, self._graphs.graphs_of, self._is_stated)
        gone = self._closure.remove(stated.removed)
        come = self._closure.add(stated.added)
        self._done.append(lambda: (self._closure.remove(stated.added), self._closure.add(stated.removed)))
        clashing = new_inconsistencies(self._schema, self._closure, come.things)
        if clashing:
            raise InconsistentGraphError(clashes(self._closure, clashing, self._premises()))
        change = self._inferred_change(gone, come)
        self._graphs.change(self._iris["inferred"], change)
        return change

    def validate(self, edit: Edit, inferred: GraphChange, known: frozenset[tuple[str | None, ...]]) -> Report:
        """Return the report; raise :class:`ShapesViolatedError` for violations that are not ``known``."""
        changes = {self._names.get(iri, iri): change for iri, change in edit.graphs.items()}
        changes["inferred"] = inferred
        backwards = {name: GraphChange(change.removed, change.added) for name, change in changes.items()}
        self._done.append(lambda: self._gate.update(backwards))
        report = self._gate.update(changes)
        if self._filed is None or report != self._filed.report:
            refuse_new_violations(report, known)
            self._replace("validation", report_graph(report, self._base))
        return report

    def describe(self, edit: Edit, inferred: GraphChange, sizes: Mapping[str, int]) -> None:
        """Let the graph that describes the release follow; ``sizes`` are those of all other graphs by name."""
        changes = {**edit.graphs, self._iris["inferred"]: inferred}
        visible = united(changes, self._graphs.graphs_of, self._is_counted)
        self._tally.remove(visible.removed)
        self._tally.add(visible.added)
        linking = united(changes, self._graphs.graphs_of, self._is_linking)
        for target, counted in self._links.items():
            counted.subtract(triple.predicate for triple in linksets.links(linking.removed, target))
            counted.update(triple.predicate for triple in linksets.links(linking.added, target))
        self._replace("metadata", self._metadata(sizes))

    def files(self, report: Report, edit: Edit, sizes: Mapping[str, int]) -> dict[str, bytes]:
        """Return the derived files; ``edit`` is all that changed, ``sizes`` are those of all graphs."""
        default = edit.default
        self._size += len(default.added) - len(default.removed)
        self._languages.update(_tags(default.added))
        self._languages.subtract(_tags(default.removed))
        statistics = figures_of(_Seen(self._graphs, self._size, self._languages), sizes, self._facts)
        if self._filed is None or self._filed.is_outdated(report, edit):
            about = self._sources(report)
            self._filed = _Filed(
                report,
                frozenset(triple.subject for triple in about) | {result.focus for result in report.results},
                json_bytes(report_json(report)),
                report_text(report, "en", sources(about)).encode(),
            )
        return {
            "validation/report.json": self._filed.json,
            "validation/report.txt": self._filed.text,
            "statistics/statistics.json": json_bytes(statistics),
        }

    def undo(self) -> None:
        """Take back what :meth:`reason` and :meth:`validate` of a refused write did."""
        for step in reversed(self._done):
            step()
        self._done = []

    def published(self) -> None:
        """Let what the last write did stand."""
        self._first = GraphChange()

    # Graphs

    def _name(self, iri: str) -> str:
        return self._names.get(iri, iri)

    def _is_stated(self, iri: str) -> bool:
        return self._name(iri) not in NOT_STATED

    def _is_counted(self, iri: str) -> bool:
        name = self._name(iri)
        return name not in HIDDEN_GRAPHS and name != "metadata"

    def _is_linking(self, iri: str) -> bool:
        return bool(linksets.linking_graphs([self._name(iri)]))

    def _united(self, belongs: Callable[[str], bool]) -> set[ox.Triple]:
        return set().union(*(self._graphs.triples(iri) for iri in self._graphs.names() if belongs(iri)))

    def _premises(self) -> dict[str, Iterable[ox.Triple]]:
        return {
            self._name(iri): self._graphs.triples(iri) for iri in self._graphs.names() if self._is_stated(iri)
        }

    def _replace(self, name: str, wanted: Iterable[ox.Triple]) -> None:
        now, future = self._graphs.triples(self._iris[name]), set(wanted)
        change = GraphChange(frozenset(future - now), frozenset(now - future))
        self._graphs.change(self._iris[name], change)

    # Reasoning

    def _unpublished(self) -> GraphChange:
        """Return how the entailments differ from those that the release has."""
        now = self._graphs.triples(self._iris["inferred"])
        wanted = {triple for triple in self._closure.entailed() if self._is_served(triple)}
        return GraphChange(frozenset(wanted - now), frozenset(now - wanted))

    def _inferred_change(self, *changes: Change) -> GraphChange:
        log = Log()
        edits = [(self._first.added, self._first.removed), *((each.added, each.removed) for each in changes)]
        for added, removed in edits:
            for came, triples in ((False, removed), (True, added)):
                for triple in triples:
                    if self._is_served(triple):
                        log.add(triple, came=came)
        return log.change

    def _is_served(self, triple: ox.Triple) -> bool:
        """Whether an entailment stands in the release: it names no blank node, and no other graph has it."""
        if any(isinstance(term, ox.BlankNode) for term in triple) or triple in self._ontology:
            return False
        return self._iris["evidence"] not in self._graphs.graphs_of(triple)

    # Description

    def _count(self) -> None:
        """Count what describes the release."""
        self._tally = void.Tally(self._united(self._is_counted))
        targets, self._told = linksets.read_targets(self._knowns.linksets)
        linking = self._united(self._is_linking)
        self._links = {
            target: Counter(triple.predicate for triple in linksets.links(linking, target))
            for target in targets
        }
        default = self._united(lambda iri: self._name(iri) not in HIDDEN_GRAPHS)
        self._size, self._languages = len(default), Counter(_tags(default))
        self._facts = Facts(self._graphs.triples(self._iris["evidence"]))
        self._queries = tuple(describe_queries(self._knowns.queries, self._base))

    def _metadata(self, sizes: Mapping[str, int]) -> set[ox.Triple]:
        dated = [
            triple
            for name in ("pg:country", "pg:earliestStart", "pg:latestEnd")
            for triple in self._graphs.matching(node(name))
        ]
        counted = {
            target: {predicate: number for predicate, number in counted.items() if number}
            for target, counted in self._links.items()
        }
        return {
            *dcat.describe(self._knowns.description, dated, DOWNLOAD_TYPES.items(), self._base),
            *void.describe_counts(self._tally.counts(), sizes, self._base),
            *linksets.describe_counts(counted, self._told, self._base),
            *self._queries,
        }

    def _sources(self, report: Report) -> list[ox.Triple]:
        """Return the triples that have the labels and sentences of what a report is about, in order."""
        found: set[ox.Triple] = set()
        for focus in {result.focus for result in report.results}:
            if isinstance(focus, ox.Literal | ox.Triple):
                continue
            facts = {focus}
            for prop in (node("pg:subject"), node("pg:object")):
                about = {quad.triple for quad in self._graphs.quads(None, prop, focus)}
                facts |= {triple.subject for triple in about if not isinstance(triple.subject, ox.Triple)}
            for fact in facts:
                found |= self._said(fact, (*_FACT, *_NAMING) if fact == focus else _FACT)
        for document in {triple.object for triple in found if triple.predicate == node("pg:document")}:
            if isinstance(document, ox.NamedNode):
                found |= self._said(document, _NAMING)
        return sorted(found, key=str)

    def _said(
        self, subject: ox.NamedNode | ox.BlankNode, properties: Iterable[ox.NamedNode]
    ) -> set[ox.Triple]:
        return {quad.triple for prop in properties for quad in self._graphs.quads(subject, prop, None)}


@dataclass(frozen=True, slots=True)
class _Filed:
    """A report as it was written, and the terms that its text speaks of."""

    report: Report
    terms: frozenset[object]
    json: bytes
    text: bytes

    def is_outdated(self, report: Report, edit: Edit) -> bool:
        """Whether another report, or an edit, makes its files others."""
        return report != self.report or any(
            triple.subject in self.terms or (triple.predicate in _FACT and triple.object in self.terms)
            for change in edit.graphs.values()
            for triple in (*change.added, *change.removed)
        )


class _Seen:
    """What a query sees by default, for :func:`practicegraph.description.statistics.figures_of`."""

    def __init__(self, graphs: WorkingGraphs, size: int, languages: Counter[str]) -> None:
        self._graphs = graphs
        self.size = size
        self._languages = languages

    def members(self, kind: ox.NamedNode) -> set[object]:
        return {triple.subject for triple in self._graphs.matching(_TYPE, kind)}

    def values(self, prop: ox.NamedNode, subjects: set[object]) -> dict[str, int]:
        return count_values(self._graphs.matching(prop), subjects)

    def languages(self) -> dict[str, int]:
        return {tag: number for tag, number in sorted(self._languages.items()) if number}


def united(
    changes: Mapping[str, GraphChange],
    graphs_of: Callable[[ox.Triple], set[str]],
    belongs: Callable[[str], bool],
) -> GraphChange:
    """Return what changed of all that some graphs say together.

    ``changes`` are those of graphs by IRI, ``graphs_of`` tells which graphs have a triple now, ``belongs`` which
    graphs are meant.
    """
    own = {iri: change for iri, change in changes.items() if belongs(iri)}
    come, gone = set(), set()
    for triple in {triple for change in own.values() for triple in (*change.added, *change.removed)}:
        now = {iri for iri in graphs_of(triple) if belongs(iri)}
        before = now - {iri for iri, change in own.items() if triple in change.added}
        before |= {iri for iri, change in own.items() if triple in change.removed}
        if now and not before:
            come.add(triple)
        elif before and not now:
            gone.add(triple)
    return GraphChange(frozenset(come), frozenset(gone))


def refuse_new_violations(report: Report, known: frozenset[tuple[str | None, ...]]) -> None:
    """Raise :class:`ShapesViolatedError` for violations that are not ``known``; see :func:`identities`."""
    found = report_json(report)["results"]
    new = [entry for entry in found if entry["severity"] == "Violation" and _identity(entry) not in known]
    if new:
        raise ShapesViolatedError(
            f"the write breaks {len(new)} constraint{'s' if len(new) > 1 else ''}; nothing was changed",
            {"conforms": False, "violations": len(new), "results": new[:_SHOWN]},
        )


def identities(report: Mapping[str, Any]) -> frozenset[tuple[str | None, ...]]:
    """Return what tells the results of a report apart, given as JSON."""
    return frozenset(_identity(entry) for entry in report.get("results", ()))


def known_results(report: bytes) -> frozenset[tuple[str | None, ...]]:
    """Return :func:`identities` of the bytes of ``validation/report.json``."""
    return identities(json.loads(report))


def _identity(entry: Mapping[str, Any]) -> tuple[str | None, ...]:
    return tuple(entry.get(key) for key in ("severity", "focus", "path", "value", "shape", "component"))


def _tags(triples: Iterable[ox.Triple]) -> Iterable[str]:
    return (
        triple.object.language
        for triple in triples
        if isinstance(triple.object, ox.Literal) and triple.object.language
    )
