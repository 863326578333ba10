r"""The model of a read document: one canonical text, cut into blocks with spans in it.

All offsets count Unicode code points of the canonical text (NFC, line ends ``\n``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

MASK = "█"
"""What a masked code point becomes; a mask keeps the length, so offsets hold."""


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "listItem"
    TABLE_CELL = "tableCell"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the canonical text that belongs together.

    ``level`` is the depth of a marked heading or list item (1 is the outermost, 0 unknown); ``row`` and
    ``column`` place a table cell (from 0); ``number`` is the written number of a list item;
    ``language`` is a BCP 47 tag where markup or configuration gives one; ``lead`` is how many code points at
    its beginning stand out from the rest, in bold; ``linked`` tells that it is an item that only links to a page;
    ``figure`` is how many are a figure that stood on a line of its own over the rest.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    row: int | None = None
    column: int | None = None
    number: int | None = None
    page: int | None = None
    language: str | None = None
    lead: int = 0
    linked: bool = False
    figure: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A read document. ``name`` is its file name (its path inside the given folder, with ``/``).

    ``language`` and ``source`` (an address) are what ``documents.csv`` says of it, if anything;
    ``media_type`` is the format it was read as; ``metadata`` what the format itself carries.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    media_type: str = "text/plain"
    language: str | None = None
    source: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    def masked(self, spans: Iterable[tuple[int, int]]) -> Document:
        """Return the document with every code point of ``spans`` masked, line ends kept."""
        spans = tuple(spans)
        if not spans:
            return self
        letters = list(self.text)
        for start, end in spans:
            for index in range(start, end):
                if letters[index] != "\n":
                    letters[index] = MASK
        text = "".join(letters)
        blocks = tuple(replace(block, text=text[block.start : block.end]) for block in self.blocks)
        return replace(self, text=text, blocks=blocks)
