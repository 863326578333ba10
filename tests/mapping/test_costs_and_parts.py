"""What running prose says of costs and of the parts of them that somebody pays, and who was entrusted with what."""

from __future__ import annotations

from typing import Final

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()


def told(text: str, field: str) -> list[object]:
    facts = map_document(read_text(text.encode(), name="one.txt"), KNOWLEDGE).facts
    return [fact.value for fact in facts if fact.field == field]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Das Projekt für Geflüchtete kostete 90.000 Euro, wovon drei Viertel aus dem Europäischen Sozialfonds kamen.", 75),
        ("Dílna v Písku je pro uprchlíky. Polovinu hradí Nadace Javor, zbytek město.", 50),
        ("Projekti eelarve oli 40 000 eurot; kolm neljandikku sellest tuli Euroopa Sotsiaalfondist.", 75),
    ],
)  # fmt: skip
def test_parts_of_a_sum_are_shares(text: str, share: int) -> None:
    assert told(text, "fundingShare") == [share]


def test_parts_of_people_are_none() -> None:
    text = (
        "Das Projekt für Geflüchtete kostete 90.000 Euro, und drei Viertel der Teilnehmenden fanden Arbeit."
    )
    assert told(text, "fundingShare") == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Il corso di Todi è per rifugiati. Le spese, 31.000 euro l'anno, sono coperte dalla Fondazione Alba.", 31_000),
        ("Центърът в Ямбол е за бежанци. Издръжката от 84 000 лв. се поема от фондация „Липа“.", 84_000),
        ("Kerho Imatralla on pakolaisille. Kulut, noin 15 000 euroa, maksaa Saimaan Säätiö.", 15_000),
    ],
)  # fmt: skip
def test_costs_right_before_a_sum_are_the_budget(text: str, amount: int) -> None:
    assert (told(text, "budget"), told(text, "fundingAmount")) == ([amount], [])


def test_half_of_the_costs_is_no_budget() -> None:
    text = (
        "Ο ξενώνας στη Δράμα είναι για πρόσφυγες. Τα μισά έξοδα, 21.000 ευρώ, καλύπτει το Ίδρυμα Αθηνάς Ρήγα."
    )
    assert told(text, "budget") == []


def test_a_judgement_that_lay_with_somebody() -> None:
    text = "Der Kurs in Trier war für Geflüchtete. Die Evaluation lag beim Institut für Stadtforschung Eifel."
    assert told(text, "evaluator") == ["Institut für Stadtforschung Eifel"]


def test_a_clause_of_its_own_shares_no_role() -> None:
    text = "Kursą pabėgėliams įgyvendina asociacija „Tiltas“, siuvimo mašinas padovanojo akademija „Adata“."
    assert told(text, "implementer") == ["asociacija „Tiltas“"]


@pytest.mark.parametrize(
    ("text", "implementers"),
    [
        ("Dragi colegi, nimeni nu știa ce urmează când Asociația Casa Teilor a venit cu proiectul în 2021.", ["Asociația Casa Teilor"]),
        ("Daudzi neticēja, ka biedrība “Mēness pagalms” sāks projektu bēgļiem Kuldīgā.", ["biedrība “Mēness pagalms”"]),
        ("Știm cu toții de mulți ani că Ministerul Muncii a numărat beneficiarii proiectului.", []),
    ],
)  # fmt: skip
def test_who_acts_behind_that_or_when(text: str, implementers: list[str]) -> None:
    assert told(text, "implementer") == implementers
