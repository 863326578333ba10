from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.places import find_large_places, find_places

PROSE = [
    ("Centres opened in Sofia, Burgas and Kardzhali.", ["BG"], ["727011", "732770", "729794"]),
    ("в София и Варна", ["BG"], ["727011", "726050"]),
    ("i Östersund och Gävle", ["SE"], ["2685750", "2712414"]),
    ("in Wien und Graz", ["AT"], ["2761369", "2778067"]),
    ("in Vienna", ["AT"], ["2761369"]),
    ("στην Αθήνα", ["GR"], ["264371"]),
    ("ve městě Brno", ["CZ"], ["3078610"]),
    ("w Warszawie", ["PL"], ["756135"]),
    ("v Ljubljani", ["SI"], ["3196359"]),
    ("Sofia and Vienna", ["AT"], ["2761369"]),
    ("Sofia", [], []),
    ("the land and the split", ["HR", "DE"], []),
    ("sofia", ["BG"], []),
    ("Julia and Flavia", ["BG"], []),
]


@pytest.fixture(scope="module")
def knowledge() -> PlaceKnowledge:
    return PlaceKnowledge.load()


@pytest.mark.parametrize(("text", "countries", "ids"), PROSE)
def test_running_text(knowledge: PlaceKnowledge, text: str, countries: list[str], ids: list[str]) -> None:
    found = find_places(text, knowledge, countries)
    assert [mention.geonames for mention in found] == ids
    assert not any(mention.doubtful for mention in found)


def test_one_letter_off_is_a_doubt_of_a_place_field_only(knowledge: PlaceKnowledge) -> None:
    value = "Varna, Plovdif"
    varna, plovdiv = find_places(value, knowledge, ["BG"], in_field=True)
    assert (varna.geonames, varna.doubtful) == ("726050", False)
    assert (plovdiv.geonames, plovdiv.doubtful, plovdiv.confidence) == ("728193", True, 0.5)
    assert [mention.name for mention in find_places(value, knowledge, ["BG"])] == ["Varna"]
    assert find_places("Plovdif", knowledge, ["SE"], in_field=True) == ()


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Vienna makes life easier", ["AT"]),
        ("à Vienne et Lyon", ["AT", "FR"]),
        ("в София", ["BG"]),
        ("in Gabrovo", []),
    ],
)
def test_large_towns_tell_their_country(knowledge: PlaceKnowledge, text: str, countries: list[str]) -> None:
    assert [mention.country for mention in find_large_places(text, knowledge)] == countries


@settings(max_examples=50)
@given(st.text(alphabet="SofiaVarna,София \n", max_size=40), st.booleans())
def test_spans(knowledge: PlaceKnowledge, text: str, in_field: bool) -> None:
    found = find_places(text, knowledge, ["BG", "SE"], in_field=in_field)
    assert all(text[mention.start : mention.end].strip() for mention in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "countries", "names"),
    [
        ("La garde d'enfants a écarté plusieurs candidates.", ("FR",), []),
        ("Le centre de La Garde ouvre en mai.", ("FR",), ["La Garde"]),
        ("Der Stein am Weg, und Kurse in Graz", ("AT",), ["Graz"]),
        ("La scuola di Bari e la fondi", ("IT",), ["Bari"]),
        ("i Östersund", ("SE",), ["Östersund"]),
    ],
)
def test_an_article_makes_a_common_noun(
    knowledge: PlaceKnowledge, text: str, countries: tuple[str, ...], names: list[str]
) -> None:
    assert [place.name for place in find_places(text, knowledge, countries)] == names
