"""The schema.org block of a page: there for what search engines know, data only, closed to hostile text."""

from __future__ import annotations

import json
import re
from typing import Any

from flask.testing import FlaskClient

PRACTICE = "/page/id/practice/together-for-integration"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def block(client: FlaskClient, path: str, language: str = "en") -> Any:
    text = client.get(path, headers={"Accept-Language": language}).get_data(as_text=True)
    found = BLOCK.findall(text)
    return json.loads(found[0]) if found else None


def test_a_practice_has_a_block(client: FlaskClient) -> None:
    found = block(client, PRACTICE)

    assert (found["@type"], found["name"]) == ("Project", "Together for integration")
    assert found["areaServed"]
    assert found["subjectOf"]
    assert block(client, PRACTICE, "sv")["name"] != ""


def test_an_organisation_has_none(client: FlaskClient) -> None:
    assert block(client, "/page/id/organization/bulgarian-red-cross") is None


def test_hostile_text_stays_in_the_block(client: FlaskClient) -> None:
    listed = client.get("/practices").get_data(as_text=True)
    (path,) = set(re.findall(r'href="(/id/practice/[^"]*quoted[^"]*)"', listed))
    text = client.get(f"/page{path}").get_data(as_text=True)

    assert "<script>" not in text
    assert "<script>alert(1)</script>" in json.loads(BLOCK.findall(text)[0])["name"]
