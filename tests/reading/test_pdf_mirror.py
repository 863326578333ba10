"""Pages in scripts written from the right, read as if they were written from the left."""

from __future__ import annotations

from practicegraph.reading.pdf_lines import Line, Segment
from practicegraph.reading.pdf_mirror import is_from_right, mirrored
from practicegraph.reading.pdf_tables import Cell

WIDTH = 600.0


def line(*segments: tuple[str, float, float]) -> Line:
    return Line(1, 700.0, 10.0, bold=False, segments=[Segment(*segment) for segment in segments])


def test_the_script_of_most_letters_tells_where_a_page_is_written_from() -> None:
    assert is_from_right([line(("الدولة", 500, 560)), line(("تونس 2021", 100, 200))])
    assert is_from_right([line(("דו״ח שנתי", 500, 560))])
    assert not is_from_right([line(("Country", 40, 90)), line(("تونس", 100, 140))])
    assert not is_from_right([line(("2021", 40, 90))])


def test_parts_of_a_line_stand_in_their_order_whichever_the_page_has_them_in() -> None:
    lines, _ = mirrored([line(("الدولة", 500, 560), ("تونس", 100, 140))], [], WIDTH)
    assert [segment.text for segment in lines[0].segments] == ["الدولة", "تونس"]


def test_labels_at_the_right_come_first() -> None:
    cells = [
        Cell(0, 0, 0, (40, 690, 400, 720)),
        Cell(0, 0, 1, (400, 690, 560, 720)),
        Cell(0, 1, 0, (40, 660, 560, 690)),
    ]
    lines, turned = mirrored([line(("تونس", 100, 140), ("الدولة", 500, 560))], cells, WIDTH)
    assert [segment.text for segment in lines[0].segments] == ["الدولة", "تونس"]
    assert (lines[0].left, lines[0].right) == (40, 500)
    assert [(cell.row, cell.column) for cell in turned] == [(0, 1), (0, 0), (1, 0)]
    assert [(cell.row, cell.column) for cell in mirrored([], turned, WIDTH)[1]] == [(0, 0), (0, 1), (1, 0)]
