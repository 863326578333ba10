"""What the state or the bearers gave is a part of the budget, and who receives funds carries the project out."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

SHEETS = [
    ("Projekt: Most\nCałkowita wartość projektu: 90 000 zł\nBudżet państwa: 30 000 zł\n", [90000], [30000]),
    ("Projekt: Most\nCelkové náklady: 90 000 Kč\nStátní rozpočet: 30 000 Kč\n", [90000], [30000]),
    ("Проект: Мост\nСтойност на проекта: 90 000 лв., от които 3 000 лв. собствен принос\n", [90000], [3000]),
    ("Project: Bridge\nTotal budget: 90,000 EUR, of which 3,000 EUR own contribution\n", [90000], [3000]),
    ("Project: Bridge\nTotal budget: 90,000 EUR\n", [90000], []),
]
RECEIVERS = [
    ("Projekt: Most\nPrejemnik sredstev: Društvo Sidro\n", "Društvo Sidro"),
    ("Project: Bridge\nRecipient of funds: Anchor Association\n", "Anchor Association"),
    ("Proyecto: Puente\nBeneficiario de la subvención: Asociación Ancla\n", "Asociación Ancla"),
]


def told(text: str, field: str) -> list[object]:
    found = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    return [fact.value for fact in found if fact.field == field]


@pytest.mark.parametrize(("text", "budget", "given"), SHEETS)
def test_a_part_is_no_budget(text: str, budget: list[int], given: list[int]) -> None:
    assert (told(text, "budget"), told(text, "fundingAmount")) == (budget, given)


@pytest.mark.parametrize(("text", "name"), RECEIVERS)
def test_who_receives_the_funds_carries_it_out(text: str, name: str) -> None:
    assert told(text, "implementer") == [name]
