"""Headings that are counted: where some of the numbered lines of a text are known headings, all of them are headings.

So are those that stand each over prose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.reading.blocks import Block, BlockKind

GAP: Final = re.compile(r"[^\W\d_] {3,}(?=\S)")
"""What parts a label from its value on a line, and stands in no heading."""
_NUMBER: Final = re.compile(
    r"(?P<levels>\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=\S)|(?P<figure>\d{1,2})[.)]\s+(?=\S)"
    r"|(?P<outer>[A-Z])\.?(?P<inner>\d{1,2})[.)]?\s+(?=\S)"
    r"|(?P<roman>[IVX]{1,5})[.)]\s+(?=\S)|(?P<letter>[A-Za-z])[.)]\s+(?=\S)"
)
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
_SURE: Final = 4
"""Numbered lines that are headings whatever they say where prose stands right below each."""

_Number = tuple[int, ...]


def numbered_headings(blocks: Sequence[Block], lexicon: HeadingLexicon) -> frozenset[int]:
    """Return where the lines begin that are numbered as known headings of the same text are, and stand over something."""
    series: dict[str, list[tuple[_Number, int]]] = defaultdict(list)
    for index, block in enumerate(blocks[:-1]):
        if block.row is None and len(block.text) <= _LONGEST and not block.text.rstrip().endswith(_ENDS):
            for style, number in _numbers(block):
                series[style].append((number, index))
    found: set[int] = set()
    for lines in series.values():
        run = _longest_run(lines)
        if (
            len(run) >= _FEW
            and _stand_over_text(run)
            and (_are_known([blocks[index] for index in run], lexicon) or _stand_over_prose(run, blocks))
        ):
            found |= {blocks[index].start for index in run if GAP.search(blocks[index].text) is None}
    return frozenset(found)


def _numbers(block: Block) -> Iterator[tuple[str, _Number]]:
    """Yield the numbers that a line may have: "I" and "V" are letters, too."""
    if block.kind is BlockKind.LIST_ITEM:
        if block.number is not None:
            yield "figure", (block.number,)
        return
    match = _NUMBER.match(block.text)
    if match is None:
        return
    if match["levels"]:
        yield "levels", tuple(map(int, match["levels"].split(".")))
    elif match["figure"]:
        yield "figure", (int(match["figure"]),)
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


def _are_known(lines: Sequence[Block], lexicon: HeadingLexicon) -> bool:
    known = sum(
        match is not None and match.field("") is not None
        for match in map(lexicon.exact, (line.text for line in lines))
    )
    return known >= max(_KNOWN, len(lines) / _SHARE)
