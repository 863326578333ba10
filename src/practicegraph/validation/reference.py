"""pyshacl, the reference engine: triples and shapes in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.namespace import SH

from practicegraph.errors import InvalidDataError
from practicegraph.terms import node
from practicegraph.validation.conversion import from_rdflib, to_rdflib
from practicegraph.validation.paths import Term, read_path
from practicegraph.validation.preparation import prepared
from practicegraph.validation.report import Report, Result, report_of
from practicegraph.validation.results import MAIL_ADDRESS, filled, masked
from practicegraph.validation.shapes import Shapes, indexed


def report(data: Iterable[Triple], shapes: Shapes) -> Report:
    """Return what pyshacl finds in data; raise :class:`InvalidDataError` for shapes that it cannot run."""
    return _report(_run(data, shapes), shapes)


def _run(data: Iterable[Triple], shapes: Shapes) -> rdflib.Graph:
    """Run pyshacl; return its report graph."""
    try:
        _, report, text = pyshacl.validate(
            to_rdflib(data),
            shacl_graph=to_rdflib(prepared(shapes)),
            advanced=False,
            js=False,
            inference="none",
            do_owl_imports=False,
            inplace=True,
        )
    except Exception as error:  # pyshacl and rdflib raise bare Exceptions for shapes they cannot run
        raise InvalidDataError(f"the shapes cannot be run: {error}", source="shapes") from error
    if not isinstance(report, rdflib.Graph):
        raise InvalidDataError(f"the shapes cannot be run: {text}", source="shapes")
    return report


def _report(graph: rdflib.Graph, shapes: Shapes) -> Report:
    """Read pyshacl's report graph: its top-level results only."""
    index = indexed(
        Triple(_resource(subject), NamedNode(str(predicate)), from_rdflib(value))
        for subject, predicate, value in graph
    )
    nodes = {from_rdflib(found) for found in graph.objects(predicate=SH.result)}
    return report_of(_result(found, index, shapes) for found in nodes)


def _result(found: Term, index: Any, shapes: Shapes) -> Result:
    def value(name: str) -> Term | None:
        return next(iter(index.get((found, node(f"sh:{name}")), ())), None)

    path_node, shape, focus = value("resultPath"), value("sourceShape"), value("focusNode")
    severity, component = value("resultSeverity"), value("sourceConstraintComponent")
    if not isinstance(shape, NamedNode | BlankNode) or focus is None:
        raise InvalidDataError("the engine's report lacks a source shape or a focus node", source="shapes")
    # A path that is a blank node is the shape's own.
    path = None if path_node is None else read_path(path_node, {**shapes.index, **index})
    constraint = value("sourceConstraint")
    messages = (constraint and shapes.messages(constraint)) or shapes.messages(shape)
    if not messages:
        messages = _own_words(index.get((found, node("sh:resultMessage")), ()))
    quoted = value("value")
    shown_value = None if quoted is None else masked(quoted)
    return Result(
        focus=focus,
        path=path,
        value=shown_value,
        severity=severity if isinstance(severity, NamedNode) else node("sh:Violation"),
        shape=shape,
        component=component if isinstance(component, NamedNode) else node("sh:SPARQLConstraintComponent"),
        messages=filled(messages.items(), focus, shown_value, path),
    )


def _own_words(terms: Iterable[Term]) -> Mapping[str, str]:
    """Return the engine's messages, for a shape that has none."""
    literals = sorted((term for term in terms if isinstance(term, Literal)), key=str)
    return {
        literal.language or "": literal.value
        for literal in literals
        if not MAIL_ADDRESS.search(literal.value)
    }


def _resource(term: rdflib.term.Node) -> NamedNode | BlankNode:
    resource = from_rdflib(term)
    if isinstance(resource, NamedNode | BlankNode):
        return resource
    raise InvalidDataError(f"{term!r} is the subject of a triple", source="shapes")
