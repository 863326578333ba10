"""Tables whose columns hold figures: who paid how much, what was planned and reached."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown

KNOWLEDGE = Knowledge.load()

MONEY = [
    ("en", "Source | Amount awarded | Share", "City of Leeds", "Own contribution", "Total", "€"),
    ("de", "Mittelgeber | Betrag | Prozent", "Stadt Kassel", "Eigenmittel", "Summe", "EUR"),
    ("fr", "Source de financement | Montant | %", "Ville de Nantes", "Fonds propres", "Total", "€"),
    ("pl", "Źródło | Kwota | Udział", "Miasto Gdynia", "Wkład własny", "Razem", "zł"),
    ("it", "Fonte | Importo | Quota", "Comune di Modena", "Risorse proprie", "Totale", "€"),
    ("sv", "Finansiär | Belopp | Andel", "Lunds kommun", "Egen insats", "Summa", "kr"),
]


def facts_of(text: str, language: str) -> list[tuple[str, object]]:
    document = read_markdown(text.encode(), name="a.md", language=language)
    return [(fact.field, fact.value) for fact in map_document(document, KNOWLEDGE).facts if fact.value]


def table(*rows: str) -> str:
    head, *others = [f"| {row} |" for row in rows]
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *others])


@pytest.mark.parametrize(("language", "head", "payer", "own", "total", "currency"), MONEY)
def test_the_sum_of_what_payers_gave_is_the_budget(
    language: str, head: str, payer: str, own: str, total: str, currency: str
) -> None:
    rows = (
        head, f"{payer} | 75 000 {currency} | 75 %", f"{own} | 25 000 {currency} | 25 %",
        f"{total} | 100 000 {currency} | 100 %",
    )  # fmt: skip
    facts = facts_of(f"# Tea House\n\n{table(*rows)}\n", language)
    values = {name: [str(value) for field, value in facts if field == name] for name, _ in facts}
    assert values["budget"] == ["100000"]
    assert values["fundingAmount"] == ["75000", "25000"]
    assert values["fundingShare"] == ["75", "25"]
    assert values["funder"] == [payer]


@pytest.mark.parametrize(
    ("language", "head", "label"),
    [
        ("en", "Indicator | Target | Achieved", "People assisted in the two centres"),
        ("ro", "Indicator | Planificat | Realizat", "Persoane asistate în cele două centre"),
        ("de", "Indikator | Soll | Ist", "Menschen in den Sprachkursen der Stadt"),
        ("es", "Indicador | Previsto | Alcanzado", "Personas atendidas en los centros"),
    ],
)
def test_long_labels_count_under_columns_of_plan_and_reach(language: str, head: str, label: str) -> None:
    text = f"# Tea House\n\n## Results\n\n{table(head, f'{label} | 1500 | 1812')}\n\nWaiting became shorter for all of them.\n"
    facts = facts_of(text, language)
    assert [str(value) for field, value in facts if field == "count"] == ["1500", "1812"]
    assert [value for field, value in facts if field == "result"] == [
        "Waiting became shorter for all of them."
    ]


def test_a_heading_over_a_table_of_unknown_rows_is_not_empty() -> None:
    text = f"# Tea House\n\n## Results\n\n{table('Indicator | Target | Achieved', 'Pots of tea | 40 | 45')}\n"
    document = read_markdown(text.encode(), name="a.md", language="en")
    assert not any(fact.field == "result" for fact in map_document(document, KNOWLEDGE).facts)


@pytest.mark.parametrize(
    ("language", "label", "field", "amount", "currency"),
    [
        ("en", "Budget (EUR)", "budget", "45000", "EUR"),
        ("en", "Total cost in thousand EUR", "budget", "45000000", "EUR"),
        ("cs", "Rozpočet (v Kč)", "budget", "45000", "CZK"),
        ("sv", "Beviljat belopp (kr)", "fundingAmount", "45000", "SEK"),
        ("de", "Gesamtkosten in Euro", "budget", "45000", "EUR"),
        ("pl", "Kwota dofinansowania (w zł)", "fundingAmount", "45000", "PLN"),
    ],
)
def test_a_label_may_say_what_its_sum_counts_in(
    language: str, label: str, field: str, amount: str, currency: str
) -> None:
    document = read_markdown(f"# Tea House\n\n{label}: 45 000\n".encode(), name="a.md", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    assert [(str(fact.value), dict(fact.details)["currency"]) for fact in facts if fact.field == field] == [
        (amount, currency)
    ]


@pytest.mark.parametrize("label", ["Budget (year 2)", "Budget of the city"])
def test_a_number_without_a_currency_under_a_label_that_says_more_is_no_sum(label: str) -> None:
    document = read_markdown(f"# Tea House\n\n{label}: 45 000\n".encode(), name="a.md", language="en")
    assert not any(fact.value and fact.field == "budget" for fact in map_document(document, KNOWLEDGE).facts)


def test_rows_of_a_list_of_grants_are_practices_and_its_sum_is_none() -> None:
    rows = (
        "Organisation | Project | Place | Grant (EUR)", "Charity North | Tea House | Leeds | 45 000",
        "Charity South | Night Choir | York | 30 000", "Total | | | 75 000",
    )  # fmt: skip
    document = read_markdown(f"# Grants\n\n{table(*rows)}\n".encode(), name="a.md", language="en")
    facts = map_document(document, KNOWLEDGE).facts
    assert [(fact.part, str(fact.value)) for fact in facts if fact.field == "fundingAmount"] == [
        (1, "45000"), (2, "30000"),
    ]  # fmt: skip
    assert [fact.value for fact in facts if fact.field == "implementer"] == ["Charity North", "Charity South"]


YEARS = [
    ("en", "Budget", "Amounts in euro.", "City of Leeds", "Gifts", "Total"),
    ("de", "Finanzierung", "Beträge in Euro.", "Stadt Kassel", "Spenden", "Gesamt"),
    ("pl", "Budżet", "Kwoty w euro.", "Miasto Gdynia", "Darowizny", "Razem"),
    ("it", "Budget", "Importi in euro.", "Comune di Modena", "Donazioni", "Totale"),
]


@pytest.mark.parametrize(("language", "heading", "unit", "payer", "gifts", "total"), YEARS)
def test_years_over_payers_tell_who_gave_how_much_and_the_budget(
    language: str, heading: str, unit: str, payer: str, gifts: str, total: str
) -> None:
    rows = table(
        f" | 2021 | 2022 | 2023 | {total}",
        f"{payer} | 10 000 | 20 000 | 20 000 | 50 000",
        f"{gifts} | 1 000 | 2 000 | 1 000 | 4 000",
        f"{total} | 11 000 | 22 000 | 21 000 | 54 000",
    )
    facts = facts_of(f"# Tea House\n\n## {heading}\n\n{unit}\n\n{rows}\n", language)
    money = sorted((field, value) for field, value in facts if field in ("budget", "fundingAmount"))
    assert money == [("budget", 54000), ("fundingAmount", 50000)]
    assert len([value for field, value in facts if field == "funder"]) == 1


def test_a_table_of_years_under_another_heading_tells_no_money() -> None:
    rows = table(
        " | 2021 | 2022 | Total",
        "City of Leeds | 10 000 | 20 000 | 30 000",
        "Bath | 1 000 | 2 000 | 3 000",
        "Total | 11 000 | 22 000 | 33 000",
    )
    facts = facts_of(f"# Tea House\n\n## Visitors\n\nCounted at the door.\n\n{rows}\n", "en")
    assert not {field for field, _ in facts} & {"budget", "fundingAmount", "funder"}


ROLES = [
    (
        "en",
        "Organisation | Role in the project | Since",
        "Lead partner",
        "Finding hosts",
        "Main funder",
        "Evaluation",
    ),
    ("fr", "Structure | Rôle | Depuis", "Porteur, coordination", "Visites", "Financeur", "Évaluation"),
    ("de", "Organisation | Aufgabe | Seit", "Federführung", "Sprachkurse", "Finanzierung", "Evaluation"),
    ("es", "Entidad | Función | Desde", "Coordinación", "Clases de lengua", "Financiación", "Evaluación"),
    ("pl", "Podmiot | Rola w projekcie | Od", "Lider", "Lekcje języka", "Finansowanie", "Ewaluacja"),
]


@pytest.mark.parametrize(("language", "head", "lead", "help_", "money", "judge"), ROLES)
def test_a_column_says_what_each_organisation_does(
    language: str, head: str, lead: str, help_: str, money: str, judge: str
) -> None:
    rows = table(
        head,
        f"Caritas Graz | {lead} | 2019",
        f"Diakonie Linz | {help_} | 2020",
        f"UNHCR | {money} | 2019",
        f"Harrow University | {judge} | 2021",
    )
    facts = facts_of(f"# Tea House\n\n## X\n\n{rows}\n", language)
    roles = {
        str(value): field
        for field, value in facts
        if field in ("implementer", "lead", "partner", "funder", "evaluator")
    }
    assert list(roles.values()) == [roles["Caritas Graz"], "partner", "funder", "evaluator"]
    assert roles["Caritas Graz"] in ("lead", "implementer")
    assert not any(field == "start" and value != "2019" for field, value in facts)


@pytest.mark.parametrize(
    ("language", "caption", "head", "row"),
    [
        ("en", "Number of people by year", "Service | 2021 | 2022 | 2023 target", "Advice"),
        ("tr", "Yıllara göre yararlanan kişi sayısı", "Hizmet | 2021 | 2022 | 2023 hedefi", "Danışmanlık"),
        ("de", "Anzahl der Personen nach Jahren", "Angebot | 2021 | 2022 | Ziel 2023", "Beratung"),
        ("fr", "Nombre de personnes par année", "Service | 2021 | 2022 | Objectif 2023", "Conseil"),
    ],
)
def test_a_caption_says_what_figures_under_years_count(
    language: str, caption: str, head: str, row: str
) -> None:
    text = f"# Tea House\n\n{caption}\n\n{table(head, f'{row} | 612 | 857 | 950')}\n"
    document = read_markdown(text.encode(), name="a.md", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    counts = [(str(fact.value), bool(fact.detail("planned"))) for fact in facts if fact.field == "count"]
    assert counts == [("612", False), ("857", False), ("950", True)]
    assert not any(fact.field in ("activity", "result") for fact in facts)


@pytest.mark.parametrize(
    ("language", "heading", "head", "row", "text"),
    [
        ("ru", "Результаты", "План | Факт", "Участники", "Экзамен сдали больше половины участников."),
        ("en", "Results", "Planned | Achieved", "Participants", "More than half of them passed the test."),
        ("it", "Risultati", "Previsto | Realizzato", "Partecipanti", "Più della metà ha superato la prova."),
    ],
)
def test_figures_under_a_head_without_a_first_cell_end_with_their_table(
    language: str, heading: str, head: str, row: str, text: str
) -> None:
    page = f"# Tea House\n\n## {heading}\n\n{table(f' | {head}', f'{row} | 180 | 214')}\n\n{text}\n"
    facts = facts_of(page, language)
    assert [str(value) for field, value in facts if field == "count"][:2] == ["180", "214"]
    assert [value for field, value in facts if field == "result"] == [text]


def test_a_number_alone_under_a_label_that_asks_for_money_is_a_sum() -> None:
    document = read_markdown(b"# Tea House\n\nBudget: 45 000\n", name="a.md", language="en")
    found = [fact for fact in map_document(document, KNOWLEDGE).facts if fact.field == "budget"]
    assert [str(fact.value) for fact in found] == ["45000"]
    assert "currency" not in dict(found[0].details)
