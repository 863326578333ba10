"""The ontology as the tests of this folder read it."""

from __future__ import annotations

import pytest
from rdflib import Graph

from practicegraph.folders import folder


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return Graph().parse(folder("ontology", "practicegraph.ttl"))


@pytest.fixture(scope="session")
def alignments() -> Graph:
    return Graph().parse(folder("ontology", "alignments.ttl"))
