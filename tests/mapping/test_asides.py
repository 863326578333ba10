"""Lines among the paragraphs of a section that say nothing of its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

OWN = {
    "en": ("Results", "The club has 40 members from nine countries.", "Activities"),
    "de": ("Ergebnisse", "Der Verein zählt 40 Mitglieder aus neun Ländern.", "Aktivitäten"),
    "hu": ("Eredmények", "A klubnak negyven tagja van kilenc országból.", "Tevékenységek"),
    "uk": ("Результати", "Клуб має сорок членів із дев'яти країн.", "Заходи"),
}
ASIDES = {
    "whom to call": ("en", "Any questions? Write to: info@club.example or call +44 20 7946 0958."),
    "where to follow the site": ("hu", "Kövess minket a Facebookon is!"),
    "whose picture it is": ("de", "© Stadt Celle – im neuen Garten"),
    "what a picture shows": ("uk", "Фото: у новій кухні клубу"),
    "what a picture with a number shows": ("de", "Foto 12: der Garten im Herbst"),
    "who signs": ("en", "Harbour Welcome Association"),
    "links to share": ("en", "Share   Print   Back to list"),
}


@pytest.mark.parametrize(("language", "line"), ASIDES.values(), ids=ASIDES)
def test_a_line_that_is_not_of_a_section_is_no_text_of_it(language: str, line: str) -> None:
    head, text, _ = OWN[language]
    facts = map_document(
        read_text(f"{head}\n\n{text}\n\n{line}\n".encode(), name="page.txt"), Knowledge.load()
    ).facts
    assert [fact.value for fact in facts if fact.field == "result"] == [text]


def test_a_note_belongs_to_the_word_that_bears_its_number() -> None:
    text = """\
Results

The income of the members has grown by half.4

The club works in three towns.

4 Own count, 2021.
"""
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert not [fact for fact in facts if fact.field == "result" and "Own count" in str(fact.value)]
    assert [fact for fact in facts if fact.field == "result" and "three towns" in str(fact.value)]


def test_what_is_first_below_a_heading_is_of_it() -> None:
    text = "Results\n\nHarbour Welcome Association\n"
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "result"] == ["Harbour Welcome Association"]


@pytest.mark.parametrize(
    ("language", "heading", "texts", "note"),
    [
        ("en", "Results", ("Forty women passed the exam.", "Ten of them found work."), "Please note: the figures are provisional."),
        ("de", "Ergebnisse", ("Vierzig Frauen haben die Prüfung bestanden.", "Zehn fanden Arbeit."), "Bitte beachten Sie: Die Angaben stammen vom Träger."),
        ("it", "Risultati", ("Quaranta donne hanno superato l'esame.", "Dieci hanno trovato lavoro."), "Nota bene: i dati sono provvisori."),
        ("uk", "Результати", ("Сорок жінок склали іспит.", "Десять із них знайшли роботу."), "Зверніть увагу: дані попередні."),
    ],
)  # fmt: skip
def test_what_readers_are_to_note_parts_no_section_and_is_none_of_it(
    language: str, heading: str, texts: tuple[str, str], note: str
) -> None:
    text = f"12\n\n{heading}\n\n{texts[0]}\n\n{note}\n\n{texts[1]}\n"
    document = replace(read_text(text.encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    told = {"result", "challenge", "replicability", "evaluation"}
    assert [(fact.field, fact.value) for fact in facts if fact.field in told and fact.value] == [
        ("result", text) for text in texts
    ]
