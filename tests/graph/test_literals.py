from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from practicegraph.graph import literals
from practicegraph.graph.identifiers import Identifiers, country_iri
from practicegraph.graph.language import language_iri

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "datatype"), [("2016", "gYear"), ("2016-03", "gYearMonth"), ("2016-03-05", "date")]
)
def test_a_date_keeps_its_precision(value: str, datatype: str) -> None:
    made = literals.date(value)
    assert made is not None
    assert (made.value, made.datatype.value) == (value, XSD + datatype)


@pytest.mark.parametrize("value", ["2016-13", "soon", "16", "", None, "2016-03-05T10:00", "2015-02-29"])
def test_what_is_no_date_is_none(value: str | None) -> None:
    assert literals.date(value) is None


@pytest.mark.parametrize(
    ("value", "expected"), [("P3Y", "P3Y"), ("P2Y9M", "P2Y9M"), ("P6W", "P42D"), ("P36M", "P3Y")]
)
def test_duration(value: str, expected: str) -> None:
    made = literals.duration(value)
    assert made is not None
    assert made.value == expected


@pytest.mark.parametrize("value", ["P", "PT", "3 years", "P1W2D"])
def test_what_is_no_duration_is_none(value: str) -> None:
    assert literals.duration(value) is None


@pytest.mark.parametrize(
    ("value", "expected"), [(370, "370"), (1.10, "1.1"), (2e6, "2000000"), ("7.50", "7.5")]
)
def test_decimal_has_no_exponent(value: float | str, expected: str) -> None:
    made = literals.decimal(value)
    assert made is not None
    assert made.value == expected


@given(
    st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False)
    )
)
def test_a_number_is_as_the_store_gives_it_back(value: Decimal | float) -> None:
    made = literals.decimal(str(value))
    assert made is not None
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), made))
    assert [quad.object for quad in store] == [made]


@pytest.mark.parametrize("value", ["many", float("nan"), float("inf"), None])
def test_what_is_no_number_is_none(value: float | str | None) -> None:
    assert literals.decimal(value) is None


@given(st.text(max_size=40))
def test_any_address_gives_a_valid_iri(value: str) -> None:
    made = literals.iri("https://example.org/" + value)
    assert made is None or NamedNode(made.value) == made


def test_an_address_without_scheme_is_none() -> None:
    assert literals.iri("redcross.bg") is None


def test_a_tag_that_is_none_is_left_out() -> None:
    assert literals.text("x", "no tag").language is None
    assert literals.text("x", "sv").language == "sv"


def test_authorities() -> None:
    assert language_iri("tlh") is None
    greece, sweden = country_iri("gr"), language_iri("sv-FI")
    assert greece is not None
    assert sweden is not None
    assert greece.value.endswith("/country/GRC")
    assert sweden.value.endswith("/language/SWE")
    assert country_iri("EU") is None


def test_identifiers_follow_the_base() -> None:
    there = Identifiers("https://graph.example/x/")
    assert there.organization("n", "https://w3id.org/practicegraph/id/organization/a").value == (
        "https://graph.example/x/id/organization/a"
    )
    assert there.organization("Röd Hus").value == "https://graph.example/x/id/organization/rod-hus"
    assert there.default(there.place("Sofia", "727011")) == "https://w3id.org/practicegraph/id/place/727011"
    assert there.place("Петник", None, "BG").value == "https://graph.example/x/id/place/bg-petnik"
