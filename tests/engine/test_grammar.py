"""The reader of the grammar takes what the engine takes, whatever it is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from practicegraph.engine.grammar import QUERY, UPDATE, first_unexpected
from practicegraph.engine.tokens import tokens

QUERIES = (
    (
        'PREFIX e: <http://e/> SELECT DISTINCT ?s (COUNT(*) AS ?n) WHERE { ?s e:p/e:q* "a"@en , 1.5 ; a [ e:r () ] . '
        "OPTIONAL { ?s ^e:t ?u FILTER(?u > 3 && REGEX(STR(?u), 'x')) } } GROUP BY ?s HAVING (COUNT(*) > 1) LIMIT 3"
    ),
    "CONSTRUCT { ?s ?p ?o } FROM <http://g/> WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } MINUS { ?s a ?o } }",
    "ASK { VALUES (?a ?b) { (1 UNDEF) } BIND(IF(?a IN (1, 2), -?a, COALESCE(?b, 'n')) AS ?c) FILTER NOT EXISTS {} }",
)
WORDS = sorted({token.text for query in QUERIES for token in tokens(query)})


@pytest.mark.parametrize("query", QUERIES)
def test_takes_queries(query: str) -> None:
    assert first_unexpected(query) is None


@given(
    st.sampled_from(QUERIES),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["", *WORDS])), max_size=2),
)
def test_what_the_engine_takes_is_never_unexpected(query: str, changes: list[tuple[int, str]]) -> None:
    written = [token.text for token in tokens(query)]
    for index, word in changes:
        written[index % len(written)] = word
    text = " ".join(written)
    try:
        Store().query(text)
    except (SyntaxError, ValueError, RuntimeError):
        return
    assert first_unexpected(text) is None


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_it_always_stops_at_a_token(words: list[str]) -> None:
    text = "SELECT " + " ".join(words)
    found = first_unexpected(text)

    assert found is None or found.token is None or text[found.token.start :].startswith(found.token.text)
    assert found is None or found.expected


def test_depth_costs_no_stack() -> None:
    assert first_unexpected("ASK " + "{" * 20_000) is not None
    assert first_unexpected("ASK { FILTER" + "(" * 20_000 + "1" + ")" * 20_000 + "}") is None


def test_takes_the_standards_own_queries(shared: Path) -> None:
    """All that must parse does, but for SERVICE, which is refused before, and what was never in the standard."""
    folder = shared / "conformance" / "sparql" / "sparql11"
    refused = set()
    for path in sorted(folder.rglob("*.r[qu]")):
        text = path.read_text(encoding="utf-8")
        found = first_unexpected(text, UPDATE if path.suffix == ".ru" else QUERY)
        if found is not None and "SERVICE" not in text:
            refused.add(path.stem)

    negative = {name for name in refused if "bad" in name or name.startswith("syn-")}
    ranges = {name for name in refused if name.startswith(("path-2", "path-3", "pp"))}
    assert refused - negative - ranges <= {"constructwhere05", "constructwhere06", "syntax-bindings-09"}
