"""Which organisation a name means in the whole document; who evaluated; what is no name."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def facts(text: str, *fields: str) -> list[Fact]:
    """Return the facts of these fields of a text."""
    mapped = map_document(read_text(text.encode(), name="page.txt"), KNOWLEDGE)
    return [fact for fact in mapped.facts if fact.field in fields and fact.value is not None]


@pytest.mark.parametrize(("country", "registered"), [("Bulgaria", True), ("Serbia", False)])
def test_a_ministry_is_that_of_the_documents_country(country: str, registered: bool) -> None:
    text = f"Title: Bridges\n\nCountry: {country}\n\nPartners: Ministry of Labour and Social Policy\n"
    (partner,) = facts(text, "partner")
    found = str(partner.detail("organization")).rpartition("/")[2]
    known = {entry.slug for entry in KNOWLEDGE.organizations.national.values()}
    assert (found in known) == registered


def test_an_acronym_in_brackets_is_a_name_of_the_organisation() -> None:
    text = (
        "Title: Bridges\n\nImplementing organisation: Lindenau Women's Association (LWA)\n\n"
        "Partners: LWA; City of Lindenau\n"
    )
    implementer, *partners = facts(text, "implementer", "partner")
    assert implementer.detail("acronym") == "LWA"
    assert str(implementer.detail("organization")).endswith("/lindenau-womens-association")
    assert partners[0].detail("organization") == implementer.detail("organization")


def test_a_description_is_no_name() -> None:
    text = "Title: Bridges\n\nPartners: an experienced researcher; Bulgarian Red Cross\n"
    assert [fact.value for fact in facts(text, "partner")] == ["Bulgarian Red Cross"]


@pytest.mark.parametrize(
    ("text", "external"),
    [
        ("Evaluation: An external evaluation was carried out in 2020.", True),
        ("Evaluation: The team did a self-evaluation each year.", False),
        ("Evaluation: Participants filled in questionnaires.", None),
        ("Utvärdering: En extern utvärdering gjordes 2020.", True),
        ("Avaliação: Avaliação interna feita por inquérito às participantes.", False),
        ("Оценка: Проведена беше външна оценка през 2020 г.", True),
    ],
)
def test_who_stood_outside(text: str, external: bool | None) -> None:
    (evaluation,) = facts(f"{text}\n", "evaluation")
    assert evaluation.detail("external") == external


def test_an_evaluation_names_its_evaluator() -> None:
    (evaluation,) = facts("Evaluation: It was evaluated by the University of Vienna in 2020.\n", "evaluation")
    assert str(evaluation.detail("evaluator")).endswith("/university-of-vienna")


def test_an_evaluator_is_the_organisation_that_it_is_elsewhere_in_the_document() -> None:
    text = (
        "Title: Bridges\n\nCountry: Serbia\n\nPartners: Ministry of Labour and Social Policy\n\n"
        "Evaluation: It was evaluated by the Ministry of Labour and Social Policy in 2020.\n"
    )
    (partner,) = facts(text, "partner")
    (evaluation,) = facts(text, "evaluation")
    assert evaluation.detail("evaluator") == partner.detail("organization")
