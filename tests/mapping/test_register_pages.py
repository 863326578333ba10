"""Pages of fund registers saved as text: fields over the name of the project, and links of the page among them."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()

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


@pytest.mark.parametrize(
    ("language", "people", "aim", "done", "budget"),
    [
        ("en", "Participants", "Planned", "Actual", "Budget"), ("de", "Teilnehmende", "Soll", "Ist", "Budget"),
        ("fi", "Osallistujat", "Suunniteltu", "Toteutunut", "Budjetti"), ("pl", "Uczestnicy", "Planowani", "Osiągnięte", "Budżet"),
        ("fr", "Participants", "Prévus", "Atteints", "Budget"), ("lt", "Dalyviai", "Planuota", "Pasiekta", "Biudžetas"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{}: {}   {}: {}", "{}: {}\n{}: {}"])
def test_words_below_a_heading_say_which_of_its_figures_follows(
    language: str, people: str, aim: str, done: str, budget: str, line: str
) -> None:
    document = read_text(
        f"Tee\n\n{people}\n{line.format(aim, 80, done, 93)}\n\n{budget}\n{line.format(aim, '50 000 €', done, '48 000 €')}\n".encode(),
        name="a.txt",
        language=language,
    )
    facts = map_document(document, KNOWLEDGE).facts
    counts = {fact.value: bool(fact.detail("planned")) for fact in facts if fact.field == "count"}
    assert {str(value): planned for value, planned in counts.items()} == {"80": True, "93": False}
    assert {str(fact.value) for fact in facts if fact.field == "budget"} == {"50000", "48000"}
    assert not [fact for fact in facts if fact.basis is Basis.MISSING]


@pytest.mark.parametrize(
    ("label", "value", "field", "amount"),
    [
        ("Total budget", "338 132", "budget", "338132"), ("Grant awarded", "287.412", "fundingAmount", "287412"),
        ("Gesamtbudget", "338132", "budget", "338132"), ("Budget total", "1 338 132,50", "budget", "1338132.5"),
    ],
)  # fmt: skip
def test_a_figure_alone_under_a_label_for_money_is_a_sum(
    label: str, value: str, field: str, amount: str
) -> None:
    facts = map_document(
        read_text(f"Tea House\n\n{label}: {value}\nTown: Leeds\n".encode(), name="a.txt"), KNOWLEDGE
    ).facts
    assert [(fact.field, str(fact.value)) for fact in facts if fact.field in ("budget", "fundingAmount")] == [
        (field, amount)
    ]


@pytest.mark.parametrize(
    "line", ["Budget: 2019", "Funding: 101038412", "Budget: see page 1200", "Budget: 12"]
)
def test_years_and_numbers_of_projects_are_no_sums(line: str) -> None:
    facts = map_document(read_text(f"Tea House\n\n{line}\n".encode(), name="a.txt"), KNOWLEDGE).facts
    assert not [fact for fact in facts if fact.field in ("budget", "fundingAmount") and fact.value]


@pytest.mark.parametrize(
    ("language", "lines", "field"),
    [
        ("cs", "Řídicí orgán: Město Kolín\noblast zásahu\nAktivní začleňování žen", "managingAuthority"),
        ("de", "Verwaltungsbehörde: Stadt Kolín\nInterventionsbereich\nAktive Eingliederung", "managingAuthority"),
        ("pl", "Partner: Miasto Kolín\nData modyfikacji: 03.08.2021\nLiczba wyświetleń: 187", "partner"),
        ("hu", "Partner: Kolín város\nLetölthető anyagok\nMunkafüzet (pdf)", "partner"),
        ("fi", "Kumppani: Kolín\nToimintalinja: 5 Osallisuus\nHorisontaaliset periaatteet: tasa-arvo", "partner"),
        ("es", "Socio: Ciudad de Kolín\nFuente de los datos: Ministerio\nEje prioritario: 2 Empleo", "partner"),
    ],
)  # fmt: skip
def test_labels_of_the_page_or_of_its_programme_end_what_stands_above(
    language: str, lines: str, field: str
) -> None:
    facts = map_document(
        read_text(f"Tee\n\n{lines}\n".encode(), name="a.txt", language=language), KNOWLEDGE
    ).facts
    assert len([fact for fact in facts if fact.field == field]) == 1
    assert not [fact for fact in facts if fact.field in ("start", "reporter", "result", "activity", "count")]
