"""The queries mean the same to another engine: rdflib evaluates groups as the specification writes them."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.catalogue.query import Query
from practicegraph.release.open import Release
from practicegraph.terms import graph

EXCEPT = {
    "practices-by-place": "rdflib walks a path of any length from every node of the graph",
    "similar-practices": "rdflib makes one group out of no solutions (SPARQL 1.1, section 18.5.1: none)",
}


@pytest.fixture(scope="module")
def store(corpus_release: Release) -> ox.Store:
    return ox.Store.read_only(str(corpus_release.snapshot))


@pytest.fixture(scope="module")
def dataset(store: ox.Store) -> rdflib.Dataset:
    """The same default graph, and the evidence as the one named graph that the queries ask."""
    evidence = graph("evidence")
    dataset = rdflib.Dataset()
    for source, target in (
        (ox.DefaultGraph(), dataset.default_graph),
        (evidence, dataset.graph(rdflib.URIRef(evidence.value))),
    ):
        output = io.BytesIO()
        store.dump(output, ox.RdfFormat.N_TRIPLES, from_graph=source)
        target.parse(data=output.getvalue(), format="nt")
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "query", [query for query in Catalogue.load() if query.name not in EXCEPT], ids=lambda query: query.name
)
def test_another_engine_gives_the_same_rows(query: Query, store: ox.Store, dataset: rdflib.Dataset) -> None:
    ours = Counter(tuple(text(term) for term in row) for row in store.query(query.text))
    theirs = Counter(tuple(text(term) for term in row) for row in dataset.query(query.text))
    assert ours == theirs


def text(term: Any) -> str:
    if term is None:
        return ""
    return str(getattr(term, "value", term)) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
