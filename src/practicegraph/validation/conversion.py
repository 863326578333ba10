"""Terms between pyoxigraph and rdflib, with the lexical form of every literal kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from practicegraph.errors import InvalidDataError
from practicegraph.validation.paths import Term


class PreparedGraph(rdflib.Graph):
    """An rdflib graph that parses the text of a query once.

    pyshacl asks the same text for every focus node; parsing is most of what that costs.
    """

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._prepared: dict[str, Any] = {}

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Any:
        """Run a query as :meth:`rdflib.Graph.query` does."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object)
            query_object = self._prepared[query_object]
        return super().query(query_object, *arguments, **options)


def to_rdflib(triples: Iterable[Triple]) -> PreparedGraph:
    """Return an rdflib graph of the triples; raise :class:`InvalidDataError` for a triple term."""
    graph = PreparedGraph()
    for triple in triples:
        graph.add((to_node(triple.subject), rdflib.URIRef(triple.predicate.value), to_node(triple.object)))
    return graph


def from_rdflib(term: Node) -> Term:
    """Return rdflib's term as pyoxigraph's."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        raise InvalidDataError(f"{term!r} is no RDF term")
    if term.language:
        return Literal(str(term), language=term.language)
    return (
        Literal(str(term)) if term.datatype is None else Literal(str(term), datatype=NamedNode(term.datatype))
    )


def to_node(term: Term) -> Any:
    """Return a term as rdflib's; raise :class:`InvalidDataError` for a triple term."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise InvalidDataError("triple terms cannot be validated; take RDF 1.1 data")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib takes a plain literal and one of xsd:string for different terms.
    datatype = None if term.datatype.value == str(rdflib.XSD.string) else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
