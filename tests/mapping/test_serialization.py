"""Facts as JSON Lines."""

from __future__ import annotations

import json

import pytest

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.fact import Basis, Evidence, Fact, details
from practicegraph.mapping.serialization import fact_from_json, fact_to_json, facts_from_lines, facts_to_lines

FACT = Fact(
    document="a.txt", field="count", value=370, language="en", basis=Basis.STATED, confidence=0.9, start=4, end=12,
    exact="over 370", method="count", details=details(unit="persons", comparator=">"),
)  # fmt: skip


def test_the_keys_come_in_the_order_of_the_contract() -> None:
    assert list(fact_to_json(FACT)) == [
        "document", "field", "value", "comparator", "unit", "language", "basis", "confidence", "start", "end",
        "exact", "method",
    ]  # fmt: skip


def test_a_missing_value_is_written() -> None:
    missing = Fact("a.txt", "level", None, None, Basis.MISSING, 0.9, 0, 5, "Level", "heading")
    record = fact_to_json(missing)
    assert record["value"] is None
    assert "language" not in record
    assert fact_from_json(record) == missing


def test_a_consolidated_fact_keeps_its_evidence() -> None:
    fact = Fact(
        "a.txt", "country", "SE", None, Basis.SIBLING, 0.9, 0, 6, "Sweden", "sibling", part=2, practice="tea",
        evidence=(Evidence("b.txt", 0, 6, "Sweden"),),
    )  # fmt: skip
    assert fact_from_json(json.loads(json.dumps(fact_to_json(fact)))) == fact


def test_lines_are_sorted_and_come_back() -> None:
    other = Fact("a.txt", "title", "Tea", "en", Basis.STATED, 0.9, 0, 3, "Tea", "title")
    lines = facts_to_lines([FACT, other])
    assert [json.loads(line)["field"] for line in lines.splitlines()] == ["title", "count"]
    assert facts_from_lines(lines) == [other, FACT]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "facts.jsonl:2: "),
        ('{"field": "count"}', "lacks the key 'basis'"),
        (json.dumps(fact_to_json(FACT) | {"field": "colour"}), "no field of the fact contract: 'colour'"),
        (json.dumps(fact_to_json(FACT) | {"basis": "guessed"}), "not a fact"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        facts_from_lines("\n" + line, source="facts.jsonl")
    assert message in str(caught.value)
    assert str(caught.value).startswith("facts.jsonl:2: ")
