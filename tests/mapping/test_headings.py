"""The heading lexicon: what is a heading, however it is written, and what is none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.headings import HeadingLexicon, normalised

LANGUAGES = {
    "en",
    "sv",
    "bg",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ro",
    "el",
    "hu",
    "cs",
    "pl",
    "sl",
    "fi",
    "tr",
    "ru",
    "uk",
    "ar",
}
FIELDS = {
    "title", "objective", "description", "origin", "activity", "method", "challenge", "result", "impact",
    "replicability", "evaluation", "implementer", "lead", "partner", "funder", "managingAuthority", "evaluator",
    "reporter", "organizationType", "level", "theme", "targetGroup", "beneficiary", "country", "place", "start",
    "end", "duration", "period", "sdg", "funding", "fundingProgramme", "fundingShare", "fundingAmount", "budget",
    "count", "link", "identifier", "published", "contact",
}  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> HeadingLexicon:
    return HeadingLexicon.load()


def test_every_language_has_every_field(lexicon: HeadingLexicon) -> None:
    known = {(row.language, row.field) for rows in lexicon.by_form.values() for row in rows}
    assert {(language, field) for language in LANGUAGES for field in FIELDS} - known == set()


@given(st.text(max_size=40))
def test_normalising_is_stable(text: str) -> None:
    once = normalised(text)
    assert normalised(f"  {once}: ") in {once, normalised(once)}


@pytest.mark.parametrize(
    "written",
    ["Main activities", "MAIN ACTIVITIES", "**Main Activities:**", "3. Main activities", "2 – Main activities",
     "## Main activities", "Main\u00a0activities :", "„Main activities“", "• Main activities"],
)  # fmt: skip
def test_writing_makes_no_difference(lexicon: HeadingLexicon, written: str) -> None:
    match = lexicon.exact(written)
    assert match is not None
    heading = match.field("")
    assert heading is not None
    assert heading.field == "activity"


@pytest.mark.parametrize("apostrophe", "'’‘`´")
def test_apostrophes_make_no_difference(lexicon: HeadingLexicon, apostrophe: str) -> None:
    match = lexicon.exact(f"SDG{apostrophe}s")
    assert match is not None
    assert {row.field for row in match.rows} == {"sdg"}


def typo(form: str, chance: random.Random) -> str:
    """Make one letter wrong: left out, doubled, swapped or another."""
    at = chance.randrange(1, len(form) - 1)
    kinds = (
        form[:at] + form[at + 1 :],
        form[:at] + form[at] + form[at:],
        form[:at] + form[at + 1] + form[at] + form[at + 2 :],
        form[:at] + "x" + form[at + 1 :],
    )
    return chance.choice(kinds)


def test_one_typing_error_is_forgiven(lexicon: HeadingLexicon) -> None:
    chance = random.Random(20)  # noqa: S311 - a seed, so that the typing errors stay the same
    forms = [form for form in sorted(lexicon.by_form) if len(form) >= 8]
    found = 0
    for form in forms:
        match = lexicon.find(typo(form, chance))
        fields = {row.field for row in lexicon.by_form[form]}
        found += match is not None and bool(fields & {row.field for row in match.rows})
    assert found / len(forms) >= 0.9


def test_running_prose_holds_no_headings(lexicon: HeadingLexicon) -> None:
    """Cut prose into pieces as short as headings: at most one in two hundred may look like one."""
    chunks = []
    for line in (Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        for size in (2, 3, 4, 5, 7):
            chunks += [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
    false = [chunk for chunk in chunks if lexicon.find(chunk) is not None]
    assert len(chunks) > 1000
    assert len(false) / len(chunks) <= 0.005, false


def test_a_section_decides_the_field(lexicon: HeadingLexicon) -> None:
    match = lexicon.exact("Description")
    assert match is not None
    general, results = match.field("", ["en"]), match.field("results", ["en"])
    assert general is not None
    assert results is not None
    assert (general.field, results.field) == ("description", "result")


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "headings.csv"
    path.write_text(
        "form,language,field,role,within\nAim,en,objective,field,\nOdd,en,objective,what,\n", encoding="utf-8"
    )
    with pytest.raises(InvalidDataError, match=r"headings\.csv:3: needs a form, a field and a role"):
        HeadingLexicon.load(path)
    path.write_text("form,language\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"headings\.csv:1: must have the columns"):
        HeadingLexicon.load(path)


def test_one_more_language_is_one_more_row(tmp_path: Path) -> None:
    path = tmp_path / "headings.csv"
    path.write_text("form,language,field,role,within\nMarkmið,is,objective,field,\n", encoding="utf-8")
    match = HeadingLexicon.load(path).find("MARKMIÐ:")
    assert match is not None
    assert match.rows[0].language == "is"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "Aims and activities"), ("de", "Ziele und Maßnahmen"), ("fi", "Hankkeen tavoitteet ja toimenpiteet"),
        ("pl", "Cele i działania"), ("cs", "Cíle a aktivity"), ("fr", "Objectifs et activités"), ("en", "Background and aims"),
        ("hu", "Célok és tevékenységek"), ("sv", "Mål och aktiviteter"), ("de", "2.1 Ausgangslage und Ziele"),
    ],
)  # fmt: skip
def test_a_heading_that_asks_for_two_kinds_of_prose_asks_for_a_description(
    lexicon: HeadingLexicon, language: str, heading: str
) -> None:
    match = lexicon.exact(heading)
    assert match is not None
    assert [(row.field, row.language) for row in match.rows] == [("description", language)]


@pytest.mark.parametrize("heading", ["Results and tea", "and activities", "Aims and", "Ziele and Maßnahmen"])
def test_half_a_heading_does_not_ask_for_two_things(lexicon: HeadingLexicon, heading: str) -> None:
    match = lexicon.find(heading)
    assert match is None or "description" not in {row.field for row in match.rows}


def test_two_words_for_what_is_done_ask_for_that(lexicon: HeadingLexicon) -> None:
    match = lexicon.exact("Activities and methods")
    assert match is not None
    assert {row.field for row in match.rows} == {"activity"}
