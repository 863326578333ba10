"""Labels that nothing parts from their values, as a page has them whose columns were lost when it was saved."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

CARD = """\
ProjectSALT HARBOUR - shared kitchens for newcomers in three ports
AcronymHARBOUR
StatusOngoing
Start date2021-02-01
End date2023-07-31
Total budgetEUR 640 000.00
"""
KARTE = """\
Home / Projekte / Ergebnis

ProjektKüchentisch - Nachbarschaft am Hafen
KürzelTISCH
ZielgruppeGeflüchtete Frauen
Projektbeginn01.03.2019
Projektende31.08.2021
Gesamtkosten210.000 €
"""
SCHEDA = """\
Scheda

Durata24 mesi, dal 1° marzo 2021 al 28 febbraio 2023
CapofilaFundación Río Abierto, Valencia (Spagna)
Budget totale€ 640.500,00
Codice progetto2020-1-ES01-KA204-000001
"""
FICHE = """\
Fiche projet
PartenairesVille de Vannes
Date de début01/04/2020
Date de fin30/09/2022
Budget total88 000 €
"""
EU_CARD = """\
TEA-TOWNS Closed

ProgrammeAsylum, Migration and Integration FundStart date15 January 2022End date14 July 2024
Total cost€ 812 904.60EU contribution€ 731 614.14(90%)
Coordinator
COMUNE DI BAROLO  IT
Address Via Po 11, 10124 Torino
Participants (2)
DIAKONIE DE LA ROCHE FR
UNIVERSITEIT VAN HASSELT BE (evaluation)

Results in brief     Last update: 22/10/2024
The project welcomed 163 people in 19 towns.
"""


def _facts(text: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="card.txt"), Knowledge.load()).facts


def _values(text: str, field: str) -> list[object]:
    return [fact.value for fact in _facts(text) if fact.field == field]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (CARD, "title", "SALT HARBOUR - shared kitchens for newcomers in three ports"),
        (CARD, "start", "2021-02-01"),
        (CARD, "end", "2023-07-31"),
        (CARD, "budget", 640000),
        (KARTE, "title", "Küchentisch - Nachbarschaft am Hafen"),
        (KARTE, "start", "2019-03-01"),
        (KARTE, "end", "2021-08-31"),
        (KARTE, "budget", 210000),
        (SCHEDA, "budget", 640500),
        (SCHEDA, "start", "2021-03-01"),
        (FICHE, "start", "2020-04-01"),
        (FICHE, "end", "2022-09-30"),
        (FICHE, "budget", 88000),
        (FICHE, "partner", "Ville de Vannes"),
        (EU_CARD, "start", "2022-01-15"),
        (EU_CARD, "end", "2024-07-14"),
        (EU_CARD, "budget", 812904.6),
        (EU_CARD, "fundingAmount", 731614.14),
        (EU_CARD, "fundingShare", 90),
        (EU_CARD, "lead", "COMUNE DI BAROLO"),
    ],
)
def test_a_value_written_together_with_its_label_is_parted_from_it(
    text: str, field: str, value: object
) -> None:
    assert _values(text, field) == [value]


def test_a_label_that_nobody_knows_among_them_ends_the_value_above() -> None:
    assert not [fact for fact in _facts(CARD) if fact.field == "objective" or "Acronym" in fact.exact]


def test_one_word_with_a_large_letter_inside_is_no_label() -> None:
    text = "Objective\n\nStatusQuo is a theatre.\n\nBudgetLab helps families with their money.\n\nWe act every week.\n"
    assert _values(text, "budget") == []


@pytest.mark.parametrize(
    "line", ["Project website https://harbour.example.org/salt", "Website www.harbour.example.org/salt"]
)
def test_an_address_is_the_value_of_the_words_before_it(line: str) -> None:
    text = (
        f"Salt Harbour\n\nObjective\nNewcomers cook with neighbours in the port.\n\n{line}\nDocuments (2)\n"
    )
    assert [str(one).split("//")[-1].removeprefix("www.") for one in _values(text, "link")] == [
        "harbour.example.org/salt"
    ]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Expected results: 3 workshops; 120 women trained.", {True}),
        ("Erwartete Ergebnisse: 120 Frauen geschult.", {True}),
        ("Résultats attendus : 120 femmes formées.", {True}),
        ("Risultati attesi: 120 donne formate.", {True}),
        ("Expected results: 120 women planned, 96 women reached.", {True, False}),
        ("Results: 120 women trained.", {False}),
    ],
)
def test_a_participle_below_what_is_expected_tells_of_a_plan(text: str, planned: set[bool]) -> None:
    counts = [fact for fact in _facts(f"Salt Harbour\n\n{text}\n") if fact.field == "count"]
    assert {fact.detail("planned") for fact in counts if fact.detail("unit") == "persons"} == planned


def test_the_country_beside_a_partner_is_one_whatever_kind_of_body_it_is() -> None:
    text = (
        "Salt Harbour\n\nPartners\nPartner 1: Foundation New Roots Varna, Bulgaria\nPartner 2: City of Koper, Slovenia\n"
        "Associated partner: Hafenamt Linz, Austria\n"
    )
    assert set(_values(text, "country")) == {"AT", "BG", "SI"}


ROWS = [
    (
        "el",
        """\
Δικαιούχος: Δήμος Άνω Χωριού Συμπράττοντες: Πανεπιστήμιο Κάτω Χωριού
Προϋπολογισμός: 84.350,00€Ενωσιακή Συνδρομή: 75%Εθνική Συμμετοχή: 25%
Ημ/νία Έναρξης: 01/10/2019 Ημ/νία Λήξης: 31/03/2022
""",
    ),
    (
        "en",
        """\
Beneficiary: Alder Council Partners: University of Elmham
Total budget: 84,350.00€Union contribution: 75%National contribution: 25%
Start date: 01/10/2019End date: 31/03/2022
""",
    ),
    (
        "it",
        """\
Beneficiario: Comune di Borgo Alto Partner: Università di Borgo Basso
Budget totale: 84.350,00 €Contributo UE: 75%Contributo nazionale: 25%
Data di inizio: 01/10/2019Data di fine: 31/03/2022
""",
    ),
    (
        "ro",
        """\
Beneficiar: Primăria Valea Mare Parteneri: Universitatea din Valea Mică
Buget total: 84.350,00 €Contribuția UE: 75%Contribuția națională: 25%
Data de început: 01.10.2019Data de încheiere: 31.03.2022
""",
    ),
]


@pytest.mark.parametrize(("language", "rows"), ROWS, ids=[language for language, _ in ROWS])
def test_labels_on_one_line_end_the_values_before_them(language: str, rows: str) -> None:
    """With a space or nothing between, and shortened."""
    document = read_text(f"Tea House\n\n{rows}".encode(), name="card.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    told = {(fact.field, str(fact.value)) for fact in facts}
    assert {("budget", "84350"), ("fundingShare", "75"), ("fundingShare", "25")} <= told
    assert {("start", "2019-10-01"), ("end", "2022-03-31")} <= told
    assert [len([one for one, _ in told if one == role]) for role in ("implementer", "partner")] == [1, 1]


@pytest.mark.parametrize(
    ("line", "objectives"),
    [
        ("Specific objective: SO2 Integration / legal migration", 0),
        ("Obiettivo specifico: OS2 Integrazione e migrazione legale", 0),
        ("Ειδικός στόχος: Ε.Σ.2 Ένταξη / Νόμιμη Μετανάστευση", 0),
        ("Specific objective: To teach the language of the town to newcomers.", 1),
        ("Objective: A1 courses for all the mothers of the quarter.", 1),
    ],
)
def test_the_numbered_objective_of_a_fund_is_none_of_a_project(line: str, objectives: int) -> None:
    text = f"Tea House\n\nLead partner: Alder Council\n{line}\nStart: 2019\n"
    assert len(_values(text, "objective")) == objectives


def test_participants_stand_with_the_codes_of_their_countries_below_their_number() -> None:
    assert _values(EU_CARD, "partner") == ["DIAKONIE DE LA ROCHE", "UNIVERSITEIT VAN HASSELT"]
    assert _values(EU_CARD, "country") == ["IT", "FR", "BE"]


def test_a_day_on_the_other_side_of_its_line_is_no_part_of_a_heading() -> None:
    assert _values(EU_CARD, "result") == ["The project welcomed 163 people in 19 towns."]
