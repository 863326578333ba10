"""Later paragraphs under a heading that speak of something else than it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.items import Passage
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source
from practicegraph.mapping.told_fields import field_of

_TURNING: Final = frozenset({"result", "impact", "activity"})
"""Fields under which a later paragraph may speak of something else."""
_OUTCOMES: Final = frozenset({"result", "impact"})
_LONG: Final = 60
"""Code points of a paragraph that says something by itself."""
_TURNED: Final = 40
"""Code points of a paragraph that may turn to what went wrong."""
_BLANK_LINES: Final = 2


def turned(source: Source, name: str, found: Sequence[Passage], index: int) -> str | None:
    """Return the field of a later paragraph that its words tell, not the heading over those before it.

    Under results it begins with what went wrong, or says who evaluated; behind a list of what is done it says what was
    reached.
    """
    passage = found[index]
    if index == 0 or passage.item or len(passage.text) < _TURNED or name not in _TURNING:
        return None
    words = [passage.text[slice(*span)] for span in sentences(passage.text)]
    if name in _OUTCOMES and source.cue("sentence:challenge", words[0]):
        return "challenge"
    if len(passage.text) < _LONG or not _is_apart(source, found, index):
        return None
    told = {field_of(source, sentence) for sentence in words}
    if told == {"evaluation"}:
        return "evaluation"
    return "result" if name == "activity" and found[index - 1].item and told - {None} == {"result"} else None


def only_pays(source: Source, name: str, found: Sequence[Passage], index: int) -> bool:
    """Tell whether a later paragraph under results or activities says nothing but who pays."""
    passage = found[index]
    if passage.item or name not in _TURNING or not _is_apart(source, found, index):
        return False
    words = [passage.text[slice(*span)] for span in sentences(passage.text)]
    return all(
        source.cue("before:funder", sentence) and field_of(source, sentence) is None for sentence in words
    )


def _is_apart(source: Source, found: Sequence[Passage], index: int) -> bool:
    """Tell whether a blank line parts a passage from the one before it."""
    between = source.document.text[found[index - 1].end : found[index].start] if index else ""
    return between.count("\n") >= _BLANK_LINES
