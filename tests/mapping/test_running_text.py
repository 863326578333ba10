"""What running text says without labels: with whom one works whose name has no kind, what was reached, aimed at and hard.

``running_text.csv`` was written before the rules; ``says`` has roles and names, or the fields that the text tells, parted by ``|``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.tables import read_table
from practicegraph.mapping.texts import TEXT_FIELDS
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("running_text.csv")
ROWS: Final = read_table(TABLE, ("kind", "language", "text", "says"))
ROLES: Final = frozenset({"implementer", "lead", "partner", "funder"})


def told(kind: str, language: str, text: str) -> set[str]:
    document = read_text(f"{text}\n".encode(), name="page.txt", language=language)
    facts = [fact for fact in map_document(document, KNOWLEDGE).facts if fact.value is not None]
    if kind == "role":
        return {f"{fact.field}={fact.value}" for fact in facts if fact.field in ROLES}
    return {fact.field for fact in facts if fact.field in TEXT_FIELDS}


@pytest.mark.parametrize(("kind", "language", "text", "says"), [tuple(row.values()) for row in ROWS])
def test_what_running_text_says(kind: str, language: str, text: str, says: str) -> None:
    assert told(kind, language, text) == {part for part in says.split("|") if part}


def test_the_languages_are_many() -> None:
    assert len({row["language"] for row in ROWS}) >= 20
