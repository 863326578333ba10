"""Lists of figures below each other, each behind what it counts: "Houses repaired 19", "Consultations ........ 2 847"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.count_mentions import CountMention
from practicegraph.mapping.count_open import THINGS
from practicegraph.mapping.count_units import is_unit
from practicegraph.mapping.money import MoneyKnowledge
from practicegraph.mapping.numbers import parse_number
from practicegraph.reading.blocks import Block, BlockKind

_LINE: Final = re.compile(
    r"(?P<what>[^\W\d_][^\d:;|%€$£]{2,58}?)(?:[ \u00a0]?[.…·_]{3,}[ \u00a0]?|[ \u00a0\t]+)"
    r"(?P<figure>\d{1,3}(?:[ \u00a0.,]?\d{3})*)(?:[ \u00a0]\([^()]{2,60}\))?\.?"
)
"""What is counted, dots or space, and the figure, with what it is made of in brackets."""
_WORD: Final = re.compile(r"[^\W\d_]+|[€$£]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LEAST: Final = 3
_LONGEST: Final = 200
_ENDS: Final = (")", ".")
_SURE: Final = 0.6


def figure_lines(
    blocks: Sequence[Block], counts: CountKnowledge, money: MoneyKnowledge, language: str
) -> Iterator[tuple[Block, CountMention]]:
    """Yield the counts of lists of figures, each with its line: three lines or more below each other.

    A list below a line that speaks of money counts none, nor does one of years, nor a table of contents, whose pages
    only grow.
    """
    over = ""
    for found, run in groupby(
        ((block, _figure(block)) for block in blocks), key=lambda item: item[1] is not None
    ):
        lines = list(run)
        figures = [(block, match) for block, match in lines if match is not None]
        values = [parse_number(match["figure"]) for _, match in figures]
        grows = all(one <= other for one, other in pairwise(values))
        alike = len({match["what"] for _, match in figures}) < len(figures)  # "Goal 4" over "Goal 8"
        if found and len(figures) >= _LEAST and not (grows or alike or _speaks_of_money(over, money)):
            for (block, match), value in zip(figures, values, strict=True):
                unit = is_unit(match["what"], counts, language, counts=True)
                yield (
                    block,
                    CountMention(
                        *match.span("figure"), value, "=", THINGS if unit is None else unit.unit,
                        None if unit is None else unit.group, match["what"].strip(), None, _SURE, "count:figures",
                    ),
                )  # fmt: skip
        over = lines[-1][0].text


def _speaks_of_money(text: str, money: MoneyKnowledge) -> bool:
    return any(word.casefold() in money.currencies for word in _WORD.findall(text))


def _figure(block: Block) -> re.Match[str] | None:
    """Return what a line counts and its figure, ``None`` for another line and for a year."""
    if block.kind is BlockKind.HEADING or block.row is not None or len(block.text) > _LONGEST:
        return None
    if not (block.text[-1:].isdigit() or block.text.endswith(_ENDS)):
        return None  # most lines
    match = _LINE.fullmatch(block.text)
    return None if match is None or _YEAR.fullmatch(match["figure"]) else match
