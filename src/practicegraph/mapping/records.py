"""Records: labels with their values, one line below the other or several on one line.

Where so much stands in one form, a label that nobody knows is one, too: its value belongs to no other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.heading_reader import NAMED, HeadingReader
from practicegraph.mapping.headings import UNKNOWN_MATCH, HeadingLexicon, HeadingMatch
from practicegraph.mapping.labels import Label, labels
from practicegraph.reading.blocks import Block, BlockKind, Document

_PAIR: Final = re.compile(
    r"[^\w\"'«„“(\[]*(?:\(?[^\W_]{1,2}[.)][ \t]+|[A-Z]?\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+)?(?P<key>[^\W\d_][^:.!?|;·\t]{1,60}?)[*_]*"
    r"(?P<sign>\s*[:：][*_]*|[ \t][–—-](?=[ \t])|[ \t]*(?:\.{3,}|…{2,}|_{3,})|[ ]{3,}|[ ](?:→|⇒|->|=>|>>|=|►|▶|»)(?=[ ]))[ \t]*(?=\S)"
)
_SIGN: Final = re.compile(r"[:：]|[ \t][–—→⇒►▶»>=-]|\.\.\.|……|___|   ")
_LABEL: Final = 80
"""Code points in which a label ends."""
_SEPARATOR: Final = re.compile(r"(?:[|;·•‖\t]|[ \u00a0]{3,}|[ ][–—-](?=[ ]))[ \u00a0\t]*")
_GAP: Final = re.compile(r"[ \u00a0]{3,}")
"""A gap that parts what stands beside each other on a line."""
_ADDRESS: Final = "//"
_KEY_WORDS: Final = 7
_BLANK: Final = 2
_LINES: Final = 3
_LINE: Final = 1200


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and where its value begins; ``at`` is where the piece begins that holds both."""

    at: int
    start: int
    end: int
    after: int
    sign: str

    def label(self, match: HeadingMatch) -> Label:
        return Label(self.start, self.end, self.after, match)


def record_lines(document: Document, headings: HeadingReader) -> frozenset[int]:
    """Return where lines begin that are of a record: three at least, one below the other, each "Label: value".

    Of paragraphs two labels and a third of them are known, of list items half of them.
    """
    runs: list[list[tuple[Block, _Pair]]] = []
    for block in document.blocks:
        if block.row is not None or len(block.text) > _LINE or _SIGN.search(block.text, 0, _LABEL) is None:
            continue
        pair = _pair(block.text, 0)
        if pair is None:
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and _goes_on(document.text, last, (block, pair)):
            runs[-1].append((block, pair))
        else:
            runs.append([(block, pair)])
    return frozenset(
        block.start for run in runs if len(run) >= _LINES and _is_record(run, headings) for block, _ in run
    )


def line_labels(
    block: Block, lexicon: HeadingLexicon, headings: HeadingReader, *, record: bool, near: bool
) -> list[Label]:
    """Return the labels in a line, in order; empty for running text.

    ``record`` tells that it is a line of a record; ``near`` that the line before it was a label with its value.
    """
    told = record_labels(block.text, headings, record=record)
    known = labels(block.text, lexicon, read=headings.read_whole)
    if len(known) > 1 or len(told) > 1 or (known and not told):
        return told if len(told) >= len(known) else known
    # Items below a label are its values.
    item = block.kind is BlockKind.LIST_ITEM
    label = told[0] if told else headings.label(block.text, record=near and not item)
    if label is not None:  # "Lead: Tea House Partners: City of Leeds"
        more = block.text.count(":") > 1 and not item
        behind = labels(block.text, lexicon, begun=True, read=headings.read_whole) if more else []
        return [label, *(one for one in behind if one.start >= label.after)]
    label = headings.lead(block) if block.lead else headings.run_in(block) or headings.asked(block)
    return [] if label is None else [label]


def record_labels(text: str, headings: HeadingReader, *, record: bool) -> list[Label]:
    """Return the labels of a line of a record, or of one with several pieces "Label: value"; empty for none."""
    if len(text) > _LINE or (not record and text.count(":") + text.count("：") < 2):
        return []
    if _pair(text, 0) is None and (record or _GAP.search(text) is None):
        return []
    found = [pair for at in _pieces(text) if (pair := _pair(text, at)) is not None]
    # "Partners: City; University – North": a dash parts nothing where colons end the labels.
    sign = ":" if sum(pair.sign == ":" for pair in found) > 1 else found[0].sign if found else ""
    pairs = [pair for pair in found if pair.sign == sign and (sign == ":" or not _is_behind_gap(text, pair))]
    if len(pairs) < 2 and not record:
        return []
    if not record and any(text[pair.start].islower() for pair in pairs):
        return []
    told = [headings.label_text(text[pair.start : pair.end]) for pair in pairs]
    if not record and sum(match is not None for match in told) < 2:
        return []
    return [pair.label(match or UNKNOWN_MATCH) for pair, match in zip(pairs, told, strict=True)]


def _pieces(text: str) -> list[int]:
    """Return where the pieces of a line begin that a bar, dot, semicolon, tab or dash parts."""
    return [0, *(separator.end() for separator in _SEPARATOR.finditer(text))]


def _is_behind_gap(text: str, pair: _Pair) -> bool:
    """Tell whether nothing but a gap parts a piece from what stands before it."""
    return text[max(0, pair.at - 3) : pair.at].strip(" \u00a0") == "" and pair.at > 0


def _pair(text: str, at: int) -> _Pair | None:
    found = _PAIR.match(text, at)
    if (
        found is None
        or len(found["key"].split()) > _KEY_WORDS
        or NAMED.search(found["key"]) is not None
        or text.startswith(_ADDRESS, found.end("sign"))
    ):
        return None
    start, end = found.span("key")
    return _Pair(at, start, end, found.end(), found["sign"].strip()[:1].replace("：", ":"))


def _goes_on(text: str, last: tuple[Block, _Pair], line: tuple[Block, _Pair]) -> bool:
    """Tell whether a line is one more of a record: right below the last, of its kind and with its sign."""
    (above, pair), (block, other) = last, line
    near = text.count("\n", above.end, block.start) <= _BLANK
    return near and block.kind is above.kind and pair.sign == other.sign


def _is_record(run: Sequence[tuple[Block, _Pair]], headings: HeadingReader) -> bool:
    known = sum(
        headings.cell(block.text[pair.start : pair.end]) is not None for block, pair in run
    )  # fmt: skip
    share = 2 if run[0][0].kind is BlockKind.LIST_ITEM else 3
    return known >= 2 and share * known >= len(run)
