"""Later paragraphs under a heading that speak of something else, and numbers of the background."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()


def facts(text: str, language: str) -> list[Fact]:
    document = replace(read_text(text.encode(), name="a.txt"), language=language)
    return [fact for fact in map_document(document, KNOWLEDGE).facts if fact.basis is Basis.STATED]


def fields(text: str, language: str, words: str) -> list[str]:
    return [fact.field for fact in facts(text, language) if words in str(fact.value)]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "Results\n40 families moved in\n\nThe external evaluation was carried out by the University of Leeds in the spring.\n",
            "external evaluation",
        ),
        (
            "de",
            "Ergebnisse\n40 Familien zogen ein\n\nDie externe Evaluation führte die Universität Bremen im Frühjahr durch.\n",
            "externe Evaluation",
        ),
        (
            "pt",
            "Resultados\n40 famílias alojadas\n\nA avaliação externa está a cargo da Universidade do Minho e sai em maio.\n",
            "avaliação externa",
        ),
    ],
)
def test_who_evaluated_is_no_result(language: str, text: str, words: str) -> None:
    assert fields(text, language, words) == ["evaluation"]
    assert "result" in fields(text.replace("\n\n", "\n"), language, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "Results\n40 families moved in\n\nThe project is co-financed by the Asylum Fund.\n",
            "co-financed",
        ),
        ("fr", "Résultats\n40 familles logées\n\nLe projet est cofinancé par le Fonds asile.\n", "cofinancé"),
        (
            "es",
            "Resultados\n40 familias alojadas\n\nEl proyecto está cofinanciado por el Fondo de Asilo.\n",
            "cofinanciado",
        ),
    ],
)
def test_who_pays_is_no_result(language: str, text: str, words: str) -> None:
    assert "result" not in fields(text, language, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "Activities\n- evenings in the library\n- walks by the canal\n\nBy December 2021, 64 people from nine countries took part in the walks.\n",
            "64 people",
        ),
    ],
)
def test_what_was_reached_behind_a_list_of_activities_is_a_result(
    language: str, text: str, words: str
) -> None:
    assert fields(text, language, words) == ["result"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Background\nIn spring 900 newcomers in the county were out of work, and 70 posts stood empty.\n",
        ),
        ("sv", "Bakgrund\nVåren 2019 saknade 900 nyanlända i länet arbete och 70 tjänster stod tomma.\n"),
        ("fr", "Contexte\nAu printemps, 900 réfugiés du département étaient sans emploi.\n"),
        ("pl", "Uzasadnienie\nW powiecie 900 cudzoziemców szuka pracy.\n"),
    ],
)
def test_numbers_of_the_background_are_none_of_the_practice(language: str, text: str) -> None:
    assert [fact for fact in facts(text, language) if fact.field == "count"] == []
    assert [fact for fact in facts(text.partition("\n")[2], language) if fact.field == "count"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("sv", "Kvinnojouren Tilda"), ("de", "Frauenhaus Martha"), ("no", "Krisesenteret Anna")],
)
def test_houses_that_bear_a_given_name_are_no_persons(language: str, name: str) -> None:
    told = facts(f"Partner\n{name}\n", language)
    assert [fact.value for fact in told if fact.field == "partner"] == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The courses in Kyiv are paid by the Ministry of Foreign Affairs of Denmark."),
        ("uk", "Курси в Одесі оплачує Міністерство закордонних справ Данії."),
        ("pl", "Kursy w Lublinie opłaca Ministerstwo Spraw Zagranicznych Danii."),
        ("de", "Die Kurse in Kiew bezahlt das Außenministerium Dänemarks."),
    ],
)
def test_a_foreign_ministry_pays_from_elsewhere(language: str, text: str) -> None:
    assert "DK" not in [fact.value for fact in facts(text, language) if fact.field == "country"]
