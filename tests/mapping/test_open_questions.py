"""Questions of a form's table that nobody answered: what they ask for is missing, in whatever words they ask."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown

KNOWLEDGE = Knowledge.load()

FORMS = [
    ("en", "What was done?", "Are lasting changes noticed among neighbours or at the offices?", "Who paid for it?"),
    ("es", "¿Qué se hizo?", "¿Se aprecian cambios duraderos en el barrio o en las oficinas?", "¿Quién lo pagó?"),
    ("it", "Che cosa si è fatto?", "Si notano cambiamenti duraturi tra i vicini o negli uffici?", "Chi ha pagato?"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "first", "open_", "last"), FORMS)
def test_a_question_without_an_answer_is_missing(language: str, first: str, open_: str, last: str) -> None:
    rows = f"| 1. {first} | Tea was made on Mondays. |\n|---|---|\n| 2. {open_} | |\n| 3. {last} | Caritas Graz |\n"
    document = read_markdown(f"# Tea House\n\n{rows}".encode(), name="a.md", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    assert [fact.field for fact in facts if fact.basis is Basis.MISSING] == ["impact"]


def test_a_heading_over_a_table_has_its_value_there() -> None:
    text = "# Tea House\n\n## Evaluation\n\n| Criterion | Points |\n|---|---|\n| Reach | 9 |\n| Care | 7 |\n"
    facts = map_document(read_markdown(text.encode(), name="a.md", language="en"), KNOWLEDGE).facts
    assert not [fact for fact in facts if fact.basis is Basis.MISSING]
