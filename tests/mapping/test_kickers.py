"""Lines over a title that only say what kind of text follows, titles with names in quotes, and those of parts."""

from __future__ import annotations

from functools import cache

import pytest

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.kickers import is_kicker, is_running_head
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.files import read_document
from practicegraph.reading.text import read_text

KNOWLEDGE = cache(Knowledge.load)
PROSE = (
    "The project is run by Caritas Cork since 2019 and helps refugees to find housing in the town.\n\n"
    "Volunteers visit the families every week. 40 people took part in 2021."
)


def titles(text: str) -> list[str]:
    facts = map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE()).facts
    return [str(fact.value) for fact in facts if fact.field == "title"]


@pytest.mark.parametrize(
    "line",
    [
        "Press release", "PRESS RELEASE", "FOR IMMEDIATE RELEASE", "News", "Good practice", "Case study", "Case study 7",
        "Factsheet", "Newsletter no. 5", "Newsletter | March 2024", "Press release – 12 March 2024", "Aktuelles",
        "Pressemitteilung", "PRESSEMITTEILUNG Nr. 12/2023", "Communiqué de presse", "Étude de cas n° 14",
        "Comunicato stampa", "Nota de prensa", "Comunicado de imprensa", "Comunicat de presă", "Persbericht",
        "Pressmeddelande", "Pressemelding", "Pressemeddelelse", "Lehdistötiedote", "Komunikat prasowy", "Tisková zpráva",
        "Sporočilo za javnost", "Priopćenje za medije", "Sajtóközlemény", "Basın bülteni", "Δελτίο Τύπου",
        "Информация за медиите", "Пресс-релиз", "Прес-реліз", "بيان صحفي",
    ],
)  # fmt: skip
def test_a_line_that_says_what_a_text_is_takes_nothing_from_it(line: str) -> None:
    plain, headed = (
        map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE()).facts
        for text in (f"A key for everyone\n\n{PROSE}", f"{line}\n\nA key for everyone\n\n{PROSE}")
    )
    wanted = {(fact.field, fact.value) for fact in plain if fact.field not in ("kind", "sdg")}
    assert wanted <= {(fact.field, fact.value) for fact in headed}
    assert [fact.value for fact in headed if fact.field == "title"] == ["A key for everyone"]


@pytest.mark.parametrize(
    "line", ["News from the kitchen", "Case study house", "Report by Ann", "Refugee Week 2024", "Open press"]
)
def test_a_name_with_such_a_word_is_no_such_line(line: str) -> None:
    assert not is_kicker(line, Cues.load())


def test_the_head_of_a_reports_pages_is_no_title() -> None:
    assert is_running_head("Bridge Foundation – Annual report 2022", Cues.load())
    assert not is_running_head("Good practice – a house of languages", Cues.load())
    assert titles(f"Bridge Foundation – Annual report 2022\n\n3.2. A shared yard\n\n{PROSE}") == [
        "A shared yard"
    ]


@pytest.mark.parametrize(
    "line", ["Cork, 3 May 2021", "Genève, le 3.5.2021", "Graz, am 3. Mai 2021", "Torino, 3 maggio 2021"]
)
def test_a_town_and_a_day_are_no_title(line: str) -> None:
    assert titles(f"{line}\n\nA key for everyone\n\n{PROSE}") == ["A key for everyone"]


@pytest.mark.parametrize(
    "title",
    [
        "Centre «Hand» in Cork", "Центр «Рука» у Корку", "Haus »Hand« in Cork", "Haus „Hand“ in Cork", "Maison « Main » à Cork",
        "We open the doors of «Hand»", "«Hand» in Cork", "„Hand“ – ein Haus", 'We end the season of "Hand"',
    ],
)  # fmt: skip
def test_a_name_in_quotes_is_a_piece_of_the_title(title: str) -> None:
    assert titles(f"{title}\n\n{PROSE}") == [title]


def test_guillemets_one_way_are_steps() -> None:
    assert titles(f"Home » Projects » A key for everyone\n\n{PROSE}") == ["A key for everyone"]


def test_each_part_has_its_own_heading_as_title(tmp_path) -> None:  # type: ignore[no-untyped-def]
    parts = "".join(
        f"<h2>{number}. {name}</h2><p><b>Organisation:</b> Caritas {town}</p><p><b>Place:</b> {town}</p>"
        f"<p><b>Target group:</b> refugees</p><p>Volunteers cook with refugees every week in {town}.</p>"
        for number, (name, town) in enumerate([("The open oven", "Cork"), ("Words on wheels", "Galway")], 1)
    )
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><head><title>Two good things</title></head><body><h1>Two good things here</h1>{parts}</body></html>"
    )
    facts = map_document(read_document(path), KNOWLEDGE()).facts
    assert [(fact.part, fact.value) for fact in facts if fact.field == "title"] == [
        (None, "Two good things here"),
        (1, "The open oven"),
        (2, "Words on wheels"),
    ]
