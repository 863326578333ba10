"""Web pages: their content in reading order, without navigation, cookie bar and footer.

The addresses behind links stand below the text (:mod:`practicegraph.reading.addresses`).
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.addresses import address_pieces
from practicegraph.reading.blocks import Document
from practicegraph.reading.boilerplate import shipped
from practicegraph.reading.canonical import decode
from practicegraph.reading.disclosures import show_panels
from practicegraph.reading.html_blocks import PageWalk
from practicegraph.reading.html_content import content
from practicegraph.reading.html_forms import show_values
from practicegraph.reading.layout import clean, compose, letters

OPEN_ELEMENTS: Final = 2_000
"""How many elements of a page may be open at once: the parser's time grows with their square."""

_KEPT: Final = 0.9
"""Share of the file's letters that parsing must find: markup that ends nowhere swallows text."""
_CHARSET: Final = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_CHARSETS: Final = re.compile(
    r"(?:utf-?8|iso-8859-\d+|windows-125\d|cp125\d|koi8-[ru]|macintosh|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))\Z"
)
_WESTERN: Final = {"iso-8859-1": "windows-1252", "iso-8859-9": "windows-1254"}
_TAGS: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_UNCLOSED_NAMES: Final = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot "
    "option optgroup colgroup html head body rp rt"
)
_UNCLOSED: Final = frozenset(_UNCLOSED_NAMES.split())
_CLOSED: Final = re.compile(
    r"<(script|style|title|textarea|iframe|a|div|span|p|td|th|li|i|b|em)\b([^<>]*)/>", re.IGNORECASE
)
"""Elements that XML closes in their own tag and the HTML parser would leave open."""
_CODE: Final = re.compile(
    r"<(script|style|template|noscript|svg|math|iframe|object|canvas|audio|video|select|textarea|title)\b.*?</\1\s*>"
    r"|<!--.*?-->|<[a-zA-Z/!?][^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_METADATA: Final = {
    "title": "meta[property='og:title'], meta[name='DC.title'], meta[name='dcterms.title']",
    "description": "meta[property='og:description'], meta[name='description']",
    "published": "meta[property='article:published_time'], meta[name='dcterms.issued']",
    "site": "meta[property='og:site_name'], meta[name='application-name']",
}


def read_html(data: bytes, *, name: str, source: str | None = None, language: str | None = None) -> Document:
    """Return the document of a web page.

    Raises :class:`UnreadableDocumentError` for a page without text, in no known encoding, nested too
    deeply, with entities of its own, or of which text would be lost.
    """
    written = _decoded(data)
    if written.lstrip().startswith("<?xml"):
        written = _CLOSED.sub(r"<\1\2></\1>", written)
    _refuse(written)
    page = LexborHTMLParser(written)
    metadata = _metadata(page)
    _compare(_visible(written), letters(page.body.text()) if page.body else "", "its markup", share=_KEPT)
    boilerplate = shipped()
    show_values(page, boilerplate)
    show_panels(page, boilerplate)
    walk = PageWalk(boilerplate)
    parts = content(page, walk.boilerplate)
    whole = letters("".join(part.text() for part in parts))
    for part in parts:
        walk.walk(part)
    _compare(whole, letters("".join(piece.text for piece in walk.pieces)), "its elements")
    own = source or metadata.get("canonical")
    shown = "".join(piece.text for piece in walk.pieces)
    text, blocks = compose([*walk.pieces, *address_pieces(walk.links, own, shown)])
    if not blocks:
        raise UnreadableDocumentError("holds no text outside its navigation")
    return Document(
        name=name, text=text, blocks=blocks, media_type="text/html", language=language, source=source,
        metadata=metadata,
    )  # fmt: skip


def _decoded(data: bytes) -> str:
    """Return the text of a page in the encoding of its byte order mark, else that it declares, else UTF-8."""
    declared = _CHARSET.search(data[:4096]) or _XML.search(data[:256])
    charset = declared[1].decode("ascii", "replace").casefold() if declared else "utf-8"
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or charset in ("utf-8", "utf8"):
        return decode(data)
    if not _CHARSETS.match(charset):
        raise UnreadableDocumentError(f"declares the unknown encoding {charset}; save it as UTF-8")
    try:
        return data.decode(_WESTERN.get(charset, charset))
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(f"is not {charset} text as it declares; save it as UTF-8") from error


def _refuse(written: str) -> None:
    """Refuse a page that costs its parser more than a page is worth."""
    if "<!ENTITY" in written.upper():
        raise UnreadableDocumentError("declares entities of its own, which a web page cannot")
    opened = 0
    for closing, tag in _TAGS.findall(written):
        if tag.casefold() not in _UNCLOSED:
            opened = max(opened - 1, 0) if closing else opened + 1
            if opened > OPEN_ELEMENTS:
                raise UnreadableDocumentError(f"opens more than {OPEN_ELEMENTS} elements inside each other")


def _visible(written: str) -> str:
    """Return the letters between the tags, without any knowledge of how elements nest."""
    return letters(unescape(_CODE.sub(" ", written)))


def _compare(before: str, after: str, where: str, *, share: float = 1.0) -> None:
    """Raise if letters were lost on the way."""
    found = len(after) if share < 1 else (Counter(before) & Counter(after)).total()
    if found < share * len(before):
        raise UnreadableDocumentError(
            f"would lose text: {len(before) - found} of {len(before)} letters are not read; check {where}"
        )


def _metadata(page: LexborHTMLParser) -> dict[str, str]:
    metadata = {}
    for key, selector in _METADATA.items():
        found = (clean(node.attributes.get("content") or "") for node in page.css(selector))
        metadata[key] = next((value for value in found if value), "")
    title = page.css_first("head title")
    metadata["title"] = metadata["title"] or (clean(title.text()) if title else "")
    canonical = page.css_first("link[rel='canonical'], meta[property='og:url']")
    if canonical is not None:
        metadata["canonical"] = canonical.attributes.get("href") or canonical.attributes.get("content") or ""
    root = page.css_first("html")
    metadata["lang"] = (root.attributes.get("lang") or "") if root is not None else ""
    return {key: value for key, value in metadata.items() if value}
