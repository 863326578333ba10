"""Kinds of documents."""

from __future__ import annotations

import pytest

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.kinds import find_kind
from practicegraph.mapping.segmentation import segment
from practicegraph.reading.text import read_text

LEXICON, CUES = HeadingLexicon.load(), Cues.load()

FIELDS = "\n\nCountry\nSweden\n\nObjectives\nTo cook.\n\nTarget group\nNeighbours\n\nDuration\n2 years\n\nResults\nSoup.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Good Practices / Evenings" + FIELDS, "practice"),
        ("Evenings\n\nAbout this good practice" + FIELDS, "practice"),
        ("Evenings" + FIELDS, "practice"),
        ("Evenings\n\nProject period\n2020" + FIELDS, "project"),
        ("Call for proposals: evenings" + FIELDS, "call"),
        ("Pokal\n\nBando per progetti di accoglienza nei comuni", "call"),
        ("Първа среща\n\nВчера се проведе среща с гостите в залата край реката.", "news"),
        ("Soup for all\n\nThe choir presented its cookbook on Monday in the hall.", "news"),
        ("Soup for all\n\nA handbook for kitchens that want to open their doors.", "publication"),
        ("Soup", "other"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    document = read_text(text.encode(), name="a.txt")
    found = find_kind(document, segment(document, LEXICON, CUES), CUES)
    assert found.kind == kind
    assert 0 <= found.start <= found.end <= len(text)


def test_several_practices_make_a_collection() -> None:
    document = read_text(b"Soup", name="a.txt")
    assert find_kind(document, (), CUES, parts=2).kind == "collection"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Stellenausschreibung\n\nDer Verein sucht für das Projekt Hof eine Beraterin.", "other"),
        (
            "Zapytanie ofertowe nr 4/2021\n\nFundacja zaprasza do składania ofert na kurs w ramach projektu.",
            "other",
        ),
        ("Invitation: How towns welcome\n\nWhen: 12 May\nWhere: Library\n\nMayors speak.", "other"),
        ("Konferens: Att komma fram\n\nVälkommen till en dag i Lund.", "other"),
        ("Volontari cercasi!\n\nCerchiamo volontari per la scuola.", "other"),
        ("Evenings – Conference kitchen" + FIELDS, "practice"),
        (
            "Conference: evenings" + FIELDS,
            "practice",
        ),  # a description has the fields of one, whatever its headline
        ("Practice sheet\n\nTitle: ..........\nObjectives: ..........\nResults: ..........\n", "form"),
        ("Přihláška\n\nJméno: ________\nAdresa: ________\nPodpis: ________\n", "form"),
        ("Application\n\nName:\nAddress:\nTitle of the project:\nSignature:\n", "form"),
        ("Soup\n\nObjectives: To cook.\nResults: Soup.\nPartners: ..........\n", "practice"),
    ],
)
def test_announcements_and_forms_nobody_filled_in_are_no_practices(text: str, kind: str) -> None:
    document = read_text(text.encode(), name="a.txt")
    assert find_kind(document, segment(document, LEXICON, CUES), CUES).kind == kind
