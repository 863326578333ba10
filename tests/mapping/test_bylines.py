"""Lines below a title that tell where, by whom and when."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
TEXT = "\n\nEvery household is matched with two local volunteers, who come for dinner once a fortnight for a year.\n"


def told(line: str) -> dict[str, str]:
    document = read_text(f"Kitchen Table\n\n{line}{TEXT}".encode(), name="a.txt", language="en")
    facts = map_document(document, KNOWLEDGE).facts
    return {fact.field: str(fact.value) for fact in facts if fact.field in ("implementer", "partner", "start", "end")}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "Monaghan, Ireland | Drumlin Community Forum | running since 2018",
            {"implementer": "Drumlin Community Forum", "start": "2018"},
        ),
        (
            "Graz, Austria · Open Kitchen Graz · 2019–2022",
            {"implementer": "Open Kitchen Graz", "start": "2019", "end": "2022"},
        ),
        (
            "Veria, Greece | Municipality of Veria with the Food Bank Veria | March 2019 – February 2021",
            {
                "implementer": "Municipality of Veria",
                "partner": "Food Bank Veria",
                "start": "2019-03",
                "end": "2021-02",
            },
        ),
        ("Athens, Greece | City of Athens | 12 March 2021", {}),
        ("Harbour News | City of Leeds | 2021", {}),
        ("City of Leeds | 2019–2022", {"start": "2019", "end": "2022"}),
    ],
)
def test_a_line_of_place_actor_and_period(line: str, facts: dict[str, str]) -> None:
    assert told(line) == facts
