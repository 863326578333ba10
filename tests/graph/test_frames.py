"""JSON-LD framed by a profile says what the triples say, and fetches nothing."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from practicegraph.errors import InvalidDataError
from practicegraph.graph.frames import (
    CONTEXT,
    MOST_TRIPLES,
    Profile,
    TooManyTriplesError,
    _only_our_context,
    framed,
    media_type,
    profile_of,
    profiles,
)
from practicegraph.graph.writing import write
from practicegraph.terms import node

BASE = "https://w3id.org/practicegraph/"
DATA = f"""@prefix pg: <{BASE}ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <{BASE}> .
<id/practice/a> a pg:Practice ; rdfs:label "A"@en, "Å"@sv ; pg:hasCount <id/practice/a/count/1> ; pg:implementedBy <id/organization/o> ;
  pg:describedIn <id/document/d> ; pg:targetGroup <concept/t/refugee> .
<id/practice/b> a pg:Practice ; pg:implementedBy <id/organization/o> .
<id/practice/a/count/1> a pg:Count ; pg:value 370 ; pg:planned false ; pg:position 1 .
<id/organization/o> a pg:Organization ; skos:prefLabel "O"@en .
<id/document/d> a pg:Document ; pg:fileName "d.txt" ; pg:sha256 "x" .
<concept/t/legal> a skos:Concept ; skos:topConceptOf <concept/t> ; skos:prefLabel "legal"@en .
<concept/t/refugee> a skos:Concept ; skos:broader <concept/t/legal> ; skos:prefLabel "refugee"@en .
"""


@pytest.fixture
def triples() -> list[Triple]:
    return [quad.triple for quad in parse(DATA.encode(), RdfFormat.TURTLE)]


def named(name: str) -> Profile:
    return next(one for one in profiles() if one.name == name)


@pytest.mark.parametrize("profile", profiles(), ids=lambda one: one.name)
def test_a_tree_says_nothing_else(triples: list[Triple], profile: Profile) -> None:
    tree = framed(triples, profile)
    said = {quad.triple for quad in parse(tree, RdfFormat.JSON_LD)}

    assert len(json.loads(tree)["@graph"]) >= 1
    assert said <= set(triples)
    assert CONTEXT not in tree.decode()


def test_everything_that_the_roots_reach_is_there(triples: list[Triple]) -> None:
    said = {quad.triple for quad in parse(framed(triples, named("practice")), RdfFormat.JSON_LD)}

    assert said == set(triples)


def test_practices_hold_their_parts(triples: list[Triple]) -> None:
    first, second = json.loads(framed(triples, named("practice")))["@graph"]

    assert first["label"] == {"en": "A", "sv": "Å"}
    assert first["hasCount"][0]["position"] == 1
    assert first["hasCount"][0]["planned"] is False
    assert first["implementedBy"][0]["prefLabel"] == {"en": "O"}
    assert second["id"].endswith("/b")


def test_organizations_hold_what_they_do(triples: list[Triple]) -> None:
    (organization,) = json.loads(framed(triples, named("organization")))["@graph"]

    assert [one["id"][-1] for one in organization["implements"]] == ["a", "b"]


def test_concepts_are_a_hierarchy(triples: list[Triple]) -> None:
    (top,) = json.loads(framed(triples, named("concept")))["@graph"]

    assert top["prefLabel"] == {"en": "legal"}
    assert [one["prefLabel"]["en"] for one in top["specializedBy"]] == ["refugee"]


def test_the_media_type_names_the_profile(triples: list[Triple]) -> None:
    profile = named("practice")

    assert profile_of(media_type(profile)) == profile
    assert profile_of("application/ld+json") is None
    assert profile_of('application/ld+json;profile="../x"') is None
    assert write(triples, media_type(profile)) == framed(sorted(set(triples), key=str), profile)


def test_no_context_is_fetched() -> None:
    with pytest.raises(InvalidDataError, match="fetched"):
        _only_our_context("https://example.org/context.jsonld", None)


def test_framing_takes_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor compares no triple with all others, and looks through the context once for each IRI."""
    from pyld import jsonld, nquads

    looked_up: list[str] = []
    compact = jsonld.JsonLdProcessor._compact_iri

    def counted(self: object, active_ctx: object, iri: str, *rest: object) -> object:
        looked_up.append(iri)
        return compact(self, active_ctx, iri, *rest)

    def unused(*_: object) -> bool:
        raise AssertionError

    monkeypatch.setattr(jsonld.JsonLdProcessor, "_compact_iri", counted)
    monkeypatch.setattr(nquads, "_compare_rdf_triples", unused)
    subject = NamedNode(f"{BASE}id/practice/x")
    many = [Triple(subject, node("rdf:type"), node("pg:Practice"))]
    many += [
        Triple(subject, node("pg:describedIn"), NamedNode(f"{BASE}id/document/{number}"))
        for number in range(200)
    ]
    tree = json.loads(framed(many, named("practice")))

    assert len(tree["@graph"][0]["describedIn"]) == 200
    assert len(looked_up) < 4 * len(many)


def test_literals_and_blank_nodes_keep_what_they_are() -> None:
    text = f'<{BASE}id/practice/x> a <{BASE}ontology#Practice> ; <http://e/p> "a\\nb\\"", "2"^^<http://e/t>, 1.50, [ <http://e/q> "å"@sv ] .'
    triples = [quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)]
    said = {quad.triple for quad in parse(framed(triples, named("practice")), RdfFormat.JSON_LD)}

    assert {str(one.object) for one in said if isinstance(one.object, Literal)} == {
        str(one.object) for one in triples if isinstance(one.object, Literal)
    }


def test_what_is_too_large_is_refused_at_once() -> None:
    subject, predicate = NamedNode("http://e/s"), NamedNode("http://e/p")
    many = [Triple(subject, predicate, Literal(number)) for number in range(MOST_TRIPLES + 1)]

    with pytest.raises(TooManyTriplesError, match="more than 50,000 triples"):
        framed(many, named("practice"))
