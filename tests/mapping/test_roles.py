"""Who does what, from the verbs and constructions of a sentence."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
SUMS = "2 + 2 = 4, 3 + 3 = 6, 4 + 4 = 8, 5 + 5 = 10, 6 + 6 = 12."
"""A text in no language: a passage needs some length."""
ROLES = {"implementer", "lead", "partner", "funder", "evaluator"}


def facts(text: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE).facts


def roles(sentence: str) -> set[tuple[str, object]]:
    return {(fact.field, fact.value) for fact in facts(f"Evening\n\n{sentence}") if fact.field in ROLES}


TOLD = [
    (
        "The programme is run by the Alder Trust together with the Municipality of Umeå.",
        {("implementer", "Alder Trust"), ("partner", "Municipality of Umeå")},
    ),
    (
        "The Alder Association, with the help of the University of Turku, opened the project in 2017.",
        {("implementer", "Alder Association"), ("partner", "University of Turku")},
    ),
    (
        "The project of the Alder Foundation is coordinated by the Beech Institute.",
        {("implementer", "Alder Foundation"), ("lead", "Beech Institute")},
    ),
    (
        "Koordiniert wird das Projekt von der Stiftung Erlenhof, bezahlt vom Landkreis Buchen.",
        {("lead", "Stiftung Erlenhof"), ("funder", "Landkreis Buchen")},
    ),
    (
        "Le projet est porté par l'association Les Aulnes, avec le soutien financier de la Fondation Hêtre.",
        {("implementer", "Les Aulnes"), ("funder", "Fondation Hêtre")},
    ),
    (
        "Projekt finansuje Fundacja Olcha, a ewaluację przeprowadził Instytut Spraw Społecznych.",
        {("funder", "Fundacja Olcha"), ("evaluator", "Instytut Spraw Społecznych")},
    ),
    (
        "Проект провёл фонд «Ольха» вместе с Библиотекой города при поддержке Министерства культуры.",
        {("implementer", "фонд «Ольха»"), ("funder", "Министерство культуры")},
    ),
    (
        "Hanketta järjestää Leppä ry yhteistyössä Porvoon kaupungin kanssa, ja sitä rahoittaa Pyökin Säätiö.",
        {("implementer", "Leppä ry"), ("partner", "Porvoon kaupunki"), ("funder", "Pyökin Säätiö")},
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_a_sentence_tells_roles(sentence: str, expected: set[tuple[str, object]]) -> None:
    assert expected <= roles(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The project was praised when the Ministry of Finance said that money was short.",
        "The programme meets every week at the University of Turku.",
        "Das Projekt ist gut besucht, betont die Handelskammer Buchen.",
        "Le projet a fait parler de lui : l'Université de Lyon a publié une étude.",
        "В проекте занятия проходят в Институте географии.",
    ],
)
def test_who_speaks_and_where_it_stands_is_no_role(sentence: str) -> None:
    assert roles(sentence) == set()


def test_an_acronym_joined_to_a_name_is_one_too() -> None:
    assert ("partner", "QXZ") in roles(
        "The project is carried out in cooperation with the Alder Trust and QXZ."
    )


def test_a_block_in_another_language_is_read_with_its_words() -> None:
    english = "This page tells of a workshop that is open to all who want to learn, in the words of those who made it."
    portuguese = "A oficina é gerida pela Associação Amieiro e foi financiada pela Fundação Faia, para apoiar refugiados."
    found = {
        (fact.field, fact.value, fact.language)
        for fact in facts(f"Evening\n\n{english} {english}\n\n{portuguese}")
        if fact.field in ROLES
    }
    assert found == {("implementer", "Associação Amieiro", "pt"), ("funder", "Fundação Faia", "pt")}


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("So far, 120 women have found work in the town.", "result"),
        ("One of the biggest obstacles was the winter.", "challenge"),
        ("The approach has since been copied in two other towns.", "replicability"),
        ("The idea was born at a street market of the old town.", "origin"),
        (
            "Um Geflüchteten den Weg in den Alltag zu erleichtern, treffen sich alle am Abend.",
            "objective",
        ),
        ("Mit großem Aufwand haben 40 Frauen teilgenommen und einen Abschluss gemacht.", "result"),
        ("Największą trudnością okazał się brak sal w zimie.", "challenge"),
        ("Практиката може да бъде приложена и в други градове.", "replicability"),
        ("За первый год помощь получили 300 человек из города.", "result"),
    ],
)
def test_a_sentence_tells_its_field(sentence: str, field: str) -> None:
    found = [fact.field for fact in facts(f"Evening\n\n{sentence} {SUMS}") if fact.exact == sentence]
    assert found == [field]


def test_an_open_period_is_that_of_an_undertaking() -> None:
    told = {(fact.field, fact.value) for fact in facts("Evening\n\nThe project has run since May 2018.")}
    other = {fact.field for fact in facts("Evening\n\nThe price of bread has risen a lot since May 2018.")}
    assert ("start", "2018-05") in told
    assert "start" not in other


@pytest.mark.parametrize(
    ("language", "sentence", "role", "names"),
    [
        ("en", "It was funded by the Gulben Foundation (EUR 80,000).", "funder", ["Gulben Foundation"]),
        ("de", "Partner ist die Stadt Kassel (seit 2020).", "partner", ["Stadt Kassel"]),
        ("it", "Realizzato insieme al Comune di Torino (2019-2021).", "partner", ["Comune di Torino"]),
        (
            "fr",
            "Le projet est financé par la Fondation Pont Neuf (20 000 €) et par la Ville de Lyon (2020-2022).",
            "funder",
            ["Fondation Pont Neuf", "Ville de Lyon"],
        ),
        ("pl", "Projekt finansuje Fundacja Most (120 000 zł).", "funder", ["Fundacja Most"]),
    ],
)
def test_years_and_sums_in_brackets_are_no_part_of_a_name(
    language: str, sentence: str, role: str, names: list[str]
) -> None:
    text = f"Tables\n\n{sentence}\n"
    found = map_document(read_text(text.encode(), name="a.txt", language=language), KNOWLEDGE).facts
    assert [fact.exact for fact in found if fact.field == role] == names
