"""What stands beside the results of a page: voices, how it began, who carries it out and who pays, towns of addresses."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.places import find_places
from practicegraph.reading.text import read_text

PAGE = """Copper Bay Newcomer Services
Donate | Volunteer | Careers

Programs & Services  >  Women  >  Market Table

MARKET TABLE

Market Table is a free course for refugee women in Leeds. We meet every week and our team helps with the first stall.

Our impact
96 women have finished the course

The program began after our workers kept hearing the same thing from mothers: they wanted to earn.

Our partners
Leeds Farmers' Market Association · Alder Trust

Funded by
The Westerly Community Trust

Questions? Call our office
Unit 4, 1235 10th Street, Austin TX
"""
LISTED = """Inicio › Proyectos financiados › Comarca Norte

Proyectos financiados en el ámbito de la mujer
Todos los proyectos recibieron una ayuda de la fundación.

La Mesa Larga
Asociación Vecinas de Lugo en colab. con Fundación Aldea
Comidas y paseos para mujeres refugiadas
Grupo destinatario: mujeres refugiadas
Periodo: mayo de 2021 – octubre de 2021
Presupuesto: 12.000 €, de los que 40 % Cofinanciación Ayuntamiento de Lugo

Manos y Barro
Cooperativa Alfar
Talleres de cerámica para vecinos y recién llegados
Grupo destinatario: recién llegados
Periodo: enero de 2021 – marzo de 2022
Presupuesto: 8.500 €
"""


def facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts)


def values(found: list[Fact], field: str, part: int | None = None) -> list[object]:
    return [fact.value for fact in found if fact.field == field and fact.part == part]


def test_the_body_whose_page_it_is_acts_and_the_payer_does_not() -> None:
    found = facts(PAGE)
    assert values(found, "implementer") == ["Copper Bay Newcomer Services"]
    assert values(found, "partner") == ["Leeds Farmers' Market Association", "Alder Trust"]


def test_how_it_began_is_no_result_where_a_later_paragraph_tells_it() -> None:
    found = facts(PAGE)
    assert [str(value).partition(" after")[0] for value in values(found, "origin")] == ["The program began"]
    assert values(found, "impact") == ["96 women have finished the course"]


def test_a_town_with_its_province_behind_a_street_is_nobody() -> None:
    mapped = map_document(read_text(PAGE.encode(), name="page.txt"), Knowledge.load())
    assert not any("Austin" in str(fact.value) for fact in mapped.personal)


@pytest.mark.parametrize(
    "text",
    [
        'Casa Aberta\n\nResultados:\n- 40 pessoas aprenderam\n\n"Antes não falava com ninguém e agora falo com todos" conta uma participante.\n',
        "Дом у реки\n\nРезультаты:\n- 40 человек выучили язык\n\n«Раньше я ни с кем не говорила, а теперь говорю со всеми» рассказывает участница.\n",
        'بيت النهر\n\nالنتائج:\n- تعلم 40 شخصا اللغة\n\n"كنت لا أتكلم مع أحد والآن أتكلم مع الجميع" تقول إحدى المشاركات.\n',
    ],
)
def test_a_voice_with_a_verb_of_telling_behind_it_is_no_result(text: str) -> None:
    assert len(values(facts(text), "result")) == 1


def test_a_name_in_quotation_marks_before_a_verb_of_telling_is_no_voice() -> None:
    text = 'House by the river\n\nResults:\n- 40 people learnt\n\n"Together by the Tyne" tells its story in schools.\n'
    assert len(values(facts(text), "result")) == 2


def test_the_title_of_a_list_begins_with_a_step_of_the_way_to_it() -> None:
    assert values(facts(LISTED), "title") == ["Proyectos financiados en el ámbito de la mujer"]


def test_who_stands_below_a_name_may_act_with_another_and_a_word_for_paying_is_no_name() -> None:
    found = facts(LISTED)
    assert values(found, "implementer", 1) == ["Asociación Vecinas de Lugo"]
    assert values(found, "partner", 1) == ["Fundación Aldea"]
    assert values(found, "funder", 1) == ["Ayuntamiento de Lugo"]
    assert values(found, "implementer", 2) == ["Cooperativa Alfar"]


def test_initials_before_a_town_make_it_somebody() -> None:
    places = Knowledge.load().places
    assert not find_places("Институт русского языка им. А. С. Пушкино", places, ("RU",))
    assert find_places("Школа в г. Пушкино", places, ("RU",))
