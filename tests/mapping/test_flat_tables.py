"""Tables of figures whose columns nothing but a space parts, as where a page was saved as plain text."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TABLES = [
    ("en", "Indicator Target Achieved\nWomen who finished the course 60 74\nCertificates 1,200 1,350"),
    ("de", "Kennzahl Zielwert Istwert\nTeilnehmende Frauen 60 74\nZertifikate 1.200 1.350"),
    ("fr", "Indicateur Valeur cible Valeur réalisée\nFemmes formées 60 74\nAttestations 1.200 1.350"),
    ("it", "Indicatore Valore atteso Valore raggiunto\nDonne formate 60 74\nAttestati 1.200 1.350"),
    ("pl", "Wskaźnik Plan Wykonanie %\nUczestniczki kursu 60 74 123%\nZaświadczenia 1.200 1.350 113%"),
    ("el", "Δείκτης Τιμή-στόχος Επίτευξη\nΓυναίκες που εκπαιδεύτηκαν 60 74\nΒεβαιώσεις 1.200 1.350"),
    ("ru", "Показатель План Факт\nОбученные женщины 60 74\nСправки 1.200 1.350"),
]


def _counts(text: str, language: str | None = None) -> set[tuple[str, object]]:
    document = read_text(text.encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return {(str(fact.value), fact.detail("planned")) for fact in facts if fact.field == "count"}


@pytest.mark.parametrize(("language", "table"), TABLES, ids=[language for language, _ in TABLES])
def test_each_figure_is_of_the_column_that_the_head_names(language: str, table: str) -> None:
    """Whatever an indicator is of: no list of units has certificates."""
    found = _counts(f"Tea House\n\n{table}\n\nwww.tea.example.org\n", language)
    assert found == {("60", True), ("74", False), ("1200", True), ("1350", False)}


@pytest.mark.parametrize(
    "table",
    [
        "Years 2019 2020\nMeals 20 30\nSoups 40 50",
        "Cost item Planned Actual\nTravel 5000 4800\nPrinting 900 950",
        "Indicator Target Achieved\nHours of teaching 600 740\nTravel in % 40 50",
        "Target and what was achieved.\nRoom 20 30\nRoom 40 50",
    ],
)
def test_other_pairs_of_figures_count_nothing(table: str) -> None:
    assert _counts(f"Tea House\n\n{table}\n") == set()


HEADLESS = [
    ("en", "Results", "Planned", "Achieved", "Families housed"),
    ("es", "Resultados", "Previsto", "Realizado", "Familias instaladas"),
    ("de", "Ergebnisse", "Soll", "Ist", "Begleitete Familien"),
    ("fr", "Résultats", "Prévu", "Réalisé", "Familles logées"),
    ("pl", "Rezultaty", "Plan", "Wykonanie", "Rodziny w mieszkaniach"),
    ("hu", "Eredmények", "Terv", "Tény", "Elhelyezett családok"),
]


@pytest.mark.parametrize(("language", "title", "aim", "done", "label"), HEADLESS)
def test_a_head_over_the_figures_alone_is_one(
    language: str, title: str, aim: str, done: str, label: str
) -> None:
    """The head begins behind the labels of all rows, where they have none of their own."""
    rows = [f"{label:<30}{one:>8}{other:>12}" for one, other in (("18", "21"), ("70", "86"))]
    table = "\n".join([title, " " * 32 + f"{aim}     {done}", *rows])
    found = _counts(f"Tea House\n\nThis tells of a house.\n\n{table}\n\nwww.tea.example.org\n", language)
    assert found == {("18", True), ("21", False), ("70", True), ("86", False)}


def test_an_indented_line_over_longer_labels_is_no_head() -> None:
    rows = "Families housed in the old mill    18    21\nFamilies housed in the new mill    70    86"
    assert _counts(f"Tea House\n\n          Planned     Achieved\n{rows}\n") == set()
