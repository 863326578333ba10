from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.html import read_html
from practicegraph.reading.text import read_text

TOLD = [
    ("Neighbours teach newcomers in Vienna how to swim.", "en", {"AT"}),
    ("Ein Angebot für junge Leute in Schleswig-Holstein.", "de", {"DE"}),
    ("Μαθήματα κολύμβησης στη Θεσσαλονίκη κάθε Τρίτη.", "el", {"GR"}),
    ("Сусіди у Львові навчають дітей плавати.", "uk", {"UA"}),
    ("Sąsiedzi uczą dzieci pływać w Warszawie.", "pl", {"PL"}),
    ("The swimming lessons follow the Geneva Convention on refugees.", "en", set()),
    ("The team knows the Dublin Regulation and the Istanbul Convention.", "en", set()),
    ("Neighbours in Vienna teach people from Norway.", "en", {"AT"}),
    ("Neighbours teach newcomers how to swim.", "en", set()),
]


@pytest.mark.parametrize(("text", "language", "expected"), TOLD)
def test_large_towns_and_regions_tell_their_country(text: str, language: str, expected: set[str]) -> None:
    document = read_text(f"Tea\n\n{text}\n".encode(), name="a.txt", language=language)
    facts = [fact for fact in map_document(document, Knowledge.load()).facts if fact.field == "country"]
    assert {fact.value for fact in facts if fact.basis == "suggested"} == expected


def test_a_headline_tells_where_the_practice_is() -> None:
    page = "<h1>Swimmers of Vienna teach newcomers</h1><p>They swim every Tuesday, in the sea and in the pool.</p>"
    facts = map_document(read_html(page.encode(), name="a.html", language="en"), Knowledge.load()).facts
    assert {(fact.field, fact.value) for fact in facts if fact.field in ("country", "place")} == {
        ("country", "AT"),
        ("place", "Vienna"),
    }
