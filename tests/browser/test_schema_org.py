"""The schema.org block is data: the policy that refuses inline scripts lets it stand, and it can be read."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect


def test_the_block_is_there_and_nothing_is_refused(page: Page) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    response = page.goto("/page/id/practice/together-for-integration")
    block = page.locator('script[type="application/ld+json"]')

    assert response is not None
    assert "script-src 'self'" in (response.header_value("content-security-policy") or "")
    expect(block).to_have_count(1)
    found = json.loads(block.text_content() or "")
    assert (found["@type"], found["@id"].rpartition("/")[2]) == ("Project", "together-for-integration")
    assert refused == []
