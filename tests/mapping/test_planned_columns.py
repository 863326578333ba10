from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

TABLES = [
    ("en", "Indicator | Target 2022 | Achieved", "Participants trained"),
    ("de", "Indikator | Soll | Ist", "Zahl der Teilnehmenden"),
    ("fr", "Indicateur | Prévu | Réalisé", "Nombre de participants"),
    ("pl", "Wskaźnik | Wartość docelowa | Wartość osiągnięta", "Liczba uczestników"),
    ("es", "Indicador | Meta | Logrado", "Número de participantes"),
]


@pytest.mark.parametrize(("language", "head", "label"), TABLES)
def test_the_head_of_a_column_says_whether_its_numbers_were_planned(
    language: str, head: str, label: str
) -> None:
    text = f"# Tea\n\n| {head} |\n|---|---|---|\n| {label} | 200 | 250 |\n"
    document = read_markdown(text.encode(), name="a.md", language=language)
    facts = map_document(document, Knowledge.load()).facts
    counts = {(fact.value, dict(fact.details)["planned"]) for fact in facts if fact.field == "count"}
    assert {(str(value), planned) for value, planned in counts} == {("200", True), ("250", False)}


@pytest.mark.parametrize(
    ("language", "heading", "item"),
    [
        ("en", "Success criteria", "60 women finish the course."),
        ("da", "Succeskriterier", "60 kvinder gennemfører kurset."),
        ("de", "Erfolgskriterien", "60 Frauen schließen den Kurs ab."),
        ("pl", "Kryteria sukcesu", "60 kobiet kończy kurs."),
    ],
)
def test_counts_of_what_is_aimed_at_are_planned(language: str, heading: str, item: str) -> None:
    text = f"# Tea\n\n## {heading}\n\n- {item}\n"
    document = read_markdown(text.encode(), name="a.md", language=language)
    facts = [fact for fact in map_document(document, Knowledge.load()).facts if fact.field == "count"]
    assert [(str(fact.value), dict(fact.details)["planned"]) for fact in facts] == [("60", True)]


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Activities"), ("da", "Aktiviteter"), ("ro", "Activități")]
)
def test_the_number_of_an_item_counts_nothing(language: str, heading: str) -> None:
    text = f"{heading.upper()}\n1. Tango i byen\n2. Banjo\n3. Foto i parken\n"
    document = read_text(f"Tea\n\n{text}".encode(), name="a.txt")
    facts = map_document(replace(document, language=language), Knowledge.load()).facts
    assert not [fact for fact in facts if fact.field == "count"]


@pytest.mark.parametrize(
    ("language", "head", "label"),
    [
        ("en", "Indicator                    Target     Achieved", "Participants trained            200          250"),
        ("pl", "Wskaźnik                     Plan      Wykonanie", "Liczba uczestników              200          250"),
        ("de", "Indikator                    Soll            Ist", "Zahl der Teilnehmenden          200          250"),
    ],
)  # fmt: skip
def test_columns_that_only_space_parts_are_columns(language: str, head: str, label: str) -> None:
    third = label.replace("200", " 20").replace("250", " 18").replace("a", "e")
    text = f"Tea\n\n{head}\n{label}\n{third}\n"
    document = replace(read_text(text.encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    counts = {(str(fact.value), dict(fact.details)["planned"]) for fact in facts if fact.field == "count"}
    assert {("200", True), ("250", False)} <= counts
