"""The catalogue as RDF: each query a ``sh:SPARQLExecutable``, as editors and agents read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.catalogue.query import Query
from practicegraph.terms import BASE, PREFIXES, node, prefixes, resource


def description(queries: Iterable[Query], base: str = BASE) -> Iterator[Triple]:
    """Yield the triples that describe ``queries`` and their prefixes (SHACL, section 5; SPARQL examples practice)."""
    yield from prefix_declarations(base)
    for query in queries:
        subject = resource("query", query.name, base)
        yield Triple(subject, node("rdf:type"), node("sh:SPARQLExecutable"))
        yield Triple(
            subject,
            node("rdf:type"),
            NamedNode(f"{PREFIXES['sh']}SPARQL{query.form.name.capitalize()}Executable"),
        )
        yield Triple(subject, NamedNode(f"{PREFIXES['sh']}{query.form.value}"), Literal(query.text))
        yield Triple(subject, node("sh:prefixes"), NamedNode(f"{base}dataset"))
        yield Triple(subject, node("dct:identifier"), Literal(query.name))
        for tag, text in query.titles.items():
            yield Triple(subject, node("rdfs:label"), Literal(text, language=tag))
        for tag, text in query.descriptions.items():
            yield Triple(subject, node("rdfs:comment"), Literal(text, language=tag))
        for tag in query.tags:
            yield Triple(subject, node("schema:keywords"), Literal(tag))


def prefix_declarations(base: str = BASE) -> Iterator[Triple]:
    """Yield the prefixes that the data set is asked with (SHACL, section 5.2.1), as editors read them."""
    dataset = NamedNode(f"{base}dataset")
    for prefix, namespace in prefixes(base).items():
        declaration = NamedNode(f"{dataset.value}/prefix/{prefix}")
        yield Triple(dataset, node("sh:declare"), declaration)
        yield Triple(declaration, node("rdf:type"), node("sh:PrefixDeclaration"))
        yield Triple(declaration, node("sh:prefix"), Literal(prefix))
        yield Triple(declaration, node("sh:namespace"), Literal(namespace, datatype=node("xsd:anyURI")))
