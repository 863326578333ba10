"""The files in ``queries/``: complete, and queries as they are."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from practicegraph.catalogue.binding import bind, default_texts
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.catalogue.query import Query
from practicegraph.folders import folder
from practicegraph.terms import BASE

NAMES = (
    "challenges-by-theme",
    "completeness",
    "contact-points",
    "contradictions",
    "cost-per-beneficiary",
    "derived-values",
    "evaluated-practices",
    "evidence",
    "gaps",
    "language-versions",
    "linked-concepts",
    "local-practices-with-municipality",
    "measured-results",
    "missing-fields",
    "organizations-in-several-countries",
    "people-reached",
    "practices-by-funding-programme",
    "practices-by-period",
    "practices-by-place",
    "practices-by-sdg",
    "practices-combining-themes",
    "practices-for-demographic-group",
    "practices-for-group-theme-country",
    "practices-for-professionals",
    "practices-per-goal",
    "published-since",
    "receiving-society",
    "replicability",
    "roles",
    "similar-practices",
    "titles-in-my-language",
    "translation-coverage",
    "why",
)
"""Addresses and scripts rest on these names: one may be added, none renamed."""
LANGUAGES = {"en", "sv", "bg"}
VIEWS = {"Table", "BarChart", "Map", "Timeline"}
OTHER_BASE = "https://graph.example.org/"

queries = pytest.mark.parametrize("query", list(Catalogue.load()), ids=lambda query: query.name)


def test_names_are_stable() -> None:
    assert tuple(sorted(query.name for query in Catalogue.load())) == NAMES


@queries
def test_has_title_and_description_in_every_language_tags_and_a_view(query: Query) -> None:
    assert set(query.titles) >= LANGUAGES
    assert set(query.descriptions) >= LANGUAGES
    assert query.tags
    assert query.view in VIEWS
    texts = [*query.titles.values(), *query.descriptions.values()]
    assert len(set(texts)) == len(texts)


@queries
def test_parameters_are_described_and_concepts_name_a_scheme_that_exists(query: Query) -> None:
    assert query.parameters
    for parameter in query.parameters:
        assert parameter.description
        assert (parameter.kind == "concept") == (parameter.scheme is not None)
        if parameter.scheme:
            assert folder("data", "vocabularies", f"{parameter.scheme}.ttl").is_file()


@queries
def test_runs_as_a_file(query: Query) -> None:
    answer = ox.Store().query(folder("queries", f"{query.name}.rq").read_text(encoding="utf-8"))
    assert isinstance(answer, ox.QuerySolutions)
    list(answer)


@queries
def test_defaults_bound_as_people_write_them_give_the_same_rows(query: Query) -> None:
    bound = bind(query, default_texts(query))
    assert [variable.value for variable in select(bound)] == [
        variable.value for variable in select(query.text)
    ]
    rebound = bind(query, {})
    assert rebound == query.text


@queries
def test_follows_the_base_of_the_release(query: Query) -> None:
    moved = Catalogue.load(base=OTHER_BASE)[query.name]
    ontology = f"{BASE}ontology#"
    assert BASE not in moved.text.replace(ontology, "")
    assert (ontology in moved.text) == (ontology in query.text)
    assert default_texts(moved, OTHER_BASE) == default_texts(query)
    ox.Store().query(bind(moved, default_texts(moved, OTHER_BASE), OTHER_BASE))


@queries
def test_the_language_is_in_the_scope_of_every_name(query: Query) -> None:
    """A filter sees the variables of its own group, that of an OPTIONAL those before it, and none further out."""
    depth = 0
    for line in query.text.splitlines():
        code = line.partition("#")[0]
        if "FILTER(LANG(" in code and "?other" not in code:
            assert depth <= 2, line
        depth += code.count("{") - code.count("}")
    assert depth == 0


def select(text: str) -> list[ox.Variable]:
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    return answer.variables
