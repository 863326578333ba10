"""Labels that nothing parts from their values, as where a page was saved without its columns: "Start date2020-07-01"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from practicegraph.mapping.heading_reader import HeadingReader
from practicegraph.mapping.headings import UNKNOWN_MATCH, Heading, HeadingMatch
from practicegraph.mapping.labels import Label
from practicegraph.reading.blocks import Block, BlockKind, Document

_SIGNS: Final = "€£$₺₴₽"
_JOINT: Final = re.compile(rf"[^\W\d_)](?=[^\W_a-z]|[{_SIGNS}] ?\d)|\)(?=\w)")
"""Where a value may begin: a large letter, a figure or a sum, with nothing before it."""
_BEGIN: Final = re.compile(r"[^\W_A-Z](?=[A-Z])|\)(?=[A-Z])")
"""Where a label may begin right behind a value."""
_KEY: Final = 45
_KEY_WORDS: Final = 5
_SHORTEST: Final = 3
_NEAR: Final = 6
"""Lines among which one joined label makes another likely."""
_RECORD: Final = 3
_SCORE: Final = 90


def joined_labels(document: Document, headings: HeadingReader) -> dict[int, tuple[Label, ...]]:
    """Return the labels that are written together with their values, by the start of their line.

    There are several of different words near each other; then a line between them whose label nobody knows is one, too.
    """
    joined = [
        (index, block, places)
        for index, block in enumerate(document.blocks)
        if block.kind is BlockKind.PARAGRAPH and block.row is None and (places := tuple(_joints(block.text)))
    ]
    known = {
        index: (label, *_further(block.text, label, headings))
        for index, block, places in joined
        if (label := _known(block, places, headings)) is not None
    }
    labels = sum(map(len, known.values()))
    if labels < _RECORD or (len(joined) < _RECORD and labels == len(known)):
        return {}
    sure = {index for index in known if len(known[index]) > 1 or _has_others(index, known)}
    forms = {_form(document, index, known) for index in sure}
    sure |= {index for index in known if _form(document, index, known) in forms}  # each partner has it
    found = {}
    for index, block, places in joined:
        if index in sure:
            found[block.start] = known[index]
        elif any(abs(at - index) == 1 for at in sure) and index not in known:
            found[block.start] = (Label(0, places[0], places[0], UNKNOWN_MATCH),)
    return found


def _form(document: Document, index: int, known: Mapping[int, tuple[Label, ...]]) -> str:
    return document.blocks[index].text[: known[index][0].end]


def _has_others(index: int, known: Mapping[int, tuple[Label, ...]]) -> bool:
    """Tell whether labels of other words stand near one."""
    return len({known[at][0].end for at in known if abs(at - index) <= _NEAR}) > 1


def _further(text: str, first: Label, headings: HeadingReader) -> Iterator[Label]:
    """Yield the labels that stand behind the first on a line, nothing between one and the value before it."""
    at = first.after
    while (begin := _BEGIN.search(text, at)) is not None:
        at = begin.end()
        for place in _joints(text[at:]):
            match = headings.known(text[at : at + place])
            if match is not None and match.field("") is not None:
                yield Label(at, at + place, at + place, match)
                at += place
                break


def _joints(text: str) -> Iterator[int]:
    """Yield where a label of a line may end and its value begin."""
    for joint in _JOINT.finditer(text, _SHORTEST - 1, _KEY):
        at = joint.end()
        if at >= len(text) or ":" in text[:at] or text[:at].count(" ") >= _KEY_WORDS or not text[0].isupper():
            return
        begins = text[at].isupper() or text[at].isdigit() or text[at] in _SIGNS
        if text[at - 1] == ")" or (text[at - 1].islower() and begins):
            yield at


def _known(block: Block, places: tuple[int, ...], headings: HeadingReader) -> Label | None:
    """Return the label of a line whose words ask for something known, or name what is carried out."""
    for at in places:
        key = block.text[:at]
        figure = not block.text[at].isalpha() or block.text[at : at + 3].isupper()
        match = headings.cell(key, whole=not figure)
        if match is None and headings.names_thing(key):
            match = HeadingMatch(
                (Heading(key, headings.languages[0], "title", "field", ""),), _SCORE, "heading:words"
            )
        if match is not None and match.field("") is not None:
            return Label(0, at, at, match)
    return None
