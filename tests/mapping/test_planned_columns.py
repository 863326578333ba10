from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown

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
