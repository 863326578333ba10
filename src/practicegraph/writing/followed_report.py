"""A SHACL report kept as a graph and as files while its results come and go.

What a change does not touch is not written anew: each result keeps its JSON and its text, and a text is
forgotten when something is said of a thing that it names or quotes.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pyoxigraph as ox

from practicegraph.graph.change import GraphChange
from practicegraph.terms import node
from practicegraph.validation.paths import Term
from practicegraph.validation.report import Report, ReportChange, Result
from practicegraph.validation.serialization import (
    head_triples,
    report_head,
    report_lines,
    result_json,
    result_text,
    result_triples,
    wording,
)
from practicegraph.validation.sources import Sources, sources
from practicegraph.wording import Wording
from practicegraph.writing.edit import Edit, Log
from practicegraph.writing.refusals import ShapesViolatedError
from practicegraph.writing.working import WorkingGraphs

Identity = tuple[str | None, ...]
"""What tells a result from others: where, what and by which shape, not in which words."""

_LANGUAGE: Final = "en"
_NO_RESULTS: Final = "[]\n}"
_SHOWN: Final = 100
"""Violations that a refusal tells of."""
_NAMING: Final = tuple(map(node, ("rdfs:label", "skos:prefLabel", "dct:title", "pg:fileName")))
_FACT: Final = tuple(map(node, ("pg:subject", "pg:object", "pg:predicate", "pg:document", "oa:exact")))
_ABOUT: Final = (node("pg:subject"), node("pg:object"))


@dataclass(slots=True)
class _Focus:
    """The texts of the results about one thing, and the terms that they follow from."""

    terms: frozenset[Term]
    texts: dict[Result, str] = field(default_factory=dict)


class FollowedReport:
    """A report that begins empty and is led from one state to the next by :meth:`follow`."""

    def __init__(self, graphs: WorkingGraphs, base: str) -> None:
        """``graphs`` are what the report is on, as they are when it is asked for."""
        self._graphs = graphs
        self._base = base
        self._words = wording(_LANGUAGE)
        self._report = Report()
        self._results: Counter[Result] = Counter()
        self._identities: Counter[Identity] = Counter()
        self._paths: Counter[ox.Triple] = Counter()
        self._json: dict[Result, str] = {}
        self._foci: dict[Term, _Focus] = {}
        self._following: dict[Term, set[Term]] = defaultdict(set)
        """The things whose texts follow from what is said of a term."""

    @property
    def report(self) -> Report:
        """The report that was followed last."""
        return self._report

    @property
    def identities(self) -> Container[Identity]:
        """What tells the results apart."""
        return self._identities

    def change_to(self, report: Report) -> ReportChange:
        """Return the results that come and go when ``report`` is followed."""
        wanted = Counter(report.results)
        return ReportChange(
            tuple((wanted - self._results).elements()), tuple((self._results - wanted).elements())
        )

    def follow(self, report: Report, change: ReportChange | None = None) -> GraphChange:
        """Become ``report``, by the ``change`` to it if that is known; return what this does to its graph."""
        change = self.change_to(report) if change is None else change
        log = Log()
        before = head_triples(self._report, self._base)
        for result in change.removed:
            self._remove(result, log)
        for result in change.added:
            self._add(result, log)
        for came, triples in ((False, before), (True, head_triples(report, self._base))):
            for triple in triples:
                log.add(triple, came=came)
        self._report = report
        self._results -= Counter(change.removed)
        self._results.update(change.added)
        return log.change

    def files(self, edit: Edit) -> dict[str, bytes]:
        """Return the files of the report; ``edit`` is all that changed since they were asked for last."""
        self._forget(edit)
        return {
            "validation/report.json": self._whole_json().encode(),
            "validation/report.txt": report_lines(self._report, self._words, self._text).encode(),
        }

    # Results

    def _add(self, result: Result, log: Log) -> None:
        identity = identity_of(result_json(result))
        self._identities[identity] += 1
        own, shared = self._said(result)
        for triple in own:
            log.add(triple, came=True)
        for triple in shared:
            self._paths[triple] += 1
            if self._paths[triple] == 1:
                log.add(triple, came=True)

    def _remove(self, result: Result, log: Log) -> None:
        identity = identity_of(result_json(result))
        self._identities[identity] -= 1
        if not self._identities[identity]:
            del self._identities[identity]
        own, shared = self._said(result)
        for triple in own:
            log.add(triple, came=False)
        for triple in shared:
            self._paths[triple] -= 1
            if not self._paths[triple]:
                del self._paths[triple]
                log.add(triple, came=False)
        self._json.pop(result, None)
        if result.focus in self._foci:
            self._foci[result.focus].texts.pop(result, None)

    def _said(self, result: Result) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """Return what only a result says, and what others of the same path say too."""
        first, *triples = result_triples(result, self._base)
        own = [triple for triple in triples if triple.subject == first.object]
        return [first, *own], [triple for triple in triples if triple.subject != first.object]

    # Files

    def _whole_json(self) -> str:
        """Return what :func:`practicegraph.derivation.derivation.json_bytes` makes of the report."""
        frame = json.dumps(report_head(self._report) | {"results": []}, ensure_ascii=False, indent=1)
        if not self._report.results:
            return frame + "\n"
        parts = ",\n".join(map(self._entry, self._report.results))
        return frame.removesuffix(_NO_RESULTS) + f"[\n{parts}\n ]\n}}\n"

    def _entry(self, result: Result) -> str:
        found = self._json.get(result)
        if found is None:
            written = json.dumps(result_json(result), ensure_ascii=False, indent=1)
            found = self._json[result] = "  " + written.replace("\n", "\n  ")
        return found

    def _text(self, result: Result) -> str:
        focus = self._foci.get(result.focus)
        if focus is not None and result in focus.texts:
            return focus.texts[result]
        known, terms = self._sources(result.focus)
        if focus is None:
            focus = self._foci[result.focus] = _Focus(terms)
            for term in terms:
                self._following[term].add(result.focus)
        text = focus.texts[result] = result_text(result, _LANGUAGE, self._words, known)
        return text

    def _forget(self, edit: Edit) -> None:
        """Forget the texts about things of which an edit may have changed name or sentence, and those of nothing."""
        outdated = {focus for focus, kept in self._foci.items() if not kept.texts}
        for change in edit.graphs.values():
            for triple in (*change.added, *change.removed):
                outdated |= self._following.get(triple.subject, set())
                if triple.predicate in _FACT:
                    outdated |= self._following.get(triple.object, set())
        for focus in outdated:
            for term in self._foci.pop(focus).terms:
                self._following[term].discard(focus)
                if not self._following[term]:
                    del self._following[term]

    def _sources(self, focus: Term) -> tuple[Sources, frozenset[Term]]:
        """Return names and sentences of what a result is about, and the terms that they are said of."""
        if isinstance(focus, ox.Literal | ox.Triple):
            return Sources(), frozenset()
        facts = {focus}
        for prop in _ABOUT:
            about = {quad.triple for quad in self._graphs.quads(None, prop, focus)}
            facts |= {triple.subject for triple in about if not isinstance(triple.subject, ox.Triple)}
        found: set[ox.Triple] = set()
        for fact in facts:
            found |= self._quoted(fact, (*_FACT, *_NAMING) if fact == focus else _FACT)
        for document in {triple.object for triple in found if triple.predicate == node("pg:document")}:
            if isinstance(document, ox.NamedNode):
                found |= self._quoted(document, _NAMING)
                facts.add(document)
        return sources(sorted(found, key=str)), frozenset(facts)

    def _quoted(
        self, subject: ox.NamedNode | ox.BlankNode, properties: Iterable[ox.NamedNode]
    ) -> set[ox.Triple]:
        return {quad.triple for prop in properties for quad in self._graphs.quads(subject, prop, None)}


def refuse_new_violations(results: Iterable[Result], known: Container[Identity]) -> None:
    """Raise :class:`ShapesViolatedError` for violations that are not ``known``; see :func:`known_results`."""
    found = (result_json(result) for result in results)
    new = [entry for entry in found if entry["severity"] == "Violation" and identity_of(entry) not in known]
    if new:
        raise ShapesViolatedError(
            Wording("the write breaks {number} constraints; nothing was changed", number=len(new))
            if len(new) > 1
            else "the write breaks a constraint; nothing was changed",
            {"conforms": False, "violations": len(new), "results": new[:_SHOWN]},
        )


def known_results(report: bytes) -> frozenset[Identity]:
    """Return what tells apart the results in the bytes of ``validation/report.json``."""
    return frozenset(map(identity_of, json.loads(report).get("results", ())))


def identity_of(entry: Mapping[str, Any]) -> Identity:
    """Return what tells a result apart that is given as JSON."""
    return tuple(entry.get(key) for key in ("severity", "focus", "path", "value", "shape", "component"))
