"""PDF files as reportlab writes them: paragraphs, headings, tables, running heads, columns."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.blocks import Document
from practicegraph.reading.pdf import read_pdf

STYLES = getSampleStyleSheet()
PROSE = (
    "Neighbours who have lived in the town for long and neighbours who came last year meet for tea every week, "
    "talk about what they need, and find out together which office, school or company can help them with it. "
    "About three hundred persons took part in the first year."
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black")]


def read(data: bytes) -> Document:
    document = read_pdf(data, name="a.pdf")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return document


def pages(*content: Flowable, head: str = "") -> bytes:
    data = io.BytesIO()

    def running(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(72, 800, head)
        canvas.drawString(300, 30, f"Page {document.page}")

    SimpleDocTemplate(data, pagesize=A4).build(list(content), onFirstPage=running, onLaterPages=running)
    return data.getvalue()


def drawn(*lines: tuple[float, float, str]) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.save()
    return data.getvalue()


def shape(document: Document) -> list[tuple[object, ...]]:
    return [
        (block.kind.value, block.level, block.row, block.column, block.page, block.text)
        for block in document.blocks
    ]


def test_wrapped_lines_are_one_paragraph_and_larger_lines_headings() -> None:
    data = pages(
        Paragraph("Evenings with neighbours", STYLES["Title"]),
        Paragraph("Objectives", STYLES["Heading2"]),
        Paragraph(PROSE, STYLES["BodyText"]),
        Paragraph("More is to follow.", STYLES["BodyText"]),
    )
    assert shape(read(data))[:4] == [
        ("heading", 1, None, None, 1, "Evenings with neighbours"),
        ("heading", 2, None, None, 1, "Objectives"),
        ("paragraph", 0, None, None, 1, PROSE),
        ("paragraph", 0, None, None, 1, "More is to follow."),
    ]


def test_a_ruled_table_gives_rows() -> None:
    body = STYLES["BodyText"]
    table = Table(
        [["Country", "Bulgaria"], ["Goal", Paragraph(PROSE, body)], ["Period", "2016 - 2018"]],
        style=GRID, colWidths=[100, 300],
    )  # fmt: skip
    assert shape(read(pages(table)))[:6] == [
        ("tableCell", 0, 0, 0, 1, "Country"),
        ("tableCell", 0, 0, 1, 1, "Bulgaria"),
        ("tableCell", 0, 1, 0, 1, "Goal"),
        ("tableCell", 0, 1, 1, 1, PROSE),
        ("tableCell", 0, 2, 0, 1, "Period"),
        ("tableCell", 0, 2, 1, 1, "2016 - 2018"),
    ]


def test_a_wide_gap_separates_a_key_from_its_value() -> None:
    data = drawn(
        (72, 700, "Country"), (200, 700, "Bulgaria"), (72, 680, "Target group"), (200, 680, "Young refugees")
    )
    assert [(block.column, block.text) for block in read(data).blocks] == [
        (0, "Country"),
        (1, "Bulgaria"),
        (0, "Target group"),
        (1, "Young refugees"),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    body = STYLES["BodyText"]
    content = [part for number in range(3) for part in (Paragraph(f"{PROSE} {number}", body), PageBreak())]
    document = read(pages(*content, head="The fund's handbook"))
    assert [(block.page, block.text) for block in document.blocks] == [
        (n + 1, f"{PROSE} {n}") for n in range(3)
    ]


def test_a_paragraph_goes_on_after_the_page() -> None:
    half = len(PROSE.split()) // 2
    words = PROSE.split()
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.drawString(72, 100, " ".join(words[:half])[:80] + " which")
    canvas.showPage()
    canvas.drawString(72, 700, "then goes on until its end.")
    canvas.save()
    texts = [block.text for block in read(data.getvalue()).blocks]
    assert len(texts) == 1
    assert texts[0].endswith("which then goes on until its end.")


def test_columns_are_read_one_after_the_other() -> None:
    left = [(72.0, 700.0 - 14 * at, f"left line {at} of the text.") for at in range(5)]
    right = [(320.0, 700.0 - 14 * at, f"right line {at} of the text.") for at in range(5)]
    text = read(drawn(*left, *right)).text
    assert text.index("left line 4") < text.index("right line 0")


def test_a_hyphen_goes_where_the_document_has_the_whole_word() -> None:
    lines = [
        "The integration of neighbours in the town is what it wants, and inte-",
        "gration takes time: third-country nationals know it, and all third-",
        "country nationals say it.",
    ]
    text = read(drawn(*((72, 700.0 - 14 * at, line) for at, line in enumerate(lines)))).text
    assert "and integration takes time" in text
    assert "all third-country nationals say" in text


def test_a_scan_is_named_as_one() -> None:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    with pytest.raises(
        UnreadableDocumentError, match=r"needs optical character recognition \(OCR\): no text on page 1"
    ):
        read_pdf(data.getvalue(), name="scan.pdf")


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_seen(angle: int) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    width, height = A4
    canvas.setPageRotation(angle)
    move = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[angle]
    canvas.translate(*move)
    canvas.rotate(angle)
    for row, (key, value) in enumerate([("Country", "Bulgaria"), ("Period", "2016")]):
        canvas.drawString(72, 500 - 20 * row, key)
        canvas.drawString(202, 500 - 20 * row, value)
        canvas.rect(70, 494 - 20 * row, 130, 20)
        canvas.rect(200, 494 - 20 * row, 130, 20)
    canvas.drawString(72, 400, "A line of text below it.")
    canvas.save()
    assert shape(read(data.getvalue())) == [
        ("tableCell", 0, 0, 0, 1, "Country"),
        ("tableCell", 0, 0, 1, 1, "Bulgaria"),
        ("tableCell", 0, 1, 0, 1, "Period"),
        ("tableCell", 0, 1, 1, 1, "2016"),
        ("paragraph", 0, None, None, 1, "A line of text below it."),
    ]


def test_a_cell_keeps_what_stands_in_another_type_below_its_label() -> None:
    body, bold = STYLES["BodyText"], STYLES["Heading5"]
    table = Table(
        [[[Paragraph("Goals", bold), Paragraph("To meet", body)], [Paragraph("Place", bold), Paragraph("Galway", body)]]],
        style=GRID, colWidths=[200, 200],
    )  # fmt: skip
    texts = [(block.column, block.text) for block in read(pages(table)).blocks if block.row is not None]
    assert texts == [(0, "Goals"), (0, "To meet"), (1, "Place"), (1, "Galway")]
