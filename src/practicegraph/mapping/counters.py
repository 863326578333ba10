"""Lines that count the practices of a document, each over the name of one: "FICHE 1", "Praxisbeispiel 2:", "3. példa"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon, normalised
from practicegraph.reading.blocks import Block, BlockKind, Document

_LINE: Final = 140
_NAME: Final = range(3, 111)
_LEAST: Final = 2
"""Counted lines that make several practices."""
_TEXT: Final = 40
"""Code points that stand below each: those of a table of contents stand over each other."""
_DIGIT: Final = re.compile(r"\d")
_ENDS: Final = (".", ",", ";", ":", "!", "…")
_EDGE: Final = r"[^\w\n]*"
_WORDS: Final = r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}?"
_SIGN: Final = r"(?:[^\W\d_]{1,4}[.°º]+[°º]?|n[ro]|[№#])"
_COUNTER: Final = re.compile(
    rf"{_EDGE}(?:(?P<word>{_WORDS})[ ]?(?:[ ]{_SIGN})?[ ]?(?P<number>\d{{1,2}})(?:[ ]?/[ ]?\d{{1,2}})?"
    rf"|(?P<before>\d{{1,2}})[.ºª°]?[ ](?P<behind>{_WORDS}))"
    r"(?:[^\w\n]*|[ ]?[:.)–—|-]+[ ]+(?P<name>\S.*))",
)
"""What counts, alone on its line or before a name."""
_CHAPTER: Final = re.compile(
    r"(?P<outer>\d{1,2})\.(?P<number>\d{1,2})\.?[ \u00a0]+(?P<name>[^\W\d_a-z].{2,100})"
)
_HEADING: Final = 90
_ABOVE: Final = 6
"""Lines above the first chapter among which the heading over all of them stands."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A line that counts a practice, and the line or part of it that names the practice, if one does."""

    line: Block
    number: int
    word: str
    name: Block | None

    @property
    def end(self) -> int:
        """Where the counter and the name end."""
        return max(self.line.end, self.name.end if self.name is not None else 0)


def counts_practices(word: str, cues: Cues) -> bool:
    """Tell whether practices are counted with a word: "Fiche 1", "Case study 2", not "Step 2"."""
    return any(cues.matches(cue, word) for cue in ("counted-practice", "kicker:example", "kind:practice"))


def practice_counters(document: Document, lexicon: HeadingLexicon, cues: Cues) -> tuple[Counter, ...]:
    """Return the lines that count practices, text below each; empty where there are no two."""
    lines = [
        (index, block)
        for index, block in enumerate(document.blocks)
        if len(block.text) <= _LINE and (block.number is not None or _DIGIT.search(block.text) is not None)
    ]
    found = [counter for index, _ in lines for counter in _counter(document.blocks, index, lexicon, cues)]
    return _counted_on(found, document) or _counted_on(_chapters(document.blocks, lines, cues), document)


def _counted_on(found: Sequence[Counter], document: Document) -> tuple[Counter, ...]:
    """Return the first counters that count on with the same word, text below each: from one, or where an excerpt begins."""
    runs: list[list[Counter]] = []
    for counter in found:
        last = runs[-1][-1] if runs else None
        if last is not None and (counter.word, counter.number) == (last.word, last.number + 1):
            runs[-1].append(counter)
        else:
            runs.append([counter])
    return next((tuple(run) for run in runs if _stand_over_text(run, document)), ())


def _chapters(blocks: Sequence[Block], lines: Sequence[tuple[int, Block]], cues: Cues) -> list[Counter]:
    """Return the lines that are chapters of one that tells of several practices: "5.1 Tea House" below "5 Examples"."""
    found: list[Counter] = []
    for index, block in lines:
        chapter = _CHAPTER.fullmatch(block.text) if block.row is None and not block.level else None
        if chapter is None or block.text.endswith(_ENDS):
            continue
        start, end = chapter.span("name")
        name = replace(block, start=block.start + start, end=block.start + end, text=chapter["name"])
        if found or any(_says_several(above, cues) for above in blocks[max(0, index - _ABOVE) : index]):
            found.append(Counter(block, int(chapter["number"]), chapter["outer"], name))
    return found


def _says_several(line: Block, cues: Cues) -> bool:
    """Tell whether a heading speaks of several practices."""
    text = line.text.rstrip()
    return len(text) <= _HEADING and not text.endswith(_ENDS) and cues.search("several", text) is not None


def _counter(blocks: Sequence[Block], index: int, lexicon: HeadingLexicon, cues: Cues) -> list[Counter]:
    """Return the counter that a line is, as a list of one, or none."""
    block = blocks[index]
    found = _COUNTER.fullmatch(block.text) if block.row is None and block.number is None else None
    if found is not None:
        word, number = found["word"] or found["behind"], int(found["number"] or found["before"])
    else:
        word, number = block.text.rstrip(" :*_"), block.number or 0
    if not number or not counts_practices(word, cues):
        return []
    if found is not None and found["name"]:
        if block.kind is BlockKind.HEADING and block.level:
            return []  # a chapter
        start, end = found.span("name")
        inside = replace(block, start=block.start + start, end=block.start + end, text=found["name"])
        return [Counter(block, number, normalised(word), inside)]
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    name = below if below is not None and _could_name(below, lexicon) else None
    return [Counter(block, number, normalised(word), name)]


def _could_name(line: Block, lexicon: HeadingLexicon) -> bool:
    """Tell whether the line below a counter may be a name: a short one that is neither a sentence nor a label."""
    text = line.text.rstrip()
    if line.row is not None or line.kind is BlockKind.LIST_ITEM or len(text) not in _NAME:
        return False
    label, colon, _ = text.partition(":")
    known = lexicon.exact(label) if colon else lexicon.exact(text)
    return not text.endswith(_ENDS) and known is None


def _stand_over_text(run: Sequence[Counter], document: Document) -> bool:
    ends = [*(counter.line.start for counter in run[1:]), len(document.text)]
    return len(run) >= _LEAST and all(
        len(document.text[counter.end : end].strip()) >= _TEXT for counter, end in zip(run, ends, strict=True)
    )
