"""How complete documents are, and how far names are translated."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from practicegraph.description.quality import DQV, describe
from practicegraph.release.open import Release
from practicegraph.terms import BASE, PREFIXES, node

GRAPHS = {
    "document/a": """<id/practice/a> a pg:Practice ; rdfs:label "One"@en , "Ett"@sv ; pg:describedIn <id/document/a> .
        <id/practice/b> a pg:Practice ; rdfs:label "Two"@en ; pg:describedIn <id/document/b> , <id/document/c> .
        <id/document/a> schema:inLanguage "sv" ; pg:inCollection <id/collection/x> .
        <id/document/b> schema:inLanguage "en" . <id/document/c> schema:inLanguage "sv" .""",
    "evidence": """
        <id/fact/1> pg:subject <id/practice/a> ; pg:field "country" ; pg:basis <concept/basis/stated> ;
            pg:document <id/document/a> .
        <id/fact/2> pg:subject <id/practice/b> ; pg:field "country" ; pg:basis <concept/basis/stated> ;
            pg:document <id/document/b> .
        <id/fact/3> pg:subject <id/practice/b> ; pg:field "sdg" ; pg:basis <concept/basis/suggested> ;
            pg:document <id/document/b> .
        <id/fact/4> pg:subject <id/practice/b> ; pg:field "start" ; pg:basis <concept/basis/computed> ;
            pg:document <id/document/c> .
        <id/fact/5> pg:subject <id/document/a> ; pg:field "kind" ; pg:basis <concept/basis/stated> ;
            pg:document <id/document/a> .""",
    "vocabulary/x": """<concept/x/1> skos:inScheme <concept/x> ; skos:prefLabel "1"@en , "I"@la .
        <concept/x/2> skos:inScheme <concept/x> ; skos:prefLabel "2"@en .""",
}


def parse(turtle: str) -> list[ox.Triple]:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return [quad.triple for quad in ox.parse((head + turtle).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)]


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, str], tuple[str, str]]:
    """The measurements: metric and group to value and number of things."""
    triples = describe({name: parse(text) for name, text in GRAPHS.items()}, BASE)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    found = store.query(
        f"""SELECT ?metric ?group ?value ?things {{ ?each <{DQV}isMeasurementOf> ?metric ;
        <{DQV}computedOn> ?group ; <{DQV}value> ?value . ?group <{node("void:entities").value}> ?things }}"""
    )
    return {
        (row["metric"].value.rpartition("/")[2], row["group"].value.removeprefix(BASE)): (
            row["value"].value,
            row["things"].value,
        )
        for row in found
    }


def test_a_class_has_what_any_document_says(measured: dict[tuple[str, str], tuple[str, str]]) -> None:
    assert measured["country", "id/subset/class-practice"] == ("1", "2")
    assert measured["start", "id/subset/class-practice"] == ("0.5", "2")


def test_a_language_and_a_collection_have_what_their_documents_say(
    measured: dict[tuple[str, str], tuple[str, str]],
) -> None:
    assert measured["country", "id/subset/language-sv"] == ("0.5", "2")
    assert measured["country", "id/subset/language-en"] == ("1", "1")
    assert measured["start", "id/subset/language-en"] == ("0", "1")
    assert measured["country", "id/collection/x"] == ("1", "1")


def test_what_is_suggested_or_of_documents_is_not_measured(
    measured: dict[tuple[str, str], tuple[str, str]],
) -> None:
    assert {metric for metric, _ in measured} == {"country", "start", "name-en", "name-sv", "name-la"}


def test_names_are_measured_by_scheme(measured: dict[tuple[str, str], tuple[str, str]]) -> None:
    assert measured["name-en", "concept/x"] == ("1", "2")
    assert measured["name-la", "concept/x"] == ("0.5", "2")
    assert measured["name-sv", "id/subset/class-practice"] == ("0.5", "2")
    assert ("name-sv", "concept/x") not in measured


def test_a_release_has_the_graph_and_says_what_the_evidence_says(seeds_release: Release) -> None:
    """The share of practices with a country, counted by a query of the evidence."""
    store = ox.Store.read_only(str(seeds_release.snapshot))
    base = seeds_release.base
    counted = store.query(
        f"""PREFIX pg: <{PREFIXES["pg"]}> SELECT (COUNT(DISTINCT ?p) AS ?having) {{ ?p a pg:Practice .
        GRAPH <{base}graph/evidence> {{ ?fact pg:subject ?p ; pg:field "country" ; pg:basis ?basis
        FILTER(?basis IN (<{base}concept/basis/stated>, <{base}concept/basis/computed>)) }} }}"""
    )
    practices = store.query(f"SELECT (COUNT(DISTINCT ?p) AS ?all) {{ ?p a <{PREFIXES['pg']}Practice> }}")
    share = int(next(iter(counted))["having"].value) / int(next(iter(practices))["all"].value)
    value = store.query(
        f"SELECT ?value {{ <{base}id/measurement/country/subset/class-practice> <{DQV}value> ?value }}"
    )
    assert float(next(iter(value))["value"].value) == pytest.approx(share, abs=0.0001)
