"""What the layout of a page says: lists of other pages, tiles with figures, bars, breadcrumbs, counted lines."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.html import read_html
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

READERS = {"html": read_html, "md": read_markdown, "txt": read_text}
ENDING = "<h2>Results</h2><p>In Leeds, in England, 40 refugees found work.</p>"


def facts(written: str, form: str) -> tuple[Fact, ...]:
    return map_document(READERS[form](written.encode(), name=f"a.{form}"), Knowledge.load()).facts


def page(body: str) -> tuple[Fact, ...]:
    return facts(f'<html lang="en"><body><main><h1>Tea House</h1>{body}</main></body></html>', "html")


def told(found: tuple[Fact, ...], field: str) -> list[object]:
    return [fact.value for fact in found if fact.field == field]


OTHERS = ("Cricket Club, Bradford", "Open Table, Cardiff")


@pytest.mark.parametrize("heading", ["<h2>Others on the shortlist</h2>", ""])
def test_links_to_other_pages_at_the_end_say_nothing_of_this_one(heading: str) -> None:
    items = "".join(f'<li><a href="/n/{number}">{name}</a></li>' for number, name in enumerate(OTHERS))
    found = page(f"{ENDING}{heading}<ul>{items}</ul>")
    assert told(found, "place") == ["Leeds"]
    assert not any("Cricket" in str(fact.value) for fact in found)


def test_links_to_other_pages_in_markdown_say_nothing_of_this_one() -> None:
    items = "".join(f"- [{name}](/n)\n" for name in OTHERS)
    found = facts(
        f"# Tea House\n\n## Results\n\nIn Leeds, in England, 40 refugees found work.\n\n## Elsewhere\n\n{items}",
        "md",
    )
    assert told(found, "place") == ["Leeds"]


def test_links_under_a_heading_that_asks_for_them_stay() -> None:
    items = '<li><a href="/a">Open Table Trust</a></li><li><a href="/b">City of Leeds</a></li>'
    found = page(f"{ENDING}<h2>Partners</h2><ul>{items}</ul>")
    assert "Open Table Trust" in told(found, "partner")


def test_who_said_something_is_no_place_of_the_practice() -> None:
    quote = '<blockquote><p>"I came for the songs, and somebody noticed me." <cite>a member from Eritrea</cite></p></blockquote>'
    assert told(page(f"{quote}{ENDING}"), "country") == ["GB"]


def test_figures_on_tiles_have_the_words_beside_them() -> None:
    tiles = "".join(
        f'<div class="tile"><strong>{figure}</strong><span>{words}</span></div>'
        for figure, words in (("540", "parents in language classes"), ("890.000 €", "total budget"))
    )
    found = page(f"{tiles}{ENDING}")
    assert 540 in told(found, "count")
    assert told(found, "budget") == [890000]


def test_signs_of_goals_are_read_by_their_words() -> None:
    signs = '<img src="4.png" alt="Goal 4: Quality education"><img src="10.png" alt="Goal 10: Reduced inequalities">'
    found = page(f"{ENDING}<section>{signs}</section>")
    assert [fact.value for fact in found if fact.field == "sdg" and fact.basis == "stated"] == ["4", "10"]
    assert told(found, "objective") == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Factsheet | January 2024", "2024-01"),
        ("The editors | Turin | 18 December 2023 | Updated at 17:42", "2023-12-18"),
        ("Published on 3 December 2021 | Views: 2 417", "2021-12-03"),
    ],
)
def test_a_day_between_bars_is_when_a_page_was_published(line: str, day: str) -> None:
    assert told(page(f"<p>{line}</p>{ENDING}"), "published") == [day]


def test_a_label_in_a_title_asks_for_nothing() -> None:
    found = facts(
        '---\ntitle: "Evaluation in brief: Tea House"\n---\n\n[Home](/) / [News](/news) / Evaluation in brief\n\n'
        "# Evaluation in brief: Tea House\n\n## Results\n\nIn Leeds 40 refugees found work.\n",
        "md",
    )
    assert told(found, "evaluation") == []
    assert told(found, "title") == ["Evaluation in brief: Tea House"]


def test_a_menu_with_bars_is_no_title() -> None:
    text = (
        "EU funds | Search for projects | Back to the list\n\nTEA HOUSE\n\nAim: Neighbours cook together.\n"
    )
    assert told(facts(text, "txt"), "title") == ["TEA HOUSE"]


def test_a_counted_label_in_its_own_field_is_its_value() -> None:
    rows = "<tr><th>Specific objective</th><td>Specific objective 2: Legal migration</td></tr>"
    found = page(f"<table>{rows}<tr><th>Partner</th><td>City of Leeds</td></tr></table>{ENDING}")
    assert "Legal migration" not in told(found, "objective")


def test_the_items_of_a_list_are_of_one_kind() -> None:
    items = (
        "We offer lessons in the morning and work in the afternoon for women",
        "Helpers at work",
        "A yearly walk",
    )
    found = page(
        "<h2>Colours of a day</h2><ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>" + ENDING
    )
    assert told(found, "activity") == list(items)


@pytest.mark.parametrize("mark", ["{})", "{}.", "({})"])
def test_typed_numbers_part_the_items_of_a_cell(mark: str) -> None:
    items = ("lessons for parents;", "visits to firms;", "a choir for all.")
    lines = "".join(f"<p>{mark.format(number)} {item}</p>" for number, item in enumerate(items, 1))
    rows = f"<tr><td>Activities</td><td>{lines}</td></tr><tr><td>Partner</td><td>City of Leeds</td></tr>"
    activities = told(page(f"<table>{rows}</table>"), "activity")
    assert [str(value).rstrip(";.") for value in activities] == [item.rstrip(";.") for item in items]


@pytest.mark.parametrize("mark", ["{})", "{}.", "({})"])
def test_typed_numbers_part_the_items_of_a_line(mark: str) -> None:
    line = "; ".join(
        f"{mark.format(number)} {item}" for number, item in enumerate(("lessons", "visits", "a choir"), 1)
    )
    assert told(page(f"<h2>Activities</h2><p>{line}</p>"), "activity") == ["lessons", "visits", "a choir"]
