"""Who judged a practice as researchers of a body, who handed it in behind a position, and programmes beside their payers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


def values(text: str, language: str, field: str) -> list[object]:
    document = replace(read_text(f"12\n\n{text}\n".encode(), name="a.txt"), language=language)
    return [fact.value for fact in map_document(document, Knowledge.load()).facts if fact.field == field]


@pytest.mark.parametrize(
    ("language", "text", "evaluator"),
    [
        (
            "it",
            "Ricercatori dell'Università di Tartu hanno intervistato 160 partecipanti.",
            "Università di Tartu",
        ),
        ("ru", "Исследователи Тартуского университета опросили 160 участников.", "Тартуский университет"),
        ("uk", "Дослідники Тартуського університету опитали 160 учасників.", "Тартуський університет"),
        ("en", "Researchers of the University of Tartu interviewed 160 participants.", "University of Tartu"),
        (
            "en",
            "Sociologists from the University of Tartu interviewed 160 participants.",
            "University of Tartu",
        ),
        ("de", "Soziologinnen der Universität Tartu befragten 160 Teilnehmende.", "Universität Tartu"),
        ("pl", "Naukowcy z Uniwersytetu w Tartu przepytali 160 uczestników.", "Uniwersytet w Tartu"),
        ("hu", "A Tartui Egyetem kutatói 160 résztvevőt kérdeztek meg.", "Tartui Egyetem"),
        ("fi", "Tarton yliopiston tutkijat haastattelivat 160 osallistujaa.", "Tarton yliopisto"),
        ("tr", "Tartu Üniversitesi araştırmacıları 160 katılımcıyla görüştü.", "Tartu Üniversitesi"),
        (
            "ro",
            "Cercetători ai Universității din Tartu au intervievat 160 de participanți.",
            "Universitatea din Tartu",
        ),
        (
            "nl",
            "Onderzoekers van de Universiteit van Tartu spraken met 160 deelnemers.",
            "Universiteit van Tartu",
        ),
        ("sv", "Forskare vid Tartu universitet intervjuade 160 deltagare.", "Tartu universitet"),
        ("da", "Forskere ved Tartu Universitet interviewede 160 deltagere.", "Tartu Universitet"),
    ],
)
def test_those_who_asked_participants_are_of_the_body_that_judged(
    language: str, text: str, evaluator: str
) -> None:
    assert values(text, language, "evaluator") == [evaluator]
    assert values(text, language, "partner") == []


@pytest.mark.parametrize(
    ("language", "text", "reporter"),
    [
        ("hu", "Beküldő: Kiss Anna, integrációs referens, Debrecen Megyei Jogú Város Önkormányzata", "Debrecen Megyei Jogú Város Önkormányzata"),
        ("en", "Submitted by: Anna Smith, integration officer, City of Leeds", "City of Leeds"),
        ("fr", "Auteur de la fiche : Marie Dupont, chargée de mission, Ville de Namur", "Ville de Namur"),
        ("en", "Submitted by: City of Leeds, Adult Services", "City of Leeds, Adult Services"),
    ],
)  # fmt: skip
def test_a_body_stands_behind_the_position_of_who_handed_in(language: str, text: str, reporter: str) -> None:
    assert values(text, language, "reporter") == [reporter]


@pytest.mark.parametrize(
    ("language", "text", "programme", "funder"),
    [
        ("cs", "Zdroj financí: Ministerstvo vnitra ČR, dotační program Obce v integraci", "dotační program Obce v integraci", "Ministerstvo vnitra ČR"),
        ("hu", "Finanszírozás: Belügyminisztérium, Hidak program", "Hidak program", "Belügyminisztérium"),
        ("en", "Funding: City of Leeds, Bridges programme", "Bridges programme", "City of Leeds"),
        ("tr", "Finansman: İçişleri Bakanlığı, Köprüler programı", "Köprüler programı", "İçişleri Bakanlığı"),
    ],
)  # fmt: skip
def test_the_word_for_a_programme_may_end_its_name(
    language: str, text: str, programme: str, funder: str
) -> None:
    assert values(text, language, "fundingProgramme") == [programme]
    assert values(text, language, "funder") == [funder]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project First Year, which has helped refugees settle in Narva since May 2022, held its conference."),
        ("de", "Das Projekt „Erstes Jahr“, das seit Mai 2022 Geflüchteten in Narva hilft, hielt seine Konferenz."),
    ],
)  # fmt: skip
def test_a_project_has_run_since_a_time_though_a_meeting_is_told_of(language: str, text: str) -> None:
    assert values(text, language, "start") == ["2022-05"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "Punto debole: senza patente e senza auto, in inverno non si arriva al lavoro."),
        ("en", "Weak point: without a licence and a car nobody gets to work in winter."),
        ("pl", "Słabe strony: bez samochodu zimą nikt nie dojedzie do pracy."),
        ("ru", "Слабое место: зимой без машины до работы не добраться."),
    ],
)
def test_a_weak_point_is_a_challenge(language: str, text: str) -> None:
    assert len(values(text, language, "challenge")) == 1


@pytest.mark.parametrize(
    ("language", "text", "authority"),
    [
        ("sv", "Finansiär: Europeiska socialfonden via NTM-centralen i Österbotten", "NTM-centralen i Österbotten"),
        ("en", "Funder: European Social Fund via the Welsh Government", "Welsh Government"),
        ("de", "Mittelgeber: Asyl-, Migrations- und Integrationsfonds über das Bundesamt für Migration und Flüchtlinge", "Bundesamt für Migration und Flüchtlinge"),
        ("fr", "Financeur : Fonds social européen via la Région Bretagne", "Région Bretagne"),
    ],
)  # fmt: skip
def test_a_fund_pays_by_way_of_who_passes_its_money_on(language: str, text: str, authority: str) -> None:
    assert values(text, language, "managingAuthority") == [authority]
    assert len(values(text, language, "fundingProgramme")) == 1
    assert values(text, language, "funder") == []


def test_who_stands_behind_a_comma_pays_too() -> None:
    assert values("Funder: Kamprad Foundation, City of Leeds", "en", "managingAuthority") == []
    assert values("Funder: Kamprad Foundation, City of Leeds", "en", "funder") == [
        "Kamprad Foundation",
        "City of Leeds",
    ]
