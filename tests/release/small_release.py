"""A small release, made of triples by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.mapping.fact import Basis, Fact, details
from practicegraph.release.content import Content
from practicegraph.release.manifest import InputEntry
from practicegraph.release.open import Release
from practicegraph.release.publish import publish
from practicegraph.terms import BASE

TURTLE = """
@prefix pg: <https://w3id.org/practicegraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
"""


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((TURTLE + turtle).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)]


def person(value: str, document: str = "a.txt") -> Fact:
    return Fact(
        document=document,
        field="contact",
        value=value,
        language=None,
        basis=Basis.STATED,
        confidence=0.9,
        start=0,
        end=len(value),
        exact=value,
        method="person:title",
        details=details(personal=True),
    )


def content_of(label: str = "One", *, people: tuple[Fact, ...] = ()) -> Content:
    return Content(
        base=BASE,
        graphs={
            "document/a": parse(
                f'<id/practice/a> a pg:Practice ; rdfs:label "{label}"@en ; pg:amount 1.10 .'
            ),
            "ontology": parse("pg:A rdfs:subClassOf [ a pg:Restriction ; rdfs:label [ pg:x 1 ] ] ."),
            "vocabulary/x": parse("<concept/x> rdfs:seeAlso [ a pg:Restriction ] ."),
            "evidence": parse('<id/fact/1> a pg:Fact ; pg:field "title" .'),
            "validation": [],
        },
        texts={"a": f"{label}\nÅäö\n"},
        inputs=(InputEntry("a.txt", "a", "0" * 64, "text/plain"),),
        versions={"practicegraph": "test"},
        files={"validation/report.json": b"{}\n", "statistics/statistics.json": b'{"practices": 1}\n'},
        personal=people,
    )


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Release]:
    def publish_as(label: str = "One", *, keep: int = 5, people: tuple[Fact, ...] = ()) -> Release:
        return publish(content_of(label, people=people), tmp_path / "data", keep=keep)

    return publish_as


@pytest.fixture
def make_content() -> Callable[..., Content]:
    return content_of


@pytest.fixture
def triples() -> Callable[[str], list[ox.Triple]]:
    return parse


@pytest.fixture
def personal() -> Callable[..., Fact]:
    return person
