"""W3C SPARQL query evaluation, through what a worker does with a request."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from sparql_cases import Case, canonical, cases, comparable, expected, load, rows

from practicegraph.engine.guard import check
from practicegraph.engine.worker import answer

SUITES = (
    Path(os.environ.get("PRACTICEGRAPH_SHARED", Path(__file__).parents[3] / "shared"))
    / "conformance"
    / "sparql"
)
LIMIT = 1 << 26

_LANGUAGE = "the engine's GROUP_CONCAT keeps a language tag that all its values share"
_PATH = "the engine gives no solution for a zero-length path at a constant that is not in the data"
KNOWN_FAILURES = {
    "aggregates/agg-groupconcat-04": _LANGUAGE,
    "aggregates/agg-groupconcat-06": _LANGUAGE,
    "aggregates/agg-empty-group-count-graph": "the engine counts no group in an empty GRAPH",
    "bindings/graph": "the engine does not bind VALUES inside GRAPH",
    "functions/bnode01": "the engine gives BNODE(str) the same node in every solution",
    "negation/graph-minus": "the engine takes GRAPH and MINUS for disjoint",
    "property-path/zero_or_more_set_start": _PATH,
    "property-path/zero_or_more_set_end": _PATH,
    "property-path/zero_or_one_set_start": _PATH,
    "property-path/zero_or_one_set_end": _PATH,
    "csv-tsv-res/csv03": "the store writes 1.0E6 as 1000000",
}
"""What the engine gets wrong, each with its reason; a test that starts to pass is an error."""


def found(manifest: str) -> list[Case]:
    path = SUITES / manifest
    return list(cases(path)) if path.is_file() else []


ALL = [*found("sparql11/manifest-sparql11-query.ttl"), *found("sparql11/manifest-sparql11-results.ttl")]


def parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case.name])]
            if case.name in KNOWN_FAILURES
            else [],
        )
        for case in ALL
    ]


@pytest.mark.skipif(not ALL, reason="needs the W3C suites: set PRACTICEGRAPH_SHARED")
@pytest.mark.parametrize("case", parameters())
def test_query_evaluation(case: Case) -> None:
    text = f"BASE <{case.base}>\n{case.query.read_text(encoding='utf-8')}"
    query = check(text, limit=LIMIT)
    request = {"text": text, "dataset": None, "star": query.star, "variables": query.variables}
    store = load(case)
    if query.form.gives_graph:
        body = answer(store, request | {"media_type": "application/n-triples"}, LIMIT)
        got: object = canonical(parse(body, RdfFormat.N_TRIPLES))
    elif case.result.suffix == ".csv":
        got = rows(answer(store, request | {"media_type": "text/csv"}, LIMIT).decode())
    else:
        body = answer(store, request | {"media_type": "application/sparql-results+json"}, LIMIT)
        got = comparable(parse_query_results(body, QueryResultsFormat.JSON))

    assert got == expected(case.result)


@pytest.mark.skipif(not ALL, reason="needs the W3C suites: set PRACTICEGRAPH_SHARED")
def test_the_suite_was_read_whole() -> None:
    assert len(ALL) >= 230
