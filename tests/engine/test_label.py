"""``pg:label``: the function and its portable rewriting give the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.engine.label import calls, functions, label, languages, with_languages
from practicegraph.engine.portable import NotPortableError, portable
from practicegraph.settings import Settings

PREFIXES = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX : <http://example.org/>
"""
DATA = """@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:a :is :Thing ; :in :sv ; rdfs:label "A english"@en, "A svensk"@sv, "A another"@en ; :near :b, :c, _:x ; :size 3 .
:b :is :Thing ; :in :sv ; skos:prefLabel "B på svenska"@sv, "B auf Deutsch"@de .
:c :is :Thing ; :in :bg ; rdfs:label "C with no language", "C български"@bg .
:d :is :Thing ; :in :bg ; :near "a literal"@fr .
<http://example.org/e/f#> :is :Thing ; rdfs:label "Ü"@en-GB .
:sv rdfs:label "Sweden"@en, "Sverige"@sv .
:bg rdfs:label "Bulgaria"@en .
_:x rdfs:label "a blank one"@en .
"""
QUERIES = [
    "SELECT ?x (pg:label(?x) AS ?name) { ?x :is :Thing } ORDER BY ?x",
    'SELECT ?x (pg:label(?x, "sv") AS ?name) { ?x :is :Thing } ORDER BY ?x',
    'SELECT ?x (pg:label(?x, "bg, sv") AS ?name) (pg:label(?x) AS ?other) { ?x :is :Thing }',
    'SELECT ?x { ?x :is :Thing } ORDER BY pg:label(?x, "sv")',
    'SELECT ?x ?n { ?x :is :Thing BIND(pg:label(?x, "de") AS ?n) FILTER(STRLEN(?n) > 1) }',
    'SELECT ?x { ?x :is :Thing FILTER(CONTAINS(pg:label(?x, "sv"), "svensk")) }',
    'SELECT ?x { ?x :is :Thing FILTER CONTAINS(UCASE(STR(pg:label(?x))), "A") }',
    'SELECT (pg:label(?c, "sv") AS ?n) (COUNT(*) AS ?k) { ?x :is :Thing ; :in ?c } GROUP BY ?c ORDER BY ?n',
    "SELECT ?n (COUNT(*) AS ?k) { ?x :in ?c } GROUP BY (pg:label(?c) AS ?n)",
    'SELECT ?c (GROUP_CONCAT(pg:label(?x, "en")) AS ?n) { ?x :in ?c FILTER(?c = :bg) } GROUP BY ?c',
    'SELECT ?c { ?x :in ?c } GROUP BY ?c HAVING (STRLEN(pg:label(?c, "en")) > 6)',
    "SELECT ?x ?n { ?x :is :Thing OPTIONAL { ?x :near ?y BIND(pg:label(?y) AS ?n) } }",
    "SELECT ?n { { ?x :in :sv BIND(pg:label(?x) AS ?n) } UNION { ?x :in :bg BIND(pg:label(?x, 'bg') AS ?n) } }",
    "SELECT ?n { { SELECT (pg:label(?x) AS ?n) { ?x :in :sv } } }",
    "SELECT ?x { ?x :is :Thing FILTER EXISTS { ?x :near ?y FILTER(pg:label(?y) = pg:label(:b)) } }",
    "SELECT (pg:label(:sv, 'sv') AS ?n) (pg:label(:nothing) AS ?m) {}",
    "SELECT ?x (<https://w3id.org/practicegraph/ontology#label>(?x) AS ?n) WHERE { ?x :is :Thing }",
    "ASK { ?x :is :Thing FILTER(pg:label(?x, 'sv') = 'A svensk'@sv) }",
    "CONSTRUCT { ?x :name ?n } WHERE { ?x :is :Thing BIND(pg:label(?x, 'bg') AS ?n) }",
]


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TURTLE)
    return store


def answers(results: object) -> object:
    if hasattr(results, "variables"):
        names = [variable.value for variable in results.variables]
        return names, sorted(str([row[name] for name in names]) for row in results)
    return bool(results) if not hasattr(results, "__next__") else sorted(map(str, results))


@pytest.mark.parametrize("query", QUERIES)
def test_function_and_rewriting_agree(store: Store, query: str) -> None:
    text = with_languages(PREFIXES + query, ["sv-FI", "de"])
    plain = portable(text)

    assert "pg:label" not in plain
    assert "ontology#label>" not in plain
    assert answers(store.query(plain)) == answers(store.query(text, custom_functions=functions(store)))


TAGS = st.sampled_from(["sv", "en", "fr", "de", "pt-BR", "pt"])


@given(st.lists(st.tuples(TAGS | st.just(""), st.text(max_size=4)), max_size=6), st.lists(TAGS, max_size=3))
def test_any_labels_agree(labels: list[tuple[str, str]], preferred: list[str]) -> None:
    store = Store()
    thing, name = NamedNode("http://example.org/x#y"), NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    from pyoxigraph import Quad

    store.extend(
        Quad(thing, name, Literal(text, language=tag) if tag else Literal(text)) for tag, text in labels
    )
    text = with_languages(
        "SELECT (<https://w3id.org/practicegraph/ontology#label>(<http://example.org/x#y>) AS ?n) {}",
        preferred,
    )

    assert answers(store.query(portable(text))) == answers(
        store.query(text, custom_functions=functions(store))
    )


def test_what_a_name_is(store: Store) -> None:
    def name(thing: str, *preferred: str) -> str:
        return str(label(store, NamedNode(f"http://example.org/{thing}"), preferred))

    assert name("a") == '"A another"@en'
    assert name("a", "sv") == '"A svensk"@sv'
    assert name("b", "fr") == '"B auf Deutsch"@de'
    assert name("c", "fr") == '"C with no language"'
    assert name("d") == '"d"'
    assert label(store, Literal("itself"), ()) == Literal("itself")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { ?x :is :Thing BIND(pg:label(?x) AS ?n) }", "name the columns"),
        ("SELECT ?n FROM <http://e/g> { ?x :is :Thing BIND(pg:label(?x) AS ?n) }", "FROM"),
        ("SELECT ?n { GRAPH ?g { ?x :is :Thing BIND(pg:label(?x) AS ?n) } }", "GRAPH"),
        ("SELECT (pg:label(IRI(?x)) AS ?n) { ?x :is :Thing }", "first argument"),
        ("SELECT (pg:label(?x, ?y) AS ?n) { ?x :is ?y }", "second argument"),
        ("SELECT ?x { ?x :is :Thing OPTIONAL { ?y :in :sv FILTER(pg:label(?x) = 'A') } }", "not bound"),
    ],
)
def test_what_has_no_portable_form_says_why(query: str, reason: str) -> None:
    with pytest.raises(NotPortableError, match=reason) as refused:
        portable(PREFIXES + query)

    assert str(refused.value).startswith("4:")


def test_innocent_text_is_left_alone() -> None:
    text = PREFIXES + 'SELECT ("pg:label(?x)" AS ?label) { ?label rdfs:label ?y } # pg:label(?x)'

    assert calls(text) == []
    assert with_languages(text, ["sv"]) == text
    assert portable(text) == text


def test_language_lists() -> None:
    assert languages('sv-FI, fr;q=0 en,en  x" y') == ("sv-fi", "en", "y")
    assert len(languages(",".join(f"a{chr(97 + n)}" for n in range(20)))) == 8


def test_workers_know_the_function(snapshot: Path) -> None:
    with EmbeddedEngine(snapshot, "test", Settings(workers=1)) as engine:
        answer = engine.run(
            "SELECT (<https://w3id.org/practicegraph/ontology#label>(<http://example.org/1>) AS ?n) {}",
            media_type="text/csv",
        )

    assert answer.body == b"n\r\n1\r\n"
