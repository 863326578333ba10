"""What went wrong, why there is no answer and what there is to download, in the reader's language."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import practicegraph.engine
import practicegraph_server
from practicegraph.engine.grammar import _LABELS
from practicegraph.engine.syntax import _SENTENCES
from practicegraph_server.interface import translations
from practicegraph_server.problem_kinds import problem_kinds

ROOMS = [Path(str(room.__file__)).parent for room in (practicegraph_server, practicegraph.engine)]
PREFIX = "PREFIX pg: <https://w3id.org/practicegraph/ontology#> "


def templates() -> Iterator[str]:
    """Yield each literal that is a wording, or the detail of a problem."""
    for path in (file for room in ROOMS for file in room.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                place = {"Wording": 0, "Problem": 2}.get(call.func.id)
                given = call.args[place] if place is not None and len(call.args) > place else None
                if isinstance(given, ast.Constant):
                    yield str(given.value)


def test_every_message_is_in_every_language() -> None:
    kinds = [text for kind in problem_kinds() for text in (kind.title, kind.description)]
    said = {*templates(), *kinds, *filter(None, _LABELS.values()), *_SENTENCES.values()}

    assert len(said) > 150
    assert sorted(said - set(translations()["sv"])) == []


def test_translations_have_the_same_places() -> None:
    for language, known in translations().items():
        for english, text in known.items():
            places = [{name for _, name, _, _ in string.Formatter().parse(one)} for one in (english, text)]
            assert places[0] - {None} == places[1] - {None}, (language, english)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv-SE, en;q=0.5", "väntade ett värde"),
        ("bg", "очаква се стойност"),
        ("fi, de;q=0.5", "erwartet: ein Wert"),
        ("fi", "expected a value"),
        ("", "expected a value"),
    ],
)
def test_problems_are_told_in_the_readers_language(client: FlaskClient, language: str, words: str) -> None:
    response = client.get(
        "/sparql", query_string={"query": "SELECT * { ?s ?p }"}, headers={"Accept-Language": language}
    )

    assert words in response.get_json()["detail"]
    assert response.get_json()["line"] == 1
    assert response.headers["Content-Language"] in {"sv", "bg", "de", "en"}
    assert {"accept", "accept-language"} <= {name.lower() for name in response.vary}


def test_the_address_says_which_language(client: FlaskClient) -> None:
    response = client.get("/nowhere?lang=fr", headers={"Accept-Language": "de"})

    assert response.get_json()["title"] == "Introuvable"
    assert response.headers["Content-Language"] == "fr"


def test_explanations_are_told_in_the_readers_language(client: FlaskClient) -> None:
    asked = {"query": f"{PREFIX}SELECT * {{ ?s pg:contry ?o }}"}
    swedish = client.get("/sparql/explain", query_string=asked, headers={"Accept-Language": "sv"})
    english = client.get("/sparql/explain", query_string=asked)
    page = client.get("/sparql/explain", query_string=asked | {"lang": "es", "format": "html"})

    cause = swedish.get_json()["causes"][0]
    assert cause["message"] == "pg:contry är ingen egenskap som används"
    assert cause["alternatives"][0] == {"text": "pg:country", "note": "används"}
    assert english.get_json()["causes"][0]["message"] == "pg:contry is no property in use"
    assert swedish.headers["Content-Language"] == "sv"
    assert "Accept-Language" in swedish.headers["Vary"]
    assert swedish.headers["ETag"] != english.headers["ETag"]
    assert "no es una propiedad en uso" in page.get_data(as_text=True)
    assert page.headers["Content-Language"] == "es"


def test_downloads_are_described_in_the_readers_language(client: FlaskClient) -> None:
    page = client.get("/downloads", headers={"Accept-Language": "de"})

    assert "Sieben Tabellen als Excel-Arbeitsmappe" in page.get_data(as_text=True)
    assert "verknüpft, in N-Triples." in page.get_data(as_text=True)
    assert page.headers["Content-Language"] == "de"


def test_kinds_of_problems_are_described_in_every_language(client: FlaskClient) -> None:
    graph = client.get("/problems", headers={"Accept": "text/turtle"}).get_data(as_text=True)

    assert '"Not found"@en' in graph
    assert '"Няма такъв граф"@bg' in graph
