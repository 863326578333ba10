"""Writes on graphs: the union is read, curated graphs are written, nothing else changes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.release.curation import Curation, Graphs, ReadOnlyGraphError, delete, update

BASE = "http://example.org/"
CURATION = Curation(BASE)
DOCUMENT, DEFAULT, NOTES = (
    f"{BASE}graph/{name}" for name in ("document/a", "curated/default", "curated/notes")
)


def triples(turtle: str) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(turtle.encode(), ox.RdfFormat.TURTLE, base_iri=BASE))


GRAPHS: Graphs = {DOCUMENT: triples("<s> <p> 1 ."), f"{BASE}graph/evidence": triples("<f> <p> 2 .")}


def written(text: str, graphs: Graphs = GRAPHS) -> dict[str, set[ox.Triple]]:
    after = update(graphs, CURATION, text)
    return {iri: set(found) for iri, found in after.items() if after.get(iri) is not graphs.get(iri)}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("INSERT { ?s <q> ?o } WHERE { ?s <p> ?o }", {DEFAULT: "<s> <q> 1 ."}),
        ("DELETE { ?s <p> ?o } WHERE { ?s <p> ?o }", {}),
        ("DELETE WHERE { ?s <p> ?o }", {}),
        ("INSERT DATA { <x> <q> 1 } ; INSERT { ?s <r> 2 } WHERE { ?s <q> 1 }", {DEFAULT: "<x> <q> 1 ; <r> 2 ."}),
        (f"INSERT DATA {{ GRAPH <{NOTES}> {{ <x> <q> 1 }} }} ; INSERT {{ ?s <r> 2 }} WHERE {{ ?s <q> 1 }}",
         {NOTES: "<x> <q> 1 .", DEFAULT: "<x> <r> 2 ."}),
        (f"INSERT {{ GRAPH <{NOTES}> {{ ?s <q> ?g }} }} WHERE {{ GRAPH ?g {{ ?s <p> 2 }} }}",
         {NOTES: "<f> <q> <graph/evidence> ."}),
        (f"INSERT DATA {{ GRAPH <{DEFAULT}> {{ <x> <q> 1 }} <x> <q> 2 }} ; DELETE DATA {{ <x> <q> 1 }}",
         {DEFAULT: "<x> <q> 2 ."}),
        (f"WITH <{DOCUMENT}> DELETE {{ ?s <none> ?o }} WHERE {{ ?s <p> ?o }}", {}),
        ("INSERT DATA { <x> <q> 1 , 2 } ; DELETE { ?s <q> ?o } WHERE { ?s <q> ?o FILTER(?o = 1) }",
         {DEFAULT: "<x> <q> 2 ."}),
        (f"CREATE GRAPH <{NOTES}>", {NOTES: ""}),
    ],
)  # fmt: skip
def test_what_an_update_writes(text: str, changed: dict[str, str]) -> None:
    assert written(text) == {iri: set(triples(turtle)) for iri, turtle in changed.items()}


@pytest.mark.parametrize(
    "iri",
    [
        "graph/ontology",
        "graph/curated/",
        "graph/curated/../a",
        "graph/curated/a.b",
        "graph/curated/%2e%2e",
        "x",
    ],
)
def test_where_nothing_may_be_written(iri: str) -> None:
    with pytest.raises(ReadOnlyGraphError):
        update(GRAPHS, CURATION, f"INSERT DATA {{ GRAPH <{BASE}{iri}> {{ <a> <b> 1 }} }}")
    with pytest.raises(ReadOnlyGraphError):
        delete(GRAPHS, CURATION, BASE + iri)


def test_a_prologue_may_stand_before_each_operation() -> None:
    text = "CLEAR DEFAULT ; BASE <http://b/> INSERT DATA { <x> <y> <z> } ;\nPREFIX : <http://c/> INSERT DATA { :x :y oops }"

    with pytest.raises(SyntaxError, match="error at 2:4"):
        update(GRAPHS, CURATION, text)
    assert written(text.replace("oops", "1"))[DEFAULT] == set(
        triples("<http://b/x> <http://b/y> <http://b/z> . <http://c/x> <http://c/y> 1 .")
    )


@given(st.text(max_size=60))
def test_names_of_graphs_never_leave_their_folder(name: str) -> None:
    iri = f"{BASE}graph/curated/{name}"
    for curation in (CURATION, Curation(BASE, plain=True)):
        found = curation.name(iri)
        assert found is None or (found.startswith("curated/") and ".." not in found and len(found) < 200)


def test_a_plain_store_has_a_default_graph_of_its_own() -> None:
    curation = Curation(BASE, plain=True)
    after = update(
        {DEFAULT: triples("<a> <b> 1 .")},
        curation,
        "INSERT { GRAPH <http://g> { ?s ?p 2 } } WHERE { ?s ?p 1 }",
    )

    assert after == {DEFAULT: triples("<a> <b> 1 ."), "http://g": triples("<a> <b> 2 .")}
