"""What a plain text draws: tables and boxes of characters, banners, rows with delimiters, the source of wiki pages."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.reading.blocks import Document
from practicegraph.reading.delimited import read_delimited
from practicegraph.reading.files import read_document
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

TABLE = [
    (0, 0, "Title"),
    (0, 1, "Tea on the stairs"),
    (1, 0, "Place of work"),
    (1, 1, "Ghent"),
    (1, 1, "Liège"),
]


def read(text: str) -> Document:
    return read_text(dedent(text).encode(), name="a.txt")


def cells(document: Document) -> list[tuple[int | None, int | None, str]]:
    return [(block.row, block.column, block.text) for block in document.blocks if block.row is not None]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(text).blocks]


@pytest.mark.parametrize(
    "table",
    [
        """
        +----------+-------------------+
        | Title    | Tea on the stairs |
        +----------+-------------------+
        | Place of | Ghent             |
        | work     | Liège             |
        +----------+-------------------+
        """,
        """
        ┌──────────┬───────────────┐
        │ Title    │ Tea on the    │
        │          │ stairs        │
        ├──────────┼───────────────┤
        │ Place of │ Ghent         │
        │ work     │ Liège         │
        └──────────┴───────────────┘
        """,
        """
        ║ Title         ║ Tea on the stairs ║
        ║ Place of work ║ Ghent             ║
        ║               ║ Liège             ║
        """,
    ],
)
def test_a_table_drawn_with_characters_is_one_of_cells(table: str) -> None:
    assert cells(read(f"A practice\n{table}\nAfter it.")) == TABLE
    assert [block.text for block in read(f"A practice\n{dedent(table)}\nAfter it.").blocks][-1] == "After it."


def test_a_table_in_a_frame_is_one_in_markdown_too() -> None:
    text = "# Tea\n\n+---+---+\n| A | b |\n+---+---+\n| C | d |\n+---+---+\n\n## Next\n\n**Words**\n"
    document = read_markdown(text.encode(), name="a.md")
    assert cells(document) == [(0, 0, "A"), (0, 1, "b"), (1, 0, "C"), (1, 1, "d")]
    assert [block.text for block in document.blocks if block.kind.value == "heading"] == [
        "Tea",
        "Next",
        "Words",
    ]


def test_a_label_in_a_box_is_a_heading_and_what_stands_below_it_in_the_box_its_text() -> None:
    assert kinds("+------+\n| Goal |\n+------+\nTo meet.") == [("heading", "Goal"), ("paragraph", "To meet.")]
    box = "+-----------+\n| Goal      |\n+-----------+\n| To meet   |\n| neighbours|\n| - at home |\n+-----------+"
    assert kinds(box) == [("heading", "Goal"), ("paragraph", "To meet neighbours"), ("listItem", "at home")]


@pytest.mark.parametrize("rule", ["=====", "----------", "*" * 30, "#" * 12, "─" * 20])
def test_a_line_between_two_rules_is_a_heading(rule: str) -> None:
    assert kinds(f"One.\n\n{rule}\n{rule[0]} Goal {rule[0]}\n{rule}\nTo meet.") == [
        ("paragraph", "One."), ("heading", "Goal"), ("paragraph", "To meet."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["--- Goal ---", "=== Goal ===", "==Goal==", "** Goal **", "~~ Goal ~~", "- Goal -", "----- Goal", "── Goal ───────",
     "Goal ========", "<< Goal >>", ">>> Goal <<<", "【Goal】", "{Goal}", "<Goal>", ":: Goal ::"],
)  # fmt: skip
def test_a_line_in_rules_is_a_heading(line: str) -> None:
    assert kinds(f"One.\n\n{line}\nTo meet.") == [
        ("paragraph", "One."),
        ("heading", "Goal"),
        ("paragraph", "To meet."),
    ]


@pytest.mark.parametrize(
    "line",
    ["---- Slide 3 ----", "- one of many - and more", "Name: _________", "a == b", "Tea ...........", "--- she said.",
     "- Tea and bread, as always. -", "-----", "* * *", "- - goal - -", "{{template}}", "1 + 1 = 2 ====="],
)  # fmt: skip
def test_other_lines_with_signs_are_none(line: str) -> None:
    assert "heading" not in {kind for kind, _ in kinds(f"One.\n\n{line}\n\nTo meet.")}


@pytest.mark.parametrize(
    "text",
    ['Title,Tea\nPlace,"Ghent, Belgium"\nYear,2019\nAim,"To meet.\n- at home"\n',
     '"Title";"Tea"\n"Place";"Ghent, Belgium"\n\n"Year";"2019"\n"Aim";"To meet.\n- at home"\n',
     ',Title,Tea,\n,Place,"Ghent, Belgium",\n,,,\n,Year,2019,\n,Aim,"To meet.\n- at home",\n'],
)  # fmt: skip
def test_rows_with_delimiters_are_cells_pasted_or_in_a_file(text: str, tmp_path: Path) -> None:
    expected = ["Title", "Tea", "Place", "Ghent, Belgium", "Year", "2019", "Aim", "To meet.", "at home"]
    assert [text for _, _, text in cells(read(text))] == expected
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    document = read_document(file)
    assert [text for _, _, text in cells(document)] == expected
    assert document.media_type == "text/csv"


def test_sentences_are_no_rows() -> None:
    prose = "Tea, bread and soup\nwere 1,200 cups, all\nfor 3,400 people, with\n12,500 guests, and\nno end\n"
    assert cells(read(prose)) == []
    assert cells(read("Budget 84,500\nGuests 1,200\nCups 3,400\nHours 5,600\n")) == []
    assert cells(read_delimited(b"Tea for all\nand bread\n", name="a.csv")) == []


def test_the_source_of_a_wiki_page() -> None:
    text = """
        {{Infobox project
        | title      = [[Tea|Tea on the stairs]]
        | place      = Ghent<br />Liège
        | aims       =
        * to meet
        * to eat
        }}
        '''Tea''' is a [[practice]].<ref name="a">Seen in 2019.</ref>

        == Results ==
        * '''Guests:''' 40
        ; Partner : The city
        ; Funders
        : AMIF
        : ERDF
        {| class="wikitable"
        ! scope="row" | Year
        | style="width:70%" | 2019
        |-
        | Level || local
        |}
        [[File:Tea.jpg|thumb|A [[cup]]]]
        [[Category:Tea]]
        """
    document = read(text)
    assert [(block.kind.value, block.column, block.text) for block in document.blocks] == [
        ("tableCell", 0, "title"), ("tableCell", 1, "Tea on the stairs"),
        ("tableCell", 0, "place"), ("tableCell", 1, "Ghent"), ("tableCell", 1, "Liège"),
        ("tableCell", 0, "aims"), ("listItem", 1, "to meet"), ("listItem", 1, "to eat"),
        ("paragraph", None, "Tea is a practice."),
        ("heading", None, "Results"), ("listItem", None, "Guests: 40"),
        ("tableCell", 0, "Partner"), ("tableCell", 1, "The city"),
        ("tableCell", 0, "Funders"), ("tableCell", 1, "AMIF"), ("tableCell", 1, "ERDF"),
        ("tableCell", 0, "Year"), ("tableCell", 1, "2019"), ("tableCell", 0, "Level"), ("tableCell", 1, "local"),
        ("paragraph", None, "Seen in 2019."),
    ]  # fmt: skip
    rows = [block.row for block in document.blocks if block.row is not None]
    assert rows == sorted(rows)


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    text = """
        Tea on the stairs

        The house had seven storeys     Results
        and nobody knew who lived       Forty neighbours came, and
        above or below.                 most of them still meet on
                                        Sundays to cook together.
        Aims
        To bring neighbours of one      Partners
        staircase to one table.         The city of Ghent
                                        The parish
        Where
        In three houses of Ghent.       Money
                                        EUR 400

        After it.
        """
    assert [block.text for block in read(text).blocks] == [
        "Tea on the stairs", "The house had seven storeys and nobody knew who lived above or below.", "Aims",
        "To bring neighbours of one staircase to one table.", "Where", "In three houses of Ghent.", "Results",
        "Forty neighbours came, and most of them still meet on Sundays to cook together.", "Partners",
        "The city of Ghent", "The parish", "Money", "EUR 400", "After it.",
    ]  # fmt: skip


def test_labels_beside_values_that_go_on_below() -> None:
    text = """
        Title             Tea on the stairs
        Place of          Ghent
        implementation
        Aims              To bring neighbours of one staircase
                          to one table.
                          - at home
        Year              2019
        """
    assert cells(read(text)) == [
        (0, 0, "Title"), (0, 1, "Tea on the stairs"), (1, 0, "Place of implementation"), (1, 1, "Ghent"),
        (2, 0, "Aims"), (2, 1, "To bring neighbours of one staircase to one table."), (2, 1, "at home"),
        (3, 0, "Year"), (3, 1, "2019"),
    ]  # fmt: skip


def test_an_indented_text_is_in_no_columns() -> None:
    poem = "Tea  is poured\n     at noon,\nand so   it goes on\nuntil the    evening.\nA table:  one\nbread, two\n"
    assert cells(read(poem)) == []
    assert [block.text for block in read(poem).blocks] == [line.strip() for line in poem.splitlines()]


LINES = st.sampled_from(
    ["+---+---+", "| a | b |", "| - c |  |", "|", "a,b", '"a","b', "=====", "== A ==", "{{X", "| k = v", "}}", "{|", "|}",
     "|-", "; t", ": d", "tea\tbread", "1. x", "", "Tea", "■ a", "□ b", "<< A >>", "Label     value and", "          below it", "below     it"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_every_block_is_its_slice_in_order_whatever_is_drawn(text: str) -> None:
    document = read_text(f"Words\n{text}".encode(), name="a.txt")
    end = 0
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert end <= block.start < block.end
        end = block.end
