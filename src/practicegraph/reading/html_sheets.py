"""Spreadsheets that office suites write as web pages: an overview of the sheets, and the number of each over it."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

_ANCHOR: Final = re.compile(r"#?table\d{1,3}")
_COUNTED: Final = re.compile(r"(?P<word>[^\W\d_]+) ?\d{1,3}")
"""A name that a program gave: "Sheet1"."""
_HEADINGS: Final = ("h1", "h2", "h3")


def drop_sheet_lists(body: LexborNode) -> None:
    """Take the links to the sheets of a file out of a page, and headings that only count the sheets.

    A sheet that somebody gave a name keeps its heading.
    """
    anchors = [node for node in body.css("a[name]") if _is_anchor(node.attributes.get("name"))]
    if not anchors:
        return
    for anchor in anchors:
        heading = anchor.css_first("h1")
        name = heading.css_first("em") if heading is not None else None
        if heading is not None and name is not None and _COUNTED.fullmatch(name.text().strip()):
            heading.decompose()
    for link in body.css("a[href]"):
        if _is_anchor(link.attributes.get("href")):
            _drop_heading_over(link)
            link.decompose()


def _is_anchor(written: str | None) -> bool:
    return written is not None and _ANCHOR.fullmatch(written) is not None


def _drop_heading_over(link: LexborNode) -> None:
    """Take out the heading of the list that a link stands in: "Overview"."""
    before = link.prev
    while before is not None and (before.is_text_node or before.tag == "br"):
        before = before.prev
    if before is not None and before.tag in _HEADINGS:
        before.decompose()
