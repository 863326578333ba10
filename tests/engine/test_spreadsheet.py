"""CSV for spreadsheet programs: what they would run stays text, numbers stay numbers."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Store

from practicegraph.engine.spreadsheet import inert, write_for_spreadsheets

QUERY = """SELECT ?text ?none { VALUES ?text {
  "=1+1" "+2" "-3" "@SUM(A1)" "\\t=1" "\\r=1" "\\n=1" "＝1" "a=1" "quoted \\"x\\", y"
  -2.5 1e3 "-INF"^^<http://www.w3.org/2001/XMLSchema#double> "-1+cmd"^^<http://www.w3.org/2001/XMLSchema#integer>
  <http://example.org/> } }"""


def written(query: str) -> bytes:
    output = io.BytesIO()
    write_for_spreadsheets(Store().query(query), output)  # type: ignore[arg-type]
    return output.getvalue()


def test_formulas_become_text_and_numbers_stay() -> None:
    data = written(QUERY)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))

    assert data.startswith(b"\xef\xbb\xbftext,none\r\n")
    assert [row[0] for row in rows[1:]] == [
        "'=1+1", "'+2", "'-3", "'@SUM(A1)", "'\t=1", "'\r=1", "'\n=1", "'＝1", "a=1", 'quoted "x", y',
        "-2.5", "1000", "'-INF", "'-1+cmd", "http://example.org/",
    ]  # fmt: skip
    assert all(row[1] == "" for row in rows[1:])


@pytest.mark.parametrize(("query", "told"), [("ASK {}", b"true"), ("ASK { ?s ?p ?o }", b"false")])
def test_a_truth_value_is_told_plainly(query: str, told: bytes) -> None:
    assert written(query) == told


@given(st.text())
def test_nothing_begins_as_a_formula(text: str) -> None:
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert inert(text).endswith(text)
    assert Literal(inert(inert(text))).value == inert(text)
