"""What shapes are compiled to: checks over an index, and what they read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from practicegraph.terms import node
from practicegraph.validation.constraints import Check, Finding
from practicegraph.validation.paths import PropertyPath, Term
from practicegraph.validation.patterns import UnsupportedShapesError
from practicegraph.validation.sparql_constraint import SparqlConstraint
from practicegraph.validation.walks import Read, Walk

TYPE: Final = node("rdf:type")


def refused(what: str) -> UnsupportedShapesError:
    """Return the error of a shape that asks for what is not known here."""
    return UnsupportedShapesError(f"{what} is not supported by the compiled engine", source="shapes")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape.

    ``reads`` are told from the focus. ``is_lasting`` says that the finding on a value never changes,
    ``is_bare`` that there may be a finding where there are no values.
    """

    check: Check
    reads: tuple[Read, ...] = ()
    is_lasting: bool = False
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class CompiledShape:
    """A shape as functions: to its values, and over them."""

    term: Term
    path: PropertyPath | None = None
    way: Walk | None = None
    checks: tuple[Check, ...] = ()
    bare_checks: tuple[Check, ...] = ()
    queries: tuple[SparqlConstraint, ...] = ()
    reads: frozenset[Read] = frozenset()
    is_lasting: bool = False

    def look(self, focus: int, found: list[Finding]) -> None:
        """Add what the constraints but the SPARQL ones find at a focus node."""
        values: Collection[int] = (focus,) if self.way is None else self.way(focus)
        for check in self.checks if values else self.bare_checks:
            check(focus, values, found)

    def find(self, focus: int, found: list[Finding]) -> None:
        """Add all that is found at a focus node."""
        self.look(focus, found)
        for query in self.queries:
            found += query.find((focus,)).get(focus, ())

    def conforms(self, focus: int) -> bool:
        """Tell whether nothing is found at a focus node."""
        found: list[Finding] = []
        self.find(focus, found)
        return not found
