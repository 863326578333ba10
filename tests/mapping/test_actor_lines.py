"""What stands behind the names of organisations in the values of roles: that they lead, the numbers of registers."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
ROLES = ("implementer", "lead", "partner", "funder")


def roles(text: str, language: str) -> list[tuple[str, str]]:
    document = read_text(text.encode(), name="a.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return sorted((fact.field, str(fact.value)) for fact in facts if fact.field in ROLES and fact.value)


@pytest.mark.parametrize(
    ("language", "value", "name"),
    [
        ("en", "Partners: Harbour Trust (lead), Leeds City Council", "Harbour Trust"),
        ("en", "Partners: Harbour Trust – lead partner, Leeds City Council", "Harbour Trust"),
        ("en", "Partners:\nHarbour Trust (Germany) - coordinator\nLeeds City Council (UK)", "Harbour Trust"),
        ("de", "Partner: Hafenstiftung Kiel (Koordination), Stadt Leipzig", "Hafenstiftung Kiel"),
        ("de", "Träger: Hafenstiftung Kiel (Federführung), Stadt Leipzig", "Hafenstiftung Kiel"),
        ("fr", "Partenaires : Fondation du Port (porteur du projet), Ville de Nantes", "Fondation du Port"),
        ("es", "Socios: Fundación Puerto (entidad líder), Ayuntamiento de Gijón", "Fundación Puerto"),
        ("it", "Partner: Fondazione Porto (coordinamento), Comune di Lecce", "Fondazione Porto"),
        ("el", "Εταίροι: Ίδρυμα Λιμάνι (επικεφαλής), Δήμος Βόλου", "Ίδρυμα Λιμάνι"),
        ("pl", "Partnerzy: Fundacja Przystań (partner wiodący), Gmina Kalisz", "Fundacja Przystań"),
        ("ru", "Партнёры: Фонд «Причал» (головная организация), Администрация Пскова", "Фонд «Причал»"),
        ("fi", "Kumppanit: Satamasäätiö (päähakija), Oulun kaupunki", "Satamasäätiö"),
    ],
)
def test_a_bracket_or_a_dash_tells_who_leads(language: str, value: str, name: str) -> None:
    assert [told for field, told in roles(value, language) if field == "lead"] == [name]


@pytest.mark.parametrize(
    ("language", "value"),
    [
        ("en", "Partners: Harbour Trust (volunteer coordinators), Leeds City Council"),
        ("en", "Partners: Harbour Trust – training of mentors, Leeds City Council"),
        ("en", "Funded by: Harbour Trust (lead), Leeds City Council"),
        ("fr", "Partenaires : Fondation du Port (coordination des bénévoles), Ville de Nantes"),
    ],
)
def test_who_coordinates_something_or_pays_does_not_lead(language: str, value: str) -> None:
    assert not [told for field, told in roles(value, language) if field == "lead"]


@pytest.mark.parametrize(
    ("language", "value", "names"),
    [
        ("en", "Implemented by: Harbour Trust (Charity No. 1034567)", ["Harbour Trust"]),
        (
            "en",
            "Implemented by: Harbour Trust (Reg. No. 12345678), Leeds City Council",
            ["Harbour Trust", "Leeds City Council"],
        ),
        ("es", "Entidad beneficiaria: Fundación Puerto (CIF G-00000000)", ["Fundación Puerto"]),
        ("fr", "Mis en œuvre par : Fondation du Port, SIRET 123 456 789 00012", ["Fondation du Port"]),
        ("sv", "Genomförare: Stiftelsen Hamnen, org.nr 802400-1234", ["Stiftelsen Hamnen"]),
        ("cs", "Realizátor: Most k domovu, o. p. s., IČ: 123 45 678", ["Most k domovu, o. p. s."]),
        ("it", "Ente attuatore: Fondazione Porto - P.IVA 12345678901", ["Fondazione Porto"]),
        ("bg", "Изпълнител: Читалище „Пробуда 1909“", ["Читалище „Пробуда 1909“"]),
        ("de", "Träger: Grundschule 12", ["Grundschule 12"]),
    ],
)
def test_the_number_of_a_register_is_none_of_the_name(language: str, value: str, names: list[str]) -> None:
    assert [told for field, told in roles(value, language) if field == "implementer"] == names


@pytest.mark.parametrize(
    ("language", "value", "names"),
    [
        (
            "en",
            "Funded by: Government of Canada, Swiss Development Fund",
            ["Government of Canada", "Swiss Development Fund"],
        ),
        (
            "fr",
            "Financeurs : DREETS Pays de la Loire, Département du Finistère, Caisse de Bonne-Anse",
            ["Caisse de Bonne-Anse", "DREETS Pays de la Loire", "Département du Finistère"],
        ),
        (
            "de",
            "Förderer: Bundesministerium für Bildung und Forschung, Hafenstiftung Kiel",
            ["Bundesministerium für Bildung und Forschung", "Hafenstiftung Kiel"],
        ),
        (
            "el",
            "Χρηματοδότες: Υπουργείο Εργασίας και Κοινωνικών Υποθέσεων, Δήμος Βόλου",
            ["Δήμος Βόλου", "Υπουργείο Εργασίας και Κοινωνικών Υποθέσεων"],
        ),
        (
            "fr",
            "Financeurs : Ville de Lyon, Département de l'action sociale",
            ["Ville de Lyon, Département de l'action sociale"],
        ),
        ("en", "Funded by: Leeds City Council, Housing Services", ["Leeds City Council, Housing Services"]),
        ("en", "Funded by: Ministry of Education, Culture and Sport", ["Ministry of Education, Culture and Sport"]),
    ],
)  # fmt: skip
def test_payers_that_commas_part(language: str, value: str, names: list[str]) -> None:
    assert [told for field, told in roles(value, language) if field == "funder"] == names


def test_a_conjunction_of_the_first_partner_parts_no_names() -> None:
    value = "Partenaires : Lire et Écrire Charleroi, Maison de l'enfance de Châtelet"
    names = ["Lire et Écrire Charleroi", "Maison de l'enfance de Châtelet"]
    assert [told for field, told in roles(value, "fr") if field == "partner"] == names


@pytest.mark.parametrize(
    ("language", "value", "facts"),
    [
        (
            "en",
            "Implemented by: Leeds City Council with Hull College",
            [("implementer", "Leeds City Council"), ("partner", "Hull College")],
        ),
        (
            "de",
            "Träger: Stadt Leipzig mit der Caritas Leipzig",
            [("implementer", "Stadt Leipzig"), ("partner", "Caritas Leipzig")],
        ),
        (
            "en",
            "Implemented by: Centre for Work with Young People",
            [("implementer", "Centre for Work with Young People")],
        ),
        ("de", "Träger: Verein mit Herz e. V.", [("implementer", "Verein mit Herz e. V.")]),
    ],
)
def test_with_parts_two_names_of_bodies(language: str, value: str, facts: list[tuple[str, str]]) -> None:
    assert roles(value, language) == facts
