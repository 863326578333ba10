from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.graph.ordering import TooLongError, ordered

subjects = st.one_of(
    st.sampled_from(["http://a", "http://a/b", "http://å", "http://\U0001f600"]).map(ox.NamedNode),
    st.sampled_from("xyz").map(ox.BlankNode),
)
predicates = st.sampled_from(["http://p", "http://p1"]).map(ox.NamedNode)
texts = st.text(alphabet=st.sampled_from('a \n\r\t"\\\u2028\x00\x7fé\uffff\U0001f600'), max_size=4)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(ox.Literal, texts, language=st.sampled_from(["sv", "en-gb"])),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://d")), texts),
    st.sampled_from(["1.10", "01"]).map(
        lambda text: ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    ),
)
plain = st.builds(ox.Triple, subjects, predicates, st.one_of(subjects, literals))
triples = st.lists(st.one_of(plain, st.builds(ox.Triple, subjects, predicates, plain)), max_size=40)


@given(triples, st.integers(1, 12))
def test_sorting_on_disk_gives_what_sorting_in_memory_does(found: list[ox.Triple], in_memory: int) -> None:
    assert list(ordered(iter(found), in_memory=in_memory)) == sorted(set(found), key=str)


def test_runs_are_merged_when_there_are_many() -> None:
    found = [
        ox.Triple(
            ox.NamedNode(f"http://x/{number % 700}"), ox.NamedNode("http://p"), ox.Literal(number % 700)
        )
        for number in range(1500)
    ]

    assert list(ordered(found, in_memory=10)) == sorted(set(found), key=str)


def test_room_on_disk_has_an_end() -> None:
    endless = (
        ox.Triple(ox.NamedNode(f"http://x/{number}"), ox.NamedNode("http://p"), ox.Literal(number))
        for number in iter(int, 1)
    )
    with pytest.raises(TooLongError):
        list(ordered(endless, in_memory=100, room=5_000))
