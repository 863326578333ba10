"""PDF files: their text in the order of the page, ruled tables as rows, without running heads.

A page that is only a picture has no text to read: a file of such pages is refused, for it needs optical
character recognition first; single ones among others are named in the metadata.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pdfplumber
import pypdfium2 as pdfium
from pdfplumber.pdf import PDF
from pypdfium2 import raw

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.blocks import BlockKind, Document
from practicegraph.reading.layout import Piece, clean, compose
from practicegraph.reading.pdf_columns import Grid, grids
from practicegraph.reading.pdf_forms import fields, filled
from practicegraph.reading.pdf_lines import Line, page_lines
from practicegraph.reading.pdf_mirror import is_from_right, mirrored, mirrored_box
from practicegraph.reading.pdf_paragraphs import Type, by_type, glued, joined, pieces
from practicegraph.reading.pdf_tables import Cell, find_cells, has_rules

PAGES: Final = 2_000
"""How many pages a document may have."""
TEXT: Final = 20
"""Characters under which a page is taken for a picture."""

_UNKNOWN: Final = 0.2
"""Share of characters without a meaning from which a file's fonts do not say what they write."""
_EDGE_LINES: Final = 3
_ENDS: Final = (".", "!", "?", ":", ";", "…")
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:[^\W\d_]{1,12}\.?\s+)?(?P<number>\d{1,4})(?:\s*(?:/|[^\W\d_]{1,5})\s*\d{1,4})?\W*\Z"
)
_OFTEN: Final = 3
"""Pages from which a line at one place of the margin is a running head, half of the pages if that is less."""
_SAME_PLACE: Final = 4.0
_MARGIN: Final = 0.085
"""Share of a page's height, at the top and at the bottom, in which running heads stand."""
_CONTENTS: Final = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\s*\Z")


@dataclass(slots=True)
class _Page:
    """A page as it was read."""

    number: int
    width: float
    height: float
    lines: list[Line]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a page outside ruled tables, and the ruled table that follows, if one does."""

    page: _Page
    parts: list[Grid | list[Line]]
    table: int | None


def read_pdf(data: bytes, *, name: str, source: str | None = None, language: str | None = None) -> Document:
    """Return the document of a PDF file.

    Raises :class:`UnreadableDocumentError` for one that is damaged or encrypted, has too many pages, whose
    pages are pictures or whose fonts do not tell their letters.
    """
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "is encrypted" if "password" in str(error).casefold() else f"is a damaged PDF ({error})"
        raise UnreadableDocumentError(reason) from error
    if file.get_formtype() != raw.FORMTYPE_NONE:
        file.init_forms()
    if len(file) > PAGES:
        raise UnreadableDocumentError(f"has {len(file)} pages, {PAGES} are allowed")
    pages = _pages(file, data)
    empty = _check(pages)
    stretches = list(_stretches(_without_running_heads(pages)))
    setting = Type.of(
        [line for page in pages for line in page.lines],
        [part for stretch in stretches for part in stretch.parts],
    )
    text, blocks = compose(_over_pages(_pieces(stretches, setting), setting))
    if not blocks:
        raise UnreadableDocumentError("holds no text: its pages need optical character recognition (OCR)")
    return Document(
        name=name, text=text, blocks=blocks, media_type="application/pdf", language=language, source=source,
        metadata=_metadata(file, empty),
    )  # fmt: skip


def _pages(file: pdfium.PdfDocument, data: bytes) -> list[_Page]:
    read = []
    tables = _Tables(data)
    for number, page in enumerate(file, start=1):
        cells = tables.cells(number) if has_rules(page) else []
        lines = page_lines(page, number, [cell.box for cell in cells])
        found = fields(file, page)
        if is_from_right(lines):
            width = page.get_width()
            lines, cells = mirrored(lines, cells, width)
            found = [replace(field, box=mirrored_box(field.box, width)) for field in found]
        if found:
            lines, cells = filled(lines, cells, found, number)
        read.append(_Page(number, page.get_width(), page.get_height(), lines, cells))
        page.close()
    return read


class _Tables:
    """Finds the tables of pages with a second library, opened when the first page needs it.

    That library fails on some damaged files whose text can be read; their tables are read as lines.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: PDF | None = None

    def cells(self, number: int) -> list[Cell]:
        """Return the cells of a page, counted from 1."""
        try:
            self._file = self._file or pdfplumber.open(io.BytesIO(self._data))
            page = self._file.pages[number - 1]
            found = find_cells(page)
            page.close()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - it raises whatever Python does on what it does not expect
            return []
        return found


def _check(pages: Sequence[_Page]) -> list[int]:
    """Return the pages without text; raise if there is too little text, or none that can be understood."""
    texts = ["".join(line.text for line in page.lines) for page in pages]
    empty = [page.number for page, text in zip(pages, texts, strict=True) if len(text) < TEXT]
    if 2 * len(empty) > len(pages) or not pages:
        listed = ", ".join(map(str, empty[:10]))
        raise UnreadableDocumentError(f"needs optical character recognition (OCR): no text on page {listed}")
    whole = "".join(texts)
    unknown = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in whole)
    if unknown > _UNKNOWN * len(whole):
        raise UnreadableDocumentError(
            "needs optical character recognition (OCR): its fonts do not tell their letters"
        )
    return empty


def _metadata(file: pdfium.PdfDocument, empty: Sequence[int]) -> dict[str, str]:
    written = file.get_metadata_dict(skip_empty=True)
    found = {key: clean(written.get(key.capitalize(), "")) for key in ("title", "subject")}
    found["pages_without_text"] = ", ".join(map(str, empty))
    return {key: value for key, value in found.items() if value}


def _without_running_heads(pages: Sequence[_Page]) -> list[_Page]:
    """Return the pages without page numbers and the lines that most pages have at one place of their edge."""
    edges: Counter[tuple[str, int]] = Counter()
    for page in pages:
        edges.update({_form(line) for line in _edge(page)})
    repeated = {form for form, count in edges.items() if count >= min(_OFTEN, max(2, len(pages) / 2))}
    kept = []
    for page in pages:
        running = {id(line) for line in _edge(page) if _form(line) in repeated}
        running |= {id(line) for line in _edge(page, 1) if _is_number_of(page, line.text)}
        lines = [
            line for line in page.lines if id(line) not in running and not _CONTENTS.search(line.text)
        ]  # fmt: skip
        kept.append(replace(page, lines=lines))
    return kept


def _is_number_of(page: _Page, text: str) -> bool:
    match = _PAGE_NUMBER.match(text)
    return match is not None and int(match["number"]) == page.number


def _edge(page: _Page, count: int = _EDGE_LINES) -> list[Line]:
    """Return the uppermost and lowest lines of a page that stand in its margins."""
    margins = [
        line
        for line in sorted(page.lines, key=lambda line: -line.baseline)
        if line.cell is None and not _MARGIN < line.baseline / page.height < 1 - _MARGIN
    ]
    return margins if len(margins) <= 2 * count else [*margins[:count], *margins[-count:]]


def _form(line: Line) -> tuple[str, int]:
    """Return what running heads have in common: their words and about where they stand."""
    return _DIGITS.sub("#", " ".join(line.text.casefold().split())), round(line.baseline / _SAME_PLACE)


def _over_pages(found: Iterable[Piece], setting: Type) -> Iterator[Piece]:
    """Yield pieces, a paragraph that goes on on the next page as one."""
    previous: Piece | None = None
    for piece in found:
        if previous is None:
            previous = piece
        elif _goes_on(previous, piece):
            previous = replace(previous, text=glued(previous.text, piece.text, setting.words))
        else:
            yield previous
            previous = piece
    if previous is not None:
        yield previous


def _goes_on(previous: Piece, piece: Piece) -> bool:
    paragraphs = previous.kind is piece.kind is BlockKind.PARAGRAPH and previous.row is piece.row is None
    return (
        paragraphs
        and previous.page != piece.page
        and not previous.text.endswith(_ENDS)
        and piece.text[:1].islower()
    )


def _stretches(pages: Sequence[_Page]) -> Iterator[_Stretch]:
    """Yield what stands before each ruled table of the pages, which stands where its first line is written."""
    grid: Grid | None = None
    for page in pages:
        done: set[int] = set()
        free: list[Line] = []
        for line in page.lines:
            table = None if line.cell is None else page.cells[line.cell].table
            if table is None:
                free.append(line)
            elif table not in done:
                done.add(table)
                yield _Stretch(page, list(grids(free, grid)), table)
                grid, free = None, []
        last = _Stretch(page, list(grids(free, grid)), None)
        grid = last.parts[-1] if last.parts and isinstance(last.parts[-1], Grid) else None
        yield last


def _pieces(stretches: Sequence[_Stretch], setting: Type) -> Iterator[Piece]:
    """Yield the pieces of all pages."""
    row = 0
    for stretch in stretches:
        found = list(pieces(stretch.parts, setting, stretch.page.width, row))
        if stretch.table is not None:
            lines = sum(len(part.rows if isinstance(part, Grid) else part) for part in stretch.parts)
            found += _table(stretch.page, stretch.table, setting, row + lines)
        yield from found
        row = max([row, *(piece.row + 1 for piece in found if piece.row is not None)])


def _table(page: _Page, table: int, setting: Type, first_row: int) -> Iterator[Piece]:
    """Yield the cells of a table that hold text, row by row."""
    for index, cell in sorted(enumerate(page.cells), key=lambda item: (item[1].row, item[1].column)):
        lines = [line for line in page.lines if line.cell == index]
        if cell.table != table or not (lines or cell.written):
            continue
        label, others = by_type(lines) if cell.column == 0 and lines else ([], lines)
        text = " ".join(joined(label, setting, cell.box).split("\n"))
        text += "\n" * bool(label) + joined(others, setting, cell.box)
        for part in filter(None, (*text.split("\n"), *cell.written)):
            yield Piece(
                BlockKind.TABLE_CELL, part, row=first_row + cell.row, column=cell.column, page=page.number
            )
