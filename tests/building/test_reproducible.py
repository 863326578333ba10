"""The shipped documents, built twice under other circumstances, give the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.folders import folder
from practicegraph.graph.canonical import nquads
from practicegraph.release.checksums import files_below
from practicegraph.release.content import with_stable_blank_nodes
from practicegraph.release.open import Release

ELSEWHERE = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}


def built(documents: Path, directory: Path, **environment: str) -> Path:
    command = [
        sys.executable,
        "-m",
        "practicegraph",
        "build",
        str(documents),
        "--out",
        str(directory),
        "--quiet",
    ]
    subprocess.run(command, check=True, env={**os.environ, **environment}, timeout=300)
    return (directory / "current").resolve()


def contents(release: Path) -> dict[str, bytes]:
    """Every file but the store's, which is made from the others."""
    names = [name for name in files_below(release) if not name.startswith("snapshot")]
    return {name: (release / name).read_bytes() for name in names}


@pytest.mark.campaign
def test_two_builds_of_the_shipped_documents(tmp_path: Path) -> None:
    source, other = folder("data", "documents"), tmp_path / "other"
    files = [path for path in source.rglob("*") if path.is_file()]
    random.Random(3).shuffle(files)  # noqa: S311 - not for secrets
    for age, path in enumerate(files):
        copy = other / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (10**9 + age * 10**6,) * 2)

    one = built(source, tmp_path / "one", PYTHONHASHSEED="1")
    two = built(other, tmp_path / "two", **ELSEWHERE)

    assert one.name == two.name
    first, second = contents(one), contents(two)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_bytes_of_a_graph_do_not_depend_on_names_of_blank_nodes(seeds_release: Release) -> None:
    """RDFC-1.0: a graph with its blank nodes named otherwise, in another order, gives the same file."""
    for graph in seeds_release.graphs:
        quads = list(ox.parse(path=graph.path, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True))
        random.Random(5).shuffle(quads)  # noqa: S311 - not for secrets
        triples = with_stable_blank_nodes((quad.triple for quad in quads), graph.name)
        assert nquads(triples, ox.NamedNode(graph.iri)) == graph.path.read_bytes(), graph.name
