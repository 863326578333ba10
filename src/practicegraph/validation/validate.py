"""Validation: triples and shapes in, a report out, by either of two engines.

``compiled`` is ours: quick, and kept from write to write by :class:`practicegraph.validation.validator.Validator`.
``pyshacl`` is the reference, which runs all shapes. Where both run, their reports are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, Literal

from pyoxigraph import NamedNode, Triple

from practicegraph.terms import PREFIXES, node
from practicegraph.validation import reference
from practicegraph.validation.paths import Term
from practicegraph.validation.patterns import UnsupportedShapesError
from practicegraph.validation.report import Report
from practicegraph.validation.shapes import Shapes
from practicegraph.validation.validator import Validator

Engine = Literal["compiled", "pyshacl"]

_SCHEMA: Final = frozenset(
    {node("rdf:type"), node("rdfs:subClassOf"), NamedNode(f"{PREFIXES['sdgo']}isTargetOf")}
)


def schema(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return what shapes on data ask of the ontology and the vocabularies: classes and their hierarchy."""
    return tuple(triple for triple in triples if triple.predicate in _SCHEMA)


def validate(
    data: Iterable[Triple],
    shapes: Shapes,
    *,
    focus: Collection[NamedNode] | None = None,
    background: Iterable[Triple] = (),
    engine: Engine = "compiled",
) -> Report:
    """Return what ``shapes`` find in ``data``.

    ``background`` (the ontology, the vocabularies) is known to the shapes but not validated itself; its
    :func:`schema` is enough for shapes on data. ``focus`` restricts the things that are validated. Shapes
    that the compiled engine does not know are run by pyshacl. Raises
    :class:`practicegraph.errors.InvalidDataError` for shapes that no engine can run and for triple terms.
    """
    behind = tuple(background)
    if engine == "compiled" and focus is None:
        # What comes is not kept: it may be far more than its numbers.
        try:
            validator = Validator(shapes, behind)
        except UnsupportedShapesError:
            pass
        else:
            validator.load(data)
            return validator.report
    own = tuple(data)
    if engine == "compiled" and focus is not None:
        try:
            return _focused(own, shapes, focus, behind)
        except UnsupportedShapesError:
            pass
    known = (*own, *behind)
    chosen: Collection[Term] | None = focus
    if focus is None and behind:
        chosen = _things(own, behind)
    aimed = shapes if chosen is None else shapes.aimed_at(frozenset(chosen), known)
    return reference.report(known, aimed)


def _focused(
    data: Collection[Triple],
    shapes: Shapes,
    focus: Collection[NamedNode],
    background: Collection[Triple],
) -> Report:
    known = dict.fromkeys((*data, *background))
    validator = Validator(shapes.aimed_at(frozenset(focus), known))
    validator.load(known)
    return validator.report


def _things(data: Iterable[Triple], background: Iterable[Triple]) -> set[Term]:
    """Return what the data speaks of: its subjects, and its objects that the background does not describe."""
    data = tuple(data)
    described = {triple.subject for triple in background}
    return {triple.subject for triple in data} | {
        triple.object for triple in data if triple.object not in described
    }
