"""What the five seeds must answer, asked of a real server over HTTP.

Things are found by the files that describe them, so that no test rests on the wording of a slug.
"""

from __future__ import annotations

import gzip
import re
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest

from practicegraph.terms import BASE, EU_COUNTRY, PREFIXES, SDG

ENGLISH = "000_ed0a8078fccae259.txt"
SWEDISH = "001_77f1610848feb48c.txt"
CEED = "002_d4664b378349dcab.txt"
NEWS = "003_011180ab0dfbfb18.txt"
IOM = "004_23319e3d2659e871.txt"

Row = dict[str, str]
Ask = Callable[..., list[Row]]

GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
    "application/ld+json",
)
_LINK = re.compile(r'(?:href|src)="([^"]+)"|<loc>([^<]+)</loc>')
_ELSEWHERE = (
    "/assets",
    "/editor",
    "/page/concept",
    "/data/concept",
    "/concept",
    "/ontology",
    "/about",
    "/data/id/fact",
)
"""Pages that say nothing of documents, and facts in other forms than their page: the graph is asked for these."""
RESULT_FORMATS = ("json", "csv", "tsv", "xml")


@pytest.fixture(scope="module")
def client(served_seeds: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served_seeds, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def ask(client: httpx.Client) -> Ask:
    """Ask a query of the catalogue; a row is the values of the bound variables."""

    def ask(name: str, /, **parameters: str | list[str]) -> list[Row]:
        response = client.get(f"/queries/{name}", params={**parameters, "format": "json"})
        assert response.status_code == 200, response.text
        return rows(response.json())

    return ask


@pytest.fixture(scope="module")
def things(client: httpx.Client) -> dict[str, str]:
    """The thing that each file describes, as the path under the base."""
    query = "SELECT ?file ?thing WHERE { ?thing pg:describedIn/pg:fileName ?file }"
    found = select(client, query)
    assert len(found) == 5
    return {row["file"]: row["thing"].removeprefix(BASE) for row in found}


def rows(document: dict[str, Any]) -> list[Row]:
    return [
        {name: term["value"] for name, term in binding.items()} for binding in document["results"]["bindings"]
    ]


def select(client: httpx.Client, query: str) -> list[Row]:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    response = client.post("/sparql", data={"query": prefixes + query})
    assert response.status_code == 200, response.text
    return rows(response.json())


def files(found: list[Row]) -> set[str]:
    return {row["file"] for row in found}


def about(found: list[Row], things: dict[str, str], column: str = "practice") -> set[str]:
    """The files whose things are answered."""
    answered = {row[column].removeprefix(BASE) for row in found}
    return {file for file, thing in things.items() if thing in answered}


def test_the_two_pages_of_together_for_integration_are_one_practice(ask: Ask, things: dict[str, str]) -> None:
    assert things[ENGLISH] == things[SWEDISH]
    assert len(set(things.values())) == 4
    assert files(ask("language-versions")) == {ENGLISH, SWEDISH}
    added = {row["onlyHere"] for row in ask("language-versions") if row["file"] == SWEDISH}
    assert {"country", "level", "targetGroup", "sdg", "link"} <= added


def test_goal_11_is_stated_for_together_for_integration_alone_and_by_the_swedish_page(
    ask: Ask, things: dict[str, str]
) -> None:
    found = ask("practices-by-sdg", wanted="11", wantedBasis="stated")
    assert about(found, things, "thing") == {ENGLISH, SWEDISH}
    assert files(found) == {SWEDISH}


def test_goal_10_is_stated_by_nobody(ask: Ask) -> None:
    assert ask("practices-by-sdg", wanted="10", wantedBasis="stated") == []


def test_goal_10_is_suggested_for_all_practices_and_the_publication(ask: Ask, things: dict[str, str]) -> None:
    found = ask("practices-by-sdg", wanted="10", wantedBasis="suggested")
    assert about(found, things, "thing") == set(things)
    assert all(row["exact"] for row in found)


def test_stated_and_suggested_goals_are_counted_apart(ask: Ask) -> None:
    counted = {row["goal"]: row for row in ask("practices-per-goal")}
    assert (counted[f"{SDG}11"]["stated"], counted[f"{SDG}10"]["stated"]) == ("1", "0")
    assert counted[f"{SDG}10"]["suggested"] == "3"
    assert f"{SDG}11" not in {row["concept"] for row in ask("gaps")}


def test_the_integration_fund_paid_for_ceed_in_full_and_for_iom_at_an_unknown_share(
    ask: Ask, things: dict[str, str]
) -> None:
    shares = {
        row["practice"].removeprefix(BASE): row.get("share") for row in ask("practices-by-funding-programme")
    }
    assert shares == {things[CEED]: "100", things[IOM]: None}


def test_ceed_reached_more_than_370_persons(ask: Ask, things: dict[str, str]) -> None:
    [row] = ask("measured-results")
    assert about([row], things) == {CEED}
    assert (row["comparator"], row["value"], row["unit"]) == (">", "370", "persons")
    assert row["file"] == CEED
    [reached] = ask("people-reached")
    assert (reached["comparator"], reached["value"], reached["countryName"]) == (">", "370", "Bulgaria")
    assert ask("cost-per-beneficiary") == []


def test_in_march_2011_only_the_practice_of_iom_ran(ask: Ask, things: dict[str, str]) -> None:
    found = ask("practices-by-period", **{"from": "2011-03-01", "to": "2011-03-31"})
    assert about(found, things) == {IOM}
    assert [(row["earliestStart"], row["latestEnd"], row["certainty"]) for row in found] == [
        ("2011-02-01", "2011-06-20", "certain")
    ]
    assert ask("practices-by-period", **{"from": "2011-06-21", "to": "any"}) == []


def test_the_two_hotlines_are_a_conflict_and_both_served(ask: Ask, things: dict[str, str]) -> None:
    found = ask("contradictions", field="phone")
    assert about(found, things, "thing") == {IOM}
    assert {row["value"] for row in found} == {"+35929394755", "+35929394747"}
    assert len({row["exact"] for row in found}) == 2
    served = {row["telephone"] for row in ask("contact-points") if "telephone" in row}
    assert served == {"+35929394755", "+35929394747"}


def test_ku_tu_reported_and_implemented_nothing(ask: Ask, things: dict[str, str]) -> None:
    roles = {row["role"].rpartition("/")[2] for row in ask("roles") if row.get("name") == "KU TU Ltd."}
    assert roles == {"reporter"}
    implementers = {row["name"] for row in ask("roles", wantedRole="implementer", wantedThing=things[IOM])}
    assert len(implementers) == 1
    assert "KU TU Ltd." not in implementers


def test_pernik_is_found_only_with_a_doubt(ask: Ask, things: dict[str, str]) -> None:
    [row] = ask("practices-by-place", name="Pernik")
    assert about([row], things) == {CEED}
    assert (row["written"], row["doubt"]) == ("Petnik", "true")


def test_districts_count_for_their_city(ask: Ask, things: dict[str, str]) -> None:
    assert about(ask("practices-by-place", name="Sofia"), things) == {ENGLISH, SWEDISH, CEED, IOM}


@pytest.mark.parametrize(
    ("file", "field", "how"),
    [
        (ENGLISH, "level", "asked"),
        (ENGLISH, "targetGroup", "asked"),
        (ENGLISH, "link", "asked"),
        (ENGLISH, "country", "not mentioned"),
        (ENGLISH, "sdg", "not mentioned"),
        (ENGLISH, "challenge", "heading lost"),
        (CEED, "title", "asked"),
        (CEED, "start", "asked"),
        (CEED, "end", "asked"),
        (CEED, "sdg", "not mentioned"),
        (IOM, "challenge", "not mentioned"),
        (IOM, "evaluation", "not mentioned"),
    ],
)
def test_what_is_missing_where(ask: Ask, file: str, field: str, how: str) -> None:
    found = [row for row in ask("missing-fields", wantedField=field) if row["file"] == file]
    assert {row["how"] for row in found} == {how}


@pytest.mark.parametrize("field", ["country", "level", "targetGroup", "sdg", "link", "challenge"])
def test_the_swedish_page_misses_none_of_these(ask: Ask, field: str) -> None:
    assert SWEDISH not in files(ask("missing-fields", wantedField=field))


def test_together_for_integration_has_no_dates(ask: Ask, things: dict[str, str]) -> None:
    found = ask("missing-fields", wantedField="start", wantedThing=things[SWEDISH])
    assert files(found) == {ENGLISH, SWEDISH}


def test_what_the_swedish_page_alone_says_holds_for_the_practice(ask: Ask, things: dict[str, str]) -> None:
    found = ask("practices-for-group-theme-country", group="refugee", country="BG")
    assert {ENGLISH, SWEDISH} <= about(found, things)
    sources = ask("evidence", thing=things[SWEDISH], field="country")
    assert {(row["basis"].rpartition("/")[2], row["value"]) for row in sources if row["file"] == SWEDISH} == {
        ("stated", f"{EU_COUNTRY}BGR")
    }
    assert {row["basis"].rpartition("/")[2] for row in sources if row["file"] == ENGLISH} <= {"sibling"}


def test_derived_values_name_what_they_come_from(ask: Ask, things: dict[str, str]) -> None:
    derived = ask("derived-values", basis="sibling", thing=things[ENGLISH])
    assert {"country", "level", "targetGroup", "sdg", "link"} <= {row["field"] for row in derived}
    assert all(row["from"] and row["fromFile"] for row in derived)


# Personal data


@pytest.fixture(scope="module")
def secrets(shared: Path) -> tuple[str, ...]:
    """The personal data of the seeds and their parts, read from the seeds."""
    form = (shared / "seeds" / IOM).read_text(encoding="utf-8")
    [address] = re.findall(r"[\w.]+@[\w.]+", form)
    lines = (shared / "seeds" / CEED).read_text(encoding="utf-8").splitlines()
    name = lines[lines.index("- Contact person") + 1].removeprefix("- Mr. ")
    assert len(name.split()) == 2
    return tuple(part.lower() for part in (address, address.partition("@")[0], *name.split()))


def disclosed(body: bytes, secrets: tuple[str, ...]) -> list[str]:
    """The personal data in a body, as plain text, JSON escapes or percent-encoding."""
    text = body.decode("utf-8", "replace").lower()
    return [secret for secret in secrets if secret in text or secret.replace("@", "%40") in text]


def test_the_seeds_hold_personal_data_that_the_number_tells(ask: Ask, secrets: tuple[str, ...]) -> None:
    withheld = {row["file"]: row["withheld"] for row in ask("contact-points") if "withheld" in row}
    assert withheld == {CEED: "1", IOM: "1"}
    assert len(secrets) == 4


def test_no_page_shows_personal_data(client: httpx.Client, secrets: tuple[str, ...]) -> None:
    """Every page, text and file that links lead to from the home page; of the filters of a list one at a time."""
    seen: set[str] = set()
    queue = deque(["/", "/sitemap.xml", "/.well-known/void", "/.well-known/sparql-examples"])
    while queue:
        path = queue.popleft()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        body = response.content
        if path.endswith(".gz"):
            body = gzip.decompress(body)
        assert not disclosed(body, secrets), path
        if (
            response.headers["content-type"].startswith(("text/html", "application/xml"))
            or response.is_redirect
        ):
            queue.extend(followed(response, client))
    kinds = {urlsplit(path).path.split("/")[1] for path in seen}
    assert {"page", "text", "queries", "downloads", "documents", "practices"} <= kinds
    assert len([path for path in seen if path.startswith("/text/")]) >= 5


def followed(response: httpx.Response, client: httpx.Client) -> Iterator[str]:
    """The local links of a page that are worth following."""
    links = [response.headers["location"]] if response.is_redirect else []
    links += [first or second for first, second in _LINK.findall(response.text)]
    for link in links:
        absolute = urldefrag(urljoin(str(response.url), link.replace("&amp;", "&"))).url
        where = urlsplit(absolute)
        if where.netloc != client.base_url.netloc.decode() or where.scheme not in {"http", "https"}:
            continue
        if where.path.startswith(_ELSEWHERE) or "&" in where.query:
            continue
        yield where.path + (f"?{where.query}" if where.query else "")


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_no_form_of_the_graph_holds_personal_data(
    client: httpx.Client, secrets: tuple[str, ...], media_type: str
) -> None:
    for pattern in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/graph/evidence'))"):
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        response = client.post("/sparql", data={"query": query}, headers={"accept": media_type})
        assert response.status_code == 200
        assert len(response.content) > 10_000
        assert not disclosed(response.content, secrets)


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_no_result_holds_personal_data(client: httpx.Client, secrets: tuple[str, ...], form: str) -> None:
    query = "SELECT ?value WHERE { { ?s ?p ?value } UNION { GRAPH ?g { ?s ?p ?value } } FILTER(ISLITERAL(?value)) }"
    response = client.get("/sparql", params={"query": query, "format": form})
    assert response.status_code == 200
    assert not disclosed(response.content, secrets)


def test_every_named_graph_is_free_of_personal_data(client: httpx.Client, secrets: tuple[str, ...]) -> None:
    names = [row["g"] for row in select(client, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")]
    assert len(names) > 10
    for name in names:
        response = client.get(
            f"/graph/{name.removeprefix(f'{BASE}graph/')}", headers={"accept": "text/turtle"}
        )
        assert response.status_code == 200, name
        assert not disclosed(response.content, secrets), name
