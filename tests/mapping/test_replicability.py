"""What is said of replication: an answer, a report, or only reasons."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.mark.parametrize(
    ("heading", "said", "status"),
    [
        ("Replicability", "Yes, any town with a library can do it.", "stated-yes"),
        ("Replicability", "No. It rests on one gifted teacher.", "stated-no"),
        ("Replicability", "No town has asked for it so far, but all could.", "reasons-only"),
        ("Replicability", "The cooking evenings have been replicated in three other towns.", "replicated"),
        ("Replicability", "All it takes is a kitchen.", "reasons-only"),
        ("Replikerbarhet", "Ja, med små medel.", "stated-yes"),
        ("Übertragbarkeit", "Nein, dafür fehlt das Geld.", "stated-no"),
        ("Reproductibilité", "Oui: il suffit d'une salle.", "stated-yes"),
    ],
)
def test_status(heading: str, said: str, status: str, knowledge: Knowledge) -> None:
    text = f"Good practices / Cooking together\n\nCooking together\n\n{heading}\n\n{said}\n"
    mapped = map_document(read_text(text.encode(), name="page.txt"), knowledge)
    found = [fact.detail("status") for fact in mapped.facts if fact.field == "replicability"]

    assert found == [status]
