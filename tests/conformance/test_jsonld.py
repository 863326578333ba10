"""Our JSON-LD is what the W3C algorithms give: for our context, and for the suite's contexts of the same features."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld as processor
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)
from reference import CONFORMANCE

from practicegraph.export.resource import description_query
from practicegraph.graph.jsonld import Context, dataset_document, document, nested, shipped_context
from practicegraph.release.open import Release
from practicegraph.terms import node

SUITE = CONFORMANCE / "jsonld" / "api"
BASE = "http://example.org/test/"


def is_supported(context: Any) -> bool:
    """Tell whether a context uses only what ours does: terms by ``@id``, ``@type`` and two containers."""
    if not isinstance(context, dict):
        return False
    terms = {name: definition for name, definition in context.items() if name != "@version"}
    return all(not name.startswith("@") and is_plain(definition) for name, definition in terms.items())


def is_plain(definition: Any) -> bool:
    """Tell whether a term's definition is one that our writer knows."""
    if isinstance(definition, str):
        return definition in {"@id", "@type"} or not definition.startswith("@")
    return (
        isinstance(definition, dict)
        and definition.keys() <= {"@id", "@type", "@container"}
        and not str(definition.get("@id", "@")).startswith("@")
        and definition.get("@type") not in ("@vocab", "@none", "@json")
        and definition.get("@container") in (None, "@language", "@set")
    )


def cases() -> Iterator[object]:
    """Yield the compaction tests with a context of our features: identifier, input, context."""
    manifest = SUITE / "compact-manifest.jsonld"
    if not manifest.is_file():
        return
    for test in json.loads(manifest.read_text("utf-8"))["sequence"]:
        if "jld:PositiveEvaluationTest" in test["@type"]:
            context = json.loads((SUITE / test["context"]).read_text("utf-8")).get("@context", {})
            if is_supported(context):
                yield pytest.param(test["input"], context, id=f"{test['@id']} {test['name']}")


def canonical(quads: Any) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def by_pyld(record: Any) -> list[Quad]:
    text = processor.to_rdf(record, {"format": "application/n-quads", "base": BASE})
    return list(parse(text, RdfFormat.N_QUADS, lenient=True))


@pytest.mark.parametrize(("source", "given"), list(cases()))
def test_w3c_compaction_with_contexts_of_our_features(
    source: str, given: dict[str, Any], tmp_path: Path
) -> None:
    """What is written with the suite's context reads back as the suite's dataset."""
    quads = by_pyld(json.loads((SUITE / source).read_text("utf-8")))
    path = tmp_path / "context.jsonld"
    path.write_text(json.dumps({"@context": {"id": "@id", "type": "@type", **given}}))
    graphs: dict[Any, list[Triple]] = {}
    for quad in sorted(quads, key=lambda quad: str(quad.subject)):
        name = None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        graphs.setdefault(name, []).append(quad.triple)

    text = "".join(dataset_document(graphs.items(), Context.load(path)))

    assert canonical(by_pyld(json.loads(text))) == canonical(quads)


def test_the_suite_is_used() -> None:
    if not SUITE.is_dir():
        pytest.skip("needs the W3C JSON-LD tests: set PRACTICEGRAPH_SHARED to their folder")
    assert len(list(cases())) == 37


@pytest.fixture(scope="module")
def practices(seeds_release: Release) -> list[tuple[NamedNode, list[Triple]]]:
    """What is said of each practice of the seeds, and of its parts."""
    store = Store.read_only(str(seeds_release.snapshot))
    roots = {
        quad.subject for quad in store.quads_for_pattern(None, node("rdf:type"), node("pg:Practice"), None)
    }
    return [
        (root, sorted(set(store.query(description_query(root, seeds_release.base))), key=str))
        for root in sorted(roots, key=str)
    ]


def unordered(value: Any) -> Any:
    """Return a value in which the order of lists, which are sets, is of no matter."""
    if isinstance(value, dict):
        return {key: unordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(map(unordered, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def test_our_documents_are_what_compaction_gives(practices: list[tuple[NamedNode, list[Triple]]]) -> None:
    context = shipped_context()
    for _, triples in practices:
        ours = json.loads("".join(document(triples, context)))
        theirs = processor.compact(ours, {"@context": dict(context.document)}, {"graph": True})
        assert unordered(ours["@graph"]) == unordered(theirs["@graph"])


def taken_apart(tree: Any, found: dict[str, Any]) -> Any:
    """Put each node of a tree that says something into ``found``; return the tree with references in its place."""
    if isinstance(tree, list):
        return unordered([taken_apart(each, found) for each in tree])
    if not isinstance(tree, dict) or "id" not in tree:
        return tree
    if len(tree) > 1:
        found[tree["id"]] = {key: taken_apart(each, found) for key, each in tree.items() if key != "@context"}
    return tree["id"]


def test_our_trees_are_what_framing_gives(practices: list[tuple[NamedNode, list[Triple]]]) -> None:
    """The same nodes with the same values, each once; ours stand as near to the root as may be."""
    context = shipped_context()
    for root, triples in practices:
        flat = json.loads("".join(document(triples, context)))
        frame = {"@context": dict(context.document), "id": root.value, "@embed": "@once"}
        ours: dict[str, Any] = {}
        theirs: dict[str, Any] = {}
        taken_apart(nested(root, triples, context), ours)
        taken_apart(processor.frame(flat, frame, {"omitGraph": True}), theirs)
        assert ours == theirs
