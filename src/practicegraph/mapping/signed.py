"""Who wrote a document, and the day behind the name: "Prepared by: Tea House Foundation, December 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import DateKnowledge, find_dates
from practicegraph.mapping.section import Section, part_of

_BETWEEN: Final = re.compile(r"(?:\s*[,;·|(–—-]|\s)\s*(?:[^\W\d_]{1,4}\.?\s)?\Z")
"""What stands between a name and a day: a comma, "(on "."""
_YEAR: Final = len("2023")
_BEHIND: Final = re.compile(r"[\s.)]*(?:[^\W\d_]{1,2}\.)?[\s.)]*\Z")
"""What may stand behind the day: the word for "year", shortened."""


def signed_sections(
    sections: Sequence[Section], knowledge: DateKnowledge, cues: Cues, language: str | None
) -> tuple[Section, ...]:
    """Return the sections; the day behind who wrote the document has one of its own, as the day of publication."""
    return tuple(part for section in sections for part in _parted(section, knowledge, cues, language))


def _parted(
    section: Section, knowledge: DateKnowledge, cues: Cues, language: str | None
) -> Iterator[Section]:
    writes = section.field == "reporter" or (
        section.field == "status" and cues.matches("author", section.label)
    )
    block = section.values[0] if section.values and writes else None
    found = None if block is None else _last_day(block.text, knowledge, language)
    name = None if block is None or found is None else part_of(block, 0, found[0])
    if block is None or found is None or name is None:
        yield section
        return
    yield replace(section, values=(name, *section.values[1:]))
    day = found[1]
    at, end = block.start + day.start, block.start + day.end
    value = replace(block, start=at, end=end, text=block.text[day.start : day.end])
    yield replace(
        section, field="published", start=at, end=at, label="", values=(value,), method="signed", nested=False
    )


def _last_day(text: str, knowledge: DateKnowledge, language: str | None) -> tuple[int, DateMention] | None:
    """Return the day, month or year that a text ends with, and where the name before it ends; ``None`` without one."""
    if not any(map(str.isdigit, text)):
        return None
    days = find_dates(text, knowledge, language)
    if len(days) != 1 or days[0].kind is not DateKind.DATE or days[0].first is None:
        return None
    before, after = text[: days[0].start], text[days[0].end :]
    between = _BETWEEN.search(before)
    if (
        between is None
        or _BEHIND.fullmatch(after) is None
        or not any(map(str.isalpha, before[: between.start()]))
    ):
        return None
    if len(days[0].first) == _YEAR and not between[0].strip():
        return None  # "Harbour 2000" is a name
    return between.start(), days[0]
