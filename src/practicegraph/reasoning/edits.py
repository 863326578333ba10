"""Consistency after an edit: only what the edit touched is looked at, in a graph that was consistent before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from practicegraph.reasoning.consistency import Inconsistency, inconsistencies
from practicegraph.reasoning.incremental import Closure
from practicegraph.reasoning.rules import THING, TYPE
from practicegraph.reasoning.schema import Schema, Term
from practicegraph.terms import node

_FAR_REACHING: Final = (
    (None, node("owl:assertionProperty"), None),
    (None, node("owl:differentFrom"), None),
    (None, TYPE, node("owl:AllDifferent")),
)
"""Data that forbid something of things elsewhere."""


def new_inconsistencies(
    schema: Schema, closure: Closure, things: Iterable[Term]
) -> tuple[Inconsistency, ...]:
    """Return the clashes that an edit brought into a consistent graph.

    ``things`` are those of its :class:`practicegraph.reasoning.incremental.Change`: a clash is about a subject
    of some triple that came with the edit, or about the object of one where a property is asymmetric.
    Where a schema or the data forbid something across things, all that holds is looked at.
    """
    if _reaches_far(schema, closure):
        return inconsistencies(schema, closure)
    near = (triple for thing in things for triple in tuple(closure.matching(thing, None, None)))
    return inconsistencies(schema, near)


def _reaches_far(schema: Schema, closure: Closure) -> bool:
    if any(filler != THING for _, _, filler in schema.maximum_zero):
        return True
    return any(next(closure.matching(*pattern), None) is not None for pattern in _FAR_REACHING)
