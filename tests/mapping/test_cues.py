"""Words that tell: found whole, in the language of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.cues import Cues, pattern


@pytest.fixture(scope="module")
def cues() -> Cues:
    return Cues.load()


def test_a_cue_is_a_whole_word_in_any_case(cues: Cues) -> None:
    assert cues.search("funding", "FUNDED by the county") is not None
    assert cues.search("funding", "unfunded") is None


def test_a_cue_counts_in_its_language_and_english_in_all(cues: Cues) -> None:
    assert cues.search("copula", "Hanke on projekti", language="fi") is not None
    assert cues.search("copula", "Council on Refugees", language="sv") is None
    assert cues.search("funding", "funded by the county", language="sv") is not None
    assert cues.search("funding", "finansieras av länet", language="sv") is not None


@pytest.mark.parametrize("text", ["Das größte Problem war die Miete.", "Das grösste Problem war die Miete."])
def test_a_form_with_a_sharp_s_is_found_in_both_spellings(cues: Cues, text: str) -> None:
    found = cues.search("sentence:challenge", text, language="de")
    assert found is not None
    assert found.start() == text.index("gr") - len("das ")


def test_what_is_looked_for_first_hides_no_form(cues: Cues) -> None:
    for cue, forms in cues.forms.items():
        for form, languages in forms.items():
            text = f"({form.replace('*', 'x').replace('…', 'x y z')}), z".upper()
            for language in languages:
                searched = pattern(*cues.patterns[cue][language or None].forms).search(text)
                found = cues.search(cue, text, language=language or None)
                assert found is not None, form
                assert searched is not None, form
                assert found.start() == searched.start(), form
                assert found.end() >= searched.end(), form


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ausgaben und BUDGETPLANUNG", "BUDGETPLANUNG"),
        ("die Projektkosten", None),
        ("Lönekostnaderna steg", "Lönekostnaderna"),
        ("ΚΌΣΤΟΥΣ", None),
    ],
)
def test_a_form_with_open_letters_needs_those_that_are_given(
    tmp_path: Path, text: str, found: str | None
) -> None:
    path = tmp_path / "cues.csv"
    path.write_text("form,language,cue\nbudget*,,costs\n*kostnader*,sv,costs\n", encoding="utf-8")
    match = Cues.load(path).search("costs", text, language="sv")
    assert (match and match[0]) == found


def test_a_part_that_ends_inside_a_word_is_read_as_it_stands(cues: Cues) -> None:
    assert cues.search("funding", "fundedness", 0, len("funded")) is not None
    assert cues.search("funding", "funded by", 0, len("funded")) is not None
    assert cues.search("funding", "funds, funded", 0, len("funds,")) is None


@pytest.mark.parametrize("text", ["", " - -", "–", "N/A", "n/a", "…", "Saknas", "няма", "k. A."])
def test_signs_of_emptiness(cues: Cues, text: str) -> None:
    assert cues.is_empty(text)


def test_a_value_is_not_empty(cues: Cues) -> None:
    assert not cues.is_empty("Nano")
    assert not cues.is_empty("-5")


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cues.csv"
    path.write_text("form,language,cue\nfunded,en,\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"cues\.csv:2: needs a form and a cue"):
        Cues.load(path)
