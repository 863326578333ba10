"""Roles of organisations by the words near their names."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.role_words import RoleWords
from practicegraph.reading.blocks import Block, BlockKind, Document


def roles(text: str, language: str) -> set[tuple[str, str]]:
    """Return the organisations of a text with their roles."""
    block = Block(BlockKind.PARAGRAPH, 0, len(text), text)
    facts = map_document(Document("text.txt", text, (block,), language=language), Knowledge.load()).facts
    names = {"implementer", "lead", "partner", "funder", "evaluator"}
    return {(fact.field, str(fact.value)) for fact in facts if fact.field in names and fact.value}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The evaluation fell to Lowland Research Institute.",
            "en",
            {("evaluator", "Lowland Research Institute")},
        ),
        (
            "Premises for the project come from Weston Town Council, and volunteers from Weston College.",
            "en",
            {("partner", "Weston Town Council")},
        ),
        (
            "Die Evaluation lag in den Händen der Hochschule Nordtal.",
            "de",
            {("evaluator", "Hochschule Nordtal")},
        ),
        (
            "La evaluación del proyecto fue confiada a la Universidad de Vallehondo.",
            "es",
            {("evaluator", "Universidad de Vallehondo")},
        ),
    ],
)
def test_what_a_sentence_speaks_of_tells_the_role(text: str, language: str, expected: set[tuple[str, str]]):
    assert expected <= roles(text, language)


def test_a_colon_ends_the_reach_of_a_word():
    text = "The money has come: visitors met in Weston Town Council on two evenings."
    assert ("funder", "Weston Town Council") not in roles(text, "en")


def test_a_language_without_words_has_none():
    assert RoleWords.load().find("money", "xx") == ()
    assert RoleWords.load().find("money", None) == ()
