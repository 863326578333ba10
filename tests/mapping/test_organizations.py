from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_lists import split_organizations
from practicegraph.mapping.organizations import (
    find_organizations,
    organization_type,
)
from practicegraph.mapping.place_knowledge import PlaceKnowledge

TYPES = [
    ("Ministry of Social Affairs", "national-authority"),
    ("Municipality of Ruse", "local-authority"),
    ("Åre kommun", "local-authority"),
    ("Община Русе", "local-authority"),
    ("Stadt Graz", "local-authority"),
    ("Sonnenhof gGmbH", "ngo"),
    ("Sonnenhof GmbH", "company"),
    ("Firma s.r.o.", "company"),
    ("ALFA Ltd.", "company"),
    ("University of Gävle", "educational-institution"),
    ("Länsstyrelsen i Jämtland", "regional-authority"),
    ("Socialdepartementet", "national-authority"),
    ("Фондация „Подкрепа“", "ngo"),
    ("Fundația Împreună", "ngo"),
    ("Comune di Catania", "local-authority"),
    ("Câmara Municipal de Lisboa", "local-authority"),
    ("Ayuntamiento de Getafe", "local-authority"),
    ("Ville de Liège", "local-authority"),
    ("Δήμος Αθηναίων", "local-authority"),
    ("Menekült Egyesület", "ngo"),
    ("Fundacja Ocalenie", "ngo"),
    ("Ministerstvo vnitra", "national-authority"),
    ("Mestna občina Maribor", "local-authority"),
    ("Helsingin yliopisto", "educational-institution"),
    ("Gaziantep Büyükşehir Belediyesi", "local-authority"),
    ("Chamber of Commerce of Varna", "social-partner"),
    ("European Commission", "eu-body"),
    ("UNHCR", "inter-governmental-organisation"),
    ("Zorana", None),
]
LISTS = [
    (
        "CRESCER, Sonnenhof Graz, Arci Catania, Alfa Foundation",
        ["CRESCER", "Sonnenhof Graz", "Arci Catania", "Alfa Foundation"],
    ),
    ("Ministry of Education, Culture, Youth and Sport", ["Ministry of Education, Culture, Youth and Sport"]),
    ("وزارة العمل، جامعة النور", ["وزارة العمل", "جامعة النور"]),
    ("Şehir ve Çocuklar Derneği", ["Şehir ve Çocuklar Derneği"]),
    ("Stadt Graz, Jobcenter Nord", ["Stadt Graz", "Jobcenter Nord"]),
    ("Ministry of Labour and Social Policy", ["Ministry of Labour and Social Policy"]),
    ("Municipality of Ruse and University of Ruse", ["Municipality of Ruse", "University of Ruse"]),
    ("Alfa Foundation; Beta Association", ["Alfa Foundation", "Beta Association"]),
    ("• Alfa Foundation\n• Beta Association", ["Alfa Foundation", "Beta Association"]),
    ("Alfa Foundation, Municipality of Ruse, UNHCR", ["Alfa Foundation", "Municipality of Ruse", "UNHCR"]),
    ("International Help Network, Bulgaria", ["International Help Network"]),
    ("Alfa Foundation (Austria)", ["Alfa Foundation"]),
    ("Åre kommun och Alfa stiftelse", ["Åre kommun", "Alfa stiftelse"]),
    ("KAPPA Ltd.", ["KAPPA Ltd."]),
    ("Centre for Help (CFH, Sofia)", ["Centre for Help (CFH, Sofia)"]),
    ("„Алфа“", ["Алфа"]),
    ("- -", []),
    ("", []),
]
PROSE = [
    ("It was run by the Ministry of Labour with friends.", ["Ministry of Labour"]),
    ("Sent by KAPPA TAU Ltd. today", ["KAPPA TAU Ltd."]),
    ("Later the Alfa Foundation joined.", ["Alfa Foundation"]),
    ("Projektet drivs av Åre kommun i dag.", ["Åre kommun"]),
    ("The mayor and the municipality agree.", []),
    ("Проектът на Фондация „Подкрепа“ започна.", ["Фондация „Подкрепа“"]),
]


@pytest.fixture(scope="module")
def knowledge() -> OrganizationKnowledge:
    return OrganizationKnowledge.load(PlaceKnowledge.load())


@pytest.mark.parametrize(("name", "notation"), TYPES)
def test_types(knowledge: OrganizationKnowledge, name: str, notation: str | None) -> None:
    assert organization_type(name, knowledge) == notation


@pytest.mark.parametrize(("value", "names"), LISTS)
def test_lists(knowledge: OrganizationKnowledge, value: str, names: list[str]) -> None:
    assert [mention.name for mention in split_organizations(value, knowledge)] == names


@pytest.mark.parametrize(("text", "names"), PROSE)
def test_running_text(knowledge: OrganizationKnowledge, text: str, names: list[str]) -> None:
    assert [mention.name for mention in find_organizations(text, knowledge)] == names


def test_the_country_in_brackets_is_kept(knowledge: OrganizationKnowledge) -> None:
    (mention,) = split_organizations("Alfa Foundation (Austria)", knowledge)
    assert (mention.country, mention.slug, mention.type) == ("AT", "alfa-foundation", "ngo")


@given(st.text(alphabet="AlfaБета Ltd.,;()„“\n•- and", max_size=60))
def test_spans(knowledge: OrganizationKnowledge, text: str) -> None:
    for found in (split_organizations(text, knowledge), find_organizations(text, knowledge)):
        assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
        assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("German Red Cross", "de", "German Red Cross"),
        ("Deutsches Rotes Kreuz", "en", "Deutsches Rotes Kreuz"),
        ("FUNDACJA SZKOLA Z KLASA", "en", "Fundacja Szkola z Klasa"),
        ("DRK", "de", "Deutsches Rotes Kreuz"),
        ("DRK", "fi", "German Red Cross"),
    ],
)
def test_a_registered_name_stays_as_it_is_written(
    knowledge: OrganizationKnowledge, text: str, language: str, name: str
) -> None:
    found = split_organizations(text, knowledge, language)
    assert [(mention.name, mention.registered) for mention in found] == [(name, True)]


def test_two_districts_may_share_the_word_for_what_they_are(knowledge: OrganizationKnowledge) -> None:
    text = "Vitosha and Oborishte Municipal District helped."
    found = find_organizations(text, knowledge, "en")
    assert [(mention.slug, text[mention.start : mention.end]) for mention in found] == [
        ("vitosha-municipal-district", "Vitosha"),
        ("oborishte-municipal-district", "Oborishte Municipal District"),
    ]
    assert len(find_organizations("Friends and Oborishte Municipal District", knowledge, "en")) == 1


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("تدير جمعية الأمل الجديد البرنامج مع بلدية صور.", "ar", ["جمعية الأمل الجديد", "بلدية صور"]),
        ("De som deltog kom via Hyresgästföreningen.", "sv", ["Hyresgästföreningen"]),
        ("Hyresgästföreningen var med.", "sv", []),
        ("Projeyi Umut Derneği'nin ekibi yürüttü.", "tr", ["Umut Derneği"]),
        ("Pri tem pomaga Mestna občina Celje.", "sl", ["Mestna občina Celje"]),
        ("It is run by the Health and Welfare Agency.", "en", ["Health and Welfare Agency"]),
        (
            "Collaborano la Camera di Commercio e l'Università di Pavia.",
            "it",
            ["Camera di Commercio", "Università di Pavia"],
        ),
        ("It brings immigrants and Bulgarian society together.", "en", []),
    ],
)
def test_names_by_their_form(
    knowledge: OrganizationKnowledge, text: str, language: str, names: list[str]
) -> None:
    assert [mention.name for mention in find_organizations(text, knowledge, language)] == names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Sodelujejo z društvom in Zavod Alfa.", "sl", ["Zavod Alfa"]),
        (
            "Robili to z Fundacją Jasny Brzeg i Politechniką Lubelską.",
            "pl",
            ["Fundacja Jasny Brzeg", "Politechnika Lubelska"],
        ),
        (
            "Pracovali s Jihočeskou univerzitou a Charitou Ostrava.",
            "cs",
            ["Jihočeská univerzita", "Charita Ostrava"],
        ),
        (
            "Az Alfa Szeretetszolgálattal és a Béta Alapítvánnyal dolgoztak.",
            "hu",
            ["Alfa Szeretetszolgálat", "Béta Alapítvány"],
        ),
        ("Med stöd av Stiftelsen Alfa i Umeå.", "sv", ["Stiftelsen Alfa"]),
    ],
)
def test_inflected_names_in_a_row(
    knowledge: OrganizationKnowledge, text: str, language: str, names: list[str]
) -> None:
    assert [mention.name for mention in find_organizations(text, knowledge, language)] == names
