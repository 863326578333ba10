"""Who runs, leads, helps, pays and judges a practice, as running prose says it, and who is only mentioned.

``who_does_what.csv`` was written before the rules. ``says`` gives each organisation with its role, parted by ``|``:
``/`` parts roles that are as right, ``~~`` names that are; ``?`` stands before what may be read but need not; ``//``
parts paragraphs. Any other role is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from table_rows import rows_of

from practicegraph.mapping.fact import ROLE_FIELDS, Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("who_does_what.csv")
MARKS: Final = str.maketrans("", "", "„“”\"«»'’‘.,()")
LEAST: Final = {"told": 0.65, "mentioned": 0.95}
FEWEST: Final = {"sentences": 300, "mentioned": 50, "languages": 24}


class Told(NamedTuple):
    """A role that a sentence tells: any of ``roles`` with any of ``names``."""

    roles: frozenset[str]
    names: frozenset[str]
    needed: bool


def plain(name: str) -> str:
    return " ".join(name.casefold().translate(MARKS).split())


def told(says: str) -> list[Told]:
    found = []
    for part in (part.strip() for part in says.split("|") if part.strip()):
        given, _, names = part.lstrip("?").partition("=")
        own = frozenset(map(plain, names.split("~~")))
        found.append(Told(frozenset(given.split("/")), own, needed=not part.startswith("?")))
    return found


def read(row: dict[str, str]) -> set[tuple[str, str]]:
    text = "12\n\n" + row["text"].replace(" // ", "\n\n")
    document = replace(read_text(text.encode(), name="a.txt"), language=row["language"])
    return {
        (fact.field, plain(str(fact.value)))
        for fact in map_document(document, KNOWLEDGE).facts
        if fact.field in ROLE_FIELDS and fact.basis is not Basis.MISSING
    }


def wrong(row: dict[str, str]) -> list[str]:
    """Return what of a row is not read, behind a minus, and what is though it should not, behind a plus."""
    found, expected = read(row), told(row["says"])
    missed = [
        f"-{'/'.join(sorted(one.roles))}={min(one.names)}"
        for one in expected
        if one.needed and not any(role in one.roles and name in one.names for role, name in found)
    ]
    false = [
        f"+{role}={name}"
        for role, name in sorted(found)
        if not any(role in one.roles and name in one.names for one in expected)
    ]
    return missed + false


def test_the_table_has_enough_sentences_and_languages() -> None:
    table = rows_of(TABLE)
    assert len(table) >= FEWEST["sentences"]
    assert sum(not row["says"] for row in table) >= FEWEST["mentioned"]
    assert len({row["language"] for row in table}) >= FEWEST["languages"]


@pytest.mark.parametrize("kind", sorted(LEAST))
def test_who_does_what_is_read(kind: str) -> None:
    table = [row for row in rows_of(TABLE) if bool(row["says"]) is (kind == "told")]
    failed = {row["text"]: found for row in table if (found := wrong(row))}
    assert 1 - len(failed) / len(table) >= LEAST[kind], failed
