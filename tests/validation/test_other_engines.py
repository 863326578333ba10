"""What we find in a release is what an engine of another family finds: pyshifty (Rust), row for row."""

from __future__ import annotations

import random
from collections import Counter

import pytest
import shifty
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import SH, Graph, URIRef

from practicegraph.validation.files import background
from practicegraph.validation.shapes import load_shapes
from practicegraph.validation.validate import validate

SHAPES = load_shapes()
BESIDE = {"ontology", "inferred", "validation", "metadata", "quality"}
"""Graphs of a release that are background, follow from others or describe it."""


@pytest.fixture(scope="module")
def data(seeds_release):
    """What the release states, with faults: triples left out, others in their place."""
    own = {
        quad.triple
        for entry in seeds_release.graphs
        if entry.name not in BESIDE and not entry.name.startswith("vocabulary/")
        for quad in seeds_release.quads(entry.name)
    }
    chance = random.Random(3)  # noqa: S311
    ordered = sorted(own, key=str)
    kept = [triple for triple in ordered if chance.random() > 0.03]
    for triple in chance.sample(kept, 60):
        wrong = chance.choice(
            [Literal("x"), Literal("y", language="xx"), NamedNode("urn:x:y"), triple.subject]
        )
        kept.append(Triple(triple.subject, triple.predicate, wrong))
    return kept


def test_pyshifty_finds_the_same(data, tmp_path):
    behind = background()
    report = validate(data, SHAPES, background=behind)
    described = {triple.subject for triple in behind}
    things = {triple.subject for triple in data} | {triple.object for triple in data} - described
    known = list(dict.fromkeys([*data, *behind]))
    files = {}
    for name, triples in (("data", known), ("shapes", SHAPES.aimed_at(things, known).triples)):
        files[name] = tmp_path / f"{name}.nt"
        files[name].write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES))
    _, found, _ = shifty.validate(files["data"], files["shapes"], infer=False, graph_mode="data")
    theirs, ours = rows(found), Counter(map(row, report.results))
    assert ours == theirs
    assert len({result.component for result in report.results}) > 8
    assert sum(ours.values()) > 100


def row(result):
    value = "" if result.value is None else str(result.value)
    return (str(result.focus), value, str(result.severity), str(result.shape), str(result.component))


def rows(report: Graph):
    def text(entry, name):
        term = report.value(entry, SH[name])
        if term is None:
            return ""
        return f"<{term}>" if isinstance(term, URIRef) else term.n3()

    names = ("focusNode", "value", "resultSeverity", "sourceShape", "sourceConstraintComponent")
    return Counter(tuple(text(entry, name) for name in names) for entry in report.objects(None, SH.result))
