"""What a person is told of a query that is none: the place, and what would fit there."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from practicegraph.engine.grammar import UPDATE
from practicegraph.engine.syntax import explain


def told(query: str) -> tuple[str, int | None, int | None]:
    """Return what is told of a query that the engine refuses."""
    with pytest.raises(SyntaxError) as failed:
        Store().query(query)
    return explain(str(failed.value), query)


@pytest.mark.parametrize(
    ("query", "words", "place"),
    [
        ("SELECT * {?s ?p \n ?o", 'the text ends here; expected ",", ";", "."', (2, 4)),
        ("SELEC * {}", "did you mean SELECT?", (1, 1)),
        ("SELECT * WHER {}", "did you mean WHERE?", (1, 10)),
        ("SELECT * { ?s ?p }", "expected a value; found “}”", (1, 18)),
        ("SELECT * { ?s ?p ?o } LIMIT x", "expected a whole number; found “x”", (1, 29)),
        ("SELECT * {\n  ?s ?p ?o FILTER ?o > 3 }", "expected a condition in brackets; found “?o”", (2, 19)),
        ('SELECT * { ?s ?p ?o FILTER(STRSTART(?o, "a")) }', "did you mean STRSTARTS?", (1, 28)),
        ("SELECT * { ?s ?p ?o FILTER NOT EXIST {} }", "did you mean EXISTS?", (1, 32)),
        ("SELECT ?s, ?p {}", "expected a variable", (1, 10)),
        ('SELECT * { ?s ?p "abc }', "the string that begins here is not closed", (1, 18)),
        ("SELECT * { ?s <http://a b> ?o }", "what begins here is no IRI", (1, 15)),
        ("SELECT * { ?s ?p <http://[> }", "<http://[> is no IRI", (1, 18)),
        ("SELECT * { ?s ?p '\\q' }", "a string has no escape \\q", (1, 19)),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "neither in GROUP BY nor within an aggregate", None),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "SELECT names a variable twice", None),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "is a variable given a value twice", None),
        ("INSERT DATA { <a> <b> 1 }", "this is an update, not a query", (1, 1)),
    ],
)
def test_explained(query: str, words: str, place: tuple[int, int] | None) -> None:
    message, line, column = told(query)

    assert words in message
    assert place is None or (line, column) == place
    assert "\n" not in message
    assert len(message) < 200


def test_undeclared_prefixes_are_named_where_the_first_stands() -> None:
    query = "PREFIX a: <http://e/> SELECT * { ?s a:x pg:Practice, _:b ; rdfs:label 'other:x' ; mine:x ?o }"

    assert told(query) == (
        (
            "not declared: PREFIX pg: <https://w3id.org/practicegraph/ontology#>, "
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>, PREFIX mine: <...>"
        ),
        1,
        41,
    )


def test_an_update_is_read_as_one() -> None:
    assert explain("", "INSERT DATA { <a> <b> }", UPDATE)[0] == "expected a value; found “}”"
    assert explain("", "SELECT * {}", UPDATE)[0] == "this is a query, not an update"


def test_other_messages_stay() -> None:
    assert explain("something else") == ("something else", None, None)
