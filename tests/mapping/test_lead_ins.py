"""What paragraphs of ordinary prose say whose first sentence only opens the topic, or whose last points back.

``ways_told.csv`` has a paragraph a row; ``says`` gives the fields that it tells (``+``) and does not tell (empty).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("ways_told.csv")
LEAST: Final = {"told": 0.95, "not told": 0.97, "languages": 27}
NEIGHBOUR: Final = "12\n\n"


def facts(text: str, language: str) -> list[Fact]:
    document = replace(read_text((NEIGHBOUR + text).encode(), name="a.txt"), language=language)
    return [fact for fact in map_document(document, KNOWLEDGE).facts if fact.basis is Basis.STATED]


def values(text: str, language: str, field: str) -> list[str]:
    return [str(fact.value) for fact in facts(text, language) if fact.field == field]


def test_paragraphs_tell_what_their_lead_in_opens() -> None:
    told: dict[bool, list[bool]] = {True: [], False: []}
    for row in rows_of(TABLE):
        found = {fact.field for fact in facts(row["text"], row["language"])}
        for part in row["says"].split(" | "):
            field, _, value = part.partition("=")
            wanted = value.strip() == "+"
            told[wanted].append((field in found) == wanted)
    assert sum(told[True]) / len(told[True]) >= LEAST["told"]
    assert sum(told[False]) / len(told[False]) >= LEAST["not told"]
    assert len({row["language"] for row in rows_of(TABLE)}) >= LEAST["languages"]


def test_the_lead_in_and_a_mere_no_are_not_said_of_anything() -> None:
    text = (
        "The kitchen belongs to the whole street by now. Was it easy? No. The first cook left us after a month. "
        "The oven was stolen twice that winter."
    )
    assert values(text, "en", "challenge") == [
        "The first cook left us after a month.",
        "The oven was stolen twice that winter.",
    ]


def test_a_topic_ends_with_the_paragraph_and_where_somebody_speaks() -> None:
    text = (
        "Der Sommer war lang und heiß. Doch es gab auch Rückschläge. Ein Vermieter zog sein Haus zurück. "
        "„Das war bitter“, sagt die Leiterin. Danach wurde gefeiert.\n\nDer Garten liegt am Fluss hinter der Mühle "
        "und wird von zwei Gärtnern gepflegt, die schon lange hier wohnen."
    )
    assert values(text, "de", "challenge") == ["Ein Vermieter zog sein Haus zurück."]


def test_a_list_is_of_what_its_introduction_opens() -> None:
    text = (
        "The hall stood empty for a decade before the club got the keys from the parish. To this end:\n"
        "1. a stove was put in and lit;\n2. two retired bakers were found;\n3. the yard was swept."
    )
    assert len(values(text, "en", "activity")) == 3


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "What changed everything for the town was the railway, which came in 1871 and brought the mills with it.",
        ),
        (
            "de",
            "Vorsicht ist die Mutter der Porzellankiste, sagte man früher in den Werkstätten am Fluss, wo man Teller malte.",
        ),
        (
            "fr",
            "Le revers de la veste est doublé de soie bleue, que les tailleurs de la vallée teignaient avec du pastel du causse.",
        ),
    ],
)
def test_longer_sentences_open_no_topic(language: str, text: str) -> None:
    assert not values(f"{text} Der Turm, the tower, la tour: 30 m.", language, "challenge")


def test_a_heading_in_two_languages_asks_for_what_either_half_asks() -> None:
    text = (
        "Проєкт / Project\n\nМета / Our aim\n\nЩоб кожна родина знала своїх сусідів і мала до кого звернутися.\n\n"
        "Труднощі / Difficulties\n\nПриміщення взимку холодне, а перекладачів бракує в кожній громаді області.\n"
    )
    assert values(text, "uk", "objective")
    assert values(text, "uk", "challenge")


def test_a_question_and_its_answer_in_one_paragraph_do_not_hold_the_next() -> None:
    text = (
        "A. The people\n\nWhat was difficult? The lorry broke down in the second week and nobody could mend it.\n\n"
        "The choir meets in the old mill, a stone house by the river that belongs to the parish council of the valley."
    )
    assert all("choir" not in value for value in values(text, "en", "challenge"))


def test_a_line_with_a_telephone_closes_the_last_text() -> None:
    text = (
        "Results\n\nForty families have moved into flats of their own since the spring.\n\n"
        "To join us: 01632 960 144, weekdays only"
    )
    assert all("join" not in value for value in values(text, "en", "result"))


LISTS: Final = [
    ("en", "Within the project the foundation runs:", ("an information point in Leeds", "language courses")),
    (
        "de",
        "Im Rahmen des Projekts bietet der Verein:",
        ("eine Beratungsstelle in Kiel", "Sprachkurse am Abend"),
    ),
    ("pl", "W ramach projektu Fundacja prowadzi:", ("punkt informacyjny w Łodzi", "kursy języka polskiego")),
    (
        "fr",
        "Dans le cadre du projet, l'association propose :",
        ("un lieu d'écoute à Lyon", "des cours de français"),
    ),
    ("bg", "По проекта фондацията предлага:", ("информационна точка в Русе", "курсове по български")),
]


@pytest.mark.parametrize(("language", "lead_in", "items"), LISTS, ids=[row[0] for row in LISTS])
def test_what_somebody_offers_is_done(language: str, lead_in: str, items: tuple[str, ...]) -> None:
    listed = "".join(f"- {item}\n" for item in items)
    assert values(f"{lead_in}\n{listed}", language, "activity") == list(items)
    assert values(f"{lead_in[:-1]}.\n\n{listed}", language, "activity") != list(items)
