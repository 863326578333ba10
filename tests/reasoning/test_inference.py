from __future__ import annotations

import owlrl
import pyoxigraph as ox
import pytest
import sparq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, BNode, Graph, Literal, URIRef

from practicegraph.reasoning.incremental import infer
from practicegraph.reasoning.schema import close

EX = "http://example.org/"
PREFIXES = f"""
@prefix : <{EX}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((PREFIXES + turtle).encode(), ox.RdfFormat.TURTLE)]


def shown(triples: set[ox.Triple]) -> set[str]:
    return {str(triple).replace(f"<{EX}", "<:") for triple in triples}


def entailed(ontology: str, data: str) -> set[str]:
    return shown(infer(close(parse(ontology)), parse(data)))


def owlrl_entailments(ontology: list[ox.Triple], data: list[ox.Triple]) -> set[ox.Triple]:
    """What owlrl adds about the data's own individuals, without its noise."""
    graph = Graph()
    text = ox.serialize([*ontology, *data], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=text, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)}
    stated = {str(triple) for triple in data}
    return {
        triple
        for subject, predicate, value in graph
        if isinstance(subject, URIRef) and subject not in terms and is_news(subject, predicate, value)
        for triple in [to_oxigraph(subject, predicate, value)]
        if str(triple) not in stated
    }


def is_news(subject: object, predicate: object, value: object) -> bool:
    if predicate == RDF.type:
        return not isinstance(value, BNode) and str(value).startswith(EX)
    if predicate == OWL.sameAs:
        return subject != value and not isinstance(value, Literal)
    return str(predicate).startswith(EX)


def to_oxigraph(subject: object, predicate: object, value: object) -> ox.Triple:
    if isinstance(value, Literal):
        kind = ox.NamedNode(str(value.datatype)) if value.datatype else None
        last = ox.Literal(str(value), language=value.language, datatype=None if value.language else kind)
    else:
        last = ox.NamedNode(str(value))
    return ox.Triple(ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), last)


@pytest.mark.parametrize(
    ("ontology", "data", "expected"),
    [
        (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":x a :A .", {"a :B", "a :C"}),
        (":p rdfs:domain :A ; rdfs:range :B .", ':x :p :y , "text" .', {"x a :A", "y a :B"}),
        (":p owl:inverseOf :q .", ":x :p :y . :u :q :v .", {"y :q :x", "v :p :u"}),
        (
            ":t a owl:TransitiveProperty .",
            ":a :t :b . :b :t :c . :c :t :d .",
            {"a :t :c", "b :t :d", "a :t :d"},
        ),
        (":r owl:propertyChainAxiom (:p :q :p) .", ":a :p :b . :b :q :c . :c :p :d .", {"a :r :d"}),
        (":r owl:propertyChainAxiom (:r :w) .", ":a :r :b . :b :w :c . :c :w :d .", {"a :r :c", "a :r :d"}),
        (":A owl:equivalentClass [ owl:intersectionOf (:B :C) ] .", ":x a :B , :C . :y a :A .", None),
        (
            ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] .",
            ":x a :A ; :p :y .",
            {"y a :B"},
        ),
        (":A owl:equivalentClass [ owl:onProperty :p ; owl:hasValue :v ] .", ":x a :A . :y :p :v .", None),
        (
            "[ owl:onProperty :p ; owl:someValuesFrom :B ] rdfs:subClassOf :A .",
            ":x :p :y . :y a :B .",
            {"x a :A"},
        ),
        (":p a owl:FunctionalProperty , owl:ObjectProperty .", ":x :p :y , :z . :y :q :w .", None),
        (":A owl:hasKey (:p :q) .", ':x a :A ; :p 1 ; :q "a" . :y a :A ; :p 1 ; :q "a" .', None),
    ],
)
def test_each_axiom_entails_what_owlrl_says(ontology: str, data: str, expected: set[str] | None) -> None:
    found = infer(close(parse(ontology)), parse(data))
    assert shown(found) == shown(owlrl_entailments(parse(ontology), parse(data)))
    assert found
    if expected is not None:
        assert len(found) == len(expected)


def test_nothing_stated_trivial_or_reflexive_is_entailed() -> None:
    ontology = ":p a owl:SymmetricProperty . :A rdfs:subClassOf owl:Thing . :B owl:equivalentClass :A ."
    assert entailed(ontology, ":x :p :x ; a :A , :B .") == set()


def test_blank_class_expressions_stay_inside() -> None:
    ontology = ":A rdfs:subClassOf [ owl:unionOf (:B :C) ] . :p rdfs:domain [ owl:unionOf (:B :C) ] ."
    assert entailed(ontology, ":x a :A ; :p :y .") == set()


names = st.sampled_from
CLASSES, PROPERTIES, INDIVIDUALS = ["A", "B", "C", "D"], ["p", "q", "r", "s"], ["i", "j", "k", "l", "m"]


def axioms() -> st.SearchStrategy[str]:
    kind, prop = names(CLASSES), names(PROPERTIES)
    return st.one_of(
        st.builds(":{} rdfs:subClassOf :{} .".format, kind, kind),
        st.builds(":{} owl:equivalentClass :{} .".format, kind, kind),
        st.builds(":{} rdfs:subPropertyOf :{} .".format, prop, prop),
        st.builds(":{} owl:equivalentProperty :{} .".format, prop, prop),
        st.builds(":{} rdfs:domain :{} .".format, prop, kind),
        st.builds(":{} rdfs:range :{} .".format, prop, kind),
        st.builds(":{} owl:inverseOf :{} .".format, prop, prop),
        st.builds(":{} a owl:{} .".format, prop, names(["SymmetricProperty", "TransitiveProperty"])),
        st.builds(":{} owl:propertyChainAxiom (:{} :{}) .".format, prop, prop, prop),
        st.builds(":{} owl:equivalentClass [ owl:intersectionOf (:{} :{}) ] .".format, kind, kind, kind),
        st.builds("[ owl:unionOf (:{} :{}) ] rdfs:subClassOf :{} .".format, kind, kind, kind),
        st.builds(
            ":{} rdfs:subClassOf [ owl:onProperty :{} ; owl:allValuesFrom :{} ] .".format, kind, prop, kind
        ),
        st.builds(
            "[ owl:onProperty :{} ; owl:someValuesFrom :{} ] rdfs:subClassOf :{} .".format, prop, kind, kind
        ),
        st.builds(":{} owl:equivalentClass [ owl:onProperty :{} ; owl:hasValue :i ] .".format, kind, prop),
        st.builds(":{} a owl:{} .".format, prop, names(["FunctionalProperty", "InverseFunctionalProperty"])),
    )


def facts() -> st.SearchStrategy[str]:
    one, prop = names(INDIVIDUALS), names(PROPERTIES)
    return st.one_of(
        st.builds(":{} a :{} .".format, one, names(CLASSES)),
        st.builds(":{} :{} :{} .".format, one, prop, one),
        st.builds(":{} owl:sameAs :{} .".format, one, one),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(axioms(), max_size=6), st.lists(facts(), min_size=1, max_size=8))
def test_entailments_are_owlrls(ontology: list[str], data: list[str]) -> None:
    tbox, abox = parse("\n".join(ontology)), parse("\n".join(data))
    assert shown(infer(close(tbox), abox)) == shown(owlrl_entailments(tbox, abox))


def sparq_entailments(ontology: list[ox.Triple], data: list[ox.Triple]) -> set[ox.Triple]:
    """What sparq-rdf adds about the data's own individuals."""
    text = ox.serialize([*ontology, *data], format=ox.RdfFormat.N_TRIPLES).decode()
    graph = sparq.Graph.load(text, "nt")
    graph.reason("owl")
    own = {EX + name for name in INDIVIDUALS}
    found = {
        to_oxigraph(*(URIRef(term.value) for term in triple))
        for triple in graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        if triple[0].value in own and triple[2].kind == "uri"
    }
    return {each for each in found - set(data) if is_news(*rdflib_terms(each))}


def rdflib_terms(triple: ox.Triple) -> tuple[URIRef, URIRef, URIRef]:
    subject, predicate, value = (URIRef(term.value) for term in triple)
    return subject, predicate, value


@settings(max_examples=120)
@given(st.lists(axioms(), max_size=7), st.lists(facts(), min_size=1, max_size=10))
def test_entailments_are_those_of_an_engine_of_another_family(ontology: list[str], data: list[str]) -> None:
    tbox, abox = parse("\n".join(ontology)), parse("\n".join(data))
    assert shown(infer(close(tbox), abox)) == shown(sparq_entailments(tbox, abox))


@settings(max_examples=30, deadline=None)
@given(st.lists(axioms(), max_size=6), st.lists(facts(), min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_data_changes_nothing(ontology: list[str], data: list[str], random) -> None:
    schema = close(parse("\n".join(ontology)))
    shuffled = random.sample(data, len(data))
    assert infer(schema, parse("\n".join(data))) == infer(schema, parse("\n".join(shuffled)))
