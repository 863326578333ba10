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


def ask(page: Page, query: str) -> None:
    """Write a query into the editor, as a person does, and run it."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    page.locator(".yasqe_queryButton").click()


def test_editor_runs_what_is_written_and_saves_it(page: Page) -> None:
    page.goto("/editor")
    ask(page, "SELECT ?place ?number WHERE { VALUES (?place ?number) { ('Pernik' 1) ('Härnösand' 2) } }")
    rows = page.locator(".yasr table tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Härnösand")
    with page.expect_download() as download:
        page.locator(".yasr_downloadIcon").click()

    assert download.value.path().read_text("utf-8").split() == [
        '"place","number"',
        '"Pernik","1"',
        '"Härnösand","2"',
    ]
    ask(page, "CONSTRUCT { <urn:a> <urn:b> 'made' } WHERE {}")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("made")
    ask(page, "ASK { ?s ?p ?o }")
    expect(page.locator(".yasr")).to_contain_text("True")


def test_editor_tells_where_a_query_is_wrong(page: Page) -> None:
    page.goto("/editor")
    ask(page, "SELECT ?s\nWHERE { ?s ?p }")

    expect(page.locator(".parseErrorIcon")).to_have_count(1)
    expect(page.locator(".yasr")).to_contain_text("rad 2, kolumn 15")
    ask(page, "ASK {}")
    expect(page.locator(".parseErrorIcon")).to_have_count(0)
    expect(page.locator(".yasr")).to_contain_text("True")


def test_editor_shows_values_as_text(page: Page) -> None:
    """Its sanitizer parses them; the browser tells of handlers in them, which nothing can run."""
    page.goto("/editor")
    ask(page, 'SELECT ("<b>bold</b><script>document.title = 1</script>" AS ?x) {}')

    cell = page.locator(".yasr table tbody td").last
    expect(cell).to_have_text("<b>bold</b><script>document.title = 1</script>")
    assert page.title() != "1"


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
