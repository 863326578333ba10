r"""From the pieces of a marked-up format to one canonical text and its blocks.

Readers of HTML, DOCX and PDF hand over pieces in reading order; they are written one below the other as a
plain text file would have them: cells of a row separated by tabs, items with their mark, paragraphs by a
blank line. So what stands between two blocks means the same whatever the format was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.reading.blocks import Block, BlockKind
from practicegraph.reading.canonical import canonical
from practicegraph.reading.lines import bullet, cut

HEADLINE: Final = 90
"""Code points that a line in bold may have to be a heading."""

_SENTENCE_ENDS: Final = (".", ",", ";", "!", "…")
_RUN_IN: Final = 60
_RUN_IN_ENDS: Final = (".", "?", "؟")
_RUN_IN_WORDS: Final = 8
_SPACES: Final = re.compile(r"[ \t\f\v\r]+")
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")
_EDGES: Final = " \t\u00a0\u200b\u2060\ufeff"
_INVISIBLE: Final = str.maketrans(
    {"\u00ad": None, "\ufffe": None, **{chr(code): " " for code in (*range(9), *range(14, 32), 127)}}
)


@dataclass(frozen=True, slots=True)
class Piece:
    r"""A piece of a page: what a :class:`Block` is, before it has a place in the text.

    ``text`` may have line breaks (``\n``): a heading is written on one line, of anything else each line
    becomes a block.
    """

    kind: BlockKind
    text: str
    level: int = 0
    row: int | None = None
    column: int | None = None
    number: int | None = None
    page: int | None = None
    language: str | None = None
    lead: str = ""
    """The words in bold that the text begins with, where others follow."""
    linked: bool = False
    """Whether it is an item that is nothing but a link to a page."""
    type: str = ""
    """How all of it is set: ``bold``, ``small`` (in italics or smaller), else as other text."""


def clean(text: str) -> str:
    r"""Return ``text`` in canonical form, each line trimmed, runs of space one space, empty lines left out."""
    lines = canonical(text).translate(_INVISIBLE).split("\n")
    trimmed = (_SPACES.sub(" ", line).strip(_EDGES) for line in lines)
    return "\n".join(line for line in trimmed if line)


def compose(pieces: Iterable[Piece], *, start: int = 0) -> tuple[str, tuple[Block, ...]]:
    """Return the canonical text of ``pieces`` and its blocks; every block's text is its slice of the text.

    ``start`` is where that text begins in another.

    Paragraphs that begin with a typed bullet or number become list items as in plain text.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    previous: Piece | None = None
    for written in pieces:
        piece = written
        lines = clean(piece.text).split("\n")
        if piece.kind is BlockKind.HEADING:
            lines = [" ".join(lines)]
        if not lines[0]:
            continue
        if piece.kind is BlockKind.TABLE_CELL and piece.column and (item := bullet(lines[0])):
            piece = replace(piece, kind=BlockKind.LIST_ITEM, level=1)
            lines[0] = lines[0][item:]
        lead = _gap(previous, piece) + _mark(piece)
        for index, line in enumerate(lines):
            before = lead if index == 0 else "\n"
            at = length + len(before)
            parts += [before, line]
            length = at + len(line)
            blocks.append(_block(piece, line, at) if index == 0 else _next_line(piece, line, at))
        previous = piece
    text = "".join(parts) + "\n" if parts else ""
    typed = _with_typed_items(text, blocks)
    return text, tuple(_shifted(block, start) for block in typed) if start else tuple(typed)


def _shifted(block: Block, by: int) -> Block:
    return replace(block, start=block.start + by, end=block.end + by)


def is_headline(text: str) -> bool:
    """Tell whether a text could be a heading: one short line that ends no sentence."""
    return "\n" not in text and len(text) <= HEADLINE and not text.endswith(_SENTENCE_ENDS)


def is_run_in(lead: str, rest: str) -> bool:
    """Tell whether the words in bold that a paragraph begins with are its heading: "**What it costs.** The ..."."""
    return (
        bool(rest.strip())
        and len(lead) <= _RUN_IN
        and len(lead.split()) <= _RUN_IN_WORDS
        and lead.endswith(_RUN_IN_ENDS)
        and not lead[:1].islower()
        and not any(f"{mark} " in lead for mark in _RUN_IN_ENDS)
    )


def split_head(lead: str, text: str) -> tuple[str, str]:
    """Return the heading that a paragraph begins with, and the rest; no heading for one that begins with none.

    ``lead`` are the words in bold at the beginning of ``text``: a line of their own, or one that is ended as a
    heading is.
    """
    rest = text.removeprefix(lead)
    if not lead or not text.startswith(lead) or not rest.strip():
        return "", text
    alone = rest.lstrip(" ").startswith("\n") and is_headline(lead) and not lead[:1].islower()
    if alone or ("\n" not in lead and is_run_in(lead, rest)):
        return lead, rest.strip()
    return "", text


def one_label(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of the first cell of a row, which names it, as one if they are a short label over several lines.

    What is set in another type than the label explains it, or is the value below it: it stays apart.
    """
    text = " ".join(" ".join(piece.text.split("\n")) for piece in pieces)
    led = len(pieces) == 1 and pieces[0].lead and pieces[0].text.startswith(f"{pieces[0].lead}\n")
    plain = all(piece.kind is BlockKind.TABLE_CELL for piece in pieces)
    if not pieces or led or not plain or len(text) > HEADLINE or len({piece.type for piece in pieces}) > 1:
        return list(pieces)
    return [replace(pieces[0], text=text)]


def marked_lead(lead: str, text: str) -> str:
    """Return the words in bold that a text begins with if they may be a label of the rest, else nothing."""
    short = 0 < len(lead) <= _RUN_IN and "\n" not in lead and any(map(str.isalpha, lead))
    return lead if short and text.startswith(lead) and text != lead else ""


def letters(text: str) -> str:
    """Return the letters of ``text`` alone, without accents: what no reader may lose."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFD", text))


def _block(piece: Piece, text: str, start: int) -> Block:
    return Block(
        kind=piece.kind,
        start=start,
        end=start + len(text),
        text=text,
        level=piece.level,
        row=piece.row,
        column=piece.column,
        number=piece.number,
        page=piece.page,
        language=piece.language,
        lead=len(piece.lead) if text.startswith(piece.lead) and text != piece.lead else 0,
        linked=piece.linked,
    )


def _next_line(piece: Piece, line: str, start: int) -> Block:
    """Return the block of the second or a later line of a piece; in a cell a typed bullet makes it an item."""
    mark = bullet(line) if piece.row is not None and piece.column else 0
    following = (
        replace(piece, kind=BlockKind.LIST_ITEM, level=1, number=None, lead="") if mark else _continued(piece)
    )
    return _block(following, line[mark:], start + mark)


def _continued(piece: Piece) -> Piece:
    """Return the piece of the second and later lines: no new item."""
    if piece.kind is not BlockKind.LIST_ITEM:
        return replace(piece, lead="") if piece.lead else piece
    kind = BlockKind.PARAGRAPH if piece.row is None else BlockKind.TABLE_CELL
    return replace(piece, kind=kind, number=None, level=0, lead="")


def _gap(previous: Piece | None, piece: Piece) -> str:
    """Return what separates two pieces; a row that does not begin in the first column begins with tabs."""
    if previous is None:
        return "\t" * (piece.column or 0)
    if previous.row is None or piece.row is None:
        both_items = previous.kind is piece.kind is BlockKind.LIST_ITEM and previous.row is piece.row
        return "\n" if both_items else "\n\n" + "\t" * (piece.column or 0)
    if piece.row != previous.row:
        return "\n" + "\t" * (piece.column or 0)
    if piece.column != previous.column:
        return "\t" * max((piece.column or 0) - (previous.column or 0), 1)
    return "\n" if BlockKind.LIST_ITEM in (previous.kind, piece.kind) else "\n\n"


def _mark(piece: Piece) -> str:
    if piece.kind is not BlockKind.LIST_ITEM:
        return ""
    indent = "    " * max(piece.level - 1, 0)
    return f"{indent}- " if piece.number is None else f"{indent}{piece.number}. "


def _with_typed_items(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Make paragraphs whose bullet or number is typed into list items."""
    items = {
        block.end: block
        for block in cut(text)
        if block.kind is BlockKind.LIST_ITEM and block.row is None
    }  # fmt: skip
    result = []
    for block in blocks:
        item = items.get(block.end)
        if item is None or block.kind is not BlockKind.PARAGRAPH or item.start <= block.start:
            result.append(block)
        else:
            lead = max(block.lead - (item.start - block.start), 0)
            result.append(replace(item, page=block.page, language=block.language, lead=lead))
    return result
