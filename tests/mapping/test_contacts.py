from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.contacts import ContactKnowledge, find_persons
from practicegraph.mapping.mail_addresses import find_emails
from practicegraph.mapping.phones import find_phones

PHONES = [
    ("Çözüm Merkezi 444 27 00", "TR", [("444 27 00", None, True)]),
    ("Y-tunnus: 0206999-4", "FI", []),
    ("hotline for migrants: 02/ 111 22 33.", "BG", [("02/ 111 22 33", "+35921112233", True)]),
    ("our special hotline: +359 2 111 22 44", None, [("+359 2 111 22 44", "+35921112244", True)]),
    ("Tel.: +46 (0)63-14 30 00", None, [("+46 (0)63-14 30 00", "+4663143000", False)]),
    ("Telefon 063-14 30 00", "SE", [("063-14 30 00", "+4663143000", False)]),
    ("тел. 02 981 23 45", "BG", [("02 981 23 45", "+35929812345", False)]),
    ("Гореща линия 0800 11 466", "BG", [("0800 11 466", "+35980011466", True)]),
    ("Infoline: 0043 1 4000 8000", None, [("0043 1 4000 8000", "+43140008000", True)]),
    ("Hilfetelefon 116 016", "DE", [("116 016", None, True)]),
    ("tel 06 69920 111", "IT", [("06 69920 111", "+390669920111", False)]),
    ("Teléfono: 91 234 56 78", "ES", [("91 234 56 78", "+34912345678", False)]),
    ("Tél : 01 40 11 22 33", "FR", [("01 40 11 22 33", "+33140112233", False)]),
    ("τηλ. 210 3245678", "GR", [("210 3245678", "+302103245678", False)]),
    ("Tel: 06 1 234 5678", "HU", [("06 1 234 5678", "+3612345678", False)]),
    ("Telefon: +36-1-234-5678", None, [("+36-1-234-5678", "+3612345678", False)]),
    ("telefon zaufania 116 123", None, [("116 123", None, True)]),
    ("горячая линия: 8 800 100 20 30", "RU", [("8 800 100 20 30", "+78001002030", True)]),
    ("Call 112", None, [("112", None, False)]),
    ("Τηλ. επικοινωνίας: 22613 50210", "GR", [("22613 50210", "+302261350210", False)]),
    ("Escríbenos o llama al 976 11 22 58", "ES", [("976 11 22 58", "+34976112258", False)]),
    ("Bel 030 231 90 44 (ma t/m do)", "NL", [("030 231 90 44", "+31302319044", False)]),
    ("Ana | a@b.example | 283 111 412", "PT", [("283 111 412", "+351283111412", False)]),
    ("Ana | a@b.example | 283 111 412", "DE", []),
    ("a@b.example, 283 111 412 euros", "PT", []),
    ("GET HELP NOW 204-555-0148", "CA", [("204-555-0148", "+12045550148", False)]),
    ("GET HELP NOW 204-555-0148", "SE", []),
    ("Call 2019 a year of meeting", None, []),
    ("(02) 981 2345", "BG", [("(02) 981 2345", "+35929812345", False)]),
    ("between 01.02.2011 and 20.06.2011", "BG", []),
    ("2011-2013", None, []),
    ("SEK 52,488,508 and 52 488 508 kr", "SE", []),
    ("1 234 567 persons", None, []),
    ("2007/435/EC and 101038491", None, []),
    ("agreement BG65AMNP001-1.003", None, []),
    ("05/2016 - 06/2018", "BG", []),
    ("0.98 and 0,75 %", None, []),
]
EMAILS = [
    ("write to anna.berg@example.org.", ["anna.berg@example.org"]),
    ("e-mail:info@мвр.bg", ["info@мвр.bg"]),
    ("anna (at) example (dot) org", ["anna@example.org"]),
    ("anna[at]example.org", ["anna@example.org"]),
    ("we met @ noon in the city", []),
    ("looked at that. And then", []),
    ("a@b.se, c_d@e-f.co.uk", ["a@b.se", "c_d@e-f.co.uk"]),
]
PERSONS = [
    ("Mr. Ivan Petrov spoke", False, ["Ivan Petrov"]),
    ("thanks to Ms Anna-Maria van der Berg and others", False, ["Anna-Maria van der Berg"]),
    ("г-жа Мария Иванова откри срещата", False, ["Мария Иванова"]),
    ("Herr Jürgen Müller leitet", False, ["Jürgen Müller"]),
    ("Mme Chloé Durand est venue", False, ["Chloé Durand"]),
    ("Contact person: Elena Georgieva", False, ["Elena Georgieva"]),
    ("Kontaktperson - Åsa Öberg", False, ["Åsa Öberg"]),
    ("said Elena Georgieva, project manager of it", False, ["Elena Georgieva"]),
    ("κ. Γιώργος Παπαδόπουλος", False, ["Γιώργος Παπαδόπουλος"]),
    ("Anna Berg\nProject Coordinator\nRed Cross", True, ["Anna Berg"]),
    ("Dr. Anna Berg, Executive Director", True, ["Anna Berg"]),
    ("Ms Anna Berg är här", False, ["Anna Berg"]),
    ("السيدة ليلى حداد", False, ["ليلى حداد"]),
    ("Contact: Ministry of Labour", False, []),
    ("Contact: Bulgarian Red Cross", False, []),
    ("Frau Katrin Wiegand وسامر الخطيب – Hermannstraße 6", True, ["Katrin Wiegand", "سامر الخطيب"]),
    ("Executive Director", True, []),
    ("Municipality of Sofia", True, []),
    ("The Red Cross, director", False, []),
    ("info@example.org", True, []),
]


@pytest.fixture(scope="module")
def knowledge() -> ContactKnowledge:
    return ContactKnowledge.load()


@pytest.mark.parametrize(("text", "country", "expected"), PHONES)
def test_phones(knowledge: ContactKnowledge, text: str, country: str, expected: list[object]) -> None:
    found = find_phones(text, knowledge.phones, country)
    assert [(mention.written, mention.e164, mention.service) for mention in found] == expected
    assert all(text[mention.start : mention.end] == mention.written for mention in found)


@pytest.mark.parametrize(("text", "expected"), EMAILS)
def test_emails(knowledge: ContactKnowledge, text: str, expected: list[str]) -> None:
    assert [mention.address for mention in find_emails(text, knowledge.mail)] == expected


@pytest.mark.parametrize(("text", "in_field", "expected"), PERSONS)
def test_persons(knowledge: ContactKnowledge, text: str, in_field: bool, expected: list[str]) -> None:
    found = find_persons(text, knowledge, in_field=in_field)
    assert [mention.name for mention in found] == expected
    assert all(text[mention.start : mention.end] == mention.name for mention in found)


@given(st.text(alphabet="+0123456789 ()/-.,tel:\nMr Ab@", max_size=60))
def test_spans_are_valid_whatever_the_text(knowledge: ContactKnowledge, text: str) -> None:
    for found in (
        find_phones(text, knowledge.phones, "BG"),
        find_emails(text, knowledge.mail),
        find_persons(text, knowledge),
    ):
        end = 0
        for mention in found:
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end
