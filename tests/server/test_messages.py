"""What went wrong, why there is no answer and what there is to download, in the reader's language."""

from __future__ import annotations

import ast
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

import practicegraph
import practicegraph.engine
import practicegraph_server
from practicegraph.engine.grammar import _LABELS
from practicegraph.engine.syntax import _SENTENCES
from practicegraph_server.interface import translations
from practicegraph_server.problem_kinds import problem_kinds

CORE = Path(str(practicegraph.__file__)).parent
REFUSING = [
    *CORE.glob("explaining/*.py"),
    CORE / "graph" / "naming.py",
    *CORE.glob("writing/*.py"),
    *(file for file in CORE.glob("release/*.py") if file.name != "backup.py"),
    *(CORE / name for name in ("catalogue/binding.py", "reasoning/consistency.py", "privacy/sweep.py")),
]
"""What raises errors that become problems; a backup's are told on the command line only."""
ROOMS = [Path(str(room.__file__)).parent for room in (practicegraph_server, practicegraph.engine)]
PREFIX = "PREFIX pg: <https://w3id.org/practicegraph/ontology#> "


def given(path: Path, places: Callable[[str], int | None]) -> Iterator[ast.expr]:
    """Yield what calls in a file are given, at the place that ``places`` tells for the name of what is called."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            place = places(call.func.id)
            if place is not None and len(call.args) > place:
                yield call.args[place]


def templates() -> Iterator[str]:
    """Yield each literal that is a wording, the detail of a problem, or what an error of a write or release says."""
    files = [file for room in ROOMS for file in room.rglob("*.py")]
    found = [one for file in files for one in given(file, {"Wording": 0, "Problem": 2}.get)]
    refusals = [one for file in REFUSING for one in given(file, place_of_message)]
    assert [ast.unparse(one) for one in refusals if isinstance(one, ast.JoinedStr)] == []  # not translatable
    for one in [*found, *refusals]:
        for part in [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def place_of_message(name: str) -> int | None:
    return 0 if name == "Wording" or name.endswith("Error") else None


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


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/why?subject=id/practice/x&predicate=pg:country&object=BG", "nennt nichts im Graphen"),
        ("/queries/practices-by-period?from=soon", "einen Tag schreiben"),
        ("/queries/no", "keine Abfrage dieses Namens"),
        (
            f"/sparql/portable?query={quote(PREFIX)}SELECT * {{ BIND(pg:label(?x) AS ?y) }}",
            "Spalte 62: keine übertragbare Form",
        ),
    ],
)
def test_what_other_rooms_refuse_is_told_in_the_readers_language(
    client: FlaskClient, address: str, words: str
) -> None:
    response = client.get(address, headers={"Accept-Language": "de"})

    assert words in response.get_json()["detail"]
