"""What is refused before parsing, and what must not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.engine.errors import DeadlineExceededError, QueryRefusedError, QuerySyntaxError
from practicegraph.engine.guard import check
from practicegraph.engine.protocol import QueryForm
from practicegraph.engine.tokens import tokens

LIMIT = 200 * 1024


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { sErViCe<http://127.0.0.1/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE#comment\n<http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { OPTIONAL { SERVICE SILENT ?e { ?s ?p ?o } } }",
        "PREFIX e: <http://e/> SELECT * { ?s ?p '\\'' . SERVICE e:x { ?s ?p ?o } }",
        'SELECT * { ?s ?p "# " . SERVICE <http://127.0.0.1/> { } }',
        "SELECT * { # comment ends with a carriage return\rSERVICE <http://127.0.0.1/> { } }",
        "SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1/> { } }",
        "SELECT * { ?s ?p '''it's''' . FILTER EXISTS { SERVICE <http://127.0.0.1/> {} } }",
        "LOAD <http://127.0.0.1/x>",
    ],
)
def test_outbound_refused(text: str) -> None:
    with pytest.raises(QueryRefusedError) as refused:
        check(text, limit=LIMIT)

    assert refused.value.reason in {"service", "load"}
    assert refused.value.line is not None


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        "SELECT * { ?s ?p '''LOAD\nSERVICE''' } # SERVICE",
        "PREFIX service: <http://x/> SELECT ?service { ?service service:load ?load }",
        "PREFIX : <http://x/> SELECT * { :SERVICE :LOAD _:SERVICE }",
        "SELECT * { <http://x/SERVICE> ?p 'x'@service }",
    ],
)
def test_innocent_names_pass(text: str) -> None:
    assert check(text, limit=LIMIT).form is QueryForm.SELECT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ASK " + "{" * 5000, "too-deep"),
        ("SELECT " + "(" * 5000, "too-deep"),
        ("ASK { FILTER(" + "!" * 5000 + "true) }", "too-deep"),
        ("SELECT (" + "1+" * 7000 + "1 AS ?x) {}", "too-complex"),
        ("SELECT * { " + "{} UNION " * 7000 + "{} }", "too-complex"),
        ("SELECT * { " + "BIND(1 AS ?x) " * 3000 + "}", "too-complex"),
        ("SELECT * { ?s <http://p> '" + "x" * LIMIT + "' }", "too-long"),
    ],
)
def test_bombs_refused(text: str, reason: str) -> None:
    with pytest.raises(QueryRefusedError) as refused:
        check(text, limit=LIMIT)

    assert refused.value.reason == reason


def test_place_of_refusal() -> None:
    with pytest.raises(QueryRefusedError) as refused:
        check("SELECT *\n{ SERVICE <http://x/> {} }", limit=LIMIT)

    assert (refused.value.line, refused.value.column) == (2, 3)


@pytest.mark.parametrize("text", ["", "PREFIX a: <b>", "# only a comment", "{}"])
def test_no_query_form(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        check(text, limit=LIMIT)


@pytest.mark.parametrize(
    ("text", "form", "star"),
    [
        ("SELECT * {}", QueryForm.SELECT, 7),
        ("SELECT DISTINCT * {}", QueryForm.SELECT, 16),
        ("SELECT ?x { { SELECT * {} } }", QueryForm.SELECT, None),
        ("PREFIX select: <x> ASK {}", QueryForm.ASK, None),
        ("DESCRIBE *  { ?s ?p ?o }", QueryForm.DESCRIBE, None),
        ("BASE <http://SELECT/> CONSTRUCT {} {}", QueryForm.CONSTRUCT, None),
    ],
)
def test_form(text: str, form: QueryForm, star: int | None) -> None:
    checked = check(text, limit=LIMIT)

    assert (checked.form, checked.star) == (form, star)


def test_no_standard_query_refused(shared: Path) -> None:
    files = sorted((shared / "conformance" / "sparql").rglob("*.r[qu]"))
    assert len(files) > 1000
    refused = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        words = {token.keyword for token in tokens(text)}
        try:
            check(text, limit=LIMIT)
        except QueryRefusedError as error:
            if not words & {"SERVICE", "LOAD"}:
                refused.append((file.name, str(error)))
        except QuerySyntaxError:
            pass

    assert refused == []


@pytest.mark.parametrize(
    "part", ["a.", "ñ-", "'\\", "\\'''\n", '\\"""\n', "#\n", "# ", "<a", "'''", "ex:a.", "''"]
)
def test_time_is_linear_in_the_length(part: str) -> None:
    """Each of these made a backtracking lexer look through the rest of the text again from every place."""
    text = (part * LIMIT)[:LIMIT]
    steps = sum(1 for _ in tokens(text))

    assert steps <= len(text)


@given(
    st.lists(
        st.sampled_from(
            ["'", '"', "'''", '"""', "\\", "\n", "#", "a", ".", ":", " ", "SERVICE", "<", ">", "x:"]
        )
    )
)
def test_every_character_belongs_to_one_token(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for token in tokens(text):
        assert text[token.start : token.start + len(token.text)] == token.text
        assert token.start >= end
        end = token.start + len(token.text)


def test_what_follows_an_open_string_is_seen() -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check("SELECT * { VALUES ?x {'''a'} SERVICE <http://127.0.0.1/> {} }", limit=LIMIT)


def test_looking_takes_no_longer_than_it_may() -> None:
    with pytest.raises(DeadlineExceededError):
        check("SELECT * { " + "?s ?p ?o . " * 10_000 + "}", limit=LIMIT, seconds=0)
