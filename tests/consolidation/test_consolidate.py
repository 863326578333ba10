"""From documents to practices: sibling values, contradictions, items, names, curators' decisions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from practicegraph.consolidation.conflicts import conflicts
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.model import Consolidation, Member, Undertaking, key
from practicegraph.errors import InvalidDataError
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.serialization import facts_from_lines, facts_to_lines

Make = Callable[..., MappedDocument]
NUMBER = ("identifier", "AMIF 7", {})
"""A project number makes one practice of the documents that have it."""


def _one(found: Consolidation) -> Undertaking:
    (undertaking,) = found.undertakings
    return undertaking


def _of(undertaking: Undertaking, field: str, basis: Basis) -> list[Fact]:
    return [fact for fact in undertaking.consolidated if (fact.field, fact.basis) == (field, basis)]


# Sibling values --------------------------------------------------------------------------------------


def test_what_one_document_says_is_a_sibling_value_of_the_other(document: Make) -> None:
    poor = document("a.txt", [NUMBER, ("level", None, {"exact": "Level of"})])
    rich = document("b.txt", [NUMBER, ("level", "local", {"exact": "Lokalt"})], language="sv")
    (sibling,) = _of(_one(consolidate([poor, rich])), "level", Basis.SIBLING)
    assert (sibling.document, sibling.value, sibling.exact) == ("a.txt", "local", "Level of")
    assert [(piece.document, piece.exact) for piece in sibling.evidence] == [("b.txt", "Lokalt")]
    assert sibling.confidence < 0.9


def test_a_suggestion_is_not_taken_over_and_does_not_count_as_said(document: Make) -> None:
    suggested = document("a.txt", [NUMBER, ("sdg", "10", {"basis": Basis.SUGGESTED})])
    stated = document("b.txt", [NUMBER, ("sdg", "11", {})])
    siblings = _of(_one(consolidate([suggested, stated])), "sdg", Basis.SIBLING)
    assert [(fact.document, fact.value) for fact in siblings] == [("a.txt", "11")]


def test_a_document_alone_has_no_siblings(document: Make) -> None:
    found = _one(consolidate([document("a.txt", [NUMBER, ("title", "Bridge", {}), ("level", None, {})])]))
    assert found.consolidated == ()


def test_every_consolidated_span_is_exact(document: Make) -> None:
    rows = [
        NUMBER,
        ("start", "2016", {}),
        ("end", None, {"exact": "End"}),
        ("phone", "+461", {"service": True}),
    ]
    documents = [
        document("a.txt", rows),
        document("b.txt", [NUMBER, ("end", "2018", {}), ("start", "2017", {})]),
    ]
    texts = {one.document.name: one.document.text for one in documents}
    found = consolidate(documents)
    for fact in found.facts:
        assert texts[fact.document][fact.start : fact.end] == fact.exact
        for piece in fact.evidence:
            assert texts[piece.document][piece.start : piece.end] == piece.exact
    assert facts_from_lines(facts_to_lines(found.facts)) == list(found.facts)


# Contradictions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "first", "second", "more", "contradicts"),
    [
        ("phone", "+35929394755", "+35929394747", {"service": True}, True),
        ("phone", "+35929394755", "+35929394755", {"service": True}, False),
        ("phone", "+35929394755", "+35929394747", {}, False),
        ("start", "2016", "2016-03", {}, False),
        ("start", "2016-02", "2016-03", {}, True),
        ("duration", "P3Y", "P36M", {}, False),
        ("duration", "P3Y", "P38M", {}, True),
        ("budget", 100, 200, {"currency": "EUR"}, True),
        ("title", "The bridge", "A bridge", {}, False),
        ("title", "Together for Bridges Project", "Together for bridges", {}, False),
        ("title", "The Bridge", "the bridge!", {}, False),
    ],
)
def test_contradictions(
    document: Make, field: str, first: Any, second: Any, more: dict[str, Any], contradicts: bool
) -> None:
    documents = [
        document("a.txt", [NUMBER, (field, first, more)]),
        document("b.txt", [NUMBER, (field, second, more)]),
    ]
    found = _of(_one(consolidate(documents)), "conflict", Basis.COMPUTED)
    assert [fact.value for fact in found] == ([field] if contradicts else [])
    if contradicts:
        assert found[0].detail("values") == f"{first} | {second}"
        assert [piece.document for piece in found[0].evidence] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("The bridge over all waters", "A tower under the clouds"), ("Bridge 2016", "Bridge 2018")],
)
def test_titles_with_words_or_numbers_of_their_own_contradict(
    document: Make, first: str, second: str
) -> None:
    documents = [document("a.txt", [("title", first, {})]), document("b.txt", [("title", second, {})])]
    found = conflicts([fact for one in documents for fact in one.facts], "bridge")
    assert [fact.value for fact in found] == ["title"]


def test_one_document_can_contradict_itself(document: Make) -> None:
    rows = [("phone", "+35929394755", {"service": True}), ("phone", "+35929394747", {"service": True})]
    (conflict,) = _of(_one(consolidate([document("a.txt", rows)])), "conflict", Basis.COMPUTED)
    assert [piece.exact for piece in conflict.evidence] == ["+35929394755", "+35929394747"]


# Computed dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("start", "2016", {}), ("end", "2018-02", {})], {"earliest": "2016-01-01", "latest": "2018-02-28"}),
        (
            [("start", "2016-03", {}), ("duration", "P3Y", {})],
            {"earliest": "2016-03-01", "latest": "2019-02-28"},
        ),
        ([("start", "2016", {}), ("duration", "P3Y", {})], {"earliest": "2016-01-01"}),
        ([("end", "2018-02-03", {})], {"latest": "2018-02-03"}),
        ([("duration", "P3Y", {})], {}),
    ],
)
def test_computed_dates(document: Make, rows: list[Any], expected: dict[str, str]) -> None:
    found = _one(consolidate([document("a.txt", rows)]))
    assert {
        fact.detail("bound"): fact.value for fact in found.consolidated if fact.detail("bound")
    } == expected


# Items -----------------------------------------------------------------------------------------------


def _with_list(make: Make, name: str, language: str, field: str, items: list[str]) -> MappedDocument:
    return make(name, [NUMBER, *((field, item, {}) for item in items)], language=language)


def test_translated_lists_align_item_by_item(document: Make) -> None:
    english = _with_list(
        document, "a.txt", "en", "activity", ["Tea", "A long walk through the town", "Singing"]
    )
    swedish = _with_list(document, "b.txt", "sv", "activity", ["Te", "En lång promenad genom staden", "Sång"])
    nodes = _one(consolidate([english, swedish])).nodes
    first, second = ([f for f in one.facts if f.field == "activity"] for one in (english, swedish))
    assert [nodes[key(fact)] for fact in second] == first


def test_lists_of_other_lengths_or_sizes_do_not_align(document: Make) -> None:
    english = _with_list(
        document, "a.txt", "en", "activity", ["Tea", "A long walk through the town", "Singing"]
    )
    shorter = _with_list(document, "b.txt", "sv", "activity", ["Te", "En lång promenad genom staden"])
    other = _with_list(
        document, "c.txt", "de", "activity", ["Beratung in allen Fragen des Lebens", "Tee", "Rad"]
    )
    nodes = _one(consolidate([english, shorter, other])).nodes
    assert len({key(first) for first in nodes.values()}) == 8


def test_items_of_one_language_align_by_their_words(document: Make) -> None:
    long = _with_list(
        document, "a.txt", "en", "result", ["A hotline for newcomers", "Nine teachers trained", "A book"]
    )
    short = _with_list(document, "b.txt", "en", "result", ["9 schools", "A hotline for all newcomers"])
    nodes = _one(consolidate([long, short])).nodes
    hotline = next(fact for fact in short.facts if "hotline" in str(fact.value))
    assert nodes[key(hotline)].document == "a.txt"
    assert len({key(first) for first in nodes.values()}) == 4


def _story(
    make: Make, name: str, language: str, *, heading: bool, lines: list[str], items: int
) -> MappedDocument:
    """A story, items with a heading of their own or none, and another section."""
    story, *rest = lines
    rows: list[Any] = [NUMBER, ("origin", story, {})]
    if heading:
        rows.append((None, "Difficulties", {}))
    rows += [("challenge" if heading else None, line, {}) for line in rest[:items]]
    rows += [(None, "Effects", {}), ("impact", rest[items], {})]
    return make(name, rows, language=language)


def test_items_without_a_heading_are_found_by_the_other_version(document: Make) -> None:
    english = _story(
        document,
        "a.txt",
        "en",
        heading=False,
        lines=[
            "It began in a kitchen.",
            "Too little room for all",
            "Neighbours complained about noise",
            "More meals",
        ],
        items=2,
    )
    swedish = _story(
        document,
        "b.txt",
        "sv",
        heading=True,
        lines=[
            "Det började i ett kök.",
            "För lite plats för alla",
            "Grannar klagade på oljud",
            "Fler måltider",
        ],
        items=2,
    )
    found = _one(consolidate([english, swedish]))
    placed = _of(found, "challenge", Basis.SIBLING)
    assert [(fact.document, fact.exact, fact.language) for fact in placed] == [
        ("a.txt", "Too little room for all", "en"),
        ("a.txt", "Neighbours complained about noise", "en"),
    ]
    stated = [fact for fact in swedish.facts if fact.field == "challenge"]
    assert [found.nodes[key(fact)] for fact in placed] == stated
    assert all(fact.confidence <= 0.5 for fact in placed)


def test_a_text_that_is_another_fields_item_is_no_longer_what_its_own_heading_made_it(document: Make) -> None:
    rows: list[Any] = [
        NUMBER,
        ("origin", "It began in a kitchen.", {}),
        ("origin", "Too little room for all", {}),
        ("origin", "Neighbours complained about noise", {}),
        (None, "Effects", {}),
        ("impact", "More meals", {}),
    ]
    english = document("a.txt", rows)
    lines = [
        "Det började i ett kök.",
        "För lite plats för alla",
        "Grannar klagade på oljud",
        "Fler måltider",
    ]
    swedish = _story(document, "b.txt", "sv", heading=True, lines=lines, items=2)
    consolidation = consolidate([english, swedish])
    found = _one(consolidation)
    for facts in (found.facts, consolidation.documents[0].facts, consolidation.facts):
        origins = [fact.value for fact in facts if fact.field == "origin" and fact.document == "a.txt"]
        assert origins == ["It began in a kitchen."]
    challenges = _of(found, "challenge", Basis.SIBLING)
    assert [fact.value for fact in challenges] == [
        "Too little room for all",
        "Neighbours complained about noise",
    ]


def test_lines_of_other_lengths_are_left_where_they_are(document: Make) -> None:
    english = _story(
        document,
        "a.txt",
        "en",
        heading=False,
        lines=[
            "It began in a kitchen.",
            "A second paragraph of the story " * 6,
            "A third of it " * 9,
            "More meals",
        ],
        items=2,
    )
    swedish = _story(
        document,
        "b.txt",
        "sv",
        heading=True,
        lines=["Det började i ett kök.", "För lite plats", "Oljud", "Fler måltider"],
        items=2,
    )
    placed = _of(_one(consolidate([english, swedish])), "challenge", Basis.SIBLING)
    assert [fact.language for fact in placed] == ["sv", "sv"]


# Names -----------------------------------------------------------------------------------------------


def test_the_slug_is_of_the_title_in_any_script_else_of_the_file(document: Make) -> None:
    documents = [
        document("b.txt", [("title", "Общежитие", {})], language="bg"),
        document("c.txt", [("title", "···", {})]),
        document("deep/D 1.txt", []),
    ]
    found = consolidate(documents).undertakings
    assert [one.slug for one in found] == ["obshtezhitie", "c", "deep-d-1"]


def test_alike_titles_get_slugs_of_their_own(document: Make) -> None:
    first = document("a.txt", [("title", "Bridge", {}), ("country", "BG", {})])
    second = document("b.txt", [("title", "Bridge", {}), ("country", "SE", {})])
    assert [one.slug for one in consolidate([second, first]).undertakings] == ["bridge", "bridge-2"]


def test_parts_of_a_document_are_practices_of_their_own(document: Make) -> None:
    rows = [
        ("kind", "collection", {}),
        ("title", "Bridge", {"part": 1}),
        ("country", "FR", {"part": 1}),
        ("title", "Bridge", {"part": 2}),
    ]
    found = consolidate([document("a.txt", rows)]).undertakings
    assert [(one.identifier, one.members) for one in found] == [
        ("practice/bridge", (Member("a.txt", 1),)),
        ("practice/bridge-2", (Member("a.txt", 2),)),
    ]


# Curators --------------------------------------------------------------------------------------------


def _towns(make: Make) -> list[MappedDocument]:
    return [
        make(f"{name}.txt", [("title", "Bridge", {}), ("implementer", "Aid", {}), *more])
        for name, more in {"a": [("country", "BG", {})], "b": [], "c": [("country", "SE", {})]}.items()
    ]


def test_no_merge_through_a_third_document(document: Make) -> None:
    for documents in permutations(_towns(document)):
        found = consolidate(documents)
        countries = [{f.value for f in one.facts if f.field == "country"} for one in found.undertakings]
        assert all(len(values) < 2 for values in countries)
        assert found == consolidate(list(reversed(documents)))


def test_curators_confirm_against_a_veto_and_forbid_against_the_evidence(document: Make) -> None:
    a, b, c = (Member(f"{name}.txt") for name in "abc")
    decisions = Decisions(same=frozenset({(a, c)}), different=frozenset({(a, b)}))
    found = consolidate(_towns(document), decisions=decisions)
    assert [one.members for one in found.undertakings] == [(a, c), (b,)]
    told = {(match.first, match.second): (match.decision, match.veto) for match in found.matches}
    assert told[a, c] == ("merged", None)
    assert told[a, b] == ("refused", "a curator's decision")


def test_a_curator_fixes_the_slug(document: Make) -> None:
    decisions = Decisions(slugs={Member("c.txt"): "northern-bridge"})
    found = consolidate(_towns(document), decisions=decisions).undertakings
    assert {one.slug for one in found} == {"bridge", "northern-bridge"}


def test_decisions_that_contradict_through_a_third_are_refused(document: Make) -> None:
    a, b, c = (Member(f"{name}.txt") for name in "abc")
    decisions = Decisions(same=frozenset({(a, b), (b, c)}), different=frozenset({(a, c)}))
    with pytest.raises(InvalidDataError, match=r"a\.txt, c\.txt"):
        consolidate(_towns(document), decisions=decisions)


def test_two_documents_of_one_name_are_refused(document: Make) -> None:
    with pytest.raises(InvalidDataError, match=r"a\.txt"):
        consolidate([document("a.txt", []), document("a.txt", [])])
