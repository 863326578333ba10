"""Labels that ask for a number of whatever, and those that ask for a code or measure something."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

COUNTED = [
    ("en", "Number of partner organisations"),
    ("en", "Number of municipalities involved"),
    ("de", "Anzahl Partnerorganisationen"),
    ("es", "Número de voluntarios"),
    ("es", "Número de contratos firmados"),
    ("it", "Numero di contratti firmati"),
    ("it", "Numero di comuni coinvolti"),
    ("pt", "Número de contratos assinados"),
    ("ro", "Număr de comune implicate"),
    ("hr", "Broj volontera"),
    ("hr", "Broj potpisanih ugovora"),
    ("hu", "Partnerszervezetek száma"),
    ("hu", "Aláírt szerződések száma"),
    ("fi", "Työsopimusten määrä"),
    ("et", "Töölepingute arv"),
    ("lv", "Partnerorganizāciju skaits"),
    ("nl", "Aantal partnerorganisaties"),
    ("sv", "Antal anställningar"),
    ("el", "Αριθμός συμβάσεων"),
    ("bg", "Брой подписани договори"),
    ("ar", "عدد العقود الموقعة"),
]
OTHERS = [
    ("en", "Number of the contract: 25"),
    ("en", "Number of pages: 25"),
    ("en", "Number of months: 18"),
    ("es", "Número de contrato: 25"),
    ("es", "Número de expediente: 2514"),
    ("it", "Numero di progetto: 25"),
    ("it", "Numero di protocollo: 2514"),
    ("pt", "Número do processo: 25"),
    ("ro", "Număr de înregistrare: 2514"),
    ("hr", "Broj ugovora: 25"),
    ("hu", "Szerződés száma: 25"),
    ("hu", "Oldalak száma: 25"),
    ("el", "Αριθμός πρωτοκόλλου: 2514"),
    ("el", "Αριθμός κατοίκων: 45.000"),
    ("fi", "Sivujen määrä: 25"),
    ("et", "Elanike arv: 45 000"),
    ("pl", "Liczba miesięcy: 18"),
    ("ar", "عدد الصفحات: 25"),
]


def _counts(text: str, language: str) -> list[str]:
    document = read_text(f"Tea House\n\n{text}\n".encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return [str(fact.value) for fact in facts if fact.field == "count"]


@pytest.mark.parametrize(("language", "label"), COUNTED)
def test_such_a_label_counts_whatever_it_names(language: str, label: str) -> None:
    assert _counts(f"Lead: Tea Society\n{label}: 25\nCountry: Austria", language) == ["25"]


@pytest.mark.parametrize(("language", "line"), OTHERS)
def test_codes_and_measures_are_no_counts(language: str, line: str) -> None:
    assert _counts(f"Lead: Tea Society\n{line}\nCountry: Austria", language) == []


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("nl", "Aantal deelnemers: 160\nwaarvan vrouwen: 70"),
        ("el", "Αριθμός συμμετεχόντων: 160\nεκ των οποίων γυναίκες: 70"),
        ("sl", "Število udeležencev: 160\nod tega žensk: 70"),
        ("en", "Number of participants: 160\nof whom women: 70"),
    ],
)
def test_a_label_of_a_part_counts_the_part(language: str, lines: str) -> None:
    assert sorted(_counts(lines, language)) == ["160", "70"]


def test_a_share_below_its_sum_counts_nobody() -> None:
    assert _counts("Total budget: 160 000 EUR\nof which EU: 120 000 EUR", "en") == []
