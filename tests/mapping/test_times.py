from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

BOUNDS = [
    (
        "The project began in May 2018 and ended in June 2020.",
        "en",
        {("start", "2018-05"), ("end", "2020-06")},
    ),
    ("Das Projekt startete im Mai 2018.", "de", {("start", "2018-05")}),
    (
        "Le projet a démarré en mai 2018 et s'est terminé en juin 2020.",
        "fr",
        {("start", "2018-05"), ("end", "2020-06")},
    ),
    ("El proyecto comenzó en mayo de 2018.", "es", {("start", "2018-05")}),
    (
        "Το έργο άρχισε τον Μάιο του 2018 και έληξε τον Ιούνιο του 2020.",
        "el",
        {("start", "2018-05"), ("end", "2020-06")},
    ),
    (
        "Projektet startade i maj 2018 och avslutades i juni 2020.",
        "sv",
        {("start", "2018-05"), ("end", "2020-06")},
    ),
    ("Проєкт розпочався у травні 2018 року.", "uk", {("start", "2018-05")}),
    ("The war began in May 2018.", "en", set()),
    ("The law of May 2018 helped the project.", "en", set()),
]


@pytest.mark.parametrize(("text", "language", "expected"), BOUNDS)
def test_a_sentence_tells_when_a_project_began_and_ended(
    text: str, language: str, expected: set[tuple[str, str]]
) -> None:
    document = read_text(f"Tea\n\n{text}\n".encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert {(fact.field, fact.value) for fact in facts if fact.field in ("start", "end")} == expected


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("18 May 2023, 09:40", {"2023-05-18"}),
        ("18 May 2023, 09:40 · Views: 2 318", {"2023-05-18"}),
        ("18 May 2023 • Town and neighbourhood", {"2023-05-18"}),
        ("18 May 2023 the hall was closed.", set()),
        ("From 18 May 2023, 09:40 · Hall 3", set()),
    ],
)
def test_the_hour_or_an_author_may_follow_the_day_of_an_article(line: str, published: set[str]) -> None:
    text = f"Bakers open their doors\n\n{line}\n\nBread is baked every morning, and everybody may help.\n"
    document = read_text(text.encode(), name="a.txt", language="en")
    facts = map_document(document, Knowledge.load()).facts
    assert {fact.value for fact in facts if fact.field == "published"} == published


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Date: 18 May 2023", {("published", "2023-05-18")}),
        ("Date: May 2021 to June 2023", {("start", "2021-05"), ("end", "2023-06")}),
        ("Date: 2021", {("start", "2021")}),
        ("Start: 18 May 2023", {("start", "2023-05-18")}),
    ],
)
def test_a_single_day_beside_a_mere_date_is_that_of_publication(
    line: str, expected: set[tuple[str, str]]
) -> None:
    text = f"Bakers open their doors\n\n{line}\n\nObjective: bread for everybody\n"
    document = read_text(text.encode(), name="a.txt", language="en")
    facts = map_document(document, Knowledge.load()).facts
    assert {
        (fact.field, fact.value) for fact in facts if fact.field in ("start", "end", "published")
    } == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Implementation: 01.07.2022 - 31.12.2025"),
        ("de", "Umsetzung: 1.7.2022 – 31.12.2025"),
        ("cs", "Realizace: 1. 7. 2022 – 31. 12. 2025"),
        ("fi", "Toteutus: 1.7.2022-31.12.2025"),
        ("pl", "Realizacja:\n01.07.2022 - 31.12.2025"),
        ("it", "Dal – al\n01/07/2022 - 31/12/2025"),
        ("hr", "Od – do: 1.7.2022. – 31.12.2025."),
    ],
)
def test_a_period_beside_what_names_the_carrying_out_is_when_it_was(language: str, line: str) -> None:
    text = f"Neighbours\n\nWeb: www.neighbours.example\n{line}\n"
    facts = map_document(read_text(text.encode(), name="a.txt", language=language), Knowledge.load()).facts
    found = {(fact.field, fact.value) for fact in facts}
    assert {("start", "2022-07-01"), ("end", "2025-12-31")} <= found
    assert not {"activity", "implementer"} & {field for field, _ in found}


def test_who_carried_it_out_in_which_years_stays_who() -> None:
    text = "Neighbours\n\nImplementation: Caritas Wien, 2019-2021\n"
    facts = map_document(read_text(text.encode(), name="a.txt", language="en"), Knowledge.load()).facts
    assert "2019" in {fact.value for fact in facts if fact.field == "start"}
    assert {"activity", "implementer"} & {fact.field for fact in facts}
