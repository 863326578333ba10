"""What a sentence of running prose without a heading tells: what was hard, who repeats it, what came of it, how it began.

``told_texts.csv`` has the field of each sentence, which no other text has; behind ``!`` one that it is not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Final

from table_rows import rows_of

from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.texts import TEXT_FIELDS
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("told_texts.csv")
SUMS: Final = " 2 + 2 = 4, 3 + 3 = 6, 4 + 4 = 8, 5 + 5 = 10, 6 + 6 = 12."
"""A text in no language: a passage needs some length."""
LANGUAGES: Final = 27


def told(text: str, language: str) -> set[str]:
    document = replace(read_text(f"12\n\n{text}{SUMS}".encode(), name="a.txt"), language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return {fact.field for fact in facts if fact.basis is not Basis.MISSING and fact.field in TEXT_FIELDS}


def agrees(field: str, found: set[str]) -> bool:
    return field[1:] not in found if field.startswith("!") else found == {field}


def test_every_field_is_told_in_every_language() -> None:
    languages: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(TABLE):
        languages[row["field"]].add(row["language"])
    assert {field for field in languages if field[0] != "!" and len(languages[field]) < LANGUAGES} == set()


def test_sentences_tell_the_field_of_the_table() -> None:
    wrong = {
        (row["language"], row["field"], row["text"]): found
        for row in rows_of(TABLE)
        if not agrees(row["field"], found := told(row["text"], row["language"]))
    }
    assert wrong == {}
