"""The report: its gate, its order, and its forms as RDF, JSON and text."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from practicegraph.errors import InvalidDataError
from practicegraph.terms import node
from practicegraph.validation.files import background, read_triples
from practicegraph.validation.paths import path_triples, read_path
from practicegraph.validation.report import INFO, VIOLATION, WARNING, Report, Result
from practicegraph.validation.serialization import report_graph, report_json, report_text, report_turtle
from practicegraph.validation.shapes import indexed, load_shapes, shapes_of
from practicegraph.validation.sources import sources, sources_of
from practicegraph.validation.validate import validate

HERE = Path(__file__).parent
SHAPE_SET = load_shapes()


@pytest.fixture(scope="module")
def data():
    return read_triples(HERE / "faulty.ttl")


@pytest.fixture(scope="module")
def report(data):
    return validate(data, SHAPE_SET, background=background())


def result(severity):
    return Result(NamedNode("urn:x:a"), None, None, severity, NamedNode("urn:x:s"), NamedNode("urn:x:c"))


def test_only_violations_and_unknown_severities_close_the_gate():
    assert Report((result(WARNING), result(INFO))).conforms
    assert not Report((result(VIOLATION),)).conforms
    assert not Report((result(NamedNode("urn:x:Fatal")),)).conforms


def test_the_worst_comes_first(report):
    ranks = [result.order for result in report.results]
    assert ranks == sorted(ranks)
    assert {result.severity for result in report.results} == {VIOLATION, WARNING, INFO}


def test_shuffled_data_gives_the_same_bytes(data, report):
    shuffled = list(data)
    random.Random(7).shuffle(shuffled)  # noqa: S311
    again = validate(shuffled, load_shapes(), background=background())
    assert again == report
    assert report_turtle(again) == report_turtle(report)


def test_the_graph_has_no_blank_node_and_keeps_every_result(report):
    triples = report_graph(report)
    assert not [t for t in triples if BlankNode in {type(t.subject), type(t.object)}]
    read = {q.triple for q in parse(input=report_turtle(report), format=RdfFormat.TURTLE)}
    assert read == set(triples)
    index = indexed(triples)
    found = {t.object for t in triples if t.predicate == node("sh:result")}
    assert len(found) == len(report.results)
    rows = {
        (index[one, node("sh:focusNode")][0], index[one, node("sh:sourceShape")][0], one_path(index, one))
        for one in found
    }
    assert rows == {(r.focus, r.shape, None if r.path is None else str(r.path)) for r in report.results}
    for one in found:
        assert {message.language for message in index[one, node("sh:resultMessage")]} == {"en", "sv", "bg"}


def one_path(index, one):
    paths = index.get((one, node("sh:resultPath")))
    return None if paths is None else str(read_path(paths[0], index))


@pytest.mark.parametrize(
    "path",
    [
        "pg:a",
        "( pg:a [ sh:inversePath pg:b ] )",
        "[ sh:alternativePath ( pg:a [ sh:zeroOrMorePath pg:b ] ) ]",
        "[ sh:inversePath [ sh:oneOrMorePath ( pg:a pg:b ) ] ]",
        "[ sh:zeroOrOnePath pg:a ]",
    ],
)
def test_a_path_survives_being_written_without_blank_nodes(path):
    text = f"PREFIX pg: <urn:pg:> PREFIX sh: <http://www.w3.org/ns/shacl#> <urn:s> sh:path {path} ."
    triples = [q.triple for q in parse(input=text, format=RdfFormat.TURTLE)]
    (head,) = [t.object for t in triples if t.predicate == node("sh:path")]
    read = read_path(head, indexed(triples))
    names = {}
    written, cells = path_triples(read, lambda name: names.setdefault(name, NamedNode(f"urn:n:{len(names)}")))
    assert read_path(written, indexed(cells)) == read


def test_the_json_counts_and_says_everything(report):
    read = json.loads(json.dumps(report_json(report)))
    assert read["conforms"] is False
    assert read["counts"] == {
        name: len(report.of(node(f"sh:{name}"))) for name in ("Violation", "Warning", "Info")
    }
    assert len(read["results"]) == len(report.results)
    assert all(
        {"severity", "focus", "shape", "component", "messages"} <= set(entry) for entry in read["results"]
    )


@pytest.mark.parametrize("language", ["en", "sv", "bg"])
def test_the_text_is_as_agreed(data, report, language):
    text = report_text(report, language, sources(data))
    assert report_text(report, language, sources_of(report, lambda: data)) == text
    assert text == (HERE / f"report.{language}.txt").read_text(encoding="utf-8")


def test_a_language_without_wording_is_answered_in_english(report):
    assert report_text(report, "fi") == report_text(report, "en")


def test_an_address_is_quoted_nowhere(data, report):
    everything = [
        report_turtle(report),
        json.dumps(report_json(report)),
        report_text(report, "en", sources(data)),
    ]
    assert not [text for text in everything if "someone" in text]


def test_values_stand_in_the_messages_of_each_language(report):
    (found,) = [r for r in report.results if r.shape.value.endswith("#StatedSdgHasLink")]
    assert all("sdg:11" in text for text in found.labels.values())


def test_focus_restricts_without_hiding_what_nested_shapes_look_at(data):
    thing = NamedNode("https://w3id.org/practicegraph/id/publication/p")
    part = validate(data, SHAPE_SET, focus={thing}, background=background())
    assert part.results == tuple(
        r for r in validate(data, SHAPE_SET, background=background()).results if r.focus == thing
    )
    assert any(r.shape.value.endswith("#undertaking-start") for r in part.results)


def test_the_background_is_not_validated_itself():
    orphan = [Triple(NamedNode("urn:x:c"), node("rdf:type"), node("skos:Concept"))]
    assert validate(orphan, SHAPE_SET).results
    assert not validate(
        [Triple(NamedNode("urn:x:a"), node("rdfs:seeAlso"), Literal("b"))], SHAPE_SET, background=orphan
    ).results


def test_a_shape_that_does_not_parse_is_named_with_its_line(tmp_path):
    (tmp_path / "a.ttl").write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n\nsh:x sh:y ;;; oops\n")
    with pytest.raises(InvalidDataError) as caught:
        load_shapes(tmp_path)
    assert (caught.value.source, caught.value.place) == (str(tmp_path / "a.ttl"), "3")


def test_a_folder_without_shapes_is_refused(tmp_path):
    with pytest.raises(InvalidDataError, match="holds no shapes"):
        load_shapes(tmp_path)


def test_a_query_that_does_not_parse_is_refused_not_passed_over():
    broken = shapes_of(
        q.triple
        for q in parse(
            input='PREFIX sh: <http://www.w3.org/ns/shacl#> <urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:sparql [ sh:select "SELECT $this { $this" ] .',
            format=RdfFormat.TURTLE,
        )
    )
    with pytest.raises(InvalidDataError, match="shapes cannot be run"):
        validate([Triple(NamedNode("urn:a"), node("rdf:type"), node("pg:Practice"))], broken)
