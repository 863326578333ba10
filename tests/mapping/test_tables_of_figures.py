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


@pytest.mark.parametrize("label", ["Budget (year 2)", "Budget of the city", "Budget"])
def test_a_number_under_a_label_without_a_currency_is_no_sum(label: str) -> None:
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
