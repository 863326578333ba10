"""Pages of fund registers saved as text: fields over the name of the project, and links of the page among them."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PAGES = {
    "German": (
        """\
Förderregister des Landes
Projekte   Themen   Karte
Zurück zur Übersicht
Drucken   Teilen

Projektdaten
Beginn: 01.02.2019
Ende: 31.01.2021
Programmplanungszeitraum: 2014-2020
Themenfeld:
begünstigter
Hafenverein Kiel e. V.

Lernküche am Hafen: Kochen als Weg in den Beruf

Maschinell übersetzt

Viele geflüchtete Frauen in Kiel finden keine Arbeit, weil ihre Abschlüsse nicht anerkannt sind. In der Lernküche kochen sie mit Fachleuten und legen eine Prüfung ab.

Ähnliche Projekte
Werkbank Flensburg
Nähen in Husum

Stand: 03/2022   Quelle: Verwaltungsbehörde
Fehler melden
""",
        "Lernküche am Hafen: Kochen als Weg in den Beruf",
        ["Hafenverein Kiel e. V."],
        ("2019-02-01", "2021-01-31"),
    ),
    "Polish": (
        """\
Mapa dotacji regionu
Projekty   Beneficjenci   Mapa
Powrót do wyników wyszukiwania
Drukuj   Udostępnij

informacje o projekcie
Data rozpoczęcia: 01.03.2018
Data zakończenia: 31.08.2020
Okres programowania: 2014-2020
Beneficjent
Fundacja Zielony Brzeg

Warsztaty nad rzeką: pierwsza praca dla cudzoziemców

Wielu uchodźców w Toruniu nie zna nikogo, kto pomógłby im znaleźć pracę. Na warsztatach spotykają się z mistrzami rzemiosła i uczą się zawodu.

Podobne projekty
Kuchnia bez granic w Gdańsku

Źródło: instytucja zarządzająca
Zgłoś błąd
""",
        "Warsztaty nad rzeką: pierwsza praca dla cudzoziemców",
        ["Fundacja Zielony Brzeg"],
        ("2018-03-01", "2020-08-31"),
    ),
}


@pytest.mark.parametrize(("text", "title", "implementers", "times"), PAGES.values(), ids=PAGES)
def test_the_name_below_the_fields(
    text: str, title: str, implementers: list[str], times: tuple[str, str]
) -> None:
    """The line over the text is the title, no further beneficiary; the fund's own years are none of the project."""
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    told = {
        field: [fact.value for fact in facts if fact.field == field] for field in ("title", "implementer")
    }
    assert told == {"title": [title], "implementer": implementers}
    assert [fact.value for fact in facts if fact.field in ("start", "end")] == list(times)
    places = {fact.value for fact in facts if fact.field == "place"}
    assert not places & {"Flensburg", "Husum", "Gdańsk"}
    assert not [fact for fact in facts if fact.field == "funder"]
