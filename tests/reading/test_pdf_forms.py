"""PDF forms as reportlab writes them: the values stand in the fields, not on the page."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from practicegraph.reading.pdf import read_pdf


def lines(draw: Callable[[Canvas], None]) -> list[str]:
    """Return the lines of a page with a title and what ``draw`` adds."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setFont("Helvetica", 16)
    canvas.drawString(60, 780, "Record of a practice")
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    document = read_pdf(data.getvalue(), name="a.pdf")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return [line for line in document.text.splitlines() if line][1:]


def text(canvas: Canvas, name: str, value: str, x: float, y: float, **known: object) -> None:
    height = 14.0 * (1 + value.count("\n")) + 4
    canvas.acroForm.textfield(
        name=name, value=value, x=x, y=y - height, width=300, height=height, fontSize=10,
        fieldFlags="multiline" if "\n" in value else "", **known,
    )  # fmt: skip


def test_a_value_stands_beside_its_label() -> None:
    def draw(canvas: Canvas) -> None:
        for at, (label, value) in enumerate(
            {"Title": "Tea", "Aims": "To meet.\n- at home\n- outside", "Town": "Ghent"}.items()
        ):
            canvas.drawString(60, 727 - 80 * at, label)
            text(canvas, label, value, 180, 740 - 80 * at)

    assert lines(draw) == ["Title\tTea", "Aims\tTo meet.", "- at home", "- outside", "Town\tGhent"]


def test_a_value_stands_below_its_label_or_has_one_for_readers_alone() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 730, "Title")
        text(canvas, "a", "Tea", 60, 725)
        canvas.drawString(60, 630, "Partners")
        text(canvas, "b", "City of Ghent", 60, 625)
        text(canvas, "c", "Red Cross", 60, 600)
        text(canvas, "d", "2019", 60, 400, tooltip="Year")

    assert lines(draw) == ["Title\tTea", "Partners\tCity of Ghent", "Red Cross", "Year\t2019"]


def test_fields_in_the_cells_of_a_table_are_their_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 180, 500], [600, 640, 680, 720])
        for at, (label, value) in enumerate({"Title": "Tea", "Town": "Ghent", "Year": "2019"}.items()):
            canvas.drawString(66, 695 - 40 * at, label)
            text(canvas, label, value, 184, 710 - 40 * at)

    assert lines(draw) == ["Title\tTea", "Town\tGhent", "Year\t2019"]


def test_boxes_are_ticked_or_open_and_lists_have_their_choice() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Level:")
        for at, (option, ticked) in enumerate({"local": True, "national": False, "European": True}.items()):
            canvas.acroForm.checkbox(name=option, x=110 + 80 * at, y=697, size=12, checked=ticked)
            canvas.drawString(126 + 80 * at, 700, option)
        canvas.drawString(60, 660, "Country")
        canvas.acroForm.choice(
            name="c", value="Belgium", options=["Belgium", "France"], x=180, y=655, width=200, height=18
        )

    shown = " ".join(" ".join(lines(draw)).split())
    assert shown == "Level: ☒ local ☐ national ☒ European Country Belgium"


def test_an_empty_form_and_text_typed_onto_a_page() -> None:
    def empty(canvas: Canvas) -> None:
        canvas.drawString(60, 727, "Title of the practice")
        text(canvas, "a", "", 180, 740)

    def typed(canvas: Canvas) -> None:
        canvas.drawString(60, 727, "Title")
        canvas.freeTextAnnotation(
            "Tea on the stairs", DA="/Helv 10 Tf 0 g", Rect=(180, 722, 400, 740), relative=0
        )

    assert lines(empty) == ["Title of the practice"]
    assert lines(typed) == ["Title\tTea on the stairs"]
