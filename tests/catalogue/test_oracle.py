"""The queries mean the same to another engine: rdflib evaluates groups as the specification writes them."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from practicegraph.catalogue.binding import bind
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.catalogue.query import Query
from practicegraph.release.open import Release
from practicegraph.terms import PG, graph

EXCEPT = {
    "practices-by-place": "rdflib walks a path of any length from every node of the graph",
    "similar-practices": "rdflib makes one group out of no solutions (SPARQL 1.1, section 18.5.1: none)",
}
VALUES = {
    "why": {"subject": ["id/practice/compass-for-officials"], "predicate": [f"{PG}serves", f"{PG}locatedIn"]}
}
"""Values of parameters whose defaults are about another release."""
SLOW = {"why"}
"""Queries that take rdflib most of a minute: it matches each alternative with the whole graph first."""


@pytest.fixture(scope="module")
def store(corpus_release: Release) -> ox.Store:
    return ox.Store.read_only(str(corpus_release.snapshot))


@pytest.fixture(scope="module")
def dataset(store: ox.Store) -> rdflib.Dataset:
    """The same default graph, and the named graphs that the queries ask."""
    named = [graph(name) for name in ("evidence", "inferred", "ontology", "quality")]
    dataset = rdflib.Dataset()
    for source, target in (
        (ox.DefaultGraph(), dataset.default_graph),
        *((each, dataset.graph(rdflib.URIRef(each.value))) for each in named),
    ):
        output = io.BytesIO()
        store.dump(output, ox.RdfFormat.N_TRIPLES, from_graph=source)
        target.parse(data=output.getvalue(), format="nt")
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "query",
    [
        pytest.param(query, id=query.name, marks=[pytest.mark.campaign] if query.name in SLOW else [])
        for query in Catalogue.load()
        if query.name not in EXCEPT
    ],
)
def test_another_engine_gives_the_same_rows(query: Query, store: ox.Store, dataset: rdflib.Dataset) -> None:
    asked = bind(query, VALUES.get(query.name, {}))
    ours = Counter(tuple(text(term) for term in row) for row in store.query(asked))
    theirs = Counter(tuple(text(term) for term in row) for row in dataset.query(asked))
    assert ours == theirs
    assert ours or query.name not in VALUES


def text(term: Any) -> str:
    if term is None:
        return ""
    return str(getattr(term, "value", term)) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
