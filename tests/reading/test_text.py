"""Plain text in blocks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.lines import cut
from practicegraph.reading.text import read_text

LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
        st.sampled_from(
            [
                "# Title",
                "- item",
                "• – item",
                "1. one",
                "2 two",
                "\ta\tb",
                "Key\tvalue",
                "<ul><li>a</li><li>b",
                "**x**",
            ]
        ),
    ),
    max_size=12,
).map("\n".join)


@given(LINES)
def test_every_block_is_its_slice_in_order_without_overlap(text: str) -> None:
    blocks = cut(text)
    assert all(text[block.start : block.end] == block.text for block in blocks)
    assert all(block.text.strip() for block in blocks)
    assert all(first.end <= second.start for first, second in pairwise(blocks))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in cut(text)]


def test_marked_headings_lose_their_marks() -> None:
    (block,) = cut("## **Our aims**\n")
    assert (block.kind, block.text, block.level) == (BlockKind.HEADING, "Our aims", 2)


@pytest.mark.parametrize("mark", ["-", "•", "*", "–", "• –", "◦"])
def test_bullets(mark: str) -> None:
    assert kinds(f"{mark} tea\n{mark} bread") == [("listItem", "tea"), ("listItem", "bread")]


def test_signs_of_one_kind_are_bullets_and_of_two_boxes() -> None:
    assert kinds("■ one\n■ two") == [("listItem", "one"), ("listItem", "two")]
    assert kinds("■ one\n□ two\n□ three") == [
        ("paragraph", "■ one"), ("paragraph", "□ two"), ("paragraph", "□ three"),
    ]  # fmt: skip
    assert kinds("● one\n  ○ two\n● three") == [
        ("listItem", "one"), ("listItem", "two"), ("listItem", "three"),
    ]  # fmt: skip
    assert kinds("● one ○ two") == [("paragraph", "● one ○ two")]
    signs = read_text("\uf0fe one\n\uf0a8 two".encode(), name="a.txt")
    assert [block.text for block in signs.blocks] == ["☒ one", "☐ two"]


def test_numbers_are_list_numbers_only_in_a_run() -> None:
    assert [block.number for block in cut("1 tea\n2\u00a0bread\n\n3. soup")] == [1, 2, 3]
    assert kinds("3 years") == [("paragraph", "3 years")]
    assert kinds("2016 was a start") == [("paragraph", "2016 was a start")]
    assert kinds("16.05.2016 – 16.05.2017") == [("paragraph", "16.05.2016 – 16.05.2017")]


def test_items_with_another_mark_do_not_end_a_run_of_numbers() -> None:
    numbered = [(block.number, block.text) for block in cut("1 Tea\n1) cups\n2) spoons\n2 Bread\n3 Soup")]
    assert numbered == [(1, "Tea"), (1, "cups"), (2, "spoons"), (2, "Bread"), (3, "Soup")]


def test_tab_rows_are_cells_and_merged_cells_come_once() -> None:
    cells = cut("Results\tResults\t\nName\tHouse of Tea\t\n\ttwo lines\t\n")
    assert [(cell.row, cell.column, cell.text) for cell in cells] == [
        (0, 0, "Results"),
        (1, 0, "Name"),
        (1, 1, "House of Tea"),
        (2, 1, "two lines"),
    ]


@pytest.mark.parametrize("marks", ["•••", "---", "ooo", "§§§", "ØØØ", ("1.", "2.", "3."), ("a)", "b)", "c)")])
def test_a_tab_behind_a_bullet_or_number_makes_no_table(marks: str) -> None:
    items = ("Kaffe hver torsdag", "Hjælp til breve", "Ture til havet")
    text = "\n".join(f"{mark}\t{item}" for mark, item in zip(marks, items, strict=True))
    assert kinds(text) == [("listItem", item) for item in items]


def test_a_row_that_begins_with_a_number_or_dash_is_no_item() -> None:
    rows = cut("No.\tName\tTown\n1.\tHouse of Tea\tTampere\n2.\tBread Club\tPori\n-\tnone\tnone")
    assert {row.kind.value for row in rows} == {"tableCell"}
    assert {row.kind.value for row in cut("1\tHouse of Tea\n2\tBread Club\nTown\tPori")} == {"tableCell"}


def test_html_lists_in_a_cell_are_items() -> None:
    cells = cut("Category\tall: <ul> <li>tea</li> <li>bread</li> </ul>\t")
    assert [(cell.kind.value, cell.text, cell.row, cell.column) for cell in cells] == [
        ("tableCell", "Category", 0, 0),
        ("tableCell", "all:", 0, 1),
        ("listItem", "tea", 0, 1),
        ("listItem", "bread", 0, 1),
    ]


def test_reads_a_document() -> None:
    document = read_text(
        "\ufeffTea\r\nfor all".encode(), name="tea.txt", source="https://example.org/", language="en"
    )
    assert document.text == "Tea\nfor all"
    assert (document.name, document.language, document.source) == ("tea.txt", "en", "https://example.org/")


@pytest.mark.parametrize("sign", ["✔", "✅", "➤", "►", "❖", "→", "👉", "✔️"])
def test_a_sign_before_several_lines_is_a_bullet(sign: str) -> None:
    text = f"Tarjoamme:\n{sign} ruokakursseja\n\n{sign} retkiä saareen\nTervetuloa!\n"
    read = read_text(text.encode(), name="a.txt")
    assert [(block.kind, block.text) for block in read.blocks] == [
        (BlockKind.PARAGRAPH, "Tarjoamme:"),
        (BlockKind.LIST_ITEM, "ruokakursseja"),
        (BlockKind.LIST_ITEM, "retkiä saareen"),
        (BlockKind.PARAGRAPH, "Tervetuloa!"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "✔ lokal\n☐ regional\n✔ national",
        "→ Mehr dazu\nDas Haus\n→ Zurück",
        "✅ ja\n❌ nein\n✅ teils\n✅ kaum",
    ],
)
def test_a_sign_by_itself_or_beside_open_boxes_is_none(text: str) -> None:
    assert {block.kind for block in read_text(text.encode(), name="a.txt").blocks} == {BlockKind.PARAGRAPH}


def test_lines_with_a_point_below_a_question_are_items_and_else_quoted() -> None:
    asked = read_text(b"What have we done?\n> met 62 teachers\n> cooked in Bologna\n", name="a.txt")
    assert [(block.kind, block.text) for block in asked.blocks[1:]] == [
        (BlockKind.LIST_ITEM, "met 62 teachers"),
        (BlockKind.LIST_ITEM, "cooked in Bologna"),
    ]
    quoted = read_text(b"She wrote:\n> We met 62 teachers\n> and cooked in Bologna.\n", name="a.txt")
    assert {block.kind for block in quoted.blocks} == {BlockKind.PARAGRAPH}


def test_records_in_aligned_columns_are_no_two_columns_of_prose() -> None:
    rows = (
        "Organisations involved    Town of York\nDirect target groups      unaccompanied minors\n"
        "Specifically we want      To bring neighbours together.\nFunding granted           120 000 euro\n"
        "When does it run          March 2016 - June 2019\n"
    )
    text = "\n".join(f"{name}\n{rows}" for name in ("Open Workshop", "Women at Work", "Neighbours on Wheels"))
    assert "Women at Work\nOrganisations involved" in read_text(text.encode(), name="a.txt").text
