"""What validation found: frozen results in a fixed order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from practicegraph.terms import node
from practicegraph.validation.paths import PropertyPath, Term

VIOLATION: Final = node("sh:Violation")
WARNING: Final = node("sh:Warning")
INFO: Final = node("sh:Info")
SEVERITIES: Final = (VIOLATION, WARNING, INFO)
"""Severities from the worst: the graph would mislead; it is incomplete; it could be richer."""

_FEW: Final = 100
"""Results that are put in their places one by one."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found: where (focus, path, value), how bad, by which shape, and what to tell the reader.

    ``messages`` holds pairs of language and text, sorted, values filled in; the language is ``""`` for
    a message without one.
    """

    focus: Term
    path: PropertyPath | None
    value: Term | None
    severity: NamedNode
    shape: NamedNode | BlankNode
    component: NamedNode
    messages: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> Mapping[str, str]:
        """The messages by language."""
        return dict(self.messages)

    @property
    def key(self) -> tuple[object, ...]:
        """:attr:`order` and, where that is the same, the messages: equal only for equal results."""
        return (*self.order, self.messages)

    @property
    def order(self) -> tuple[int, str, str, str, str, str, str]:
        """The sort key of a report: the worst first, then by focus, path, value and shape."""
        rank = SEVERITIES.index(self.severity) if self.severity in SEVERITIES else len(SEVERITIES)
        value = "" if self.value is None else str(self.value)
        return (
            rank,
            str(self.severity),
            str(self.focus),
            "" if self.path is None else str(self.path),
            value,
            str(self.shape),
            str(self.component),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one validation, sorted by :attr:`Result.key`."""

    results: tuple[Result, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether the data may be published: there is no violation; warnings and infos are allowed."""
        return all(result.severity in {WARNING, INFO} for result in self.results)

    def of(self, severity: NamedNode) -> tuple[Result, ...]:
        """Return the results of one severity."""
        return tuple(result for result in self.results if result.severity == severity)

    @property
    def severities(self) -> tuple[NamedNode, ...]:
        """The three severities, then any other that a foreign shape declares."""
        others = {result.severity for result in self.results} - set(SEVERITIES)
        return (*SEVERITIES, *sorted(others, key=str))


@dataclass(frozen=True, slots=True)
class ReportChange:
    """What an edit did to a report: the results that came, and those that went; each sorted."""

    added: tuple[Result, ...] = ()
    removed: tuple[Result, ...] = ()

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that came and that no release may have."""
        return tuple(result for result in self.added if result.severity not in {WARNING, INFO})


def report_of(results: Iterable[Result]) -> Report:
    """Return the report of results in any order."""
    return Report(tuple(sorted(results, key=lambda result: result.key)))


class SortedResults:
    """The results of a report that changes."""

    def __init__(self) -> None:
        self._keys: list[tuple[object, ...]] = []
        self._results: list[Result] = []

    def report(self) -> Report:
        """Return the report as it is now."""
        return Report(tuple(self._results))

    def change(self, added: Iterable[Result], removed: Iterable[Result]) -> ReportChange:
        """Put results in and take others out, which are there."""
        change = ReportChange(report_of(added).results, report_of(removed).results)
        for result in change.removed:
            at = bisect_left(self._keys, result.key)
            del self._keys[at], self._results[at]
        if len(change.added) > _FEW:
            self._results = list(report_of([*self._results, *change.added]).results)
            self._keys = [result.key for result in self._results]
            return change
        for result in change.added:
            at = bisect_left(self._keys, result.key)
            self._keys.insert(at, result.key)
            self._results.insert(at, result)
        return change
