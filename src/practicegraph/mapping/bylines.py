"""A line below a title that tells where, by whom and when: "Veria, Greece | Municipality of Veria | March 2019 – February 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.date_mentions import DateKind
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.organizations import organization_type
from practicegraph.mapping.page_heads import FURNITURE
from practicegraph.mapping.section import Section, part_of
from practicegraph.reading.blocks import Block

_CUT: Final = re.compile(r"[ \u00a0]+[|·•][ \u00a0]+|\t+")
_FIRST: Final = 3
"""Lines of a section among which such a line stands."""
_LONGEST: Final = 260
_PIECES: Final = 3
_BESIDE: Final = 3
"""Words beside a time at the most: "running since 2018"."""
_FEWEST_WORDS: Final = 2
_FIELDS: Final = frozenset({None, "title"})


def with_bylines(
    sections: Sequence[Section], knowledge: Knowledge, language: str | None
) -> tuple[Section, ...]:
    """Return the sections; the pieces of such a line have their own."""
    return tuple(part for section in sections for part in _parted(section, knowledge, language))


def _parted(section: Section, knowledge: Knowledge, language: str | None) -> Iterator[Section]:
    if section.field in _FIELDS and section.method != FURNITURE:
        for index, block in enumerate(section.values[:_FIRST]):
            pieces = _pieces(block, knowledge, language)
            if pieces:
                yield replace(section, values=section.values[:index])
                for field, piece in pieces:
                    yield Section(
                        field, piece.start, piece.start, "", (piece,),
                        language=section.language, method="byline", record=section.record,
                    )  # fmt: skip
                rest = section.values[index + 1 :]
                if rest:
                    yield replace(section, field=None, start=rest[0].start, end=rest[0].start, label="",
                                  values=rest, method="text")  # fmt: skip
                return
    yield section


def _pieces(block: Block, knowledge: Knowledge, language: str | None) -> list[tuple[str, Block]]:
    """Return the pieces of a line with what they tell: a period, a place and who acts."""
    text = block.text
    if len(text) > _LONGEST or block.row is not None or not any(map(str.isdigit, text)):
        return []
    cuts = [(0, 0), *(cut.span() for cut in _CUT.finditer(text)), (len(text), len(text))]
    if len(cuts) - 1 != _PIECES:
        return []
    spans = [(cuts[index][1], cuts[index + 1][0]) for index in range(len(cuts) - 1)]
    parts = [part for start, end in spans if (part := part_of(block, start, end)) is not None]
    told = [(_tells(part.text, knowledge, language), part) for part in parts]
    fields = [field for field, _ in told]
    if sorted(fields) != ["implementer", "period", "place"]:
        return []
    actor = next(part.text for field, part in told if field == "implementer")
    typed = organization_type(actor, knowledge.organizations) is not None
    several = len(actor.split()) >= _FEWEST_WORDS and actor[:1].isupper()
    return told if (typed or several) and not actor.endswith((".", "!", "?", ":")) else []


def _tells(text: str, knowledge: Knowledge, language: str | None) -> str:
    """Return what a piece tells: a period, a place, else who acts; a single day, month or year is that of a page."""
    times = find_dates(text, knowledge.dates, language)
    if len(times) == 1 and len((text[: times[0].start] + text[times[0].end :]).split()) <= _BESIDE:
        return "period" if times[0].kind is DateKind.PERIOD else "published"
    town, comma, land = text.rpartition(",")
    seats, organizations = knowledge.organizations.seats, knowledge.organizations
    placed = comma and seats.is_seat(land.strip()) and organization_type(town, organizations) is None
    return "place" if placed or seats.is_seat(text) else "implementer"
