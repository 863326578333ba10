"""The parts of a DOCX file: their XML, the styles and the numbering of lists (ECMA-376, part 1)."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.archive import OFFICE_TOTAL, bounded, opened

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE: Final = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "description": "{http://purl.org/dc/elements/1.1/}description",
    "lang": "{http://purl.org/dc/elements/1.1/}language",
}
_HEADING_NAMES: Final = {"title": 1, **{f"heading {level}": level for level in range(1, 10)}}
"""Built-in styles, which every language version of a word processor stores under these names."""
_CONTENTS: Final = ("toc ", "table of figures")
_CHAIN: Final = 20
OFF: Final = ("0", "false", "off", "none")
"""How a switch says that it is off."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says: a heading's level (0 for none), its list, whether for a table of contents, its type if any."""

    heading: int = 0
    numbering: str | None = None
    depth: int = 0
    furniture: bool = False
    bold: bool | None = None
    italic: bool | None = None


@dataclass(slots=True)
class Package:
    """The parts of a document that reading needs."""

    body: etree._Element
    styles: Mapping[str, Style]
    lists: Mapping[str, Mapping[int, tuple[bool, int]]]
    """By list and depth: whether its items are numbered, and the first number."""
    links: Mapping[str, str]
    notes: list[etree._Element]
    metadata: dict[str, str]
    counters: dict[tuple[str, int], int] = field(default_factory=dict)


def open_package(data: bytes) -> Package:
    """Return the parts of a DOCX file.

    Raises :class:`UnreadableDocumentError` for a file that unpacks to too much, is damaged, is no DOCX, or
    whose XML declares entities.
    """
    with opened(io.BytesIO(data), total=OFFICE_TOTAL) as archive:
        names = {entry.filename: entry for entry in archive.infolist()}

        def part(name: str) -> etree._Element | None:
            return _parsed(bounded(archive, names[name], OFFICE_TOTAL), name) if name in names else None

        document = part("word/document.xml")
        if document is None:
            raise UnreadableDocumentError("is no DOCX: it has no word/document.xml")
        notes = [
            found for name in ("word/footnotes.xml", "word/endnotes.xml") if (found := part(name)) is not None
        ]
        body = document.find(f"{WORD}body")
        return Package(
            body=document if body is None else body,
            styles=_styles(part("word/styles.xml")),
            lists=_lists(part("word/numbering.xml")),
            links=_links(part("word/_rels/document.xml.rels")),
            notes=notes,
            metadata=_metadata(part("docProps/core.xml")),
        )


def value(element: etree._Element | None, path: str) -> str | None:
    """Return the value that the element at ``path`` below ``element`` gives."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(f"{WORD}val")


def switched(element: etree._Element, name: str) -> bool | None:
    """Return whether the properties of a run or style switch a type on or off, ``None`` if they do neither."""
    switch = element.find(f"{WORD}rPr/{WORD}{name}")
    return None if switch is None else switch.get(f"{WORD}val") not in OFF


def integer(written: str | None, otherwise: int = 0) -> int:
    """Return a number that XML holds, ``otherwise`` for none."""
    return int(written) if written and written.lstrip("-").isdigit() and len(written) < 7 else otherwise


def _parsed(data: bytes, name: str) -> etree._Element:
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise UnreadableDocumentError(f"declares entities in {name}, which an office document may not")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data.replace(_STRICT, WORD[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocumentError(f"is damaged: {name}: {error.msg}") from error


def _styles(part: etree._Element | None) -> dict[str, Style]:
    written = {} if part is None else {s.get(f"{WORD}styleId") or "": s for s in part.iter(f"{WORD}style")}
    return {name: _style(name, written) for name in written}


def _style(name: str, written: Mapping[str, etree._Element]) -> Style:
    """Return a style with what it inherits."""
    heading, numbering, depth, furniture = 0, None, 0, False
    bold: bool | None = None
    italic: bool | None = None
    current: str | None = name
    for _ in range(_CHAIN):
        style = written.get(current or "")
        if style is None:
            break
        properties = style.find(f"{WORD}pPr")
        outline = value(properties, f"{WORD}outlineLvl")
        called = (value(style, f"{WORD}name") or "").casefold()
        heading = heading or _HEADING_NAMES.get(called, 0) or (integer(outline, 9) + 1) % 10 * bool(outline)
        furniture = furniture or called.startswith(_CONTENTS)
        numbering = numbering or value(properties, f"{WORD}numPr/{WORD}numId")
        depth = depth or integer(value(properties, f"{WORD}numPr/{WORD}ilvl"))
        bold = switched(style, "b") if bold is None else bold
        italic = switched(style, "i") if italic is None else italic
        current = value(style, f"{WORD}basedOn")
    return Style(heading, numbering, depth, furniture, bold, italic)


def _lists(part: etree._Element | None) -> dict[str, dict[int, tuple[bool, int]]]:
    if part is None:
        return {}
    abstract = {
        definition.get(f"{WORD}abstractNumId"): {
            integer(level.get(f"{WORD}ilvl")): (
                value(level, f"{WORD}numFmt") not in ("bullet", "none"),
                integer(value(level, f"{WORD}start"), 1),
            )
            for level in definition.iter(f"{WORD}lvl")
        }
        for definition in part.iter(f"{WORD}abstractNum")
    }
    lists: dict[str, dict[int, tuple[bool, int]]] = defaultdict(dict)
    for number in part.findall(f"{WORD}num"):
        name = number.get(f"{WORD}numId") or ""
        lists[name] = abstract.get(value(number, f"{WORD}abstractNumId"), {})
    return lists


def _links(part: etree._Element | None) -> dict[str, str]:
    if part is None:
        return {}
    return {
        relation.get("Id") or "": relation.get("Target") or ""
        for relation in part.iter(_RELATIONS)
        if relation.get("TargetMode") == "External"
    }


def _metadata(part: etree._Element | None) -> dict[str, str]:
    if part is None:
        return {}
    found = {key: (part.findtext(name) or "").strip() for key, name in _CORE.items()}
    return {key: text for key, text in found.items() if text}
