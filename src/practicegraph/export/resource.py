"""One thing of the graph, with its parts and the labels of what it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Triple

from practicegraph.graph.jsonld import Node, nested, shipped_context
from practicegraph.terms import PREFIXES, graph

_LABELS: Final = f"<{PREFIXES['rdfs']}label>|<{PREFIXES['skos']}prefLabel>"
_UNSTATED: Final = ("inferred", "evidence", "validation")


def description_query(iri: NamedNode, base: str) -> str:
    """Return the CONSTRUCT query of what is stated of ``iri`` and of its parts.

    Parts are the nodes whose IRIs continue that of ``iri``; entailments are left out (they follow from
    the ontology), and things referred to come with type and labels.
    """
    unstated = ", ".join(str(graph(name, base)) for name in _UNSTATED)
    return f"""CONSTRUCT {{ ?s ?p ?o . ?o a ?type ; ?labelled ?label }} WHERE {{
  {{ SELECT DISTINCT ?s {{
    {{ VALUES ?s {{ {iri} }} }}
    UNION {{ {iri} ?has ?s FILTER(STRSTARTS(STR(?s), "{iri.value}/")) }}
  }} }}
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(?g NOT IN ({unstated}))
  OPTIONAL {{
    VALUES ?labelled {{ {_LABELS.replace("|", " ")} }}
    GRAPH ?h {{ ?o a ?type ; ?labelled ?label }}
    FILTER(?h NOT IN ({unstated}))
  }}
}}"""


def tree(iri: NamedNode, triples: Iterable[Triple]) -> Node:
    """Return a resource as nested JSON-LD with our context; ``triples`` as from :func:`description_query`."""
    return nested(iri, triples, shipped_context())
