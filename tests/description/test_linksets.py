"""Linksets: our links to the data sets of others, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.description.linksets import (
    Target,
    describe,
    described_targets,
    file_name,
    links,
    read_targets,
)
from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import BASE, node

SHIPPED = folder("data", "description", "linksets.ttl")
SDG = "http://metadata.un.org/sdg/"


def triple(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), node(predicate), ox.NamedNode(target))


STATED = triple(f"{BASE}id/practice/a", "pg:statedSdg", f"{SDG}10.7")
MATCH = triple(f"{BASE}concept/theme/health", "skos:exactMatch", "http://eurovoc.europa.eu/3885")
INNER = triple(f"{SDG}10.7", "skos:broader", f"{SDG}10")
SCHEME = triple("http://metadata.un.org/sdg", "skos:hasTopConcept", f"{SDG}10")
INFERRED = triple(f"{BASE}id/practice/a", "pg:statedSdg", f"{SDG}10")


@pytest.fixture
def description() -> list[ox.Triple]:
    graphs = {
        "document/a": [STATED, ox.Triple(STATED.subject, node("pg:x"), ox.Literal(f"{SDG}1"))],
        "vocabulary/theme": [MATCH, INNER, SCHEME],
        "inferred": [INFERRED],
        "evidence": [triple(f"{BASE}id/fact/1", "pg:object", f"{SDG}10.7")],
    }
    return list(describe(SHIPPED, graphs, BASE))


def test_the_shipped_targets() -> None:
    targets, _ = read_targets(SHIPPED)

    assert {target.name for target in targets} >= {"un-sdg", "eurovoc", "unbis", "geonames", "wikidata"}
    assert all(target.uri_space.endswith("/") for target in targets)


def test_links_are_from_ours_to_theirs() -> None:
    target = Target("un-sdg", "http://metadata.un.org/sdg", SDG)

    assert links([STATED, MATCH, INNER, SCHEME], [target]) == {target: {STATED}}


def test_each_linkset_is_described_by_predicate(description: list[ox.Triple]) -> None:
    linkset = ox.NamedNode(f"{BASE}linkset/un-sdg")
    part = ox.NamedNode(f"{BASE}linkset/un-sdg/statedSdg")

    assert ox.Triple(linkset, node("void:triples"), ox.Literal(1)) in description
    assert ox.Triple(linkset, node("void:subset"), part) in description
    assert ox.Triple(part, node("void:linkPredicate"), node("pg:statedSdg")) in description
    assert ox.Triple(part, node("rdf:type"), node("void:Linkset")) in description
    dump = ox.NamedNode(f"{BASE}downloads/linkset-un-sdg.nt")
    assert ox.Triple(linkset, node("void:dataDump"), dump) in description


def test_what_is_described_can_be_read_back(description: list[ox.Triple]) -> None:
    targets = described_targets(description, BASE)

    assert [(target.name, file_name(target)) for target in targets] == [
        ("eurovoc", "linkset-eurovoc.nt"),
        ("un-sdg", "linkset-un-sdg.nt"),
    ]


def test_a_target_without_uri_space_is_named(tmp_path: Path) -> None:
    file = tmp_path / "linksets.ttl"
    file.write_text('<https://example.org/> <http://purl.org/dc/terms/identifier> "x" .\n', "utf-8")
    with pytest.raises(InvalidDataError, match=r"https://example\.org/"):
        read_targets(file)
    file.write_text("<https://example.org/> nonsense", "utf-8")
    with pytest.raises(InvalidDataError, match=r"linksets\.ttl:1"):
        read_targets(file)
