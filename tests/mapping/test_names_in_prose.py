"""Names of organisations in running text, with what belongs to them, and who stands beside whom in a sentence."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.organizations import find_organizations
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def told(text: str, language: str, role: str) -> list[str]:
    document = read_text(f"12\n\n{text}".encode(), name="a.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return sorted(str(fact.value) for fact in facts if fact.field == role and fact.value is not None)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("pl", "razem z Zespołem Szkół Gastronomicznych nr 3.", ["Zespół Szkół Gastronomicznych nr 3"]),
        ("cs", "Nadace Severní brána přispěla.", ["Nadace Severní brána"]),
        ("bg", "с Националното сдружение на общините.", ["Национално сдружение на общините"]),
        ("hr", "u partnerstvu s Centrom za kulturu dijaloga.", ["Centar za kulturu dijaloga"]),
        ("ar", "توفر بلدية إربد القاعات مجانا.", ["بلدية إربد"]),
        ("ar", "تنفذه وزارة التنمية الاجتماعية.", ["وزارة التنمية الاجتماعية"]),
        ("pl", "w Gimnazjum nr 3 000 osób", []),
    ],
)
def test_a_name_has_all_its_words(language: str, text: str, names: list[str]) -> None:
    found = find_organizations(text, KNOWLEDGE.organizations, language)
    assert [mention.name for mention in found] == names


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "hu",
            "A Kikötő Alapítvány a projektet a Pécsi Tudományegyetemmel és a Baptista Szeretetszolgálattal együtt valósítja meg.",
            ["Baptista Szeretetszolgálat", "Pécsi Tudományegyetem"],
        ),
        (
            "tr",
            "Liman Vakfı projeyi Mersin Belediyesi ve Mersin Üniversitesi ile birlikte yürütüyor.",
            ["Mersin Belediyesi", "Mersin Üniversitesi"],
        ),
        (
            "sl",
            "Fundacija Pristan izvaja projekt skupaj z Mestno občino Celje in Univerzo v Mariboru.",
            ["Mestna občina Celje", "Univerza v Mariboru"],
        ),
        ("ro", "Fundația Portul lucrează împreună cu Asociația Punți peste Lăpuș.", ["Asociația Punți peste Lăpuș"]),
        ("tr", "Gaziantep Belediyesi ile Türk Kızılayı da projede yer alıyor.", ["Gaziantep Belediyesi", "Türk Kızılayı"]),
    ],
)  # fmt: skip
def test_an_object_parts_names_and_a_conjunction_joins_them(
    language: str, text: str, names: list[str]
) -> None:
    assert told(text, language, "partner") == names


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Red Cross Bergen trains the volunteers while the City of Bergen runs the scheme.", ["Red Cross Bergen"]),
        (
            "en",
            "The lessons are given by teachers of Hull College, and the Harbour Trust runs the scheme.",
            ["Hull College"],
        ),
        ("en", "The main stakeholders are Leeds Library and Hull College.", ["Hull College", "Leeds Library"]),
        ("fr", "Les cours de français sont dispensés par l'Université de Nantes.", ["Université de Nantes"]),
        ("es", "Las clases las imparte la Universidad de Oviedo.", ["Universidad de Oviedo"]),
        ("pt", "A Universidade do Minho forma os voluntários.", ["Universidade do Minho"]),
        ("el", "Το Πανεπιστήμιο Θεσσαλίας εκπαιδεύει τους εθελοντές.", ["Πανεπιστήμιο Θεσσαλίας"]),
        ("hu", "A Pécsi Tudományegyetem hallgatói önkéntesként segítenek.", ["Pécsi Tudományegyetem"]),
        ("tr", "Eğitimleri Fırat Dayanışma Derneği verdi.", ["Fırat Dayanışma Derneği"]),
        ("nl", "De lessen worden gegeven door Hogeschool Windesheim.", ["Hogeschool Windesheim"]),
        ("fr", "Des étudiants de l'Université de Nantes aident aux devoirs.", ["Université de Nantes"]),
        ("it", "Le famiglie sono segnalate dalla Caritas diocesana di Lecce.", ["Caritas diocesana di Lecce"]),
        ("en", "We ran 14 classes a week with Hull College.", ["Hull College"]),
        ("en", "The Harbour Trust was founded by volunteers of Hull College.", []),
        ("en", "Volunteers are trained at Hull College.", []),
    ],
)  # fmt: skip
def test_who_teaches_or_trains_the_volunteers_is_a_partner(
    language: str, text: str, names: list[str]
) -> None:
    assert told(text, language, "partner") == names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "An assessment by the University of Hull found that most stayed in work.",
            "University of Hull",
        ),
        ("de", "Die Begleitforschung liegt bei der Universität Kiel.", "Universität Kiel"),
    ],
)
def test_who_assesses_is_the_evaluator(language: str, text: str, name: str) -> None:
    assert told(text, language, "evaluator") == [name]
