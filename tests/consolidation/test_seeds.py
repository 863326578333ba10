"""The language versions of one practice among the reference documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from practicegraph.commands.consolidate import consolidate as command
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.model import Consolidation, key
from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.files import read_folder

ENGLISH, SWEDISH = "000_ed0a8078fccae259.txt", "001_77f1610848feb48c.txt"


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Consolidation:
    knowledge = Knowledge.load()
    documents = read_folder([shared / "seeds", shared / "corpus" / "documents" / "ngo_project_page"])
    return consolidate([map_document(document, knowledge) for document in documents], knowledge)


def test_the_english_the_swedish_and_the_ngo_page_are_one_practice(seeds: Consolidation) -> None:
    members = {one.slug: [member.document for member in one.members] for one in seeds.undertakings}
    assert members["together-for-integration"] == [ENGLISH, SWEDISH, "02_en.txt"]
    assert len(members) == 4


def test_what_only_the_swedish_page_says_is_a_sibling_value_of_the_english_one(seeds: Consolidation) -> None:
    found = {
        fact.field: fact
        for fact in seeds.undertakings[0].consolidated
        if fact.document == ENGLISH and fact.basis is Basis.SIBLING
    }
    expected = {
        "country": "BG",
        "level": "local",
        "targetGroup": "refugee",
        "sdg": "11",
        "link": "https://redcross.bg",
    }
    assert {field: found[field].value for field in expected} == expected
    for field in ("level", "sdg", "link"):
        assert SWEDISH in {piece.document for piece in found[field].evidence}


def test_all_six_activities_and_both_challenges_align(seeds: Consolidation) -> None:
    practice = seeds.undertakings[0]
    for field, count in (("activity", 6), ("challenge", 2)):
        nodes = {
            document: {
                key(practice.nodes[key(fact)])
                for fact in (*practice.facts, *practice.consolidated)
                if (fact.field, fact.document) == (field, document) and fact.value
            }
            for document in (ENGLISH, SWEDISH)
        }
        assert nodes[ENGLISH] == nodes[SWEDISH]
        assert len(nodes[ENGLISH]) == count


def test_two_service_lines_are_a_conflict(seeds: Consolidation) -> None:
    (conflict,) = [fact for fact in seeds.facts if fact.field == "conflict" and fact.value == "phone"]
    assert conflict.detail("values") == "+35929394755 | +35929394747"


def test_the_command_prints_facts_practices_and_matches(shared: Path, tmp_path: Path) -> None:
    folder = str(shared / "seeds")
    matches = tmp_path / "matches.csv"
    matches.write_text(f"document_a,document_b,decision\n{ENGLISH},{SWEDISH},different\n", encoding="utf-8")
    lines = {}
    for name, more in (("facts", []), ("practices", []), ("matches", ["--matches", str(matches)])):
        result = CliRunner().invoke(
            command, [folder, "--format", name, "--quiet", *more], catch_exceptions=False
        )
        assert result.exit_code == 0
        lines[name] = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"sibling", "stated", "computed", "missing"} <= {fact["basis"] for fact in lines["facts"]}
    assert all(fact["evidence"] for fact in lines["facts"] if fact["basis"] == "sibling")
    assert lines["practices"][0] == {
        "id": "practice/together-for-integration",
        "documents": [ENGLISH, SWEDISH],
    }
    assert lines["matches"][0]["refusedBy"] == "a curator's decision"
