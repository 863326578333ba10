"""Figures alone on their lines over or under what they count, as infographics have them: "1,240" over "women trained"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.count_mentions import CountMention
from practicegraph.mapping.count_open import count_of_indicator
from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.numbers import find_numbers
from practicegraph.reading.blocks import Block, BlockKind, Document

_FIGURE: Final = re.compile(
    r"[\s*_]*[~<>≥≤+±]?\s?(?:[€$£]|[A-Z]{3}\s)?\s?[1-9][\d\s.,'’]*\+?\s?(?:%|[€$£]|[^\W\d_]{1,8}\.?(?:\s(?:d['’])?[^\W\d_]{1,8})?)?[\s*_]*"
)
"""A line of one figure, which may measure: "1,240", "71 %", "4.1 million euros"."""
_BARE: Final = re.compile(r"[\s*_]*[~<>≥≤+±]?\s?[1-9][\d\s.,'’]*\+?[\s*_]*")
_CAPTION: Final = re.compile(r"[\s*_]*[^\W\d_][^:\n]{2,118}")
_RESULTS: Final = frozenset({"result", "impact", "count"})
_HEADING: Final = 60
_YEARS: Final = range(1900, 2101)
_LEAST: Final = 3
_FEW: Final = 2
"""Figures that make such a picture, and those of them that measure nothing."""
_TIME: Final = re.compile(r"\D*\d{1,2}[.:]\d\d\D*")
"""A time of the day."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and its caption; ``over`` where the figure stands first."""

    figure: Block
    caption: Block
    over: bool

    @property
    def first(self) -> Block:
        """The upper of both."""
        return self.figure if self.over else self.caption


def with_stacked_figures(document: Document, lexicon: HeadingLexicon) -> Document:
    """Return a document with each figure that stands over what it counts in one block with it; all offsets stay.

    Figures that only grow may be pages, unless a heading of results stands over them.
    """
    outcomes = {
        block.start
        for above, block in pairwise(document.blocks)
        if _is_figure(block) and _is_of_results(above, lexicon)
    }
    pairs = {
        pair.figure.start: pair for pair in stacked(document.blocks, document.text, outcomes) if pair.over
    }
    if not pairs:
        return document
    letters = list(document.text)
    for pair in pairs.values():
        gap = slice(pair.figure.end, pair.caption.start)
        letters[gap] = [" " if letter == "\n" else letter for letter in letters[gap]]
    text = "".join(letters)
    captions = {pair.caption.start for pair in pairs.values()}
    blocks = (
        _in_one(pairs[block.start], text) if block.start in pairs else block
        for block in document.blocks
        if block.start not in captions
    )
    return replace(document, text=text, blocks=tuple(blocks))


def _is_of_results(block: Block, lexicon: HeadingLexicon) -> bool:
    match = lexicon.find(block.text) if len(block.text) <= _HEADING else None
    heading = None if match is None else match.field("")
    return heading is not None and heading.field in _RESULTS


def _in_one(pair: Pair, text: str) -> Block:
    """Return a figure and its caption as an item of a list."""
    start, end = pair.figure.start, pair.caption.end
    return replace(
        pair.figure,
        kind=BlockKind.LIST_ITEM,
        level=0,
        end=end,
        text=text[start:end],
        figure=len(pair.figure.text),
    )


def stacked_counts(
    blocks: Sequence[Block], text: str, knowledge: CountKnowledge, language: str, outcomes: Container[int]
) -> Iterator[tuple[Block, CountMention]]:
    """Yield the counts of such figures, each with the upper of its lines, from whose beginning it is placed."""
    months = knowledge.words(language).months
    for pair in (*_pairs(blocks), *stacked(blocks, text, outcomes)):
        first = fold(pair.caption.text).split()[0].strip(".,*_")
        if _BARE.fullmatch(pair.figure.text) is not None and first not in months:
            yield from ((pair.first, count) for count in _counts(pair, knowledge, language))


def _pairs(blocks: Sequence[Block]) -> Iterator[Pair]:
    """Yield the figures and captions of blocks that have both."""
    for block in blocks:
        if block.figure:
            end = block.start + block.figure
            caption = block.text[block.figure :].lstrip()
            yield Pair(
                replace(block, end=end, text=block.text[: block.figure]),
                replace(block, start=block.end - len(caption), text=caption),
                over=True,
            )


def stacked(blocks: Sequence[Block], text: str, outcomes: Container[int]) -> Iterator[Pair]:
    """Yield the figures with their captions, of which at least three stand below each other in turn.

    Figures that only count on are those of steps or slides, years those of a story; those that only grow may be pages,
    unless one is among the ``outcomes``, which are told by where they begin.
    """
    at = 0
    while at < len(blocks):
        places = _run(blocks, at)
        told = any(blocks[place].start in outcomes for place in places)
        if len(places) < _LEAST or not _counts_something(blocks, places, told=told):
            at = (places[-1] if places else at) + 1
            continue
        over = _is_over(blocks, places, text)
        for place in places:
            beside = place + 1 if over else place - 1
            if 0 <= beside < len(blocks) and _is_caption(blocks[beside]):
                yield Pair(blocks[place], blocks[beside], over)
        at = places[-1] + 1


def _run(blocks: Sequence[Block], at: int) -> list[int]:
    """Return where the figures stand that begin with one here, a caption between each two."""
    places: list[int] = []
    while at < len(blocks) and _is_figure(blocks[at]):
        places.append(at)
        if at + 1 >= len(blocks) or not _is_caption(blocks[at + 1]):
            break
        at += 2
    return places


def _is_figure(block: Block) -> bool:
    return block.row is None and _FIGURE.fullmatch(block.text) is not None


def _is_caption(block: Block) -> bool:
    return block.row is None and _CAPTION.fullmatch(block.text) is not None


def _counts_something(blocks: Sequence[Block], places: Sequence[int], *, told: bool) -> bool:
    """Tell whether the figures are no years or times, and none that only number what stands beside them."""
    lines = [blocks[place].text.strip(" *_") for place in places]
    values = [one.value for line in lines for one in [*find_numbers(line)][:1]]
    if len(values) < len(lines) or any(_TIME.fullmatch(line) for line in lines):
        return False
    if sum(_BARE.fullmatch(line.rstrip("% ")) is not None for line in lines) < _FEW:
        return False  # labels over sums and times
    if any(value in _YEARS and line.isdecimal() for value, line in zip(values, lines, strict=True)):
        return False
    grows = [other - one for one, other in pairwise(values)]
    return any(step != 1 for step in grows) and (told or any(step < 0 for step in grows))


def _is_over(blocks: Sequence[Block], places: Sequence[int], text: str) -> bool:
    """Tell whether the figures stand over what they count: nearer to it, or no caption stands before the first."""
    first, last = places[0], places[-1]
    before = first > 0 and _is_caption(blocks[first - 1])
    behind = last + 1 < len(blocks) and _is_caption(blocks[last + 1])
    if not before or not behind:
        return behind
    inner = places[1]
    above = text.count("\n", blocks[inner - 1].end, blocks[inner].start)
    below = text.count("\n", blocks[first].end, blocks[first + 1].start)
    return below <= above


def _counts(pair: Pair, knowledge: CountKnowledge, language: str) -> Iterator[CountMention]:
    """Yield what the figure and its caption count, placed from the beginning of the upper line."""
    words = knowledge.words(language)
    if not pair.over:
        own = find_counts(pair.figure.text, knowledge, language, label=pair.caption.text, counts=True)
        own = own or count_of_indicator(pair.figure.text, pair.caption.text, words)
        yield from (_moved(count, pair.figure.start - pair.caption.start) for count in own)
        return
    figure, caption = pair.figure.text.rstrip(" *_"), pair.caption.text
    if not words.trends.capitals:
        caption = caption[:1].lower() + caption[1:]
    # A comma before the figure: it is none of a list.
    joined = f", {figure} {caption}"
    gap = pair.caption.start - pair.figure.start - len(figure) - 1
    found = find_counts(joined, knowledge, language, outcome=True)
    figure_end = len(figure) + 2
    measures = words.stop.match(joined, figure_end) is not None
    if not measures and not any(count.start < figure_end for count in found):
        own = count_of_indicator(figure.strip(" *_"), caption, words)
        lead = len(figure) - len(figure.lstrip(" *_"))
        yield from (_moved(count, lead) for count in own)
    for count in found:
        moved = _moved(count, -2 if count.start < figure_end else gap - 2)
        yield moved if count.start >= figure_end else replace(moved, end=min(moved.end, len(figure)))


def _moved(count: CountMention, by: int) -> CountMention:
    return replace(count, start=count.start + by, end=count.end + by)
