"""Persons among organisations: told by their names, and organisations that are named like persons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from practicegraph.folders import folder
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.persons import PersonKnowledge, find_named_persons
from practicegraph.reading.files import read_folder
from practicegraph.reading.text import read_text

PERSONS = (
    """
Anna Lindqvist|Erik Johansson|Gunilla Åkesson|Mary O'Connor|James Whitfield|Dr Helen Marsh|Maria Petrova
Георги Стоянов|Десислава Михайлова|Мария Иванова|Sabine Krüger|Jürgen Hofmann|Hans-Peter Vogel|Katrin von Berg
Chloé Durand|Jean-Pierre Lefèvre|Françoise Moreau|LEFÈVRE Nathalie|Lucía Fernández Ortega|Javier Romero
Álvaro Núñez|Giulia Conti|Marco Bianchi|Francesca De Luca|João Carvalho|Catarina Sousa|Inês Almeida
Andrei Popescu|Mihaela Dumitrescu|Ionuț Stanciu|Ελένη Παπαδοπούλου|Γιώργος Νικολάου|Κατερίνα Ρήγα
Kovács Judit|Nagy Gábor|Szabó Erzsébet|Jana Nováková|Tomáš Dvořák|Petr Svoboda|Katarzyna Wiśniewska
Piotr Zieliński|Agnieszka Wójcik|Matjaž Kranjc|Urška Zupan|Matti Virtanen|Päivi Korhonen|Ayşe Yılmaz
Mehmet Demir|Татьяна Смирнова|Сергей Волков|Оксана Шевченко|Дмитро Бондаренко|ليلى الخطيب|محمد الأحمد
Pieter Jansen|Marieke de Vries|Mette Sørensen|Kjell Haugen|Sofia Lindström|Mohamed Haddad|Ousmane Diallo
Fatima Al-Sayed|Tesfaye Bekele|Elena G. Georgieva|J. Anna Berg|Zlatka Dimitrova|Nguyen Thi Hoa
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
ORGANIZATIONS = (
    """
Caritas|Caritas Roma|Menedék|CRESCER|Gaia|Arci Catania|Programma Integra|Save the Children|Oxfam Italia
Anna Lindh Foundation|Fondazione Giovanni Agnelli|Fundación Pablo Iglesias|Friedrich-Ebert-Stiftung
Konrad Adenauer Stiftung|Fundacja Stefana Batorego|Institut Jean Monnet|Fondation Robert Schuman
Centre Primo Levi|Centro Astalli|Associazione Don Bosco|Diakonie Wien|Cooperativa Maria Montessori
Lycée Victor Hugo|Liceul Mihai Eminescu|Школа Иван Вазов|Фондация Надя Център|Театър Стефан Киров
Universität Duisburg|Erasmus University Rotterdam|Universidad Carlos III|Masarykova univerzita
Charles University|Πανεπιστήμιο Μακεδονίας|Δήμος Αθηναίων|Melissa Network|Christian Aid|Sami Council
Stadt Dortmund|Ville de Paris|City of Victoria|Comune di Santa Lucia|Gemeinde Sankt Johann|Nova Gorica
Emma Association|Fundatia World Vision|Asociatia Novapolis|Médecins du Monde|Terre des Hommes|Oy Media Oulu
Hrvatski Crveni Križ|Crveni krst Srbije|Human Rights Watch|Ludwig Boltzmann Institut|Projekt Anna Schmidt
Street Maria Luisa|Премия Анна Ахматова|Площад Петър Берон|Club Maria Galante|Diaconia Valdese|Migrant Voice
Paul Partnership|Victoria Housing|Rosa Kollektiv|UNHCR Sweden|IOM Bulgaria|MPG Brussels|Türk Kızılay|جامعة محمد الخامس|منظمة خالد|Welcome Home|People for Change
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.fixture(scope="module")
def knowledge() -> PersonKnowledge:
    return Knowledge.load().persons


def test_the_lists_are_long_enough_to_tell_something():
    assert len(PERSONS) >= 60
    assert len(ORGANIZATIONS) >= 60


@pytest.mark.parametrize("name", PERSONS)
def test_a_person_in_a_list_of_organisations_is_found(knowledge: PersonKnowledge, name: str):
    text = f"UNHCR Sweden, {name}, City of Wels"
    found = find_named_persons(text, knowledge, in_list=True)
    assert [mention.name for mention in found] == [name.removeprefix("Dr ")]


@pytest.mark.parametrize("name", ORGANIZATIONS)
def test_an_organisation_named_like_a_person_is_none(knowledge: PersonKnowledge, name: str):
    assert not find_named_persons(f"UNHCR Sweden, {name}, City of Wels", knowledge, in_list=True)
    assert not find_named_persons(f"The work of {name} began.", knowledge)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hall was full, said Mary Whitfield of the club.", ["Mary Whitfield"]),
        ("За нея говори Десислава Михайлова пред децата.", ["Десислава Михайлова"]),
        ("Координаторка центру Оксана Шевченко відповіла.", ["Оксана Шевченко"]),
        ("Als Projektleiterin wirkt Sabine Krüger mit.", ["Sabine Krüger"]),
        ("The Mary Whitfield programme began.", []),
        ("Die Anna-Schmidt-Schule liegt am Fluss.", []),
        ('The club "Mary Whitfield" began.', []),
        ("Sofia Development began in May.", []),
        ("In Jordan River valley; Florence Nightingale Street.", []),
    ],
)
def test_persons_in_running_text(knowledge: PersonKnowledge, text: str, expected: list[str]):
    assert [mention.name for mention in find_named_persons(text, knowledge)] == expected


def test_a_person_among_partners_is_masked_and_kept_apart():
    text = "Tea\n\nPartners: Caritas (Austria), Gaia Rossi (Italy), City of Wels (Austria)\n"
    mapped = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load())
    assert "Gaia" not in mapped.document.text
    assert [fact.value for fact in mapped.personal] == ["Gaia Rossi"]
    partners = [fact.value for fact in mapped.facts if fact.field == "partner"]
    assert partners == ["Caritas", "City of Wels"]


def test_no_person_read_by_hand_stays_in_a_text(shared: Path):
    facts = (shared / "corpus" / "facts.yaml").read_text(encoding="utf-8")
    marked = re.findall(r"- name: (.+)\n(?:(?! *- ).*\n)*? +personal: true", facts)
    listed = re.findall(r"personal:\n((?: +- .+\n)+)", facts)
    names = {*marked, *(line.strip(" -") for lines in listed for line in lines.splitlines())}
    names = {name.strip("\"' ") for name in names if re.fullmatch(r"[\w'’ .-]+", name.strip("\"' "))}
    assert len(names) >= 4
    knowledge = Knowledge.load()
    for document in read_folder(
        [shared / "seeds", shared / "corpus" / "documents", folder("data", "documents")]
    ):
        text = map_document(document, knowledge).document.text
        assert not [name for name in names if name in text], document.name


@pytest.mark.parametrize(
    "text",
    [
        "The project helps refugees in Ghent.\nSubmitted by\nGoedele Vermeulen\nCity of Ghent\n",
        "Die Idee hilft Geflüchteten.\nEingereicht von\nWolfhild Ahrensmeier\nStadt Kassel\n",
    ],
)
def test_who_handed_a_practice_in_for_a_body_is_masked(text: str) -> None:
    mapped = map_document(read_text(text.encode(), name="one.txt"), Knowledge.load())
    person = text.splitlines()[2]
    assert person not in mapped.document.text
    assert all(person not in str(fact.value) for fact in mapped.facts)


def test_a_body_over_another_is_not_masked() -> None:
    text = "The project helps refugees in Sofia.\nSubmitted by\nMulti Kulti Collective\nCity of Sofia\n"
    facts = map_document(read_text(text.encode(), name="one.txt"), Knowledge.load()).facts
    assert {fact.value for fact in facts if fact.field == "reporter"} == {
        "Multi Kulti Collective",
        "City of Sofia",
    }


BODIES = (
    "Contact: Wydział Rozwoju Społecznego UM w Gdańsku, ul. Kartuska 5",
    "ROMÂNIA\nJUDEȚUL MARAMUREȘ\nMUNICIPIUL BAIA MARE\nPRIMAR",
    "TEA IN THE YARD\nRun by: Town of Leeds\nPeriod: 2015-2017",
    "Envie de donner un vélo ? Le Rayon Vert, 071 77 04 19",
)


@pytest.mark.parametrize("text", BODIES)
def test_a_body_beside_a_number_or_an_office_is_no_person(text: str) -> None:
    mapped = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load())
    assert not [fact.value for fact in mapped.personal if dict(fact.details)["kind"] == "name"]
