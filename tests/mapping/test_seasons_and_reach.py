"""Seasons beside years, words for a whole country, and what follows from what."""

from __future__ import annotations

import pytest

from practicegraph.mapping.dates import DateKnowledge, find_dates
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
DATES = DateKnowledge.load()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hösten 2019 - våren 2021", "sv"),
        ("Herbst 2019 bis Frühjahr 2021", "de"),
        ("autumn 2019 – spring 2021", "en"),
        ("from summer 2019 to winter 2021", "en"),
        ("осінь 2019 – весна 2021", "uk"),
        ("осень 2019 – весна 2021", "ru"),
        ("есента на 2019 – пролетта на 2021", "bg"),
        ("od jesieni 2019 do wiosny 2021", "pl"),
        ("podzim 2019 – jaro 2021", "cs"),
        ("poletje 2019 – pomlad 2021", "sl"),
        ("automne 2019 - printemps 2021", "fr"),
        ("otoño 2019 - primavera 2021", "es"),
        ("autunno 2019 - primavera 2021", "it"),
        ("outono 2019 - primavera 2021", "pt"),
        ("toamna 2019 – primăvara 2021", "ro"),
        ("φθινόπωρο 2019 – άνοιξη 2021", "el"),
        ("syksy 2019 – kevät 2021", "fi"),
        ("sonbahar 2019 - ilkbahar 2021", "tr"),
        ("خريف 2019 - ربيع 2021", "ar"),
        ("najaar 2019 - voorjaar 2021", "nl"),
    ],
)
def test_seasons_keep_the_precision_of_the_year(text: str, language: str) -> None:
    (found,) = find_dates(text, DATES, language)
    assert (found.first, found.last) == ("2019", "2021")


def facts(text: str, field: str) -> list[object]:
    """Return the values of a field in a page of one paragraph."""
    mapped = map_document(read_text(f"A bench for all\n\n{text}\n".encode(), name="page.txt"), KNOWLEDGE)
    return [fact.value for fact in mapped.facts if fact.field == field and fact.value is not None]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (
            "The offer is open nationwide and free of charge for everybody who has just arrived here.",
            "national",
        ),
        ("Das Angebot besteht bundesweit und ist für alle Menschen kostenlos, die neu ankommen.", "national"),
        ("Das Angebot besteht landesweit und ist für alle Menschen kostenlos, die neu ankommen.", "regional"),
        ("Palvelu on valtakunnallinen ja maksuton kaikille, jotka ovat juuri muuttaneet maahan.", "national"),
        (
            "Szkolenia odbywają się w całym kraju i są bezpłatne dla wszystkich nowych mieszkańców.",
            "national",
        ),
    ],
)
def test_words_for_a_whole_country_tell_the_level(text: str, level: str) -> None:
    assert facts(text, "level") == [level]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("As a result of the war many families came to the town within a very short time.", False),
        ("As a result, many families of the town found a flat of their own within a very short time.", True),
    ],
)
def test_a_cause_is_no_result(text: str, result: bool) -> None:
    assert bool(facts(text, "result")) == result
