"""Organisations in lists and what is of a name: names that no word tells, kinds in the plural, branches, foreign articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.fact import ROLE_FIELDS, Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.organization_lists import split_organizations
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def roles(text: str, language: str) -> set[tuple[str, str]]:
    document = replace(read_text(f"12\n\n{text}".encode(), name="a.txt"), language=language)
    return {
        (fact.field, str(fact.value))
        for fact in map_document(document, KNOWLEDGE).facts
        if fact.field in ROLE_FIELDS and fact.basis is not Basis.MISSING
    }


@pytest.mark.parametrize(
    ("language", "text", "partners"),
    [
        ("en", "Partners are Wisbech College, Ferry Meadows Kitchen and Green Quay Peterborough.", {"Wisbech College", "Ferry Meadows Kitchen", "Green Quay Peterborough"}),
        ("en", "Fernhill Museum, Green Quay Peterborough and Ferry Meadows Kitchen are partners.", {"Fernhill Museum", "Green Quay Peterborough", "Ferry Meadows Kitchen"}),
        ("en", "Partners are CAW Meetjesland, the owners' association Huis Meetjesland and Werk Vlaanderen.", {"CAW Meetjesland", "Huis Meetjesland", "Werk Vlaanderen"}),
        ("fr", "Les partenaires sont le lycée agricole de Dax, Horizons Landais et Cuisine Partagée Mont-de-Marsan.", {"lycée agricole de Dax", "Horizons Landais", "Cuisine Partagée Mont-de-Marsan"}),
        ("es", "Son socios el Ayuntamiento de Lugo, Mesa Abierta Galicia y Puentes del Miño.", {"Ayuntamiento de Lugo", "Mesa Abierta Galicia", "Puentes del Miño"}),
        ("es", "La coordinación correspondió a la Asociación Puerta Sur, que contó como socias con la Cooperativa Telar y con el Centro Jurídico Alhamar.", {"Cooperativa Telar", "Centro Jurídico Alhamar"}),
        ("it", "Partner sono il Comune di Udine, Casa Futura Friuli e Mani Aperte Gorizia.", {"Comune di Udine", "Casa Futura Friuli", "Mani Aperte Gorizia"}),
        ("pt", "São parceiros a Câmara Municipal de Tavira, Mesa Comum Algarve e Portas Abertas Olhão.", {"Câmara Municipal de Tavira", "Mesa Comum Algarve", "Portas Abertas Olhão"}),
        ("nl", "Partners zijn de gemeente Assen, Werkplaats Drenthe en Samen Wonen Noord.", {"gemeente Assen", "Werkplaats Drenthe", "Samen Wonen Noord"}),
        ("sv", "Samarbetspartner är Falu kommun, Matverket Dalarna och Gröna Händer Borlänge.", {"Falu kommun", "Matverket Dalarna", "Gröna Händer Borlänge"}),
        ("da", "Sprogskolen Vest, Kompas Horsens og Grønt Byggeri Østjylland er samarbejdspartnere.", {"Sprogskolen Vest", "Kompas Horsens", "Grønt Byggeri Østjylland"}),
        ("no", "Samarbeidspartnere er Hamar kommune, Kjøkkenet Innlandet og Grønne Hender Elverum.", {"Hamar kommune", "Kjøkkenet Innlandet", "Grønne Hender Elverum"}),
        ("de", "Die Stadtbibliothek Emden, Kompass Friesland und Werkstatt Nord sind Kooperationspartner.", {"Stadtbibliothek Emden", "Kompass Friesland", "Werkstatt Nord"}),
        ("pl", "Partnerami są Gmina Ełk, Kuchnia Społeczna Mazury i Zielone Ręce Olsztyn.", {"Gmina Ełk", "Kuchnia Społeczna Mazury", "Zielone Ręce Olsztyn"}),
        ("cs", "Partnery jsou Město Tábor, Kuchyně Jihočeská a Zelené Ruce Písek.", {"Město Tábor", "Kuchyně Jihočeská", "Zelené Ruce Písek"}),
        ("ro", "Partenerii sunt Primăria Bistrița, Bucătăria Deschisă Cluj și Mâini Verzi Dej.", {"Primăria Bistrița", "Bucătăria Deschisă Cluj", "Mâini Verzi Dej"}),
    ],
)  # fmt: skip
def test_names_beside_an_organisation_in_a_list(language: str, text: str, partners: set[str]) -> None:
    assert {name for role, name in roles(text, language) if role == "partner"} == partners


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The garden is run by the charities Green Shoots and Ashfield.", {"Green Shoots", "Ashfield"}),
        ("de", "Getragen wird das Projekt von den Vereinen Brücke und Neue Ufer.", {"Brücke", "Neue Ufer"}),
        ("fr", "Le projet est porté par les associations Passerelle et Nouveaux Rivages.", {"Passerelle", "Nouveaux Rivages"}),
        ("sv", "Projektet drivs av föreningarna Bron och Nya Stigar.", {"Bron", "Nya Stigar"}),
        ("nl", "Het project wordt uitgevoerd door de stichtingen Brug, Zilt en Nieuwe Oever.", {"Brug", "Zilt", "Nieuwe Oever"}),
        ("fi", "Hanketta toteuttavat yhdistykset Silta ja Uusi Ranta.", {"Silta", "Uusi Ranta"}),
        ("ro", "Proiectul este derulat de asociațiile Podul și Maluri Noi.", {"Podul", "Maluri Noi"}),
        ("en", "The garden is run by charities in Leeds and Bradford.", set()),
    ],
)  # fmt: skip
def test_names_behind_their_kind_in_the_plural(language: str, text: str, told: set[str]) -> None:
    assert {name for role, name in roles(text, language) if role in ("implementer", "lead")} == told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project is supported by the Ministry of Labour, Family Affairs and Social Policy."),
        (
            "ro",
            "Este finanțat de Ministerul Muncii – Direcția Fonduri, ca Autoritate Responsabilă, și de donatori.",
        ),
        ("en", "It is run by the Alder Trust in Leeds, North Yorkshire and Greater Manchester."),
    ],
)
def test_what_a_list_goes_on_with_is_not_always_a_name(language: str, text: str) -> None:
    names = {name for _, name in roles(text, language)}
    assert not names & {"Family Affairs", "Social Policy", "Autoritate Responsabilă", "North Yorkshire", "Greater Manchester"}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "value", "names"),
    [
        ("no", "NAV Larvik, Fretun Øst-Norge og Larvik videregående skole", ["NAV Larvik", "Fretun Øst-Norge", "Larvik videregående skole"]),
        ("en", "Leeds City Council, Harbour Hands and Northgate College", ["Leeds City Council", "Harbour Hands", "Northgate College"]),
        ("en", "Ministry of Education, Culture and Sport", ["Ministry of Education, Culture and Sport"]),
        ("de", "Hochschule für Technik, Wirtschaft und Kultur Leipzig", ["Hochschule für Technik, Wirtschaft und Kultur Leipzig"]),
        ("de", "Caritas, Diözese Graz", ["Caritas, Diözese Graz"]),
        ("de", "Arbeiterwohlfahrt, Kreisverband Emden e. V.", ["Arbeiterwohlfahrt, Kreisverband Emden e. V."]),
        ("es", "Cruz Roja Española, Asamblea Provincial de Lugo", ["Cruz Roja Española, Asamblea Provincial de Lugo"]),
        ("it", "Croce Rossa Italiana, Comitato di Lecce", ["Croce Rossa Italiana, Comitato di Lecce"]),
        ("cs", "Český červený kříž, oblastní spolek Tábor", ["Český červený kříž, oblastní spolek Tábor"]),
        ("hr", "Hrvatski zavod za zapošljavanje, Područni ured Osijek", ["Hrvatski zavod za zapošljavanje, Područni ured Osijek"]),
        ("sv", "Malmö stad, Arbetsmarknads- och socialförvaltningen", ["Malmö stad, Arbetsmarknads- och socialförvaltningen"]),
        ("hu", "Magyar Vöröskereszt, Szegedi Területi Szervezet", ["Magyar Vöröskereszt, Szegedi Területi Szervezet"]),
        ("uk", "Червоний Хрест України, Одеська обласна організація", ["Червоний Хрест України, Одеська обласна організація"]),
        ("fi", "Suomen Punainen Risti, Turun osasto", ["Suomen Punainen Risti, Turun osasto"]),
        ("en", "European Union, DG REFORM", ["European Union, DG REFORM"]),
        ("en", "City of Graz, Caritas Graz", ["City of Graz", "Caritas Graz"]),
        ("pt", "Câmara Municipal de Almada, Instituto Politécnico de Setúbal", ["Câmara Municipal de Almada", "Instituto Politécnico de Setúbal"]),
        ("hu", "Győri Szakképzési Centrum, ELTE Pedagógiai Kar", ["Győri Szakképzési Centrum", "ELTE Pedagógiai Kar"]),
    ],
)  # fmt: skip
def test_lists_and_branches_in_values(language: str, value: str, names: list[str]) -> None:
    found = split_organizations(value, KNOWLEDGE.organizations, language)
    assert [mention.name for mention in found] == names


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The project was evaluated by De Ashby University in 2019.", {("evaluator", "De Ashby University")}),
        ("en", "The kitchen is run by Les Amis Society.", {("implementer", "Les Amis Society")}),
        ("en", "The kitchen is run by The Alder Trust.", {("implementer", "Alder Trust")}),
        ("it", "La cucina è gestita da El Comedor Onlus.", {("implementer", "El Comedor Onlus")}),
        ("de", "Die Hochschule Emmen/Leer begleitet das Projekt wissenschaftlich.", {("evaluator", "Hochschule Emmen/Leer")}),
        ("es", "El taller lo gestiona el Ayuntamiento de Gijón/Xixón.", {("implementer", "Ayuntamiento de Gijón/Xixón")}),
        ("pl", "Zadanie „Pomocnik w każdej szkole” realizuje Fundacja Olcha.", {("implementer", "Fundacja Olcha")}),
        ("cs", "Projekt „Pomocník v každé škole“ realizuje Nadace Olše.", {("implementer", "Nadace Olše")}),
        ("pl", "Klub prowadzi Spółdzielnia „Olcha”.", {("implementer", "Spółdzielnia „Olcha”")}),
        ("no", "Kurset drives av Fjordby frivilligsentral.", {("implementer", "Fjordby frivilligsentral")}),
        ("pl", "Klub prowadzi Koło Gospodyń Wiejskich Olszyna.", {("implementer", "Koło Gospodyń Wiejskich Olszyna")}),
    ],
)  # fmt: skip
def test_where_names_begin_and_what_is_none(language: str, text: str, told: set[tuple[str, str]]) -> None:
    assert roles(text, language) == told


@pytest.mark.parametrize(
    ("label", "items"),
    [
        ("Objectives:", ("teach parents the language", "find work for them", "bring neighbours together")),
        ("Ziele:", ("Eltern Deutsch beibringen", "Arbeit für sie finden", "Nachbarn zusammenbringen")),
        (
            "Objectifs :",
            ("apprendre le français aux parents", "leur trouver un travail", "réunir les voisins"),
        ),
    ],
)
def test_a_third_item_is_no_copyright_note(label: str, items: tuple[str, ...]) -> None:
    text = "\n\n".join(
        ["Tea House", label, *(f"({sign}) {item}" for sign, item in zip("abc", items, strict=True))]
    )
    facts = map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE).facts
    assert [fact.exact.split(") ")[-1] for fact in facts if fact.field == "objective"] == list(items)


@pytest.mark.parametrize(
    ("language", "text", "partners"),
    [
        ("cs", "Partneři: Most pro lidi z.s., Domov pod Kunětickou horou", ["Most pro lidi z.s.", "Domov pod Kunětickou horou"]),
        (
            "it",
            "Altri soggetti coinvolti: Unione dei Comuni dell'Alta Maira, Agricoltori Associati Cuneo",
            ["Unione dei Comuni dell'Alta Maira", "Agricoltori Associati Cuneo"],
        ),
        ("de", "Partner: Kulturwerk Süd gGmbH, Zweite Heimat", ["Kulturwerk Süd gGmbH", "Zweite Heimat"]),
        ("en", "Partners: Ministry of Education, Culture and Sport", ["Ministry of Education, Culture and Sport"]),
        ("en", "Partner: Bridge Trust, Leeds branch", ["Bridge Trust, Leeds branch"]),
        ("sk", "Partneri: Inštitút pre susedstvo, o. z., Žilina", ["Inštitút pre susedstvo, o. z."]),
    ],
)  # fmt: skip
def test_a_comma_parts_partners_of_whom_one_tells_no_kind(
    language: str, text: str, partners: list[str]
) -> None:
    document = replace(read_text(f"12\n\n{text}\n".encode(), name="a.txt"), language=language)
    found = map_document(document, KNOWLEDGE).facts
    assert [fact.value for fact in found if fact.field == "partner"] == partners


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Who paid?\nThe City of Leeds and the Kamprad Foundation.", {("funder", "City of Leeds"), ("funder", "Kamprad Foundation")}),
        ("en", "Who did you work with?\nWith the Kamprad Foundation and the local library.", {("partner", "Kamprad Foundation")}),
        ("de", "Wer hat das bezahlt?\nDie Stadt Emden und die Stiftung Nordlicht.", {("funder", "Stadt Emden"), ("funder", "Stiftung Nordlicht")}),
        ("de", "Mit wem haben Sie gearbeitet?\nMit der Volkshochschule Emden, dem Verein Brücke e.V. und der Stiftung Nordlicht.", {("partner", "Volkshochschule Emden"), ("partner", "Verein Brücke e.V."), ("partner", "Stiftung Nordlicht")}),
        ("de", "Partner\nDie Brücke e.V.\nStiftung Nordlicht", {("partner", "Die Brücke e.V."), ("partner", "Stiftung Nordlicht")}),
        ("fr", "Avec qui ?\nAvec la Ville de Dax et l'association Passerelle.", {("partner", "Ville de Dax"), ("partner", "association Passerelle")}),
        ("it", "Chi ha pagato?\nIl Comune di Udine e la Fondazione Ponte.", {("funder", "Comune di Udine"), ("funder", "Fondazione Ponte")}),
        ("it", "Con chi avete lavorato?\nCon la Fondazione Ponte e il Comune di Udine.", {("partner", "Fondazione Ponte"), ("partner", "Comune di Udine")}),
        ("es", "¿Con quién trabajáis?\nCon la Fundación Puente y el instituto Menéndez Pelayo.", {("partner", "Fundación Puente"), ("partner", "instituto Menéndez Pelayo")}),
        ("es", "¿Quién lo financia?\nEl Ayuntamiento de Lugo y la Fundación Puente.", {("funder", "Ayuntamiento de Lugo"), ("funder", "Fundación Puente")}),
        ("sv", "Vilka samarbetade ni med?\nMed Falu kommun och Stiftelsen Bryggan.", {("partner", "Falu kommun"), ("partner", "Stiftelsen Bryggan")}),
        ("nl", "Met wie werken jullie samen?\nMet de gemeente Assen en de Stichting Kanaal.", {("partner", "gemeente Assen"), ("partner", "Stichting Kanaal")}),
    ],
)  # fmt: skip
def test_answers_name_organisations_behind_small_words(
    language: str, text: str, told: set[tuple[str, str]]
) -> None:
    assert roles(text, language) == told
