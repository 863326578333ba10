"""What forms and pages say beside the practice: levels in other fields, days of filling in, badges, heads of pages."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Document
from practicegraph.reading.html import read_html
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def values(document: Document, field: str) -> list[object]:
    return [fact.value for fact in map_document(document, KNOWLEDGE).facts if fact.field == field]


def text(*lines: str, language: str = "en") -> Document:
    return read_text("\n".join(lines).encode(), name="a.txt", language=language)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Geographic scope: Local"),
        ("en", "Coverage: local"),
        ("de", "Ebene: Lokal"),
        ("sv", "Nivå: Lokal"),
        ("fr", "Échelle : Municipale"),
        ("pl", "Zasięg: lokalny"),
    ],
)
def test_a_level_counts_in_its_field_and_in_that_of_places(language: str, line: str) -> None:
    assert values(text("Tea House", "", line, language=language), "level") == ["local"]


def test_a_word_for_rooms_is_no_level_in_running_text() -> None:
    document = text(
        "Tehuset", "", "Föreningen hyr en lokal på regional nivå, och lokalen är stor.", language="sv"
    )
    assert "local" not in values(document, "level")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Form filled in on: 22.04.2024"),
        ("de", "Ausgefüllt am: 22.04.2024"),
        ("fr", "Date de remplissage de la fiche : 22.04.2024"),
        ("pl", "Data wypełnienia: 22.04.2024"),
        ("pl", "Data wypełnienia ankiety: 22.04.2024"),
        ("cs", "Datum vyplnění dotazníku: 22.04.2024"),
        ("hu", "A kitöltés dátuma: 2024.04.22."),
        ("bg", "Дата на попълване: 22.04.2024"),
    ],
)
def test_the_day_of_filling_in_is_no_time_of_the_practice(language: str, line: str) -> None:
    facts = map_document(text("Tea House", "", "Kassel, 40 people", "", line, language=language), KNOWLEDGE)
    assert not {fact.field for fact in facts.facts} & {"start", "end", "published", "reporter"}


@pytest.mark.parametrize(
    "line",
    [
        "Newsroom | Leeds | 18 December 2023 | Updated at 17:42",
        "18 December 2023 · 5 min read",
        "Published on 18 December 2023 | Views: 2 417",
    ],
)
def test_a_day_between_bars_is_that_of_publication(line: str) -> None:
    document = text(
        "Tea House opens", "", line, "", "The city opened a house for refugees where they drink tea."
    )
    assert values(document, "published") == ["2023-12-18"]


def test_a_published_day_below_the_text_counts_too() -> None:
    lines = ["Tea House", *("", "They drink tea.") * 8, "", "Published on 3 December 2021 | Views: 2 417"]
    assert values(text(*lines), "published") == ["2021-12-03"]


@pytest.mark.parametrize(
    "badges",
    [
        ["Goal 4: Quality education", "Goal 10: Reduced inequalities"],
        ["SDG 4", "SDG 10"],
        ["Ziel 4: Hochwertige Bildung", "Ziel 10: Weniger Ungleichheiten"],
    ],
)
def test_badges_name_their_goals(badges: list[str]) -> None:
    images = "".join(f'<img src="{number}.png" alt="{text}">' for number, text in enumerate(badges))
    page = f"<h1>Tea House</h1><h2>Replicability</h2><p>Yes, with a stove.</p><div>{images}</div>"
    document = read_html(page.encode(), name="a.html")
    assert values(document, "sdg")[:2] == ["4", "10"]
    assert values(document, "replicability") == ["Yes, with a stove."]


def test_the_text_of_other_images_is_none_of_the_page() -> None:
    page = '<h1>Tea House</h1><p>They drink tea.</p><p><img alt="Photo 3: a stove"></p>'
    assert "stove" not in read_html(page.encode(), name="a.html").text


def test_the_name_of_a_goal_is_no_value_of_a_label() -> None:
    document = text(
        "Tea House",
        "",
        "Global Goals",
        "",
        "Goal 10: Reduced inequalities   Goal 11: Sustainable cities and communities",
    )
    assert values(document, "sdg")[:2] == ["10", "11"]
    assert values(document, "objective") == []


@pytest.mark.parametrize("line", ["Partners ....... -", "Partners … –", "Partners: -"])
def test_a_stroke_behind_dots_is_the_whole_answer_of_its_label(line: str) -> None:
    document = text("Organisation ....... Borås Centre", line, "Families supported 120 143")
    assert values(document, "partner") == [None]
