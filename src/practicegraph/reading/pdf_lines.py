"""The lines of a PDF page with where they stand and how they look, from the places of its characters."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, pairwise
from math import hypot
from statistics import mode
from typing import Final
from unicodedata import bidirectional

import pypdfium2 as pdfium
from pypdfium2 import raw

BOLD: Final = 600
"""Font weight from which text is bold (CSS Fonts, 600 is semi-bold)."""
GAP: Final = 2.0
"""Widths of an em that separate two cells on one line; justified text stays below."""

_NARROW_GAP: Final = 0.45
"""Widths of an em that a space is not wide; the columns of a table may stand no further apart."""
_SAME_LINE: Final = 0.35
_SAMPLES: Final = 5
"""Characters of a line that are asked how they look."""
_FONT_NAME: Final = 200
_FORCE_BOLD: Final = 1 << 18
"""Bit 19 of a font descriptor's flags (ISO 32000-1, table 123)."""
_ITALIC: Final = 1 << 6
"""Bit 7 of a font descriptor's flags."""
_BOLD_NAME: Final = re.compile(r"(?:Bold|Black|Heavy|Semibold|Demi)(?![a-z])|-Bd\b")
_FROM_RIGHT: Final = ("R", "AL")
_IN_WORDS: Final = (*_FROM_RIGHT, "NSM", "ON", "CS")
"""Bidirectional classes of the letters of scripts written from the right, and of what stands at their words."""
_DRAWN: Final = 3_000
"""Drawings of a page that are searched for bullets."""
_DOT: Final = (1.5, 8.0)
"""Points that a drawn bullet is wide at least and at most; it is as high but for a fifth."""
_SQUARE: Final = 0.2
_DOTS: Final = 1.0
"""Dots a line from which they are a picture's."""
_BULLET_GAP: Final = 1.6
_DOT_HEIGHT: Final = 0.8
"""Ems between a drawn bullet and its line, and above the line's baseline, at most."""
_LEAD: Final = 80
"""Characters that words in bold before others may have."""
_BACK: Final = 20.0
"""Points that the beginning of a line lies left of the end of the one before, at least."""
_ENDS: Final = "\r\n"
_HYPHENS: Final = {"\x02": "-", "\ufffe": "-", "\u00ad": "\u00ad"}
_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "–", "\uf076": "•"} | {
    "\uf0fe": "☒", "\uf0fd": "☒", "\uf052": "☑", "\uf0a8": "☐", "\uf06f": "☐"
}  # fmt: skip
"""Where the symbol fonts of office programs have their bullets and boxes, in the private use area."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, counted from the lower left corner."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap wider than a space is: the words left of it end at ``left``, those from ``offset`` on begin at ``right``."""

    offset: int
    left: float
    right: float


@dataclass(slots=True)
class Segment:
    """A part of a line without wide gaps; ``gaps`` are those that may separate two cells all the same."""

    text: str
    left: float
    right: float
    gaps: list[Gap] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A line: its parts, baseline and size in points; ``cell`` is the index of the table cell it is in.

    ``spaced`` tells that the page writes a space at its end, as many programs do where they wrap a line;
    ``lead`` are the words in bold that it begins with, where others follow.
    """

    page: int
    baseline: float
    size: float
    bold: bool
    cell: int | None = None
    spaced: bool = False
    lead: str = ""
    segments: list[Segment] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.segments[-1].right

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(segment.text.strip() for segment in self.segments)


@dataclass(frozen=True, slots=True)
class _Character:
    letter: str
    box: Box
    index: int
    cell: int | None


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page is turned to be read: clockwise by ``angle``; its sizes are those as it is read."""

    angle: int
    width: float
    height: float

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> _Turn:
        return cls(page.get_rotation(), page.get_width(), page.get_height())

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return y, self.height - x
        if self.angle == 180:
            return self.width - x, self.height - y
        return (self.width - y, x) if self.angle == 270 else (x, y)

    def box(self, box: Box) -> Box:
        if not self.angle:
            return box
        (x, y), (other_x, other_y) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def upright(page: pdfium.PdfPage, box: Box) -> Box:
    """Return a box of a page as the page is turned to be read."""
    return _Turn.of(page).box(box)


def page_lines(page: pdfium.PdfPage, number: int, cells: Sequence[Box]) -> list[Line]:
    """Return the lines of a page in the order it writes them, cut where they cross from cell to cell."""
    text = page.get_textpage()
    try:
        lines: list[Line] = []
        turn = _Turn.of(page)
        for run in _runs(_in_order(text, _characters(text, cells, turn), turn)):
            for level in _levels(text, run, turn):
                line = _line(text, level, number, turn)
                if lines and _continues(lines[-1], line):
                    _append(lines[-1], line)
                else:
                    lines.append(line)
    finally:
        text.close()
    _draw_bullets(page, lines, turn)
    return lines


def _in_order(
    text: pdfium.PdfTextPage, characters: Iterator[_Character | None], turn: _Turn
) -> Iterator[_Character | None]:
    """Yield characters, the words of scripts written from the right in the order of their letters."""
    word: list[_Character] = []
    for character in characters:
        if character is not None and bidirectional(character.letter) in _IN_WORDS:
            word.append(character)
            continue
        yield from _from_right(text, word, turn)
        word = []
        yield character
    yield from _from_right(text, word, turn)


def _from_right(text: pdfium.PdfTextPage, word: list[_Character], turn: _Turn) -> list[_Character]:
    """Return a word with its letters from the right to the left.

    The engine leaves some words in the order they are seen in from the left. Others it turns round, and with
    them what a single glyph stands for: lam and alef come as alef and lam.
    """
    if not any(bidirectional(character.letter) in _FROM_RIGHT for character in word):
        return word
    places = [_origin(text, character.index, turn)[0] for character in word]
    letters = [at for at, character in enumerate(word) if bidirectional(character.letter) in _FROM_RIGHT]
    if all(one < other for one, other in pairwise(places)):
        return word[::-1]
    if any(one < other for one, other in pairwise(places)):
        by_place = sorted(range(len(word)), key=lambda at: (-places[at], at not in letters, -word[at].box[0]))
        return [word[at] for at in by_place]
    ordered: list[_Character] = []
    for (_, is_letter), glyph in groupby(range(len(word)), key=lambda at: (places[at], at in letters)):
        found = [word[at] for at in reversed(list(glyph))]
        ordered += sorted(found, key=lambda each: -each.box[0]) if is_letter else found[::-1]
    return ordered


def _draw_bullets(page: pdfium.PdfPage, lines: Sequence[Line], turn: _Turn) -> None:
    """Write a bullet before the lines that the page draws one for instead of writing it, as browsers do."""
    drawn = islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3), _DRAWN)
    boxes = [turn.box(shape.get_bounds()) for shape in drawn]
    small = [box for box in boxes if _is_dot(box)]
    if len(small) > _DOTS * max(len(lines), 1):
        return
    for left, bottom, right, top in small:
        for line in lines:
            height = (bottom + top) / 2 - line.baseline
            beside = 0 < line.left - right < _BULLET_GAP * line.size and 0 < height < _DOT_HEIGHT * line.size
            if beside and top - bottom < _DOT_HEIGHT * line.size and not line.text.startswith("•"):
                first = line.segments[0]
                line.segments[0] = Segment(f"• {first.text}", left, first.right)


def _is_dot(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return _DOT[0] < width < _DOT[1] and abs(width - height) < _SQUARE * width


def _characters(text: pdfium.PdfTextPage, cells: Sequence[Box], turn: _Turn) -> Iterator[_Character | None]:
    """Yield the characters of a page, ``None`` for a line end."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    cell: int | None = None
    high = ""
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        letter = chr(code)
        if high:
            letter = (high + letter).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        if letter in _ENDS:
            yield None
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        box = turn.box((left.value, bottom.value, right.value, top.value))
        if cells and not letter.isspace():
            cell = _cell_of(box, cells)
        letter = _BULLETS.get(letter, _HYPHENS.get(letter, letter))
        yield _Character(letter if letter.isprintable() or letter == "\u00ad" else " ", box, index, cell)


def _cell_of(box: Box, cells: Sequence[Box]) -> int | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for index, (left, bottom, right, top) in enumerate(cells):
        if left <= x <= right and bottom <= y <= top:
            return index
    return None


def _runs(characters: Iterator[_Character | None]) -> Iterator[list[_Character]]:
    """Yield the characters of each line or of its part in one cell, if it has more than space."""
    run: list[_Character] = []
    for character in characters:
        if character is None or (run and (character.cell != run[-1].cell or _is_below(character, run[-1]))):
            if any(not each.letter.isspace() for each in run):
                yield run
            run = []
        if character is not None:
            run.append(character)
    if any(not each.letter.isspace() for each in run):
        yield run


def _is_below(character: _Character, previous: _Character) -> bool:
    """Tell whether a character begins the next line: the engine joins lines at a hyphen without saying so."""
    lower = character.box[3] < previous.box[1] and not character.letter.isspace()
    return lower and previous.box[0] - character.box[0] > _BACK


def _levels(text: pdfium.PdfTextPage, run: list[_Character], turn: _Turn) -> Iterator[list[_Character]]:
    """Yield the parts of a run that a gap separates and that do not stand on one line.

    The engine takes the middle line of one cell and the lines of the cell beside it for one.
    """
    solid = [at for at, character in enumerate(run) if not character.letter.isspace()]
    size, start = _size(text, run[solid[0]].index), 0
    for before, at in pairwise(solid):
        if run[at].box[0] - run[before].box[2] < _NARROW_GAP * size:
            continue
        level, other = (_baseline(text, run[each].index, turn) for each in (before, at))
        if abs(level - other) > _SAME_LINE * size:
            yield run[start:at]
            start = at
    yield run[start:]


def _line(text: pdfium.PdfTextPage, run: list[_Character], page: int, turn: _Turn) -> Line:
    solid = [character for character in run if not character.letter.isspace()]
    samples = [each.index for each in solid[:: max(len(solid) // _SAMPLES, 1)]]
    size = mode(_size(text, index) for index in samples)
    bold = [_is_bold(text, index) for index in samples]
    line = Line(
        page,
        _baseline(text, samples[len(samples) // 2], turn),
        size,
        all(bold),
        solid[0].cell,
        run[-1].letter.isspace(),
        _lead(text, run) if bold[0] else "",
    )
    previous: _Character | None = None
    for character in run:
        if character.letter.isspace():
            if line.segments:
                line.segments[-1].text += " "
            continue
        gap = _distance(previous, character) if previous else GAP * size + 1
        if gap > GAP * size:
            line.segments.append(Segment("", character.box[0], character.box[2]))
        elif previous and gap > _NARROW_GAP * size:
            segment = line.segments[-1]
            segment.gaps.append(Gap(len(segment.text), previous.box[2], character.box[0]))
        line.segments[-1].text += character.letter
        line.segments[-1].left = min(line.segments[-1].left, character.box[0])
        line.segments[-1].right = max(line.segments[-1].right, character.box[2])
        previous = character
    return line


def _distance(one: _Character, other: _Character) -> float:
    """Return how wide the gap between two characters is, the second left of the first if both are read from the right."""
    both = bidirectional(one.letter) in _FROM_RIGHT and bidirectional(other.letter) in _FROM_RIGHT
    return max(other.box[0] - one.box[2], one.box[0] - other.box[2] if both else -GAP)


def _lead(text: pdfium.PdfTextPage, run: Sequence[_Character]) -> str:
    """Return the words in bold that a run begins with; none if they are long or nothing follows."""
    for at, character in enumerate(run[:_LEAD]):
        if not character.letter.isspace() and not _is_bold(text, character.index):
            return "".join(each.letter for each in run[:at])
    return ""


def _size(text: pdfium.PdfTextPage, index: int) -> float:
    """Return the height of an em on the page: the font's size as the text's matrix scales it."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    scale = hypot(matrix.c, matrix.d) or 1.0
    return round(float(raw.FPDFText_GetFontSize(text, index)) * scale, 1) or 1.0


def _is_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether a character is bold, by its font's weight or, where that is not told, its name.

    The weight comes from the width of stems, which slanted letters are said to have more of than upright ones.
    """
    name = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, _FONT_NAME, flags)
    heavy = raw.FPDFText_GetFontWeight(text, index) >= BOLD
    return (
        (heavy and not flags.value & _ITALIC)
        or bool(flags.value & _FORCE_BOLD)
        or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None
    )


def _baseline(text: pdfium.PdfTextPage, index: int, turn: _Turn) -> float:
    return _origin(text, index, turn)[1]


def _origin(text: pdfium.PdfTextPage, index: int, turn: _Turn) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return turn.point(x.value, y.value)


def _continues(line: Line, other: Line) -> bool:
    """Tell whether what the page writes next stands on the same line, further on."""
    near = abs(line.baseline - other.baseline) < _SAME_LINE * max(line.size, other.size)
    return near and line.cell == other.cell and other.left >= line.right


def _append(line: Line, other: Line) -> None:
    first = other.segments[0]
    line.spaced = other.spaced
    if first.left - line.right > GAP * line.size:
        line.segments += other.segments
        return
    last = line.segments[-1]
    text = f"{last.text.rstrip()} "
    if first.left - last.right > _NARROW_GAP * line.size:
        last.gaps.append(Gap(len(text), last.right, first.left))
    last.gaps += [replace(gap, offset=gap.offset + len(text)) for gap in first.gaps]
    last.text, last.right = text + first.text, first.right
    line.segments += other.segments[1:]
