"""What stands round the answers of forms: gaps, boxes, empty answers, figures by year, who signed it and when."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Document
from practicegraph.reading.html import read_html
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def facts(document: Document) -> list[tuple[str, object]]:
    mapped = map_document(document, KNOWLEDGE)
    return [(fact.field, fact.value) for fact in mapped.facts if fact.basis is not Basis.SUGGESTED]


def plain(text: str, language: str) -> list[tuple[str, object]]:
    return facts(read_text(text.encode(), name="a.txt", language=language))


def marked(text: str, language: str) -> list[tuple[str, object]]:
    return facts(read_markdown(text.encode(), name="a.md", language=language))


def of(found: list[tuple[str, object]], *fields: str) -> list[tuple[str, str]]:
    return [(field, str(value)) for field, value in found if field in fields]


@pytest.mark.parametrize(
    ("language", "year", "heads", "total"),
    [
        ("en", "Year", "Started | Completed", "Total"),
        ("de", "Jahr", "Begonnen | Abgeschlossen", "Summe"),
        ("fr", "Année", "Inscrits | Diplômés", "Total"),
        ("es", "Año", "Inscritos | Titulados", "Total"),
        ("nl", "Jaar", "Ingeschreven | Geslaagd", "Totaal"),
        ("pl", "Rok", "Rozpoczęli | Ukończyli", "Razem"),
        ("cs", "Rok", "Zahájili | Dokončili", "Celkem"),
        ("sv", "År", "Påbörjade | Avslutade", "Summa"),
        ("fi", "Vuosi", "Aloittaneet | Suorittaneet", "Yhteensä"),
        ("bg", "Година", "Записани | Завършили", "Общо"),
        ("tr", "Yıl", "Başlayan | Tamamlayan", "Toplam"),
        ("uk", "Рік", "Розпочали | Завершили", "Усього"),
    ],
)
def test_figures_by_year_count_what_heads_their_column(
    language: str, year: str, heads: str, total: str
) -> None:
    table = f"| {year} | {heads} |\n|---|---|---|\n| 2019/20 | 31 | 24 |\n| 2021 | 46 | 39 |\n"
    found = marked(f"# Tea House\n\n{table}\n", language)
    assert of(found, "count") == [("count", figure) for figure in ("31", "24", "46", "39")]
    assert of(found, "start", "end") == []


def test_columns_of_days_begin_and_end() -> None:
    table = "| Project | Started | Completed |\n|---|---|---|\n| Tea House | 3.5.2019 | 4.6.2021 |\n| Night Choir | 2018 | 2020 |\n"
    found = marked(f"# Two projects\n\n{table}\n", "en")
    assert of(found, "start", "end") == [
        ("start", "2019-05-03"), ("end", "2021-06-04"), ("start", "2018"), ("end", "2020")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "head", "row"),
    [
        ("en", "Indicator | As of 31 October 2023", "Families visited at home | 22"),
        ("de", "Kennzahl | Stand 31.10.2023", "Betreute Familien | 22"),
        ("pl", "Wskaźnik | Stan na 31.10.2023", "Rodziny objęte pomocą | 22"),
        ("it", "Indicatore | Al 31/10/2023", "Famiglie seguite | 22"),
        ("ro", "Indicator | La 31.10.2023", "Familii sprijinite | 22"),
    ],
)
def test_two_columns_of_figures_ask_for_no_field(language: str, head: str, row: str) -> None:
    table = f"| {head} |\n|---|---|\n| {row} |\n| ABC | 35 |\n"
    found = marked(f"# Tea House\n\n{table}\n", language)
    assert ("count", "22") in of(found, "count")
    assert of(found, "result", "published", "end") == []


@pytest.mark.parametrize(
    ("language", "line", "name", "day"),
    [
        ("en", "Prepared by: Harbour Foundation (secretariat), December 2023", "Harbour Foundation", "2023-12"),
        ("de", "Verfasst von: Stiftung Hafen, im Dezember 2023", "Stiftung Hafen", "2023-12"),
        ("fr", "Rédigé par : Fondation du Port, 5 mars 2023", "Fondation du Port", "2023-03-05"),
        ("pl", "Opracowanie: Fundacja Przystań, grudzień 2023 r.", "Fundacja Przystań", "2023-12"),
        ("es", "Elaborado por: Fundación del Puerto (5 de marzo de 2023)", "Fundación del Puerto", "2023-03-05"),
        ("it", "Autore: Fondazione del Porto, marzo 2023", "Fondazione del Porto", "2023-03"),
    ],
)  # fmt: skip
def test_the_day_behind_who_wrote_a_text_is_that_of_publication(
    language: str, line: str, name: str, day: str
) -> None:
    found = plain(
        f"Tea House\n\n{line}\n\nEvery Tuesday neighbours drink tea in the old ferry hall.\n", language
    )
    assert of(found, "reporter", "published") == [("published", day), ("reporter", name)]


def test_a_name_with_a_year_in_it_is_no_day() -> None:
    found = plain("Tea House\n\nPrepared by: Association Harbour 2000\n\nThey drink tea.\n", "en")
    assert of(found, "published") == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("bg", "17.05.2023 г., 14:32 ч. | Прочетена: 418 пъти"),
        ("de", "17.05.2023, 14:32 Uhr | 418 Aufrufe"),
        ("fi", "17.5.2023 klo 14.32 | Uutiset"),
        ("fr", "17/05/2023 à 14h32 | Lu 418 fois"),
        ("pl", "17.05.2023 r., godz. 14:32 | Wyświetleń: 418"),
        ("ru", "17.05.2023 г. в 14:32 | Просмотров: 418"),
        ("el", "17/05/2023, 14:32 | Προβολές: 418"),
        ("en", "17 May 2023, 2:32 pm | 418 views"),
    ],
)
def test_a_day_with_its_hour_over_a_text_is_that_of_news(language: str, line: str) -> None:
    text = f"A room for everybody\n\n{line}\n\nYesterday the town opened a house where all of them cook and eat.\n"
    found = plain(text, language)
    assert of(found, "kind", "published") == [("kind", "news"), ("published", "2023-05-17")]


@pytest.mark.parametrize(
    "line", ["Meeting on 17 May 2023, 14:00 | Town hall", "Doors open 17 May 2023 | 14:00 | Town hall"]
)
def test_the_hour_of_a_meeting_publishes_nothing(line: str) -> None:
    assert of(plain(f"A room for everybody\n\n{line}\n\nCome and eat.\n", "en"), "published") == []


def test_labels_a_gap_apart_have_their_own_values() -> None:
    line = "Form GP-17     Completed by: Harbour Foundation     Date: 18-11-2022"
    found = plain(f"Good practices of the south\n\n{line}\n\nTitle: Tea House\nBudget: 5,000 EUR\n", "en")
    assert of(found, "reporter", "published") == [
        ("published", "2022-11-18"),
        ("reporter", "Harbour Foundation"),
    ]


def test_options_that_go_on_over_lines_are_no_headings() -> None:
    text = "Tea House form\n\nTitle: Tea House\nLevel:   [ ] national  [x] regional\n         [ ] town\nBudget:  5,000 EUR\n"
    found = plain(text, "en")
    assert of(found, "level", "place") == [("level", "regional")]


def test_an_answer_that_is_missing_is_told() -> None:
    rows = [("Title", "Tea House"), ("Place", "Cork"), ("Web page", ""), ("Contact person", "Reception")]
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    found = facts(
        read_html(f"<html><body><table>{table}</table></body></html>".encode(), name="a.html", language="en")
    )
    assert ("link", None) in found


def test_sections_may_have_headings_of_the_first_level() -> None:
    parts = ["Why it was needed", "What we aim for", "Ways of working", "Costs of the scheme"]
    text = "".join(
        f"# {part}\n\nThe {index} neighbours sat down and spoke of tea and bread.\n\n"
        for index, part in enumerate(parts)
    )
    fields = {field for field, _ in marked(f"# Tea House\n\n{text}", "en")}
    assert {"origin", "objective"} <= fields


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nl", "Op naar de kade! Roeien en taal in Delft"), ("en", "Who bakes? Bread and talk in Derry"),
        ("de", "Alle an Bord! Rudern und Reden in Emden"), ("fr", "À table ! Cuisine et français à Lens"),
    ],
)  # fmt: skip
def test_a_marked_title_may_call_out(language: str, title: str) -> None:
    text = f"[Home](/) > [Examples](/x) > Meeting and moving\n\n# {title}\n\n## Budget\n\n5 000 EUR\n"
    assert of(marked(text, language), "title") == [("title", title)]


@pytest.mark.parametrize(
    ("language", "label"),
    [("ar", "الموقع"), ("it", "Sito"), ("es", "Sitio"), ("fr", "Site"), ("en", "Location")],
)
def test_an_address_is_no_place(language: str, label: str) -> None:
    found = plain(
        f"Tea House\n\n{label}: https://www.teahouse.example/x\n\nNeighbours drink tea.\n", language
    )
    assert of(found, "link", "place") == [("link", "https://www.teahouse.example/x")]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Eine Warteliste für die Drehbank hängt an der Tür."),
        ("it", "Nella Biblioteca di quartiere si legge ogni martedì."),
        ("it", "Alla Caritas si cucina ogni martedì."),
    ],
)
def test_small_words_that_begin_a_sentence_are_no_given_names(language: str, sentence: str) -> None:
    document = read_text(f"Tea House\n\n{sentence}\n".encode(), name="a.txt", language=language)
    assert sentence in map_document(document, KNOWLEDGE).document.text
