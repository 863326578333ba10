"""Data written as JSON-LD with our context reads back as the same dataset."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from practicegraph.folders import folder
from practicegraph.terms import PREFIXES, node

CONTEXT = "https://w3id.org/practicegraph/context.jsonld"
RDF_TYPE = node("rdf:type").value
DATA = Path(__file__).with_name("every_literal.trig")


def load(address: str, _options: object = None) -> dict[str, Any]:
    """Give the context from its file and refuse every other address."""
    assert address == CONTEXT, address
    document = json.loads(folder("ontology", "context.jsonld").read_text(encoding="utf-8"))
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": document,
        "contentType": "application/ld+json",
    }


def canonical(quads: Iterable[Quad]) -> list[str]:
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def with_types(expanded: Any) -> Any:
    """Return expanded JSON-LD with ``@type`` where pyoxigraph writes ``rdf:type`` in full."""
    if isinstance(expanded, list):
        return [with_types(part) for part in expanded]
    if not isinstance(expanded, dict):
        return expanded
    node_object = {key: with_types(value) for key, value in expanded.items()}
    types = node_object.pop(RDF_TYPE, [])
    return node_object | {"@type": [kind["@id"] for kind in types]} if types else node_object


def compacted(quads: Iterable[Quad]) -> dict[str, Any]:
    """Return the data as JSON-LD in the words of the context; pyoxigraph only spells out the quads."""
    expanded = with_types(json.loads(pyoxigraph.serialize(quads, format=RdfFormat.JSON_LD) or b""))
    result: dict[str, Any] = jsonld.compact(expanded, CONTEXT, {"documentLoader": load, "graph": True})
    return result


def read(document: dict[str, Any]) -> list[Quad]:
    """Return the quads of JSON-LD that uses the context."""
    expanded = jsonld.expand(document, {"documentLoader": load})
    return list(pyoxigraph.parse(json.dumps(expanded), format=RdfFormat.JSON_LD))


def hand_made() -> list[Quad]:
    return list(pyoxigraph.parse(path=DATA, format=RdfFormat.TRIG))


def test_a_dataset_with_every_kind_of_literal_comes_back() -> None:
    quads = hand_made()
    assert canonical(read(compacted(quads))) == canonical(quads)


def test_another_reader_finds_the_same_with_the_context_inside() -> None:
    quads = hand_made()
    document = compacted(quads) | load(CONTEXT)["document"]
    found = pyoxigraph.parse(json.dumps(document), format=RdfFormat.JSON_LD)
    assert canonical(found) == canonical(quads)


@pytest.mark.parametrize("name", ["practicegraph.ttl", "alignments.ttl"])
def test_the_ontology_comes_back(name: str) -> None:
    graph = NamedNode("https://w3id.org/practicegraph/graph/ontology")
    triples = pyoxigraph.parse(path=folder("ontology", name), format=RdfFormat.TURTLE)
    quads = [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
    assert canonical(read(compacted(quads))) == canonical(quads)


def test_a_release_comes_back(release: list[Quad]) -> None:
    assert len({quad.graph_name for quad in release}) > 10
    assert canonical(read(compacted(release))) == canonical(release)


def test_reads_as_people_write_it() -> None:
    document = {
        "@context": CONTEXT,
        "id": "http://example.org/practice",
        "type": "Practice",
        "label": {"en": "Bridges", "sv": ["Broar", "Bron"], "@none": "BR"},
        "country": "http://publications.europa.eu/resource/authority/country/BGR",
        "earliestStart": "2016-01-01",
        "hasCount": [{"id": "http://example.org/count", "type": "Count", "value": 370, "planned": False}],
    }
    lines = sorted(f"{quad.predicate.value} {quad.object}" for quad in read(document))
    label, pg, xsd = PREFIXES["rdfs"] + "label", PREFIXES["pg"], PREFIXES["xsd"]
    assert lines == sorted(
        [
            f"{RDF_TYPE} <{pg}Practice>",
            f"{RDF_TYPE} <{pg}Count>",
            *(f"{label} {text}" for text in ['"Bridges"@en', '"Broar"@sv', '"Bron"@sv', '"BR"']),
            f"{pg}country <http://publications.europa.eu/resource/authority/country/BGR>",
            f'{pg}earliestStart "2016-01-01"^^<{xsd}date>',
            f"{pg}hasCount <http://example.org/count>",
            f'{pg}value "370"^^<{xsd}integer>',
            f'{pg}planned "false"^^<{xsd}boolean>',
        ]
    )


def test_labels_become_language_maps_and_references_stay_plain() -> None:
    practice = next(
        entry
        for graph in compacted(hand_made())["@graph"]
        for entry in graph.get("@graph", [])
        if entry.get("type") == "Practice"
    )
    assert practice["label"]["sv"] == "Broar"
    assert sorted(practice["altLabel"]["en"]) == ["Bridging", "The Bridges"]
    assert practice["country"] == ["http://publications.europa.eu/resource/authority/country/BGR"]
    assert practice["start"] == {"type": "xsd:gYear", "@value": "2016"}
    assert practice["earliestStart"] == "2016-01-01"


_terms = json.loads(folder("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
_properties = sorted(
    definition if isinstance(definition, str) else definition["@id"]
    for key, definition in _terms.items()
    if key[0].islower() and ":" in str(definition) and not str(definition).startswith(("http", "@"))
)
_iris = st.builds(NamedNode, st.sampled_from([f"http://example.org/{name}" for name in "abcd"]))
_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
_datatypes = ["integer", "decimal", "boolean", "double", "date", "gYear", "gYearMonth", "duration", "string"]
_literals = st.one_of(
    st.builds(Literal, _texts),
    st.builds(
        lambda text, tag: Literal(text, language=tag),
        _texts,
        st.sampled_from(["en", "sv", "zh-hant", "en-gb"]),
    ),
    st.builds(
        lambda text, name: Literal(text, datatype=node(f"xsd:{name}")),
        st.sampled_from(["1", "007", "1.10", "true", "2016", "2016-03-05", "P1Y", "x", "1e3", "-0"]),
        st.sampled_from(_datatypes),
    ),
)
_blanks = st.sampled_from([BlankNode("one"), BlankNode("two")])
_graphs = st.one_of(st.just(DefaultGraph()), _iris)
_quads = st.builds(
    Quad,
    st.one_of(_iris, _blanks),
    st.sampled_from([node(name) for name in _properties]),
    st.one_of(_iris, _blanks, _literals),
    _graphs,
)


@given(st.lists(_quads, max_size=8))
def test_whatever_the_terms_are_given_comes_back(quads: list[Quad]) -> None:
    assert canonical(read(compacted(quads))) == canonical(quads)
