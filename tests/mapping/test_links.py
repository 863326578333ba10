from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.links import find_links

ADDRESSES = [
    ("See https://example.org/a/b?c=d#e.", ["https://example.org/a/b?c=d#e"]),
    ("(http://example.bulgarianhost.net/)", ["http://example.bulgarianhost.net/"]),
    ("redcross.bg", ["https://redcross.bg"]),
    ("visit www.iom.bg/integration, then", ["https://www.iom.bg/integration"]),
    ("https://en.wikipedia.org/wiki/Sofia_(city) is", ["https://en.wikipedia.org/wiki/Sofia_(city)"]),
    ("two: http://a.org; https://b.org/x", ["http://a.org", "https://b.org/x"]),
    ("Läs mer på www.östersund.se!", ["https://www.östersund.se"]),
    ("asyl.ecre.org/path/", ["https://asyl.ecre.org/path/"]),
    ("Сайт: http://mvr.bg/page.html", ["http://mvr.bg/page.html"]),
    ("<https://example.org>", ["https://example.org"]),
    ("uni-wien.ac.at", ["https://uni-wien.ac.at"]),
    ("example.org:8080/x", ["https://example.org:8080/x"]),
    ("write to anna@example.org today", []),
    ("firm s.r.o. and e.V. and S.A.", []),
    ("report.pdf and e.g. this", []),
    ("at the end.In November", []),
    ("art. 48.2 and 3.5 and 10.7", []),
    ("12.05.2016", []),
    ("https://", []),
    ("anna.berg@mail.example.org", []),
]


@pytest.mark.parametrize(("text", "iris"), ADDRESSES)
def test_addresses(text: str, iris: list[str]) -> None:
    assert [mention.iri for mention in find_links(text)] == iris


@given(st.text(alphabet="ab.:/@()www http£é \n", max_size=80))
def test_spans_are_ordered_and_written_in_the_text(text: str) -> None:
    end = 0
    for mention in find_links(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.iri.endswith(text[mention.start : mention.end])
        end = mention.end


def test_a_page_beside_this_one_is_no_address() -> None:
    assert (
        find_links("[Home](index.md) · [Press](presse.md) · [All](https://a-house.org)")[0].iri
        == "https://a-house.org"
    )
    assert [link.iri for link in find_links("[House](www.a-house.org)")] == ["https://www.a-house.org"]
