"""The check of the OWL 2 RL profile agrees with the W3C's test cases, and our ontology passes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import OWL, RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from practicegraph.reasoning.profile import violations
from practicegraph.terms import BASE

TEST = Namespace("http://www.w3.org/2007/OWL/testOntology#")
CASES = "http://owl.semanticweb.org/id/"
TEXTS = (TEST.rdfXmlPremiseOntology, TEST.rdfXmlConclusionOntology, TEST.rdfXmlNonConclusionOntology)

REFUSED_BY_US = {
    "New-2DFeature-2DReflexiveProperty-2D001": "labelled RL, yet OWL 2 Profiles 4.2 excludes reflexive properties",
    "New-2DFeature-2DObjectPropertyChain-2D001": "its conclusion leaves out the declaration of hasAunt",
    "New-2DFeature-2DObjectPropertyChain-2DBJP-2D003": "its conclusion leaves out the declaration of p",
    "TestCase-3AWebOnt-2DI5.5-2D005": "has no ontology header, as OWL 1 allowed",
}
"""Cases labelled RL that are refused, each for one stated reason."""

FUNCTIONAL_SYNTAX = 17
"""Cases labelled as not RL whose only text is in functional syntax, which is not read here."""


@pytest.fixture(scope="module")
def suite(shared: Path) -> Graph:
    return Graph().parse(shared / "conformance" / "owl" / "all.rdf")


def name(case: Node) -> str:
    return str(case).removeprefix(CASES)


def denied(suite: Graph) -> set[Node]:
    """Return the cases that the suite says are not in RL."""
    assertions = suite.subjects(RDF.type, OWL.NegativePropertyAssertion)
    return {
        suite.value(node, OWL.sourceIndividual)
        for node in assertions
        if suite.value(node, OWL.assertionProperty) == TEST.profile
        and suite.value(node, OWL.targetIndividual) == TEST.RL
    }


def texts(suite: Graph, case: Node) -> Iterator[Graph]:
    """Yield the ontologies of a case, each with what it imports."""
    imported = [
        str(text)
        for other in suite.objects(case, TEST.importedOntology)
        for text in suite.objects(other, TEST.rdfXmlInputOntology)
    ]
    for predicate in TEXTS:
        for text in suite.objects(case, predicate):
            graph = Graph().parse(data=str(text), format="xml")
            if (None, OWL.imports, None) in graph:
                header = set(graph.subjects(RDF.type, OWL.Ontology))
                for other in imported:
                    graph.parse(data=other, format="xml")
                for extra in set(graph.subjects(RDF.type, OWL.Ontology)) - header:
                    graph.remove((extra, RDF.type, OWL.Ontology))
            yield graph


def test_cases_of_the_profile_pass(suite: Graph) -> None:
    cases = set(suite.subjects(TEST.profile, TEST.RL))
    assert len(cases) == 69
    refused = {name(case) for case in cases if any(violations(graph) for graph in texts(suite, case))}
    assert refused == set(REFUSED_BY_US)


def test_cases_outside_the_profile_are_refused(suite: Graph) -> None:
    cases = {case: list(texts(suite, case)) for case in denied(suite)}
    assert len(cases) == 286
    assert sum(not graphs for graphs in cases.values()) == FUNCTIONAL_SYNTAX
    passed = {name(case) for case, graphs in cases.items() if graphs and not any(map(violations, graphs))}
    assert passed == set()


def test_our_ontology_is_in_the_profile(ontology: Graph) -> None:
    assert violations(ontology) == ()


def test_a_release_uses_declared_names_only(ontology: Graph, release: list[Quad]) -> None:
    """Every class and property in the data is declared, and used as what it is declared to be."""
    left_out = tuple(f"<{BASE}graph/{name}" for name in ("ontology", "validation", "quality", "metadata"))
    quads = [quad.triple for quad in release if not str(quad.graph_name).startswith(left_out)]
    data = Graph().parse(data=serialize(quads, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    found = [item for item in violations(data + ontology) if item.rule != "datatypes"]
    assert found == []


OUTSIDE = {
    "grammar": "pg:Practice rdfs:subClassOf [ a owl:Class ; owl:unionOf ( pg:Call pg:Publication ) ] .",
    "datatypes": "pg:start rdfs:range xsd:gYear .",
    "declarations": "pg:Practice rdfs:subClassOf pg:Forgotten .",
    "one kind": "pg:start a owl:ObjectProperty .",
    "reserved names": "pg:Fact rdfs:subClassOf rdf:Statement . rdf:Statement a owl:Class .",
    "simple properties": "pg:involves a owl:AsymmetricProperty .",
    "regular chains": "pg:within owl:propertyChainAxiom ( pg:locatedIn pg:country ) .",
    "header": "<http://example.org/second> a owl:Ontology .",
}


@pytest.mark.parametrize("rule", OUTSIDE)
def test_an_edit_that_leaves_the_profile_is_named(ontology: Graph, rule: str) -> None:
    edited = Graph(namespace_manager=ontology.namespace_manager) + ontology
    prefixes = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in ontology.namespaces())
    edited.parse(data=f"{prefixes}\n{OUTSIDE[rule]}", format="turtle")
    assert {violation.rule for violation in violations(edited)} == {rule}


def test_a_violation_reads_as_one_line(ontology: Graph) -> None:
    edited = Graph() + ontology
    edited.add((URIRef("http://example.org/p"), RDF.type, OWL.ReflexiveProperty))
    assert [str(violation) for violation in violations(edited)] == [
        "http://example.org/p: may not be reflexive (grammar)"
    ]
