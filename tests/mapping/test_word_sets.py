from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.tables import LazyPattern
from practicegraph.mapping.word_sets import ToldPattern, WordSets

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
