"""An independent reasoner for OWL 2 DL, HermiT, finds the ontology consistent and each seeded error not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import Graph, Literal, URIRef

from practicegraph.reasoning.profile import DATATYPES
from practicegraph.terms import BASE

PREFIXES = """
@prefix pg: <https://w3id.org/practicegraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <http://example.org/> .
"""

GOOD = """
x:practice a pg:Practice ; rdfs:label "Bridges"@en, "Broar"@sv ;
    pg:objective "To find work"@en ; pg:describedIn x:page ;
    pg:country x:bulgaria ; pg:place x:sofia ; pg:theme x:employment ; pg:targetGroup x:refugee ;
    pg:statedSdg x:target ; pg:suggestedSdg x:target ;
    pg:hasImpact x:impact ; pg:hasActivity x:activity ; pg:hasCount x:count ;
    pg:hasFunding x:funding, x:share ; pg:hasParticipation x:part ; pg:hasEvaluation x:evaluation ;
    pg:implementedBy x:ngo ; pg:hasConflict x:conflict ; pg:hasSdgLink x:link .
x:page pg:reportedBy x:ngo ; pg:inCollection x:catalogue ; pg:kind x:kind ; pg:sha256 "00ff" .
x:sofia pg:within x:bulgaria ; pg:country x:bulgaria .
x:bulgaria a pg:Country, skos:Concept .
x:petnik pg:probableMatch x:sofia .
x:target a sdgo:Target ; sdgo:isTargetOf x:goal .
x:activity pg:position 1 .
x:count pg:value 370 ; pg:comparator ">" ; pg:unit "persons" ; pg:group x:refugee ; pg:planned false .
x:funding pg:programme x:eif ; pg:amount 1000.50 ; pg:currency "EUR" .
x:share pg:nestedIn x:funding ; pg:share 75.0 .
x:part pg:actor x:ngo ; pg:role x:implementer .
x:evaluation pg:evaluator x:university ; pg:external true .
x:university a pg:EducationalInstitution, pg:PublicBody .
x:ngo a pg:NonGovernmentalOrganization, pg:Company ; pg:acronym "NGO"@en .
x:fact a pg:Fact ; pg:subject x:practice ; pg:predicate rdfs:label, pg:country ; pg:literal "Bridges"@en ;
    pg:basis x:stated ; pg:confidence 0.95 ; pg:field "title" ; pg:document x:page .
x:conflict pg:conflictingFact x:fact ; pg:conflictingValue "a", x:sofia ; pg:field "phone" .
x:link pg:sdg x:target ; pg:basis x:stated ; pg:confidence 1.0 ; pg:evidence x:fact .
x:match pg:matchedDocument x:page, x:other ; pg:score 0.5 ; pg:decision "candidate" .
"""

BAD = {
    "an undertaking that is its own document": "x:a a pg:Practice, pg:Document .",
    "an organisation that is a place": "x:a a pg:Organization, pg:Place .",
    "an organisation where a concept is asked for": "x:a pg:theme x:b . x:b a pg:Company .",
    "a document as an actor": "x:a pg:implementedBy x:b . x:b a pg:Document .",
    "a practice that is a call": "x:a a pg:Practice, pg:Call .",
    "an activity that is a challenge": "x:a pg:hasActivity x:b ; pg:hasChallenge x:b .",
    "a count that is a budget": "x:a pg:hasCount x:b . x:b a pg:Budget .",
    "a theme used as a level": "x:a pg:level x:b . x:b a pg:Theme .",
    "a role used as a programme": "x:a pg:programme x:b . x:b a pg:Role .",
    "an NGO that is a public body": "x:a a pg:NonGovernmentalOrganization, pg:PublicBody .",
    "an NGO founded by states": "x:a a pg:NonGovernmentalOrganization, pg:InternationalOrganization .",
    "a funding nested in itself": "x:a pg:nestedIn x:a .",
    "two fundings nested in each other": "x:a pg:nestedIn x:b . x:b pg:nestedIn x:a .",
    "a count with two values": "x:a pg:value 370 , 371 .",
    "a document with two digests": 'x:a pg:sha256 "00" , "ff" .',
    "a share that is no number": 'x:a pg:share "most" .',
    "a position that is no integer": "x:a pg:position 1.5 .",
    "an evaluator found by the chain that is a place": (
        "x:a pg:hasEvaluation x:b . x:b pg:evaluator x:c . x:c a pg:Place ."
    ),
}


@pytest.mark.parametrize("statements", ["", GOOD], ids=["the ontology alone", "with a practice"])
def test_is_consistent_and_every_class_can_have_members(
    ontology: Graph, consistent: Callable[[Graph], bool], statements: str
) -> None:
    assert consistent((Graph() + ontology).parse(data=PREFIXES + statements, format="turtle"))


@pytest.mark.parametrize("error", BAD)
def test_an_error_makes_it_inconsistent(
    ontology: Graph, consistent: Callable[[Graph], bool], error: str
) -> None:
    assert not consistent((Graph() + ontology).parse(data=PREFIXES + BAD[error], format="turtle"))


def data_of(release: list[Quad]) -> Graph:
    """Return what a release says of the world, without literals of datatypes that OWL 2 does not know."""
    left_out = tuple(f"<{BASE}graph/{name}" for name in ("ontology", "validation", "quality", "metadata"))
    triples = [quad.triple for quad in release if not str(quad.graph_name).startswith(left_out)]
    graph = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    for triple in list(graph):
        value = triple[2]
        if isinstance(value, Literal) and value.datatype is not None and value.datatype not in DATATYPES:
            graph.remove(triple)
    return graph


def test_a_release_is_consistent(
    ontology: Graph, release: list[Quad], consistent: Callable[[Graph], bool]
) -> None:
    data = data_of(release)
    assert (None, URIRef("https://w3id.org/practicegraph/ontology#hasElement"), None) in data
    assert consistent(data + ontology)


def test_a_release_with_an_error_is_not_consistent(
    ontology: Graph, release: list[Quad], consistent: Callable[[Graph], bool]
) -> None:
    data = data_of(release)
    data.update("""
        PREFIX pg: <https://w3id.org/practicegraph/ontology#>
        INSERT { ?practice a pg:Document } WHERE { SELECT ?practice { ?practice a pg:Practice } LIMIT 1 }
    """)
    assert not consistent(data + ontology)
