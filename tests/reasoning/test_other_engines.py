"""What we entail is what engines of other families entail, on what releases hold."""

from __future__ import annotations

from collections.abc import Iterable

import owlrl
import pyoxigraph as ox
import pytest
import sparq
from rdflib import OWL, RDFS, BNode, Graph, Literal, URIRef

from practicegraph.building.build import build
from practicegraph.folders import folder
from practicegraph.reasoning.incremental import infer
from practicegraph.reasoning.schema import close
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph.terms import PREFIXES

ASIDE = frozenset({"ontology", "inferred", "evidence", "validation", "quality", "metadata"})
"""Graphs that reasoning does not start from."""
CHAIN = "urn:example:chain:"
"""Begins the properties that stand for one chain of another."""
OF_THE_LANGUAGE = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))


def ontology() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=folder("ontology", "practicegraph.ttl"))]


def stated(release: Release) -> list[ox.Triple]:
    return [
        quad.triple
        for graph in release.graphs
        if graph.name not in ASIDE
        for quad in release.quads(graph.name)
    ]


def told_of_data(
    triples: Iterable[tuple[str, str, str]], axioms: list[ox.Triple]
) -> set[tuple[str, str, str]]:
    """Leave out what is said of the ontology's own terms, and what says nothing: see docs/reference/reasoning.md."""
    terms = {each.value for triple in axioms for each in triple if isinstance(each, ox.NamedNode)}
    return {
        (subject, predicate, value)
        for subject, predicate, value in triples
        if subject not in terms
        and not subject.startswith(OF_THE_LANGUAGE)
        and not value.startswith(OF_THE_LANGUAGE)
        and not (predicate == str(OWL.sameAs) and subject == value)
    }


def named(triples: Iterable[ox.Triple]) -> set[tuple[str, str, str]]:
    """Return the triples of IRIs as text."""
    return {
        (triple.subject.value, triple.predicate.value, triple.object.value)
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    }


def one_chain_each(axioms: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Give each further chain of a property a subproperty of its own: of several, sparq-rdf follows only some."""
    chain, under = ox.NamedNode(str(OWL.propertyChainAxiom)), ox.NamedNode(str(RDFS.subPropertyOf))
    seen: set[ox.NamedNode | ox.BlankNode | ox.Triple] = set()
    apart: list[ox.Triple] = []
    for number, triple in enumerate(axioms):
        if triple.predicate == chain and triple.subject in seen:
            link = ox.NamedNode(f"{CHAIN}{number}")
            apart += [ox.Triple(link, under, triple.subject), ox.Triple(link, chain, triple.object)]
        else:
            apart.append(triple)
        if triple.predicate == chain:
            seen.add(triple.subject)
    return apart


def by_sparq(axioms: list[ox.Triple], data: list[ox.Triple]) -> set[tuple[str, str, str]]:
    text = ox.serialize([*one_chain_each(axioms), *data], format=ox.RdfFormat.N_TRIPLES).decode()
    graph = sparq.Graph.load(text, "nt")
    graph.reason("owl")
    return {
        (subject.value, predicate.value, value.value)
        for subject, predicate, value in graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        if subject.kind == value.kind == "uri"
        and not any(each.value.startswith(CHAIN) for each in (subject, predicate, value))
    }


def by_owlrl(axioms: list[ox.Triple], data: list[ox.Triple]) -> set[tuple[str, str, str]]:
    graph = Graph()
    graph.parse(data=ox.serialize([*axioms, *data], format=ox.RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {
        (str(subject), str(predicate), str(value))
        for subject, predicate, value in graph
        if isinstance(subject, URIRef) and not isinstance(value, BNode | Literal)
    }


def by_us(axioms: list[ox.Triple], data: list[ox.Triple]) -> set[tuple[str, str, str]]:
    return named([*data, *infer(close(axioms), data)])


def test_a_release_as_an_engine_of_another_family_has_it(seeds_release: Release) -> None:
    axioms, data = ontology(), stated(seeds_release)

    ours = told_of_data(by_us(axioms, data), axioms)

    assert ours == told_of_data(by_sparq(axioms, data), axioms)
    assert len(ours) > len(told_of_data(named(data), axioms)) + 1000


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Release:
    def silent(*_: object) -> None:
        """Take no notice of the build's progress."""

    return build(
        [folder("data", "documents")], Settings(directory=tmp_path_factory.mktemp("shipped")), silent
    )


@pytest.mark.campaign
def test_the_shipped_documents_as_two_other_engines_have_them(shipped: Release) -> None:
    axioms, data = ontology(), stated(shipped)
    ours = told_of_data(by_us(axioms, data), axioms)
    assert ours == told_of_data(by_sparq(axioms, data), axioms)

    # owlrl takes a minute for these: what documents say, and of vocabularies what relates things to things.
    told = {
        quad.triple
        for graph in shipped.graphs
        if "document/" in graph.name
        for quad in shipped.quads(graph.name)
    }
    some = [triple for triple in data if triple in told or not isinstance(triple.object, ox.Literal)]
    ours = told_of_data(by_us(axioms, some), axioms)
    assert ours == told_of_data(by_owlrl(axioms, some), axioms)
