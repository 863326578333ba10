"""Tables and lists of terms of a web page: which hold data, and which lay out the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from practicegraph.reading.html_nodes import elements, nodes
from practicegraph.reading.layout import clean

LABEL: Final = 60
"""Letters that the label of a value may have."""
_PAIR: Final = 2
_ROWS: Final = 3
"""Cells of a row, and rows, that make a record of a table that is said to lay out a page."""
_LAYOUT: Final = "table, h1, h2, h3"


def is_data(table: LexborNode) -> bool:
    """Tell a table of data from one that lays out a page."""
    rows = [row for row in table_rows(table) if row.tag != "caption"]
    if (table.attributes.get("role") or "") in ("presentation", "none") and not _has_labels(rows):
        return False
    if max((len(list(elements(row))) for row in rows), default=0) < 2:
        return False
    return all(inner.mem_id == table.mem_id for inner in table.css(_LAYOUT))


def _has_labels(rows: Sequence[LexborNode]) -> bool:
    """Tell whether the rows of a table that is said to lay out a page each have a short cell with words and one beside it."""
    cells = [[clean(cell.text()) for cell in elements(row)] for row in rows]
    pairs = [row for row in cells if len(row) == _PAIR and all(row) and len(row[0]) <= LABEL]
    return (
        len(pairs) >= _ROWS
        and len(pairs) == len(cells)
        and all(any(map(str.isalpha, row[0])) for row in pairs)
    )


def table_rows(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the rows of a table, and its caption."""
    for child in elements(table):
        if child.tag in ("tr", "caption"):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in elements(child) if row.tag == "tr")


def terms_of(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the terms and values of a list of them, also those in groups."""
    for child in elements(node):
        if child.tag in ("dt", "dd") or child.css_first("dt, dd") is None:
            yield child
        else:
            yield from terms_of(child)


def has_loose_text(node: LexborNode) -> bool:
    """Tell whether text stands in an element beside those in it."""
    return any(child.is_text_node and (child.text_content or "").strip() for child in nodes(node))


def is_loose(terms: LexborNode) -> bool:
    """Tell whether a list of terms holds text that is neither term nor value."""
    inside = [terms]
    while inside:
        node = inside.pop()
        if has_loose_text(node):
            return True
        inside += [
            child for child in elements(node) if child.tag not in ("dt", "dd") and child.css_first("dt, dd") is not None
        ]  # fmt: skip
    return False
