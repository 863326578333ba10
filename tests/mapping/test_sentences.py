"""Sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.sentences import sentences


@given(st.text(max_size=80))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    spans = list(sentences(text))
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They cook. They sing! Do they dance? Yes.", 4),
        ("Dr. Ann and J. Sebastian cook at 3.30 in St. Ann's hall.", 1),
        ("See art. 48 (2) of the rules, p. 12. It helps.", 2),
        ("Bröd, ost m.m. finns. Alla är välkomna.", 2),
        ("През 2021 г. започна. Беше студено.", 2),
        ("The guests, e.g. neighbours, wash up.", 1),
        ("They learn the language.Their aim is a job.Come!", 3),
        ("Μαθαίνουν τη γλώσσα.Σκοπός είναι η εργασία.", 2),
        ("See www.Teahouse.example, plan.PDF and the S.A.Limited e.V.Graz", 1),
    ],
)
def test_abbreviations_end_nothing(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count
