"""Titles: what stands where a title would, and what only looks like one."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
BODY = (
    "The evening opens the school kitchen to everybody who lives in the street. Refugees of the district cook "
    "with the neighbours, and MeetUp brings games. MeetUp is open every Thursday."
)


def titles(text: str, part: int | None = None) -> list[object]:
    mapped = map_document(read_text(text.encode(), name="page.txt"), KNOWLEDGE)
    return [fact.value for fact in mapped.facts if fact.field == "title" and fact.part == part]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # A category written together with the title: both halves stand in the text as words.
        ("Meals for RefugeesMeetUp - the open kitchen", "Meals for RefugeesMeetUp - the open kitchen"),
        ("Housing and work of refugeesMeetUp - the open kitchen", "MeetUp - the open kitchen"),
        # A coined name alone is no joint.
        ("A kitchen for all: MeetUp", "A kitchen for all: MeetUp"),
        # Whose page it is, and how many things it lists, are no titles.
        ("URBACT", None),
        ("Bulgarian Red Cross\n\nThe open kitchen", "The open kitchen"),
        ("130+ Practices\n\nThe open kitchen", "The open kitchen"),
    ],
)
def test_the_title_of_a_page(head: str, expected: str | None) -> None:
    found = titles(f"{head}\n\n{BODY.replace('Refugees', 'For refugees it is home:')}\n")
    assert found == [expected]


COLLECTION = """Good examples

The House of Tea (Lyon - France)

Volunteers open a tea room for people who are new in town, three afternoons a week.

Integrationshaus (Vienna - Austria)

The project OPEN DESK offers learning places for young people, with help by students.

A school in the park (Vienna
"""


def test_a_collection_names_practice_actor_and_town_in_its_headings() -> None:
    assert titles(COLLECTION, 1) == ["The House of Tea"]
    assert titles(COLLECTION, 2) == ["OPEN DESK"]
    assert titles(COLLECTION, 3) == ["A school in the park"]
    mapped = map_document(read_text(COLLECTION.encode(), name="page.txt"), KNOWLEDGE)
    actors = [(fact.part, fact.value) for fact in mapped.facts if fact.field == "implementer"]
    assert actors == [(2, "Integrationshaus")]
    places = [(fact.part, fact.value) for fact in mapped.facts if fact.field == "place"]
    assert places == [(1, "Lyon"), (2, "Vienna"), (3, "Vienna")]
