"""Word-processor documents (DOCX): paragraphs, lists and tables in the order of the body.

Headers and footers are left out, notes follow the text. Text somebody marked as deleted is not read,
inserted text is. Addresses behind links stand below the text, as in web pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.addresses import address_pieces
from practicegraph.reading.blocks import BlockKind, Document
from practicegraph.reading.docx_fields import field_text, is_left_out
from practicegraph.reading.docx_package import WORD, Package, Style, integer, open_package, switched, value
from practicegraph.reading.layout import (
    Piece,
    clean,
    compose,
    is_headline,
    letters,
    marked_lead,
    one_label,
    split_head,
)

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED: Final = frozenset(
    f"{WORD}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr")
)
_WRAPPERS: Final = frozenset(
    f"{WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
_CHARACTERS: Final = {
    f"{WORD}tab": "\t", f"{WORD}ptab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-",
}  # fmt: skip
_SYMBOLS: Final = {
    "F0FE": "☒", "F0FD": "☒", "F053": "☒", "F052": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0B7": "•", "F0E0": "→",
}  # fmt: skip
"""What forms are ticked with: characters of the Wingdings and Symbol fonts."""
_WRITTEN: Final = (f"{WORD}t", f"{WORD}br", f"{WORD}tab")
_SHOWING: Final = frozenset({f"{WORD}t", f"{WORD}sym", f"{WORD}fldChar", *_CHARACTERS})
_BOX: Final = f"{WORD}txbxContent"
_SHOWN: Final = etree.XPath(
    ".//w:t[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback)]",
    namespaces={"w": WORD[1:-1], "mc": _FALLBACK[1:].split("}")[0]},
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a table a paragraph stands, if in one."""

    row: int | None = None
    column: int | None = None


def read_docx(data: bytes, *, name: str, source: str | None = None, language: str | None = None) -> Document:
    """Return the document of a DOCX file.

    Raises :class:`UnreadableDocumentError` for one that is damaged, unpacks to too much, declares entities,
    holds no text, or of which text would be lost.
    """
    package = open_package(data)
    walk = _BodyWalk(package)
    pieces = list(walk.read())
    _compare(package, pieces, walk.left_out)
    shown = "".join(piece.text for piece in pieces)
    text, blocks = compose([*pieces, *address_pieces(walk.links, source, shown)])
    if not blocks:
        raise UnreadableDocumentError("holds no text")
    return Document(
        name=name, text=text, blocks=blocks, language=language, source=source, metadata=package.metadata,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )  # fmt: skip


def _compare(package: Package, pieces: list[Piece], left_out: int) -> None:
    """Raise if letters of the parts that are read are in no piece; those left out on purpose are counted."""
    parts = [package.body, *package.notes]
    whole = sum(map(_size, parts))
    found = left_out + len(letters("".join(piece.text for piece in pieces)))
    if found < whole:
        raise UnreadableDocumentError(f"would lose text: {whole - found} of {whole} letters are not read")


class _BodyWalk:
    """Walks the body and yields its pieces."""

    def __init__(self, package: Package) -> None:
        self.links: list[str] = []
        self.left_out = 0
        """How many letters stand in lines that are no content, such as a table of contents."""
        self._package = package
        self._rows = 0

    def read(self) -> Iterator[Piece]:
        """Yield the pieces of the body, then of the notes."""
        yield from self._children(self._package.body, _Place())
        for notes in self._package.notes:
            for note in notes:
                yield from self._children(note, _Place())

    def _children(self, parent: etree._Element, place: _Place) -> Iterator[Piece]:
        for element in parent:
            if element.tag == f"{WORD}p":
                yield from self._paragraph(element, place)
            elif element.tag == f"{WORD}tbl":
                yield from self._table(element, place)
            elif is_left_out(element):
                self.left_out += _size(element)
            elif isinstance(element.tag, str) and element.tag not in _REMOVED | {_FALLBACK}:
                yield from self._children(element, place)

    def _paragraph(self, paragraph: etree._Element, place: _Place) -> Iterator[Piece]:
        boxes: list[etree._Element] = []
        left: list[etree._Element] = []
        written = "".join(_runs(paragraph, self._package.links, self.links, boxes, left))
        self.left_out += sum(map(_size, left))
        style = self._style(paragraph)
        if style.furniture:
            self.left_out += len(letters(written))
        elif clean(written):
            piece = self._piece(paragraph, clean(written), place, style)
            yield from (
                self._tabbed(piece, written) if "\t" in written.strip() else self._parted(piece, paragraph)
            )
        for box in boxes:
            yield from self._children(box, place)

    def _style(self, paragraph: etree._Element) -> Style:
        name = value(paragraph, f"{WORD}pPr/{WORD}pStyle")
        return self._package.styles.get(name or "") or Style()

    def _tabbed(self, piece: Piece, written: str) -> Iterator[Piece]:
        """Yield the parts of a line that tabs separate as the cells of a row."""
        parts = [part for part in written.split("\t") if part.strip()]
        if (
            piece.kind is not BlockKind.PARAGRAPH
            or "\n" in written.strip()
            or not any(map(str.isalpha, parts[0]))
        ):
            yield piece
            return
        for column, part in enumerate(parts):
            cell = replace(piece, kind=BlockKind.TABLE_CELL, text=clean(part), row=self._rows, column=column)
            yield cell if len(parts) > 1 else piece
        self._rows += len(parts) > 1

    def _piece(self, paragraph: etree._Element, text: str, place: _Place, style: Style) -> Piece:
        properties = paragraph.find(f"{WORD}pPr")
        outline = value(properties, f"{WORD}outlineLvl")
        heading = style.heading or ((integer(outline) + 1) if outline and outline != "9" else 0)
        piece = Piece(
            BlockKind.PARAGRAPH, text, row=place.row, column=place.column, language=_language(paragraph),
            type=self._type(paragraph),
        )  # fmt: skip
        if place.row is None and (heading or (piece.type == "bold" and is_headline(text))):
            return replace(piece, kind=BlockKind.HEADING, level=heading)
        number = value(properties, f"{WORD}numPr/{WORD}numId") or style.numbering
        depth = integer(value(properties, f"{WORD}numPr/{WORD}ilvl"), style.depth)
        if number and number != "0" and not heading:
            return replace(
                piece, kind=BlockKind.LIST_ITEM, level=depth + 1, number=self._next_number(number, depth)
            )  # fmt: skip
        return piece if place.row is None else replace(piece, kind=BlockKind.TABLE_CELL)

    def _next_number(self, name: str, depth: int) -> int | None:
        """Return the number the next item of a list has, ``None`` for bullets."""
        numbered, first = self._package.lists.get(name, {}).get(depth, (False, 1))
        if not numbered:
            return None
        counters = self._package.counters
        for deeper in [key for key in counters if key[0] == name and key[1] > depth]:
            del counters[deeper]
        counters[name, depth] = counters.get((name, depth), first - 1) + 1
        return counters[name, depth]

    def _table(self, table: etree._Element, place: _Place) -> Iterator[Piece]:
        rows = list(_below(table, f"{WORD}tr"))
        cells = [list(_below(row, f"{WORD}tc")) for row in rows]
        if place.row is not None or max(map(len, cells), default=0) < 2 or _lays_out(table):
            for row in cells:
                for cell in row:
                    yield from self._children(cell, place)
            return
        for row in cells:
            column = 0
            for cell in row:
                properties = cell.find(f"{WORD}tcPr")
                merge = None if properties is None else properties.find(f"{WORD}vMerge")
                begins = merge is None or merge.get(f"{WORD}val") == "restart"
                if begins or any(text.text for text in cell.iter(f"{WORD}t")):
                    yield from self._cell(cell, _Place(self._rows, column))
                column += max(integer(value(properties, f"{WORD}gridSpan"), 1), 1)
            self._rows += 1

    def _cell(self, cell: etree._Element, place: _Place) -> Sequence[Piece]:
        pieces = list(self._children(cell, place))
        return one_label(pieces) if place.column == 0 else pieces

    def _parted(self, piece: Piece, paragraph: etree._Element) -> Iterator[Piece]:
        """Yield the heading that a paragraph begins with apart from the rest."""
        lead = ""
        for run in paragraph.iter(f"{WORD}r"):
            text = "".join(_CHARACTERS.get(part.tag, part.text or "") for part in run.iter(*_WRITTEN))
            if text.strip() and not self._is_set(run, "b", paragraph):
                break
            lead += text
        lead = clean(lead)
        plain = piece.kind is BlockKind.PARAGRAPH and piece.row is None
        head, rest = split_head(lead, piece.text) if plain else ("", piece.text)
        if head:
            yield replace(piece, kind=BlockKind.HEADING, text=head)
        yield replace(piece, text=rest, lead="" if head else marked_lead(lead, rest))

    def _type(self, paragraph: etree._Element) -> str:
        """Return how all runs of a paragraph are set."""
        runs = [
            run for run in paragraph.iter(f"{WORD}r") if "".join(text.text or "" for text in run.iter(f"{WORD}t")).strip()
        ]  # fmt: skip
        for name, said in (("b", "bold"), ("i", "small")) if runs else ():
            if all(self._is_set(run, name, paragraph) for run in runs):
                return said
        return ""

    def _is_set(self, run: etree._Element, name: str, paragraph: etree._Element) -> bool:
        """Tell whether a run is bold or in italics: by itself, by its style or by that of its paragraph."""
        own = switched(run, name)
        styles = (
            self._package.styles.get(value(run, f"{WORD}rPr/{WORD}rStyle") or ""), self._style(paragraph)
        )  # fmt: skip
        told = (style.bold if name == "b" else style.italic for style in styles if style is not None)
        return own if own is not None else next((said for said in told if said is not None), False)


def _size(element: etree._Element) -> int:
    """Return how many letters an element shows."""
    return len(letters("".join(text.text or "" for text in _SHOWN(element))))


def _below(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a table or row, also those inside a content control or a tracked change."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _below(element, tag)


def _lays_out(table: etree._Element) -> bool:
    return next(table.iterdescendants(f"{WORD}tbl"), None) is not None


def _runs(
    element: etree._Element,
    targets: Mapping[str, str],
    links: list[str],
    boxes: list[etree._Element],
    left: list[etree._Element],
) -> Iterator[str]:
    """Yield the text of a paragraph; what its text boxes hold goes to ``boxes``, what is left out to ``left``."""
    for child in element:
        if child.tag in _SHOWING:
            yield _shown(child)
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag == _FALLBACK or child.tag in _REMOVED:
            continue
        elif is_left_out(child):
            left.append(child)
        elif isinstance(child.tag, str):
            target = child.get(_RELATION) if child.tag == f"{WORD}hyperlink" else None
            if target and target in targets:
                links.append(targets[target])
            yield from _runs(child, targets, links, boxes, left)


def _shown(part: etree._Element) -> str:
    """Return what a part of a run shows."""
    if part.tag == f"{WORD}t":
        return part.text or ""
    if part.tag == f"{WORD}sym":
        return _SYMBOLS.get((part.get(f"{WORD}char") or "").upper(), "")
    return _CHARACTERS[part.tag] if part.tag in _CHARACTERS else field_text(part)


def _language(paragraph: etree._Element) -> str | None:
    """Return the language that all runs of a paragraph say they are in."""
    runs = [run for run in paragraph.iter(f"{WORD}r") if run.find(f"{WORD}t") is not None]
    found = {value(run, f"{WORD}rPr/{WORD}lang") for run in runs}
    return found.pop() if len(found) == 1 else None
