"""Titles: what stands where a title would, and what only looks like one."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.html import read_html
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
BODY = (
    "The evening opens the school kitchen to everybody who lives in the street. Refugees of the district cook "
    "with the neighbours, and MeetUp brings games. MeetUp is open every Thursday."
)


def titles(text: str, part: int | None = None) -> list[object]:
    mapped = map_document(read_text(text.encode(), name="page.txt"), KNOWLEDGE)
    return [fact.value for fact in mapped.facts if fact.field == "title" and fact.part == part]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # A category written together with the title: both halves stand in the text as words.
        ("Meals for RefugeesMeetUp - the open kitchen", "Meals for RefugeesMeetUp - the open kitchen"),
        ("Housing and work of refugeesMeetUp - the open kitchen", "MeetUp - the open kitchen"),
        # A coined name alone is no joint.
        ("A kitchen for all: MeetUp", "A kitchen for all: MeetUp"),
        # Whose page it is, and how many things it lists, are no titles.
        ("URBACT", None),
        ("Bulgarian Red Cross\n\nThe open kitchen", "The open kitchen"),
        ("130+ Practices\n\nThe open kitchen", "The open kitchen"),
    ],
)
def test_the_title_of_a_page(head: str, expected: str | None) -> None:
    found = titles(f"{head}\n\n{BODY.replace('Refugees', 'For refugees it is home:')}\n")
    assert found == [expected]


COLLECTION = """Good examples

The House of Tea (Lyon - France)

Volunteers open a tea room for people who are new in town, three afternoons a week.

Integrationshaus (Vienna - Austria)

The project OPEN DESK offers learning places for young people, with help by students.

A school in the park (Vienna
"""


def test_a_collection_names_practice_actor_and_town_in_its_headings() -> None:
    assert titles(COLLECTION, 1) == ["The House of Tea"]
    assert titles(COLLECTION, 2) == ["OPEN DESK"]
    assert titles(COLLECTION, 3) == ["A school in the park"]
    mapped = map_document(read_text(COLLECTION.encode(), name="page.txt"), KNOWLEDGE)
    actors = [(fact.part, fact.value) for fact in mapped.facts if fact.field == "implementer"]
    assert actors == [(2, "Integrationshaus")]
    places = [(fact.part, fact.value) for fact in mapped.facts if fact.field == "place"]
    assert places == [(1, "Lyon"), (2, "Vienna"), (3, "Vienna")]


WEB = """<!doctype html><html lang="{lang}"><head><title>{title}</title>
<meta property="article:published_time" content="2023-02-14T09:00:00+02:00"></head><body><main>{body}</main></body></html>"""


def web(body: str, title: str = "The open kitchen | Projects | Lindenau", lang: str = "en") -> MappedDocument:
    page = WEB.format(lang=lang, title=title, body=body)
    return map_document(read_html(page.encode(), name="page.html"), KNOWLEDGE)


def of(mapped: MappedDocument, field: str) -> list[tuple[object, str | None]]:
    return [(fact.value, fact.language) for fact in mapped.facts if fact.field == field]


def test_a_pages_head_tells_which_line_is_its_title() -> None:
    mapped = web(f"<h1>Welcome in Lindenau today</h1><h2>The open kitchen</h2><p>{BODY}</p>")
    assert of(mapped, "title") == [("The open kitchen", "en")]


def test_a_page_without_a_title_line_has_that_of_its_head() -> None:
    mapped = web(f"<p>{BODY}</p>")
    (title,) = [fact for fact in mapped.facts if fact.field == "title"]
    assert (title.value, title.start, title.end, title.exact) == ("The open kitchen", 0, 0, "")


def test_a_persons_name_in_a_pages_head_is_no_title() -> None:
    assert of(web(f"<p>{BODY}</p>", title="Director Anna Kowalska and the kitchen"), "title") == [
        (None, "en")
    ]


def test_the_day_in_a_pages_head_is_that_of_publication() -> None:
    assert of(web(f"<h1>The open kitchen</h1><p>{BODY}</p>"), "published") == [("2023-02-14", "en")]
    said = web(f"<h1>The open kitchen</h1><p>Published: 1 March 2022</p><p>{BODY}</p>")
    assert of(said, "published") == [("2022-03-01", "en")]


def test_short_texts_have_the_language_that_the_markup_gives_them() -> None:
    items = '<h2>Activities</h2><ul><li lang="sv">Laga mat ihop</li><li>Cooking together</li></ul>'
    mapped = web(f"<h1>The open kitchen</h1><p>{BODY}</p>{items}")
    assert of(mapped, "activity") == [("Laga mat ihop", "sv"), ("Cooking together", "en")]


def test_a_page_too_short_to_tell_is_in_the_language_of_its_markup() -> None:
    mapped = web("<p>Laga mat</p><p>Hjärtligt</p>", title="Öppet kök", lang="sv-SE")
    assert {fact.language for fact in mapped.facts} == {"sv"}


@pytest.mark.parametrize(
    ("label", "name", "body"),
    [
        ("Proiect", "Împreună la școală", "Fundația Podul"),
        ("Proyecto", "Juntos en la escuela", "Fundación Puente"),
        ("Progetto", "Insieme a scuola", "Fondazione Ponte"),
        ("Projeto", "Juntos na escola", "Fundação Ponte"),
        ("Projekt", "Razem w szkole", "Fundacja Most"),
        ("Проєкт", "Разом у школі", "Фонд «Міст»"),
    ],
)
def test_a_project_named_behind_its_label_below_whose_it_is(label: str, name: str, body: str) -> None:
    text = f"{body}\n{label}: {name}\nBudget: 40 000 EUR\n"
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "title"] == [name]


@pytest.mark.parametrize("label", ["Progetto", "Proyecto", "Projekt"])
def test_a_text_under_project_is_no_title(label: str) -> None:
    text = {
        "Progetto": "Il progetto riunisce le famiglie rifugiate e i vicini del quartiere in un orto comune, dal 2019, con il Comune di Lodi.",
        "Proyecto": "El proyecto reúne a familias refugiadas y vecinos. Trabajan juntos en un huerto común del barrio desde 2019.",
        "Projekt": "Das Projekt bringt geflüchtete Familien und Nachbarn zusammen. Sie pflegen seit 2019 einen Garten im Quartier.",
    }[label]
    facts = map_document(
        read_text(f"Haus am Fluss\n\n{label}\n\n{text}\n".encode(), name="a.txt"), Knowledge.load()
    ).facts
    assert text not in [fact.value for fact in facts if fact.field == "title"]
