"""Tables of PDF files without rules, headings of two lines, drawn bullets, words from the right."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from practicegraph.reading.blocks import BlockKind, Document
from practicegraph.reading.pdf import read_pdf

STYLES = getSampleStyleSheet()
AIM = (
    "The bakery wants women who came to the valley last year to learn a trade, to earn a wage from the first "
    "month on and to know the people for whom they bake."
)
STEPS = "A master baker teaches in the morning. In the afternoon a teacher comes to the shop."


def read(data: bytes) -> Document:
    document = read_pdf(data, name="a.pdf")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return document


def rows(document: Document) -> list[tuple[int | None, str]]:
    return [(block.column, block.text) for block in document.blocks if block.kind is BlockKind.TABLE_CELL]


def form(*pairs: tuple[str, str], valign: str = "TOP") -> Table:
    body = STYLES["BodyText"]
    cells = [[Paragraph(label, body), Paragraph(value, body)] for label, value in pairs]
    return Table(cells, colWidths=[110, 330], style=[("VALIGN", (0, 0), (-1, -1), valign)])


def built(*content: Table | Paragraph | PageBreak) -> bytes:
    data = io.BytesIO()
    SimpleDocTemplate(data, pagesize=A4).build(list(content))
    return data.getvalue()


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
def test_a_label_wrapped_beside_its_value_is_one_label(valign: str) -> None:
    data = built(
        Paragraph("The bakery by the mill", STYLES["Title"]),
        form(
            ("Country", "Portugal"),
            ("What the bakery wants to reach in its first year", AIM),
            ("How it goes about it from Monday to Friday", STEPS),
            ("What the money comes from, and how much", "The town"),
            valign=valign,
        ),
    )
    assert rows(read(data)) == [
        (0, "Country"),
        (1, "Portugal"),
        (0, "What the bakery wants to reach in its first year"),
        (1, AIM),
        (0, "How it goes about it from Monday to Friday"),
        (1, STEPS),
        (0, "What the money comes from, and how much"),
        (1, "The town"),
    ]


def test_columns_of_prose_are_no_labels() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for top in (760, 400):
        for left in (72, 320):
            for at in range(12):
                canvas.drawString(left, top - 14 * at, f"line {at} of what column {left} tells at {top},")
    canvas.save()
    document = read(data.getvalue())
    assert not rows(document)
    assert document.text.index("line 11 of what column 72 tells at 760") < document.text.index("column 320")


def test_a_value_goes_on_on_the_next_page() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for y, label, value in [
        (120, "Country", "Portugal"),
        (100, "Aim", "The bakery wants women who came last"),
    ]:
        canvas.drawString(72, y, label)
        canvas.drawString(200, y, value)
    canvas.showPage()
    canvas.drawString(200, 740, "year to learn a trade.")
    canvas.drawString(72, 720, "Level")
    canvas.drawString(200, 720, "local")
    canvas.save()
    cells = [block for block in read(data.getvalue()).blocks if block.kind is BlockKind.TABLE_CELL]
    continued = next(block for block in cells if "learn a trade" in block.text)
    assert continued.column == 1
    assert continued.row == next(block.row for block in cells if block.text == "Aim")


def test_a_title_on_two_lines_is_one_heading() -> None:
    title = "The bakery by the mill: women of the valley learn a trade and earn a wage"
    blocks = read(built(Paragraph(title, STYLES["Title"]), Paragraph(AIM, STYLES["BodyText"]))).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.HEADING, title),
        (BlockKind.PARAGRAPH, AIM),
    ]


def test_two_titles_stay_two() -> None:
    titles = [Paragraph(text, STYLES["Heading1"]) for text in ("Part one", "Chapter two")]
    texts = [block.text for block in read(built(*titles, Paragraph(AIM, STYLES["BodyText"]))).blocks]
    assert texts == ["Part one", "Chapter two", AIM]


def test_numbered_headings_in_large_letters_are_headings() -> None:
    content = []
    for number, text in enumerate(("Aim", "Steps", "Results"), start=1):
        content += [Paragraph(f"{number}. {text}", STYLES["Heading2"]), Paragraph(AIM, STYLES["BodyText"])]
    kinds = [block.kind for block in read(built(*content)).blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH] * 3


def test_labels_in_bold_one_below_the_other_are_told_from_their_texts() -> None:
    data = built(*(
        Paragraph(f"<b>{label}:</b> {value}", STYLES["BodyText"])
        for label, value in (("Country", "Portugal"), ("Led by", "the mill"), ("Level", "local"))
    ))  # fmt: skip
    assert [(block.text[: block.lead], block.text[block.lead :]) for block in read(data).blocks] == [
        ("Country:", " Portugal"),
        ("Led by:", " the mill"),
        ("Level:", " local"),
    ]


def test_drawn_bullets_make_items() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.drawString(72, 700, "What the bakery does:")
    for at, text in enumerate(("teaches a trade", "pays a wage", "sells bread")):
        canvas.circle(82, 683 - 14 * at, 2, fill=1)
        canvas.drawString(92, 680 - 14 * at, text)
    canvas.save()
    items = [block.text for block in read(data.getvalue()).blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["teaches a trade", "pays a wage", "sells bread"]
