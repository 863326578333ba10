"""One thing of the graph, with its parts and the labels of what it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Triple

from practicegraph.graph.jsonld import Node, nested, shipped_context
from practicegraph.terms import PREFIXES, graph

_NAMING: Final = " ".join(
    f"<{PREFIXES[prefix]}{name}>"
    for prefix, name in (
        ("rdfs", "label"),
        ("skos", "prefLabel"),
        ("skos", "notation"),
        ("pg", "fileName"),
        ("schema", "inLanguage"),
        ("dct", "source"),
    )
)
"""What is told of a thing that is only referred to."""
_UNSTATED: Final = ("inferred", "validation")


def description_query(iri: NamedNode, base: str) -> str:
    """Return the CONSTRUCT query of what is stated of ``iri``, of its parts and its documents.

    Parts are the nodes whose IRIs continue that of ``iri``; entailments are left out (they follow from
    the ontology), and things referred to come with what names them.
    """
    unstated = ", ".join(str(graph(name, base)) for name in _UNSTATED)
    return f"""CONSTRUCT {{ ?s ?p ?o . ?o ?naming ?name }} WHERE {{
  {{ SELECT DISTINCT ?s {{
    {{ VALUES ?s {{ {iri} }} }}
    UNION {{ {iri} ?has ?s FILTER(STRSTARTS(STR(?s), "{iri.value}/")) }}
    UNION {{ {iri} <{PREFIXES["pg"]}describedIn> ?s }}
  }} }}
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(?g NOT IN ({unstated}))
  OPTIONAL {{
    FILTER(?p != <{PREFIXES["rdf"]}type>)
    VALUES ?naming {{ {_NAMING} }}
    GRAPH ?h {{ ?o ?naming ?name }}
    FILTER(?h NOT IN ({unstated}))
  }}
}}"""


def tree(iri: NamedNode, triples: Iterable[Triple]) -> Node:
    """Return a resource as nested JSON-LD with our context; ``triples`` as from :func:`description_query`."""
    return nested(iri, triples, shipped_context())
