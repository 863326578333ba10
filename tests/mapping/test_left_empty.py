"""Labels at the end of a record that nobody filled in, and dashes that stand for a verb."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

ARCHIVE = """Projektarkiv

Skogens språk
Projekttid: januari 2019 – december 2021
Projektägare: Naturbruksgymnasiet
Resultat: Av 90 deltagare fick 52 arbete inom ett halvår.

Barnens rum
Projekttid: 18 månader från augusti 2021
Projektägare: Rädda Barnens lokalförening i Lessebo
Mål: Att bryta isoleringen.
Resultat:

Frågor om arkivet
Växel: 0470-00 80 00
"""
IN_SHORT = """Trumpai
Vykdytojas – Kauno Žaliakalnio progimnazija
Trukmė – treji metai
Lėšos – „Erasmus+“ programa, 60 000 Eur
Poveikio vertinimas –

Patirtimi dalijasi direktoriaus pavaduotoja Rasa Mikulėnė-Petrenko, rasa.mikulene@zaliakalnis.example.lt, tel. +370 600 00 482

Panašios patirtys: Kalbų kavinė Klaipėdoje
Nacionalinė švietimo agentūra, 2024
"""
RECORD = """Open Doors
Country: Sweden
Period: 2019-2021
Lead: Bridge Trust
"""


def facts(text: str, language: str, field: str) -> list[Fact]:
    document = replace(read_text(text.encode(), name="a.txt"), language=language)
    return [fact for fact in map_document(document, Knowledge.load()).facts if fact.field == field]


def test_a_label_that_has_its_value_beside_it_elsewhere_has_none_behind_a_blank_line() -> None:
    first, second = facts(ARCHIVE, "sv", "result")
    assert first.exact == "Av 90 deltagare fick 52 arbete inom ett halvår."
    assert (second.basis, second.exact) == (Basis.MISSING, "Resultat:")


def test_a_label_with_nothing_behind_its_dash_has_no_value() -> None:
    [evaluation] = facts(IN_SHORT, "lt", "evaluation")
    assert evaluation.basis is Basis.MISSING
    assert [fact.value for fact in facts(IN_SHORT, "lt", "duration")] == ["P3Y"]


@pytest.mark.parametrize(
    "value",
    [
        "The project found flats for 40 families, and each of them has a neighbour who helps with letters.",
        "- 40 families found flats\n- 12 neighbours helped",
    ],
)
def test_a_text_or_a_list_behind_a_blank_line_is_a_value(value: str) -> None:
    found = facts(f"{RECORD}Results:\n\n{value}\n", "en", "result")
    assert found
    assert all(fact.basis is Basis.STATED for fact in found)


@pytest.mark.parametrize(
    ("language", "aim", "further"),
    [
        ("lt", "Iniciatyvos tikslas – padėti vaikams pradėti mokytis.", "Kiekvienas naujokas gauna kuprinę."),
        ("ru", "Цель проекта – помочь семьям найти жильё.", "Каждая семья получает куратора."),
        ("uk", "Мета проєкту – допомогти родинам знайти житло.", "Кожна родина має куратора."),
        ("lv", "Projekta mērķis – palīdzēt ģimenēm atrast mājokli.", "Katrai ģimenei ir kurators."),
        ("pl", "Cel projektu – pomóc rodzinom znaleźć mieszkanie.", "Każda rodzina ma opiekuna."),
    ],
)
def test_a_dash_that_stands_for_a_verb_makes_a_sentence(language: str, aim: str, further: str) -> None:
    found = facts(f"12\n\n{aim} {further}\n", language, "objective")
    assert [fact.exact for fact in found] == [aim]
