"""The W3C's SHACL test suite through :func:`validate` and each of its engines: core cases and SPARQL constraints."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from reference import CONFORMANCE

from practicegraph.errors import InvalidDataError
from practicegraph.terms import node
from practicegraph.validation.paths import read_path
from practicegraph.validation.patterns import UnsupportedShapesError
from practicegraph.validation.shapes import indexed, shapes_of
from practicegraph.validation.validate import validate
from practicegraph.validation.validator import Validator

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SUITE = CONFORMANCE / "shacl"

KNOWN_FAILURES = {
    (
        "pyshacl",
        "sparql/node/prefixes-001",
    ): "pyshacl wants prefixes declared on an owl:Ontology or leaking from Turtle; ours are so declared",
    ("pyshacl", "sparql/pre-binding/shapesGraph-001"): "pyshacl has no $shapesGraph; it is refused",
    ("compiled", "sparql/pre-binding/shapesGraph-001"): "left to pyshacl, which refuses it",
}
"""What an engine cannot do, and why; none says "conforms" wrongly."""

LEFT_TO_PYSHACL = {
    "core/property/qualifiedValueShape-001": "has a word that is not of SHACL, sh:nodeShape",
    "sparql/component/nodeValidator-001": "custom constraint component",
    "sparql/component/optional-001": "custom constraint component",
    "sparql/component/propertyValidator-select-001": "custom constraint component",
    "sparql/component/validator-001": "custom constraint component",
    "sparql/pre-binding/pre-binding-001": "a filter on $this in a group that does not bind it",
    "sparql/pre-binding/pre-binding-002": "a filter on $this in a group that does not bind it",
    "sparql/pre-binding/pre-binding-003": "a filter on $this in a group that does not bind it",
    "sparql/pre-binding/pre-binding-004": "a filter on $this in a group that does not bind it",
    "sparql/pre-binding/pre-binding-005": "a filter on $this in a group that does not bind it",
    "sparql/pre-binding/pre-binding-006": "a subquery",
    "sparql/pre-binding/pre-binding-007": "a subquery",
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph",
    "sparql/pre-binding/unsupported-sparql-001": "MINUS, which is a failure",
    "sparql/pre-binding/unsupported-sparql-002": "VALUES, which is a failure",
    "sparql/pre-binding/unsupported-sparql-003": "SERVICE, which is a failure",
    "sparql/pre-binding/unsupported-sparql-004": "a subquery, which is a failure",
    "sparql/pre-binding/unsupported-sparql-005": "an assignment to $this, which is a failure",
    "sparql/pre-binding/unsupported-sparql-006": "custom constraint component, which is a failure",
    "sparql/property/sparql-001": "$PATH",
}
"""What the compiled engine does not know and says so, so that the reference engine runs it."""


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


def read(file):
    """The data, the shapes and the expected result of a case, and the triples that tell of it."""
    own = triples_of(file)
    index = indexed(own)
    (test,) = {t.subject for t in own if t.object == NamedNode(f"{SHT}Validate")}
    (action,) = index[test, NamedNode(f"{MF}action")]
    (result,) = index[test, NamedNode(f"{MF}result")]
    data = load(index[action, NamedNode(f"{SHT}dataGraph")][0], file, own)
    shapes = shapes_of(load(index[action, NamedNode(f"{SHT}shapesGraph")][0], file, own))
    return data, shapes, result, index


def name_of(file):
    return str(file.relative_to(SUITE).with_suffix(""))


@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
@pytest.mark.parametrize("file", cases(), ids=name_of)
def test_case(file, engine, request):
    if (engine, name_of(file)) in KNOWN_FAILURES:
        reason = KNOWN_FAILURES[engine, name_of(file)]
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    data, shapes, result, index = read(file)
    if result == NamedNode(f"{SHT}Failure"):
        with pytest.raises(InvalidDataError):
            validate(data, shapes, engine=engine)
        return
    report = validate(data, shapes, engine=engine)
    found = Counter(key(r.focus, r.path, r.value, r.severity, r.shape, r.component) for r in report.results)
    assert found == expected(result, index)
    conforms = Literal("false" if report.results else "true", datatype=node("xsd:boolean"))
    assert index[result, node("sh:conforms")] == [conforms]


@pytest.mark.parametrize("file", cases(), ids=name_of)
def test_the_compiled_engine_says_what_it_does_not_know(file):
    _, shapes, _, _ = read(file)
    if name_of(file) in LEFT_TO_PYSHACL:
        with pytest.raises(UnsupportedShapesError):
            Validator(shapes)
    else:
        Validator(shapes)


def test_the_suite_is_whole(shared):
    assert len(cases()) >= 121
