from __future__ import annotations

import pyoxigraph as ox
import pytest

from practicegraph.folders import folder
from practicegraph.reasoning.consistency import InconsistentGraphError, clashes, inconsistencies
from practicegraph.reasoning.incremental import Closure
from practicegraph.reasoning.schema import close

EX = "http://example.org/"
PREFIXES = f"""
@prefix : <{EX}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/practicegraph/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((PREFIXES + turtle).encode(), ox.RdfFormat.TURTLE)]


def rules_broken(ontology: str, data: str) -> list[tuple[str, str]]:
    schema = close(parse(ontology))
    closure = Closure(schema, parse(data))
    found = inconsistencies(schema, closure)
    assert inconsistencies(schema, closure.holding()) == found
    return sorted({(clash.rule, str(clash.individual).replace(EX, ":")) for clash in found})


@pytest.mark.parametrize(
    ("ontology", "data", "expected"),
    [
        (":A owl:disjointWith :B . :C rdfs:subClassOf :A .", ":x a :C , :B .", [("cax-dw", "<:x>")]),
        (
            "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) . :p rdfs:range :C .",
            ":y :p :x . :x a :B .",
            [("cax-dw", "<:x>")],
        ),
        (":A owl:complementOf :B .", ":x a :A , :B .", [("cax-dw", "<:x>")]),
        (
            ":p owl:propertyDisjointWith :q . :r rdfs:subPropertyOf :p .",
            ":x :r :y ; :q :y .",
            [("prp-pdw", "<:x>")],
        ),
        (":p a owl:IrreflexiveProperty .", ":x :p :x .", [("prp-irp", "<:x>")]),
        (
            ":p a owl:AsymmetricProperty .",
            ":x :p :y . :y :p :x .",
            [("prp-asyp", "<:x>"), ("prp-asyp", "<:y>")],
        ),
        (":p a owl:FunctionalProperty .", ':x :p "a" , "b" .', [("prp-fp", "<:x>")]),
        (":p a owl:FunctionalProperty .", ":x :p 1.10 , 1.1 , 01.1 .", []),
        (":p a owl:FunctionalProperty .", ':x :p "a"@en , "a"@sv .', [("prp-fp", "<:x>")]),
        (
            ":p a owl:FunctionalProperty .",
            ":x :p :y , :z . :y owl:differentFrom :z .",
            [("eq-diff1", "<:y>"), ("eq-diff1", "<:z>")],
        ),
        (":p rdfs:range xsd:integer .", ':x :p 1 , "one" , 1.0 , 1.5 .', [("dt-not-type", "<:x>")]),
        (
            ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 0 ] .",
            ":x a :A ; :p :y .",
            [("cls-maxc1", "<:x>")],
        ),
        (":A rdfs:subClassOf owl:Nothing .", ":x a :A .", [("cax-sco", "<:x>")]),
        (
            ":p a owl:FunctionalProperty .",
            "[] a owl:AllDifferent ; owl:members (:y :u :z) . :x :p :y , :z .",
            [("eq-diff2", "<:y>"), ("eq-diff2", "<:z>")],
        ),
        ("", "[] a owl:AllDifferent ; owl:distinctMembers (:y :u :y) .", [("eq-diff2", "<:y>")]),
        (
            ":q rdfs:subPropertyOf :p .",
            "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :x :q :y , :z .",
            [("prp-npa", "<:x>")],
        ),
        (
            "",
            "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue 1.10 . :x :p 1.1 . :y :p 1.1 .",
            [("prp-npa", "<:x>")],
        ),
    ],
)
def test_each_prohibition_is_noticed(ontology: str, data: str, expected: list[tuple[str, str]]) -> None:
    assert rules_broken(ontology, data) == expected


def test_the_shipped_ontology_refuses_a_practice_that_is_a_publication_and_names_the_documents() -> None:
    ontology = [quad.triple for quad in ox.parse(path=folder("ontology", "practicegraph.ttl"))]
    schema = close(ontology)
    graphs = {
        "document/a": parse(":x a pg:Practice ; pg:describedIn :a ."),
        "document/b": parse(":x a pg:Publication ; pg:describedIn :b ."),
        "document/c": parse(":c pg:describes :z . :z a pg:Practice ."),
    }
    closure = Closure(schema, [triple for triples in graphs.values() for triple in triples])
    found = clashes(closure, inconsistencies(schema, closure.holding()), graphs)
    assert [clash.graphs for clash in found] == [("document/a", "document/b")]
    message = str(InconsistentGraphError(found))
    assert "<http://example.org/x>" in message
    assert (
        "pg:Practice owl:disjointWith pg:Publication" in message
        or "pg:Publication owl:disjointWith" in message
    )
    assert "document/a, document/b" in message


def test_a_clash_of_entailed_triples_leads_back_to_what_was_stated() -> None:
    schema = close(parse(":A owl:disjointWith :B . :p rdfs:domain :A . :q rdfs:range :B ."))
    graphs = {"one": parse(":x :p :y ."), "two": parse(":z :q :x ."), "three": parse(":u :v :w .")}
    closure = Closure(schema, [triple for triples in graphs.values() for triple in triples])
    (clash,) = clashes(closure, inconsistencies(schema, closure.holding()), graphs)
    assert clash.graphs == ("one", "two")
    assert set(clash.stated) == {*graphs["one"], *graphs["two"]}
