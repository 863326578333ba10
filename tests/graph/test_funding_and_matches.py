from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.model import Member
from practicegraph.graph.graphs import graphs
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.terms import BASE, node

Make = Callable[..., MappedDocument]


def _nodes(made: dict[str, Any], predicate: str) -> dict[str, dict[str, str]]:
    """The values of each node that ``predicate`` leads to, by local property name."""
    triples = {t for name, found in made.items() if name != "evidence" for t in found}
    nodes = {t.object for t in triples if t.predicate == node(predicate)}
    result: dict[str, dict[str, str]] = {one.value: {} for one in nodes}
    for t in triples:
        if t.subject in nodes:
            result[t.subject.value][t.predicate.value.rpartition("#")[2]] = t.object.value
    return result


def test_a_share_belongs_to_the_programme_beside_it(document: Make) -> None:
    rows = [
        ("fundingProgramme", "European Integration Fund", {"programme": "eif"}),
        ("fundingShare", 75, {"exact": "75 %"}),
        (None, "x" * 400, {}),
        ("fundingProgramme", "Harbour Fund", {}),
        ("fundingAmount", 5000, {"exact": "5,000 EUR", "currency": "EUR"}),
        (None, "x" * 400, {}),
        ("fundingShare", 5, {"exact": "5 %"}),
    ]
    found = _nodes(graphs(consolidate([document("a.txt", rows)])), "pg:hasFunding").values()
    shares = {one.get("programme", one.get("label", "")).rpartition("/")[2]: one for one in found}
    assert shares["eif"]["share"] == "75"
    assert (shares["Harbour Fund"]["amount"], shares["Harbour Fund"]["currency"]) == ("5000", "EUR")
    assert shares[""]["share"] == "5"


def test_an_amount_may_name_its_programme(document: Make) -> None:
    rows = [
        ("fundingProgramme", "European Integration Fund", {"programme": "eif"}),
        ("fundingProgramme", "European Refugee Fund", {"programme": "erf"}),
        ("fundingShare", 20, {"exact": "20 %", "programme": "eif"}),
    ]
    found = _nodes(graphs(consolidate([document("a.txt", rows)])), "pg:hasFunding").values()
    assert {one["programme"].rpartition("/")[2]: one.get("share") for one in found} == {
        "eif": "20",
        "erf": None,
    }


def test_a_share_is_of_who_pays_it_and_within_what_it_splits(document: Make) -> None:
    city, union = f"{BASE}id/organization/city-of-lindenau", f"{BASE}id/organization/european-union"
    rows = [
        ("fundingProgramme", "Asylum, Migration and Integration Fund", {"programme": "amif"}),
        ("fundingShare", 75, {"payer": union, "payerLabel": "EU", "partOf": "amif"}),
        ("fundingShare", 25, {"payerLabel": "state budget", "partOf": "amif"}),
        ("fundingProgramme", "European Refugee Fund", {"programme": "erf"}),
        ("fundingShare", 95, {"programme": "erf"}),
        ("fundingShare", 60, {"payer": union, "payerLabel": "EU", "partOf": 95}),
        ("fundingShare", 5, {"payer": city, "payerLabel": "City of Lindenau"}),
    ]
    found = _nodes(graphs(consolidate([document("a.txt", rows)])), "pg:hasFunding")
    shares = {one["share"]: one for one in found.values() if "share" in one}
    programmes = {
        one["programme"].rpartition("/")[2]: iri for iri, one in found.items() if "programme" in one
    }
    assert set(shares) == {"75", "25", "95", "60", "5"}
    assert {shares[one]["nestedIn"] for one in ("75", "25")} == {programmes["amif"]}
    assert shares["60"]["nestedIn"] == programmes["erf"]
    assert (shares["75"]["payer"], shares["5"]["payer"]) == (union, city)
    assert (shares["25"]["label"], shares["25"].get("payer")) == ("state budget", None)
    assert "nestedIn" not in shares["95"] | shares["5"]


def test_no_funding_has_two_shares(document: Make) -> None:
    rows = [
        ("fundingProgramme", "European Refugee Fund", {"programme": "erf"}),
        ("fundingShare", 75, {"exact": "75 %"}),
        ("fundingShare", 25, {"exact": "25 %"}),
    ]
    found = _nodes(graphs(consolidate([document("a.txt", rows)])), "pg:hasFunding")
    assert sorted(one["share"] for one in found.values()) == ["25", "75"]


def test_language_versions_split_one_programme_once(document: Make) -> None:
    number = ("identifier", "2016-SE01-KA204", {})
    rows = [
        number,
        ("fundingProgramme", "Asylum, Migration and Integration Fund", {"programme": "amif"}),
        ("fundingShare", 75, {"programme": "amif"}),
        ("fundingShare", 25, {"payer": f"{BASE}id/organization/city-of-lindenau"}),
    ]
    documents = [document("a_en.txt", rows), document("b_sv.txt", rows, language="sv")]
    found = _nodes(graphs(consolidate(documents)), "pg:hasFunding")
    assert sorted(one["share"] for one in found.values()) == ["25", "75"]


def test_a_compared_pair_is_kept_with_its_evidence(document: Make) -> None:
    rows = [("title", "Harbour kitchen", {}), ("implementer", "Harbour Aid", {})]
    made = graphs(consolidate([document("a.txt", rows), document("b.txt", rows, language="sv")]))
    matches = {t.subject for t in made["consolidated"] if t.predicate == node("pg:matchedDocument")}
    assert len(matches) == 1
    said = {t.predicate: t.object.value for t in made["consolidated"] if t.subject in matches}
    assert said[node("pg:decision")] == "merged"
    assert 0 < float(said[node("pg:score")]) <= 1
    assert "title-equal +4.00" in said[node("rdfs:comment")]


def test_a_sibling_funding_is_that_of_its_source(document: Make) -> None:
    shared = [("kind", "practice", {}), ("title", "Harbour kitchen", {}), ("duration", "P3Y", {})]
    money = [
        ("fundingProgramme", "Asylum, Migration and Integration Fund", {"programme": "amif"}),
        ("fundingShare", 75, {"exact": "75 %"}),
    ]
    said = document("a_en.txt", [*shared, *money])
    silent = document("b_sv.txt", shared)
    together = Decisions(same=frozenset({(Member("a_en.txt", 0), Member("b_sv.txt", 0))}))

    found = _nodes(graphs(consolidate([said, silent], decisions=together)), "pg:hasFunding")

    assert [one["share"] for one in found.values()] == ["75"]
