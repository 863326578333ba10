"""What running prose counts by bare numbers and open nouns, and the numbers in it that count nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.mapping.count_mentions import CountMention
from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.tables import read_table
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
HERE = Path(__file__).parent
COUNTED = read_table(HERE / "counted_prose.csv", ("language", "text", "counts"))
UNCOUNTED = read_table(HERE / "uncounted_prose.csv", ("language", "text"))


def written(count: CountMention) -> str:
    """Return a count as the table writes it."""
    comparator = "" if count.comparator == "=" else count.comparator
    return f"{'p' if count.planned else ''}{comparator}{count.value}"


@pytest.mark.parametrize(("language", "text", "counts"), [tuple(row.values()) for row in COUNTED])
def test_what_prose_counts(language: str, text: str, counts: str) -> None:
    found = find_counts(text, KNOWLEDGE.counts, language)

    assert [written(count) for count in found] == counts.split()


@pytest.mark.parametrize(("language", "text"), [tuple(row.values()) for row in UNCOUNTED])
def test_what_counts_nothing(language: str, text: str) -> None:
    document = read_text(f"{text}\n".encode(), name="page.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts

    assert not [fact.value for fact in facts if fact.field == "count" and fact.detail("scope") != "context"]


def test_a_noun_of_no_list_counts_persons_by_its_ending_and_else_things() -> None:
    people, things = (
        find_counts("The city hopes to train 40 bicycle mechanics.", KNOWLEDGE.counts, "en"),
        find_counts("The shop has mended 1,340 kettles.", KNOWLEDGE.counts, "en"),
    )

    assert [count.unit for count in (*people, *things)] == ["persons", "things"]
