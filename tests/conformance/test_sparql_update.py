"""W3C SPARQL update evaluation, through what the process of a write does with an update."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from protocol_cases import MANIFEST, RDF, RDFS, UPDATE, Manifest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple, parse
from reference import CONFORMANCE
from sparql_cases import GRAPHS, canonical

from practicegraph.writing.curation import Curation
from practicegraph.writing.requests import UpdateRequest, edited
from practicegraph.writing.working import WorkingGraphs

Graphs = dict[str, tuple[Triple, ...]]

SUITE = CONFORMANCE / "sparql" / "sparql11" / "manifest-sparql11-update.ttl"


@dataclass(frozen=True, slots=True)
class Case:
    """One update evaluation test; each state has the default graph under ``None``."""

    name: str
    request: Path
    before: dict[str | None, list[Path]]
    after: dict[str | None, list[Path]]


def cases(path: Path) -> Iterator[Case]:
    manifest = Manifest(path)
    head = NamedNode(path.as_uri())
    for included in manifest.items(manifest.one(head, MANIFEST + "include")):
        yield from cases(file(included))
    for entry in manifest.items(manifest.one(head, MANIFEST + "entries")):
        kinds = manifest.all(entry, RDF + "type")
        if NamedNode(MANIFEST + "UpdateEvaluationTest") not in kinds:
            continue
        action, result = manifest.one(entry, MANIFEST + "action"), manifest.one(entry, MANIFEST + "result")
        yield Case(
            f"{path.parent.name}/{entry.value.rpartition('#')[2]}",
            file(manifest.one(action, UPDATE + "request")),
            state(manifest, action),
            state(manifest, result),
        )


def state(manifest: Manifest, node: object) -> dict[str | None, list[Path]]:
    found: dict[str | None, list[Path]] = {}
    for data in manifest.all(node, UPDATE + "data"):
        found.setdefault(None, []).append(file(data))
    for data in manifest.all(node, UPDATE + "graphData"):
        found.setdefault(manifest.text(data, RDFS + "label"), []).append(
            file(manifest.one(data, UPDATE + "graph"))
        )
    return found


def file(node: object) -> Path:
    return Path(node.value.removeprefix("file://"))


def load(files: dict[str | None, list[Path]], default: str) -> Graphs:
    return {
        iri or default: tuple(triple for path in paths for triple in read(path))
        for iri, paths in files.items()
    }


def read(path: Path) -> list[Triple]:
    quads = parse(path=str(path), format=GRAPHS[path.suffix], base_iri=path.as_uri())
    return [quad.triple for quad in quads]


def dataset(graphs: Graphs, default: str) -> object:
    return canonical(
        Quad(
            triple.subject,
            triple.predicate,
            triple.object,
            DefaultGraph() if iri == default else NamedNode(iri),
        )
        for iri, triples in graphs.items()
        for triple in triples
    )


ALL = list(cases(SUITE)) if SUITE.is_file() else []


@pytest.mark.skipif(not ALL, reason="needs the W3C suites: set PRACTICEGRAPH_SHARED")
@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_update_evaluation(case: Case) -> None:
    curation = Curation(case.request.as_uri(), plain=True)
    before = load(case.before, curation.default)
    working = WorkingGraphs(before, curation)
    edited(UpdateRequest(case.request.read_text(encoding="utf-8")), working)
    after = {iri: tuple(working.triples(iri)) for iri in working.names()}

    assert dataset(after, curation.default) == dataset(load(case.after, curation.default), curation.default)


@pytest.mark.skipif(not ALL, reason="needs the W3C suites: set PRACTICEGRAPH_SHARED")
def test_the_suite_was_read_whole() -> None:
    assert len(ALL) == 94
