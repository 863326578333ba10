"""What follows from the graphs, kept while they are edited: entailments, the SHACL report, the description, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from typing import Final, Protocol

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
from practicegraph.release.download_kinds import DOWNLOAD_TYPES
from practicegraph.terms import graph, node
from practicegraph.validation.report import Report
from practicegraph.validation.serialization import report_graph
from practicegraph.writing.edit import Edit, Log
from practicegraph.writing.followed_report import FollowedReport, Identity, refuse_new_violations
from practicegraph.writing.working import WorkingGraphs

NOT_STATED: Final = frozenset({"ontology", "inferred", "evidence", "validation", "quality", "metadata"})
"""Graphs whose triples are no premises to reasoning."""
DERIVED_GRAPHS: Final = ("inferred", "validation", "metadata")
_TYPE: Final = node("rdf:type")
_NOTHING: Final = Edit({}, frozenset(), frozenset(), GraphChange())


class Gate(Protocol):
    """Validates graphs that are edited."""

    def update(self, changes: Mapping[str, GraphChange]) -> Report:
        """Return the report after a change of graphs, by name; those of reasoning are among them."""
        ...

    @property
    def report(self) -> Report | None:
        """The report as it is, ``None`` if that is not known before the first change."""
        ...


class Following:
    """What follows from the graphs of a release; see the module.

    A write goes through :meth:`reason`, :meth:`validate` and :meth:`describe`; :meth:`undo` takes back the first two.
    """

    def __init__(
        self,
        graphs: WorkingGraphs,
        names: Mapping[str, str],
        knowns: Knowns,
        base: str,
        gate: Gate,
        held: Mapping[str, Collection[ox.Triple]],
    ) -> None:
        """``names`` are the graphs' names by IRI, ``held`` what ``graphs`` hold by name."""
        self._graphs = graphs
        self._names = names
        self._knowns = knowns
        self._base = base
        self._gate = gate
        self._iris = {name: graph(name, base).value for name in (*DERIVED_GRAPHS, "evidence", "ontology")}
        self._ontology = frozenset(knowns.ontology)
        self._schema = close(knowns.ontology)
        self._closure = Closure(self._schema, _united(held, _is_stated))
        self._count(held)
        self._done: list[Callable[[], object]] = []
        self._first = self._unpublished()
        self._is_published = False
        self._report = FollowedReport(graphs, base)
        if gate.report is not None:
            self._report.follow(gate.report)
            self._report.files(_NOTHING)

    # Steps of a write

    def reason(self, edit: Edit) -> GraphChange:
        """Let the entailments follow; raise :class:`InconsistentGraphError` if they contradict the ontology."""
        self._done = []
        stated = self._change(edit.graphs, _is_stated)
        gone = self._closure.remove(stated.removed)
        come = self._closure.add(stated.added)
        self._done.append(lambda: (self._closure.remove(stated.added), self._closure.add(stated.removed)))
        clashing = new_inconsistencies(self._schema, self._closure, come.things)
        if clashing:
            raise InconsistentGraphError(clashes(self._closure, clashing, self._premises()))
        change = self._inferred_change(gone, come)
        self._graphs.change(self._iris["inferred"], change)
        return change

    def validate(self, edit: Edit, inferred: GraphChange, known: Container[Identity]) -> None:
        """Let the report follow; raise :class:`ShapesViolatedError` for violations that the release has not.

        ``known`` are the results that the release began with.
        """
        changes = {self._names.get(iri, iri): change for iri, change in edit.graphs.items()}
        changes["inferred"] = inferred
        backwards = {name: GraphChange(change.removed, change.added) for name, change in changes.items()}
        self._done.append(lambda: self._gate.update(backwards))
        report, before = self._gate.update(changes), self._report.report
        change = self._report.change_to(report)
        if self._is_published:
            refuse_new_violations(change.violations, self._report.identities)
        else:
            refuse_new_violations(report.results, known)
        self._done.append(lambda: self._report.follow(before))
        written = self._report.follow(report, change)
        if self._is_published:
            self._graphs.change(self._iris["validation"], written)
        else:
            self._replace("validation", report_graph(report, self._base))

    def describe(self, edit: Edit, inferred: GraphChange, sizes: Mapping[str, int]) -> None:
        """Let the graph that describes the release follow; ``sizes`` are those of all other graphs by name."""
        changes = {**edit.graphs, self._iris["inferred"]: inferred}
        visible = self._change(changes, _is_counted)
        self._tally.remove(visible.removed)
        self._tally.add(visible.added)
        linking = self._change(changes, _is_linking)
        for target, gone in linksets.links(linking.removed, self._links).items():
            self._links[target].subtract(linksets.predicates(gone))
        for target, come in linksets.links(linking.added, self._links).items():
            self._links[target].update(linksets.predicates(come))
        self._replace("metadata", self._metadata(sizes))

    def files(self, edit: Edit, sizes: Mapping[str, int]) -> dict[str, bytes]:
        """Return the derived files; ``edit`` is all that changed, ``sizes`` are those of all graphs."""
        default = edit.default
        self._size += len(default.added) - len(default.removed)
        self._languages.update(_tags(default.added))
        self._languages.subtract(_tags(default.removed))
        statistics = figures_of(_Seen(self._graphs, self._size, self._languages), sizes, self._facts)
        return {**self._report.files(edit), "statistics/statistics.json": json_bytes(statistics)}

    def undo(self) -> None:
        """Take back what :meth:`reason` and :meth:`validate` of a refused write did."""
        for step in reversed(self._done):
            step()
        self._done = []

    def published(self) -> None:
        """Let what the last write did stand."""
        self._first, self._is_published = GraphChange(), True

    # Graphs

    def _name(self, iri: str) -> str:
        return self._names.get(iri, iri)

    def _change(self, changes: Mapping[str, GraphChange], belongs: Callable[[str], bool]) -> GraphChange:
        """Return what changed of all that the graphs of some names say together."""
        return united(changes, self._graphs.graphs_of, lambda iri: belongs(self._name(iri)))

    def _premises(self) -> dict[str, Iterable[ox.Triple]]:
        return {
            self._name(iri): self._graphs.triples(iri)
            for iri in self._graphs.names()
            if _is_stated(self._name(iri))
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

    def _count(self, held: Mapping[str, Collection[ox.Triple]]) -> None:
        """Count what describes the release."""
        self._tally = void.Tally(_united(held, _is_counted))
        targets, self._told = linksets.read_targets(self._knowns.linksets)
        linking = _united(held, _is_linking)
        self._links = {
            target: linksets.predicates(found) for target, found in linksets.links(linking, targets).items()
        }
        default = _united(held, _is_visible)
        self._size, self._languages = len(default), Counter(_tags(default))
        self._facts = Facts(held.get("evidence", ()))
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


def _is_stated(name: str) -> bool:
    return name not in NOT_STATED


def _is_visible(name: str) -> bool:
    return name not in HIDDEN_GRAPHS


def _is_counted(name: str) -> bool:
    return _is_visible(name) and name != "metadata"


def _is_linking(name: str) -> bool:
    return bool(linksets.linking_graphs([name]))


def _united(graphs: Mapping[str, Iterable[ox.Triple]], belongs: Callable[[str], bool]) -> set[ox.Triple]:
    return set().union(*(triples for name, triples in graphs.items() if belongs(name)))


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


def _tags(triples: Iterable[ox.Triple]) -> Iterable[str]:
    return (
        triple.object.language
        for triple in triples
        if isinstance(triple.object, ox.Literal) and triple.object.language
    )
