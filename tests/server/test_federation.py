"""Federating from the client's side: the programs of the how-to, run between two servers on loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pyoxigraph as ox
import pytest
from running import running

from practicegraph.folders import folder
from practicegraph.release.content import Content
from practicegraph.release.publish import publish
from practicegraph.terms import BASE, node

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "federate.md"
PROGRAMS = re.findall(r"```python\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
QUERIES = re.findall(r"```sparql\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
WIKIDATA = "http://www.wikidata.org/entity/"


def goals() -> dict[str, str]:
    """Return the goals by the IRIs that Wikidata gives them."""
    return {
        quad.object.value: quad.subject.value.rpartition("/")[2]
        for quad in ox.parse(path=folder("data", "vocabularies", "sdg.ttl"))
        if quad.predicate == node("skos:exactMatch") and quad.object.value.startswith(WIKIDATA)
    }


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The SPARQL address of a second server that stands for Wikidata: it knows the goals' names in Arabic."""
    directory = tmp_path_factory.mktemp("other")
    names = [
        ox.Triple(ox.NamedNode(item), node("rdfs:label"), ox.Literal(f"هدف {goal}", language="ar"))
        for item, goal in goals().items()
    ]
    graphs = {"document/names": names, "evidence": [], "validation": []}
    files = {"statistics/statistics.json": b"{}\n", "validation/report.json": b"{}\n"}
    publish(Content(BASE, graphs, {}, (), {}, files), directory, keep=1)
    with running(directory) as found:
        yield f"{found}/sparql"


@pytest.mark.parametrize("program", PROGRAMS, ids=["join", "service"])
def test_the_programs_of_the_how_to(program: str, address: str, other: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(program, "utf-8")
    environment = {**os.environ, "OURS": f"{address}/sparql", "THEIRS": other, "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, str(file)], env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    rows = [line.split(" | ") for line in ran.stdout.splitlines()]
    assert {row[0] for row in rows} >= {"Together for integration"}
    for _, goal, name in rows:
        assert name == f"هدف {goal.rpartition('/')[2]}"


def test_both_programs_agree(address: str, other: str) -> None:
    environment = {**os.environ, "OURS": f"{address}/sparql", "THEIRS": other, "PYTHONIOENCODING": "utf-8"}
    written = [
        subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for program in PROGRAMS
    ]

    assert sorted(written[0]) == sorted(written[1])


def test_the_linksets_are_described_where_the_how_to_says(address: str) -> None:
    (query,) = QUERIES
    with urlopen(f"{address}/sparql?format=csv&query={quote(query)}") as response:  # noqa: S310 - our own server
        lines = response.read().decode().splitlines()

    assert any(line.startswith("http://metadata.un.org/sdg,") for line in lines)
    for line in lines[1:]:
        target, _, number = line.split(",")
        assert target.startswith("http")
        assert int(number) > 0
    with urlopen(f"{address}/downloads/linkset-wikidata.nt") as response:  # noqa: S310
        assert {quad.object.value for quad in ox.parse(response.read(), ox.RdfFormat.N_TRIPLES)} == set(
            goals()
        )
