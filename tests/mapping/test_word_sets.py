from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.tables import LazyPattern, alternation
from practicegraph.mapping.word_sets import OpeningPattern, ToldPattern, WordSets

WORDS = st.frozensets(st.sampled_from(["a", "be", "cat", "dots"]))


@given(st.lists(WORDS), WORDS)
def test_a_text_has_one_of_the_sets_in_full(sets: list[frozenset[str]], words: frozenset[str]) -> None:
    assert WordSets.of(sets).any_in(words) is any(one <= words for one in sets)


FORMS = ["fled from", "kaçtı", "d'origine", "пришла", "ήρθε από"]


@pytest.mark.parametrize(
    "text",
    [
        "She fled\nfrom there.",
        "ALI KAÇTI",
        "Leyla kaçtı",
        "Anna, d’origine étrangère",
        "Она ПРИШЛА пешком",
        "ΉΡΘΕ ΑΠΌ αλλού",
        "from where they fled",
        "she came",
        "",
    ],
)
def test_a_pattern_of_told_forms_finds_what_it_would_find_everywhere(text: str) -> None:
    parts = (r"(?i)(?<!\w)", FORMS, r"(?!\w)")
    everywhere = [found.span() for found in LazyPattern(*parts).finditer(text)]
    assert [found.span() for found in ToldPattern(FORMS, *parts).finditer(text)] == everywhere
    assert len(everywhere) == (0 if text in ("from where they fled", "she came", "") else 1)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Frau Dr. Alma, FRAU\nIda", ["Frau ", "FRAU\n"]),
        ("die Hausfrau ging", []),
        ("κα Μαρία και ΚΑ Άννα", ["κα ", "ΚΑ "]),
        ("IŞIK öğretmeni ışık saçar", ["IŞIK ", "ışık "]),
        ("koordinatorka_Ana, Koordinatorji in", ["Koordinatorji "]),
        ("za 5 € in €uro", ["€ "]),
        ("d’ici, d'ici et là", ["d'ici "]),
        ("nobody", []),
        ("", []),
    ],
)
def test_a_pattern_is_tried_only_where_a_form_may_begin(text: str, places: list[str]) -> None:
    forms = ["frau", "κα", "ışık", "koordinator*", "€", "d'ici"]
    written = rf"(?i)(?<!\w){alternation(forms)}\s".replace(r"\*", r"\w*")
    found = [match[0] for match in OpeningPattern(forms, written).finditer(text)]
    assert found == [match[0] for match in LazyPattern(written).finditer(text)] == places


def test_places_of_a_pattern_do_not_overlap() -> None:
    found = OpeningPattern(["sig"], r"(?i)(?:sig\.? )+\w+").finditer("Sig. Sig. Rossi, sig Bianchi")
    assert [match[0] for match in found] == ["Sig. Sig. Rossi", "sig Bianchi"]
