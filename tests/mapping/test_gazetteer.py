from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from practicegraph.mapping.gazetteer import Gazetteer, fold, places, words

LETTERS = st.sampled_from("aB1 -.(")
TEXTS = st.text(LETTERS, max_size=20)


def longest_at(text: str, start: int, forms: set[str]) -> int:
    """Return where the longest whole-word form at a place ends, the place itself if there is none."""
    ends = [
        start + len(form)
        for form in forms
        if text.startswith(form, start) and re.search(r"[^\W_]", form) and begins_and_ends(text, start, form)
    ]
    return max(ends, default=start)


def begins_and_ends(text: str, start: int, form: str) -> bool:
    """Tell whether a form found at a place cuts no word of the text in two."""
    end = start + len(form)
    first = re.search(r"[^\W_]", form)
    assert first is not None
    word = start + first.start()
    return not (word and text[word - 1 : word].isalnum()) and not (
        text[end - 1 : end + 1].isalnum() and end < len(text)
    )


@given(st.lists(TEXTS, max_size=6), TEXTS)
@example(["a.", "a"], "a. b")
@example(["(a"], "a")
@example(["a b", "a b a"], "a b a1")
def test_the_longest_whole_words_are_found(written: list[str], text: str) -> None:
    gazetteer = Gazetteer.of((form, form) for form in written)
    forms, folded = {fold(form.strip()) for form in written} - {""}, fold(text)
    expected, reached = [], 0
    for start in range(len(text)):
        end = longest_at(folded, start, forms)
        if start >= reached and end > start:
            expected.append((start, end))
            reached = end
    assert [(match.start, match.end) for match in gazetteer.find(text)] == expected


@given(st.text())
def test_words_have_places(text: str) -> None:
    folded = fold(text)
    assert [folded[slice(*span)] for span in places(folded)] == list(words(folded))
