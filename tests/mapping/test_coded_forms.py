"""Forms whose labels are counted, sums with their parts below them, bylines over a text, letters with several practices."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.html import read_html
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def facts(text: str, language: str | None = None) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="a.txt", language=language), KNOWLEDGE).facts


def values(found: tuple[Fact, ...], field: str) -> list[object]:
    return [fact.value for fact in found if fact.field == field]


CODED = """\
Registration sheet

A. THE PROJECT

A1  Name of the project
    Lantern Workshop

A2  Lead organisation
    Harbour Lights Association

A3  Other partners
    City of Leeds
    Leeds Refugee Forum

A4  Start 01.09.2020      A5  End 31.12.2022

B. MONEY

B1  Total budget                      412,600 EUR
B2  of which AMIF                     309,450 EUR    (75 %)
B3  of which City of Leeds             82,520 EUR    (20 %)
B4  Managing authority                Home Office
"""


def test_labels_with_codes_ask_as_those_without() -> None:
    found = facts(CODED)
    assert values(found, "title") == ["Lantern Workshop"]
    assert values(found, "lead") == ["Harbour Lights Association"]
    assert values(found, "partner") == ["City of Leeds", "Leeds Refugee Forum"]
    assert values(found, "start") == ["2020-09-01"]
    assert values(found, "end") == ["2022-12-31"]
    assert values(found, "budget") == [412600]
    assert values(found, "fundingAmount") == [309450, 82520]
    assert values(found, "fundingShare") == [75, 20]
    assert values(found, "funder") == ["City of Leeds"]
    assert values(found, "managingAuthority") == ["Home Office"]


@pytest.mark.parametrize(
    ("language", "label", "part", "payer", "amount"),
    [
        ("en", "Total cost", "of which", "City of Leeds", "82,520 EUR (20%)"),
        ("de", "Gesamtkosten", "davon", "Land Hessen", "82.520 EUR (20 %)"),
        ("fr", "Coût total", "dont", "Ville de Lyon", "82 520 EUR (20 %)"),
        ("es", "Coste total", "de los cuales", "Ayuntamiento de Gijón", "82.520 EUR (20 %)"),
        ("it", "Costo totale", "di cui", "Comune di Lecce", "82.520 EUR (20%)"),
        ("pl", "Koszt całkowity", "w tym", "Miasto Lublin", "82 520 EUR (20%)"),
    ],
)
@pytest.mark.parametrize("setting", ["{0}: {1}\n{2}: {3}\n", "| {0} | {1} |\n| {2} | {3} |\n"])
def test_who_gave_a_part_of_the_sum_above_paid_it(
    setting: str, language: str, label: str, part: str, payer: str, amount: str
) -> None:
    total = amount.partition(" (")[0].replace("82", "412", 1)
    lines = setting.format(label, total, f"{part} {payer}", amount)
    found = facts(f"Tea House\n\n{lines}\n", language)
    assert values(found, "budget") == [412520]
    assert values(found, "fundingAmount") == [82520]
    assert values(found, "fundingShare") == [20]
    assert values(found, "funder") == [payer]


def test_a_number_below_a_sum_is_no_part_of_it() -> None:
    found = facts("Tea House\n\nTotal cost: 412,600 EUR\nMothers enrolled: 450\nTown: Leeds\n")
    assert values(found, "fundingAmount") == []
    assert values(found, "budget") == [412600]


def test_a_byline_ends_with_its_line() -> None:
    page = """<html lang="en"><body><main><article><h1>Tea House stays open</h1>
    <p>Added: 18.10.2023 | Author: Department of Education</p>
    <p>The project is run by the Harbour Lights Association together with the City of Leeds.</p>
    <p>Its aim is that newcomers feel at home. 2165 children have used it so far.</p></article></main></body></html>"""
    found = map_document(read_html(page.encode(), name="a.html"), KNOWLEDGE).facts
    assert values(found, "implementer") == ["Harbour Lights Association"]
    assert values(found, "partner") == ["City of Leeds"]
    assert values(found, "count") == [2165]


LETTER = """\
NETWORK OF OPEN TOWNS
Newsletter 3/2023

Dear reader,

this time we tell of two towns.

1. NEIGHBOURS' GARDEN, LEEDS

The garden began in May 2019, when the Harbour Lights Association saw that families who had fled spent their summers indoors.

2. NIGHT CHOIR, YORK

The choir is run by the Minster Voices Society. It began in March 2021, and 46 refugees sing in it every week, rain or shine.
"""


def test_counted_names_in_capitals_with_towns_are_practices() -> None:
    found = facts(LETTER)
    assert [(fact.part, fact.value) for fact in found if fact.field == "title" and fact.part] == [
        (1, "NEIGHBOURS' GARDEN"),
        (2, "NIGHT CHOIR"),
    ]
    assert [(fact.part, fact.value) for fact in found if fact.field == "place"] == [(1, "Leeds"), (2, "York")]
    assert [(fact.part, fact.value) for fact in found if fact.field == "start"] == [
        (1, "2019-05"),
        (2, "2021-03"),
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "At School No. 52 children met on Thursday."),
        ("de", "In der Grundschule Nr. 52 lernen Kinder gemeinsam."),
        ("pl", "W Szkole Podstawowej nr 52 uczniowie spotkali się w czwartek."),
        ("cs", "V Základní škole č. 52 děti společně vaří."),
        ("uk", "У школі № 52 діти вчаться разом."),
    ],
)
def test_the_number_of_a_school_counts_nobody(language: str, line: str) -> None:
    assert values(facts(f"Tea House\n\n{line}\n", language), "count") == []


def test_a_count_as_large_as_a_year_long_ago_is_one() -> None:
    found = facts("Tea House\n\nThese services reached 1860 persons, among them 740 women.\n", "en")
    assert values(found, "count") == [1860, 740]


def test_a_year_long_ago_tells_of_the_surroundings() -> None:
    found = facts("Tea House\n\nIn the mills of 1860 some 1,200 people found work.\n", "en")
    assert values(found, "count") == []


@pytest.mark.parametrize("mark", ["1- ", "1 - ", "1– ", "1/ ", "1. ", "1) "])
def test_items_are_counted_with_any_mark(mark: str) -> None:
    items = ("a room for newcomers twice a week", "lessons in English", "training of go-betweens")
    lines = "\n".join(mark.replace("1", str(number)) + item for number, item in enumerate(items, 1))
    found = facts(f"Tea House\n\nThe main activities are the following:\n{lines}\n", "en")
    assert tuple(values(found, "activity")) == items


@pytest.mark.parametrize(
    ("language", "label", "others"),
    [
        ("en", "Name", "Lead organisation: Harbour Lights Association\nStart: 2019"),
        ("de", "Name", "Träger: Verein Hafenlicht e.V.\nBeginn: 2019"),
        ("fr", "Nom", "Organisme porteur : Association Mains Ouvertes\nDébut : 2019"),
        ("bg", "Име", "Водеща организация: Сдружение „Тракийски дом“\nНачало: 2019"),
        ("pt", "Nome", "Entidade promotora: Associação Mãos Abertas\nInício: 2019"),
    ],
)
def test_a_name_over_a_form_is_its_title(language: str, label: str, others: str) -> None:
    found = facts(f"SHEET OF A PRACTICE\n\n{label}: Tea House Ruritania\n{others}\n", language)
    assert values(found, "title") == ["Tea House Ruritania"]


@pytest.mark.parametrize(
    ("language", "start", "end"),
    [
        ("bg", "От дата", "До дата"),
        ("cs", "Datum od", "Datum do"),
        ("hu", "Dátumtól", "Dátumig"),
        ("pl", "Data od", "Data do"),
        ("sv", "Datum från", "Datum till"),
        ("uk", "З дати", "До дати"),
        ("ar", "من تاريخ", "إلى تاريخ"),
    ],
)
def test_days_from_and_to_are_start_and_end(language: str, start: str, end: str) -> None:
    found = facts(f"Tea House\n\n{start}: 01.10.2021\n{end}: 30.09.2023\n", language)
    assert (values(found, "start"), values(found, "end")) == (["2021-10-01"], ["2023-09-30"])


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Page last reviewed"),
        ("de", "Zuletzt geprüft"),
        ("es", "Última revisión"),
        ("sv", "Senast granskad"),
    ],
)
def test_the_day_a_page_was_looked_over_evaluates_nothing(language: str, label: str) -> None:
    found = facts(f"Tea House\n\nA kitchen for all.\n\n{label}: 07.02.2024\n", language)
    assert values(found, "evaluator") == []
    assert values(found, "evaluation") == []


@pytest.mark.parametrize(
    ("language", "label", "text", "partners"),
    [
        (
            "en",
            "Partners",
            "“The City of Leeds sends people to us. Then there is Harbour Lights Association, which keeps an eye on housing.”",
            ["City of Leeds", "Harbour Lights Association"],
        ),
        (
            "de",
            "Partner",
            "„Die Stadt Kassel schickt uns Leute. Dazu kommen das Jobcenter Kassel und der Verein Hafenlicht e.V.“",
            ["Stadt Kassel", "Jobcenter Kassel", "Verein Hafenlicht e.V."],
        ),
    ],
)
def test_partners_told_in_several_sentences(
    language: str, label: str, text: str, partners: list[str]
) -> None:
    found = facts(f"Tea House\n\n{label}\n\n{text}\n", language)
    assert [fact.exact for fact in found if fact.field == "partner"] == partners


@pytest.mark.parametrize(
    ("language", "line", "payer"),
    [
        (
            "en",
            "Funded by: Agency for Cooperation (AIC), own means of the town",
            "Agency for Cooperation (AIC)",
        ),
        (
            "fr",
            "Financeurs : Caisse d'allocations familiales (CAF), fonds propres",
            "Caisse d'allocations familiales (CAF)",
        ),
        (
            "tr",
            "Finansman: Uluslararası İşbirliği Kurumu (UİK), belediye öz kaynakları",
            "Uluslararası İşbirliği Kurumu (UİK)",
        ),
    ],
)
def test_small_words_behind_a_bracket_are_no_part_of_a_name(language: str, line: str, payer: str) -> None:
    found = facts(f"Tea House\n\n{line}\n", language)
    assert [fact.exact for fact in found if fact.field == "funder"] == [payer]


def test_items_below_a_label_are_its_values() -> None:
    items = (
        "Centres opened in Leeds and York.",
        "A hotline that informs newcomers: 02/ 939 47 55.",
        "A forum for questions.",
    )
    lines = "\n".join(f"- {item}" for item in items)
    found = facts(f"Tea House\n\nWhat came of the project:\n{lines}\n", "en")
    assert values(found, "result") == list(items)
