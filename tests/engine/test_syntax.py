"""What a person is told of a query that is none."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from practicegraph.engine.syntax import explain


@pytest.mark.parametrize(
    ("query", "words", "place"),
    [
        ("SELECT * {?s ?p \n ?o", 'expected one of ",", ".", ";"', (2, 4)),
        ("SELECT * { ?s foo:x ?o }", "a prefix is not declared", (1, 20)),
        ("SELEC * {}", "expected CONSTRUCT", (1, 10)),
    ],
)
def test_explained(query: str, words: str, place: tuple[int, int]) -> None:
    with pytest.raises(SyntaxError) as failed:
        Store().query(query)

    message, line, column = explain(str(failed.value))

    assert message.startswith(words)
    assert (line, column) == place
    assert "\\u" not in message
    assert "\n" not in message
    assert len(message) < 200


def test_undeclared_prefixes_are_named() -> None:
    query = "PREFIX a: <http://e/> SELECT * { ?s a:x pg:Practice, _:b ; rdfs:label 'other:x' ; mine:x ?o }"
    with pytest.raises(SyntaxError) as failed:
        Store().query(query)

    assert explain(str(failed.value), query)[0] == (
        "not declared: PREFIX pg: <https://w3id.org/practicegraph/ontology#>, "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>, PREFIX mine: <...>"
    )


def test_other_messages_stay() -> None:
    assert explain("something else") == ("something else", None, None)
