"""From the lines of a section to its items and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.memory import kept
from practicegraph.mapping.section import begins_large
from practicegraph.mapping.sentences import is_small_line, sentences
from practicegraph.reading.blocks import Block, BlockKind

LONG_TEXT: Final = 60
"""Code points of a text that says something by itself."""
_TERMINAL: Final = (".", "!", "?", ":", ";", "…", "。", "؟")
_WRAPPED_SHARE: Final = 0.75
_WRAPPED_WIDTH: Final = 40
_SEPARATE: Final = 4
"""Lines of which each begins as a text of its own does, that are no wrapped ones."""
_ROW_WIDTH: Final = 60
"""Code points below which a row of a table is no line that was wrapped."""

_ROMAN: Final = re.compile(r"(?P<mark>[IVXΙΧ](?<![^\s(].)[IVXΙΧ]{0,3})[.)]\s+")
_LETTERS: Final = re.compile(r"(?P<mark>[a-hα-θа-з](?<![^\s(].))\)\s+")
_FIGURES: Final = re.compile(r"(?P<mark>[1-9](?<![^\s(].))\)\s+")
_DOTTED: Final = re.compile(r"(?P<mark>[1-9](?:(?<=\A.)|(?<=[:;.,]\s.)))\.\s+(?=[^\W\d_])")
_RUN_ON: Final = re.compile(r"(?P<mark>[1-9](?:(?<=\A.)|(?<=\s.)))\.\s+(?=[^\W\d_a-z])")
"""The mark of an item behind another that no mark of punctuation ends, in a text that is nothing but an enumeration."""
_TYPED: Final = re.compile(r"\(?(?P<number>\d{1,2})[.)]\s+(?=\D)")
"""A number that is typed before a line."""
_CODED: Final = re.compile(
    r"(?<!\w)(?P<prefix>[A-ZΑ-ΩА-Я]{2,3})[ -]?(?P<mark>[1-9])(?:[.):]|\s[–-])?\s+(?=[^\W\d_])"
)
"""The code of an activity, which plans of projects number so: "KA1", "WP 2:"."""
_MARK: Final = re.compile(r"[IVXΙΧa-hα-θа-з1-9][.)]\s|[A-ZΑ-ΩА-Я]{2}[ -]?1")
"""What every mark of an enumeration has: most texts do not."""
_LEAST_ITEMS: Final = 3
_CODE_GAP: Final = 8
"""Code points of what is said behind a code: "levels EB1 and EB2" are none."""
_MARKS: Final = (_ROMAN, _LETTERS, _FIGURES, _DOTTED)
_ORDER: Final = {
    _ROMAN: ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    _LETTERS: tuple("abcdefgh"),
    _FIGURES: tuple("123456789"),
    _DOTTED: tuple("123456789"),
}
_LATIN: Final = str.maketrans("ΙΧαβγδεζηθабвгдежз", "IXabcdefghabcdefgh")
"""The Greek letters that stand for Roman numerals, and the first letters of other alphabets."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An item or paragraph: its span, its lines, its words on one line, and the written number of a list item."""

    start: int
    end: int
    blocks: tuple[Block, ...]
    text: str
    item: bool
    number: int | None = None


@kept
def passages(blocks: tuple[Block, ...], text: str) -> tuple[Passage, ...]:
    """Return the items and paragraphs that the lines ``blocks`` of ``text`` make, in order.

    Lines that were wrapped are joined: those of table rows that continue a sentence, those whose next
    word would not have fitted, and an item that a page break cut.
    """
    groups: list[list[Block]] = []
    for block in _numbered(_small_items(blocks, text)):
        if groups and _continues(groups[-1], block, text):
            groups[-1].append(block)
        else:
            groups.append([block])
    return tuple(
        part for group in _unwrapped(_joined_items(groups), text) for part in _enumerated(_passage(group))
    )


def _small_items(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """Return the lines, the first of them as items if they are a list without bullets: each begins small and ends without a sign.

    The first line of a text that was wrapped begins large, and the next word would not have fitted on any of its lines.
    """
    listed = 0
    for index, block in enumerate(blocks):
        near = not index or text.count("\n", blocks[index - 1].end, block.start) == 1
        if (
            not near
            or not is_small_line(block.text)
            or block.kind is not BlockKind.PARAGRAPH
            or block.row is not None
        ):
            break
        listed = index + 1
    run = blocks[:listed]
    width = max((len(block.text) for block in run), default=0)
    fits = any(len(one.text) + 1 + len(other.text.split()[0]) <= width for one, other in pairwise(run))
    if listed < _LEAST_ITEMS or not fits:
        return blocks
    return (*(replace(block, kind=BlockKind.LIST_ITEM) for block in run), *blocks[listed:])


def _numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the lines, those with typed numbers that count from 1 as items without them."""
    found: dict[int, re.Match[str]] = {}
    for index, block in enumerate(blocks):
        number = _TYPED.match(block.text) if block.kind is not BlockKind.LIST_ITEM else None
        if number is not None and int(number["number"]) == len(found) + 1:
            found[index] = number
    if len(found) <= 1:
        return blocks
    return tuple(
        _cut(block, found[index].end(), len(block.text), BlockKind.LIST_ITEM, int(found[index]["number"]))
        if index in found
        else block
        for index, block in enumerate(blocks)
    )


def _enumerated(passage: Passage) -> list[Passage]:
    """Return the items that a paragraph of one line enumerates, with what stands before the first of them.

    "It has two parts: I. lessons, II. visits." "a) lessons"
    """
    if passage.item or len(passage.blocks) != 1:
        return [passage]
    block = passage.blocks[0]
    marks = _marks(block.text)
    if not marks:
        return [passage]
    ends = [*(mark.start() for mark in marks[1:]), len(block.text)]
    stop = _last_end(block.text, marks)
    ends[-1] = stop
    items = [
        _cut(block, mark.end(), end, BlockKind.LIST_ITEM, number)
        for number, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1)
    ]
    before = _cut(block, 0, marks[0].start(), block.kind, None)
    after = _cut(block, stop, len(block.text), block.kind, None)
    return [_passage([part]) for part in (before, *items, after) if part.text]


def _last_end(text: str, marks: Sequence[re.Match[str]]) -> int:
    """Return where the last item ends: with its sentence, if each of several others is but a part of one."""
    *others, last = [
        (mark.end(), following)
        for mark, following in zip(marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=True)
    ]
    first = sentences(text, *last)[:1]
    if (
        not others
        or not first
        or any(text[start:end].rstrip().endswith(_TERMINAL[:3]) for start, end in others)
    ):
        return len(text)
    return first[0][1]


def _marks(text: str) -> list[re.Match[str]]:
    """Return the marks of an enumeration: in order from the first, of one kind; a line may begin with any."""
    if _MARK.search(text) is None:
        return []
    for mark in _MARKS:
        found = list(mark.finditer(text))
        begins = bool(found) and found[0].start() == 0 and len(found) == 1 and mark is _LETTERS
        if begins:
            return found
        values = [match["mark"].translate(_LATIN) for match in found]
        if len(values) > 1 and values == list(_ORDER[mark][: len(values)]):
            return found
    return _run_on(text) or _codes(text)


def _run_on(text: str) -> list[re.Match[str]]:
    """Return the marks of three or more items that run on from the beginning: "1. Lessons 2. Visits 3. A fair"."""
    found = list(_RUN_ON.finditer(text))
    counted = [match["mark"] for match in found] == list(_ORDER[_FIGURES][: len(found)])
    return found if len(found) >= _LEAST_ITEMS and not found[0].start() and counted else []


def _codes(text: str) -> list[re.Match[str]]:
    """Return the codes in a text that count from 1, all with the letters of the first: "KA1 ..., KA2 ..."."""
    found = list(_CODED.finditer(text))
    same = [code for code in found if code["prefix"] == found[0]["prefix"]]
    counted = [code["mark"] for code in same] == list(_ORDER[_FIGURES][: len(same)])
    apart = all(after.start() - before.end() >= _CODE_GAP for before, after in pairwise(same))
    return same if len(same) > 1 and counted and apart else []


def _cut(block: Block, start: int, end: int, kind: BlockKind, number: int | None) -> Block:
    """Return a part of a line without the white space and separators at its edges."""
    start += len(block.text[start:end]) - len(block.text[start:end].lstrip())
    words = block.text[start:end].rstrip(" ,;(")
    at = block.start + start
    return replace(block, kind=kind, start=at, end=at + len(words), text=words, number=number)


def _passage(group: Sequence[Block]) -> Passage:
    first = group[0]
    words = one_line(" ".join([block.text for block in group]))
    item = first.kind is BlockKind.LIST_ITEM
    return Passage(first.start, group[-1].end, tuple(group), words, item, first.number)


def one_line(text: str) -> str:
    """Return ``text`` with single spaces for its white space."""
    return " ".join(text.split())


def _continues(group: Sequence[Block], block: Block, text: str) -> bool:
    """Tell whether a line goes on the sentence of the line before it."""
    previous = group[-1]
    if _LETTERS.match(block.text):
        return False
    if block.kind is BlockKind.LIST_ITEM or text.count("\n", previous.end, block.start) > 1 + _in_cells(
        previous, block
    ):
        return False
    if previous.kind is BlockKind.LIST_ITEM:
        return block.text[:1].islower() and (block.row is None) == (previous.row is None)
    rows = previous.row is not None and (previous.row, previous.column) != (block.row, block.column)
    if previous.text.rstrip().endswith(_TERMINAL) and not rows:
        return False
    apart = rows and previous.column == block.column and not previous.text.endswith((",", "-", "–"))
    if apart and begins_large(block.text):
        return len(previous.text) + 1 + len(block.text.split()[0]) > _ROW_WIDTH
    return block.text[:1].islower() or (rows and not previous.text.rstrip().endswith(":"))


def _in_cells(previous: Block, block: Block) -> int:
    """Return the blank lines that a page break inside a cell may leave."""
    return 1 if previous.row is not None and block.text[:1].islower() else 0


def _joined_items(groups: Iterable[list[Block]]) -> list[list[Block]]:
    """Join an item that a page break cut: in its list, it alone has no full stop, and the next row goes on."""
    joined: list[list[Block]] = []
    for group in groups:
        if joined and _cut_item(joined, group[0]):
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _cut_item(before: Sequence[Sequence[Block]], block: Block) -> bool:
    last = before[-1][-1]
    both = last.kind is BlockKind.LIST_ITEM and block.kind is BlockKind.LIST_ITEM
    if not both or last.row is None or block.row != last.row + 1 or last.text.endswith(_TERMINAL):
        return False
    siblings = [
        group[-1]
        for group in before[:-1]
        if group[-1].row == last.row and group[-1].kind is BlockKind.LIST_ITEM
    ]
    return bool(siblings) and all(sibling.text.endswith(_TERMINAL) for sibling in siblings)


def _unwrapped(groups: Sequence[list[Block]], text: str) -> list[list[Block]]:
    """Join plain lines that were wrapped at a width."""
    result: list[list[Block]] = []
    run: list[list[Block]] = []
    for group in groups:
        plain = group[0].kind is BlockKind.PARAGRAPH and group[0].row is None
        adjoining = bool(run) and text.count("\n", run[-1][-1].end, group[0].start) == 1
        if run and not (plain and adjoining):
            result += _unwrapped_run(run)
            run = []
        if plain:
            run.append(group)
        else:
            result.append(group)
    return result + _unwrapped_run(run)


def _all_begin(lines: Sequence[Block]) -> bool:
    """Tell whether every line begins large, and one before another has no full stop: no wrapped text does so often."""
    open_ends = any(not line.text.rstrip().endswith(_TERMINAL) for line in lines[:-1])
    return len(lines) >= _SEPARATE and open_ends and all(line.text[:1].isupper() for line in lines)


def _unwrapped_run(run: Sequence[list[Block]]) -> list[list[Block]]:
    lines = [block for group in run for block in group]
    width = max((len(line.text) for line in lines), default=0)
    if len(lines) < 3 or width < _WRAPPED_WIDTH or _all_begin(lines):
        return list(run)
    full = sum(
        len(line.text) + 1 + len(following.text.split()[0]) > width for line, following in pairwise(lines)
    )
    return [lines] if full >= _WRAPPED_SHARE * (len(lines) - 1) else list(run)
