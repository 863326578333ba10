"""``practicegraph query``: the catalogue from the command line, on a release of the seeds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from practicegraph.commands.query import query
from practicegraph.errors import PracticeGraphError


@pytest.fixture
def run(seeds_directory: Path):
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(
            query, [*arguments, "--directory", str(seeds_directory)], catch_exceptions=False
        )

    return run


def test_a_table_names_things_in_the_language_asked_for(run) -> None:
    result = run("roles", "--param", "wantedRole=reporter", "--param", "lang=sv")
    assert result.exit_code == 0
    assert "KU TU Ltd." in result.output
    assert "rapporterande partner" in result.output
    assert result.output.rstrip().endswith("1 row")


def test_alternatives_and_csv(run) -> None:
    result = run(
        "roles", "--param", "wantedRole=reporter", "--param", "wantedRole=implementer", "--format", "csv"
    )
    roles = {row["role"].rpartition("/")[2] for row in csv.DictReader(io.StringIO(result.output))}
    assert roles == {"reporter", "implementer"}


@pytest.mark.parametrize(
    ("form", "start"), [("json", '{"head"'), ("xml", "<?xml"), ("tsv", "?practice\t"), ("csv", "practice,")]
)
def test_result_formats(run, form: str, start: str) -> None:
    assert run("practices-by-period", "--format", form).output.startswith(start)


def test_json_by_the_common_option(run) -> None:
    [row] = json.loads(run("practices-by-place", "--json").output)["results"]["bindings"]
    assert (row["written"]["value"], row["doubt"]["value"]) == ("Petnik", "true")


def test_shows_the_query_without_a_release(tmp_path: Path) -> None:
    arguments = ["practices-by-funding-programme", "--param", "programme=amif", "--show"]
    result = CliRunner().invoke(query, [*arguments, "--directory", str(tmp_path)], catch_exceptions=False)
    assert "concept/funding-programme/amif>" in result.output
    assert "funding-programme:eif" not in result.output


def test_lists_queries_with_their_parameters() -> None:
    result = CliRunner().invoke(query, ["--list", "--json"], catch_exceptions=False)
    listed = {record["name"]: record for record in json.loads(result.output)}
    assert len(listed) >= 30
    [programme, _] = listed["practices-by-funding-programme"]["parameters"]
    assert (programme["name"], programme["default"]) == ("programme", ["eif"])
    assert "--param programme=eif" in CliRunner().invoke(query, []).output


def test_runs_a_file_and_writes_a_graph_in_turtle(run, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "PREFIX pg: <https://w3id.org/practicegraph/ontology#>\n"
        "CONSTRUCT { ?p a pg:Practice } WHERE { ?p a pg:Practice }",
        encoding="utf-8",
    )
    result = run(str(file))
    assert result.exit_code == 0
    assert result.output.count("a pg:Practice") == 3
    with pytest.raises(PracticeGraphError, match="use turtle"):
        run(str(file), "--format", "csv")
    file.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert run(str(file)).output == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-query"], "no-such-query: no query of that name"),
        (["roles", "--param", "colour=red"], "there is no parameter “colour”; there is wantedRole"),
        (["roles", "--param", "wantedRole"], "write NAME=VALUE"),
        (["practices-by-period", "--param", "from=soon"], "from: “soon” is no date"),
        (["roles", "--format", "turtle"], "gives a table"),
        (["absent.rq"], "absent.rq: cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run, arguments: list[str], message: str) -> None:
    with pytest.raises(PracticeGraphError) as caught:
        run(*arguments)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_query_is_named(run, tmp_path: Path) -> None:
    file = tmp_path / "broken.rq"
    file.write_text("SELECT ?x WHERE { ?x ?y }", encoding="utf-8")
    with pytest.raises(PracticeGraphError, match=r"broken\.rq: is no SPARQL query"):
        run(str(file))


def test_without_a_release_it_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(PracticeGraphError, match="holds no release; make one by `practicegraph build`"):
        CliRunner().invoke(query, ["roles", "--directory", str(tmp_path)], catch_exceptions=False)


def test_portable_form_is_printed(run, tmp_path: Path) -> None:
    file = tmp_path / "named.rq"
    prefix = "PREFIX pg: <https://w3id.org/practicegraph/ontology#>\n"
    file.write_text(prefix + 'SELECT (pg:label(?c, "sv") AS ?name) { ?x a pg:Practice ; pg:country ?c }')
    printed = run(str(file), "--portable").output

    assert "pg:label" not in printed
    assert "COALESCE" in printed
    file.with_name("plain.rq").write_text(printed)
    rows = [run(str(tmp_path / name), "--format", "csv").output for name in ("named.rq", "plain.rq")]
    assert sorted(rows[0].splitlines()) == sorted(rows[1].splitlines())
    assert "Bulgarien" in rows[0]


def test_what_has_no_portable_form_is_told(run, tmp_path: Path) -> None:
    file = tmp_path / "star.rq"
    file.write_text(
        "PREFIX pg: <https://w3id.org/practicegraph/ontology#>\n"
        "SELECT * { ?x pg:country ?c BIND(pg:label(?c) AS ?name) }"
    )

    with pytest.raises(PracticeGraphError, match="name the columns"):
        run(str(file), "--portable")
