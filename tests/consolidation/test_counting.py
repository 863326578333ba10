"""Counts that language versions of one practice both give are one count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import Triple

from practicegraph.consolidation.consolidate import consolidate
from practicegraph.graph.graphs import graphs
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.terms import node

Make = Callable[..., MappedDocument]

NUMBER = ("identifier", "2016-SE01-KA204", {})
PERSONS: dict[str, Any] = {"comparator": ">", "unit": "persons", "group": "immigrant"}


def _count(value: int, **more: Any) -> tuple[str, int, dict[str, Any]]:
    return ("count", value, {**PERSONS, **more})


def _nodes(documents: list[MappedDocument]) -> dict[str, list[Triple]]:
    """Return the triples of each count, by its IRI."""
    found: dict[str, list[Triple]] = {}
    for triples in graphs(consolidate(documents)).values():
        for triple in triples:
            if "/count/" in str(triple.subject):
                found.setdefault(str(triple.subject), []).append(triple)
    return found


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        (_count(370, groupLabel="immigrants"), _count(370, groupLabel="invandrare"), 1),
        (_count(370, planned=False), _count(370), 1),
        (_count(370), _count(370, group=None, groupLabel="personer"), 1),
        (_count(370), _count(380), 2),
        (_count(370), _count(370, comparator="="), 2),
        (_count(370), _count(370, group="women"), 2),
        (_count(370), _count(370, unit="families"), 2),
        (_count(370, planned=True), _count(370, planned=False), 2),
    ],
)
def test_the_same_number_of_the_same_is_one(
    document: Make, first: tuple[Any, ...], second: tuple[Any, ...], counts: int
) -> None:
    documents = [
        document("a_en.txt", [NUMBER, first]),
        document("b_sv.txt", [NUMBER, second], language="sv"),
    ]
    assert len(_nodes(documents)) == counts


def test_a_merged_count_keeps_the_words_of_each_language(document: Make) -> None:
    documents = [
        document("a_en.txt", [NUMBER, _count(370, groupLabel="immigrants", language="en")]),
        document("b_sv.txt", [NUMBER, _count(370, groupLabel="invandrare", language="sv")]),
    ]
    ((_, triples),) = _nodes(documents).items()
    labels = {triple.object for triple in triples if triple.predicate == node("pg:groupLabel")}
    assert {(label.value, label.language) for label in labels} == {("immigrants", "en"), ("invandrare", "sv")}


def test_a_number_given_for_two_groups_takes_no_third(document: Make) -> None:
    documents = [
        document("a_en.txt", [NUMBER, _count(12, group="women"), _count(12, group="men")]),
        document("b_sv.txt", [NUMBER, _count(12, group=None, groupLabel="personer")]),
    ]
    assert len(_nodes(documents)) == 3
