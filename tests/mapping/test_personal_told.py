"""What is personal in sentences, labels and cells of many languages, and what only looks so: ``personal_told.txt``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import MASK
from practicegraph.reading.text import read_text

GAPS: Final = frozenset(
    {"Rui Bettencourt da Câmara", "Bartholomew J. Thistlewood III", "Purificación Salcedo", "Noor"}
)
"""Names that are not found: a family's that is a word for a body, a number behind a name, given names that are words."""


class Case(NamedTuple):
    """A text, what of it is personal, and where."""

    text: str
    personal: tuple[tuple[int, int], ...]


def cases() -> list[Case]:
    """Return the cases of ``personal_told.txt``."""
    found = []
    for line in (Path(__file__).parent / "personal_told.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        text, spans, opened = "", [], 0
        for piece in re.split("([⟦⟧])", line.split("\t")[1].replace("\\n", "\n")):
            if piece == "⟦":
                opened = len(text)
            elif piece == "⟧":
                spans.append((opened, len(text)))
            else:
                text += piece
        found.append(Case(text, tuple(spans)))
    return found


CASES: Final = cases()


def test_there_are_many_of_both_kinds() -> None:
    assert sum(bool(case.personal) for case in CASES) >= 480
    assert sum(not case.personal for case in CASES) >= 240


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:40])
def test_what_is_personal_is_masked_and_nothing_else(case: Case) -> None:
    document = read_text(case.text.encode(), name="a.txt")
    masked = map_document(document, Knowledge.load()).document.text
    personal = {index for start, end in case.personal for index in range(start, end)}
    left = {case.text[start:end] for start, end in case.personal if any(map(str.isalnum, masked[start:end]))}
    assert left <= GAPS
    taken = [index for index, letter in enumerate(masked) if letter == MASK and index not in personal]
    assert not [case.text[index] for index in taken if case.text[index].isalnum()]
