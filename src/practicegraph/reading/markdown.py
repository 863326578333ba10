"""Markdown: block structure by markdown-it, lines by our own cutter.

markdown-it says which lines are headings, code and table rows; it does not know tab-separated rows, HTML
lists in cells or lists without a blank line before them, which converters write, so the lines themselves
are cut as plain text. All spans are offsets in the source text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt

from practicegraph.reading.blocks import Block, BlockKind, Document
from practicegraph.reading.boilerplate import shipped, signs
from practicegraph.reading.canonical import canonical, decode
from practicegraph.reading.drawn import grids, laid_out
from practicegraph.reading.front_matter import FRONT_MATTER, front_blocks, front_metadata
from practicegraph.reading.front_matter import language as front_language
from practicegraph.reading.layout import is_headline, marked_lead, split_head
from practicegraph.reading.lines import Known, cut

_BOLD: Final = re.compile(r"(?P<marks>\*\*|__)(?P<words>[^*_\s](?:[^*_]*[^*_\s])?)(?P=marks)(?=\s*\S)")
_BOLD_LINE: Final = re.compile(r"\s*(\*\*|__)(?!\s)[^*_]+(?<!\s)\1\s*")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PIPE: Final = re.compile(r"(?<!\\)\|")
_PICTURE: Final = re.compile(r"\s*!\[[^\]\n]*\]\([^()\s]+(?:\s+\"[^\"\n]*\")?\)\s*")
_RULE: Final = re.compile(r"^[ \t]*(?:[-=*_|:+][ \t]*){3,}$")


def read_markdown(
    data: bytes, *, name: str, source: str | None = None, language: str | None = None
) -> Document:
    """Return the document of a Markdown file; raise :class:`UnreadableDocumentError` naming ``name``.

    Front matter of the form ``key: value`` becomes the document's metadata, and a form before the text.
    """
    text = canonical(decode(data, source=name))
    text, known = laid_out(text, drawn) if (drawn := grids(text)) else (text, {})
    front = FRONT_MATTER.match(text)
    metadata = front_metadata(front[1]) if front else {}
    cells = front_blocks(text, *front.span(1), shipped().front) if front else ()
    return Document(
        name=name,
        text=text,
        blocks=(*cells, *_blocks(text, front.end() if front else 0, known)),
        media_type="text/markdown",
        language=language or front_language(metadata),
        source=source,
        metadata=metadata,
    )


def _blocks(text: str, begin: int, known: Known) -> Iterator[Block]:
    headings, tables = _structure(text, begin)
    starts = _line_starts(text)
    row_of = {line: row for table in tables for row, line in enumerate(table)}
    for block in cut(text, known):
        if block.start < begin:
            continue
        line = _line_of(starts, block.start)
        whole = text[starts[line] : starts[line + 1] - 1]
        if _RULE.match(whole):
            continue  # a rule, the underline of a heading or of a table's head
        if _PICTURE.fullmatch(whole) and not signs().search(whole.split("[", 1)[1]):
            continue  # what a picture shows is said in place of it only
        if line in row_of:
            if block.start - starts[line] <= len(whole) - len(whole.lstrip(" |*_`")):
                yield from _pipe_cells(text, starts[line], whole, row_of[line])
        elif line in headings:
            yield replace(block, kind=BlockKind.HEADING, level=headings[line], number=None)
        else:
            yield from _emphasised(block, whole)


def _emphasised(block: Block, line: str) -> Iterator[Block]:
    """Yield a block, that of a heading in bold as one: the whole line, or what a paragraph begins with."""
    paragraph = block.kind is BlockKind.PARAGRAPH and block.row is None
    if paragraph and _BOLD_LINE.fullmatch(line) and is_headline(block.text):
        yield replace(block, kind=BlockKind.HEADING)
        return
    bold = _BOLD.match(block.text)
    if bold is None:
        yield block
        return
    head, _ = split_head(bold["words"], bold["words"] + block.text[bold.end() :]) if paragraph else ("", "")
    if not head:
        yield replace(block, lead=bold.end() if marked_lead(bold["words"], bold["words"] + " …") else 0)
        return
    after = bold.end() + len(block.text[bold.end() :]) - len(block.text[bold.end() :].lstrip())
    start, end = block.start + bold.start("words"), block.start + bold.end("words")
    yield replace(block, kind=BlockKind.HEADING, start=start, end=end, text=bold["words"])
    yield replace(block, start=block.start + after, text=block.text[after:])


def _structure(text: str, begin: int) -> tuple[dict[int, int], list[list[int]]]:
    """Return the lines of marked headings with their level, and the lines of each table."""
    skipped = text.count("\n", 0, begin)
    headings: dict[int, int] = {}
    tables: list[list[int]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text[begin:]):
        if token.map is None:
            continue
        if token.type == "heading_open":
            headings[skipped + token.map[0]] = int(token.tag[1])
        elif token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open" and tables:
            tables[-1].append(skipped + token.map[0])
    return headings, tables


def _pipe_cells(text: str, start: int, line: str, row: int) -> Iterator[Block]:
    position = start
    column = -1 if line.lstrip().startswith("|") else 0
    for cell in _PIPE.split(line):
        if column >= 0:
            yield from _cell_lines(text, position, position + len(cell), row, column)
        position += len(cell) + 1
        column += 1


def _cell_lines(text: str, start: int, end: int, row: int, column: int) -> Iterator[Block]:
    """Yield the lines of a cell, which only a tag can part."""
    breaks = list(_BREAK.finditer(text, start, end))
    starts = [start, *(found.end() for found in breaks)]
    for begin, stop in zip(starts, [*(found.start() for found in breaks), end], strict=True):
        line = text[begin:stop]
        stripped = line.strip(" *_`")
        if stripped:
            at = begin + len(line) - len(line.lstrip(" *_`"))
            yield Block(
                BlockKind.TABLE_CELL,
                at,
                at + len(stripped),
                text[at : at + len(stripped)],
                row=row,
                column=column,
            )


def _line_starts(text: str) -> list[int]:
    starts = [0]
    starts += [index + 1 for index, letter in enumerate(text) if letter == "\n"]
    return [*starts, len(text) + 1]


def _line_of(starts: list[int], position: int) -> int:
    low, high = 0, len(starts) - 1
    while low < high - 1:
        middle = (low + high) // 2
        if starts[middle] <= position:
            low = middle
        else:
            high = middle
    return low
