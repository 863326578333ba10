"""Names without a word of kind: only what stands beside them tells that they are organisations."""

from __future__ import annotations

from pathlib import Path

from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.tables import read_table

SENTENCES = read_table(Path(__file__).with_name("appositions.csv"), ("language", "text", "name"))
KNOWLEDGE = OrganizationKnowledge.load(PlaceKnowledge.load())
ASKED = 0.95


def names(row: dict[str, str]) -> list[str]:
    """Return the names in a sentence of the table."""
    return [mention.name for mention in find_organizations(row["text"], KNOWLEDGE, row["language"])]


def test_the_words_beside_a_name_tell_its_kind() -> None:
    wanted = [row for row in SENTENCES if row["name"]]
    missed = [(row, names(row)) for row in wanted if names(row) != [row["name"]]]
    assert len(missed) <= (1 - ASKED) * len(wanted), missed


def test_no_list_place_or_person_is_an_organization() -> None:
    false = [(row, found) for row in SENTENCES if not row["name"] and (found := names(row))]
    assert false == []


def test_the_table_is_broad() -> None:
    assert len({row["language"] for row in SENTENCES}) >= 18
    assert len([row for row in SENTENCES if not row["name"]]) >= 20


def test_the_type_is_that_of_the_kind_and_the_method_says_so() -> None:
    text = "It is run by Open Harbour, a charity that helps newcomers."
    (mention,) = find_organizations(text, KNOWLEDGE, "en")
    assert (text[mention.start : mention.end], mention.type, mention.method) == (
        "Open Harbour", "ngo", "organization:apposition",
    )  # fmt: skip


def test_without_a_language_nothing_is_read() -> None:
    assert find_organizations("It is run by Open Harbour, a charity that helps newcomers.", KNOWLEDGE) == ()
