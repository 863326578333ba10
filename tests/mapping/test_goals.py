"""Suggested goals as facts: their words, the title, what the author states himself."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def suggested(text: str, knowledge: Knowledge) -> dict[object, Fact]:
    facts = map_document(read_text(text.encode(), name="page.txt"), knowledge).facts
    return {fact.value: fact for fact in facts if fact.field == "sdg" and fact.basis is Basis.SUGGESTED}


def test_the_words_of_a_suggestion_are_told(knowledge: Knowledge) -> None:
    text = "Title: Keys\n\nObjective: Flats for rent, found with landlords and tenants.\n"
    fact = suggested(text, knowledge)["11.1"]
    words = str(fact.detail("words")).split(" | ")
    assert words[0] == fact.exact
    assert set(words) == {"rent", "landlords", "tenants"}


def test_the_title_speaks_too(knowledge: Knowledge) -> None:
    objective = "Objective: Language lessons on two evenings a week.\n"
    assert "4.6" not in suggested(f"Title: Tuesday\n\n{objective}", knowledge)
    assert "4.6" in suggested(f"Title: Language café\n\n{objective}", knowledge)


def test_what_the_author_states_is_not_suggested(knowledge: Knowledge) -> None:
    text = "Title: Keys\n\nSDGs: 11.1\n\nObjective: Flats for rent, found with landlords and tenants.\n"
    assert "11.1" not in suggested(text, knowledge)
