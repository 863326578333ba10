"""Fields of forms in a DOCX file: boxes that are ticked, choices of a list, and what nobody has filled in (ECMA-376, part 1, 17.16)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from practicegraph.reading.docx_package import OFF, WORD, integer, switched, value

_TICKED: Final = "☒"
_OPEN: Final = "☐"


def field_text(mark: etree._Element) -> str:
    """Return what a field shows that begins with ``mark`` and has no text of its own: its box, or the entry chosen."""
    data = mark.find(f"{WORD}ffData")
    if data is None:
        return ""
    box, entries = data.find(f"{WORD}checkBox"), data.find(f"{WORD}ddList")
    if box is not None:
        own = _switched(box, "checked")
        return f" {_TICKED if (_switched(box, 'default') if own is None else own) else _OPEN} "
    if entries is None:
        return ""
    listed = [entry.get(f"{WORD}val") or "" for entry in entries.iter(f"{WORD}listEntry")]
    chosen = value(entries, f"{WORD}result") or value(entries, f"{WORD}default")
    return listed[integer(chosen)] if chosen is not None and 0 <= integer(chosen) < len(listed) else ""


def is_left_out(element: etree._Element) -> bool:
    """Tell whether an element is text struck out, or a content control that shows how to fill it in, as nobody has."""
    if element.tag == f"{WORD}r":
        return bool(switched(element, "strike") or switched(element, "dstrike"))
    properties = element.find(f"{WORD}sdtPr") if element.tag == f"{WORD}sdt" else None
    return properties is not None and bool(_switched(properties, "showingPlcHdr"))


def _switched(element: etree._Element, name: str) -> bool | None:
    """Return whether a switch in an element is on, ``None`` if it is not there."""
    found = element.find(f"{WORD}{name}")
    return None if found is None else found.get(f"{WORD}val") not in OFF
