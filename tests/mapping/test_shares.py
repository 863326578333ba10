"""Shares: who pays them, and what they are a part of."""

from __future__ import annotations

from typing import Any

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def shares(text: str) -> list[tuple[Any, ...]]:
    """Return percent, payer and whole of each share of a text."""
    mapped = map_document(read_text(f"{text}\n".encode(), name="page.txt"), KNOWLEDGE)
    return [
        (
            fact.value,
            fact.detail("programme")
            or str(fact.detail("payer") or "").rpartition("/")[2]
            or fact.detail("payerLabel"),
            fact.detail("partOf"),
        )
        for fact in mapped.facts
        if fact.field == "fundingShare"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Funding: Asylum, Migration and Integration Fund 75 %, City of Turku 25 %",
            [(75, "amif", None), (25, "turun-kaupunki", None)],
        ),
        (
            "Funding: 75 % from AMIF and 25 % from the Bulgarian Red Cross",
            [(75, "amif", None), (25, "bulgarian-red-cross", None)],
        ),
        (
            "Funding: AMIF national programme (EU 75 %, national co-financing 25 %)",
            [(75, "european-union", "amif"), (25, "national co-financing", "amif")],
        ),
        (
            "Funding: 95 % by the European Refugee Fund (75 % EU), own contribution 5 %",
            [(95, "erf", None), (75, "european-union", 95), (5, "own contribution", None)],
        ),
        (
            "Finanțare: Contribuţie AC 95% - 3.392,93 lei (75% CE)",
            [(95, "", None), (75, "european-commission", 95)],
        ),
        (
            "Financiamento: FAMI (75%) e Fundação Boa Vista (25%)",
            [(75, "amif", None), (25, "fundacao-boa-vista", None)],
        ),
        (
            "Rahoitus: Turvapaikka-, maahanmuutto- ja kotouttamisrahasto 75 %, josta valtio 25 %",
            [(75, "amif", None), (25, "valtio", 75)],
        ),
        (
            "Финансиране: Фонд „Убежище, миграция и интеграция“ – 75 % от ЕС и 25 % от държавния бюджет",
            [(75, "european-union", "amif"), (25, "държавния бюджет", "amif")],
        ),
        (
            "Finanziamento: FAMI, 50 % UE e 50 % Stato",
            [(50, "european-union", "amif"), (50, "Stato", "amif")],
        ),
        ("Financement : FAMI (100 %)", [(100, "amif", None)]),
    ],
)
def test_who_pays_what(text: str, expected: list[tuple[Any, ...]]) -> None:
    found = shares(text)
    assert [(percent, payer or "", whole) for percent, payer, whole in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Financiering: Iets meer dan de helft van de kosten, 55 procent, komt van de gemeente Emmen.",
            [55],
        ),
        ("Funding: Just under half of the cost (45 %) is paid by the City of Turku.", [45]),
        ("Finanzierung: Gut ein Drittel der Kosten, 35 Prozent, trägt die Stadt Kassel.", [35]),
        (
            "Financování: Roční náklady jsou 530 tisíc korun, z toho čtyři pětiny jsou mzdy. Karlovarský kraj hradil 70 % rozpočtu.",
            [70],
        ),
        (
            "Funding: The work costs 50 000 EUR a year, of which four fifths are wages. The City of Turku pays 70 % of the budget.",
            [70],
        ),
        (
            "Funding: Half of the costs are paid by the City of Turku, 20 % by the Finnish Red Cross.",
            [50, 20],
        ),
    ],
)
def test_a_fraction_that_a_percentage_explains_or_that_is_spent_is_no_further_share(
    text: str, expected: list[int]
) -> None:
    assert [percent for percent, *_ in shares(text)] == expected
