from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

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


NUMBERS = st.one_of(
    st.from_regex(r"[+-]?[0-9]{1,20}(\.[0-9]{0,12})?", fullmatch=True),
    st.sampled_from(["true", "false", "1", "-0", "0.0", "007", "1.50", ".5", "9223372036854775808"]),
)


@given(st.lists(NUMBERS, max_size=12), st.sampled_from(["xsd:integer", "xsd:decimal", "xsd:boolean"]))
def test_every_number_is_written_as_the_store_gives_it_back(values: list[str], datatype: str) -> None:
    store = Store()
    triples = [Triple(SUBJECT, node("pg:value"), Literal(value, datatype=node(datatype))) for value in values]
    store.extend(Quad(*triple, NAME) for triple in triples)
    assert set(nquads(triples, NAME).splitlines()) == {f"{quad} .".encode() for quad in store}
