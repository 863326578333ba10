"""Pages saved as plain text: badges over the text, days below menus, questions that open a text, addresses below a name."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def _facts(text: str, language: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="a.txt", language=language), KNOWLEDGE).facts


@pytest.mark.parametrize(
    ("language", "badge", "text"),
    [
        (
            "en",
            "Completed projects",
            "Tea House teaches the trade to young refugees in the old mill of Leeds.",
        ),
        (
            "it",
            "Progetto concluso",
            "La Casa del tè insegna il mestiere a giovani rifugiati nel mulino di Trieste.",
        ),
        (
            "de",
            "Laufende Projekte",
            "Das Teehaus lehrt junge Geflüchtete ein Handwerk in der alten Mühle von Graz.",
        ),
        (
            "es",
            "Proyectos finalizados",
            "La Casa del té enseña el oficio a jóvenes refugiados en el molino de Soria.",
        ),
        ("bg", "Новини", "Чайната учи на занаят млади бежанци в старата мелница на Пловдив."),
    ],
)
def test_a_line_of_the_site_over_the_whole_text_holds_none_of_it(
    language: str, badge: str, text: str
) -> None:
    found = _facts(f"Tea House\n\n{badge}\n\n{text}\n", language)
    assert "refugee" in {fact.value for fact in found if fact.field == "targetGroup"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "Прескочи към съдържанието\nНачало / Пресцентър / Новини\nПечат | A- A+ | RSS\n\nНовини\n\nЧай за всички\nЧай за всички\n\n29.03.2024 г.\n\nДнес в Пловдив отвори врати една чайна за стари и нови съседи."),
        ("en", "Skip to content\nHome / Newsroom / News\nPrint | A- A+ | RSS\n\nNews\n\nTea for everyone\nTea for everyone\n\n29.03.2024\n\nA tea house for old and new neighbours opened its doors in Leeds today."),
    ],
)  # fmt: skip
def test_the_day_below_menus_and_a_repeated_title_is_that_of_publication(language: str, text: str) -> None:
    found = {fact.field: fact.value for fact in _facts(text, language)}
    assert (found["kind"], found["published"]) == ("news", "2024-03-29")


@pytest.mark.parametrize(
    ("language", "text", "field"),
    [
        (
            "de",
            "Wirkung\nWas hat sich verändert? Im letzten Jahr kamen 174 Kinder und 120 Eltern zum Tee.",
            "impact",
        ),
        (
            "en",
            "Impact\nWhat has changed? Last year 174 children and 120 parents came to have tea.",
            "impact",
        ),
        (
            "fr",
            "Impact\nQu'est-ce qui a changé ? L'an dernier 174 enfants et 120 parents sont venus.",
            "impact",
        ),
    ],
)
def test_a_question_below_a_heading_opens_its_text(language: str, text: str, field: str) -> None:
    found = [
        fact for fact in _facts(f"Tea House\n\n{text}\n", language) if fact.field in ("impact", "result")
    ]
    assert [(fact.field, fact.value is None) for fact in found] == [(field, False)]


@pytest.mark.parametrize(
    ("label", "lines", "names"),
    [
        (
            "Coordinator",
            "Stichting Open Keuken\nLangestraat , 3551 Utrecht , Utrecht , NL\nwww.keuken.example.org",
            1,
        ),
        ("Partners", "Tea House Association\n12 High Street, LS1 4AB Leeds, United Kingdom", 1),
        ("Partners", "Stowarzyszenie Nasz Dom\nul. Długa 7, 30-059 Kraków\nCaritas Linz, 4020 Linz", 2),
        ("Projektpartner", "Frauen-, Familien- und Jugendamt Graz, Caritas Linz", 2),
    ],
)
def test_addresses_and_cut_words_are_no_organisations(label: str, lines: str, names: int) -> None:
    """A comma behind a hyphen parts no names: "Frauen-, Familien- und Jugendamt"."""
    found = _facts(f"Project: Tea for all\n\n{label}\n{lines}\n", "")
    assert len([one for one in found if one.field in ("lead", "partner", "funder")]) == names


def test_a_word_of_a_label_in_capitals_is_not_its_name() -> None:
    """ "Asyl" of a fund is no PRO ASYL."""
    found = _facts(
        "Projekt: Tee\n\nGefördert durch: Asyl-, Migrations- und Integrationsfonds, Caritas Linz\n", "de"
    )
    assert "PRO ASYL" not in {fact.value for fact in found}


@pytest.mark.parametrize(
    ("language", "heading", "text"),
    [
        ("en", "Results", "Forty families found a flat. The method is in a free guide so that other towns can take it over."),
        ("es", "Resultados", "Cuarenta familias hallaron piso. El método está en una guía para que otros municipios puedan replicarlo."),
        ("de", "Ergebnisse", "Vierzig Familien fanden eine Wohnung. Ein Leitfaden zeigt, wie andere Gemeinden das Modell übernehmen."),
    ],
)  # fmt: skip
def test_the_last_sentence_of_results_says_who_may_take_it_over(
    language: str, heading: str, text: str
) -> None:
    found = _facts(f"Tea House\n\n{heading}\n{text}\n", language)
    told = [fact.field for fact in found if fact.field in ("result", "replicability")]
    assert told == ["result", "replicability"]
