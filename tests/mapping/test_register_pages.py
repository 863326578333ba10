"""Pages of fund registers saved as text: fields over the name of the project, and links of the page among them."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis, Fact
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


def facts_of(text: str, language: str | None = None) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="a.txt", language=language), KNOWLEDGE).facts)


@pytest.mark.parametrize(
    ("language", "head", "labels", "changed", "author", "programme"),
    [
        (
            "pl", "Projekty z Funduszu Azylu, Migracji i Integracji",
            ("Tytuł projektu", "Beneficjent", "Okres realizacji", "Cel"), "Data publikacji: 14.02.2021",
            "Opublikował: Urząd Miasta Ełk", True,
        ),
        (
            "de", "Projekte, gefördert aus dem Asyl-, Migrations- und Integrationsfonds",
            ("Projekttitel", "Träger", "Laufzeit", "Ziel"), "Veröffentlicht am: 14.02.2021",
            "Veröffentlicht von: Stadt Celle", True,
        ),
        (
            "en", "Our good practices", ("Project title", "Beneficiary", "Duration", "Aim"),
            "Date of publication: 14.02.2021", "Published by: Leeds City Council", False,
        ),
    ],
)  # fmt: skip
def test_what_stands_round_several_practices_is_of_the_page(
    language: str, head: str, labels: tuple[str, ...], changed: str, author: str, programme: bool
) -> None:
    title, body, time, aim = labels
    records = "\n\n".join(
        f"{title}: Tea {number}\n{body}: Association Kettle {number}\n{time}: 2020 – 2022\n{aim}: to learn to read the clock"
        for number in (1, 2, 3)
    )
    facts = facts_of(f"{head}\n\n{records}\n\n{changed}\n{author}\n", language)
    assert {fact.part for fact in facts if fact.field == "title"} >= {1, 2, 3}
    assert [(str(fact.value), fact.part) for fact in facts if fact.field == "published"] == [
        ("2021-02-14", None)
    ]
    assert [fact.part for fact in facts if fact.field == "reporter"] == [None]
    assert [fact.part for fact in facts if fact.field == "fundingProgramme"] == ([None] if programme else [])


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("pl", "Okres realizacji: IX 2020 – VI 2022", "2020-09", "2022-06"),
        ("pl", "Okres realizacji: od 1.III.2020 do 30.XI.2022", "2020-03-01", "2022-11-30"),
        ("hu", "Időtartam: 2020. IX. 1. – 2021. VI. 30.", "2020-09-01", "2021-06-30"),
        ("hu", "Időtartam: 2020. szept. 1. – 2021. jún. 30.", "2020-09-01", "2021-06-30"),
        ("ro", "Perioada: X 2019 - V 2021", "2019-10", "2021-05"),
        ("cs", "Doba realizace: IX/2020–VI/2022", "2020-09", "2022-06"),
        ("ru", "Срок реализации: IX.2020 – VI.2022", "2020-09", "2022-06"),
    ],
)
def test_months_may_have_roman_numbers(language: str, text: str, start: str, end: str) -> None:
    facts = facts_of(f"Tea\n\n{text}\n", language)
    assert [str(fact.value) for fact in facts if fact.field == "start"] == [start]
    assert [str(fact.value) for fact in facts if fact.field == "end"] == [end]


@pytest.mark.parametrize("text", ["Projekt trwał w 2019 i 2020 roku.", "Odbyła się edycja II 2020 kursu."])
def test_roman_numbers_of_other_things_are_no_months(text: str) -> None:
    assert not [
        fact
        for fact in facts_of(f"Czajownia\n\n{text}\n", "pl")
        if "-" in str(fact.value or "") and fact.field in ("start", "end")
    ]


@pytest.mark.parametrize(
    ("language", "lines", "field"),
    [
        ("pl", "Beneficjent: Fundacja Most\nPartnerzy: -\nOkres realizacji: 2020 – 2022", "partner"),
        ("de", "Träger: Stadt Linz\nErgebnis: –\n\nNähwerkstatt\nHier nähen Nachbarinnen.", "result"),
        ("en", "Lead: City of Leeds\nPlace: -\nDuration: 2020 – 2022", "place"),
    ],
)
def test_a_stroke_beside_a_label_is_its_whole_answer(language: str, lines: str, field: str) -> None:
    found = [fact for fact in facts_of(f"Tea\n\n{lines}\n", language) if fact.field == field]
    assert [(fact.value, fact.basis) for fact in found] == [(None, Basis.MISSING)]


def test_a_label_for_money_may_have_the_share_and_its_payer() -> None:
    facts = facts_of(
        "Czajownia\n\nBeneficjent: Fundacja Most\nWartość projektu: 936 418 zł\nw tym dofinansowanie UE (75%): 702 313 zł\n"
        "Cel: nauka\n",
        "pl",
    )
    assert {str(fact.value) for fact in facts if fact.field == "fundingShare"} == {"75"}
    assert {str(fact.value) for fact in facts if fact.field == "fundingAmount"} == {"702313"}
    assert [str(fact.value) for fact in facts if fact.field == "budget"] == ["936418"]


@pytest.mark.parametrize(
    ("language", "line", "code"),
    [
        ("cs", "Registrační číslo operace CZ.03.2.60/0.0/16_052", "CZ.03.2.60/0.0/16_052"),
        ("en", "Operation number EE-2014/77", "EE-2014/77"),
    ],
)
def test_a_code_may_follow_its_label_with_nothing_between(language: str, line: str, code: str) -> None:
    assert [fact.value for fact in facts_of(f"Tea\n\n{line}\n", language) if fact.field == "identifier"] == [
        code
    ]


@pytest.mark.parametrize(
    ("language", "label", "sentence", "name"),
    [
        ("sv", "Extern utvärderare", "Teforskning AB följer projektet och lämnar två delrapporter och en slutrapport.", "Teforskning AB"),
        ("en", "External evaluator", "Kettle Research Ltd follows the project and writes two reports on what changes.", "Kettle Research Ltd"),
        ("de", "Evaluation durch", "Die Wasser GmbH begleitet das Projekt und wird dazu zwei berichte schreiben.", "Wasser GmbH"),
    ],
)  # fmt: skip
def test_a_sentence_under_the_evaluator_names_one_and_tells_of_the_evaluation(
    language: str, label: str, sentence: str, name: str
) -> None:
    facts = facts_of(f"Tea\n\n{label}\n{sentence}\n\nPlace\nLeeds\n", language)
    assert [fact.value for fact in facts if fact.field == "evaluator"] == [name]
    assert [fact.value for fact in facts if fact.field == "evaluation"] == [sentence]


def test_the_possessive_of_the_union_leads_to_its_fund() -> None:
    facts = facts_of(
        "Tea\n\nThe project is funded by the European Union's Asylum, Migration and Integration Fund.\n", "en"
    )
    assert len([fact for fact in facts if fact.field == "fundingProgramme"]) == 1


def test_abbreviations_in_a_name_end_no_sentence() -> None:
    facts = facts_of("Czajownia\n\nBeneficjent: Urząd ds. Gości (UdG) Biuro w Łodzi\nCel: nauka\n", "pl")
    assert [fact.value for fact in facts if fact.field == "implementer"] == [
        "Urząd ds. Gości (UdG) Biuro w Łodzi"
    ]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Card\n\nLead partner: City of Ulm\nEnd date:\nBudget: 30 000 EUR\n", "end"),
        ("Κάρτα\n\nΔικαιούχος: Δήμος Βέροιας\nΗμερομηνία έναρξης:\nΠροϋπολογισμός: 30.000 €\n", "start"),
        ("Karta\n\nBeneficjent: Fundacja Most\nNumer umowy:\nBudżet: 30 000 zł\n", "identifier"),
    ],
)
def test_a_label_left_empty_between_others_says_that_its_value_is_missing(text: str, field: str) -> None:
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.basis.value for fact in facts if fact.field == field] == ["missing"]
