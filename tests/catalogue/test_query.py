"""Reading a query's file: header, parameters, blocks; what is wrong is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.catalogue.query import parse_query, read_query
from practicegraph.engine.protocol import QueryForm
from practicegraph.errors import InvalidDataError, PracticeGraphError

TEXT = """# title@en: Things of a kind
# title@sv: Saker av ett slag
# description@en: All: even those without a name.
# tags: find, things
# parameter kind (concept theme): The kind
# parameter from (date): First day
#defaultView:Map

PREFIX theme: <https://w3id.org/practicegraph/concept/theme/>
SELECT ?thing WHERE {
  VALUES (?kind ?from) { # parameters
    (theme:housing UNDEF)
  }
  ?thing ?kind ?from .
  VALUES ?other { 1 2 }
}
"""


def test_header_and_blocks() -> None:
    query = parse_query("things", TEXT)
    assert query.titles == {"en": "Things of a kind", "sv": "Saker av ett slag"}
    assert query.descriptions == {"en": "All: even those without a name."}
    assert query.tags == ("find", "things")
    assert (query.view, query.form) == ("Map", QueryForm.SELECT)
    assert [(p.name, p.kind, p.scheme, p.description) for p in query.parameters] == [
        ("kind", "concept", "theme", "The kind"),
        ("from", "date", None, "First day"),
    ]
    [block] = query.blocks
    assert block.variables == ("kind", "from")
    assert "theme:housing" in query.text[block.start : block.end]
    assert query.prologue.rstrip().endswith("<https://w3id.org/practicegraph/concept/theme/>")


def test_a_query_without_a_header_is_a_query() -> None:
    query = parse_query("plain", "ASK { ?s ?p ?o }")
    assert (query.titles, query.tags, query.view, query.parameters, query.blocks) == ({}, (), "Table", (), ())
    assert query.form is QueryForm.ASK


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("(date)", "(datum)", "q.rq:6: unknown kind of parameter 'datum'"),
        ("# parameter from (date): First day\n", "", "'from' is not described"),
        ("{ # parameters", "{", "has no VALUES block"),
        ("SELECT", "SERVICE <http://example.org/> {} SELECT", "SERVICE"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(PracticeGraphError, match=r"(?s).*") as caught:
        parse_query("q", TEXT.replace(old, new), source="q.rq")
    assert message in str(caught.value)


def test_a_catalogue_asks_for_an_english_title(tmp_path: Path) -> None:
    (tmp_path / "plain.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"plain\.rq:1: has no line '# title@en"):
        Catalogue.load(tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "binary.rq"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidDataError, match=r"binary\.rq: cannot be read"):
        read_query(file)
    with pytest.raises(InvalidDataError, match=r"absent\.rq: cannot be read"):
        read_query(tmp_path / "absent.rq")


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(InvalidDataError, match=r"did you mean roles\?"):
        Catalogue.load()["role"]
