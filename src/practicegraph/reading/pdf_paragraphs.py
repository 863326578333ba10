"""From the lines of a PDF to pieces: paragraphs joined, headings, rows of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import Final

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.layout import Piece, clean, is_headline, marked_lead, split_head
from practicegraph.reading.lines import BULLETS
from practicegraph.reading.pdf_columns import Grid, Row, usual_distance, without_mark_gap
from practicegraph.reading.pdf_lines import Box, Line

LARGER: Final = 1.12
"""How much larger than the text a heading is written."""

_PARAGRAPH: Final = 1.3
"""Usual distances between lines from which a gap separates paragraphs."""
_HEADING_LEADING: Final = 1.5
"""Ems below one another from which two lines in large letters are two headings."""
_SAME_LINE: Final = 0.35
_INDENT: Final = 4.0
_FULL_LINES: Final = 3
_MARK: Final = re.compile(rf"(?:[{re.escape(BULLETS)}]|\(?\d{{1,2}}[.)]|[a-z][.)])\s+\S|[•◦▪▫●■‣⁃]\S")
_NUMBER: Final = re.compile(r"\d{1,2}[.)]\s+\S")
_NUMBERED: Final = 3
_SPACED_LINES: Final = 2
_MOSTLY: Final = 0.95
_SLACK: Final = 0.5
_SPACED_SLACK: Final = 2.0
"""Ems that a line may be short of the edge and still be full, without and with a space at its end."""
_ADDRESS: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
_ADDRESS_PART: Final = re.compile(r"[\w-][./=_%?&#]\S|/")
_HYPHENATED: Final = re.compile(r"([^\W\d_]+)-\Z")
_WORD: Final = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Type:
    """How a document is set: the size of its text, the sizes of its headings from the largest, its words.

    ``numbered`` are the sizes in which several headings begin with a number;
    ``spaced`` tells that it was written by a program that ends wrapped lines, and no others, with a space.
    """

    text: float
    headings: tuple[float, ...]
    numbered: frozenset[float]
    words: frozenset[str]
    spaced: bool

    @classmethod
    def of(cls, lines: Sequence[Line], parts: Sequence[Grid | list[Line]]) -> Type:
        """Return how a document is set: all its ``lines``, and ``parts``, what stands outside ruled tables."""
        letters: Counter[float] = Counter()
        for line in lines:
            letters[line.size] += len(line.text)
        text = max(letters, key=lambda size: (letters[size], size), default=1.0)
        larger = {line.size for line in lines if line.size >= LARGER * text and is_headline(line.text)}
        counted = Counter(line.size for line in lines if line.size in larger and _NUMBER.match(line.text))
        numbered = frozenset(size for size, count in counted.items() if count >= _NUMBERED)
        words = frozenset(word.casefold() for line in lines for word in _WORD.findall(line.text))
        return cls(text, tuple(sorted(larger, reverse=True)), numbered, words, _ends_wraps_with_space(parts))

    def level(self, line: Line) -> int | None:
        """Return the level of a heading by its size, ``None`` for a line of text."""
        return self.headings.index(line.size) + 1 if line.size in self.headings else None


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    text: str


def pieces(
    parts: Sequence[Grid | list[Line]], setting: Type, width: float, first_row: int
) -> Iterator[Piece]:
    """Yield the pieces of what stands outside ruled tables.

    ``width`` is the page's, rows count from ``first_row``.

    Lines are joined to a paragraph where the next word would not have fitted, else they stay apart. A wide
    gap in a line makes its parts the cells of a row.
    """
    row = first_row
    for part in parts:
        if isinstance(part, Grid):
            for cells in part.rows:
                row -= cells.continued and row > 0
                yield from _grid_row(cells, row, setting, part.right)
                row += 1
            continue
        columns = list(_columns(part))
        for column in columns:
            right = min(_right_edge(column, width), _next_column(column, columns))
            usual = usual_distance(column)
            for group in _paragraphs(column, setting, right, usual):
                if isinstance(group, _Paragraph):
                    yield from _piece(group, setting)
                    continue
                yield from _row(group, row)
                row += 1


def _grid_row(row: Row, number: int, setting: Type, right: float) -> Iterator[Piece]:
    """Yield the cells of a row of a table without rules; a label is one line however it was wrapped."""
    for column, lines in enumerate(row.cells):
        if not lines:
            continue
        edge = right if column == len(row.cells) - 1 else max(line.right for line in lines)
        label, others = ([], lines) if column else by_type(lines)
        text = _label(label, setting) if label else ""
        text += "\n" * bool(label) + (_cell(others, setting, edge) if others else "")
        for part in filter(None, text.split("\n")):
            yield Piece(BlockKind.TABLE_CELL, part, row=number, column=column, page=lines[0].page)


def _label(lines: Sequence[Line], setting: Type) -> str:
    text = lines[0].text
    for previous, line in pairwise(lines):
        same = abs(previous.baseline - line.baseline) < _SAME_LINE * line.size
        text = f"{text} {line.text}" if same else glued(text, line.text, setting.words)
    return text


def _cell(lines: Sequence[Line], setting: Type, right: float) -> str:
    """Return the text of a cell without rules: its paragraphs and items one below the other."""
    text, usual = lines[0].text, usual_distance(lines)
    for previous, line in pairwise(lines):
        close = previous.baseline - line.baseline < _PARAGRAPH * usual
        wrapped = close and not _begins(text, line.text)
        if wrapped and _is_full(previous, line, right, spaced=setting.spaced):
            text = glued(text, line.text, setting.words)
        else:
            text += "\n" + line.text
    return text


def joined(lines: Sequence[Line], setting: Type, box: Box) -> str:
    """Return the text of lines in the cell ``box``: wrapped ones joined, others one below the other."""
    text = ""
    padding = max(min((line.left for line in lines), default=box[0]) - box[0], 0.0)
    for previous, line in pairwise([None, *lines]):
        if line is None:
            continue
        if previous is None:
            text = line.text
        elif not _begins(text, line.text) and _is_full(
            previous, line, box[2] - padding, spaced=setting.spaced
        ):
            text = glued(text, line.text, setting.words)
        else:
            text += "\n" + line.text
    return text


def by_type(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines of a cell that are set as its first is, which are its label, and those that are not."""
    first = lines[0]
    rest = next(
        (at for at, line in enumerate(lines) if (line.bold, line.size) != (first.bold, first.size)),
        len(lines),
    )
    return lines[:rest], lines[rest:]


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines in runs that go down the page."""
    run: list[Line] = []
    for line in lines:
        if run and line.baseline > run[-1].baseline + line.size:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _ends_wraps_with_space(parts: Sequence[Grid | list[Line]]) -> bool:
    """Tell whether the document's wrapped lines, and no others, end with a space."""
    spaced = [
        _is_full(line, following, edge, spaced=False)
        for part in parts
        for lines, edge in _flows(part)
        for line, following in pairwise(lines)
        if line.spaced
    ]
    return len(spaced) >= _SPACED_LINES and sum(spaced) >= _MOSTLY * len(spaced)


def _flows(part: Grid | list[Line]) -> Iterator[tuple[list[Line], float]]:
    """Yield the lines of a part in runs that go down the page, and where the longest of their like end."""
    if isinstance(part, Grid):
        labels = [row.cells[0] for row in part.rows if row.cells[0]]
        edge = max((line.right for label in labels for line in label), default=0.0)
        yield from ((label, edge) for label in labels)
        yield from ((row.cells[-1], part.right) for row in part.rows)
        return
    yield from ((column, max(line.right for line in column)) for column in _columns(part))


def _right_edge(lines: Sequence[Line], width: float) -> float:
    """Return where lines are wrapped: where several of them end, else where the margin would be."""
    right = max(line.right for line in lines)
    left = min(line.left for line in lines)
    full = sum(line.right > right - 0.06 * width for line in lines)
    return right if full >= _FULL_LINES else max(right, width - left)


def _next_column(lines: Sequence[Line], columns: Sequence[Sequence[Line]]) -> float:
    """Return where the next column to the right of lines begins that stands beside them."""
    top, bottom, right = lines[0].baseline, lines[-1].baseline, max(line.right for line in lines)
    return min(
        (
            line.left
            for column in columns
            for line in column[:1]
            if line.left > right and bottom <= line.baseline + line.size and column[-1].baseline <= top
        ),
        default=inf,
    )


def _paragraphs(
    lines: Sequence[Line], setting: Type, right: float, usual: float
) -> Iterator[_Paragraph | list[list[Line]]]:
    """Yield paragraphs, and rows as the lines of each of their cells."""
    paragraph: _Paragraph | None = None
    cells: list[list[Line]] = []
    left = min(line.left for line in lines)
    for line in (without_mark_gap(line) for line in lines):
        last = cells[-1][-1] if cells else (paragraph.lines[-1] if paragraph else None)
        close = last is not None and last.baseline - line.baseline < _PARAGRAPH * usual
        if len(line.segments) > 1:
            if paragraph or cells:
                yield cells or paragraph or []
            paragraph, cells = None, [[replace(line, segments=[segment])] for segment in line.segments]
        elif cells and close and abs(line.left - cells[-1][0].left) < line.size:
            cells[-1].append(line)
        elif (
            paragraph
            and close
            and _same_setting(paragraph.lines[-1], line)
            and not _MARK.match(line.text)
            and not _is_labelled(paragraph.lines[-1], line, setting, right)
        ):
            _extend(paragraph, line, setting, right)
        elif paragraph and _is_heading_wrapped(paragraph.lines[-1], line, setting, (left, right)):
            paragraph.text = glued(paragraph.text, line.text, setting.words)
            paragraph.lines.append(line)
        else:
            if paragraph or cells:
                yield cells or paragraph or []
            paragraph, cells = _Paragraph([line], line.text), []
    if paragraph or cells:
        yield cells or paragraph or []


def _extend(paragraph: _Paragraph, line: Line, setting: Type, right: float) -> None:
    """Add a line to a paragraph."""
    if not _begins(paragraph.text, line.text) and _is_full(
        paragraph.lines[-1], line, right, spaced=setting.spaced
    ):
        paragraph.text = glued(paragraph.text, line.text, setting.words)
    else:
        paragraph.text += "\n" + line.text
    paragraph.lines.append(line)


def _same_setting(previous: Line, line: Line) -> bool:
    same = abs(previous.size - line.size) < (LARGER - 1) * line.size and previous.bold == line.bold
    return same and abs(previous.left - line.left) < _INDENT * line.size


def _is_labelled(previous: Line, line: Line, setting: Type, right: float) -> bool:
    """Tell whether a line begins with a label in bold, or words in bold though the one above had room for them."""
    lead = line.lead.strip()
    return lead.endswith(":") or (bool(lead) and not _is_full(previous, line, right, spaced=setting.spaced))


def _is_heading_wrapped(previous: Line, line: Line, setting: Type, edges: tuple[float, float]) -> bool:
    """Tell whether a line in large letters goes on with the heading above it, at the left or in the middle."""
    level = setting.level(line)
    if level is None or level != setting.level(previous) or line.bold != previous.bold:
        return False
    below = 0 < previous.baseline - line.baseline < _HEADING_LEADING * line.size
    middles = previous.left + previous.right, line.left + line.right
    aligned = (
        abs(previous.left - line.left) < _SLACK * line.size or abs(middles[0] - middles[1]) < 2 * line.size
    )
    at_edge = replace(
        previous, segments=[replace(previous.segments[0], left=0.0, right=previous.right - previous.left)]
    )
    return below and aligned and _is_full(at_edge, line, edges[1] - edges[0], spaced=False)


def _begins(text: str, more: str) -> bool:
    """Tell whether a line begins something new whatever space was left: an item, an address after another."""
    addresses = _ADDRESS.match(more) and _ADDRESS.search(text.rsplit(maxsplit=1)[-1])
    return _MARK.match(more) is not None or addresses is not None


def _is_full(previous: Line, line: Line, right: float, *, spaced: bool) -> bool:
    """Tell whether the first word of ``line`` would not have fitted at the end of ``previous``.

    ``spaced`` tells that the document's wrapped lines end with a space.
    """
    words = line.text.split()
    if _HYPHENATED.search(previous.text) and line.text[:1].islower():
        return True
    if spaced and not previous.spaced and not previous.text.endswith(("-", "\u00ad")):
        return previous.right > right - _SLACK * line.size  # no room was left for the space itself
    letter = (line.right - line.left) / max(len(line.text), 1)
    slack = (_SPACED_SLACK if previous.spaced else _SLACK) * line.size
    return previous.right + letter * (1 + len(words[0] if words else "")) > right - slack


def glued(text: str, more: str, words: frozenset[str]) -> str:
    """Join two lines of a paragraph.

    A hyphen at the line's end goes only where the document has the whole word elsewhere.
    """
    if text.endswith("\u00ad"):
        return text[:-1] + more
    words_before, words_after = text.split(), more.split()
    if _ADDRESS.search(words_before[-1]) and _ADDRESS_PART.search(words_after[0]):
        return text + more
    hyphenated = _HYPHENATED.search(text)
    if not hyphenated or not more[:1].isalpha():
        return f"{text} {more}"
    rest = _WORD.match(more)
    whole = hyphenated[1] + (rest[0] if rest else "")
    return text[:-1] + more if more[:1].islower() and whole.casefold() in words else text + more


def _piece(paragraph: _Paragraph, setting: Type) -> Iterator[Piece]:
    first = paragraph.lines[0]
    one_line = " ".join(paragraph.text.split("\n"))
    level = setting.level(first)
    bold = all(line.bold for line in paragraph.lines)
    marked = _MARK.match(one_line) and not (first.size in setting.numbered and _NUMBER.match(one_line))
    if (level is not None or bold) and is_headline(one_line) and not marked:
        yield Piece(BlockKind.HEADING, one_line, level=level or 0, page=first.page)
        return
    lead = clean(first.lead) if paragraph.text.startswith(first.text) else ""
    head, rest = split_head(lead, paragraph.text)
    if head:
        yield Piece(BlockKind.HEADING, head, page=first.page)
    yield Piece(BlockKind.PARAGRAPH, rest, page=first.page, lead="" if head else marked_lead(lead, rest))


def _row(cells: Sequence[Sequence[Line]], row: int) -> Iterator[Piece]:
    for column, lines in enumerate(cells):
        text = "\n".join(line.text for line in lines)
        yield Piece(BlockKind.TABLE_CELL, text, row=row, column=column, page=lines[0].page)
