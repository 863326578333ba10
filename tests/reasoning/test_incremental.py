"""A kept closure is what reasoning from scratch gives, after any edits."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practicegraph.folders import folder
from practicegraph.reasoning.incremental import Closure, infer
from practicegraph.reasoning.schema import Schema, close
from practicegraph.terms import PREFIXES, node

EX = "http://example.org/"
HEAD = f"""@prefix : <{EX}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ONTOLOGIES = (
    ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A . :p rdfs:domain :A ; rdfs:range :B .",
    ":p a owl:TransitiveProperty . :q owl:inverseOf :p . :r a owl:SymmetricProperty , owl:TransitiveProperty .",
    ":p rdfs:subPropertyOf :q . :q owl:equivalentProperty :r . :s owl:propertyChainAxiom (:p :s) , (:r :q :p) .",
    """:A owl:equivalentClass [ owl:intersectionOf (:B :C) ] . :D owl:equivalentClass [ owl:unionOf (:A :E) ] .
    :E rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] . [ owl:onProperty :q ; owl:someValuesFrom :D ]
    rdfs:subClassOf :E . :C owl:equivalentClass [ owl:onProperty :r ; owl:hasValue :i ] .""",
    ":p a owl:FunctionalProperty . :q a owl:InverseFunctionalProperty . :A owl:hasKey (:r) . :p rdfs:domain :A .",
    ":A owl:oneOf (:i :j) . :A rdfs:subClassOf :B . :B owl:equivalentClass :C . :r rdfs:range :A .",
)


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((HEAD + turtle).encode(), ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def schemas() -> list[Schema]:
    return [close(parse(ontology)) for ontology in ONTOLOGIES]


def fact(line: str) -> ox.Triple:
    return parse(line)[0]


names = st.sampled_from("ijklm")
facts = st.one_of(
    st.builds(":{} a :{} .".format, names, st.sampled_from("ABCDE")),
    st.builds(":{} :{} :{} .".format, names, st.sampled_from("pqrs"), names),
    st.builds(':{} :{} "{}" .'.format, names, st.sampled_from("pr"), st.sampled_from("xy")),
    st.builds(":{} owl:sameAs :{} .".format, names, names),
)
edits = st.tuples(st.booleans(), st.lists(facts.map(fact), min_size=1, max_size=4))


@settings(max_examples=120)
@given(
    st.sampled_from(range(len(ONTOLOGIES))),
    st.lists(facts.map(fact), max_size=10),
    st.lists(edits, max_size=12),
)
def test_edits_give_what_reasoning_from_scratch_gives(
    schemas: list[Schema], which: int, start: list[ox.Triple], steps: list[tuple[bool, list[ox.Triple]]]
) -> None:
    stated, closure = set(start), Closure(schemas[which], start)
    before = closure.entailed()
    for is_added, triples in steps:
        change = closure.add(triples) if is_added else closure.remove(triples)
        stated = stated.union(triples) if is_added else stated.difference(triples)
        now = infer(schemas[which], stated)
        assert closure.entailed() == now
        assert (change.added, change.removed) == (now - before, before - now)
        before = now
    assert set(closure.holding()) == set(Closure(schemas[which], stated).holding())


@pytest.fixture(scope="module")
def shipped() -> Schema:
    return close([quad.triple for quad in ox.parse(path=folder("ontology", "practicegraph.ttl"))])


def data_of(schema: Schema, chance: random.Random, count: int) -> list[ox.Triple]:
    """Return random triples in the ontology's own properties and classes between few things."""
    things = [ox.NamedNode(f"{EX}{index}") for index in range(12)]
    axioms = (*schema.domains, *schema.ranges, *schema.subproperties, *schema.inverses, *schema.chains)
    used = {term for pair in axioms for term in pair[:1] if isinstance(term, ox.NamedNode)}
    properties = sorted(used, key=str)
    classes = sorted({pair[0] for pair in schema.subclasses if isinstance(pair[0], ox.NamedNode)}, key=str)
    extra = [node("pg:within"), node("pg:locatedIn"), node("owl:sameAs")]
    return [
        ox.Triple(chance.choice(things), node("rdf:type"), chance.choice(classes))
        if chance.random() < 0.2
        else ox.Triple(
            chance.choice(things),
            chance.choice(extra if chance.random() < 0.1 else properties),
            chance.choice(things),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("edits", [150, pytest.param(1500, marks=pytest.mark.campaign)])
def test_random_edits_under_the_shipped_ontology(shipped: Schema, edits: int) -> None:
    chance = random.Random(edits)  # noqa: S311 - not for secrets
    pool = [t for t in data_of(shipped, chance, 160) if t.predicate.value.startswith(PREFIXES["pg"])]
    stated = set(pool[:20])
    closure = Closure(shipped, stated)
    for _ in range(edits):
        if len(stated) < 30 and chance.random() < 0.5:
            chosen = chance.sample(pool, 2)
            closure.add(chosen)
            stated |= set(chosen)
        else:
            chosen = chance.sample(sorted(stated, key=str), min(len(stated), chance.randint(1, 3)))
            closure.remove(chosen)
            stated -= set(chosen)
        assert closure.entailed() == infer(shipped, stated)


def test_adding_and_removing_restores_exactly(shipped: Schema) -> None:
    chance = random.Random(7)  # noqa: S311 - not for secrets
    base = data_of(shipped, chance, 40)
    closure = Closure(shipped, base)
    before = closure.entailed()
    new = [triple for triple in data_of(shipped, chance, 10) if triple not in set(base)]
    there, back = closure.add(new), closure.remove(new)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert there.added
    assert closure.entailed() == before
