"""Lines that count below "Results", labels inside a paragraph, heads of columns with a day, and those who apply together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PAPER = """Wohnlotsen Schinkel

3. Umsetzung
Acht Lotsinnen helfen bei der Suche nach einer Wohnung in der Stadt. Laufzeit: 01.03.2020 bis 28.02.2023.
a) Sie begleiten Besichtigung, Vertragsabschluss und Einzug.
b) Ein Kurs vermittelt Kenntnisse zu Heizen, Müll und Hausordnung.

4. Bisherige Ergebnisse
Vermittelte Haushalte: 128
Personen in diesen Haushalten: 467
Absolventinnen und Absolventen des Kurses: 203
Der Fonds musste bislang nur siebenmal in Anspruch genommen werden.
"""
TABLE = """Komşu Tarlalar

D. Göstergeler
Gösterge | Hedef | Gerçekleşen (31.12.2022)
Gezici okula devam eden çocuk | 900 | 1.023
Atölyede gelir elde eden kadın | 80 | 36
"""


def facts(text: str, field: str, language: str) -> list[Fact]:
    document = replace(read_text(text.encode(), name="a.txt"), language=language)
    return [fact for fact in map_document(document, Knowledge.load()).facts if fact.field == field]


def test_lines_that_count_are_results_too() -> None:
    assert [fact.exact for fact in facts(PAPER, "result", "de")] == [
        "Vermittelte Haushalte: 128",
        "Personen in diesen Haushalten: 467",
        "Absolventinnen und Absolventen des Kurses: 203",
        "Der Fonds musste bislang nur siebenmal in Anspruch genommen werden.",
    ]
    assert {fact.value for fact in facts(PAPER, "count", "de")} >= {128, 467, 203}


def test_a_list_below_a_paragraph_with_a_label_in_it_goes_on_its_heading() -> None:
    assert [fact.exact for fact in facts(PAPER, "activity", "de")][1:] == [
        "Sie begleiten Besichtigung, Vertragsabschluss und Einzug.",
        "Ein Kurs vermittelt Kenntnisse zu Heizen, Müll und Hausordnung.",
    ]
    assert [fact.value for fact in facts(PAPER, "start", "de")] == ["2020-03-01"]


def test_the_head_of_a_column_may_have_a_day() -> None:
    counts = facts(TABLE, "count", "tr")
    assert {(fact.value, dict(fact.details).get("planned")) for fact in counts} == {
        (900, True), (1023, False), (80, True), (36, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "partner"),
    [
        ("tr", "Eş yararlanıcılar: Mersin Üniversitesi", "Mersin Üniversitesi"),
        ("de", "Mitantragstellerin: Stadt Emden", "Stadt Emden"),
        ("es", "Cosolicitantes: Ayuntamiento de Lugo", "Ayuntamiento de Lugo"),
        ("it", "Cobeneficiari: Comune di Udine", "Comune di Udine"),
        ("pl", "Współbeneficjenci: Miasto Lublin", "Miasto Lublin"),
        ("cs", "Spolupříjemce: Město Brno", "Město Brno"),
        ("fi", "Osatoteuttajat: Turun kaupunki", "Turun kaupunki"),
        ("nl", "Medeaanvragers: Gemeente Assen", "Gemeente Assen"),
    ],
)
def test_those_who_apply_together_are_partners(language: str, text: str, partner: str) -> None:
    assert [fact.value for fact in facts(f"12\n\n{text}\n", "partner", language)] == [partner]
