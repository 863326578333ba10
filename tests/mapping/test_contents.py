"""Tables of contents are no chapters: what stands in them comes again below."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PAGES = {
    "questions under a heading of their own": (
        """\
Start > Praxis > Brückenküche

Brückenküche: kochen und reden am Kanal

Auf dieser Seite
Was ist das Ziel?
Wie funktioniert es?
Wer bezahlt es?

Am Kanal kochen Menschen, die sich vorher nicht kannten.

Was ist das Ziel?

Nachbarinnen und Geflüchtete sollen einander kennenlernen.

Wie funktioniert es?

Jeden Donnerstag wird im Gemeindesaal zusammen gekocht.

Wer bezahlt es?

Die Stadt Duisburg gibt 12.000 EUR im Jahr.
""",
        "Brückenküche: kochen und reden am Kanal",
    ),
    "chapters with their pages": (
        """\
Le Fil du port

Sommaire
1. Objectif ............ 2
2. Public visé ......... 3
3. Actions menées ...... 4
4. Financement ......... 6

1. Objectif
Aider les nouveaux arrivants à trouver un emploi sur le port.

2. Public visé
Des réfugiés sans emploi.

3. Actions menées
Des visites de chantier ont lieu chaque mois avec un mentor.

4. Financement
La Ville du Havre verse 20 000 EUR.
""",
        "Le Fil du port",
    ),
    "known headings that nothing announces": (
        """\
Mostovi uz rijeku

Cilj
Aktivnosti
Rezultati

Cilj

Novi susjedi upoznaju grad i jezik.

Aktivnosti

Šetnje gradom svake subote s volonterima.

Rezultati

Šezdeset osoba govori hrvatski.
""",
        "Mostovi uz rijeku",
    ),
}


@pytest.mark.parametrize(("text", "title"), PAGES.values(), ids=PAGES)
def test_a_table_of_contents_is_no_practice(text: str, title: str) -> None:
    """A page with one is of one practice, has the title above it, and lacks nothing."""
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert [fact.value for fact in mapped.facts if fact.field == "title"] == [title]
    assert all(fact.part is None for fact in mapped.facts)
    assert all(fact.basis != "missing" for fact in mapped.facts)
    assert len([fact for fact in mapped.facts if fact.field == "objective"]) == 1


def test_lists_that_come_again_without_text_of_their_own_stay() -> None:
    """Partners that a list and the addresses below it name are partners."""
    text = """\
Title: Tea House

Partners:
Alder Bridge Trust
Harbour Kitchen Association
Northgate Women's Centre

Contact details
Alder Bridge Trust
4 Mill Lane
Harbour Kitchen Association
7 Quay Street
Northgate Women's Centre
1 Northgate
"""
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    partners = [str(fact.value) for fact in mapped.facts if fact.field == "partner"]
    assert partners == ["Alder Bridge Trust", "Harbour Kitchen Association", "Northgate Women's Centre"]


def test_headings_of_a_form_that_nobody_filled_in_are_no_practice() -> None:
    """Headings that come again, once without anything below them, are of one practice."""
    text = """\
Questions at a glance

Objective
Target group
Partner

The tea house

Objective
Neighbours meet.
Target group
Refugees
Partner
Alder Bridge Trust
"""
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert all(fact.part is None for fact in mapped.facts)
