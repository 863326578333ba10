"""Plain text: one block per line, with the light markup that people write in text files."""

from __future__ import annotations

from practicegraph.reading.blocks import Document
from practicegraph.reading.canonical import canonical, decode
from practicegraph.reading.lines import cut


def read_text(data: bytes, *, name: str, source: str | None = None, language: str | None = None) -> Document:
    """Return the document of a plain text file; raise :class:`UnreadableDocumentError` naming ``name``."""
    text = canonical(decode(data, source=name))
    return Document(name=name, text=text, blocks=cut(text), language=language, source=source)
