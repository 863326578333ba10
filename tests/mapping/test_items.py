"""Items and paragraphs from lines."""

from __future__ import annotations

import pytest

from practicegraph.mapping.items import passages
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.lines import cut
from practicegraph.reading.text import read_text


def texts(text: str) -> list[str]:
    return [passage.text for passage in passages(cut(text), text)]


def test_lines_that_go_on_small_are_one_paragraph() -> None:
    assert texts("They cook in an old hall\nby the river.\n\nThe choir sings.") == [
        "They cook in an old hall by the river.",
        "The choir sings.",
    ]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = (
        "The evenings began in the kitchen of the parish, which\n"
        "Anna had found empty on Thursdays, and moved to the hall\n"
        "Lund had built for handball when the kitchen got too small\n"
        "for all."
    )
    assert texts(wrapped) == [" ".join(wrapped.split())]


def test_a_list_of_names_is_no_wrapped_paragraph() -> None:
    names = [
        "Tea House of the Old Harbour, Norway",
        "Bread Days, Sweden",
        "The Choir of the Street, Denmark",
        "Ann",
    ]
    assert texts("\n".join(names)) == names


def test_rows_of_a_cell_are_one_paragraph() -> None:
    assert texts("\tThey cook in Lund,\t\n\tUmeå and Kiruna.\t\n") == ["They cook in Lund, Umeå and Kiruna."]


def test_an_item_that_a_page_break_cut_is_joined() -> None:
    cell = "Links\t<ul><li>A cookbook.</li><li>A page and a</li></ul>\n\t<ul><li>Forum for cooks</li><li>A choir</li></ul>"
    assert texts(cell) == ["Links", "A cookbook.", "A page and a Forum for cooks", "A choir"]


def test_items_keep_their_numbers() -> None:
    text = "1. tea\n2. bread"
    assert [(passage.number, passage.item) for passage in passages(cut(text), text)] == [(1, True), (2, True)]


def test_what_a_line_enumerates_are_its_items() -> None:
    assert texts("It has three parts: I. tea, II. bread; III. a walk.") == [
        "It has three parts:",
        "tea",
        "bread",
        "a walk.",
    ]
    assert texts("Τρία μέρη: Ι. τσάι, ΙΙ. ψωμί") == ["Τρία μέρη:", "τσάι", "ψωμί"]
    assert texts("Es gibt a) Tee b) Brot c) Salz") == ["Es gibt", "Tee", "Brot", "Salz"]
    assert texts("Es gibt 1) Tee, 2) Brot") == ["Es gibt", "Tee", "Brot"]
    assert texts("a) tea in the hall\nb) bread") == ["tea in the hall", "bread"]


def test_letters_and_numerals_that_enumerate_nothing() -> None:
    for text in (
        "In the reign of Charles V. tea was rare.",
        "Vitamin C) and others.",
        "They met on floor 2) and left.",
        "Part II. came before part I. of the book.",
    ):
        assert texts(text) == [text]


def test_rows_below_one_label_are_items_of_their_own() -> None:
    assert texts("\tLessons on Saturdays\t\n\tA choir\t\n\tTea\t\n") == [
        "Lessons on Saturdays",
        "A choir",
        "Tea",
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "KA1 Nabór uczestników, KA2 Kursy szycia i języka, KA3 Pomoc w szukaniu pracy. Potrwa to dwa lata.",
            ["Nabór uczestników", "Kursy szycia i języka", "Pomoc w szukaniu pracy.", "Potrwa to dwa lata."],
        ),
        (
            "WP1: training of mentors; WP2: evenings in the library; WP3: a film",
            ["training of mentors", "evenings in the library", "a film"],
        ),
        (
            "Дейностите са: ПД1 Курсове по готварство, ПД2 Посещения в музеи",
            ["Дейностите са:", "Курсове по готварство", "Посещения в музеи"],
        ),
    ],
)
def test_codes_that_count_are_marks_of_items(text: str, items: list[str]) -> None:
    assert texts(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "Courses of the levels A1 and A2 are held in the library.",
        "The lines EB1 and EB2 stop at the school.",
        "The road AB2 leads to the hall, AB1 to the harbour.",
    ],
)
def test_other_codes_are_none(text: str) -> None:
    assert texts(text) == [text]


def test_lines_that_begin_small_below_a_label_are_items() -> None:
    lines = (
        "zatrudniłyśmy 28 asystentek międzykulturowych w 19 szkołach podstawowych w Lublinie",
        "prowadziłyśmy zajęcia z języka polskiego jako obcego (łącznie 3 260 godzin)",
        "uruchomiłyśmy punkt wsparcia dla rodziców",
        "przeszkoliłyśmy 145 nauczycieli i pedagogów szkolnych",
    )
    text = "Projekt pomaga uchodźcom.\n\nCo zrobiliśmy:\n" + "\n".join(lines) + "\n"
    facts = map_document(read_text(text.encode(), name="one.txt"), Knowledge.load()).facts
    assert [fact.exact for fact in facts if fact.field == "activity"] == list(lines)


def test_a_wrapped_text_that_begins_small_is_one_paragraph() -> None:
    text = (
        "The project helps refugees.\n\nActivities:\nwe met every week with the families of the quarter and cooked what\n"
        "they had brought along, which was more than any of us could have\neaten in a month of Sundays with all our neighbours\n"
    )
    facts = map_document(read_text(text.encode(), name="one.txt"), Knowledge.load()).facts
    assert len([fact for fact in facts if fact.field == "activity"]) == 1
