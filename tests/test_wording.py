"""Sentences in several languages."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from practicegraph.wording import Choices, Wording, from_json, to_json, worded

SWEDISH = {"no {thing} in {place}": "ingen {thing} i {place}", "a house": "ett hus", "once": "en gång"}


def test_a_wording_is_its_english_text() -> None:
    said = Wording("no {thing} in {place}", thing=Wording("a house"), place="Malmö")

    assert said == "no a house in Malmö"
    assert worded(said, SWEDISH.get, "sv") == "ingen ett hus i Malmö"


def test_what_is_not_translated_stays_english() -> None:
    assert worded(Wording("never {n}", n=3), SWEDISH.get, "sv") == "never 3"
    assert worded("once", SWEDISH.get, "sv") == "en gång"


def test_alternatives_are_joined_as_the_language_does() -> None:
    choices = Choices((Wording("a house"), "FILTER", '"}"'))

    assert worded(choices, SWEDISH.get, "sv") == 'ett hus, FILTER eller "}"'
    assert str(choices) == 'a house, FILTER, or "}"'


TEXTS = st.recursive(
    st.text(),
    lambda inner: (
        st.builds(lambda value: Wording("a {value} b", value=value), inner)
        | st.lists(inner, min_size=1, max_size=3).map(lambda items: Choices(tuple(items)))
    ),
    max_leaves=5,
)


@given(TEXTS)
def test_it_crosses_to_another_process(text: str) -> None:
    again = from_json(json.loads(json.dumps(to_json(text))))

    assert again == text
    assert worded(again, {"a {value} b": "c {value}"}.get, "sv") == worded(
        text, {"a {value} b": "c {value}"}.get, "sv"
    )
