"""What a person sees and does."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from practicegraph_server.pages import _BUNDLE, _STATIC

PRACTICE = "/id/practice/together-for-integration"


def test_from_home_to_the_sentence(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Together for integration").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Together for integration")

    sentence = page.locator("li", has=page.locator("q[lang=sv]", has_text=re.compile("^Lokalt$"))).last
    page.locator("details", has=sentence).locator("summary").click()
    expect(sentence.locator("q")).to_be_visible()
    sentence.locator(".source a[href^='/text/']").click()

    expect(page.locator("mark", has_text="Lokalt")).to_be_visible()


def test_the_reader_is_answered_in_their_language(page: Page) -> None:
    page.goto(PRACTICE)

    expect(page.get_by_role("link", name="Bulgarien")).to_be_visible()


def test_editor_answers(page: Page) -> None:
    assert (_STATIC / _BUNDLE).is_file(), "the front end is not built; see CONTRIBUTING.md"
    page.goto("/editor")
    page.locator(".yasqe_queryButton").click()

    expect(page.locator(".yasr table").get_by_text("Together for integration").first).to_be_visible()


def test_editor_without_scripts(plain_page: Page) -> None:
    plain_page.goto("/editor")
    plain_page.get_by_label("SPARQL query").fill("ASK {}")
    plain_page.get_by_label("Answer as").select_option("csv")
    with plain_page.expect_download() as download:
        plain_page.get_by_role("button", name="Ask").click()

    assert download.value.path().read_text() == "true"


def test_a_question_is_a_form(plain_page: Page) -> None:
    plain_page.goto("/queries/practices-by-sdg")
    plain_page.locator("#p-wanted").fill("11")
    plain_page.get_by_role("button", name="Ask").click()

    expect(plain_page.locator("table").get_by_text("Together for integration").first).to_be_visible()


def test_skip_link_and_small_screens(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(PRACTICE, wait_until="load")
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
