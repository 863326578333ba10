"""Archives: the same three projects, however their names, labels and the lines round them are set."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PROJECTS: Final = (
    (
        "Tea in the Yard",
        "Leeds | 2015–2017",
        (
            ("Aim", "To bring neighbours together."),
            ("Run by", "Town of Leeds"),
            ("Project period", "March 2015 - June 2017"),
            ("Grant awarded", "120 000 euro"),
            ("Results", "40 families moved in."),
        ),
    ),
    (
        "A Key for Everyone",
        "York | 2018–2020",
        (
            ("Project period", "1 January 2018 - 31 December 2020"),
            ("Lead partner", "Housing Association Lind"),
            ("Partners", "Library of York; School of Bread"),
            ("Target group", "refugee women"),
            ("Total budget", "EUR 210,000"),
        ),
    ),
    (
        "Bread and Words",
        "Hull | 2012–2013",
        (
            ("Carried out by", "Red Cross Hull"),
            ("Activities", "Volunteers visit families and read with the children."),
            ("Duration", "2012-2013"),
            ("Funded by", "Lindqvist Foundation"),
        ),
    ),
)
LABELS: Final = {
    "colon": "{0}: {1}",
    "capitals": "{2}: {1}",
    "bold": "**{0}:** {1}",
    "bullet": "• {0}: {1}",
    "dash": "{0} – {1}",
    "bar": "{0} | {1}",
    "tab": "{0}\t{1}",
    "aligned": "{0:<20}{1}",
    "over": "{0}\n{1}",
    "capitals over": "{2}\n{1}",
}
NAMES: Final = {
    "plain": "{1}",
    "capitals": "{2}",
    "quoted": "“{1}”",
    "arrow": "» {1}",
    "numbered": "{0}. {1}",
    "bracket": "{0}) {1}",
    "called": "Project {0}: {1}",
    "marked": "## {1}",
}
OVER: Final = {"nothing": "", "years": "{1}\n", "number": "{0:02d}\n"}
BELOW: Final = {"nothing": "", "place": "{2}\n"}
GAPS: Final = frozenset(product(("dash",), ("plain", "capitals", "quoted"), ("nothing",), ("nothing",)))
"""What is not read yet: rows with dashes right below the first name are taken for the menu above it."""


def archive(label: str, name: str, over: str, below: str) -> str:
    """Return the text of an archive that sets its projects so."""
    parts = []
    for number, (title, placed, rows) in enumerate(PROJECTS, start=1):
        years = placed.rpartition(" ")[2]
        lines = [LABELS[label].format(key, value, key.upper()) for key, value in rows]
        head = OVER[over].format(number, years) + NAMES[name].format(number, title, title.upper())
        parts.append(f"{head}\n{BELOW[below].format(number, years, placed)}" + "\n".join(lines))
    top = "Home / Past projects\n\nPast projects\n\nHere are the projects that the county has paid for.\n\n"
    return top + "\n\n".join(parts) + "\n\nPrivacy | Imprint\n"


@pytest.mark.parametrize("case", list(product(LABELS, NAMES, OVER, BELOW)), ids="-".join)
def test_each_project_of_an_archive_is_one(
    case: tuple[str, str, str, str], request: pytest.FixtureRequest
) -> None:
    if case in GAPS:
        request.applymarker(pytest.mark.xfail(strict=True, reason="the first project is taken for a menu"))
    facts = map_document(read_text(archive(*case).encode(), name="a.txt"), Knowledge.load()).facts
    titles = [str(fact.value).casefold() for fact in facts if fact.field == "title" and fact.part]
    assert len(titles) == len(PROJECTS)
    assert all(title.casefold() in found for (title, _, _), found in zip(PROJECTS, titles, strict=True))
    ends = {fact.part: str(fact.value)[:4] for fact in facts if fact.field == "end"}
    assert ends == {1: "2017", 2: "2020", 3: "2013"}
    leads = {fact.part for fact in facts if fact.field in ("implementer", "lead")}
    assert leads == {1, 2, 3}
