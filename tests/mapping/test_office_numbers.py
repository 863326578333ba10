"""Which telephones are an organisation's and which somebody's: ``telephones.txt``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

GAPS: Final = ("w sekretariacie",)
"""An office in another case: its number is masked, in doubt."""


def cases() -> list[str]:
    lines = (Path(__file__).parent / "telephones.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("\t", 1)[1] for line in lines if "\t" in line and not line.startswith("#")]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[:40])
def test_a_number_is_an_offices_where_one_is_named_and_no_person_is(case: str) -> None:
    marked = re.search("[⟪⟦](.*?)[⟫⟧]", case)
    text = re.sub("[⟪⟫⟦⟧]", "", case).replace("\\n", "\n").replace("\\t", "\t")
    mapped = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load())
    served = [fact.exact for fact in mapped.facts if fact.field == "phone"]
    of_office = "⟪" in case and not any(gap in case for gap in GAPS)
    assert served == ([marked[1]] if marked and of_office else [])
    if marked:
        assert (marked[1] in mapped.document.text) == of_office


def test_an_office_below_what_is_related_is_served() -> None:
    text = (
        "Κήπος των Γλωσσών\n\nΣτόχος\n\nΗ ενίσχυση της συμμετοχής των προσφύγων στην τοπική κοινωνία.\n\n"
        "Φορέας υλοποίησης\nΔήμος Βόλου\n\nΣυνημμένα αρχεία\nΑπόφαση (pdf)\nΈντυπο (doc)\n\n"
        "Πληροφορίες: τηλ. 24213 50100, www.kipos.example\n\nΌροι χρήσης | Χάρτης ιστοτόπου\n"
    )
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.exact for fact in facts if fact.field == "phone"] == ["24213 50100"]
