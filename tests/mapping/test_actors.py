"""Organisations and what they did."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
ROLES = ("implementer", "lead", "partner", "funder", "managingAuthority", "reporter")


def roles(text: str, language: str | None = None) -> set[tuple[str, str]]:
    document = read_text(text.encode(), name="a.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return {(fact.field, fact.exact) for fact in facts if fact.field in ROLES and fact.value is not None}


def test_who_fills_in_a_form_does_not_carry_it_out() -> None:
    form = "Partner Organisation\t\nOak Tree Ltd.\t\nNorway\t\n1 – Organization / Individuals\t\nName\tTea House Foundation\t\n"
    assert roles(form) == {("reporter", "Oak Tree Ltd."), ("implementer", "Tea House Foundation")}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Stödmottagare: Lunds kommun", "sv", {("implementer", "Lunds kommun")}),
        ("Beneficiar: Asociația Ceaiul", "ro", {("implementer", "Asociația Ceaiul")}),
        ("Бенефициенти: бежанци и мигранти", "bg", set()),
        ("Lead partner: Tea House Foundation", "en", {("lead", "Tea House Foundation")}),
        ("Organ upravljanja: Fundacija Čaj", "sl", {("managingAuthority", "Fundacija Čaj")}),
    ],
)  # fmt: skip
def test_labels_tell_roles(text: str, language: str, expected: set[tuple[str, str]]) -> None:
    assert roles(f"Tea\n\n{text}\n", language) == expected


def test_countries_and_remarks_are_no_part_of_a_name() -> None:
    text = "Tea\n\nPartners\nTea House Foundation, Norway\nBread Association, Denmark\n"
    assert roles(text) == {("partner", "Tea House Foundation"), ("partner", "Bread Association")}
    text = "Partners: Tea House Foundation (Norway) - leading partner, Oven, Stove and Bread (Denmark), Ladle (Sweden)"
    assert roles(f"Tea\n\n{text}\n") == {
        ("lead", "Tea House Foundation"),
        ("partner", "Oven, Stove and Bread"),
        ("partner", "Ladle"),
    }


def test_a_sentence_tells_roles() -> None:
    text = (
        "Tea for all\n\nThe project is coordinated by the Tea House Foundation in cooperation with the Bread Association. "
        "It is funded by the Ladle Foundation.\n"
    )
    assert roles(text) == {
        ("lead", "Tea House Foundation"),
        ("partner", "Bread Association"),
        ("funder", "Ladle Foundation"),
    }


def test_a_short_sentence_under_a_heading_is_no_list_of_names() -> None:
    text = "Kto za tym stoi?\n\nProgram prowadzi Fundacja Most razem z Fundacją Rzeka.\n"
    assert roles(f"Herbata\n\n{text}", "pl") == {
        ("implementer", "Fundacja Most"),
        ("partner", "Fundacją Rzeka"),
    }


def test_a_number_belongs_to_the_name_of_a_university_alone() -> None:
    assert roles("Thé\n\nPartenaires : Université Rennes 2\n", "fr") == {("partner", "Université Rennes 2")}
    told = "Le projet est porté par l'Université Rennes 2 depuis 2019. L'Association du Pont 3 jours après."
    assert ("implementer", "Université Rennes 2") in roles(f"Thé\n\n{told}\n", "fr")


def test_a_kind_of_two_words_before_quotes_is_a_part_of_the_name() -> None:
    told = "Проєкт започаткувала громадська організація «Новий міст»."
    assert roles(f"Чай\n\n{told}\n", "uk") == {("implementer", "громадська організація «Новий міст»")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rahastajad: Varjupaiga-, Rände- ja Integratsioonifond; Siseministeerium", "et"),
        ("Finansētāji: Patvēruma, migrācijas un integrācijas fonds; Iekšlietu ministrija", "lv"),
        ("Finansuotojai: Prieglobsčio, migracijos ir integracijos fondas; Vidaus reikalų ministerija", "lt"),
    ],
)
def test_a_programme_by_its_whole_name_is_no_organisation_that_pays(text: str, language: str) -> None:
    (payer,) = roles(f"Tee\n\n{text}\n", language)
    assert payer[0] == "funder"
    assert payer[1] in {"Siseministeerium", "Iekšlietu ministrija", "Vidaus reikalų ministerija"}


def test_a_name_in_quotes_before_a_verb_is_no_part_of_the_name_behind_it() -> None:
    text = "Projektą „Arbatos kelias“ įgyvendina asociacija „Duonos namai“. Jame dalyvavo 40 žmonių."
    assert roles(f"Arbatos kelias\n\n{text}\n", "lt") == {("implementer", "asociacija „Duonos namai“")}


def _told(text: str) -> set[tuple[str, str]]:
    facts = map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE).facts
    return {(fact.field, str(fact.value)) for fact in facts if fact.field in ROLES and fact.value is not None}


def test_names_with_their_seats_below_who_leads_are_its_partners() -> None:
    text = (
        "WHO WE ARE\nCoordinator: Second Chance Kitchen AMKE – Thessaloniki, Greece\n"
        "Cucine Aperte – Bologna, Italy\nZavod Lonec – Ljubljana, Slovenia\n"
    )
    assert _told(text) == {
        ("lead", "Second Chance Kitchen AMKE"),
        ("partner", "Cucine Aperte"),
        ("partner", "Zavod Lonec"),
    }


def test_the_address_below_who_leads_is_no_partner() -> None:
    assert _told("Coordinator: Alder Trust\n12 Mill Lane\nLeeds LS1 4AB\n") == {("lead", "Alder Trust")}


@pytest.mark.parametrize(
    ("line", "payers"),
    [
        ("Gefördert durch: Hessisches Ministerium für Soziales und Integration, Programm „WIR“", {"Hessisches Ministerium für Soziales und Integration"}),
        ("Finansiär: Länsstyrelsen Västernorrland (§ 37-medel), 640 000 kr", {"Länsstyrelsen Västernorrland"}),
        ("Avec le soutien de\nla DRAC Bretagne, la Halte Saint-Roch et le Moulin des Arts", {"DRAC Bretagne", "Halte Saint-Roch", "Moulin des Arts"}),
    ],
)  # fmt: skip
def test_what_a_payer_paid_with_is_no_part_of_its_name(line: str, payers: set[str]) -> None:
    assert {
        name.removeprefix("la ").removeprefix("le ")
        for role, name in _told(f"Projekt Hoffnung 12\n\n{line}\n\nText 12\n")
        if role == "funder"
    } == payers


def test_a_line_below_who_paid_that_begins_with_whom_it_was_done_names_partners() -> None:
    text = "Avec le soutien de\nla Ville de Rennes\nEn partenariat avec le Secours populaire et l'association Salam\n"
    assert _told(text) == {
        ("funder", "Ville de Rennes"),
        ("partner", "Secours populaire"),
        ("partner", "association Salam"),
    }
