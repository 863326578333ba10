"""Labels that count below a heading of what is only expected."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PLANNED = [
    ("en", "Expected results (quantitative)\nNumber of participants: 160\nof whom women: 70"),
    ("de", "Erwartete Ergebnisse (Indikatoren)\nAnzahl Teilnehmende: 160\ndavon Frauen: 70"),
    ("fr", "Résultats attendus (indicateurs)\nNombre de participants : 160\ndont femmes : 70"),
    ("sv", "Förväntat resultat (kvantitativt)\nAntal deltagare   160\nvarav kvinnor   70"),
    ("pl", "Oczekiwane rezultaty (wskaźniki)\nLiczba uczestników: 160\nw tym kobiety: 70"),
    ("hu", "Elvárt eredmények (indikátorok)\nBevont személyek száma: 160 fő (ebből nő: 70 fő)"),
    ("hu", "Elvárt eredmények\nBevont személyek száma: 160 fő\nLakhatási támogatásban részesülők: 70 fő"),
    ("fi", "Odotetut tulokset (indikaattorit)\nOsallistujien määrä: 160\njoista naisia: 70"),
    ("ru", "Ожидаемые результаты (показатели)\nКоличество участников: 160\nиз них женщин: 70"),
    ("bg", "Очаквани резултати (индикатори)\nБрой участници: 160\nот тях жени: 70"),
    ("ar", "النتائج المتوقعة (المؤشرات)\nعدد المشاركين: 160\nمنهم نساء: 70"),
]


def _counts(text: str, language: str = "en") -> set[tuple[str, object]]:
    document = read_text(f"Tea House\n\n{text}\n".encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return {(str(fact.value), fact.detail("planned")) for fact in facts if fact.field == "count"}


@pytest.mark.parametrize(("language", "text"), PLANNED)
def test_labels_below_such_a_heading_count_what_is_planned(language: str, text: str) -> None:
    assert _counts(text, language) == {("160", True), ("70", True)}


def test_what_stands_below_another_heading_was_reached() -> None:
    text = "Expected results\nNumber of participants: 160\n\nResults\nNumber of participants: 187"
    assert _counts(text) == {("160", True), ("187", None)}


def test_prose_ends_what_is_expected() -> None:
    text = (
        "Expected results\nNumber of participants: 160\nNumber of volunteers: 25\n\n"
        "The house opened in spring and is full.\n\nNumber of women: 70"
    )
    assert _counts(text) == {("160", True), ("25", True), ("70", None)}


def test_planned_activities_do_not_make_a_count_planned() -> None:
    text = "Planned activities\n1. Courses in two towns\n2. Visits to farms\n\nNumber of participants: 187"
    assert _counts(text) == {("187", None)}
