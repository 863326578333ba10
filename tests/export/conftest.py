"""A small graph of our own, as the store of a release holds it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from practicegraph.export.view import GraphView
from practicegraph.terms import BASE, graph

PREFIXES = """
@prefix pg: <https://w3id.org/practicegraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix sdg: <http://metadata.un.org/sdg/> .
"""
VISIBLE = """
<id/practice/garden> a pg:Practice, pg:Undertaking ;
  rdfs:label "Shared garden"@en, "Delad trädgård"@sv ; pg:objective "Neighbours meet."@en ;
  pg:country country:SWE ; pg:place <id/place/1> ; pg:level <concept/level/local> ;
  pg:targetGroup <concept/target-group/refugee>, <concept/target-group/women> ; pg:theme <concept/theme/health> ;
  pg:start "2016"^^xsd:gYear ; pg:earliestStart "2016-01-01"^^xsd:date ; pg:latestEnd "2017-12-31"^^xsd:date ;
  pg:suggestedSdg sdg:10.7, sdg:10 ; pg:describedIn <id/document/a>, <id/document/b> ;
  foaf:page <https://example.org/garden> ; pg:fundedBy <id/organization/fund> ; pg:implementedBy <id/organization/x> ;
  pg:hasSdgLink <id/practice/garden/sdg/10.7-suggested> ; pg:hasFunding <id/practice/garden/funding/1> ;
  pg:hasBudget <id/practice/garden/budget/1> ; pg:hasCount <id/practice/garden/count/1> ;
  pg:hasParticipation <id/practice/garden/participation/implementer-x> .
<id/practice/garden/sdg/10.7-suggested> pg:sdg sdg:10.7 ; pg:basis <concept/basis/suggested> ;
  pg:confidence 0.55 ; pg:evidence <id/fact/1> .
<id/practice/garden/funding/1> pg:programme <concept/funding-programme/amif> ; pg:payer <id/organization/fund> ;
  pg:share 75 ; pg:amount 1200000.50 ; pg:currency "EUR" .
<id/practice/garden/budget/1> pg:amount 2000000 ; pg:currency "EUR" .
<id/practice/garden/count/1> pg:value 370 ; pg:comparator ">" ; pg:unit "persons" ; pg:planned false ;
  pg:group <concept/target-group/refugee> ; pg:groupLabel "refugees"@en .
<id/practice/garden/participation/implementer-x> pg:actor <id/organization/x> ; pg:role <concept/role/implementer> .
<id/organization/x> skos:prefLabel "=SUM(A1)"@en ; pg:acronym "@X" ; pg:country country:SWE ;
  org:classification <concept/organization-type/ngo> .
<id/organization/fund> skos:prefLabel "Fund"@en .
<id/publication/note> a pg:Publication ; rdfs:label "Бележка"@bg .
<id/document/a> a pg:Document ; pg:fileName "a.txt" ; dct:title "Garden"@en ; schema:inLanguage "en" ;
  pg:kind <concept/kind/news> ; dct:issued "2019-03"^^xsd:gYearMonth ; dct:source <https://example.org/a> ;
  pg:describes <id/practice/garden> ; pg:sha256 "00" .
<id/document/b> a pg:Document ; schema:inLanguage "sv" .
country:SWE a pg:Country ; skos:notation "SE", "SWE" ; skos:prefLabel "Sweden"@en .
country:GRC a pg:Country ; skos:notation "EL", "GR", "GRC" .
sdg:10.7 skos:prefLabel "Migration"@en .
<id/place/1> rdfs:label "Malmö" .
<concept/funding-programme/amif> skos:prefLabel "Asylum, Migration and Integration Fund"@en .
<concept/theme/health> skos:prefLabel "health"@en .
"""
EVIDENCE = """
<id/fact/1> a pg:Fact ; pg:subject <id/practice/garden> ; pg:field "sdg" ; pg:predicate pg:suggestedSdg ;
  pg:object sdg:10.7 ; pg:basis <concept/basis/suggested> ; pg:confidence 0.55 ; pg:method "lexicon" ;
  pg:document <id/document/a> ; oa:start 3 ; oa:end 11 ; oa:exact "migrants"@en .
<id/fact/2> a pg:Fact ; pg:subject <id/practice/garden> ; pg:field "start" ; pg:predicate pg:start ;
  pg:literal "2016"^^xsd:gYear ; pg:basis <concept/basis/stated> ; pg:confidence 1 ; pg:document <id/document/a> .
<id/fact/3> a pg:Fact ; pg:subject <id/practice/garden> ; pg:field "impact" ; pg:predicate pg:hasImpact ;
  pg:basis <concept/basis/missing> ; pg:confidence 1 ; pg:document <id/document/a> .
"""


def quads(turtle: str, name: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    parsed = ox.parse((PREFIXES + turtle).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in parsed]


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.extend(quads(VISIBLE, ox.DefaultGraph()))
    store.extend(quads(EVIDENCE, graph("evidence")))
    return store


@pytest.fixture
def view(store: ox.Store) -> GraphView:
    return GraphView(store, BASE)
