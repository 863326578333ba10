from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from practicegraph.graph.canonical import nquads
from practicegraph.graph.packed import PackedEvidence, PackedGraph
from practicegraph.release.content import Content, files_of
from practicegraph.terms import BASE, graph, node, resource

NAME = graph("evidence")
FACTS = st.lists(st.tuples(st.text("0123456789abcdef", min_size=4, max_size=4), st.text()), max_size=40)


@given(FACTS)
def test_a_packed_graph_is_the_canonical_graph(facts: list[tuple[str, str]]) -> None:
    triples = [Triple(resource("fact", name), node("pg:method"), Literal(text)) for name, text in facts]
    packed = PackedGraph.of(triples, NAME)
    assert packed.nquads() == nquads(triples, NAME)
    assert set(packed) == set(triples)
    assert len(packed) == len(set(triples))


@given(FACTS)
def test_evidence_in_any_order_gives_the_canonical_graph(facts: list[tuple[str, str]]) -> None:
    evidence = PackedEvidence(BASE)
    triples = []
    for name, text in facts:
        triple = Triple(resource("fact", name), node("pg:method"), Literal(text))
        triples.append(triple)
        evidence.append(f"{triple} .\n")
    assert evidence.graph(NAME).nquads() == nquads(triples, NAME)


def test_evidence_that_was_packed_meanwhile_is_not_lost() -> None:
    evidence = PackedEvidence(BASE)
    long = "x" * 50_000
    for number in range(20):
        evidence.append(f'{resource("fact", "ab")} {node("pg:method")} "{number}{long}" .\n')
    found = evidence.graph(NAME)
    assert len(found) == 20
    assert found.nquads().count(b"\n") == 20


def test_terms_are_as_the_store_normalises_them() -> None:
    duration = Triple(
        NamedNode("https://example.org/s"),
        node("pg:duration"),
        Literal("P36M", datatype=node("xsd:duration")),
    )
    (found,) = PackedGraph.of([duration], NAME)
    assert found.object == Literal("P3Y", datatype=node("xsd:duration"))
    assert [
        quad.triple for quad in parse(PackedGraph.of([duration], NAME).nquads(), format=RdfFormat.N_QUADS)
    ] == [found]


def test_blank_nodes_keep_their_labels_until_a_release_names_them() -> None:
    said, iri = node("rdfs:label"), graph("some")
    plain = Triple(resource("practice", "a"), said, Literal("<b> _:c"))
    blank = BlankNode("mine")
    nodes = [Triple(blank, said, Literal("x")), Triple(resource("practice", "a"), said, blank), plain]
    for triples in (nodes[:1], nodes[1:2], nodes):
        packed = PackedGraph.of(triples, iri)
        assert set(packed) == set(triples)
        assert packed.may_have_blank_nodes
    content = Content(
        base=BASE, graphs={"some": PackedGraph.of(nodes, iri)}, texts={}, inputs=(), versions={}
    )
    unpacked = Content(base=BASE, graphs={"some": nodes}, texts={}, inputs=(), versions={})
    written = files_of(content).data["graphs/some.nq"]
    assert written == files_of(unpacked).data["graphs/some.nq"]
    assert b"mine" not in written
    assert not PackedGraph.of(
        [Triple(resource("practice", "a"), said, Literal("_:c"))], iri
    ).may_have_blank_nodes
