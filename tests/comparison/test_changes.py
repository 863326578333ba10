"""What changed between releases, in things."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from practicegraph.commands import cli
from practicegraph.comparison.changes import Changes, Kind, changes
from practicegraph.comparison.forms import CHANGESET, changes_graph, changes_json, changes_text, name_of
from practicegraph.release.open import Release
from practicegraph.release.publish import publish
from practicegraph.terms import BASE, node

OLD = {
    "document/a": """<id/practice/a> a pg:Practice ; rdfs:label "One"@en ; pg:describedIn <id/document/a> ;
        pg:statedSdg <http://metadata.un.org/sdg/4> ; pg:hasBudget <id/practice/a/budget/1> .
        <id/practice/a/budget/1> a pg:Budget ; pg:amount 100 .""",
    "document/b": '<id/practice/b> a pg:Practice ; rdfs:label "Two"@en ; pg:describedIn <id/document/b> .',
    "document/c": '<id/practice/c> a pg:Practice ; rdfs:label "Three"@en ; pg:describedIn <id/document/c> .',
    "document/d": """<id/practice/d> a pg:Practice ; rdfs:label "Four"@en ;
        pg:describedIn <id/document/d> , <id/document/e> .""",
    "document/f": '<id/practice/f> a pg:Practice ; rdfs:label "Six"@en ; pg:describedIn <id/document/f> .',
    "inferred": "<id/document/a> pg:describes <id/practice/a> .",
}
NEW = {
    # relabelled, with another goal and another budget; b went into it
    "document/a": """<id/practice/a> a pg:Practice ; rdfs:label "One more"@en , "En till"@sv ;
        pg:describedIn <id/document/a> , <id/document/b> ; pg:statedSdg <http://metadata.un.org/sdg/10> ;
        pg:hasBudget <id/practice/a/budget/2> . <id/practice/a/budget/2> a pg:Budget ; pg:amount 200 .""",
    "document/c": '<id/practice/c-new> a pg:Practice ; rdfs:label "Three"@en ; pg:describedIn <id/document/c> .',
    "document/d": '<id/practice/d> a pg:Practice ; rdfs:label "Four"@en ; pg:describedIn <id/document/d> .',
    "document/e": '<id/practice/e> a pg:Practice ; rdfs:label "Five"@en ; pg:describedIn <id/document/e> .',
    "document/g": '<id/practice/g> a pg:Practice ; rdfs:label "Seven"@en ; pg:describedIn <id/document/g> .',
    "inferred": "<id/document/x> pg:describes <id/practice/y> .",
}


@pytest.fixture
def two(make_content, triples, tmp_path: Path) -> tuple[Release, Release]:
    def publish_graphs(graphs: dict[str, str]) -> Release:
        parsed = {name: triples(text) for name, text in graphs.items()}
        return publish(dataclasses.replace(make_content(), graphs=parsed), tmp_path / "data", keep=5)

    return publish_graphs(OLD), publish_graphs(NEW)


@pytest.fixture
def found(two: tuple[Release, Release]) -> Changes:
    return changes(*two)


def thing(slug: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/practice/{slug}")


def test_things_and_what_became_of_them(found: Changes) -> None:
    told = {change.thing: (change.kind, change.others) for change in found.things}

    assert told == {
        thing("a"): (Kind.CHANGED, ()),
        thing("b"): (Kind.MERGED, (thing("a"),)),
        thing("c"): (Kind.MOVED, (thing("c-new"),)),
        thing("c-new"): (Kind.ADDED, ()),
        thing("d"): (Kind.SPLIT, (thing("e"),)),
        thing("e"): (Kind.ADDED, ()),
        thing("f"): (Kind.REMOVED, ()),
        thing("g"): (Kind.ADDED, ()),
    }
    assert found.counts() == {
        "practice": {"added": 3, "changed": 1, "merged": 1, "moved": 1, "removed": 1, "split": 1},
        "statedSdg": {"added": 1, "removed": 1},
    }


def test_what_is_said_of_a_thing_and_of_its_parts(found: Changes) -> None:
    change = next(change for change in found.things if change.thing == thing("a"))

    assert [(each.language, each.old, each.new) for each in change.relabelled] == [
        ("en", "One", "One more"),
        ("sv", "", "En till"),
    ]
    budget = {str(each.value) for each in change.added if each.predicate == node("pg:hasBudget")}
    assert len(budget) == 1
    assert "200" in budget.pop()
    goals = [each.value for each in change.removed if each.predicate == node("pg:statedSdg")]
    assert goals == [ox.NamedNode("http://metadata.un.org/sdg/4")]


def test_nothing_changed_between_a_release_and_itself(two: tuple[Release, Release]) -> None:
    assert changes(two[0], two[0]).things == ()


def test_what_follows_alone_is_no_change(make_content, triples, tmp_path: Path) -> None:
    releases = []
    for inferred in ("<id/x> pg:y <id/z> .", "<id/x> pg:y <id/w> ."):
        graphs = {"document/a": triples(OLD["document/a"]), "inferred": triples(inferred)}
        releases.append(publish(dataclasses.replace(make_content(), graphs=graphs), tmp_path / "d", keep=5))
    assert changes(*releases).things == ()


def test_as_text(found: Changes, two: tuple[Release, Release]) -> None:
    text = changes_text(found, name_of(found, two, "en"), "en")

    assert "practice: 3 added, 1 changed, 1 merged, 1 moved, 1 removed, 1 split" in text
    assert "name in en: One → One more" in text
    assert f"> practice merged Two → One more <{thing('b').value}>" in text
    brief = changes_text(found, name_of(found, two, "en"), "en", brief=True)
    assert len(brief.splitlines()) == 3 + len(found.things)


def test_as_json(found: Changes) -> None:
    record = json.loads(json.dumps(changes_json(found)))

    assert record["counts"] == found.counts()
    (merged,) = [each for each in record["things"] if each["change"] == "merged"]
    assert merged["others"] == [thing("a").value]


def test_as_rdf_with_the_statements_that_came_and_went(found: Changes) -> None:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in changes_graph(found))
    for kind, expected in (("removal", "4"), ("addition", "10")):
        answer = store.query(
            f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            ASK {{ ?set <{CHANGESET}{kind}> ?s ; <{CHANGESET}subjectOfChange> <{thing("a").value}> .
            ?s rdf:predicate <{node("pg:statedSdg").value}> ; rdf:object <http://metadata.un.org/sdg/{expected}> }}"""
        )
        assert bool(answer)
    assert store.query(
        f"ASK {{ <{thing('b').value}> <http://purl.org/dc/terms/isReplacedBy> <{thing('a').value}> }}"
    )


@pytest.fixture
def run(two: tuple[Release, Release]) -> Callable[..., str]:
    directory = two[0].path.parents[1]

    def invoke(*options: str) -> str:
        command = ["releases", "--directory", str(directory), "diff", two[0].id, *options]
        outcome = CliRunner().invoke(cli, command, catch_exceptions=False)
        assert outcome.exit_code == 0, outcome.output
        return outcome.stdout

    return invoke


def test_the_command(run: Callable[..., str]) -> None:
    assert "merged" in run()
    assert json.loads(run("--json"))["counts"]["practice"]["split"] == 1
    assert CHANGESET in run("--format", "turtle")
    assert run("--statements").startswith("document/a  -")
    (only,) = json.loads(run("--graph", "document/b", "--json"))
    assert (only["graph"], only["added"]) == ("document/b", 0)
