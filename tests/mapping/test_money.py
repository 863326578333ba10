from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.money import MoneyKnowledge, find_amounts, find_shares
from practicegraph.mapping.numbers import parse_number

AMOUNTS = [
    ("144 539,34 €", "fr", [("144539.34", "EUR")]),
    ("€ 1,250.50", "en", [("1250.50", "EUR")]),
    ("€1.250,50", "de", [("1250.50", "EUR")]),
    ("52,488,508 SEK", "en", [("52488508", "SEK")]),
    ("52 488 508 kronor", "sv", [("52488508", "SEK")]),
    ("EUR 1.2 million", "en", [("1200000", "EUR")]),
    ("1,2 Mio. Euro", "de", [("1200000", "EUR")]),
    ("2 мил. лв.", "bg", [("2000000", "BGN")]),
    ("2 000 лева", "bg", [("2000", "BGN")]),
    ("350 хил. лв.", "bg", [("350000", "BGN")]),
    ("BGN 489,579.15", "en", [("489579.15", "BGN")]),
    ("1.5 milioni di euro", "it", [("1500000", "EUR")]),
    ("2 millions d'euros", "fr", [("2000000", "EUR")]),
    ("3 millones de euros", "es", [("3000000", "EUR")]),
    ("4 milhões de euros", "pt", [("4000000", "EUR")]),
    ("144.539,34 lei", "ro", [("144539.34", "RON")]),
    ("25 000 Ft", "hu", [("25000", "HUF")]),
    ("10 milionů Kč", "cs", [("10000000", "CZK")]),
    ("100 tys. zł", "pl", [("100000", "PLN")]),
    ("200.000 evrov", "sl", [("200000", "EUR")]),
    ("300 000 euroa", "fi", [("300000", "EUR")]),
    ("50.000 TL", "tr", [("50000", "TRY")]),
    ("500 тыс. рублей", "ru", [("500000", "RUB")]),
    ("200 тис. євро", "uk", [("200000", "EUR")]),
    ("45.000 ευρώ", "el", [("45000", "EUR")]),
    ("500 kr", "sv", [("500", "SEK")]),
    ("500 kr", "da", [("500", "DKK")]),
    ("52 mnkr", "sv", [("52000000", "SEK")]),
    ("£250,000 and $3m", "en", [("250000", "GBP"), ("3000000", "USD")]),
    ("Budget: 9 000 EUR (EU: 8 550 EUR)", "en", [("9000", "EUR"), ("8550", "EUR")]),
    ("370 immigrants in 2016", "en", []),
    ("12.05.2016", "en", []),
    ("1,200 persons", "en", []),
    ("3 million people", "en", []),
    ("the euro", "en", []),
]
SHARES = [
    ("100% by a fund", ["100"]),
    ("85 %", ["85"]),
    ("85 procent", ["85"]),
    ("75 на сто", ["75"]),
    ("95/5", ["95", "5"]),
    ("80:20", ["80", "20"]),
    ("98/2 (EU/state)", ["98", "2"]),
    ("75,5 %", ["75.5"]),
    ("90 Prozent", ["90"]),
    ("yüzde 85", ["85"]),
    ("%85", ["85"]),
    ("75 por ciento", ["75"]),
    ("150 %", []),
    ("12/05", []),
    ("10:30", []),
    ("2007/13", []),
    ("24/7", []),
]


@pytest.fixture(scope="module")
def knowledge() -> MoneyKnowledge:
    return MoneyKnowledge.load()


@pytest.mark.parametrize(("text", "language", "expected"), AMOUNTS)
def test_amounts(
    knowledge: MoneyKnowledge, text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    found = find_amounts(text, knowledge, language)
    assert [(mention.amount, mention.currency) for mention in found] == [(Decimal(a), c) for a, c in expected]


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_shares(knowledge: MoneyKnowledge, text: str, expected: list[str]) -> None:
    assert [mention.percent for mention in find_shares(text, knowledge)] == [
        Decimal(each) for each in expected
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234", "1234"),
        ("1.234", "1234"),
        ("0.500", "0.5"),
        ("1,23", "1.23"),
        ("1'234.5", "1234.5"),
        ("١٢", "12"),
    ],
)
def test_numbers(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


@given(st.integers(0, 10**9), st.sampled_from([",", ".", " ", "'"]))
def test_grouping_does_not_change_a_number(value: int, separator: str) -> None:
    assert parse_number(f"{value:,}".replace(",", separator)) == value


@given(st.text(alphabet="0123456789., €EUR%mil/\n", max_size=50))
def test_spans(knowledge: MoneyKnowledge, text: str) -> None:
    for found in (find_amounts(text, knowledge), find_shares(text, knowledge)):
        assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
        assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("150 mil euros", "pt", 150_000),
        ("150 mil euros", "es", 150_000),
        ("2,4 milionu korun", "cs", 2_400_000),
        ("1,5 milyon liranın", "tr", 1_500_000),
        ("250.000 avroluk hibe", "tr", 250_000),
    ],
)
def test_magnitudes_and_cases(knowledge: MoneyKnowledge, text: str, language: str, amount: int) -> None:
    assert [mention.amount for mention in find_amounts(text, knowledge, language)] == [amount]


def test_an_inflected_percentage(knowledge: MoneyKnowledge) -> None:
    assert [share.percent for share in find_shares("a költségek 75 százalékát és 25%-át", knowledge)] == [
        75,
        25,
    ]


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("5 mil Kč", "cs", 5_000_000),
        ("10 mil euros", "es", 10_000),
        ("10 mil EUR", "cs", 10_000_000),
        ("2 mil milhões de euros", "pt", 2_000_000_000),
    ],
)
def test_a_magnitude_means_what_its_language_says(
    knowledge: MoneyKnowledge, text: str, language: str, amount: int
) -> None:
    (mention,) = find_amounts(text, knowledge, language)
    assert mention.amount == amount


def test_a_stop_behind_a_magnitude_may_be_that_of_the_sentence(knowledge: MoneyKnowledge) -> None:
    (mention,) = find_amounts("€ 10 mil. Los vecinos", knowledge, "es")
    assert (mention.amount, mention.end) == (10_000, len("€ 10 mil"))


@pytest.mark.parametrize(
    ("text", "language", "amount", "currency"),
    [
        ("two hundred thousand euros", "en", 200000, "EUR"),
        ("zwanzigtausend Euro", "de", 20000, "EUR"),
        ("deux cent mille euros", "fr", 200000, "EUR"),
        ("tres millones de euros", "es", 3000000, "EUR"),
        ("dwa miliony złotych", "pl", 2000000, "PLN"),
        ("три миллиона рублей", "ru", 3000000, "RUB"),
        ("duecentomila euro", "it", 200000, "EUR"),
        ("kétmillió forint", "hu", 2000000, "HUF"),
        ("kaksikymmentätuhatta euroa", "fi", 20000, "EUR"),
        ("elli bin avro", "tr", 50000, "EUR"),
        ("85.000 dolarlık", "tr", 85000, "USD"),
        ("två miljoner kronor", "sv", 2000000, "SEK"),
    ],
)
def test_an_amount_in_words(
    knowledge: MoneyKnowledge, text: str, language: str, amount: int, currency: str
) -> None:
    (found,) = find_amounts(text, knowledge, language)

    assert (found.start, found.end, found.amount, found.currency) == (0, len(text), amount, currency)


def test_the_article_is_no_amount(knowledge: MoneyKnowledge) -> None:
    assert not find_amounts("one euro a day, un euro", knowledge, "en")
