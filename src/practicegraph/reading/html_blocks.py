"""From the elements of a web page to pieces of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborNode

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.boilerplate import Action, Boilerplate, signs
from practicegraph.reading.html_nodes import elements, nodes
from practicegraph.reading.html_pairs import Pair, holds_pairs, is_labelled_below, pair
from practicegraph.reading.html_tables import LABEL, has_loose_text, is_data, is_loose, table_rows, terms_of
from practicegraph.reading.layout import (
    HEADLINE,
    Piece,
    clean,
    is_headline,
    marked_lead,
    one_label,
    split_head,
)
from practicegraph.reading.lines import BOXES

DEPTH: Final = 200
"""How deeply elements of a page may be nested; pages made by hand or machine stay below 100."""

_INLINE_NAMES: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr"
)
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_BOLD: Final = frozenset({"b", "strong"})
_SMALL: Final = frozenset({"i", "em", "small", "cite", "dfn"})
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(?:(?P<bold>bold|bolder|[6-9]00)|\w+)", re.IGNORECASE)
_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_PAGE: Final = re.compile(
    r"(?!#|mailto:|tel:|javascript:)(?!.*\.(?:pdf|docx?|xlsx?|pptx?|odt|zip)(?:$|[?#])).", re.IGNORECASE
)
"""An address of a page, no file or mailbox."""
_EDGE: Final = 2
_PARTED: Final = re.compile(r"\d[^\W\d_]|[^\W\d_]\d|[€$£¥%+)][^\W\d_]|[^\W\d_)][€$£¥]")
"""A figure at words, or words at a figure."""
_LED: Final = 2
"""Lines in bold, or that begin so, that make each of them begin a paragraph."""
_WHOLLY: Final = 0.8
"""Share of an item that a link makes up at least which it wholly is."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page text stands."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    row: int | None = None
    column: int | None = None
    language: str | None = None
    lists: int = 0
    bold: bool = False
    small: bool = False
    preformatted: bool = False
    linked: bool = False


class PageWalk:
    """Walks the elements of a page in order and keeps the pieces it finds."""

    def __init__(self, boilerplate: Boilerplate) -> None:
        self.pieces: list[Piece] = []
        self.links: list[str] = []
        """The addresses of links, as written."""
        self.boilerplate = boilerplate
        self._rows = 0
        self._inline: list[tuple[str, _Place]] = []
        self._number: int | None = None
        self._item_open = False
        self._parent: tuple[int, bool] | None = None
        """The element whose children were last looked at, and whether they are labels with values."""

    def walk(self, node: LexborNode) -> None:
        """Add the pieces of an element and all inside it; raise for one nested too deeply."""
        self._enter(node, _Place(), 0)
        self._flush(_Place())

    def _children(self, node: LexborNode, place: _Place, depth: int) -> None:
        if depth > DEPTH:
            raise UnreadableDocumentError(f"nests its elements more than {DEPTH} deep")
        child = node.first_child
        while child is not None:
            if child.is_text_node:
                self._add_text(child.text_content or "", place)
            elif child.is_element_node:
                self._enter(child, place, depth + 1)
            child = child.next

    def _add_text(self, text: str, place: _Place) -> None:
        self._inline.append((text if place.preformatted else _SPACE.sub(" ", text), place))

    def _enter(self, node: LexborNode, place: _Place, depth: int) -> None:
        tag, attributes = node.tag or "", node.attributes
        place = replace(place, language=_language(attributes) or place.language)
        if tag == "br":
            self._inline.append(("\n", place))
        elif tag == "img":
            self._add_sign(node, place)
        elif tag in _INLINE:
            if self._is_beside(node, tag):
                self._add_text(" ", place)
            address = (attributes.get("href") or "") if tag == "a" else ""
            linked = place.linked or _PAGE.match(address) is not None
            bold = _weight(node, otherwise=place.bold or tag in _BOLD)
            small = place.small or tag in _SMALL
            self._children(node, replace(place, bold=bold, small=small, linked=linked), depth)
            if address:
                self.links.append(address)
        else:
            self._flush(place)
            place = replace(place, bold=_weight(node, otherwise=place.bold))
            self._block(node, tag, place, depth)
            self._flush(place)

    def _add_sign(self, node: LexborNode, place: _Place) -> None:
        """Add the words for a picture of a box to tick; on a line of their own those of something counted, as the signs of goals."""
        words = clean(node.attributes.get("alt") or "")
        if len(words) == 1 and words in BOXES:
            self._add_text(f" {words} ", place)
            return
        parent = node.parent
        if signs().match(words) and place.row is None and parent is not None and not has_loose_text(parent):
            self._inline += [("\n", place), (words, place), ("\n", place)]

    def _is_beside(self, node: LexborNode, tag: str) -> bool:
        """Tell whether an element stands beside the one before it, though nothing parts them: their style does.

        They have classes of their own, or nothing else stands there but such elements and one is a figure and the
        other the words for it.
        """
        before = node.prev
        if before is None or before.tag not in _INLINE:
            return False
        if before.tag == "label" and tag != "label":
            return True
        if tag == before.tag == "span" and node.attributes.get("class") and before.attributes.get("class"):
            return True
        first, last = before.text(), node.text()
        edge = f"{first[-1:]}{last[:1]}"
        if len(edge) < _EDGE or not (_PARTED.match(edge) and len(first.strip()) > 1):
            return False
        return node.parent is not None and not has_loose_text(node.parent)

    def _block(self, node: LexborNode, tag: str, place: _Place, depth: int) -> None:
        """Add the pieces of an element that begins on a line of its own."""
        if tag in _HEADINGS or (tag in ("summary", "legend") and place.row is None):
            kind = BlockKind.HEADING if place.row is None else BlockKind.TABLE_CELL
            if tag != "h1" and not clean(node.text()):
                self._add_text(_alternative(node), replace(place, kind=kind, level=_HEADINGS.get(tag, 0)))
            self._closed(node, replace(place, kind=kind, level=_HEADINGS.get(tag, 0)), depth)
        elif tag in ("ul", "ol"):
            self._list(node, tag, replace(place, lists=place.lists + 1), depth)
        elif tag == "table" and place.row is None and is_data(node):
            self._table(node, place, depth)
        elif tag == "dl" and place.row is None and not is_loose(node):
            self._terms(node, place, depth)
        elif place.row is None and self._is_labelled(node):
            self._row(list(elements(node)), place, depth)
        elif place.row is None and is_labelled_below(node, self.boilerplate):
            self._row(list(elements(node))[::-1], place, depth)
        elif (
            place.row is None and (tag != "p" or _is_named(node)) and (parts := self._pair(node)) is not None
        ):
            self._pair_row(parts, place, depth)
        else:
            self._closed(node, replace(place, preformatted=place.preformatted or tag == "pre"), depth)

    def _closed(self, node: LexborNode, place: _Place, depth: int) -> None:
        self._children(node, place, depth)
        self._flush(place)

    def _list(self, node: LexborNode, tag: str, place: _Place, depth: int) -> None:
        number = _integer(node.attributes.get("start"), 1)
        for child in nodes(node):
            if child.is_text_node:
                self._add_text(child.text_content or "", place)
            elif child.tag != "li":
                self._enter(child, place, depth + 1)
            elif place.row is None and (parts := self._pair(child)) is not None:
                self._flush(place)
                self._pair_row(parts, place, depth + 1)
            else:
                self._flush(place)
                number = _integer(child.attributes.get("value"), number)
                self._number, self._item_open = (number if tag == "ol" else None), True
                language = _language(child.attributes) or place.language
                item = replace(place, kind=BlockKind.LIST_ITEM, level=place.lists, language=language)
                self._closed(child, item, depth + 1)
                self._number, self._item_open = None, False
                number += 1

    def _table(self, node: LexborNode, place: _Place, depth: int) -> None:
        """Add a table of data; a cell over several rows or columns stands where it begins."""
        taken: dict[int, int] = {}
        for row in table_rows(node):
            if row.tag == "caption":
                self._closed(row, place, depth)
                continue
            column = 0
            begun: dict[int, int] = {}
            for cell in elements(row):
                while taken.get(column, 0) > 0:
                    column += 1
                self._cell(cell, place, column, depth + 2)
                width = _integer(cell.attributes.get("colspan"), 1)
                height = _integer(cell.attributes.get("rowspan"), 1)
                begun |= dict.fromkeys(range(column, column + width), height)
                column += width
            taken = {at: left - 1 for at, left in taken.items() if left > 1} | {
                at: height - 1 for at, height in begun.items() if height > 1
            }
            self._rows += 1

    def _terms(self, node: LexborNode, place: _Place, depth: int) -> None:
        """Add a list of terms and their values as rows of a key and its value."""
        before = ""
        for child in terms_of(node):
            if child.tag == "dt" or before == "":
                self._rows += 1
            self._cell(child, place, 0 if child.tag == "dt" else 1, depth + 1)
            before = child.tag or ""
        self._rows += 1

    def _is_labelled(self, node: LexborNode) -> bool:
        """Tell whether an element is the label of a field with its value beside it, which is no heading: that has a tag."""
        children = list(elements(node))
        if len(children) < 2 or has_loose_text(node):
            return False
        if any(child.tag in _HEADINGS for child in children) or node.css_first("h1, details") is not None:
            return False
        first = children[0]
        if first.tag in _INLINE and (first.tag != "span" or len(children) > 2):
            return False
        short = 0 < len(clean(first.text())) <= LABEL
        return short and Action.LABEL in self.boilerplate.actions(first.tag or "", first.attributes)

    def _row(self, cells: list[LexborNode], place: _Place, depth: int) -> None:
        self._rows += 1
        for index, cell in enumerate(cells):
            self._cell(cell, place, min(index, 1), depth + 1)
        self._rows += 1

    def _pair(self, node: LexborNode) -> Pair | None:
        """Return the label and the value that an element is, if those beside it are so, too."""
        parent = node.parent
        if parent is None:
            return None
        if self._parent is None or self._parent[0] != parent.mem_id:
            self._parent = (parent.mem_id, holds_pairs(parent))
        return pair(node) if self._parent[1] else None

    def _pair_row(self, parts: Pair, place: _Place, depth: int) -> None:
        self._rows += 1
        for column, part in enumerate(parts):
            before = len(self.pieces)
            inside = _Place(BlockKind.TABLE_CELL, row=self._rows, column=column, language=place.language)
            for node in part:
                if node.is_text_node:
                    self._add_text(node.text_content or "", inside)
                else:
                    self._enter(node, inside, depth + 1)
            self._flush(inside)
            if column == 0:
                self._one_line(before)
        self._rows += 1

    def _cell(self, node: LexborNode, place: _Place, column: int, depth: int) -> None:
        self._flush(place)
        language = _language(node.attributes) or place.language
        inside = _Place(
            BlockKind.TABLE_CELL, row=self._rows, column=column, language=language,
            bold=_weight(node, otherwise=False),
        )  # fmt: skip
        before = len(self.pieces)
        self._closed(node, inside, depth)
        if column == 0:
            self._one_line(before)
        if len(self.pieces) == before:
            self._inline += [(image.attributes.get("alt") or "", inside) for image in node.css("img[alt]")]
            self._flush(inside)

    def _one_line(self, before: int) -> None:
        """Write the first cell of a row, which names it, on one line if it is short."""
        self.pieces[before:] = one_label(self.pieces[before:])

    def _flush(self, place: _Place) -> None:
        """Make pieces of the text since the last block: a paragraph, or those that lines in bold begin."""
        parts = [(text, at) for text, at in self._inline if text]
        self._inline = []
        for paragraph in _paragraphs(parts):
            self._paragraph(paragraph, place)

    def _paragraph(self, parts: Sequence[tuple[str, _Place]], place: _Place) -> None:
        """Make a piece of a paragraph, and one of the heading that it begins with."""
        text = clean("".join(text for text, _ in parts))
        if not text:
            return
        written = [at for part, at in parts if part.strip()]
        lead = _lead(parts)
        if lead and written[0].kind is BlockKind.PARAGRAPH and written[0].row is None:
            head, text = split_head(lead, text)
            if head:
                self.pieces.append(Piece(BlockKind.HEADING, head, language=written[0].language))
                written, lead = [at for at in written if not at.bold] or written, ""
        inside = sum(len(part.strip()) for part, at in parts if at.linked)
        self._write(text, marked_lead(lead, text), written, place, linked=inside >= _WHOLLY * len(text))

    def _write(self, text: str, lead: str, written: list[_Place], place: _Place, *, linked: bool) -> None:
        at = written[0]
        languages = {inner.language for inner in written}
        kind, level = at.kind, at.level
        if kind is BlockKind.LIST_ITEM and not self._item_open:
            kind, level = (BlockKind.PARAGRAPH if at.row is None else BlockKind.TABLE_CELL), 0
        elif kind is BlockKind.PARAGRAPH and all(inner.bold for inner in written) and is_headline(text):
            kind = BlockKind.HEADING
        small = all(inner.small for inner in written)
        number = self._number if kind is BlockKind.LIST_ITEM else None
        self._item_open = self._item_open and kind is not BlockKind.LIST_ITEM
        self.pieces.append(
            Piece(
                kind, text, level=level, row=at.row, column=at.column, number=number, lead=lead,
                language=languages.pop() if len(languages) == 1 else place.language,
                linked=linked and kind is BlockKind.LIST_ITEM,
                type="bold" if all(inner.bold for inner in written) else "small" if small else "",
            )
        )  # fmt: skip


def _paragraphs(parts: list[tuple[str, _Place]]) -> Iterator[Sequence[tuple[str, _Place]]]:
    """Yield the parts of each paragraph that line breaks make: several of their lines begin in bold."""
    breaks = [at for at, (text, _) in enumerate(parts) if text == "\n"]
    starts = [0, *(at + 1 for at in breaks)]
    lines = [parts[start:end] for start, end in zip(starts, [*breaks, len(parts)], strict=True)]
    led = [_begins_bold(line) for line in lines]
    if sum(led) < _LED or parts[0][1].kind is not BlockKind.PARAGRAPH or parts[0][1].row is not None:
        yield parts
        return
    paragraph: list[tuple[str, _Place]] = []
    for line, begins in zip(lines, led, strict=True):
        if begins and paragraph:
            yield paragraph
            paragraph = []
        paragraph += [*line, ("\n", parts[0][1])]
    yield paragraph[:-1]


def _alternative(node: LexborNode) -> str:
    """Return the words for the pictures in an element."""
    return " ".join(image.attributes.get("alt") or "" for image in node.css("img[alt]"))


def _is_named(node: LexborNode) -> bool:
    """Tell whether an element begins with one that is said to be a label."""
    return next((child.tag == "label" for child in elements(node)), False)


def _begins_bold(line: Sequence[tuple[str, _Place]]) -> bool:
    return next((at.bold for text, at in line if text.strip()), False)


def _lead(parts: Sequence[tuple[str, _Place]]) -> str:
    """Return the words in bold that a text begins with, where others follow."""
    count = next((index for index, (text, at) in enumerate(parts) if text.strip() and not at.bold), 0)
    return clean("".join(text for text, _ in parts[:count]))


def _weight(node: LexborNode, *, otherwise: bool) -> bool:
    """Tell whether the style of an element makes its text bold; ``otherwise`` if it says nothing of that.

    Of a block, which may hold a page, only that of a short one counts.
    """
    style = node.attributes.get("style") or ""
    found = _WEIGHT.search(style) if "font-weight" in style else None
    if found is None or (node.tag not in _INLINE and len(clean(node.text())) > HEADLINE):
        return otherwise
    return found["bold"] is not None


def _language(attributes: Mapping[str, str | None]) -> str | None:
    return attributes.get("lang") or attributes.get("xml:lang") or None


def _integer(written: str | None, otherwise: int) -> int:
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 5 else otherwise
