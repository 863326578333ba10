"""Who can be reached: names behind words such as "contact" on lines with a number, numbers that cost nothing, addresses."""

from __future__ import annotations

from typing import Final

import pytest

from practicegraph.mapping.contacts import ContactKnowledge
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.links import find_links
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.personal import find_personal
from practicegraph.mapping.persons import begins_with_given_name
from practicegraph.mapping.phones import find_phones
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()


def names(line: str) -> list[str]:
    document = read_text(f"The kitchen is open.\n\n{line}\n".encode(), name="a.txt")
    found = find_personal(document, (), KNOWLEDGE, None)
    return [document.text[span.start : span.end] for span in found if span.kind == "name"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("For tickets contact Niamh Quillfeather on 01632 960 155.", "Niamh Quillfeather"),
        ("Ring til Bodil Tornskade, kirkekontoret, tlf. 55 01 02 03", "Bodil Tornskade"),
        ("Prihlásiť sa môžete u Zuzky Kremeňovej, 0900 123 456.", "Zuzky Kremeňovej"),
        ("Llame al 600 000 111. Le atenderá Pilar Quintanilla.", "Pilar Quintanilla"),
        ("Zgłoszenia u Renaty Kwiatek, tel. 22 000 11 22", "Renaty Kwiatek"),
        ("Contactez Solène Marchepied au 01 99 00 11 22", "Solène Marchepied"),
    ],
)
def test_names_behind_words_for_reaching_somebody(line: str, name: str) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    "line",
    [
        "For tickets contact Bridge Association on 01632 960 155.",
        "Ring til Røde Kors Esbjerg, tlf. 55 01 02 03",
        "Anmeldung bei Fragen Montag 10 Uhr, 030 000 11 22",
        "The families contact Niamh Street Hall when the heating fails.",
    ],
)
def test_bodies_and_streets_are_no_persons(line: str) -> None:
    assert names(line) == []


@pytest.mark.parametrize("name", ["Zuzky Malej", "Petrem Novákem", "Janou Bílou", "Renaty Kwiatek"])
def test_given_names_in_other_cases(name: str) -> None:
    assert begins_with_given_name(name, KNOWLEDGE.persons)


@pytest.mark.parametrize(
    ("line", "service"),
    [
        ("الرقم الأخضر (مجاني): 80 100 111", True),
        ("Zielona linia: 800 100 111", True),
        ("Telefon: 030 000 11 22", False),
    ],
)
def test_lines_that_cost_nothing_are_of_a_service(line: str, *, service: bool) -> None:
    found = find_phones(line, ContactKnowledge.load().phones, None)
    assert [phone.service for phone in found] == [service]


def test_addresses_under_the_domains_of_cities_and_of_examples() -> None:
    text = "Mehr auf brueckenhaus.koeln/kueche und kueche.example/plan, nicht aber z.B.montags."
    assert [link.iri for link in find_links(text)] == [
        "https://brueckenhaus.koeln/kueche",
        "https://kueche.example/plan",
    ]


def test_the_label_before_a_number_tells_a_service_in_a_field_of_contacts() -> None:
    text = "Kuchnia\n\nKontakt\n\nul. Lipowa 3, Elbląg\nZielona linia: 800 100 111\nTelefon: 55 000 11 22\n"
    facts = map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE).facts
    assert [fact.exact for fact in facts if fact.field == "phone"] == ["800 100 111"]


def test_a_field_of_contacts_goes_on_behind_an_address() -> None:
    text = "Kitchen\n\nContact person\n\nkitchen@bridge.example\n\nXanthe Quillfeather\n"
    document = read_text(text.encode(), name="a.txt")
    mapped = map_document(document, KNOWLEDGE)
    assert "Quillfeather" not in mapped.document.text
