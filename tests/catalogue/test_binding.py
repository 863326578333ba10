"""Values become terms in the ``VALUES`` blocks; no text becomes part of the query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.catalogue.binding import bind, default_texts, defaults, term, written
from practicegraph.catalogue.query import KINDS, Parameter, Query, parse_query
from practicegraph.errors import InvalidDataError
from practicegraph.terms import BASE, EU_COUNTRY, SDG

TEXT = """# parameter word (string): A word
# parameter number (integer): A number
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?word ?number ?again WHERE {
  VALUES (?word ?number) { # parameters
    ("a" 1)
    ("b" UNDEF)
  }
  { SELECT (?word AS ?again) WHERE { VALUES ?word { # parameters
    "a" "b"
  } } }
  FILTER(!BOUND(?word) || ?word = ?again)
}
"""
QUERY = parse_query("test", TEXT)


def rows(text: str) -> list[tuple[object, ...]]:
    answer = ox.Store().query(text)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [tuple(None if row[name] is None else row[name].value for name in names) for row in answer]


def parameter(kind: str, scheme: str | None = None) -> Parameter:
    return Parameter("it", kind, scheme, "")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_written_stays_one_literal(text: str) -> None:
    wanted = text.strip()
    bound = rows(bind(QUERY, {"word": [text], "number": ["1"]}))
    if wanted in {"", "any"}:
        assert bound == [(None, "1", None)]
    else:
        assert bound == [(wanted, "1", wanted)]


@pytest.mark.parametrize(
    "text",
    [
        '"} # parameters',
        'x") } SERVICE <http://example.org/> { ?s ?p ?o } VALUES ?y { ("',
        "\\",
        "a\n} DROP ALL ; SELECT * {",
        "# parameters",
        "'''",
        "<http://example.org/>",
        "?word",
        "UNDEF",
    ],
)
def test_injection_stays_a_literal(text: str) -> None:
    assert rows(bind(QUERY, {"word": [text], "number": ["any"]})) == [(text, None, text)]


@given(st.text(max_size=30), st.sampled_from([kind for kind in KINDS if kind != "string"]))
def test_a_term_of_another_kind_is_a_term_or_an_error(text: str, kind: str) -> None:
    try:
        found = term(parameter(kind, "theme" if kind == "concept" else None), text)
    except InvalidDataError:
        return
    query = "ASK {}" if found is None else f"ASK {{ VALUES ?x {{ {found} }} }}"
    assert ox.Store().query(query)


def test_what_is_not_named_keeps_its_defaults() -> None:
    assert rows(bind(QUERY, {})) == [("a", "1", "a"), ("b", None, "b")]
    assert bind(QUERY, {"word": []}) == QUERY.text
    assert rows(bind(QUERY, {"word": ["b"]})) == [("b", "1", "b"), ("b", None, "b")]


def test_alternatives_are_rows_and_every_block_is_filled() -> None:
    bound = rows(bind(QUERY, {"word": ["x", "y", "x"], "number": ["7"]}))
    assert bound == [("x", "7", "x"), ("y", "7", "y")]


def test_any_is_undef() -> None:
    bound = bind(QUERY, {"word": ["any"], "number": [""]})
    assert bound.count("UNDEF") == 3


def test_defaults_are_terms_and_are_shown_as_people_write_them() -> None:
    first, second = QUERY.blocks
    assert defaults(QUERY, second) == {"word": [ox.Literal("a"), ox.Literal("b")]}
    assert defaults(QUERY, first)["number"] == [ox.Literal(1), None]
    assert default_texts(QUERY) == {"word": ["a", "b"], "number": ["1", "any"]}


@pytest.mark.parametrize(
    ("kind", "scheme", "text", "iri"),
    [
        ("concept", "funding-programme", "eif", f"{BASE}concept/funding-programme/eif"),
        ("concept", "theme", "concept:theme/housing", f"{BASE}concept/theme/housing"),
        ("sdg", None, "10.7", f"{SDG}10.7"),
        ("sdg", None, "sdg:11", f"{SDG}11"),
        ("country", None, "bg", f"{EU_COUNTRY}BGR"),
        ("country", None, "BGR", f"{EU_COUNTRY}BGR"),
        ("iri", None, "id/practice/x", f"{BASE}id/practice/x"),
        ("iri", None, "<https://example.org/x>", "https://example.org/x"),
    ],
)
def test_short_forms_of_resources(kind: str, scheme: str | None, text: str, iri: str) -> None:
    found = term(parameter(kind, scheme), text)
    assert found == ox.NamedNode(iri)
    assert term(parameter(kind, scheme), written(parameter(kind, scheme), found)) == found


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("integer", "many", "is no integer"),
        ("decimal", "1e5", "write a number such as 0.5"),
        ("decimal", "NaN", "write a number"),
        ("date", "2011-02-30", "write a day such as 2011-03-31"),
        ("date", "2011-W09-1", "write a day"),
        ("boolean", "yes", "write true or false"),
        ("country", "Bulgaria", "ISO 3166-1"),
        ("sdg", "nobody:11", "unknown prefix “nobody”"),
        ("iri", "a b", "is no iri"),
    ],
)
def test_what_fits_no_kind_is_refused(kind: str, text: str, message: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        term(parameter(kind), text)
    assert message in str(caught.value)


def test_unknown_parameters_and_too_many_combinations_are_refused() -> None:
    with pytest.raises(InvalidDataError, match="test: there is no parameter “colour”; there is word, number"):
        bind(QUERY, {"colour": ["red"]})
    numbers = [str(number) for number in range(40)]
    with pytest.raises(InvalidDataError, match=r"1,600 combinations of values, 1,000 are allowed"):
        bind(QUERY, {"word": numbers, "number": numbers})


def test_a_query_without_parameters_takes_none() -> None:
    plain: Query = parse_query("plain", "ASK {}")
    assert bind(plain, {}) == "ASK {}"
    with pytest.raises(InvalidDataError, match="plain: there is no parameter “x”"):
        bind(plain, {"x": ["1"]})
