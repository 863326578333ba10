"""Lists of figures behind what they count, and what looks like one: contents, costs, goals, years."""

from __future__ import annotations

from typing import Final

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()


def counts(text: str) -> list[object]:
    mapped = map_document(read_text(text.encode(), name="one.txt"), KNOWLEDGE)
    return [fact.value for fact in mapped.facts if fact.field == "count"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            ("Rok v číslech\nklienti celkem ............ 563\nz toho ženy ............ 298\nintervence ............ 2 847\n"
            "děti v klubu ............ 22\n\nProjekt pomáhá cizincům.\n"),
            [563, 298, 2847, 22],
        ),
        (
            "O projeto acolhe imigrantes.\n\nCasas recuperadas 19\nFamílias instaladas 27 (101 pessoas)\nEmpresas aderentes 12\n",
            [19, 27, 101, 12],
        ),
        ("The project helps refugees.\nHouses repaired 19\nRooms let 44\nMeals cooked 1,200\nBoats built 7\n", [19, 44, 1200, 7]),
    ],
)  # fmt: skip
def test_each_line_counts(text: str, values: list[int]) -> None:
    assert counts(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Contents\nIntroduction ........ 3\nMethods ........ 9\nResults ........ 12\n\nThe project helps refugees.\n",
        "Costs (in EUR)\nRent 12 000\nWages 40 000\nTravel 3 000\n\nThe project helps refugees.\n",
        "The project addresses\nGoal 4\nGoal 8\nGoal 3\n\nThe project helps refugees.\n",
        "Reports\nSpring report 2021\nAutumn report 2020\nSpring report 2019\n\nThe project helps refugees.\n",
    ],
)
def test_contents_costs_goals_and_years_count_nothing(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "On 21 April our Greek colleagues hosted the meeting of the project for refugees.",
        "Le 14 juin nos collègues grecs ont accueilli la réunion du projet pour les réfugiés.",
        "The project is for refugees and asylum seekers aged 16 and over and residents of the quarter.",
    ],
)
def test_days_and_ages_are_no_counts(text: str) -> None:
    assert counts(text + "\n") == []
