"""Every axiom that implies statements earns its place: with it a conclusion follows, without it none does.

Closed by owlrl, an implementation of the OWL 2 RL rules that the project's own inference does not use.
"""

from __future__ import annotations

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from practicegraph.terms import PG, PREFIXES

X = "http://example.org/"

# Axiom (as `lower < upper`, `property ~ inverse`, `first o second < property`, `+ property` for transitive),
# what is stated, what has to follow.
ROWS = [
    row.split(" | ")
    for row in """
pg:targetGroup < pg:serves | a pg:targetGroup b | a pg:serves b
pg:beneficiary < pg:serves | a pg:beneficiary b | a pg:serves b
pg:hasActivity < pg:hasElement | a pg:hasActivity b | b pg:elementOf a
pg:hasChallenge < pg:hasElement | a pg:hasChallenge b | b pg:elementOf a
pg:hasResult < pg:hasElement | a pg:hasResult b | b pg:elementOf a
pg:hasImpact < pg:hasResult | a pg:hasImpact b | a pg:hasResult b
pg:hasReplicability < pg:hasElement | a pg:hasReplicability b | b pg:elementOf a
pg:hasEvaluation < pg:hasElement | a pg:hasEvaluation b | b pg:elementOf a
pg:hasCount < pg:hasElement | a pg:hasCount b | b pg:elementOf a
pg:hasServiceContact < pg:hasElement | a pg:hasServiceContact b | b pg:elementOf a
pg:hasParticipation < pg:hasElement | a pg:hasParticipation b | b pg:elementOf a
pg:hasFunding < pg:hasElement | a pg:hasFunding b | b pg:elementOf a
pg:hasBudget < pg:hasElement | a pg:hasBudget b | b pg:elementOf a
pg:hasSdgLink < pg:hasElement | a pg:hasSdgLink b | b pg:elementOf a
pg:hasConflict < pg:hasElement | a pg:hasConflict b | b pg:elementOf a
pg:implementedBy < pg:involves | a pg:implementedBy b | b pg:involvedIn a
pg:ledBy < pg:involves | a pg:ledBy b | b pg:involvedIn a
pg:partneredBy < pg:involves | a pg:partneredBy b | b pg:involvedIn a
pg:fundedBy < pg:involves | a pg:fundedBy b | b pg:involvedIn a
pg:managedBy < pg:involves | a pg:managedBy b | b pg:involvedIn a
pg:evaluatedBy < pg:involves | a pg:evaluatedBy b | b pg:involvedIn a
pg:statedSdg < pg:relatedSdg | a pg:statedSdg b | a pg:relatedSdg b
pg:statedSdg < pg:contributesTo | a pg:statedSdg b | a pg:contributesTo b
pg:suggestedSdg < pg:relatedSdg | a pg:suggestedSdg b | a pg:relatedSdg b
pg:country < pg:locatedIn | a pg:country b | a pg:locatedIn b
pg:place < pg:locatedIn | a pg:place b | a pg:locatedIn b
pg:describedIn ~ pg:describes | a pg:describes b | b pg:describedIn a
pg:inCollection ~ pg:includes | a pg:includes b | b pg:inCollection a
pg:hasElement ~ pg:elementOf | a pg:hasElement b | b pg:elementOf a
pg:involves ~ pg:involvedIn | a pg:involvedIn b | b pg:involves a
sdgo:isTargetOf ~ sdgo:hasTarget | a pg:statedSdg b, c sdgo:hasTarget b | a pg:contributesTo c
pg:hasParticipation o pg:actor < pg:involves | a pg:hasParticipation b, b pg:actor c | c pg:involvedIn a
pg:hasEvaluation o pg:evaluator < pg:evaluatedBy | a pg:hasEvaluation b, b pg:evaluator c | a pg:involves c
pg:hasFunding o pg:programme < pg:fundedUnder | a pg:hasFunding b, b pg:programme c | a pg:fundedUnder c
pg:statedSdg o sdgo:isTargetOf < pg:statedSdg | a pg:statedSdg b, b sdgo:isTargetOf c | a pg:contributesTo c
pg:suggestedSdg o sdgo:isTargetOf < pg:suggestedSdg | a pg:suggestedSdg b, b sdgo:isTargetOf c | a pg:relatedSdg c
pg:locatedIn o pg:within < pg:locatedIn | a pg:place b, b pg:within c | a pg:locatedIn c
pg:locatedIn o pg:country < pg:locatedIn | a pg:place b, b pg:country c | a pg:locatedIn c
+ pg:within | a pg:within b, b pg:within c | a pg:within c
""".strip().splitlines()
]

NOT_IMPLIED = [
    ("a suggestion is no contribution", "a pg:suggestedSdg b", "a pg:contributesTo b"),
    (
        "a suggested target suggests its goal, no more",
        "a pg:suggestedSdg b, b sdgo:isTargetOf c",
        "a pg:contributesTo c",
    ),
    ("a reporter is not involved", "a pg:describedIn b, b pg:reportedBy c", "a pg:involves c"),
    ("a payer is not made a funder", "a pg:hasFunding b, b pg:payer c", "a pg:fundedBy c"),
    ("a place in doubt places nothing", "a pg:place b, b pg:probableMatch c", "a pg:locatedIn c"),
    (
        "the country of a place is not stated of the practice",
        "a pg:place b, b pg:country c",
        "a pg:country c",
    ),
    ("a beneficiary is no target group", "a pg:beneficiary b", "a pg:targetGroup b"),
    ("a funder's other work is not related", "a pg:fundedBy b, c pg:fundedBy b", "a pg:involves c"),
]

TYPED = [
    ("b pg:actor c", "b", "pg:Element"),
    ("a pg:hasImpact b", "b", "pg:Result"),
    ("a pg:hasSdgLink b", "a", "pg:Undertaking"),
    ("a pg:evaluatedBy b", "b", "org:Organization"),
    ("a pg:describes b", "a", "foaf:Document"),
    ("a pg:inCollection b", "b", "dcat:Catalog"),
    ("a pg:country b", "b", "pg:Place"),
    ("a pg:theme b", "b", "skos:Concept"),
]


def iri(name: str) -> URIRef:
    prefix, _, local = name.rpartition(":")
    return URIRef(PREFIXES[prefix] + local) if prefix else URIRef(X + local)


def statements(text: str) -> list[tuple[Node, ...]]:
    return [tuple(iri(name) for name in statement.split()) for statement in text.split(", ")]


def property_axioms(ontology: Graph) -> Graph:
    """Return the axioms that imply statements between things, without those on classes and without texts."""
    axioms = Graph()
    for predicate in (RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyChainAxiom, RDF.first, RDF.rest):
        axioms += ontology.triples((None, predicate, None))
    axioms += ontology.triples((None, RDF.type, OWL.TransitiveProperty))
    return axioms


def axiom_triple(ontology: Graph, text: str) -> tuple[Node, Node, Node]:
    """Return the triple of the ontology that states an axiom of the table."""
    if text.startswith("+ "):
        return iri(text[2:]), RDF.type, OWL.TransitiveProperty
    if " ~ " in text:
        left, right = text.split(" ~ ")
        return (iri(left), OWL.inverseOf, iri(right))
    lower, upper = text.split(" < ")
    if " o " not in lower:
        return iri(lower), RDFS.subPropertyOf, iri(upper)
    wanted = [iri(name) for name in lower.split(" o ")]
    for chain in ontology.objects(iri(upper), OWL.propertyChainAxiom):
        if list(Collection(ontology, chain)) == wanted:
            return iri(upper), OWL.propertyChainAxiom, chain
    raise LookupError(text)


def closed(axioms: Graph, stated: str) -> Graph:
    graph = Graph() + axioms
    for triple in statements(stated):
        graph.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


@pytest.mark.parametrize(("axiom", "stated", "follows"), ROWS, ids=[row[0] for row in ROWS])
def test_axiom_earns_its_conclusion(ontology: Graph, axiom: str, stated: str, follows: str) -> None:
    axioms = property_axioms(ontology)
    (conclusion,) = statements(follows)
    triple = axiom_triple(ontology, axiom)
    assert triple in axioms
    assert conclusion in closed(axioms, stated)
    axioms.remove(triple)
    assert conclusion not in closed(axioms, stated)


def test_no_axiom_is_missing_from_the_table(ontology: Graph) -> None:
    table = {axiom_triple(ontology, axiom) for axiom, _, _ in ROWS}
    in_ontology = {
        triple
        for triple in property_axioms(ontology)
        if triple[1] not in (RDF.first, RDF.rest) and triple[2] != RDF.nil
    }
    assert in_ontology == table


@pytest.mark.parametrize(
    ("stated", "follows"), [row[1:] for row in NOT_IMPLIED], ids=[row[0] for row in NOT_IMPLIED]
)
def test_what_would_be_false_does_not_follow(ontology: Graph, stated: str, follows: str) -> None:
    (conclusion,) = statements(follows)
    assert conclusion not in closed(property_axioms(ontology), stated)


def test_bounds_give_types(ontology: Graph) -> None:
    axioms = property_axioms(ontology)
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf):
        axioms += ontology.triples((None, predicate, None))
    for number, (stated, _, _) in enumerate(TYPED):
        for subject, predicate, value in statements(stated):
            axioms.add((URIRef(f"{subject}{number}"), predicate, URIRef(f"{value}{number}")))
    DeductiveClosure(OWLRL_Semantics).expand(axioms)
    for number, (_, thing, expected) in enumerate(TYPED):
        assert (URIRef(f"{X}{thing}{number}"), RDF.type, iri(expected)) in axioms


def test_names_of_the_table_are_terms(ontology: Graph) -> None:
    names = {name for row in ROWS for part in row[1:] for statement in statements(part) for name in statement}
    ours = {name for name in names if str(name).startswith(PG)}
    assert ours
    assert all((name, RDF.type, None) in ontology for name in ours)
