"""The W3C's SHACL test suite through :func:`validate`: core cases and SPARQL constraints."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from practicegraph.errors import InvalidDataError
from practicegraph.terms import node
from practicegraph.validation.paths import read_path
from practicegraph.validation.shapes import indexed, shapes_of
from practicegraph.validation.validate import validate

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SUITE = (
    Path(os.environ.get("PRACTICEGRAPH_SHARED", Path(__file__).parents[3] / "shared"))
    / "conformance"
    / "shacl"
)

KNOWN_FAILURES = {
    "sparql/node/prefixes-001": "pyshacl wants prefixes declared on an owl:Ontology or leaking from Turtle; ours are so declared",
    "sparql/pre-binding/shapesGraph-001": "pyshacl has no $shapesGraph; it is refused, never passed over",
}
"""What the reference engine cannot do, and why; none says "conforms" wrongly."""


def cases():
    """Every test file but manifests and the data and shapes they load."""
    files = [*sorted(SUITE.glob("core/**/*.ttl")), *sorted(SUITE.glob("sparql/**/*.ttl"))]
    return [file for file in files if "sht:Validate" in file.read_text() or "Validate>" in file.read_text()]


def triples_of(file):
    return [q.triple for q in parse(path=file, format=RdfFormat.TURTLE, base_iri=file.as_uri())]


def load(iri, file, own):
    """The graph an action names; the file itself keeps its blank nodes, which results may name."""
    path = Path(iri.value.removeprefix("file://"))
    return own if path == file else triples_of(path)


def key(focus, path, value, severity, shape, component):
    def named(term):
        return "_:" if isinstance(term, BlankNode) else str(term)

    return (named(focus), str(path), named(value), str(severity), named(shape), str(component))


def expected(result, index):
    rows = []
    for entry in index.get((result, node("sh:result")), ()):

        def one(name, entry=entry):
            return next(iter(index.get((entry, node(f"sh:{name}")), ())), None)

        path = one("resultPath")
        rows.append(
            key(
                one("focusNode"),
                None if path is None else read_path(path, index),
                one("value"),
                one("resultSeverity"),
                one("sourceShape"),
                one("sourceConstraintComponent"),
            )
        )
    return Counter(rows)


@pytest.mark.parametrize("file", cases(), ids=lambda file: str(file.relative_to(SUITE).with_suffix("")))
def test_case(file, request):
    name = str(file.relative_to(SUITE).with_suffix(""))
    if name in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAILURES[name], strict=True))
    own = triples_of(file)
    index = indexed(own)
    (test,) = {t.subject for t in own if t.object == NamedNode(f"{SHT}Validate")}
    (action,) = index[test, NamedNode(f"{MF}action")]
    (result,) = index[test, NamedNode(f"{MF}result")]
    data = load(index[action, NamedNode(f"{SHT}dataGraph")][0], file, own)
    shapes = shapes_of(load(index[action, NamedNode(f"{SHT}shapesGraph")][0], file, own))
    if result == NamedNode(f"{SHT}Failure"):
        with pytest.raises(InvalidDataError):
            validate(data, shapes)
        return
    report = validate(data, shapes)
    found = Counter(key(r.focus, r.path, r.value, r.severity, r.shape, r.component) for r in report.results)
    assert found == expected(result, index)
    conforms = Literal("false" if report.results else "true", datatype=node("xsd:boolean"))
    assert index[result, node("sh:conforms")] == [conforms]


def test_the_suite_is_whole(shared):
    assert len(cases()) >= 121
