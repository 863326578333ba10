"""Every entailment has an explanation, and every explanation is a derivation."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practicegraph.reasoning.explanation import Explainer, Explanation
from practicegraph.reasoning.grounds import StoredGrounds
from practicegraph.reasoning.incremental import infer
from practicegraph.reasoning.rules import Rule, Variable, compile_rules, equality_rules
from practicegraph.reasoning.schema import Schema, close
from practicegraph.terms import BASE, graph

EX = "http://example.org/"
HEAD = f"""@prefix : <{EX}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
AXIOMS = (
    ":A rdfs:subClassOf :B .",
    ":B owl:equivalentClass :C .",
    ":p rdfs:subPropertyOf :q .",
    ":q rdfs:domain :A .",
    ":r rdfs:range :C .",
    ":p owl:inverseOf :r .",
    ":q a owl:TransitiveProperty .",
    ":r a owl:SymmetricProperty .",
    ":s owl:propertyChainAxiom (:p :r) .",
    ":s owl:propertyChainAxiom (:s :q) .",
    ":D owl:equivalentClass [ owl:intersectionOf (:A :C) ] .",
    ":A rdfs:subClassOf [ owl:unionOf (:D :E) ] .",
    ":C rdfs:subClassOf [ owl:onProperty :q ; owl:allValuesFrom :E ] .",
    "[ owl:onProperty :p ; owl:someValuesFrom :A ] rdfs:subClassOf :F .",
    ":F owl:equivalentClass [ owl:onProperty :s ; owl:hasValue :i ] .",
    ":p a owl:FunctionalProperty .",
)


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((HEAD + turtle).encode(), ox.RdfFormat.TURTLE)]


def explainer(schema: Schema, data: list[ox.Triple]) -> Explainer:
    store = ox.Store()
    store.extend(ox.Quad(*triple, graph("document/d", BASE)) for triple in data)
    store.extend(ox.Quad(*triple, graph("inferred", BASE)) for triple in infer(schema, data))
    rules = tuple(dict.fromkeys([*compile_rules(schema), *equality_rules()]))
    return Explainer(rules, StoredGrounds(store, BASE))


def check(found: Explanation, stated: set[ox.Triple]) -> None:
    """Assert that each step is an instance of its rule and each leaf is stated."""
    if found.rule is None:
        assert found.triple in stated
        assert found.graphs
        return
    assert is_instance(found.rule, [each.triple for each in found.premises], found.triple)
    for premise in found.premises:
        check(premise, stated)


def is_instance(rule: Rule, premises: list[ox.Triple], conclusion: ox.Triple) -> bool:
    bound: dict[object, object] = {}
    return all(
        (bound.setdefault(slot, term) if isinstance(slot, Variable) else slot) == term
        for atom, triple in zip((*rule.body, rule.head), (*premises, conclusion), strict=True)
        for slot, term in zip(atom, triple, strict=True)
    )


facts = st.one_of(
    st.builds(":{} a :{} .".format, st.sampled_from("ijkl"), st.sampled_from("ABCDEF")),
    st.builds(
        ":{} :{} :{} .".format, st.sampled_from("ijkl"), st.sampled_from("pqrs"), st.sampled_from("ijkl")
    ),
)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(AXIOMS), max_size=7, unique=True), st.lists(facts, min_size=1, max_size=7))
def test_every_entailment_is_explained_and_nothing_else(ontology: list[str], data: list[str]) -> None:
    schema, stated = close(parse("\n".join(ontology))), parse("\n".join(data))
    entailed = infer(schema, stated)
    asked = explainer(schema, stated)
    for triple in entailed:
        found = asked.explain(triple)
        assert found is not None, triple
        check(found, set(stated))
    absent = ox.Triple(*(ox.NamedNode(EX + name) for name in ("i", "absent", "j")))
    assert asked.explain(absent) is None


def test_the_shortest_derivation_is_given() -> None:
    ontology = ":p rdfs:subPropertyOf :q . :q a owl:TransitiveProperty ."
    data = parse(":a :p :b . :b :p :c . :c :q :d . :a :q :d .")
    schema = close(parse(ontology))
    found = explainer(schema, data).explain(parse(":a :q :c .")[0])
    assert found is not None
    assert found.rule is not None
    assert found.rule.name == "prp-trp"
    assert [leaf.triple for leaf in found.leaves()] == data[:2]


@pytest.mark.parametrize("length", [3, 60])
def test_long_chains_are_halved(length: int) -> None:
    data = parse("\n".join(f":n{index} :t :n{index + 1} ." for index in range(length)))
    schema = close(parse(":t a owl:TransitiveProperty ."))
    found = explainer(schema, data).explain(parse(f":n0 :t :n{length} .")[0])
    assert found is not None
    assert len(list(found.leaves())) == length
