"""Sums below each other under a heading that gives their currency."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

ROWS = [
    (
        "en",
        "Funding (in EUR)",
        "AMIF 247,650.00 60 %",
        "Ministry of the Interior 82,550.00",
        "Total 330,200.00",
    ),
    ("de", "Finanzierung (in EUR)", "AMIF 247.650,00 60 %", "Land Vorarlberg 82.550,00", "Summe 330.200,00"),
    (
        "fr",
        "Financement (en euros)",
        "FAMI ..... 247 650",
        "Ville de Lyon ..... 82 550",
        "Total ..... 330 200",
    ),
    (
        "es",
        "Financiación (en euros)",
        "FAMI 247.650,00",
        "Ayuntamiento de Teruel 82.550,00",
        "Total 330.200,00",
    ),
    ("pl", "Finansowanie (w zł)", "FAMI 247 650,00", "Miasto Kalisz 82 550,00", "Razem 330 200,00"),
    ("cs", "Financování (v Kč)", "AMIF   247 650", "Statutární město Teplice   82 550", "Celkem   330 200"),
    ("sv", "Finansiering (kr)", "AMIF 247 650", "Kramfors kommun 82 550", "Totalt 330 200"),
    ("et", "Rahastamine (eurot)", "AMIF 247 650", "Tartu linn 82 550", "Kokku 330 200"),
    ("bg", "Финансиране (в лева)", "ФУМИ 247 650", "Община Пловдив 82 550", "Общо 330 200"),
]


def _sums(text: str, language: str) -> set[tuple[str, object]]:
    document = read_text(f"Tea House\n\n{text}\n\nwww.tea.org\n".encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return {(fact.field, fact.value) for fact in facts if fact.field in ("budget", "fundingAmount")}


@pytest.mark.parametrize(("language", "head", "one", "other", "total"), ROWS)
def test_rows_name_who_paid_and_the_sum_of_all(
    language: str, head: str, one: str, other: str, total: str
) -> None:
    assert _sums(f"{head}\n{one}\n{other}\n{total}", language) == {
        ("fundingAmount", 247_650),
        ("fundingAmount", 82_550),
        ("budget", 330_200),
    }


def test_a_unit_of_thousands_counts() -> None:
    text = "Finance služby (v tis. Kč)\nMPSV   1 640\nStatutární město Teplice   150\nNáklady celkem   1 790"
    assert _sums(text, "cs") == {
        ("fundingAmount", 1_640_000),
        ("fundingAmount", 150_000),
        ("budget", 1_790_000),
    }


def test_of_costs_only_the_sum_is_told() -> None:
    text = "Costs (EUR)\nStaff 247,650.00\nTravel 82,550.00\nTotal 330,200.00"
    assert _sums(text, "en") == {("budget", 330_200)}


@pytest.mark.parametrize(
    "text",
    [
        "Prices (EUR)\nAdults 12.00\nChildren 5.00\nFamilies 20.00",
        "Participants (women)\nTown of Graz 12\nTown of Linz 15",
        "Towns (with years)\nTown of Graz 2019\nTown of Linz 2021",
    ],
)
def test_other_figures_below_a_heading_with_brackets_are_no_sums(text: str) -> None:
    assert _sums(text, "en") == set()
