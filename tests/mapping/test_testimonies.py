"""Quotations with their speaker behind them: they tell how it was, beside what a section says."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.sentences import is_testimony
from practicegraph.reading.markdown import read_markdown

TOLD = [
    ("en", "Results", "Forty learners passed the test.", '"I was silent for a year. Now I argue in shops." – Oksana, learner'),
    ("de", "Ergebnisse", "Vierzig Lernende bestanden die Prüfung.", "„Ein Jahr lang habe ich geschwiegen, jetzt rede ich.“ (Teilnehmerin des Kurses)"),
    ("fr", "Résultats", "Quarante personnes ont réussi l'examen.", "« Pendant un an je me taisais, maintenant je discute. » — une participante"),
    ("cs", "Výsledky", "Zkoušku složilo čtyřicet lidí.", "„Poprvé jsem paní učitelce napsala sama.“ (účastnice kurzu)"),
    ("ru", "Результаты", "Экзамен сдали сорок человек.", "«Я год молчала в магазине, теперь ругаюсь с кассиром». — участница клуба"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "heading", "said", "quoted"), TOLD)
def test_what_somebody_is_quoted_with_is_no_result(
    language: str, heading: str, said: str, quoted: str
) -> None:
    page = f"# Tea House\n\n## {heading}\n\n{said}\n\n> {quoted}\n"
    document = read_markdown(page.encode(), name="a.md", language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "result"] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "«Tea House» reached forty people in the first year of its work.",
        '"We wanted to learn and to work at the same time."',
        "The head said: „It was a good year for all of us.“",
    ],
)
def test_a_name_and_an_answer_are_no_testimony(text: str) -> None:
    assert not is_testimony(text, Knowledge.load().contacts.saying)
