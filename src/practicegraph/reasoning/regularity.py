"""Two conditions that OWL 2 DL sets on property chains: which properties are simple, which chains regular."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, BNode, Graph
from rdflib.collection import Collection
from rdflib.term import Node

_Edges = dict[Node, set[Node]]


def non_simple_properties(ontology: Graph) -> frozenset[Node]:
    """Return the properties that a chain or a transitive property implies, inverses included."""
    compound = {
        *ontology.subjects(OWL.propertyChainAxiom),
        *ontology.subjects(RDF.type, OWL.TransitiveProperty),
    }
    edges = _implications(ontology)
    reached: set[Node] = set()
    for node in compound:
        reached |= {node} | _reachable(edges, node)
    return frozenset(reached)


def irregular_chains(ontology: Graph) -> tuple[Node, ...]:
    """Return the properties with a chain whose members depend, through other axioms, on the property itself.

    A property may open or close its own chain (``locatedIn within -> locatedIn``) and may be
    transitive by a chain of itself; every other member has to come before it in some strict order.
    """
    edges = _implications(ontology)
    strict = [(member, name) for name, chain in _chains(ontology) for member in _members_below(name, chain)]
    for member, name in strict:
        edges.setdefault(member, set()).add(name)
    return tuple(
        sorted({name for member, name in strict if member in _reachable(edges, name) | {name}}, key=str)
    )


def _chains(ontology: Graph) -> Iterator[tuple[Node, list[Node]]]:
    for name, chain in ontology.subject_objects(OWL.propertyChainAxiom):
        yield name, [_named(ontology, member) for member in Collection(ontology, chain)]


def _members_below(name: Node, chain: list[Node]) -> list[Node]:
    """Return the members that have to be smaller than ``name``."""
    if chain == [name, name]:
        return []
    if chain[:1] == [name]:
        return chain[1:]
    return chain[:-1] if chain[-1:] == [name] else chain


def _named(ontology: Graph, node: Node) -> Node:
    """Return the property of which a blank node is the inverse, else the node."""
    inverse = ontology.value(node, OWL.inverseOf) if isinstance(node, BNode) else None
    return node if inverse is None else inverse


def _implications(ontology: Graph) -> _Edges:
    edges: _Edges = {}
    for lower, upper in ontology.subject_objects(RDFS.subPropertyOf):
        edges.setdefault(_named(ontology, lower), set()).add(_named(ontology, upper))
    for axiom in (OWL.equivalentProperty, OWL.inverseOf):
        for left, right in ontology.subject_objects(axiom):
            edges.setdefault(left, set()).add(right)
            edges.setdefault(right, set()).add(left)
    return edges


def _reachable(edges: _Edges, start: Node) -> set[Node]:
    seen: set[Node] = set()
    waiting = [start]
    while waiting:
        new = edges.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen
