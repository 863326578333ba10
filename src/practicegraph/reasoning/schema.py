"""The schema: what an ontology entails about its own terms, closed once, in a form rules are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Final, cast

import owlrl
import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from practicegraph.terms import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal
"""A term of the schema; blank nodes are class expressions."""
Pairs = frozenset[tuple[Term, Term]]
Triples = frozenset[tuple[Term, Term, Term]]
Lists = frozenset[tuple[Term, tuple[Term, ...]]]

_AXIOM_NAMESPACES: Final = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
_ANNOTATIONS: Final = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        RDFS.seeAlso,
        RDFS.isDefinedBy,
        OWL.versionInfo,
        OWL.versionIRI,
        OWL.imports,
        OWL.deprecated,
    }
)
_TRIVIAL: Final = frozenset(
    {OWL.Thing, OWL.Nothing, RDFS.Resource, RDFS.Class, OWL.Class, OWL.NamedIndividual}
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The axioms of an OWL 2 RL ontology after closure, without reflexive and trivial ones.

    Pairs are (sub, super), (property, class), (property, property); lists are (head, members);
    restrictions are (class expression, property, filler). ``maximum`` holds (class expression, property,
    class or ``owl:Thing``) by cardinality 0 and 1, the only ones OWL 2 RL has.
    """

    subclasses: Pairs = frozenset()
    subproperties: Pairs = frozenset()
    domains: Pairs = frozenset()
    ranges: Pairs = frozenset()
    inverses: Pairs = frozenset()
    disjoint_classes: Pairs = frozenset()
    disjoint_properties: Pairs = frozenset()
    complements: Pairs = frozenset()
    symmetric: frozenset[Term] = frozenset()
    transitive: frozenset[Term] = frozenset()
    functional: frozenset[Term] = frozenset()
    inverse_functional: frozenset[Term] = frozenset()
    asymmetric: frozenset[Term] = frozenset()
    irreflexive: frozenset[Term] = frozenset()
    chains: Lists = frozenset()
    keys: Lists = frozenset()
    intersections: Lists = frozenset()
    unions: Lists = frozenset()
    enumerations: Lists = frozenset()
    some_values: Triples = frozenset()
    all_values: Triples = frozenset()
    has_values: Triples = frozenset()
    maximum_zero: Triples = frozenset()
    maximum_one: Triples = frozenset()

    def __len__(self) -> int:
        """Return the number of axioms."""
        return sum(len(getattr(self, field.name)) for field in fields(self))


def statement(subject: Term, predicate: Term, value: Term) -> ox.Triple:
    """Return the triple of three terms; raise ``TypeError`` where a literal is no object."""
    return ox.Triple(cast("ox.NamedNode | ox.BlankNode", subject), cast("ox.NamedNode", predicate), value)


def close(ontology: Iterable[ox.Triple]) -> Schema:
    """Return the schema of an ontology, closed under the OWL 2 RL rules by owlrl.

    Labels, comments and other annotations are left out before, individuals and noise after.
    """
    graph = Graph()
    for triple in ontology:
        statement = (_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object))
        if _is_axiom(*statement):
            graph.add(statement)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(
        graph
    )
    return _Reader(graph).schema()


def _is_axiom(subject: Node, predicate: Node, value: Node) -> bool:
    """Tell whether a triple states an axiom: one of OWL's own properties, or a type that is OWL's."""
    if predicate in _ANNOTATIONS:
        return False
    if predicate == RDF.type and isinstance(subject, URIRef):
        return str(value).startswith(_AXIOM_NAMESPACES)
    return str(predicate).startswith(_AXIOM_NAMESPACES)


class _Reader:
    """Reads a closed graph into a schema."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def schema(self) -> Schema:
        one, zero = self._maximum(1), self._maximum(0)
        return Schema(
            subclasses=self._pairs(RDFS.subClassOf),
            subproperties=self._pairs(RDFS.subPropertyOf),
            domains=self._pairs(RDFS.domain),
            ranges=self._pairs(RDFS.range),
            inverses=self._pairs(OWL.inverseOf, reflexive=True),
            disjoint_classes=self._pairs(OWL.disjointWith)
            | self._members(OWL.AllDisjointClasses)
            | self._disjoint_unions(),
            disjoint_properties=self._pairs(OWL.propertyDisjointWith)
            | self._members(OWL.AllDisjointProperties),
            complements=self._pairs(OWL.complementOf),
            symmetric=self._instances(OWL.SymmetricProperty),
            transitive=self._instances(OWL.TransitiveProperty),
            functional=self._instances(OWL.FunctionalProperty),
            inverse_functional=self._instances(OWL.InverseFunctionalProperty),
            asymmetric=self._instances(OWL.AsymmetricProperty),
            irreflexive=self._instances(OWL.IrreflexiveProperty),
            chains=self._lists(OWL.propertyChainAxiom),
            keys=self._lists(OWL.hasKey),
            intersections=self._lists(OWL.intersectionOf),
            unions=self._lists(OWL.unionOf),
            enumerations=self._lists(OWL.oneOf),
            some_values=self._restrictions(OWL.someValuesFrom),
            all_values=self._restrictions(OWL.allValuesFrom),
            has_values=self._restrictions(OWL.hasValue),
            maximum_zero=zero,
            maximum_one=one,
        )

    def _pairs(self, predicate: URIRef, *, reflexive: bool = False) -> Pairs:
        return frozenset(
            (_to_oxigraph(subject), _to_oxigraph(value))
            for subject, value in self._graph.subject_objects(predicate)
            if (reflexive or subject != value)
            and not isinstance(subject, Literal)
            and subject not in _TRIVIAL
            and (value not in _TRIVIAL or value == OWL.Nothing)
            and _is_subject_matter(subject)
        )

    def _members(self, kind: URIRef) -> Pairs:
        found = set()
        for axiom in self._graph.subjects(RDF.type, kind):
            for head in self._graph.objects(axiom, OWL.members):
                found |= _pairwise(self._items(head))
        return frozenset(found)

    def _disjoint_unions(self) -> Pairs:
        heads = self._graph.objects(None, OWL.disjointUnionOf)
        return frozenset(pair for head in heads for pair in _pairwise(self._items(head)))

    def _instances(self, kind: URIRef) -> frozenset[Term]:
        return frozenset(
            _to_oxigraph(subject)
            for subject in self._graph.subjects(RDF.type, kind)
            if _is_subject_matter(subject)
        )

    def _lists(self, predicate: URIRef) -> Lists:
        return frozenset(
            (_to_oxigraph(subject), self._items(head))
            for subject, head in self._graph.subject_objects(predicate)
            if not isinstance(subject, Literal)
        )

    def _items(self, head: Node) -> tuple[Term, ...]:
        return tuple(_to_oxigraph(item) for item in Collection(self._graph, head))

    def _restrictions(self, predicate: URIRef) -> Triples:
        return frozenset(
            (_to_oxigraph(subject), _to_oxigraph(on_property), _to_oxigraph(value))
            for subject, value in self._graph.subject_objects(predicate)
            for on_property in self._graph.objects(subject, OWL.onProperty)
        )

    def _maximum(self, cardinality: int) -> Triples:
        return frozenset(self._maximum_of(cardinality))

    def _maximum_of(self, cardinality: int) -> Iterator[tuple[Term, Term, Term]]:
        for predicate in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
            for subject, value in self._graph.subject_objects(predicate):
                if not isinstance(value, Literal) or value.toPython() != cardinality:
                    continue
                filler = self._graph.value(subject, OWL.onClass) or OWL.Thing
                for on_property in self._graph.objects(subject, OWL.onProperty):
                    yield _to_oxigraph(subject), _to_oxigraph(on_property), _to_oxigraph(filler)


def _pairwise(members: tuple[Term, ...]) -> set[tuple[Term, Term]]:
    return {(left, right) for i, left in enumerate(members) for right in members[i + 1 :]}


def _is_subject_matter(node: Node) -> bool:
    """Tell whether a node is about the ontology's subject: not one of RDF's, RDFS's, OWL's own terms."""
    return isinstance(node, BNode) or (
        isinstance(node, URIRef) and not str(node).startswith(_AXIOM_NAMESPACES)
    )


def _to_rdflib(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"an ontology has no terms of type {type(term).__name__}")


def _to_oxigraph(node: Node) -> Term:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    raise TypeError(f"an ontology has no terms of type {type(node).__name__}")
