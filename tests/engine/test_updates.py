"""Updates taken apart: operations, prologues, and the dataset of a WHERE."""

from __future__ import annotations

import pytest

from practicegraph.engine.errors import QueryRefusedError, QuerySyntaxError
from practicegraph.engine.updates import UsingDataset, operations, with_dataset


def test_operations_carry_every_prologue_before_them() -> None:
    text = 'PREFIX a: <http://a;/> INSERT DATA { a:x a:y "; {" } ;\nPREFIX b: <http://b/> CLEAR GRAPH b:g ; # ; x\n'
    first, second = operations(text)

    assert first.text == 'PREFIX a: <http://a;/>\nINSERT DATA { a:x a:y "; {" }'
    assert second.text == "PREFIX a: <http://a;/>\nPREFIX b: <http://b/>\nCLEAR GRAPH b:g"
    assert second.in_place(text).splitlines()[1] == "PREFIX b: <http://b/> CLEAR GRAPH b:g"


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("DELETE { ?s ?p 1 } WHERE { ?s ?p ?o }", "DELETE { ?s ?p 1 }  D N WHERE { ?s ?p ?o }"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE  { ?s ?p ?o } D N WHERE  { ?s ?p ?o }"),
        ("WITH <g> INSERT {} WHERE { {} }", "WITH <g> INSERT {}  USING <g> N WHERE { {} }"),
        ("INSERT {} USING <g> WHERE {}", "INSERT {} USING <g> WHERE {}"),
        ("INSERT DATA { <a> <b> 'WHERE' }", "INSERT DATA { <a> <b> 'WHERE' }"),
    ],
)
def test_a_where_is_given_a_dataset(text: str, rewritten: str) -> None:
    assert operations(text)[0].using("D ", "N ").strip() == rewritten


def test_the_dataset_of_a_request() -> None:
    dataset = UsingDataset(("http://a",), ("http://b",))
    (operation,) = with_dataset("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", dataset)

    assert "USING <http://a> USING NAMED <http://b> WHERE" in operation.text
    with pytest.raises(QuerySyntaxError) as caught:
        with_dataset("CLEAR ALL;\n WITH <g> INSERT {} WHERE {}", dataset)
    assert (caught.value.line, caught.value.column) == (2, 2)


@pytest.mark.parametrize(
    "text", ["LOAD <http://x>", "load <http://x> into graph <g>", "INSERT {} WHERE { SERVICE SILENT <x> {} }"]
)
def test_nothing_is_fetched(text: str) -> None:
    with pytest.raises(QueryRefusedError):
        operations(text)


def test_a_silent_load_is_one_that_failed() -> None:
    assert [operation.is_silent_load for operation in operations("LOAD SILENT <http://x> ; CLEAR ALL")] == [
        True,
        False,
    ]
