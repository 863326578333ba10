"""Validation with pyshacl, the reference engine: triples and shapes in, a report out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.namespace import SH

from practicegraph.errors import InvalidDataError
from practicegraph.terms import PREFIXES, node
from practicegraph.validation.conversion import from_rdflib, to_rdflib
from practicegraph.validation.paths import PropertyPath, Term, compact, read_path
from practicegraph.validation.preparation import prepared
from practicegraph.validation.report import Report, Result
from practicegraph.validation.shapes import Shapes, indexed

MAIL_ADDRESS: Final = re.compile(r"[^ @/]+@[A-Za-z0-9-]+[.][A-Za-z0-9-]+")
"""An e-mail address in a value: a report never quotes it, for reports are served."""

_SCHEMA: Final = frozenset(
    {node("rdf:type"), node("rdfs:subClassOf"), NamedNode(f"{PREFIXES['sdgo']}isTargetOf")}
)
_PLACEHOLDER: Final = re.compile(r"\{[?$](this|value|path)\}")


def schema(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return what shapes on data ask of the ontology and the vocabularies: classes and their hierarchy."""
    return tuple(triple for triple in triples if triple.predicate in _SCHEMA)


def validate(
    data: Iterable[Triple],
    shapes: Shapes,
    *,
    focus: Collection[NamedNode] | None = None,
    background: Iterable[Triple] = (),
) -> Report:
    """Return what ``shapes`` find in ``data``.

    ``background`` (the ontology, the vocabularies) is known to the shapes but not validated itself; its
    :func:`schema` is enough for shapes on data. ``focus`` restricts the things that are validated.
    Raises :class:`InvalidDataError` for shapes that the engine cannot run and for triple terms.
    """
    own, behind = tuple(data), tuple(background)
    known = (*own, *behind)
    chosen: Collection[Term] | None = focus
    if focus is None and behind:
        chosen = _things(own, behind)
    aimed = shapes if chosen is None else shapes.aimed_at(frozenset(chosen), known)
    return _report(_run(known, aimed), shapes)


def _things(data: Iterable[Triple], background: Iterable[Triple]) -> set[Term]:
    """Return what the data speaks of: its subjects, and its objects that the background does not describe."""
    data = tuple(data)
    described = {triple.subject for triple in background}
    return {triple.subject for triple in data} | {
        triple.object for triple in data if triple.object not in described
    }


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
    results = [_result(found, index, shapes) for found in nodes]
    return Report(tuple(sorted(results, key=lambda result: result.order)))


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
    shown_value = _masked(value("value"))
    known = {"this": focus, "value": shown_value, "path": path}
    return Result(
        focus=focus,
        path=path,
        value=shown_value,
        severity=severity if isinstance(severity, NamedNode) else node("sh:Violation"),
        shape=shape,
        component=component if isinstance(component, NamedNode) else node("sh:SPARQLConstraintComponent"),
        messages=tuple(sorted((language, _filled(text, known)) for language, text in messages.items())),
    )


def _own_words(terms: Iterable[Term]) -> Mapping[str, str]:
    """Return the engine's messages, for a shape that has none."""
    literals = sorted((term for term in terms if isinstance(term, Literal)), key=str)
    return {
        literal.language or "": literal.value
        for literal in literals
        if not MAIL_ADDRESS.search(literal.value)
    }


def _filled(text: str, known: Mapping[str, Term | PropertyPath | None]) -> str:
    """Return a message with ``{?value}``, ``{$this}`` and ``{?path}`` replaced by what they are."""

    def name(match: re.Match[str]) -> str:
        term = known[match[1]]
        return match[0] if term is None else shown(term)

    return _PLACEHOLDER.sub(name, text)


def shown(term: Term | PropertyPath) -> str:
    """Return a term as a reader sees it: a compact IRI, a literal's text, a path in SPARQL's syntax."""
    if isinstance(term, NamedNode):
        return compact(term)
    return term.value if isinstance(term, Literal) else str(term)


def _masked(term: Term | None) -> Term | None:
    """Return a value, its characters hidden if it holds an e-mail address."""
    if isinstance(term, Literal) and MAIL_ADDRESS.search(term.value):
        return Literal("•" * len(term.value))
    return term


def _resource(term: rdflib.term.Node) -> NamedNode | BlankNode:
    resource = from_rdflib(term)
    if isinstance(resource, NamedNode | BlankNode):
        return resource
    raise InvalidDataError(f"{term!r} is the subject of a triple", source="shapes")
