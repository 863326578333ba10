"""The W3C SPARQL tests as values: read from the manifests, results comparable whatever their blank nodes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
GRAPHS = {
    ".ttl": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
}
RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}


@dataclass(frozen=True, slots=True)
class Case:
    """One query evaluation test."""

    name: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[tuple[str, Path], ...]
    result: Path
    base: str = field(default="")


def cases(manifest: Path) -> Iterator[Case]:
    """Yield the query evaluation tests of a manifest and of those it includes."""
    base = manifest.as_uri()
    store = Store()
    store.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri=base)

    def value(subject: object, predicate: str) -> object | None:
        found = [quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, None)]
        return found[0] if found else None

    def items(head: object | None) -> Iterator[object]:
        while head is not None and head != NamedNode(RDF + "nil"):
            yield value(head, RDF + "first")
            head = value(head, RDF + "rest")

    for included in items(value(NamedNode(base), MANIFEST + "include")):
        yield from cases(_path(included))
    for entry in items(value(NamedNode(base), MANIFEST + "entries")):
        kinds = {
            quad.object.value for quad in store.quads_for_pattern(entry, NamedNode(RDF + "type"), None, None)
        }
        if MANIFEST + "QueryEvaluationTest" not in kinds and MANIFEST + "CSVResultFormatTest" not in kinds:
            continue
        action, result = value(entry, MANIFEST + "action"), value(entry, MANIFEST + "result")
        data = [
            quad.object for quad in store.quads_for_pattern(action, NamedNode(QUERY + "data"), None, None)
        ]
        named = [
            quad.object
            for quad in store.quads_for_pattern(action, NamedNode(QUERY + "graphData"), None, None)
        ]
        query = value(action, QUERY + "query")
        if query is None or result is None:
            continue
        yield Case(
            f"{manifest.parent.name}/{entry.value.rpartition('#')[2]}",
            _path(query),
            tuple(map(_path, data)),
            tuple((_address(graph), _path(graph)) for graph in named if isinstance(graph, NamedNode)),
            _path(result),
            _path(query).as_uri(),
        )


def load(case: Case) -> Store:
    """Return the store that a test's query runs on."""
    store = Store()
    for path in case.data:
        store.load(path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri())
    for name, path in case.named:
        store.load(
            path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri(), to_graph=NamedNode(name)
        )
    return store


def expected(path: Path) -> object:
    """Return a result file in comparable form."""
    if path.suffix in RESULTS:
        return comparable(parse_query_results(path=str(path), format=RESULTS[path.suffix]))
    if path.suffix == ".csv":
        return rows(path.read_text(encoding="utf-8"))
    quads = list(parse(path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri()))
    if any(quad.object == NamedNode(RESULT_SET + "ResultSet") for quad in quads):
        return _result_set(quads)
    return canonical(quads)


def comparable(results: object) -> object:
    """Return results so that equal ones are equal: variables, and solutions up to blank nodes."""
    if isinstance(results, QueryBoolean):
        return bool(results)
    if not isinstance(results, QuerySolutions):
        raise TypeError(results)
    names = [variable.value for variable in results.variables]
    return _solutions(
        [{name: solution[name] for name in names if solution[name] is not None} for solution in results]
    )


def rows(text: str) -> list[list[str]]:
    """Return the lines of a CSV result, sorted, its blank nodes alike."""
    lines = [
        ["_:" if cell.startswith("_:") else cell for cell in row] for row in csv.reader(io.StringIO(text))
    ]
    return [lines[0], *sorted(lines[1:])]


def canonical(quads: object) -> Dataset:
    """Return a graph with canonical blank nodes and numbers as the engine writes them."""
    store = Store()
    store.extend(quads)  # type: ignore[arg-type]
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _solutions(found: list[dict[str, object]]) -> Dataset:
    quads = []
    for index, solution in enumerate(found):
        row = BlankNode(f"solution{index}")
        quads.append(Quad(row, NamedNode("urn:is"), Literal("solution"), DefaultGraph()))
        quads += [
            Quad(row, NamedNode(f"urn:variable:{name}"), term, DefaultGraph())
            for name, term in solution.items()
        ]
    return canonical(quads)


def _result_set(quads: list[Quad]) -> object:
    def objects(subject: object, predicate: str) -> list[object]:
        return [
            quad.object
            for quad in quads
            if quad.subject == subject and quad.predicate.value == RESULT_SET + predicate
        ]

    head = next(quad.subject for quad in quads if quad.object == NamedNode(RESULT_SET + "ResultSet"))
    truth = objects(head, "boolean")
    if truth:
        return truth[0].value == "true"
    return _solutions(
        [
            {
                objects(binding, "variable")[0].value: objects(binding, "value")[0]
                for binding in objects(solution, "binding")
            }
            for solution in objects(head, "solution")
        ]
    )


def _path(node: object) -> Path:
    return Path(node.value.removeprefix("file://"))  # type: ignore[attr-defined]


def _address(node: NamedNode) -> str:
    return node.value
