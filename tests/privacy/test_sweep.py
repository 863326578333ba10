from __future__ import annotations

import pytest

from practicegraph.privacy.sweep import PersonalDataError, sweep


@pytest.mark.parametrize(
    "text",
    [
        "write to anna.berg@example.org today",
        "anna.berg (at) example (dot) org",
        "mailto:a@b.example.org",
        "call +46 70 123 45 67",
        "call 0046701234567",
        "led by Anna  BERG-Lind of the team",
        "reach her at 070-123 45 67",
    ],
)
def test_what_is_personal_is_found_in_literals_texts_and_names(text: str, triples, personal) -> None:
    people = [personal("Anna Berg-Lind"), personal("070 123 45 67")]
    graphs = {"document/a": triples(f'<id/practice/a> rdfs:label "{text}"@en .')}
    (hit, *more) = sweep(graphs, {}, people)
    assert not more
    assert hit.where == "graph/document/a"
    assert hit.subject == "<https://w3id.org/practicegraph/id/practice/a>"
    assert [found.where for found in sweep({}, {"a": f"before\n{text}\n"}, people)] == ["texts/a.txt"]


def test_a_name_in_an_iri_is_found_and_not_printed(triples, personal) -> None:
    graphs = {"consolidated": triples("<id/organization/anna-berg-lind> a pg:Organization .")}
    (hit,) = sweep(graphs, {}, [personal("Anna Berg-Lind")])
    assert str(hit) == "the name of a person in graph/consolidated"
    graphs = {"consolidated": triples("<id/x> rdfs:seeAlso <https://example.org/Anna%20Berg%2DLind> .")}
    assert len(sweep(graphs, {}, [personal("Anna Berg-Lind")])) == 1


def test_digits_that_begin_the_name_of_a_node_are_no_telephone_number(triples) -> None:
    graphs = {
        "validation": triples("<graph/validation#0012345678abcdef> rdfs:seeAlso <id/fact/0012345678abcdef> .")
    }
    assert sweep(graphs, {}, []) == ()


def test_digits_that_begin_a_checksum_are_no_telephone_number(triples) -> None:
    checksum = "00056247991691541" + 47 * "c"
    graphs = {"document/a": triples(f'<id/document/a> pg:sha256 "{checksum}" .')}
    assert sweep(graphs, {}, []) == ()
    assert len(sweep({"document/a": triples(f'<id/a> rdfs:label "{checksum[:17]}" .')}, {}, [])) == 1


def test_a_name_of_one_word_is_no_hit_elsewhere(triples, personal) -> None:
    graphs = {"metadata": triples('<id/query/x> rdfs:label "Bara organisationer"@sv .')}
    assert sweep(graphs, {"a": "Bara i Sverige."}, [personal("Bara")]) == ()


def test_the_error_names_the_place_and_never_the_value(triples, personal) -> None:
    graphs = {"document/a": triples('<id/practice/a> rdfs:label "By Anna Berg-Lind, anna@example.org" .')}
    error = str(PersonalDataError(sweep(graphs, {}, [personal("Anna Berg-Lind")])))
    assert "graph/document/a" in error
    assert "id/practice/a" in error
    assert "an e-mail address" in error
    assert "Anna" not in error
    assert "anna" not in error


@pytest.mark.parametrize(
    "text",
    [
        "from 2011-03-01 to 2014-12-31, 1 250 000 EUR (75 %)",
        "https://example.org/maps/@42.69,23.32,15z/data=0012345678901",
        "10.1234/5678-90123 and 978-3-16-148410-0",
        "Annas Bergen; two @ signs @ once",
        "call the line 0800 11 22 33 or +359 800 11 22 33",
        "call 0800/112233",
    ],
)
def test_dates_amounts_addresses_and_service_numbers_are_not_personal(text: str, triples, personal) -> None:
    graphs = {
        "document/a": triples(
            f'<id/a> rdfs:label "{text}" . <id/a/contact/1> schema:telephone "+359800112233" .'
        ),
        "evidence": triples(
            '@prefix oa: <http://www.w3.org/ns/oa#> . <id/fact/1> pg:field "phone" ; oa:exact "0800 11 22 33" .'
        ),
    }
    assert sweep(graphs, {"a": text}, [personal("Anna Berg-Lind"), personal("0800 11 22 33")]) == ()
