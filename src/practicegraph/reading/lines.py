"""Cutting the lines of plain text and Markdown into blocks.

One line gives one block, a row of a tab-separated table one block per cell, an HTML list inside a cell
one block per item. What joins lines to paragraphs is the segmentation, which knows the headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from practicegraph.reading.blocks import Block, BlockKind
from practicegraph.reading.list_marks import LETTER, NUMBER, list_letters, list_numbers
from practicegraph.reading.rulers import ruled
from practicegraph.reading.signs import pointed_lines, signed_lines

BULLETS: Final = "•◦▪▫●○■□‣⁃∙·–—*+-"
BOXES: Final = "☐☒☑"
"""Signs of options, open and ticked; programs have pictures with these as their words."""
_FAMILIES: Final = ("■□", "◼◻", "◉○", "●○")
"""Signs that are bullets, or boxes where one of each stands beside the other."""
_OPTION: Final = 80
_MARKED_HEADING: Final = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_BULLET: Final = re.compile(
    rf"(?P<indent>[ \t]*)(?P<mark>[{re.escape(BULLETS)}](?:[ \t]+[–—-](?=[ \t]))?)[ \t]+"
)
_TABBED: Final = re.compile(
    rf"(?P<indent>[ \t]*)(?P<mark>[{re.escape(BULLETS)}oØü§]|\(?(?:\d{{1,2}}|[^\W\d_])[.)])[ \u00a0]*\t[ \t]*(?=\S)(?!.*\t\s*\S)"
)
"""A bullet, or an item's number, that a tab parts from its item as word processors write it; some take a letter for a bullet."""
_SYMBOL: Final = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[•◦▪▫●■‣⁃∙])[ \t]*")
_ITEM: Final = re.compile(r"<li\b[^>]*>(.*?)(?=</li>|<li\b|</ul>|</ol>|\Z)", re.IGNORECASE | re.DOTALL)
_NAMES: Final = (
    "a|abbr|article|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|html|i|img|ins|kbd|li|mark"
    "|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr"
)
_TAG: Final = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]*>", re.IGNORECASE)
"""A tag of a web page; another word in angle brackets is a label, or an address."""
_TAG_AT_END: Final = re.compile(rf"{_TAG.pattern}\Z", re.IGNORECASE)
_UNDERLINE: Final = re.compile(r"[ \t]*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})[ \t]*")
_RULE_SLACK: Final = 4
_EMPHASIS: Final = "*_`"
_QUOTE: Final = re.compile(r"(?:[ \t]{0,3}>)+[ \t]+(?=\S)")
_BAR: Final = " | "
_ROWS: Final = 3
"""Rows that make a table."""
_COLUMNS: Final = 3
"""Columns that make one where only space parts them."""
_INDENT: Final = 8
"""Spaces before the head of such a table that has none over the labels."""
_SPACED: Final = re.compile(r"\S+(?: \S+)*")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_FIGURE: Final = re.compile(r"[~<>≥≤+−-]?\s?\d[\d .,'’\u00a0]*(?:\s?[%€$£]|\s[^\W\d_]{1,4}\.?)?|[-–—]")
_LABELLED: Final = re.compile(r"[^:|]{2,40}:\s")
_SPACE: Final = " \t\u00a0\u200b\ufeff"

Known = Mapping[int, tuple[int, Sequence[Block]]]
"""Blocks of lines, with where the last of these lines ends, by where the first begins."""


def cut(text: str, known: Known | None = None) -> tuple[Block, ...]:
    """Return the blocks of ``text`` in order; every block's text is ``text[start:end]``, blank lines give none.

    ``known`` are those of lines that are cut already.
    """
    pointed = pointed_lines(text.split("\n")) if "\n>" in text and not known else {}
    lines = [
        (start + quoted, line[quoted:])
        for index, (start, line) in enumerate(_lines(text))
        for quoted in (0 if index in pointed else _quoted(line),)
    ]
    if known:
        lines = list(_uncut(lines, known))
    written = [line for _, line in lines]
    numbers = list_numbers(written) | list_letters(written)
    barred = _barred(written)
    boxed, spaced = _boxed(text, written), _spaced(written)
    marked = _marked(text, written, numbers) | pointed
    row = 0
    blocks: list[Block] = []
    for index, (start, line) in enumerate(lines):
        if known and start in known:
            first = row
            blocks += [_in_row(block, first) for block in known[start][1]]
            row = max((block.row + 1 for block in blocks if block.row is not None), default=0)
            continue
        if not line.strip():
            continue
        if _UNDERLINE.fullmatch(line) and _is_underlined(lines, index, blocks):
            blocks[-1] = replace(blocks[-1], kind=BlockKind.HEADING, level=1 if "=" in line else 2)
            continue
        if index in marked:
            blocks += _item(text, start, line, marked[index], numbers.get(index))
        elif "\t" in line.strip(" \n"):
            blocks += _cells(text, start, line, row)
            row += 1
        elif index in barred:
            blocks += _cells(text, start, line, row, barred[index])
            row += 1
        elif index in spaced:
            blocks += _spaced_cells(text, start, line, row, spaced[index])
            row += 1
        else:
            blocks += _line_blocks(text, start, line, numbers.get(index), boxed=index in boxed)
    return tuple(blocks)


def _uncut(lines: Sequence[tuple[int, str]], known: Known) -> Iterator[tuple[int, str]]:
    """Yield lines, those that are cut already as one without text."""
    end = -1
    for start, line in lines:
        if start in known:
            end = known[start][0]
            yield start, ""
        elif start >= end:
            yield start, line


def _in_row(block: Block, first: int) -> Block:
    return block if block.row is None else replace(block, row=block.row + first)


def _marked(text: str, lines: Sequence[str], numbers: Mapping[int, int]) -> dict[int, re.Match[str]]:
    """Return the lines that are items by a sign before them, or by a bullet or list number with a tab behind it, each with its mark."""
    signed = signed_lines(text, lines)
    found = {index: mark for index, mark in signed.items() if "\t" not in lines[index][mark.end() :].rstrip()}
    for index, line in enumerate(lines):
        tabbed = _TABBED.match(line) if "\t" in line else None
        if tabbed is not None and (len(tabbed["mark"]) == 1 or index in numbers):
            found[index] = tabbed
    return found


def _is_underlined(lines: list[tuple[int, str]], index: int, blocks: list[Block]) -> bool:
    """Tell whether a rule stands right below a line of about its length: that is a heading."""
    if not index or not blocks or blocks[-1].kind is not BlockKind.PARAGRAPH:
        return False
    start, line = lines[index - 1]
    rule = len(lines[index][1].strip())
    return blocks[-1].start >= start and abs(len(line.strip()) - rule) <= max(_RULE_SLACK, rule // 4)


def _quoted(line: str) -> int:
    """Return how many code points of a line are the marks of a quotation: "> "."""
    marks = _QUOTE.match(line)
    return marks.end() if marks and not line.rstrip().endswith("<<") else 0


def bullet(line: str) -> int:
    """Return how many code points of a line are the bullet of an item, 0 if it is none."""
    item = _BULLET.match(line) or _SYMBOL.match(line)
    return item.end() if item and item.end() < len(line.rstrip()) else 0


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _boxed(text: str, lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that begin with the box of an option, not with a bullet: open and ticked ones stand together.

    Discs over circles are bullets, of lists in a list; on one line they are boxes, too.
    """
    found: set[int] = set()
    for family in _FAMILIES:
        if not all(sign in text for sign in family):
            continue
        places = [_place(line, family) for line in lines]
        found |= {
            index for index, line in enumerate(lines)
            if places[index] is not None and all(sign in line for sign in family)
        }  # fmt: skip
        for place, run in groupby(range(len(lines)), key=places.__getitem__):
            if place is not None and family != _FAMILIES[-1]:
                options = list(run)
                signs = {lines[index].lstrip()[0] for index in options}
                found |= set(options) if len(signs) == len(family) else set()
    return frozenset(found)


def _place(line: str, signs: str) -> int | None:
    """Return how far a short line is indented that begins with one of ``signs``, ``None`` for another line."""
    words = line.lstrip()
    return len(line) - len(words) if words[:1] and words[0] in signs and len(line) <= _OPTION else None


def _line_blocks(
    text: str, start: int, line: str, number: int | None, *, boxed: bool = False
) -> Iterator[Block]:
    items = list(_html_items(text, start, start + len(line)))
    if items:
        yield from items
        return
    heading = _MARKED_HEADING.match(line)
    if heading:
        span = _inline(text, start + heading.end(), start + len(line))
        if span:
            yield Block(BlockKind.HEADING, *span, text[slice(*span)], level=len(heading[1]))
        return
    words = ruled(line)
    if words is not None:
        yield from _block(text, start + words[0], start + words[1], BlockKind.HEADING)
        return
    item = _BULLET.match(line) or _SYMBOL.match(line)
    if number is not None:
        item = LETTER.match(line) or NUMBER.match(line)
    if item and not boxed and item.end() < len(line.rstrip()):
        yield from _item(text, start, line, item, number)
        return
    yield from _block(text, start, start + len(line), BlockKind.PARAGRAPH)


def _item(text: str, start: int, line: str, mark: re.Match[str], number: int | None) -> Iterator[Block]:
    span = start + mark.end(), start + len(line)
    yield from _block(text, *span, BlockKind.LIST_ITEM, level=_depth(mark["indent"]), number=number)


def _barred(lines: Sequence[str]) -> dict[int, str]:
    """Return the lines that are rows of a table drawn with bars, each with its bar: several with as many cells, one below the other."""
    found: dict[int, str] = {}
    run: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if run and line.count(_BAR) == lines[run[-1]].count(_BAR) and _is_barred(line):
            run.append(index)
            continue
        if len(run) >= _ROWS:
            found |= dict.fromkeys(run, _BAR)
        run = [index] if _is_barred(line) else []
    return found


def _spaced(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines that are rows of a table whose columns only space parts, each with its first column.

    They are figures under a head without any; one that begins behind the labels of all rows has none over these.
    """
    found: dict[int, int] = {}
    for index, line in enumerate(lines):
        if index in found or "   " not in line.strip() or "\t" in line:
            continue
        heads = _SPACED.findall(line)
        indent = len(line) - len(line.lstrip())
        first = int(indent >= _INDENT)
        if len(heads) + first < _COLUMNS or not all(_WORD.search(head) for head in heads):
            continue
        stop = index + 1
        while stop < len(lines) and _is_row_of_figures(lines[stop], len(heads) + first, indent):
            stop += 1
        if stop - index >= _ROWS:
            found |= {index: first} | dict.fromkeys(range(index + 1, stop), 0)
    return found


def _is_row_of_figures(line: str, columns: int, indent: int) -> bool:
    """Tell whether a line has a label and behind it nothing but figures, as many as there are further columns.

    Under a head with an ``indent`` the label ends before it.
    """
    first, *others = _SPACED.findall(line) or [""]
    if indent >= _INDENT and len(line) - len(line.lstrip()) + len(first) > indent:
        return False
    return (
        len(others) == columns - 1 and _WORD.search(first) is not None and all(map(_FIGURE.fullmatch, others))
    )


def _spaced_cells(text: str, start: int, line: str, row: int, first: int) -> Iterator[Block]:
    for column, cell in enumerate(_SPACED.finditer(line), start=first):
        span = start + cell.start(), start + cell.end()
        yield from _block(text, *span, BlockKind.TABLE_CELL, row=row, column=column)


def _is_barred(line: str) -> bool:
    """Tell whether a line has cells between bars; pieces with labels of their own are no cells."""
    cells = line.strip(" |").split(_BAR)
    labelled = sum(_LABELLED.match(cell) is not None for cell in cells)
    return len(cells) > 1 and all(any(map(str.isalnum, cell)) for cell in cells) and 2 * labelled < len(cells)


def _cells(text: str, start: int, line: str, row: int, separator: str = "\t") -> Iterator[Block]:
    position = start
    seen: set[str] = set()
    for column, cell in enumerate(line.split(separator)):
        end = position + len(cell)
        key = " ".join(cell.split()).casefold()
        if key and key not in seen:  # a merged cell is printed once per column
            seen.add(key)
            items = list(_html_items(text, position, end, row=row, column=column))
            yield from items or _block(text, position, end, BlockKind.TABLE_CELL, row=row, column=column)
        position = end + len(separator)


def _html_items(
    text: str, start: int, end: int, row: int | None = None, column: int | None = None
) -> Iterator[Block]:
    """Yield the items of the HTML lists in a span, with what stands before the first list."""
    matches = list(_ITEM.finditer(text, start, end))
    if not matches:
        return
    first = re.compile(r"<[uo]l\b", re.IGNORECASE).search(text, start, end)
    before = min(first.start() if first else matches[0].start(), matches[0].start())
    kind = BlockKind.PARAGRAPH if row is None else BlockKind.TABLE_CELL
    yield from _block(text, start, before, kind, row=row, column=column)
    for match in matches:
        yield from _block(
            text, match.start(1), match.end(1), BlockKind.LIST_ITEM, level=1, row=row, column=column
        )


def _block(
    text: str,
    start: int,
    end: int,
    kind: BlockKind,
    *,
    level: int = 0,
    row: int | None = None,
    column: int | None = None,
    number: int | None = None,
) -> Iterator[Block]:
    span = _inline(text, start, end)
    if span:
        yield Block(kind, *span, text[slice(*span)], level=level, row=row, column=column, number=number)


def _inline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without the space, tags and emphasis marks round it, ``None`` if nothing is left."""
    before = None
    while before != (start, end):
        before = (start, end)
        while start < end and text[start] in _SPACE:
            start += 1
        while start < end and text[end - 1] in _SPACE:
            end -= 1
        opening = _TAG.match(text, start, end)
        if opening:
            start = opening.end()
        closing = _TAG_AT_END.search(text[start:end]) if text[end - 1 : end] == ">" else None
        if closing:
            end = start + closing.start()
        mark = text[start] if start < end else ""
        if mark and mark in _EMPHASIS and end - start > 2 and text[end - 1] == mark:
            start, end = start + 1, end - 1
    return (start, end) if start < end else None


def _depth(indent: str) -> int:
    return 1 + len(indent.expandtabs(4)) // 4
