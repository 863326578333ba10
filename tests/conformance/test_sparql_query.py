"""W3C SPARQL query evaluation, 1.1 and 1.2, over HTTP: the application, its WSGI server and real workers.

Each file of the suites is a named graph of one store, and each test names its dataset as the protocol has it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import waitress
from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)
from reference import CONFORMANCE
from sparql_cases import GRAPHS, Case, canonical, cases, comparable, expected, rows

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.engine.guard import check
from practicegraph.engine.tokens import tokens
from practicegraph.settings import Settings
from practicegraph.writing.writing import empty
from practicegraph_server.app import create_app

SUITES = CONFORMANCE / "sparql"
SPARQL_12 = (
    "codepoint-escapes",
    "eval-triple-terms",
    "expression",
    "grouping",
    "lang-basedir",
    "rdf11",
)
"""The folders of the 1.2 suite that have evaluation tests."""

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
    "1.2/grouping/group01": "the engine gives no group where there is no solution and nothing is grouped by",
    "1.2/grouping/select-variable-reuse": "the engine takes a variable of an earlier expression for unbound",
}
"""What the engine gets wrong, each with its reason; a test that starts to pass is an error."""


def found(manifest: str) -> list[Case]:
    path = SUITES / manifest
    return list(cases(path)) if path.is_file() else []


SUITE_11 = [*found("sparql11/manifest-sparql11-query.ttl"), *found("sparql11/manifest-sparql11-results.ttl")]
SUITE_12 = [
    replace(case, name=f"1.2/{case.name}")
    for name in SPARQL_12
    for case in found(f"sparql12/{name}/manifest.ttl")
]
ALL = [*SUITE_11, *SUITE_12]
pytestmark = pytest.mark.skipif(not SUITE_11, reason="needs the W3C suites: set PRACTICEGRAPH_SHARED")


def parameters(suite: list[Case]) -> list[object]:
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case.name])]
            if case.name in KNOWN_FAILURES
            else [],
        )
        for case in suite
    ]


def snapshot(folder: Path) -> Path:
    """Write a store with the data of every test, a named graph for each file and name it is read under."""
    store = Store(str(folder))
    sources = {path.as_uri(): path for case in ALL for path in case.data}
    sources |= {name: path for case in ALL for name, path in case.named}
    for index, (name, path) in enumerate(sorted(sources.items())):
        for quad in parse(path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri()):
            own = quad.graph_name if isinstance(quad.graph_name, NamedNode) else NamedNode(name)
            triple = renamed(quad.triple, f"f{index}")
            assert isinstance(triple, Triple)
            store.add(Quad(*triple, own))
    store.flush()
    return folder


def renamed(term: object, prefix: str) -> object:
    """Return a term whose blank nodes are those of one file only."""
    if isinstance(term, BlankNode):
        return BlankNode(f"{prefix}{term.value}")
    if isinstance(term, Triple):
        return Triple(renamed(term.subject, prefix), term.predicate, renamed(term.object, prefix))  # type: ignore[arg-type]
    return term


def dataset(case: Case) -> dict[str, list[str]]:
    """Return the parameters that name the dataset of a test (SPARQL 1.1 Protocol, section 2.1.4).

    A query that names it by ``FROM`` itself gets none: parameters would win over that.
    """
    if any(token.keyword == "FROM" for token in tokens(case.query.read_text(encoding="utf-8"))):
        return {}
    default = [path.as_uri() for path in case.data if path.suffix not in {".trig", ".nq"}]
    inside = [
        quad.graph_name.value
        for path in case.data
        if path.suffix in {".trig", ".nq"}
        for quad in parse(path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri())
        if isinstance(quad.graph_name, NamedNode)
    ]
    quads = [path.as_uri() for path in case.data if path.suffix in {".trig", ".nq"}]
    return {
        "default-graph-uri": [*default, *quads] or ["urn:empty"],
        "named-graph-uri": [*(name for name, _ in case.named), *dict.fromkeys(inside)],
    }


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the application on its WSGI server, with real workers over the data of the suites."""
    folder = tmp_path_factory.mktemp("suites")
    settings = Settings(directory=folder / "data", plain=True, workers=1, client_seconds=0, request_log=False)
    release = empty(settings)
    data = snapshot(folder / "snapshot")
    with EmbeddedEngine(data, release.id, settings) as engine:
        app = create_app(settings, engine, release, Catalogue.load())
        server = waitress.create_server(app, host="127.0.0.1", port=0, threads=2)
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{server.effective_port}", timeout=60) as client:
            yield client
        server.close()


def evaluated(client: httpx.Client, case: Case) -> object:
    text = f"BASE <{case.base}>\n{case.query.read_text(encoding='utf-8')}"
    gives_graph = check(text, limit=1 << 26).form.gives_graph
    csv = case.result.suffix == ".csv"
    accept = (
        "application/n-triples" if gives_graph else "text/csv" if csv else "application/sparql-results+json"
    )
    answer = client.post(
        "/sparql",
        params=dataset(case),
        content=text.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": accept},
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith(accept)
    if gives_graph:
        return canonical(parse(answer.content, RdfFormat.N_TRIPLES))
    if csv:
        return rows(answer.text)
    return comparable(parse_query_results(answer.content, QueryResultsFormat.JSON))


@pytest.mark.parametrize("case", parameters(SUITE_11))
def test_query_evaluation(client: httpx.Client, case: Case) -> None:
    assert evaluated(client, case) == expected(case.result)


@pytest.mark.parametrize("case", parameters(SUITE_12))
def test_query_evaluation_of_1_2(client: httpx.Client, case: Case) -> None:
    assert evaluated(client, case) == expected(case.result)


def test_the_suites_were_read_whole() -> None:
    assert len(SUITE_11) == 235
    assert len(SUITE_12) == 63
    assert set(KNOWN_FAILURES) <= {case.name for case in ALL}
