"""Headings that are counted: where some of the numbered lines of a text are known headings, all of them are headings.

So are those that stand each over prose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.section import PROSE_FIELDS
from practicegraph.reading.blocks import Block, BlockKind

GAP: Final = re.compile(r"[^\W\d_] {3,}(?=\S)")
"""What parts a label from its value on a line, and stands in no heading."""
_NUMBER: Final = re.compile(
    r"(?P<levels>\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=\S)|(?P<figure>\d{1,2})[.)]\s+(?=\S)"
    r"|(?P<outer>[A-Z])\.?(?P<inner>\d{1,2})[.)]?\s+(?=\S)"
    r"|(?P<roman>[IVX]{1,5})[.)]\s+(?=\S)|(?P<letter>[A-Za-z])[.)]\s+(?=\S)"
)
_MARK: Final = re.compile(r"[\s\w]+")
"""What stands beside the mark of a number: space and the number itself."""
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_LONGEST: Final = 120
_FEW: Final = 3
"""Numbered lines that make an outline."""
_KNOWN: Final = 2
_SHARE: Final = 4
"""One known heading in so many is enough."""
_ENDS: Final = (".", ",", ";", "!", "…")
_PROSE: Final = 50
"""Code points from which a line with a sentence's end is prose."""
_PART: Final = 2
"""Figures in the number of a part: "4.1"."""
_SURE: Final = 4
"""Numbered lines that are headings whatever they say where prose stands right below each."""

_Number = tuple[int, ...]


def numbered_headings(blocks: Sequence[Block], lexicon: HeadingLexicon, text: str) -> frozenset[int]:
    """Return where the lines of ``text`` begin that are numbered as known headings of it are, and stand over something."""
    series: dict[str, list[tuple[_Number, int]]] = defaultdict(list)
    for index, block in enumerate(blocks[:-1]):
        if block.row is None and len(block.text) <= _LONGEST and not block.text.rstrip().endswith(_ENDS):
            for style, number in _numbers(block, text):
                series[style].append((number, index))
    parts = _parted(series, len(blocks))
    outer = frozenset(parts.values())
    found = {index for index, above in parts.items() if _asks_itself(blocks[index], blocks[above], lexicon)}
    for lines in series.values():
        run = _longest_run(lines)
        if (
            len(run) >= _FEW
            and _stand_over_text(run)
            and (_are_known(run, blocks, lexicon, outer) or _stand_over_prose(run, blocks))
        ):
            found.update(run)
    return frozenset(blocks[index].start for index in found if GAP.search(blocks[index].text) is None)


def _parted(series: Mapping[str, Sequence[tuple[_Number, int]]], size: int) -> dict[int, int]:
    """Return the counted parts of numbered lines, with the line that each is of: "4 Target groups" over "4.1 Main groups" and its text.

    Each part stands over text; lines that do not are the items of a list.
    """
    whole = {
        index: number[0] for style, lines in series.items() if style[:1] == "f" for number, index in lines
    }
    parts = {index: number for number, index in series.get("levels", ()) if len(number) == _PART}
    above, last = -1, (0, 0)
    found: dict[int, int] = {}
    for index in range(size):
        if index in whole:
            above, last = index, (whole[index], 0)
        elif parts.get(index) == (last[0], last[1] + 1) and not {index + 1} & (parts.keys() | whole.keys()):
            last = (last[0], last[1] + 1)
            found[index] = above
    return found


def _asks_itself(part: Block, above: Block, lexicon: HeadingLexicon) -> bool:
    """Tell whether a counted part is a heading: it is known as one, or what stands over it does not ask for prose.

    What is done may have a name in each part: "2 Activities" over "2.1 Sewing".
    """
    match = lexicon.exact(above.text)
    row = None if match is None else match.field("")
    return row is None or row.field not in PROSE_FIELDS or lexicon.exact(part.text) is not None


def _numbers(block: Block, text: str) -> Iterator[tuple[str, _Number]]:
    """Yield the numbers that a line may have, each with what tells its kind: "I" and "V" are letters, too.

    "1.", "1)" and "1" count different things in one text.
    """
    if block.kind is BlockKind.LIST_ITEM:
        if block.number is not None:
            line = text[text.rfind("\n", 0, block.start) + 1 : block.start]
            yield "figure" + _MARK.sub("", line), (block.number,)
        return
    match = _NUMBER.match(block.text)
    if match is None:
        return
    if match["levels"]:
        yield "levels", tuple(map(int, match["levels"].split(".")))
    elif match["figure"]:
        yield "figure" + _MARK.sub("", match[0]), (int(match["figure"]),)
    elif match["outer"]:
        yield "outer", (ord(match["outer"]), int(match["inner"]))
    if match["roman"]:
        yield "roman", (_value(match["roman"]),)
    letter = match["letter"] or (match["roman"] if len(match["roman"] or "") == 1 else "")
    if letter:
        yield "capital" if letter.isupper() else "small", (ord(letter),)


def _value(roman: str) -> int:
    figures = [_ROMAN[letter] for letter in roman]
    return sum(-one if one < other else one for one, other in pairwise([*figures, 0]))


def _longest_run(lines: Sequence[tuple[_Number, int]]) -> list[int]:
    """Return the longest run of lines each of which counts on from the one before."""
    best: list[int] = []
    run: list[int] = []
    last: _Number = ()
    for number, index in lines:
        run = [*run, index] if run and _counts_on(last, number) else [index]
        last = number
        best = max(best, run, key=len)
    return best


def _counts_on(last: _Number, number: _Number) -> bool:
    """Tell whether a number may follow another: one more in a place, first in the places behind it; one may be left out."""
    for one, other in zip(last, number, strict=False):
        if one != other:
            return 0 < other - one <= _KNOWN
    return len(number) > len(last)


def _stand_over_text(run: Sequence[int]) -> bool:
    """Tell whether most lines have something below them before the next comes: items of a list have not."""
    adjacent = sum(other - one == 1 for one, other in pairwise(run))
    return 2 * adjacent < len(run)


def _stand_over_prose(run: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Tell whether a paragraph of prose, none numbered itself, stands right below each of several lines."""
    below = [blocks[index + 1] for index in run]
    return len(run) >= _SURE and all(
        block.kind is BlockKind.PARAGRAPH and len(block.text) >= _PROSE and block.text.rstrip().endswith(".")
        for block in below
    )


def _are_known(
    run: Sequence[int], blocks: Sequence[Block], lexicon: HeadingLexicon, outer: AbstractSet[int]
) -> bool:
    """Tell whether enough of the lines are headings for sure: the lexicon has them, or they have counted parts."""
    known = 0
    for index in run:
        match = lexicon.exact(blocks[index].text)
        known += index in outer or (match is not None and match.field("") is not None)
    return known >= max(_KNOWN, len(run) / _SHARE)
