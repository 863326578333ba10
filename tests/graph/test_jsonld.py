"""JSON-LD: whatever is written reads back as the same triples."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as processor
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from practicegraph.graph.jsonld import Context, dataset_document, document, nested, shipped_context
from practicegraph.terms import PREFIXES, node

CONTEXT = shipped_context()
XSD = PREFIXES["xsd"]
PRACTICE = NamedNode("https://w3id.org/practicegraph/id/practice/x")


def canonical(quads: Any) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def ordered(triples: Any) -> list[Triple]:
    return sorted(triples, key=lambda triple: str(triple.subject))


def by_oxigraph(text: str) -> Dataset:
    return canonical(parse(text, RdfFormat.JSON_LD))


def by_pyld(text: str) -> Dataset:
    return canonical(
        parse(processor.to_rdf(json.loads(text), {"format": "application/n-quads"}), RdfFormat.N_QUADS)
    )


subjects = st.sampled_from([PRACTICE, NamedNode("http://example.org/s"), BlankNode("b1"), BlankNode("b2")])
predicates = st.sampled_from(
    [NamedNode(iri) for iri in sorted(CONTEXT.properties)[::3]]
    + [
        node("rdfs:label"),
        node("pg:start"),
        node("pg:share"),
        NamedNode("http://example.org/p"),
        node("rdf:type"),
    ]
)
texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cs", "Cc"]), max_size=8
)
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "sv", "pt-br"])),
    st.builds(lambda number: Literal(str(number), datatype=NamedNode(XSD + "integer")), st.integers()),
    st.builds(
        lambda value, kind: Literal(value, datatype=NamedNode(XSD + kind)),
        st.sampled_from(["2016", "12.50", "007", "P3Y", "true", "1"]),
        st.sampled_from(["gYear", "decimal", "integer", "duration", "boolean", "date"]),
    ),
)
objects = st.one_of(literals, st.sampled_from([PRACTICE, NamedNode("urn:x:y"), BlankNode("b1")]))


@st.composite
def triples(draw: st.DrawFn) -> Triple:
    predicate = draw(predicates)
    value = draw(objects)
    if predicate == node("rdf:type") and isinstance(value, Literal):
        value = node("pg:Practice")
    return Triple(draw(subjects), predicate, value)


@given(st.sets(triples(), max_size=12))
def test_document_round_trips(graph: set[Triple]) -> None:
    text = "".join(document(ordered(graph), CONTEXT))
    expected = canonical(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in graph)

    assert by_oxigraph(text) == expected
    assert by_pyld(text) == expected


@given(
    st.dictionaries(
        st.sampled_from([None, NamedNode("http://g/1"), NamedNode("http://g/2")]),
        st.sets(triples(), min_size=1, max_size=5),
    )
)
def test_dataset_round_trips(graphs: dict[NamedNode | None, set[Triple]]) -> None:
    text = "".join(dataset_document(((name, ordered(graph)) for name, graph in graphs.items()), CONTEXT))
    expected = canonical(
        Quad(t.subject, t.predicate, t.object, name or DefaultGraph())
        for name, graph in graphs.items()
        for t in graph
    )

    assert by_oxigraph(text) == expected


@given(st.sets(triples(), min_size=1, max_size=12))
def test_nested_is_a_part_of_the_graph(graph: set[Triple]) -> None:
    tree = nested(PRACTICE, graph, CONTEXT)
    read = set(parse(json.dumps(tree), RdfFormat.JSON_LD))
    about = {t for t in graph if t.subject == PRACTICE}

    assert len([quad for quad in read if quad.subject == PRACTICE]) == len(about)


def test_nested_tree() -> None:
    activity = NamedNode(PRACTICE.value + "/activity/1")
    graph = [
        Triple(PRACTICE, node("rdf:type"), node("pg:Practice")),
        Triple(PRACTICE, node("rdfs:label"), Literal("A practice", language="en")),
        Triple(PRACTICE, node("rdfs:label"), Literal("En praktik", language="sv")),
        Triple(PRACTICE, node("pg:hasActivity"), activity),
        Triple(activity, node("rdfs:label"), Literal("Teach", language="en")),
        Triple(activity, node("pg:position"), Literal(1)),
        Triple(activity, node("pg:elementOf"), PRACTICE),
    ]

    tree = nested(PRACTICE, graph, CONTEXT)
    tree.pop("@context")

    assert tree == {
        "id": PRACTICE.value,
        "type": "Practice",
        "hasActivity": [
            {"id": activity.value, "elementOf": PRACTICE.value, "label": {"en": "Teach"}, "position": 1}
        ],
        "label": {"en": "A practice", "sv": "En praktik"},
    }


@pytest.mark.parametrize(
    "lexical",
    ["0", "-7", "999999999999999", "9007199254740993", "100000000000000000000000", "-0", "007", "+1"],
)
def test_integers_stay_exact(lexical: str) -> None:
    triple = Triple(PRACTICE, node("oa:start"), Literal(lexical, datatype=NamedNode(XSD + "integer")))
    text = "".join(document([triple], CONTEXT))

    assert by_oxigraph(text) == by_pyld(text) == canonical([Quad(*triple, DefaultGraph())])


def test_a_broken_context_is_named(tmp_path: Any) -> None:
    path = tmp_path / "context.jsonld"
    path.write_text("{")

    with pytest.raises(Exception, match=r"context\.jsonld: is no JSON-LD context"):
        Context.load(path)
