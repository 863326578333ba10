from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.description import dcat, void
from practicegraph.description.statistics import statistics
from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.languages import ONTOLOGY_LANGUAGES
from practicegraph.terms import BASE, PREFIXES, node


def parse(turtle: str) -> list[ox.Triple]:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return [quad.triple for quad in ox.parse((head + turtle).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)]


GRAPHS = {
    "document/a": parse("""
        <id/practice/a> a pg:Practice ; rdfs:label "One"@en , "Ett"@sv ; pg:country country:BGR ;
            pg:statedSdg sdg:11 ; pg:earliestStart "2011-03-01"^^xsd:date ; pg:latestEnd "2012-01-31"^^xsd:date .
        <id/document/a> a pg:Document ; schema:inLanguage "sv" ."""),
    "document/b": parse("""
        <id/practice/b> a pg:Practice ; pg:country country:BGR , country:SWE .
        <id/practice/a> rdfs:label "One"@en ."""),
    "evidence": parse("""
        <id/fact/1> a pg:Fact ; pg:field "title" ; pg:basis <concept/basis/stated> ; pg:subject <id/practice/a> .
        <id/fact/2> a pg:Fact ; pg:field "sdg" ; pg:basis <concept/basis/suggested> ; pg:subject <id/practice/a> .
        <id/fact/3> a pg:Fact ; pg:field "title" ; pg:basis <concept/basis/missing> ; pg:subject <id/practice/b> ."""),
    "inferred": parse("<id/practice/a> a pg:Undertaking ."),
}
VISIBLE = ["document/a", "document/b", "inferred"]


def test_figures_count_each_thing_once() -> None:
    figures = statistics(GRAPHS, VISIBLE)
    assert figures["practices"] == 2
    assert figures["undertakings"] == 2
    assert figures["documents"] == 1
    assert figures["countries"] == {f"{PREFIXES['country']}BGR": 2, f"{PREFIXES['country']}SWE": 1}
    assert figures["statedSdgs"] == {"http://metadata.un.org/sdg/11": 1}
    assert figures["languages"] == {"documents": {"sv": 1}, "literals": {"en": 1, "sv": 1}}
    assert figures["facts"] == {
        "all": 3,
        "byBasis": {"missing": 1, "stated": 1, "suggested": 1},
        "byField": {"title": 2, "sdg": 1},
    }
    assert figures["coverage"] == {"title": {"missing": 1, "stated": 1}, "sdg": {"suggested": 1}}
    assert figures["triples"] == {"visible": 13, "all": 26, "inferred": 1}


def test_void_counts_what_a_query_would_count() -> None:
    store = ox.Store()
    union = {triple for name in VISIBLE for triple in GRAPHS[name]}
    store.extend(ox.Quad(*triple) for triple in union)
    described = ox.Store()
    described.extend(ox.Quad(*triple) for triple in void.describe(GRAPHS, VISIBLE, BASE))
    prefix = f"PREFIX void: <{PREFIXES['void']}> "
    partitions = described.query(prefix + "SELECT ?c ?n { [] void:class ?c ; void:entities ?n }")
    counted = store.query("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert rows(partitions) == rows(counted)
    of_all = f"<{BASE}dataset> void:propertyPartition ?part . ?part"
    partitions = described.query(prefix + f"SELECT ?p ?n {{ {of_all} void:property ?p ; void:triples ?n }}")
    counted = store.query("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    assert rows(partitions) == rows(counted)
    total = described.query(prefix + f"SELECT ?n {{ <{BASE}dataset> void:triples ?n }}")
    assert [solution["n"].value for solution in total] == [str(len(store))]
    sizes = described.query(
        prefix + f"SELECT ?g ?n {{ ?g void:triples ?n FILTER(STRSTARTS(STR(?g), '{BASE}graph/')) }}"
    )
    assert rows(sizes) == {
        (f"<{BASE}graph/{name}>", str(len(set(triples)))) for name, triples in GRAPHS.items()
    }


def test_void_counts_what_is_said_of_the_things_of_each_class() -> None:
    """As tools ask that make shapes, completions or code of it."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in {triple for name in VISIBLE for triple in GRAPHS[name]})
    described = ox.Store()
    described.extend(ox.Quad(*triple) for triple in void.describe(GRAPHS, VISIBLE, BASE))
    prefix = f"PREFIX void: <{PREFIXES['void']}> PREFIX ext: <http://ldf.fi/void-ext#> "
    uses = described.query(
        prefix + "SELECT (CONCAT(STR(?c), ' ', STR(?p)) AS ?use) ?n "
        "{ [] void:class ?c ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }"
    )
    counted = store.query(
        "SELECT (CONCAT(STR(?c), ' ', STR(?p)) AS ?use) (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
    )
    assert rows(uses) == rows(counted)
    typed = described.query(
        prefix + "SELECT (CONCAT(STR(?c), ' ', STR(?p), ' ', STR(?d)) AS ?use) ?n { [] void:class ?c ; "
        "void:propertyPartition [ void:property ?p ; ext:datatypePartition [ ext:datatype ?d ; void:triples ?n ] ] }"
    )
    counted = store.query(
        "SELECT (CONCAT(STR(?c), ' ', STR(?p), ' ', STR(?d)) AS ?use) (COUNT(*) AS ?n) "
        "{ ?s a ?c ; ?p ?o FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?d) } GROUP BY ?c ?p ?d"
    )
    assert rows(typed) == rows(counted)


TRIPLES = st.builds(
    ox.Triple,
    st.sampled_from([ox.NamedNode(f"urn:{name}") for name in "ab"]),
    st.sampled_from([node("rdf:type"), ox.NamedNode("urn:p")]),
    st.sampled_from([ox.NamedNode("urn:A"), ox.NamedNode("urn:B"), ox.Literal("x"), ox.Literal(1)]),
)


@given(st.sets(TRIPLES), st.sets(TRIPLES))
def test_counts_that_follow_are_those_from_nothing(before: set[ox.Triple], after: set[ox.Triple]) -> None:
    tally = void.Tally(before)
    tally.remove(before - after)
    tally.add(after - before)

    assert tally.counts() == void.count(sorted(after, key=str))


def rows(solutions: ox.QuerySolutions) -> set[tuple[str, str]]:
    return {(str(solution[0]), solution[1].value) for solution in solutions}


def test_the_dataset_is_described_in_every_language_with_licence_source_and_coverage() -> None:
    triples = [triple for name in VISIBLE for triple in GRAPHS[name]]
    shipped = folder("data", "description", "dataset.ttl")
    found = set(dcat.describe(shipped, triples, [("x.ttl", "text/turtle")], BASE))
    dataset = ox.NamedNode(f"{BASE}dataset")
    for name in ("dct:title", "dct:description"):
        languages = {t.object.language for t in found if t.subject == dataset and t.predicate == node(name)}
        assert languages == set(ONTOLOGY_LANGUAGES)
    said = {(t.predicate, t.object) for t in found if t.subject == dataset}
    assert {value.value for prop, value in said if prop == node("dct:spatial")} == {
        f"{PREFIXES['country']}BGR",
        f"{PREFIXES['country']}SWE",
    }
    assert any(prop == node("dct:license") for prop, _ in said)
    assert (node("dct:source"), ox.NamedNode("http://metadata.un.org/sdg")) in said
    assert (node("dcat:distribution"), ox.NamedNode(f"{BASE}downloads/x.ttl")) in said
    dates = {t.predicate: t.object.value for t in found if t.subject.value == f"{BASE}dataset/period"}
    assert dates[node("dcat:startDate")] == "2011-03-01"
    assert dates[node("dcat:endDate")] == "2012-01-31"


def test_a_broken_description_is_named(tmp_path) -> None:
    (tmp_path / "dataset.ttl").write_text("<> a", "utf-8")
    with pytest.raises(InvalidDataError, match=r"dataset\.ttl"):
        list(dcat.describe(tmp_path / "dataset.ttl", [], [], BASE))
