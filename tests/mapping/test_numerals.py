"""Numbers and fractions in words, against forms written from knowledge of each language."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.fractions import find_fractions, find_spelled_percentages
from practicegraph.mapping.money import MoneyKnowledge
from practicegraph.mapping.numerals import NumeralKnowledge, find_numerals
from practicegraph.mapping.tables import read_table

KNOWLEDGE = NumeralKnowledge.load()
MONEY = MoneyKnowledge.load()
HERE = Path(__file__).parent


def rows(name: str, value: str) -> list[tuple[str, str, str]]:
    """Return language, value and form of each form of a table of this folder."""
    return [
        (row["language"], row[value], form)
        for row in read_table(HERE / name, ("language", value, "forms"))
        for form in row["forms"].split("|")
    ]


@pytest.mark.parametrize(("language", "value", "form"), rows("numerals.csv", "value"))
def test_numerals(language: str, value: str, form: str) -> None:
    (found,) = find_numerals(form, KNOWLEDGE, language)

    assert (found.value, found.end) == (Decimal(value), len(form))


@pytest.mark.parametrize(("language", "percent", "form"), rows("fractions.csv", "percent"))
def test_fractions(language: str, percent: str, form: str) -> None:
    (found,) = find_fractions(form, KNOWLEDGE, language)

    assert found.percent == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the third of May", "en"),
        ("in the fifth year", "en"),
        ("one of the women", "en"),
        ("trzecia edycja", "pl"),
        ("la quarta edizione", "it"),
        ("quinto ano", "pt"),
        ("петата година", "bg"),
        ("третий год", "ru"),
        ("hundreds of people, thousands of letters", "en"),
        ("des centaines de personnes", "fr"),
        ("тысячи людей", "ru"),
        ("setki osób", "pl"),
        ("ein Buch und eine Karte", "de"),
        ("una mesa y un banco", "es"),
        ("to kvinder", "xx"),
        ("unten, zehnfach, Sechserpack", "de"),
        ("birlikte, onlar, binlerce", "tr"),
        ("hatály, hétfő, ezer éves", "hu"),
    ],
)
def test_what_is_no_number_in_words(text: str, language: str) -> None:
    found = [one for one in find_numerals(text, KNOWLEDGE, language) if one.value < 1000]

    assert not found
    assert not find_fractions(text, KNOWLEDGE, language)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("twenty-three women and forty men", "en", [23, 40]),
        ("zwanzig und dreißig", "de", [20, 30]),
        ("dos o tres", "es", [2, 3]),
        ("двадцать пять, тридцать шесть", "ru", [25, 36]),
        ("tjugo, trettio", "sv", [20, 30]),
        ("vingt et trente", "fr", [20, 30]),
        ("üç ile beş", "tr", [3, 5]),
        ("sto dwadzieścia osób i pięć rodzin", "pl", [120, 5]),
    ],
)
def test_numbers_beside_each_other(text: str, language: str, values: list[int]) -> None:
    assert [int(one.value) for one in find_numerals(text, KNOWLEDGE, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "percent"),
    [
        ("forty per cent", "en", 40),
        ("fünfundsiebzig Prozent", "de", 75),
        ("setenta y cinco por ciento", "es", 75),
        ("yüzde kırk", "tr", 40),
        ("osiemdziesiąt procent", "pl", 80),
        ("семьдесят процентов", "ru", 70),
        ("nittio procent", "sv", 90),
        ("kahdeksankymmentä prosenttia", "fi", 80),
        ("ottanta per cento", "it", 80),
    ],
)
def test_percentages_in_words(text: str, language: str, percent: int) -> None:
    (found,) = find_spelled_percentages(text, MONEY, KNOWLEDGE, language)

    assert (found.start, found.end, found.percent) == (0, len(text), percent)


@given(st.sampled_from(sorted(KNOWLEDGE.rules)), st.text(max_size=40))
def test_any_text_gives_spans_inside_it(language: str, text: str) -> None:
    found = find_numerals(text, KNOWLEDGE, language)

    assert all(0 <= one.start < one.end <= len(text) and one.value > 1 for one in found)
