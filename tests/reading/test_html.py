"""Web pages: what is content, what the blocks are, and that nothing is lost."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.blocks import Document
from practicegraph.reading.html import read_html

PAGE = """
<!doctype html><html lang="sv"><head><title>Kvällar – Grannar</title>
<meta name=description content="Te med grannar"><link rel=canonical href="https://example.org/p/1"></head>
<body class="page no-sidebar"><nav class="breadcrumb"><a href=/>Hem</a></nav>
<div class="cookie-banner">Vi använder kakor <button>OK</button></div>
<header><h1>Evenings <em>with</em> neighbours</h1></header>
<main><article>
<h2 lang=en>Activities</h2>
<p>A first line<br>and a second, see <a href="https://other.org/x">the site</a></p>
<ol start=3><li>One<ul><li>inner a<li>inner b</ul><li><p>Two</p><p>and more</p></ol>
<table><caption>Key facts</caption>
<tr><th rowspan=2>Country<td>Bulgaria<tr><td>Sweden<tr><th>Target<br>group<td><ul><li>women<li>men</ul>
<tr><td>Goal</td><td><img alt="Goal 10" src=x></td></tr></table>
<dl><div><dt>Budget<dd>EUR 30 000</div><dt>Level<dd>local<dd>national</dl>
<div class="field"><div class="field__label">Period</div><div class="field__item">2016</div></div>
<p><b>In short</b></p><p>1. tea</p><p>2. talk</p><p>• song</p>
<div role=tabpanel hidden>Folded away</div><p hidden>Not shown</p>
<aside>Read also</aside></article></main>
<div class="social-share">Share this</div><footer>© the site</footer>
<script>var text = "<p>no text";</script></body></html>
"""


def read(page: str, **known: str) -> Document:
    return read_html(page.encode(), name="page.html", **known)


def shape(document: Document) -> list[tuple[object, ...]]:
    return [
        (block.kind.value, block.level, block.row, block.column, block.number, block.text)
        for block in document.blocks
    ]


def test_the_content_of_a_page_in_order() -> None:
    assert shape(read(PAGE)) == [
        ("heading", 1, None, None, None, "Evenings with neighbours"),
        ("heading", 2, None, None, None, "Activities"),
        ("paragraph", 0, None, None, None, "A first line"),
        ("paragraph", 0, None, None, None, "and a second, see the site"),
        ("listItem", 1, None, None, 3, "One"),
        ("listItem", 2, None, None, None, "inner a"),
        ("listItem", 2, None, None, None, "inner b"),
        ("listItem", 1, None, None, 4, "Two"),
        ("paragraph", 0, None, None, None, "and more"),
        ("paragraph", 0, None, None, None, "Key facts"),
        ("tableCell", 0, 0, 0, None, "Country"),
        ("tableCell", 0, 0, 1, None, "Bulgaria"),
        ("tableCell", 0, 1, 1, None, "Sweden"),
        ("tableCell", 0, 2, 0, None, "Target group"),
        ("listItem", 1, 2, 1, None, "women"),
        ("listItem", 1, 2, 1, None, "men"),
        ("tableCell", 0, 3, 0, None, "Goal"),
        ("tableCell", 0, 3, 1, None, "Goal 10"),
        ("tableCell", 0, 5, 0, None, "Budget"),
        ("tableCell", 0, 5, 1, None, "EUR 30 000"),
        ("tableCell", 0, 6, 0, None, "Level"),
        ("tableCell", 0, 6, 1, None, "local"),
        ("tableCell", 0, 6, 1, None, "national"),
        ("tableCell", 0, 8, 0, None, "Period"),
        ("tableCell", 0, 8, 1, None, "2016"),
        ("heading", 0, None, None, None, "In short"),
        ("listItem", 1, None, None, 1, "tea"),
        ("listItem", 1, None, None, 2, "talk"),
        ("listItem", 1, None, None, None, "song"),
        ("paragraph", 0, None, None, None, "Folded away"),
        ("heading", 0, None, None, None, "↗"),
        ("paragraph", 0, None, None, None, "https://other.org/x"),
    ]


def test_the_text_is_laid_out_as_plain_text() -> None:
    text = read(
        "<main><h1>T</h1><p>a<br>b</p><ol><li>x<ul><li>y</ul></ol><table><tr><td>k<td>v<tr><td><td>w</table>"
    ).text
    assert text == dedent(
        """\
        T

        a
        b

        1. x
            - y

        k\tv
        \tw
        """
    )


def test_what_the_page_says_of_itself() -> None:
    document = read(PAGE)
    assert dict(document.metadata) == {
        "title": "Kvällar – Grannar",
        "description": "Te med grannar",
        "canonical": "https://example.org/p/1",
        "lang": "sv",
    }
    assert document.language is None, "a page's own claim is often its template's"
    assert [block.language for block in document.blocks if block.language] == ["en"]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<div class=main-menu>Home</div><p>Text of it</p>", ["Text of it"]),
        ("<div class=menu><p>Text in a box that is the whole page</p></div>", ["Text in a box that is the whole page"]),
        ("<article class='category-social'><p>Text</p></article>", ["Text"]),
        ("<form><p>All of the page stands in a form</p></form>", ["All of the page stands in a form"]),
        ("<header>Logo</header><article><header><p>In</p></header>Text of the article</article>", ["In", "Text of the article"]),
        ("<h3><button>Results</button></h3><p>Many</p><button>Close</button>", ["Results", "Many"]),
        ("<details><summary>Results</summary><p>Many</p></details>", ["Results", "Many"]),
        ("<p>caf&eacute; &lt;b&gt; na\u00efve co\u00adoperation</p>", ["café <b> naïve cooperation"]),
        ("<table><tr><td><h2>Laid out</h2><p>A</p></td><td>B</td></tr></table>", ["Laid out", "A", "B"]),
        ("<x-card>One</x-card><x-card>Two</x-card>", ["One", "Two"]),
        ("<dl><dt>Key<dd>Value</dl>loose text", ["Key", "Value", "loose text"]),
        ("<p>O<sub>2</sub> <!-- note -->and<wbr>more</p>", ["O2 andmore"]),
    ],
)  # fmt: skip
def test_furniture_and_content(page: str, texts: list[str]) -> None:
    assert [block.text for block in read(page).blocks] == texts


def test_links_to_the_same_site_and_addresses_in_the_text_are_not_repeated() -> None:
    page = (
        '<p><a href="/a">a</a> <a href="https://www.example.org/b">b</a> <a href="mailto:x@example.com">c</a> '
        '<a href="https://shown.org/">shown.org</a> <a href="javascript:alert(1)">d</a></p>'
    )
    assert [block.text for block in read(page, source="https://example.org/").blocks] == ["a b c shown.org d"]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_declared_encoding_is_used(charset: str) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><p>Интеграция на бежанци</p></body></html>"
    document = read_html(page.encode(charset), name="page.html")
    assert document.blocks[0].text == "Интеграция на бежанци"


def test_elements_that_xml_closes_at_once_swallow_nothing() -> None:
    page = '<?xml version="1.0"?><html><head><script src="a.js"/><title/></head><body><a id="x"/><p>Text</p></body></html>'
    assert [block.text for block in read(page).blocks] == ["Text"]


INLINE = st.sampled_from(["b", "i", "span", "a", "strong", "em", "x-y"])
BLOCK = st.sampled_from(
    [
        "p",
        "div",
        "section",
        "li",
        "ul",
        "ol",
        "td",
        "table",
        "tr",
        "dl",
        "dt",
        "dd",
        "h2",
        "pre",
        "blockquote",
    ]
)
WORDS = st.text(alphabet="abcdeå\u0301бע 1.-•\t\n\u00a0&<", max_size=12)
MARKUP = st.recursive(
    WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda tag, parts, closed: f"<{tag}>{''.join(parts)}" + (f"</{tag}>" if closed else ""),
        INLINE | BLOCK,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)


@given(MARKUP)
def test_any_markup_gives_all_its_letters_in_exact_blocks(page: str) -> None:
    try:
        document = read(f"<body>{page}</body>")
    except UnreadableDocumentError as error:
        assert "holds no text" in error.message or "is empty" in error.message  # noqa: PT017 - either is right
        return
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    ends = [block.end for block in document.blocks]
    assert ends == sorted(ends)


FOLDED = "<p>Forty women found work in the first year.</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div><button>Results</button><div class=x style='display:none'>{FOLDED}</div></div>",
        f"<div><div><button type=button><span>Results</span><svg></svg></button></div><div>{FOLDED}</div></div>",
        f"<div><h3><button aria-controls=p1>Results</button></h3><div id=p1 hidden>{FOLDED}</div></div>",
        f"<ul class=nav role=tablist><li><a role=tab href='#p1'>Results</a></ul><div id=p1 aria-hidden=true>{FOLDED}</div>",
        f"<div role=tablist><button role=tab id=t1>Results</button></div><div aria-labelledby=t1 hidden>{FOLDED}</div>",
        f"<a data-toggle=collapse href='#p1'>Results</a><div id=p1 class=collapse>{FOLDED}</div>",
    ],
)
def test_what_opens_a_panel_is_its_heading(page: str) -> None:
    blocks = read(f"<main><h1>Tea House</h1><p>We meet.</p>{page}</main>").blocks
    assert [(block.kind.value, block.text) for block in blocks[2:]] == [
        ("heading", "Results"),
        ("paragraph", "Forty women found work in the first year."),
    ]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<button aria-controls=m>Menu</button><ul id=m><li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a></ul>", ["A", "B", "C"]),
        (f"<p>So it began.</p><button>Read more</button><div hidden>{FOLDED}</div>", ["So it began.", "Forty women found work in the first year."]),
        ("<p>A text.</p><button>Close</button>", ["A text."]),
    ],
)  # fmt: skip
def test_a_button_that_opens_no_text_is_no_heading(page: str, texts: list[str]) -> None:
    assert [block.text for block in read(page).blocks] == texts
