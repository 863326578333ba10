"""Programmes that pay: named in a sentence, in a field, and who gives and runs those of several countries."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


def _facts(text: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts


def _values(text: str, field: str) -> list[object]:
    return [fact.value for fact in _facts(text) if fact.field == field]


NAMED = {
    "en": (
        "Tea House\n\nFunding\nTraining is covered by the state programme OPEN DOORS (EUR 3,000 a year).\n",
        "OPEN DOORS",
    ),
    "de": (
        "Teehaus\n\nFinanzierung\nDas Vorhaben wird aus dem Landesprogramm BRÜCKEN 21 gefördert.\n",
        "BRÜCKEN 21",
    ),
    "fr": (
        "Maison du thé\n\nFinancement\nLe projet est financé par le programme régional VIVRE ICI.\n",
        "VIVRE ICI",
    ),
    "es": (
        "Casa del té\n\nFinanciación\nEl proyecto se financia con el programa autonómico PUENTES.\n",
        "PUENTES",
    ),
    "pl": (
        "Dom Herbaty\n\nFinansowanie\nProjekt jest finansowany z programu krajowego „Razem w mieście”.\n",
        "Razem w mieście",
    ),
    "field": (
        "Tea House\n\nFunding programme: Local Strength 2030\nObjective: Neighbours meet.\n",
        "Local Strength 2030",
    ),
}


@pytest.mark.parametrize(("text", "name"), NAMED.values(), ids=NAMED)
def test_programmes_that_no_vocabulary_has(text: str, name: str) -> None:
    """Their names are read, and no sentence about them is the name of who pays."""
    assert _values(text, "fundingProgramme") == [name]
    assert _values(text, "funder") == []


def test_the_practice_itself_is_no_programme_that_pays() -> None:
    """'The programme "Tea House" is funded' names what is paid for."""
    text = 'Tea House\n\nFunding\nThe programme "Tea House" is funded by the City of Leeds.\n'
    assert _values(text, "fundingProgramme") == []


DONORS = {
    "en": "The project is financed by Iceland, Liechtenstein and Norway through the EEA Grants.",
    "ro": "Proiect derulat cu sprijinul Islandei, Liechtensteinului și Norvegiei: Islanda, Liechtenstein și Norvegia.",
    "lv": "Projektu finansiāli atbalsta Islande, Lihtenšteina un Norvēģija.",
    "bg": "Проектът се изпълнява с подкрепата на Исландия, Лихтенщайн и Норвегия.",
}


@pytest.mark.parametrize("sentence", DONORS.values(), ids=DONORS)
def test_the_donors_of_the_grants_are_no_countries_of_the_practice(sentence: str) -> None:
    """Iceland, Liechtenstein and Norway together give money."""
    assert not set(_values(f"Sonata\n\n{sentence}\n", "country")) & {"IS", "LI", "NO"}


def test_the_donors_are_countries_in_a_field() -> None:
    """A field for countries means them."""
    text = "Title: Sonata\nCountries: Iceland, Liechtenstein, Norway\n"
    assert set(_values(text, "country")) == {"IS", "LI", "NO"}


def test_who_operates_a_programme() -> None:
    """The operator passes on the money; a body named after somebody is one name."""
    text = (
        "Dom Herbaty\n\nProjekt finansowany z Programu Aktywni Obywatele. "
        "Operatorem programu jest Fundacja im. Heleny Brzeskiej.\n"
    )
    assert _values(text, "managingAuthority") == ["Fundacja im. Heleny Brzeskiej"]
    assert _values(text, "fundingProgramme") == ["Active Citizens Fund"]


@pytest.mark.parametrize(
    ("line", "funder", "programme"),
    [
        (
            "Förderung: Land Hessen (Richtlinie Gemeinsam Ankommen), Lindner-Stiftung",
            ["Land Hessen", "Lindner-Stiftung"],
            "Richtlinie Gemeinsam Ankommen",
        ),
        (
            "Förderung: Sozialministerium Thüringen, Richtlinie Gute Nachbarn",
            ["Sozialministerium Thüringen"],
            "Richtlinie Gute Nachbarn",
        ),
    ],
)
def test_a_programme_beside_its_payer_is_no_part_of_the_name(
    line: str, funder: list[str], programme: str
) -> None:
    text = f"Brücke\n\nTräger: Caritas Gera\n{line}\nZielgruppe: Geflüchtete\n"
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "funder"] == funder
    assert [fact.value for fact in facts if fact.field == "fundingProgramme"] == [programme]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Projekt Most\n\nProgram\nRodziny na Start\n\nBudżet\n40 000 zł\n\nNumer umowy\nAB/12/2019\n", True),
        ("Projekt Most\n\nProgram\nRodziny na Start\n\nCel\nNauka języka w soboty.\n", False),
    ],
)
def test_a_bare_label_names_a_programme_only_in_a_record_of_a_fund(text: str, *, told: bool) -> None:
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    programmes = [fact.value for fact in facts if fact.field == "fundingProgramme"]
    assert programmes == (["Rodziny na Start"] if told else [])
