"""A name made for a project, such as ``RefuHub``, tells it apart under any subtitle; common words do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.records import title
from practicegraph.consolidation.weights import Weights
from practicegraph.mapping.mapped import MappedDocument

Make = Callable[..., MappedDocument]

VIENNA: dict[str, Any] = {"geonames": "2761369", "country": "AT"}
GRAZ: dict[str, Any] = {"geonames": "2778067", "country": "AT"}


@pytest.mark.parametrize(
    ("written", "coined"),
    [
        ("RefuHub - a house for all", {"refuhub"}),
        ("Refu'Hub", {"refuhub"}),
        ("REFUHUB", set()),
        ("Refuhub", set()),
        ("Kurse für MigrantInnen", set()),
        ("EaSI project for women", set()),
        ("iAm", set()),
    ],
)
def test_what_a_coined_name_is(written: str, coined: set[str]) -> None:
    assert title(written, None, Weights.load().words).coined == coined


def _merged(make: Make, first: list[Any], second: list[Any], language: str = "en") -> bool:
    kind = ("kind", "practice", {})
    found = consolidate(
        [make("a", [kind, *first]), make("b", [kind, *second], language=language)],
    )
    return len(found.undertakings) == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        # One name with two subtitles in one town.
        (("RefuHub - a house for all", VIENNA), ("REFUHUB – Welcome in the centre", VIENNA), True),
        # The name is a part of other names.
        (("RefuHub Vienna", VIENNA), ("RefuHub Graz", GRAZ), False),
        (("RefuHub - a house for all", VIENNA), ("RefuHub - a house for all", GRAZ), False),
        (("RefuHub 2 - a house for all", VIENNA), ("RefuHub – Welcome in the centre", VIENNA), False),
        # No capital inside in either: a common word may be written so.
        (("REFUHUB - a house for all", VIENNA), ("REFUHUB – Welcome in the centre", VIENNA), False),
        (("HOME - a house for all", VIENNA), ("Home – Welcome in the centre", VIENNA), False),
    ],
)
def test_names_and_towns(document: Make, first: tuple[str, Any], second: tuple[str, Any], same: bool) -> None:
    one, other = (
        [("title", written, {}), ("place", place["geonames"], place)] for written, place in (first, second)
    )
    assert _merged(document, one, other) == same


def test_one_consortium_with_one_name_in_two_languages(document: Make) -> None:
    partners = [("partner", name, {}) for name in ("Harbour Aid", "Alte Post", "Ponte", "Kompass")]
    one = [("title", "RefuHub", {}), *partners]
    assert _merged(document, one, [("title", "RefuHub – ein Haus für alle", {}), *partners], "de")
    assert not _merged(document, one, [("title", "Ein Haus für alle", {}), *partners], "de")
