"""Fields of forms in a PDF file, whose values the page does not write (ISO 32000-1, 12.7), and text typed onto a page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from practicegraph.reading.layout import clean
from practicegraph.reading.pdf_lines import Box, Line, Segment, upright
from practicegraph.reading.pdf_tables import Cell

_TEXTS: Final = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX)
_TICKS: Final = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_UNSEEN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MOST: Final = 2_000
"""Annotations of a page that are looked at."""
_TICKED: Final = "☒"
_OPEN: Final = "☐"
_SLACK: Final = 4.0
_BESIDE: Final = 250.0
_ABOVE: Final = 18.0
_OPTION: Final = 40.0
_BELOW: Final = 25.0
"""Points that a label's edge may reach into a field, that it ends before it at most, that it stands above it, that
an option stands behind its box, and that a field stands below the one it goes on from."""
_SIZE: Final = 10.0
"""Points of type in which values are taken to be set."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: where it is, the lines written into it, whether its box is ticked if it is one, and its name for readers."""

    box: Box
    lines: tuple[str, ...] = ()
    ticked: bool | None = None
    name: str = ""


def fields(file: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[Field]:
    """Return the fields of a page that are filled in or can be ticked, and the text typed onto it."""
    found = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        field = _field(file, page, annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if field is not None:
            found.append(field)
    return sorted(found, key=lambda field: (-field.box[3], field.box[0]))


def _field(file: pdfium.PdfDocument, page: pdfium.PdfPage, annotation: raw.FPDF_ANNOTATION) -> Field | None:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return None
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rectangle)
    box = upright(page, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
    if kind == raw.FPDF_ANNOT_FREETEXT:
        text = _string(lambda *room: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", *room))
        return Field(box, tuple(text.split("\n"))) if text else None
    if kind != raw.FPDF_ANNOT_WIDGET or file.formenv is None:
        return None
    kind = raw.FPDFAnnot_GetFormFieldType(file.formenv, annotation)
    name = _string(lambda *room: raw.FPDFAnnot_GetFormFieldAlternateName(file.formenv, annotation, *room))
    if kind in _TICKS:
        return Field(box, ticked=bool(raw.FPDFAnnot_IsChecked(file.formenv, annotation)), name=name)
    if kind == raw.FPDF_FORMFIELD_LISTBOX:
        lines = tuple(_chosen(file, annotation))
        return Field(box, lines, name=name) if lines else None
    text = _string(lambda *room: raw.FPDFAnnot_GetFormFieldValue(file.formenv, annotation, *room))
    return Field(box, tuple(text.split("\n")), name=name) if kind in _TEXTS and text else None


def _chosen(file: pdfium.PdfDocument, annotation: raw.FPDF_ANNOTATION) -> Iterator[str]:
    """Yield the options of a list that are chosen."""
    for index in range(min(raw.FPDFAnnot_GetOptionCount(file.formenv, annotation), _MOST)):
        if raw.FPDFAnnot_IsOptionSelected(file.formenv, annotation, index):
            yield _string(
                lambda *room, at=index: raw.FPDFAnnot_GetOptionLabel(file.formenv, annotation, at, *room)
            )


def _string(read: Callable[..., int]) -> str:
    """Return a text that the engine writes into a room for it."""
    length = read(None, 0)
    room = (ctypes.c_ushort * (length // 2 + 1))()
    read(room, length)
    return clean(bytes(room)[: max(length - 2, 0)].decode("utf-16-le", "replace"))


def filled(
    lines: Sequence[Line], cells: Sequence[Cell], found: Sequence[Field], number: int
) -> tuple[list[Line], list[Cell]]:
    """Return the lines and cells of a page with its fields as cells beside their labels, and boxes before their options."""
    return _Page(lines, cells, found, number).filled()


class _Page:
    """The lines and cells of a page while its fields are written into them."""

    def __init__(
        self, lines: Sequence[Line], cells: Sequence[Cell], found: Sequence[Field], number: int
    ) -> None:
        self._fields = found
        self._number = number
        self._cells = list(cells)
        self._lines = [part for line in lines for part in self._parts(line)]

    def filled(self) -> tuple[list[Line], list[Cell]]:
        """Write all fields."""
        for field in sorted(self._fields, key=lambda field: -field.box[0]):
            if field.ticked is not None:
                self._tick(field)
        last: tuple[Field, int] | None = None
        for field in self._fields:
            if not field.lines:
                continue
            cell = self._cell(field)
            cell = self._labelled(field) if cell is None else cell
            if cell is None and last is not None and _goes_on(last[0], field):
                cell = last[1]
            if cell is None:
                self._insert(field)
                continue
            self._cells[cell] = replace(self._cells[cell], written=(*self._cells[cell].written, *field.lines))
            last = field, cell
        return self._lines, self._cells

    def _parts(self, line: Line) -> list[Line]:
        """Return the parts of a line that a field stands between, else the line."""
        beside = any(
            box[1] - _SLACK <= line.baseline <= box[3] for box in (field.box for field in self._fields)
        )
        if line.cell is not None or len(line.segments) == 1 or not beside:
            return [line]
        return [replace(line, segments=[segment], lead="") for segment in line.segments]

    def _tick(self, field: Field) -> None:
        """Write a box before the words that stand right of it."""
        _, bottom, right, top = field.box
        best: tuple[float, Segment, int] | None = None
        for line in self._lines:
            if not bottom - _SLACK <= line.baseline <= top:
                continue
            for segment in line.segments:
                places = [(segment.left, 0), *((gap.right, gap.offset) for gap in segment.gaps)]
                for left, offset in places:
                    distance = left - right
                    if -_SLACK <= distance <= _OPTION and (best is None or distance < best[0]):
                        best = distance, segment, offset
        if best is not None:
            _, segment, offset = best
            sign = _TICKED if field.ticked else _OPEN
            segment.text = f"{segment.text[:offset]} {sign} {segment.text[offset:]}"
            segment.gaps = [
                replace(gap, offset=gap.offset + len(sign) + 2) if gap.offset > offset else gap
                for gap in segment.gaps
            ]

    def _cell(self, field: Field) -> int | None:
        """Return the cell of a ruled table that a field stands in."""
        x, y = (field.box[0] + field.box[2]) / 2, (field.box[1] + field.box[3]) / 2
        shown = {self._cells[line.cell].table for line in self._lines if line.cell is not None}
        for index, cell in enumerate(self._cells):
            left, bottom, right, top = cell.box
            if cell.table in shown and left <= x <= right and bottom <= y <= top:
                return index
        return None

    def _labelled(self, field: Field) -> int | None:
        """Return a new cell beside that of the lines that are a field's label, ``None`` if it has none."""
        label = self._beside(field) or self._above(field)
        if not label and not field.name:
            return None
        table = max((cell.table for cell in self._cells), default=-1) + 1
        self._cells += [Cell(table, 0, 0, field.box), Cell(table, 0, 1, field.box)]
        if not label:
            label = [self._insert(replace(field, lines=(field.name,)))]
        for line in label:
            line.cell = len(self._cells) - 2
        return len(self._cells) - 1

    def _beside(self, field: Field) -> list[Line]:
        left, bottom, _, top = field.box
        free = [
            line for line in self._lines
            if line.cell is None and bottom - _SLACK <= line.baseline <= top and 0 <= left + _SLACK - line.right <= _BESIDE
            and not any(line.right - _SLACK <= other.box[0] < left and other.box[1] <= line.baseline <= other.box[3] for other in self._fields)
        ]  # fmt: skip
        if not free:
            return []
        nearest = max(free, key=lambda line: line.right)
        return [line for line in free if abs(line.left - nearest.left) <= _SLACK]

    def _above(self, field: Field) -> list[Line]:
        left, _, right, top = field.box
        free = [
            line for line in self._lines
            if line.cell is None and top - _SLACK <= line.baseline <= top + _ABOVE and left - _SLACK * 2 <= line.left <= right
        ]  # fmt: skip
        return [min(free, key=lambda line: line.baseline)] if free else []

    def _insert(self, field: Field) -> Line:
        """Write a field among the lines where it stands; return its last line."""
        left, _, right, top = field.box
        at = next(
            (index for index, line in enumerate(self._lines) if line.baseline < top - _SIZE), len(self._lines)
        )
        for index, text in enumerate(field.lines):
            line = Line(self._number, top - _SIZE * (index + 1), _SIZE, bold=False)
            line.segments.append(Segment(text, left, right))
            self._lines.insert(at + index, line)
        return self._lines[at + len(field.lines) - 1]


def _goes_on(above: Field, field: Field) -> bool:
    return abs(above.box[0] - field.box[0]) <= _SLACK and above.box[1] - field.box[3] <= _BELOW
