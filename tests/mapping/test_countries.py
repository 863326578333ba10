from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.countries import CountryKnowledge, find_countries

NAMED = [
    ("It runs in Bulgaria.", "en", ["BG"]),
    ("Land: Bulgarien", "sv", ["BG"]),
    ("Страна: България", "bg", ["BG"]),
    ("in Deutschland und Österreich", "de", ["DE", "AT"]),
    ("Bulgariens Gemeinden", "de", ["BG"]),
    ("en France et en Grèce", "fr", ["FR", "GR"]),
    ("en España", "es", ["ES"]),
    ("in Italia e Grecia", "it", ["IT", "GR"]),
    ("em Portugal e na Suécia", "pt", ["PT", "SE"]),
    ("în România și al Bulgariei", "ro", ["RO", "BG"]),
    ("στην Ελλάδα και της Ελλάδας", "el", ["GR", "GR"]),
    ("Magyarországon és Ausztriában", "hu", ["HU", "AT"]),
    ("v České republice a na Slovensku", "cs", ["CZ", "SK"]),
    ("w Polsce i w Bułgarii", "pl", ["PL", "BG"]),
    ("v Sloveniji in na Hrvaškem", "sl", ["SI"]),
    ("Suomessa ja Ruotsissa", "fi", ["FI", "SE"]),
    ("Türkiye'de ve Yunanistan", "tr", ["TR", "GR"]),
    ("в России и в Болгарии", "ru", ["RU", "BG"]),
    ("в Україні та Польщі", "uk", ["UA", "PL"]),
    ("في بلغاريا", "ar", ["BG"]),
    ("from Syria, Afghanistan and Iraq", "en", ["SY", "AF", "IQ"]),
    ("the Czech Republic and the United Kingdom", "en", ["CZ", "GB"]),
    ("SVERIGE", "sv", ["SE"]),
    ("in Sweden och Sverige", "sv", ["SE", "SE"]),
    ("Northern Ireland", "en", ["GB"]),
    ("the island and a turkey", "en", []),
    ("Island of Lesvos", "en", []),
    ("Bulgarian society", "en", []),
    ("det bulgariska samhället", "sv", []),
    ("българското общество", "bg", []),
    ("IT and NO and DE", "en", []),
    ("Malian", "en", []),
    ("speakers of Georgian, Armenian and Nepali", "en", []),
    ("Nigerian and Kenyan families, an Algerian baker", "en", []),
    ("Georgian rannikolla", "fi", ["GE"]),
    ("Leute aus Nepali und Georgian", "de", []),
]


@pytest.fixture(scope="module")
def knowledge() -> CountryKnowledge:
    return CountryKnowledge.load()


@pytest.mark.parametrize(("text", "language", "codes"), NAMED)
def test_names(knowledge: CountryKnowledge, text: str, language: str, codes: list[str]) -> None:
    found = find_countries(text, knowledge, language)
    assert [mention.code for mention in found if not mention.adjective] == codes


@pytest.mark.parametrize("text", ["Bulgarian society", "det bulgariska samhället", "българското общество"])
def test_adjectives_are_unsure(knowledge: CountryKnowledge, text: str) -> None:
    (mention,) = find_countries(text, knowledge)
    assert mention.adjective
    assert mention.code == "BG"
    assert mention.confidence < 0.5


@pytest.mark.parametrize(
    ("value", "codes"), [("BG", ["BG"]), ("(EL)", ["GR"]), ("XX", []), ("Athens (EL)", ["GR"])]
)
def test_codes_in_a_field(knowledge: CountryKnowledge, value: str, codes: list[str]) -> None:
    assert [mention.code for mention in find_countries(value, knowledge, in_field=True)] == codes


@given(st.text(alphabet="BulgariаSéŞİß .\n", max_size=30), st.text(alphabet="xß İ.", max_size=8))
def test_offsets(knowledge: CountryKnowledge, noise: str, before: str) -> None:
    text = f"{before} Bulgaria {noise}"
    found = find_countries(text, knowledge)
    assert text[found[0].start : found[0].end] == "Bulgaria"
    assert all(left.end <= right.start for left, right in pairwise(found))
