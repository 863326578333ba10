"""``practicegraph validate``: forms, languages and exit statuses."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse, serialize

from practicegraph.commands.validate import validate

GOOD = """@prefix pg: <https://w3id.org/practicegraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:x:p> a pg:Publication ; rdfs:label "Handbook"@en ; pg:describedIn <urn:x:d> .
<urn:x:d> a pg:Document .
"""
BAD = GOOD.replace('; rdfs:label "Handbook"@en', "")


def run(*arguments):
    return CliRunner().invoke(validate, [str(argument) for argument in arguments])


@pytest.fixture
def write(tmp_path):
    def written(text, name="data.ttl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return written


def test_warnings_alone_conform(write):
    answer = run(write(GOOD))
    assert answer.exit_code == 0
    assert answer.output.startswith("The data conforms")


@pytest.mark.parametrize("language", ["en", "sv", "bg"])
def test_a_violation_is_told_in_the_reader_s_language(write, language):
    answer = run(write(BAD), "--language", language)
    assert answer.exit_code == 1
    assert {"en": "no title", "sv": "Titel saknas", "bg": "Няма заглавие"}[language] in answer.output


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        ("nt", RdfFormat.N_TRIPLES),
        ("nq", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("rdf", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_every_rdf_format_is_read(write, suffix, form):
    triples = [quad.triple for quad in parse(input=BAD, format=RdfFormat.TURTLE)]
    file = write(serialize(triples, format=form).decode(), f"data.{suffix}")
    answer = run(file, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.output)["counts"]["Violation"] == 1


def test_turtle_is_a_report_graph(write):
    answer = run(write(BAD), "--format", "turtle")
    assert any(
        "ValidationReport" in str(quad) for quad in parse(input=answer.output, format=RdfFormat.TURTLE)
    )


def test_quiet_prints_nothing(write):
    answer = run(write(BAD), "--quiet")
    assert (answer.exit_code, answer.output) == (1, "")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("broken.ttl", "\n\n<a> <b> .", "broken.ttl:3: does not parse"),
        ("data.xyz", "", "no known RDF format"),
        ("empty.ttl", "", "holds no triples"),
    ],
)
def test_unreadable_input_is_one_line_and_status_2(write, name, text, message):
    answer = run(write(text, name))
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_missing_file_is_status_2(tmp_path):
    answer = run(tmp_path / "none.ttl")
    assert answer.exit_code == 2
    assert "No such file" in answer.stderr


def test_a_broken_shape_is_status_2(write, tmp_path):
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "s.ttl").write_text("oops")
    answer = run(write(GOOD), "--shapes", tmp_path / "shapes")
    assert answer.exit_code == 2
    assert "s.ttl:1" in answer.stderr


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_either_engine_gives_the_same_report(write, engine):
    answer = run(write(BAD), "--engine", engine)
    assert answer.exit_code == 1
    assert answer.output == run(write(BAD)).output


def test_shapes_of_others_are_run_by_the_reference_engine(write, tmp_path):
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "s.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<urn:s> a sh:NodeShape ; sh:targetNode <urn:x:p> ; sh:unheardOf 1 ; sh:class <urn:x:C> .\n"
    )
    answer = run(write(GOOD), "--shapes", tmp_path / "shapes")
    assert answer.exit_code == 1
