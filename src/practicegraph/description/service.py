"""The endpoint's description of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS
from practicegraph.engine.label import LABEL
from practicegraph.terms import node

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}

LABEL_COMMENT: Final = (
    'The name of a thing in the reader\'s language: label(?thing), or label(?thing, "sv, fr") in the first of these '
    "languages that it has one in; then English, then any, then the end of its IRI."
)
"""What the function ``pg:label`` gives, in English."""


def service_description(endpoint: str, graphs: Iterable[tuple[str, int]]) -> list[Triple]:
    """Describe the service at ``endpoint`` whose named graphs are given as (IRI, number of triples)."""
    service = BlankNode("service")
    dataset = BlankNode("dataset")
    default = BlankNode("default")
    triples = [
        Triple(service, node("rdf:type"), _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(endpoint)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("EmptyGraphs")),
        *_functions(service),
        Triple(service, _sd("defaultEntailmentRegime"), NamedNode("http://www.w3.org/ns/entailment/Simple")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, node("rdf:type"), _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, node("rdf:type"), _sd("Graph")),
        *(
            Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + _FORMAT_NAMES[form.name]))
            for form in (*RESULT_FORMATS, *GRAPH_FORMATS)
        ),
    ]
    for index, (iri, size) in enumerate(graphs):
        named, graph = BlankNode(f"named{index}"), BlankNode(f"graph{index}")
        triples += [
            Triple(dataset, _sd("namedGraph"), named),
            Triple(named, node("rdf:type"), _sd("NamedGraph")),
            Triple(named, _sd("name"), NamedNode(iri)),
            Triple(named, _sd("graph"), graph),
            Triple(graph, node("rdf:type"), _sd("Graph")),
            Triple(graph, node("void:triples"), Literal(size)),
        ]
    return triples


def _functions(service: BlankNode) -> list[Triple]:
    function = NamedNode(LABEL)
    return [
        Triple(service, _sd("extensionFunction"), function),
        Triple(function, node("rdf:type"), _sd("Function")),
        Triple(function, node("rdfs:label"), Literal("label", language="en")),
        Triple(function, node("rdfs:comment"), Literal(LABEL_COMMENT, language="en")),
    ]


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
