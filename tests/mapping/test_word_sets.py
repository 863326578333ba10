from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.word_sets import WordSets

WORDS = st.frozensets(st.sampled_from(["a", "be", "cat", "dots"]))


@given(st.lists(WORDS), WORDS)
def test_a_text_has_one_of_the_sets_in_full(sets: list[frozenset[str]], words: frozenset[str]) -> None:
    assert WordSets.of(sets).any_in(words) is any(one <= words for one in sets)
