"""SPARQL constraints: each query runs for many focus nodes at once, on the triples that it needs for them.

Only the queries of shapes that an administrator installs are run in this process, never a visitor's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Store, Variable

from practicegraph.terms import PREFIXES
from practicegraph.validation.constraints import Finding, Rule
from practicegraph.validation.paths import Term
from practicegraph.validation.patterns import UnsupportedShapesError, plan
from practicegraph.validation.triple_index import Numbers, TripleIndex
from practicegraph.validation.walks import Walk, walk

_AT_ONCE: Final = 500
"""Focus nodes of one query: enough to make its parsing cheap, few enough to hold what they need."""
_AT_ONCE_WITH_PATHS: Final = 8
"""The same for queries with ``*``, ``+`` or ``?``, which the engine evaluates over all that it is given."""
_UNSUPPORTED: Final = re.compile(r"[$?](?:PATH|shapesGraph|currentShape)\b|\b(?i:MINUS|VALUES|SERVICE)\b")
"""Variables that are not bound here, and what the W3C does not allow beside variables bound before."""
_IRI: Final = re.compile(r"<[^<>\s]*>")
_UNWRITABLE: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
"""What no IRI has in a query; a lenient parser may let it pass into data."""
_TEXTS: Final = frozenset({f"{PREFIXES['xsd']}string", f"{PREFIXES['rdf']}langString"})
_DEFAULT: Final = {prefix: PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl")}
"""Prefixes that every constraint may use undeclared, as with pyshacl."""


class SparqlConstraint:
    """The query of an ``sh:sparql`` over an index; :class:`UnsupportedShapesError` for what it cannot run."""

    def __init__(self, rule: Rule, text: str, prefixes: Mapping[str, str], index: TripleIndex) -> None:
        unsupported = _UNSUPPORTED.search(_IRI.sub("", text))
        if unsupported:
            raise UnsupportedShapesError(f"{unsupported[0]} is not supported in sh:sparql", source="shapes")
        self._prefixes = _DEFAULT | dict(prefixes)
        planned = plan(text, frozenset(self._prefixes.items()))
        self._head, _, self._tail = text.partition("{")
        if "#" in _IRI.sub("", self._head) or "failure" in planned.variables:
            raise UnsupportedShapesError(
                "?failure or a comment before WHERE is not supported", source="shapes"
            )
        self.reads = planned.reads
        self._rule = rule
        self._index = index
        self._variables = planned.variables
        at_once = _AT_ONCE_WITH_PATHS if planned.has_paths else _AT_ONCE
        self._at_once = at_once if "this" in planned.variables else 1
        number = index.terms.number
        self._ways: list[tuple[Walk, int | None, bool]] = [
            (
                walk(read.prefix, index),
                None if read.predicate is None else number(read.predicate),
                read.is_forward,
            )
            for read in planned.reads
        ]

    def find(self, focus: Collection[int]) -> dict[int, list[Finding]]:
        """Return what the query finds for focus nodes, those at which it finds something."""
        terms = self._index.terms
        found: dict[int, list[Finding]] = {}
        named = [each for each in focus if _can_be_written(terms[each])]
        for start in range(0, len(named), self._at_once):
            self._find(named[start : start + self._at_once], found)
        for each in focus:
            if not _can_be_written(terms[each]):
                self._find([each], found)
        return found

    def _find(self, focus: Sequence[int], found: dict[int, list[Finding]]) -> None:
        triples = self._needed(focus)
        terms, store = self._index.terms, Store()
        store.extend(
            Quad(terms[subject], terms[predicate], terms[value])  # type: ignore[arg-type]
            for subject, predicate, value in triples
        )
        rows = set()
        for solution in self._solutions(store, [terms[each] for each in focus]):
            row = tuple(solution[variable] for variable in self._variables)
            if row not in rows:
                rows.add(row)
                self._add(dict(zip(self._variables, row, strict=True)), focus, found)

    def _needed(self, focus: Collection[int]) -> set[Numbers]:
        """Return the triples that the query may look at for focus nodes."""
        index = self._index
        needed: set[Numbers] = set()
        for way, predicate, is_forward in self._ways:
            for end in {end for start in focus for end in way(start)}:
                if predicate is None:
                    needed.update(index.triples(end))
                elif is_forward:
                    needed.update((end, predicate, value) for value in index.values(end, predicate))
                else:
                    needed.update((bearer, predicate, end) for bearer in index.bearers(predicate, end))
        return needed

    def _solutions(self, store: Store, focus: Sequence[Term]) -> Iterator[QuerySolution]:
        """Yield the solutions for focus nodes; one that a query cannot name comes alone."""
        if not _can_be_written(focus[0]):
            text, substitutions = f"{self._head}{{{self._tail}", {Variable("this"): focus[0]}
        else:
            values = " ".join(map(str, focus))
            text, substitutions = f"{self._head}{{ VALUES $this {{ {values} }} {self._tail}", {}
        found = store.query(text, prefixes=self._prefixes, substitutions=dict(substitutions))
        yield from cast("QuerySolutions", found)

    def _add(
        self, row: Mapping[str, Term | None], asked: Sequence[int], found: dict[int, list[Finding]]
    ) -> None:
        number = self._index.terms.number
        this, path, value = (row.get(name) for name in ("this", "path", "value"))
        focus = asked[0] if this is None or len(asked) == 1 else number(this)
        predicate = number(path) if isinstance(path, NamedNode) else None
        findings = found.setdefault(focus, [])
        if value is None:
            findings.append((self._rule, focus, predicate, None if self._rule.path else focus))
            return
        for each in self._as_written(value, focus, predicate):
            findings.append((self._rule, focus, predicate, number(each)))

    def _as_written(self, value: Term, focus: int, predicate: int | None) -> Collection[Term]:
        """Return a literal as the data have it: the query's engine writes numbers and dates in one way.

        Where a focus node has it in several ways and the row has no path that tells them apart, they are all returned.
        """
        if not isinstance(value, Literal) or value.datatype.value in _TEXTS:
            return (value,)
        terms = self._index.terms
        own = () if predicate is None else self._index.values(focus, predicate)
        for numbers in (own, {each for _, _, each in self._needed([focus])}):
            literals = (terms[each] for each in numbers if each in terms.literals)
            same = {each for each in literals if isinstance(each, Literal) and _stored(each) == value}
            if same:
                return sorted(same, key=str)
        return (value,)


def _can_be_written(term: Term) -> bool:
    """Tell whether a query can name a term and gives it back as it is.

    It cannot name a blank node, nor an IRI that would end before its end, and it writes numbers and dates in its own way.
    """
    if isinstance(term, NamedNode):
        return _UNWRITABLE.search(term.value) is None
    return isinstance(term, Literal) and term.datatype.value in _TEXTS


def _stored(literal: Literal) -> Term:
    """Return a literal as a store gives it back."""
    store = Store()
    node = NamedNode("urn:stored")
    store.add(Quad(node, node, literal))
    found: Term = next(iter(store)).object
    return found
