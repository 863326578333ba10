"""Names of organisations up to their last word, in running prose: what goes on in small letters, and what does not.

``whole_names.csv`` gives all the organisations of a sentence, parted by ``|``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.organizations import find_organizations
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("whole_names.csv")


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_names_end_with_their_last_word(row: dict[str, str]) -> None:
    found = find_organizations(row["text"], KNOWLEDGE.organizations, row["language"])
    assert [mention.name for mention in found] == row["names"].split("|")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A Matera l'associazione Passi in Cortile tiene corsi di italiano per rifugiati.", "Passi in Cortile"),
        ("A Matera l'associazione Passi in Toscana tiene corsi di italiano per rifugiati.", "Passi"),
        ("In Venlo leren vluchtelingen fietsen. Stichting Verder op Pad leidt het project.", "Stichting Verder op Pad"),
        ("En Soria la asociación Voces que Suman gestiona el taller para refugiados.", "Voces que Suman"),
    ],
)  # fmt: skip
def test_names_with_a_small_word_between_two_capitals(text: str, name: str) -> None:
    mapped = map_document(read_text(text.encode(), name="one.txt"), KNOWLEDGE)
    assert [fact.value for fact in mapped.facts if fact.field in {"implementer", "lead"}] == [name]


@pytest.mark.parametrize(
    ("text", "funders"),
    [
        ("Het taalcafé in Goes helpt vluchtelingen. De Stichting Zilt betaalt de helft, de gemeente de rest.", ["Stichting Zilt", "Gemeente"]),
        ("Kursen i Gävle är för flyktingar. Stiftelsen Vågen gav 40 000 kronor, resten betalar kommunen.", ["Stiftelsen Vågen", "Kommun"]),
        ("Kursen i Gävle är för flyktingar och drivs av Gävle kommun. Hyran betalar kommunen.", ["Gävle kommun"]),
        ("Il corso di Todi è per rifugiati. Le spese sono coperte dalla Fondazione Alba e dal Comune.", ["Fondazione Alba", "Comune"]),
        ("Il corso di Todi è per rifugiati. La sindaca del Comune ha visitato la scuola.", []),
        ("Kurz v Kolíně je pro uprchlíky. Polovinu nákladů hradí Nadace Javor, zbytek město.", ["Nadace Javor", "Město"]),
        ("Kurz v Kolíně je pro uprchlíky, kteří si město prohlédli.", []),
    ],
)  # fmt: skip
def test_bodies_that_pay_and_are_named_by_their_kind(text: str, funders: list[str]) -> None:
    mapped = map_document(read_text(text.encode(), name="one.txt"), KNOWLEDGE)
    found = [fact for fact in mapped.facts if fact.field == "funder"]
    assert sorted(str(fact.value) for fact in found) == sorted(funders)


def test_such_a_body_is_that_of_the_place() -> None:
    text = "Het taalcafé in Goes helpt vluchtelingen. De gemeente betaalt de kosten."
    (found,) = [
        f
        for f in map_document(read_text(text.encode(), name="one.txt"), KNOWLEDGE).facts
        if f.field == "funder"
    ]
    assert str(dict(found.details)["organization"]).endswith("/gemeente-goes")
