"""The vocabularies made from tables: up to date, complete, and in nobody's sentences but ours."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from practicegraph.folders import folder
from practicegraph.terms import PREFIXES, node

SOURCES = folder("data", "sources")


def loaded(name: str) -> Store:
    store = Store()
    store.load(path=str(folder("data", "vocabularies", name)), format=RdfFormat.TURTLE)
    return store


def test_made_files_are_up_to_date() -> None:
    script = SOURCES / "make_vocabularies.py"

    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


def test_numbers_of_the_sdg_framework() -> None:
    store = loaded("sdg.ttl")
    counts = {
        kind: len(list(store.query(f"SELECT ?x {{ ?x a <{PREFIXES['sdgo']}{kind}> }}")))
        for kind in ("Goal", "Target", "Indicator")
    }

    assert counts == {"Goal": 17, "Target": 169, "Indicator": 232}


def test_sdg_hierarchy_goes_both_ways() -> None:
    store = loaded("sdg.ttl")
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("sdgo", "skos"))
    for pattern in (
        "?a sdgo:hasTarget ?b FILTER NOT EXISTS { ?b sdgo:isTargetOf ?a ; skos:broader ?a }",
        "?a skos:narrower ?b FILTER NOT EXISTS { ?b skos:broader ?a }",
        "?a a sdgo:Target FILTER NOT EXISTS { ?a sdgo:isTargetOf ?b }",
        "?a a sdgo:Indicator FILTER NOT EXISTS { ?a sdgo:isIndicatorOf ?b }",
        "?a a skos:Concept FILTER(!STRSTARTS(STR(?a), 'http://metadata.un.org/sdg/'))",
    ):
        assert not store.query(f"{prefixes} ASK {{ {pattern} }}"), pattern


def test_codes_and_names_agree_with_the_reference(shared: Path) -> None:
    reference = json.loads((shared / "vocabulary" / "sdg_codes.json").read_text(encoding="utf-8"))
    names = json.loads((shared / "vocabulary" / "sdg_goal_names.json").read_text(encoding="utf-8"))[
        "languages"
    ]
    store = loaded("sdg.ttl")
    ours = {row["x"].value for row in store.query(f"SELECT ?x {{ ?x <{PREFIXES['skos']}notation> ?n }}")}

    assert {entry["iri"] for kind in ("goals", "targets", "indicators") for entry in reference[kind]} == ours
    with (SOURCES / "sdg_goals.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for language, name in row.items():
                if language != "code" and name:
                    assert names[language]["verified"]
                    assert names[language]["short"][row["code"]] == name


def test_no_long_title_of_the_un_is_shipped(shared: Path) -> None:
    names = json.loads((shared / "vocabulary" / "sdg_goal_names.json").read_text(encoding="utf-8"))[
        "languages"
    ]
    text = folder("data", "vocabularies", "sdg.ttl").read_text(encoding="utf-8").casefold()
    titles = [
        title for entry in names.values() for title in entry.get("title", {}).values() if len(title) > 45
    ]

    assert len(titles) > 100
    assert [title for title in titles if title.casefold() in text] == []


def test_countries() -> None:
    """One plain code each, the one of facts, and each code with its list."""
    store = loaded("country.ttl")
    euvoc = "http://publications.europa.eu/ontology/euvoc#ISO_3166_1_ALPHA_"
    query = f"""SELECT ?c {{ ?c <{PREFIXES["skos"]}notation> "BG", "BG"^^<{euvoc}2>, "BGR"^^<{euvoc}3> ;
      <{PREFIXES["skos"]}prefLabel> "Bulgaria"@en, "Bulgarien"@sv, "България"@bg ;
      <{PREFIXES["skos"]}exactMatch> <https://sws.geonames.org/732800/> }}"""

    assert [row["c"].value for row in store.query(query)] == [f"{PREFIXES['country']}BGR"]
    greece = NamedNode(f"{PREFIXES['country']}GRC")
    codes = [quad.object for quad in store.quads_for_pattern(greece, node("skos:notation"), None)]
    assert sorted((code.value, code.datatype.value.rpartition("/")[2]) for code in codes) == [
        ("EL", "eu-code"),
        ("GR", "XMLSchema#string"),
        ("GR", "euvoc#ISO_3166_1_ALPHA_2"),
        ("GRC", "euvoc#ISO_3166_1_ALPHA_3"),
    ]
