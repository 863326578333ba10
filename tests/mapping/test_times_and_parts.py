"""Numbers of downloads, of things of which a part is told, of some with an ending, and plans told behind a count."""

from __future__ import annotations

import pytest

from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.knowledge import Knowledge

TIMES = [
    ("en", "The handbook was downloaded more than 3,000 times."),
    ("de", "Das Handbuch wurde über 3 000 Mal heruntergeladen."),
    ("fr", "Le guide a été téléchargé plus de 3 000 fois."),
    ("es", "El manual se descargó más de 3.000 veces."),
    ("it", "Il manuale è stato scaricato oltre 3.000 volte."),
    ("pl", "Podręcznik pobrano ponad 3000 razy."),
    ("sv", "Handboken har laddats ner mer än 3 000 gånger."),
    ("nl", "Het handboek werd meer dan 3.000 keer gedownload."),
    ("lt", "Kortelių rinkinį atsisiuntė daugiau kaip 3 000 kartų."),
]
PARTS = [
    ("en", "We passed on 27 notes, of which 19 ended with wages paid."),
    ("cs", "Inspektorátu práce jsme předali 27 podnětů, z nichž 19 skončilo doplacením mzdy."),
    ("fr", "Nous avons transmis 27 signalements à l'inspection, dont 19 ont abouti à un paiement."),
    ("es", "Trasladamos 27 denuncias a la inspección, de las que 19 acabaron en pago."),
    ("hu", "27 bejelentést tettünk a felügyelőségnél, amelyek közül 19 kifizetéssel zárult."),
    ("sv", "Vi lämnade 27 anmälningar till inspektionen, varav 19 slutade med utbetald lön."),
    ("sk", "Inšpektorátu sme odovzdali 27 podnetov, z ktorých 19 skončilo doplatením mzdy."),
]
ENDINGS = [
    ("412 kadın eğitimleri tamamladı, 212'si düzenli gelir elde etmeye başladı.", [412, 212]),
    ("415 kadın eğitimleri tamamladı (268’i Suriyeli, 147’si Türk).", [415, 268, 147]),
    ("418 kadın eğitimini tamamladı. Katılımcıların %55'i Suriyeli.", [418]),
]
PLANS = [
    ("en", "112 pairs were formed, the aim was 80."),
    ("pl", "Powstało 112 par, choć zakładano 80."),
    ("sv", "112 par bildades, målet var 80."),
]


@pytest.fixture(scope="module")
def counts() -> CountKnowledge:
    return Knowledge.load().counts


@pytest.mark.parametrize(("language", "text"), TIMES)
def test_downloads_are_counted(counts: CountKnowledge, language: str, text: str) -> None:
    assert [count.value for count in find_counts(text, counts, language)] == [3000]


def test_other_times_count_nothing(counts: CountKnowledge) -> None:
    assert find_counts("The bus runs 120 times a month.", counts, "en") == ()


@pytest.mark.parametrize(("language", "text"), PARTS)
def test_what_a_part_is_told_of_is_counted(counts: CountKnowledge, language: str, text: str) -> None:
    assert [count.value for count in find_counts(text, counts, language)] == [27, 19]


def test_weeks_of_which_some_are_told_count_nothing(counts: CountKnowledge) -> None:
    text = "Der Kurs dauert 27 Wochen, von denen 19 im Betrieb stattfinden."
    assert find_counts(text, counts, "de") == ()


@pytest.mark.parametrize(("text", "values"), ENDINGS)
def test_an_ending_tells_some_of_those_before(counts: CountKnowledge, text: str, values: list[int]) -> None:
    assert [count.value for count in find_counts(text, counts, "tr")] == values


@pytest.mark.parametrize(("language", "text"), PLANS)
def test_a_plan_behind_a_comma_is_of_the_next_number(
    counts: CountKnowledge, language: str, text: str
) -> None:
    found = find_counts(text, counts, language)
    assert [(count.value, bool(count.planned)) for count in found] == [(112, False), (80, True)]
