"""What under a heading speaks of something else than it asks for: later paragraphs, the last sentences of one, whom it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.items import LONG_TEXT, Passage, one_line
from practicegraph.mapping.section import OUTCOMES
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source
from practicegraph.mapping.told_fields import field_of

_TURNING: Final = frozenset({"result", "impact", "activity"})
"""Fields under which a later paragraph may speak of something else."""
_APART: Final = frozenset({"evaluation", "origin"})
"""What a later paragraph of them says where all of its sentences do: who evaluated, how it began."""
_ELSEWHERE: Final = frozenset({"replicability", "challenge", "evaluation"})
"""Fields that nobody answers by saying who pays."""
_TURNED: Final = 40
"""Code points of a paragraph that may turn to what went wrong."""
_BLANK_LINES: Final = 2
_OPENING: Final = 40
"""Code points of a sentence in which it says what it opens."""
_FIRST: Final = 3
"""Code points before the first words of a sentence."""


def turned(source: Source, name: str, found: Sequence[Passage], index: int) -> str | None:
    """Return the field of a later paragraph that its words tell, not the heading over those before it.

    Under results it begins with what went wrong, or says who evaluated or how all began; behind a list of what is done it says what was
    reached.
    """
    passage = found[index]
    if index == 0 or passage.item or len(passage.text) < _TURNED or name not in _TURNING:
        return None
    words = [passage.text[slice(*span)] for span in sentences(passage.text)]
    if name in OUTCOMES and source.cue("sentence:challenge", words[0]):
        return "challenge"
    listed = name == "activity" and found[index - 1].item
    if not (listed or (len(passage.text) >= LONG_TEXT and _is_apart(source, found, index))):
        return None
    told = {field_of(source, sentence) for sentence in words}
    if len(told) == 1 and told <= _APART:
        return next(iter(told))
    return "result" if listed and told - {None} == {"result"} else None


def only_pays(source: Source, name: str, found: Sequence[Passage], index: int) -> bool:
    """Tell whether a later paragraph under results or activities says nothing but who pays."""
    passage = found[index]
    if passage.item or name not in _TURNING or not _is_apart(source, found, index):
        return False
    return _only_pays(source, passage.text, sentences(passage.text))


def pays_instead(source: Source, name: str, passage: Passage) -> bool:
    """Tell whether what stands under a heading of another thing says nothing but who pays, as at the foot of a page."""
    if passage.item or name not in _ELSEWHERE:
        return False
    return _only_pays(source, passage.text, sentences(passage.text))


def _only_pays(source: Source, text: str, spans: Iterable[tuple[int, int]]) -> bool:
    told = (text[start:end] for start, end in spans)
    return all(source.cue("before:funder", one) and field_of(source, one) is None for one in told)


def _is_apart(source: Source, found: Sequence[Passage], index: int) -> bool:
    """Tell whether a blank line parts a passage from the one before it."""
    between = source.document.text[found[index - 1].end : found[index].start] if index else ""
    return between.count("\n") >= _BLANK_LINES


def tells_only_whom(source: Source, passage: Passage) -> bool:
    """Tell whether a paragraph is one sentence that begins with whom it is all for: "It is aimed at ..."."""
    if passage.item or len(passage.text) < LONG_TEXT or passage.text.endswith(":"):
        return False
    spans = sentences(passage.text)
    told = source.cue("targets", passage.text) if len(spans) == 1 else None
    return told is not None and told.start() <= _FIRST


def parted(source: Source, name: str, passage: Passage) -> Iterator[tuple[Passage, str | None]]:
    """Yield what a paragraph of results says of them, and apart what its last sentences say of something else.

    The first of those begins with what went wrong: "The main difficulty is still the rent."; or the last says who may
    take it over.
    """
    text = source.document.text
    one_line_only = not passage.item and len(passage.blocks) == 1 and passage.blocks[0].row is None
    spans = sentences(text, passage.start, passage.end) if name == "result" and one_line_only else []
    for index, (start, end) in enumerate(spans[1:], start=1):
        told = source.cue("sentence:challenge", text[start:end])
        field = "challenge" if told is not None and told.end() <= _OPENING else None
        if field is None and end == passage.end and field_of(source, text[start:end]) == "replicability":
            field = "replicability"
        if field is not None:
            head = one_line(text[passage.start : spans[index - 1][1]])
            if not _only_pays(source, text, spans[:index]):
                yield replace(passage, end=spans[index - 1][1], text=head), None
            yield replace(passage, start=start, text=one_line(text[start : passage.end])), field
            return
    yield passage, None
