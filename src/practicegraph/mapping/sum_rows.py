"""Sums below each other under a heading that gives their currency: "Funding (in EUR)" over "AMIF 247,650.00 60 %"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from practicegraph.mapping.fact import Fact, number
from practicegraph.mapping.money import AmountMention, find_amounts
from practicegraph.mapping.numbers import parse_number
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source
from practicegraph.reading.blocks import Block

_HEADING: Final = re.compile(r"[^\W\d_][^\n]{0,60}[(\[][^()\[\]]{1,20}[)\]]:?")
_ROW: Final = re.compile(
    r"(?P<name>[^\W\d_].{1,100}?)[ \u00a0]?[ \u00a0\t.…·:–-]+"
    r"(?P<sum>\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?)(?:,[-–]+)?"
    r"(?:[ \u00a0(]+\d{1,3}(?:[.,]\d+)?[ \u00a0]?%\)?)?[ \u00a0]*"
)
"""Who paid or what it was for, the sum, and its share of the whole."""
_LEAST: Final = 2
_FIGURE: Final = re.compile(
    r"\s*(?P<sum>\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{2})?|(?P<plain>\d{4,9}))(?:[.,][-–]+)?\s*"
)
"""A sum in figures, alone: parted into thousands, or plain."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SUMS: Final = frozenset({"budget", "fundingAmount", "funding"})
_UNSURE: Final = 0.7


@dataclass(frozen=True, slots=True)
class SumRow:
    """A line with a sum: what stands before it, the sum, and whether it is the sum of all."""

    line: Block
    name: Block
    amount: AmountMention
    total: bool


def sum_rows(source: Source) -> tuple[SumRow, ...]:
    """Return the sums below headings with a currency."""
    blocks = source.document.blocks
    found: list[SumRow] = []
    for at, head in enumerate(blocks):
        if head.row is None and head.text.endswith((")", "]", "):", "]:")) and _HEADING.fullmatch(head.text):
            rows = list(_below(source, head.text, blocks[at + 1 :]))
            found += rows if len(rows) >= _LEAST else ()
    return tuple(found)


def _below(source: Source, head: str, blocks: Sequence[Block]) -> Iterator[SumRow]:
    rows = ((block, _ROW.fullmatch(block.text)) for block in blocks if block.row is None)
    for block, row in takewhile(lambda item: item[1] is not None, rows):
        amounts = find_amounts(row["sum"], source.knowledge.money, source.language, label=head) if row else ()
        if row is None or len(amounts) != 1:
            return
        amount = replace(amounts[0], start=block.start + row.start("sum"), end=block.start + row.end("sum"))
        cues = source.knowledge.cues
        total = cues.search("row:total", row["name"]) is not None
        name = replace(block, end=block.start + row.end("name"), text=row["name"])
        yield SumRow(block, name, amount, total)


def bare_sum(source: Source, section: Section, block: Block, target: str, best: float) -> Iterator[Fact]:
    """Yield the sum that a figure alone under a label for money is, though no currency is given: "Grant awarded: 287 412".

    The label says no more: what stands beside "Budget (year 2)" or "Budget of the city" is another sum.
    """
    name = section.field or ""
    whole = "words" not in section.method and "(" not in section.label
    figure = _FIGURE.fullmatch(block.text) if name in _SUMS and whole else None
    if figure is None or (figure["plain"] and (name == "funding" or _YEAR.fullmatch(block.text.strip()))):
        return
    start, end = figure.span("sum")
    yield source.fact(
        target, number(parse_number(figure["sum"])), block.start + start, block.start + end,
        confidence=best * _UNSURE, method=f"{section.method}+money:bare",
    )  # fmt: skip
