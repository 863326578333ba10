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


def test_other_messages_stay() -> None:
    assert explain("something else") == ("something else", None, None)
