"""Parts of a section that say something else: what went wrong at the end of results, whom it is for below what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from practicegraph.mapping.items import Passage, one_line
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source

_LONG_TEXT: Final = 60
"""Code points of a text that says something by itself."""
_OPENING: Final = 40
"""Code points of a sentence in which it says what it opens."""
_FIRST: Final = 3
"""Code points before the first words of a sentence."""


def tells_only_whom(source: Source, passage: Passage) -> bool:
    """Tell whether a paragraph is one sentence that begins with whom it is all for: "It is aimed at ..."."""
    if passage.item or len(passage.text) < _LONG_TEXT or passage.text.endswith(":"):
        return False
    spans = sentences(passage.text)
    told = source.cue("targets", passage.text) if len(spans) == 1 else None
    return told is not None and told.start() <= _FIRST


def parted(source: Source, name: str, passage: Passage) -> Iterator[tuple[Passage, str | None]]:
    """Yield what a paragraph of results says of them, and apart what its last sentences say of what went wrong.

    The first of those begins with it: "The main difficulty is still the rent."
    """
    text = source.document.text
    one_line_only = not passage.item and len(passage.blocks) == 1 and passage.blocks[0].row is None
    spans = sentences(text, passage.start, passage.end) if name == "result" and one_line_only else []
    for index, (start, end) in enumerate(spans):
        told = source.cue("sentence:challenge", text[start:end]) if index else None
        if told is not None and told.end() <= _OPENING:
            for begin, stop, field in (
                (passage.start, spans[index - 1][1], None),
                (start, passage.end, "challenge"),
            ):
                words = one_line(text[begin:stop])
                yield replace(passage, start=begin, end=stop, text=words), field
            return
    yield passage, None
