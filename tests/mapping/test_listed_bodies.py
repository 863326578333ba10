"""Fact sheets of registers: bodies with their countries, tabs and buttons with nothing between, sentences that explain a label."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()

GLUED = """\
Skip to main content
HORIZON
Doorways: neighbours as first advisers
Fact SheetReportingResults
Download XMLDownload PDFAdd to my booklet

Project Information
DOORWAYS
Grant agreement ID: 101099871
EC signature date3 October 2023
Start date1 January 2024
End date31 December 2026
Total cost€ 1 184 906,25
EU contribution€ 998 750,00
Coordinated byUNIVERSITEIT AAN DE BRUGBelgium

Objective
DOORWAYS tests whether neighbours can be the first advisers of newcomers.

CoordinatorUNIVERSITEIT AAN DE BRUG
Net EU contribution€ 412 437,50
AddressKaaiweg 114
2000 AntwerpenBelgium
Activity typeHigher or Secondary Education Establishments
LinksContact the organisationWebsite

Participants (3)
Sort alphabetically
COOPERATIVA VIA LUNGAItaly
Net EU contribution€ 204 118,75
Activity typeOther
LinksContact the organisationWebsite
STEGI LIMANI AMKEGreece
Net EU contribution€ 188 250,00
Activity typeOther
LinksContact the organisationWebsite
OFFENES TOR EVGermany
Net EU contribution€ 151 943,75
Activity typeOther
LinksContact the organisationWebsite

Last update: 3 June 2024
"""
APART = """\
Home > Projects > Doorways: neighbours as first advisers

Doorways: neighbours as first advisers

Objective
The project tests whether neighbours can be the first advisers of newcomers.

Coordinator
UNIVERSITEIT AAN DE BRUG
Net EU contribution € 412 437,50

Participants (3)
COOPERATIVA VIA LUNGA
Italy
Net EU contribution € 204 118,75
STEGI LIMANI AMKE
Greece
Net EU contribution € 188 250,00
OFFENES TOR EV
Germany
Net EU contribution € 151 943,75
"""


def told(text: str, *fields: str) -> list[str]:
    facts = map_document(read_text(text.encode(), name="page.txt"), KNOWLEDGE).facts
    return [str(fact.value) for fact in facts if fact.field in fields and fact.value is not None]


@pytest.mark.parametrize("text", [GLUED, APART], ids=["glued", "apart"])
def test_participants_with_what_each_was_paid(text: str) -> None:
    assert set(told(text, "title")) == {"Doorways: neighbours as first advisers"}
    assert set(told(text, "lead")) == {"UNIVERSITEIT AAN DE BRUG"}
    assert told(text, "partner") == ["COOPERATIVA VIA LUNGA", "STEGI LIMANI AMKE", "OFFENES TOR EV"]
    assert {"IT", "GR", "DE"} <= set(told(text, "country"))


def test_what_one_of_them_was_paid_is_not_the_grant() -> None:
    assert told(GLUED, "budget", "fundingAmount") == ["998750", "1184906.25"]
    assert not told(APART, "budget", "fundingAmount")


def test_when_a_grant_was_signed_is_no_beginning() -> None:
    assert told(GLUED, "start", "end") == ["2024-01-01", "2026-12-31"]


@pytest.mark.parametrize(
    ("lines", "partners", "groups"),
    [
        ("Verein Herd e.V.\nGermany\nAsociación La Olla\nSpain", ["Verein Herd e.V.", "Asociación La Olla"], False),
        ("KINDERRECHTE BUERO, GERMANY\nSTICHTING ANKER, NETHERLANDS", ["KINDERRECHTE BUERO", "STICHTING ANKER"], False),
        ("Refugees from Syria\nAsylum seekers", [], True),
        ("Young refugees, women\nUnaccompanied minors, families", [], True),
        ("Refugees from Syria and Iraq, 40 persons", [], True),
    ],
)  # fmt: skip
def test_participants_are_bodies_where_each_has_a_country(
    lines: str, partners: list[str], groups: bool
) -> None:
    text = f"Tea House\n\nCoordinator\nStichting Vik\n\nParticipants\n{lines}\n\nResults\n40 people came.\n"
    assert told(text, "partner") == partners
    assert bool(told(text, "targetGroup", "beneficiary")) == groups


@pytest.mark.parametrize("level", ["Local", "Regional", "National"])
def test_the_sentence_that_explains_a_label_stands_for_it(level: str) -> None:
    text = (
        "Home / Good practices\n\nGood practice\n\nTea for two: a café of languages\n\nFinland\n"
        "This is the good practice's implementation level. It can be national, regional or local.\n"
        f"{level}\n\nEvidence of success\n40 people came.\n"
    )
    assert told(text, "level") == [level.lower()]
    assert not told(text, "activity", "objective")


def test_who_pays_for_the_site_pays_for_no_practice() -> None:
    text = (
        "Interreg Europe\nCo-funded by the European Union\nHome / Good practices\n\nGood practice\n\n"
        "Tea for two: a café of languages\n\nEvidence of success\n40 people came.\n"
    )
    assert not told(text, "funder", "fundingProgramme")
    below = "Home / Projects\n\nTea for two: a café of languages\n\nResults\n40 people came.\n\nThe project is co-funded by the European Union.\n"
    assert told(below, "funder", "fundingProgramme")


@pytest.mark.parametrize(
    "line", ["Fact SheetReportingResults", "HomeProjects & ResultsVideosAbout us", "HORIZON", "Project card"]
)
def test_tabs_and_series_over_a_page_are_no_title(line: str) -> None:
    text = f"Skip to main content\n{line}\nTea for two: a café of languages\n\nResults\n40 people came.\n"
    assert told(text, "title") == ["Tea for two: a café of languages"]


def test_a_name_with_capitals_inside_is_a_title() -> None:
    text = "Home / Projects\n\nInterCity and MigrAid on LinkedIn\n\nResults\n40 people came.\n"
    assert told(text, "title") == ["InterCity and MigrAid on LinkedIn"]


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("Implementing partner(s)", "Croissant du Lac", "implementer"),
        ("Donor(s)", "Bridge Foundation", "funder"),
        ("Partner(er)", "Stiftelsen Vik", "partner"),
        ("Projektpartner(innen)", "Verein Flusslauf", "partner"),
        ("Organización(es) socia(s)", "Fundación Puente", ""),
    ],
)
def test_an_ending_in_brackets_changes_no_label(label: str, value: str, field: str) -> None:
    text = f"Tea House\n\nCountry: Spain\n{label}: {value}\n\nResults: 40 people came.\n"
    assert told(text, field) == ([value] if field else [])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Fundación Puente - NGO", "Fundación Puente"),
        ("Universidad del Segura – University", "Universidad del Segura"),
        ("Caritas - Haus der Begegnung", "Caritas - Haus der Begegnung"),
    ],
)
def test_the_kind_of_a_partner_behind_a_dash_is_none_of_its_name(line: str, name: str) -> None:
    text = f"Tea House\n\nPartners\n{line}\nStiftelsen Vik\n\nResults\n40 people came.\n"
    assert told(text, "partner") == [name, "Stiftelsen Vik"]


PRACTICE = "Home / Good practices\n\nGOOD PRACTICE\n\nTea for two: a café of languages\n\nEvidence of success\n40 people came.\n\nProject\n{}\n"


def test_the_project_within_which_a_practice_was_told_is_not_its_title() -> None:
    assert told(PRACTICE.format("CARE4ALL-REG"), "title") == ["Tea for two: a café of languages"]
    assert not told(PRACTICE.format("CARE4ALL-REG\nPrivacy   Legal   Follow us"), "objective", "activity")
    bare = "Project\nTea for two\n\nResults\n40 people came.\n"
    assert told(bare, "title") == ["Tea for two"]


@pytest.mark.parametrize(
    ("code", "programme"),
    [
        ("HORIZON.2.2 - Culture, creativity and inclusive society", "Horizon Europe"),
        ("HORIZON-RIA - HORIZON Research and Innovation Actions", "Horizon Europe"),
        ("H2020-EU.3.6. - SOCIETAL CHALLENGES", "Horizon 2020"),
    ],
)
def test_codes_of_the_framework_programmes_name_them(code: str, programme: str) -> None:
    text = f"Tea House\n\nObjective\nNeighbours meet.\n\nProgramme(s)\n{code}\n"
    assert told(text, "fundingProgramme") == [programme]


def test_buttons_below_a_label_are_no_value() -> None:
    text = "Tea House\n\nPartners\nStiftelsen Vik\nPrint | Share\n\nContact\nLog in to contact the author\n"
    assert told(text, "partner") == ["Stiftelsen Vik"]
    beside = "Tea House\n\nAuthor: Vik Foundation           Print\n\nForty people came to the kitchen every week and cooked for their neighbours.\n"
    assert not told(beside, "title") or told(beside, "title") == ["Tea House"]


@pytest.mark.parametrize(
    ("line", "programmes"),
    [
        ("Asylum, Migration and Integration Fund", ["Asylum, Migration and Integration Fund"]),
        ("Asylum, Migration and Integration Fund 2014-2020", ["Asylum, Migration and Integration Fund"]),
        ("News of the Asylum, Migration and Integration Fund", []),
        ("European Union", []),
    ],
)
def test_the_fund_on_whose_page_a_project_stands(line: str, programmes: list[str]) -> None:
    text = (
        f"Skip to main content\n{line}\nHome | Projects | News\n\nTea for two: a café of languages\n\n"
        "Project number: I2-143\nProject owner: Vik Foundation\n\nAim of the project\nNeighbours meet.\n"
    )
    assert told(text, "fundingProgramme") == programmes
    assert "2014-2020" not in " ".join(told(text, "identifier"))


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("ESF-Mittel: 421.600 Euro", "421600"),
        ("AMIF-subsidie: € 50.000", "50000"),
        ("AMIF-stöd: 687 000 kr", "687000"),
        ("Contributo FAMI: € 712.400,00", "712400"),
        ("Montant FAMI : 65 000 €", "65000"),
    ],
)
def test_what_a_fund_gave_is_no_budget(line: str, amount: str) -> None:
    assert told(f"Tea House\n\n{line}\n\nLeeds\n", "fundingAmount", "budget") == [amount]
    assert not told(f"Tea House\n\n{line}\n\nLeeds\n", "budget")


def test_a_framework_programme_is_no_number_of_a_project() -> None:
    text = "Skip to main content\nHORIZON 2020\nTea for two: a café of languages\n\nGrant agreement ID: 870111\n\nObjective\nNeighbours meet.\n"
    assert told(text, "identifier") == ["870111"]
    assert told(text, "title") == ["Tea for two: a café of languages"]


def test_the_years_of_a_fund_are_no_number_of_a_project() -> None:
    head = "FAMI 2014-2020\n\nHome | Progetti | Notizie\n\nSCHEDA PROGETTO\n\nPONTE – Orientamento per nuovi cittadini\n\n"
    text = f"{head}Codice progetto: PROG-3441\nCapofila: Comune di Vallechiara\n\nObiettivi\nFar incontrare i vicini.\n"
    assert told(text, "identifier") == ["PROG-3441"]
    assert told(text, "title") == ["PONTE – Orientamento per nuovi cittadini"]
