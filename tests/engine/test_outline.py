"""The parts of a query, put together again, are the query."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, Store

from practicegraph.engine.emptiness.outline import OutlineError, expand, outline


def test_every_standard_query_is_read_or_refused(shared: Path) -> None:
    read, wrong = 0, []
    for file in sorted((shared / "conformance" / "sparql" / "sparql11").rglob("*.rq")):
        text = file.read_text(encoding="utf-8")
        try:
            Store().query(text, base_iri="http://example.org/")
            found = outline(text)
        except (SyntaxError, OutlineError, RuntimeError):
            continue
        body = " ".join(part.text for part in found.where.elements)
        try:
            Store().query(
                f"{found.prologue} ASK {found.dataset} WHERE {{ {body} }}", base_iri="http://example.org/"
            )
            read += 1
        except SyntaxError as error:
            wrong.append((file.name, str(error)))

    assert wrong == []
    assert read > 300


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("?s a :C.", [("?s", "a", ":C")]),
        ("?s :p 5. ?s :q -2.5 .", [("?s", ":p", "5"), ("?s", ":q", "-2.5")]),
        (
            "?s :p 'x'@sv, \"y\"^^:t ; :q+/^:r* ?o",
            [("?s", ":p", "'x'@sv"), ("?s", ":p", '"y"^^:t'), ("?s", ":q+/^:r*", "?o")],
        ),
        ("?s :p [ :q ?o ] .", [("?node__1", ":q", "?o"), ("?s", ":p", "?node__1")]),
        ("_:a :p _:b.", [("?node_a", ":p", "?node_b")]),
        ("?s :p (1 2) ; .", [("?s", ":p", "(1 2)")]),
    ],
)
def test_triples(text: str, terms: list[tuple[str, str, str]]) -> None:
    found = outline(f"PREFIX : <http://e/> ASK {{ {text} }}")

    assert [part.terms for part in found.where.elements] == terms


def test_places_and_kinds() -> None:
    text = (
        "PREFIX e: <http://e/> SELECT ?s FROM e:g { ?s e:p ?o FILTER(?o > 1 && ?o < 3) OPTIONAL { ?s e:q ?x } "
        "{ ?s e:a 1 } UNION { ?s e:b 2 } GRAPH ?g { ?s e:c 3 } MINUS { ?s e:d 4 } BIND(1 AS ?y) VALUES ?z { 1 } } LIMIT 3"
    )
    found = outline(text)

    assert [part.kind for part in found.where.elements] == [
        "triple",
        "filter",
        "filter",
        "optional",
        "union",
        "graph",
        "minus",
        "bind",
        "values",
    ]
    assert found.dataset == "FROM e:g"
    assert found.tail.strip() == "LIMIT 3"
    assert text[found.where.elements[1].start : found.where.elements[1].end] == "?o > 1"
    assert len(found.where.elements[4].groups) == 2
    assert isinstance(
        Store().query(f"{found.prologue} ASK {{ {found.where.elements[4].text} }}"), QueryBoolean
    )


@pytest.mark.parametrize(
    "text", ["", "DESCRIBE ?x", "SELECT * {", "ASK { ?s ?p", "ASK { ?s :p ?o {| :q ?z |} }"]
)
def test_what_is_not_read(text: str) -> None:
    with pytest.raises(OutlineError):
        outline(text)


def test_names() -> None:
    prefixes = {"": "http://e/", "p": "http://p/"}

    assert expand("<http://x>", prefixes) == "http://x"
    assert expand("p:a\\/b", prefixes) == "http://p/a/b"
    assert expand(":a", prefixes) == "http://e/a"
    assert expand("q:a", prefixes) is None
    assert expand("?x", prefixes) is None
    assert expand("'p:a'", prefixes) is None


def test_a_description_without_a_pattern_names_its_resources() -> None:
    found = outline("PREFIX e: <http://e/> DESCRIBE e:a <http://e/b> FROM <http://g/>")

    assert [one.text for one in found.described] == ["e:a", "<http://e/b>"]
    assert found.where.elements == ()
    assert found.dataset == "FROM <http://g/>"
