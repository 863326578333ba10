"""Forms whose labels are questions, with a help text in brackets between question and answer."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def told(text: str, language: str, field: str) -> list[str]:
    document = read_text(text.encode(), name="a.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return [fact.exact for fact in facts if fact.field == field and fact.value is not None]


@pytest.mark.parametrize(
    ("language", "field", "question", "answer"),
    [
        ("pl", "reporter", "1. Nazwa instytucji zgłaszającej", "Fundacja Przystań"),
        ("pl", "title", "1. Jak nazywa się praktyka?", "Klucz do mieszkania"),
        ("fr", "title", "1. Comment s'appelle la pratique ?", "La clé du logement"),
        ("de", "reporter", "1. Einreichende Einrichtung", "Hafenstiftung Kiel"),
    ],
)
def test_questions_of_forms(language: str, field: str, question: str, answer: str) -> None:
    assert told(f"{question}\n{answer}\n", language, field) == [answer]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("(Please state the aim in one sentence.)\nNewcomers rent a flat of their own.", "Newcomers rent"),
        ("Newcomers rent a flat of their own.\n(They did not do so before.)", "They did not"),
    ],
)
def test_the_help_of_a_form_is_no_answer(value: str, kept: str) -> None:
    texts = told(f"8. What should the practice change?\n{value}\n", "en", "objective")
    assert not any("Please state" in text for text in texts)
    assert kept in " ".join(texts)
