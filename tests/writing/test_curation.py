"""Writes on graphs: the union is read, curated graphs are written, nothing else changes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.engine.updates import operations
from practicegraph.writing.curation import Curation, ReadOnlyGraphError
from practicegraph.writing.requests import GraphRequest, UpdateRequest, edited
from practicegraph.writing.working import WorkingGraphs

BASE = "http://example.org/"
CURATION = Curation(BASE)
DOCUMENT, DEFAULT, NOTES = (
    f"{BASE}graph/{name}" for name in ("document/a", "curated/default", "curated/notes")
)


def triples(turtle: str) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(turtle.encode(), ox.RdfFormat.TURTLE, base_iri=BASE))


Graphs = dict[str, tuple[ox.Triple, ...]]

GRAPHS: Graphs = {DOCUMENT: triples("<s> <p> 1 ."), f"{BASE}graph/evidence": triples("<f> <p> 2 .")}


def update(graphs: Graphs, curation: Curation, text: str) -> dict[str, set[ox.Triple]]:
    return applied(graphs, curation, UpdateRequest(text))


def applied(
    graphs: Graphs, curation: Curation, request: UpdateRequest | GraphRequest
) -> dict[str, set[ox.Triple]]:
    """Return the graphs after a request, by working graphs that come back from it and make it again."""
    working = WorkingGraphs(graphs, curation)
    edited(request, working)
    working.rollback()
    assert contents(working) == {iri: set(found) for iri, found in graphs.items()}
    edited(request, working)
    working.commit()
    return contents(working)


def contents(working: WorkingGraphs) -> dict[str, set[ox.Triple]]:
    return {iri: working.triples(iri) for iri in working.names()}


def written(text: str, graphs: Graphs = GRAPHS) -> dict[str, set[ox.Triple]]:
    after = update(graphs, CURATION, text)
    return {iri: found for iri, found in after.items() if iri not in graphs or found != set(graphs[iri])}


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
        applied(GRAPHS, CURATION, GraphRequest("DELETE", BASE + iri))


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

    assert after == {DEFAULT: set(triples("<a> <b> 1 .")), "http://g": set(triples("<a> <b> 2 ."))}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("INSERT DATA { GRAPH <a> {} GRAPH p:b {} }", ("<a>", "p:b")),
        ("WITH <g> DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", ("<g>",)),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("DELETE WHERE { GRAPH <g> { ?s ?p ?o } }", ("<g>",)),
        ("DROP SILENT NAMED", None),
        ("CLEAR ALL", None),
        ("CLEAR DEFAULT", ()),
        ("MOVE SILENT <a> TO GRAPH b:c", ("<a>", "b:c")),
        ("INSERT { GRAPH <g> { ?s ?p 'GRAPH <x>' } } USING <u> WHERE { ?s ?p ?o }", ("<g>",)),
    ],
)
def test_which_graphs_an_operation_may_write(text: str, named: tuple[str, ...] | None) -> None:
    (operation,) = operations(text)

    assert operation.written == named


def test_a_clear_of_all_is_refused_and_leaves_what_queries_see() -> None:
    working = WorkingGraphs(GRAPHS, CURATION)
    for text in ("CLEAR ALL", f"INSERT DATA {{ <a> <b> 1 }} ; DROP GRAPH <{DOCUMENT}>"):
        with pytest.raises(ReadOnlyGraphError):
            edited(UpdateRequest(text), working)

    edit = edited(UpdateRequest("INSERT { ?s <q> ?o } WHERE { ?s <p> ?o }"), working)

    assert edit.default.added == frozenset(triples("<s> <q> 1 ."))
