from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from practicegraph.graph.canonical import nquads
from practicegraph.terms import graph, node

NAME = graph("document/a")
SUBJECT = NamedNode("https://example.org/s")


def test_no_triples_give_no_bytes() -> None:
    assert nquads([], NAME) == b""


def test_terms_are_as_the_store_normalises_them() -> None:
    decimal = node("xsd:decimal")
    written = Triple(SUBJECT, node("pg:share"), Literal("1.10", datatype=decimal))
    plain = Triple(SUBJECT, node("pg:share"), Literal("1.1", datatype=decimal))
    assert nquads([written], NAME) == nquads([plain], NAME) == nquads([plain, written], NAME)


@given(st.lists(st.text(min_size=1), max_size=8), st.randoms())
def test_order_and_repetition_do_not_matter(values: list[str], random: object) -> None:
    triples = [Triple(SUBJECT, node("pg:method"), Literal(value)) for value in values]
    shuffled = [*triples, *triples]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    made = nquads(shuffled, NAME)
    assert made == nquads(triples, NAME)
    assert made.count(b"\n") == len(set(values))
    assert {
        quad.object.value for quad in parse(made, format=RdfFormat.N_QUADS) if isinstance(quad, Quad)
    } == set(values)
