"""Labels with shortened words ask for what they do in full."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

LABELS = {
    "Impl. by": "implementer",
    "Target gps.": "targetGroup",
    "Exp. results": "result",
    "Zielgr.": "targetGroup",
    "Durchf. Organisation": "implementer",
    "Gr. cible": "targetGroup",
    "Obiettivi gen.": "objective",
    "Poblac. objetivo": "targetGroup",
    "Målgr.": "targetGroup",
    "Ημ/νία έναρξης": "start",
    "Ημ/νία Λήξης": "end",
}


@pytest.mark.parametrize(("label", "field"), LABELS.items(), ids=LABELS)
def test_shortened_labels(label: str, field: str) -> None:
    """Each is the heading that its words shorten."""
    found = Knowledge.load().headings.find(label)
    assert found is not None
    assert {row.field for row in found.rows} == {field}


@pytest.mark.parametrize("label", ["Mrs. Hall", "Org.", "St. Anna", "e.g. results", "Children.", "Res. 5"])
def test_what_could_be_several_things_is_no_label(label: str) -> None:
    """A name, a word that may stand for several, or one that leaves out next to nothing is not shortened."""
    assert Knowledge.load().headings.shortened(label) is None


def test_a_form_with_shortened_labels() -> None:
    """Values beside and below such labels are theirs; what is expected is planned."""
    text = """\
Title\tQuay Lessons
Impl. by\tHarbour Trust
Period\t2020 - 2021

Background
Newcomers knew nobody in the port.

Target gps.
- refugees
- teachers

Exp. results
At least 40 refugees pass the exam.
"""
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "implementer"] == ["Harbour Trust"]
    assert {"refugee", "teachers"} <= {fact.value for fact in facts if fact.field == "targetGroup"}
    counts = [dict(fact.details).get("planned") for fact in facts if fact.field == "count"]
    assert counts == [True]
