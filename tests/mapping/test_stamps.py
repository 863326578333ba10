"""The day of publication on lines that bear it beside a kind of text, a number, an edition or the weekday."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
BODY: Final = {
    "en": "The club runs a kitchen in the old mill and forty families come there every week to cook and to eat.",
}


def published(line: str, language: str, *, last: bool = False) -> list[str]:
    body = "\n\n".join([BODY["en"]] * 9)
    text = f"{body}\n\n{line}\n" if last else f"{line}\n\nA kitchen for all\n\n{body}\n"
    document = replace(read_text(text.encode(), name="a.txt"), language=language)
    return [str(fact.value) for fact in map_document(document, KNOWLEDGE).facts if fact.field == "published"]


@pytest.mark.parametrize(
    ("language", "line", "value"),
    [
        ("en", "NEWS RELEASE – Bristol, Monday 4 May 2020", "2020-05-04"),
        ("en", "The Harbour Gazette, Tuesday, 5 May 2020, page 4", "2020-05-05"),
        ("en", "Slides for the housing board, 2020-05-04", "2020-05-04"),
        ("en", "The editors · 05/05/2020 · 3 min read", "2020-05-05"),
        ("es", "Redacción · 05/05/2020 · 3 min de lectura", "2020-05-05"),
        ("pl", "Redakcja | 05.05.2020 | 4 min czytania", "2020-05-05"),
        ("de", "Von der Redaktion · 05.05.2020 · Lesezeit 3 Minuten", "2020-05-05"),
        ("de", "Stadtanzeiger, Dienstag, 5. Mai 2020, Seite 4", "2020-05-05"),
        ("de", "Rundbrief des Vereins · Nr. 3 · Mai 2020", "2020-05"),
        ("fr", "La Gazette du port, mardi 5 mai 2020, p. 4", "2020-05-05"),
        ("fr", "Bulletin de l'association · n° 3 · mai 2020", "2020-05"),
        ("es", "Asociación El Puente · Última actualización: 05/05/2020", "2020-05-05"),
        ("it", "Il Corriere del porto, martedì 5 maggio 2020, pag. 4", "2020-05-05"),
        ("pt", "Boletim da associação · n.º 3 · maio de 2020", "2020-05"),
        ("nl", "Nieuwsbrief van de vereniging · nummer 3 · mei 2020", "2020-05"),
        ("sv", "Nyhetsbrev från föreningen · nr 3 · maj 2020", "2020-05"),
        ("da", "Havnens Avis, tirsdag 5. maj 2020, side 4", "2020-05-05"),
        ("fi", "Sataman Sanomat, tiistai 5.5.2020, sivu 4", "2020-05-05"),
        ("pl", "Kurier Portowy, wtorek, 5 maja 2020, s. 4", "2020-05-05"),
        ("cs", "Zpravodaj spolku · číslo 3 · květen 2020", "2020-05"),
        ("hu", "2020. május 5., kedd | A kikötő naplója", "2020-05-05"),
        ("ro", "Buletin informativ al asociației · nr. 3 · mai 2020", "2020-05"),
        ("bg", "Вх. № АБ-17/05.05.2020 г.", "2020-05-05"),
        ("el", "Ενημερωτικό δελτίο αρ. 34 – Μάιος 2020", "2020-05"),
        ("ru", "Вестник порта, вторник, 5 мая 2020 г., с. 4", "2020-05-05"),
        ("uk", "Вісник порту, вівторок, 5 травня 2020 р., с. 4", "2020-05-05"),
        ("tr", "Liman Gazetesi, 5 Mayıs 2020 Salı, sayfa 4", "2020-05-05"),
    ],
)
def test_heads_of_pages(language: str, line: str, value: str) -> None:
    assert published(line, language) == [value]


@pytest.mark.parametrize(
    ("language", "line", "value"),
    [
        ("en", "The Bridge Association, 3rd edition, 2019", "2019"),
        ("de", "Verein Brücke, 3. Auflage, 2019", "2019"),
        ("sv", "Föreningen Bron, 3:e upplagan, 2019", "2019"),
        ("ar", "طُبعت في ماي 2020 – جمعية الجسر", "2020-05"),
    ],
)
def test_colophons(language: str, line: str, value: str) -> None:
    assert published(line, language, last=True) == [value]


@pytest.mark.parametrize(
    ("language", "line", "value"),
    [
        ("fr", "Publié le 14 mars 2019 à 09h12 — Mis à jour le 15 mars 2021", "2019-03-14"),
        ("ro", "Postat: 21 februarie 2021 Categoria: Cariere Vizualizări: 356", "2021-02-21"),
        ("pl", "Dodano: 5.05.2020, ostatnia modyfikacja: 7.05.2020", "2020-05-05"),
        ("el", "Αναρτήθηκε στις 5 Μαΐου 2020, ενημερώθηκε στις 7 Μαΐου 2020", "2020-05-05"),
        ("en", "Good example | 14 June 2020 | Ireland", "2020-06-14"),
    ],
)
def test_what_else_a_line_tells_behind_its_day(language: str, line: str, value: str) -> None:
    assert published(line, language) == [value]


def test_a_contact_at_the_foot_does_not_take_the_day_below_it() -> None:
    foot = "Coordinator: M. Lund, phone +44 113 496 0000\nCharity no. 0912345\nPublished 17.05.2020"
    assert published(foot, "en", last=True) == ["2020-05-17"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Open day: Saturday 9 May 2020, 10:00–12:00, Mill Lane"),
        ("en", "The kitchen has been open since 4 May 2020 and is full every evening of the week."),
        ("en", "Bridge Association – Annual accounts 2019"),
        ("de", "Das Fest beginnt am Samstag, 9. Mai 2020, um 14:00 Uhr am alten Hafen."),
    ],
)
def test_lines_that_tell_another_day(language: str, line: str) -> None:
    assert published(line, language) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("uk", "Події | травень 2020 | Переглядів: 112"),
        ("en", "Stories | May 2020 | 112 views"),
        ("fr", "Récits | mai 2020 | Vues : 112"),
        ("pl", "Wydarzenia | maj 2020 | 112 odsłon"),
    ],
)
def test_how_often_a_page_was_read_stands_beside_its_month(language: str, line: str) -> None:
    assert published(line, language) == ["2020-05"]
    assert published(line.rpartition("|")[0] + "| 112 km", language) == []
