"""Organisations that a sentence only mentions: who speaks, where something is, where somebody worked before."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.organizations import OrganizationMention
from practicegraph.mapping.roles import is_place
from practicegraph.mapping.source import Source

_REACH_OF_SPEECH: Final = 40
_CONJUNCTION: Final = 3
_REACH_OF_OFFICE: Final = 40
_BESIDE: Final = 3
"""Words between somebody's office and the organisation: "the president of the new Federation"."""
_CLAUSE_ENDS: Final = re.compile(r"[,;:]\s|\s[–—-]\s|\Z")


def speaks_or_stands(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether an organisation only speaks ("the ministry said") or is a place ("at the university").

    So is one whose head is spoken of: "together with the president of the federation".
    """
    if is_place(source, text[: mention.start]) or _is_of_an_office(source, text, mention):
        return True
    said = source.cue("said", text, mention.end, mention.end + _REACH_OF_SPEECH)
    return said is not None and len(text[mention.end : said.start()].split()) <= _CONJUNCTION


def _is_of_an_office(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether the office of a person stands right before an organisation."""
    start = max(0, mention.start - _REACH_OF_OFFICE)
    return any(
        len(text[office.end() : mention.start].split()) <= _BESIDE
        for office in source.each_cue("office", text, start, mention.start)
    )


def spans_elsewhere(source: Source, text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a sentence that tell of something else than the practice.

    What somebody did before ("who used to work for the Red Cross, runs ...") reaches to the end of the clause,
    a project that is only compared ("a similar course by ...") to that of the sentence.
    """
    found = []
    for cue, whole in (("elsewhere", False), ("comparable", True)):
        position = 0
        while (match := source.cue(cue, text, position)) is not None:
            end = _CLAUSE_ENDS.search(text, match.end())
            stop = len(text) if whole or end is None else end.start()
            found.append((match.start(), stop))
            position = max(stop, match.end())
    return tuple(found)


def is_elsewhere(mention: OrganizationMention, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether an organisation stands in one of the spans of :func:`spans_elsewhere`."""
    return any(start <= mention.start < end for start, end in spans)
