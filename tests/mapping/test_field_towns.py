"""What a page of fields tells of country, publication and goals without saying it in words."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def facts(text: str, field: str) -> list[Fact]:
    """Return the facts of one field of a text."""
    mapped = map_document(read_text(text.encode(), name="page.txt"), KNOWLEDGE)
    return [fact for fact in mapped.facts if fact.field == field]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Τίτλος: Κήπος\n\nΠεριοχή: Λάρισα, Βόλος\n", "GR"),
        ("Paikkakunta: Raisio, Naantali\n", "FI"),
        # One small town may be anywhere, but where its language is spoken it is that one.
        ("Place: Raisio\n", None),
        ("Paikkakunta: Raisio\n", "FI"),
        # Towns of two countries.
        ("Place: Larissa, Raisio\n", None),
    ],
)
def test_towns_of_a_field_suggest_their_country(text: str, country: str | None) -> None:
    found = facts(text, "country")
    assert [fact.value for fact in found] == ([country] if country else [])
    assert all(fact.basis is Basis.SUGGESTED for fact in found)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Julkaistu 14.2.2023", "2023-02-14"),
        ("Publié le 3 mars 2022", "2022-03-03"),
        ("Opublikowano: 5 maja 2021", "2021-05-05"),
        ("Gathered on 5 May 2021", None),
    ],
)
def test_a_line_that_says_so_gives_the_day_of_publication(line: str, day: str | None) -> None:
    page = f"An open kitchen\n\n{line}\n\nObjective: Neighbours meet.\n\nResults: Ninety meals.\n"
    assert [fact.value for fact in facts(page, "published")] == ([day] if day else [])


def test_the_first_of_two_goals_is_no_number_of_a_list() -> None:
    assert [fact.value for fact in facts("SDGs\n\n4 and 11\n", "sdg") if fact.basis is Basis.STATED] == [
        "4",
        "11",
    ]


def test_a_bold_label_leaves_no_marks_in_its_value() -> None:
    page = read_markdown(
        b"# Open kitchen\n\n**Duration:** 18 months\n\n**Partners:** City of Turku\n", name="page.md"
    )
    values = [fact.value for fact in map_document(page, KNOWLEDGE).facts if fact.field == "partner"]
    assert values == ["City of Turku"]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Z kim współpracujemy?", "partner"),
        ("Quem promove?", "implementer"),
        ("Кой плаща?", "funder"),
        ("Who runs it?", "implementer"),
    ],
)
def test_plain_questions_are_headings(question: str, field: str) -> None:
    page = f"Bridges\n\n{question}\nBulgarian Red Cross\n"
    assert [fact.detail("organization") for fact in facts(page, field)] == [
        "https://w3id.org/practicegraph/id/organization/bulgarian-red-cross"
    ]
