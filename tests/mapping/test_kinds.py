"""Kinds of documents."""

from __future__ import annotations

import pytest

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.kinds import find_kind
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
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


VACANCIES = {
    "a breadcrumb that leads to vacancies": """\
Most Domów, o. p. s.
Úvod   O nás   Pomoc   Kariéra
Úvod > Přidejte se > Volná místa

Sociální pracovnice pro komunitní centrum v Plzni

Zveřejněno: 8. 6. 2022

Náplň práce
- poradenství pro lidi s dočasnou ochranou
- doprovod na úřady

Požadujeme
- vzdělání v sociální práci
""",
    "who is looked for": """\
Stichting Brugwachters
Wij zoeken een taalcoach voor nieuwkomers in Delft

Wat ga je doen?
Je begeleidt elke week vier statushouders bij het leren van de taal en gaat mee naar de gemeente.
""",
    "its first words": """\
Asociația Prag
ANUNȚ DE ANGAJARE – mediator pentru familii de refugiați

Activități
• însoțirea familiilor la instituții;
• interpretare la consiliere.
""",
}


@pytest.mark.parametrize("text", VACANCIES.values(), ids=VACANCIES)
def test_what_a_vacancy_asks_for_is_no_practice(text: str) -> None:
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "kind"] == ["other"]
    assert {fact.field for fact in facts}.isdisjoint({"activity", "targetGroup", "implementer", "objective"})


def test_a_project_whose_name_looks_for_somebody_is_one() -> None:
    text = "Wir suchen Nachbarn\n\nTräger: Caritas Ulm\nZielgruppe: Geflüchtete\nLaufzeit: 2019-2021\nZiele\nNachbarn finden.\nErgebnisse\n40 Paare.\nFörderung: Stadt Ulm\nPartner: Stadt Ulm\n"
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert "other" not in [fact.value for fact in facts if fact.field == "kind"]
