"""Plain text: one block per line, with the light markup that people write in text files."""

from __future__ import annotations

from practicegraph.reading.blocks import Block, Document
from practicegraph.reading.canonical import canonical, decode
from practicegraph.reading.delimited import delimited
from practicegraph.reading.drawn import drawings, in_place, laid_out
from practicegraph.reading.layout import compose
from practicegraph.reading.lines import cut
from practicegraph.reading.text_columns import columns
from practicegraph.reading.wiki import is_wiki, wiki_pieces


def read_text(data: bytes, *, name: str, source: str | None = None, language: str | None = None) -> Document:
    """Return the document of a plain text file; raise :class:`UnreadableDocumentError` naming ``name``."""
    text = canonical(decode(data, source=name))
    text, blocks = _read(text)
    return Document(name=name, text=text, blocks=blocks, language=language, source=source)


def _read(text: str) -> tuple[str, tuple[Block, ...]]:
    """Return a text and its blocks; what is drawn in it is laid out as other formats have it."""
    if is_wiki(text):
        shown, blocks = compose(wiki_pieces(text))
        placed = in_place(blocks, text)
        if blocks:
            return (shown, blocks) if placed is None else (text, tuple(placed))
    drawn = drawings(text) or delimited(text) or columns(text)
    text, known = laid_out(text, drawn) if drawn else (text, {})
    return text, cut(text, known)
