"""The type of a problem leads to what it means."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

import practicegraph_server
from practicegraph_server.problem_kinds import problem_kinds

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/practicegraph/"


def test_types_stand_under_the_base_and_are_described(client: FlaskClient) -> None:
    problem = client.get("/sparql?query=nonsense").get_json()
    page = client.get("/problems", headers={"Accept": "text/html"}).get_data(as_text=True)
    graph = client.get("/problems", headers={"Accept": "text/turtle"})
    described = {quad.subject.value for quad in parse(graph.data, RdfFormat.TURTLE)}

    assert problem["type"] == f"{BASE}problems#syntax"
    assert problem["type"] in described
    assert 'id="syntax"' in page


def test_every_name_in_the_code_is_described() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(practicegraph_server.__file__).parent.glob("*.py")
    )
    names = set(re.findall(r'Problem\(\s*(?:\d{3}|status), "([\w-]+)"', code))

    assert len(names) > 10
    assert names <= {one.name for one in problem_kinds()}


def test_the_guide_names_the_same() -> None:
    guide = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    table = guide.partition("| status | name | when |")[2].partition("\n\n")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.count("|") >= 4]

    assert {name for row in rows for name in re.findall(r"`([\w-]+)`", row)} == {
        one.name for one in problem_kinds()
    }


def test_an_error_page_leads_there(client: FlaskClient) -> None:
    page = client.get("/nowhere", headers={"Accept": "text/html", "Accept-Language": "de"})

    assert page.status_code == 404
    assert 'href="/problems#not-found"' in page.get_data(as_text=True)
    assert "Über diesen Fehler" in page.get_data(as_text=True)
