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

_BETWEEN: Final = re.compile(r"(?:[,;·|(–—-]|\s)\s*(?:[^\W\d_]{1,4}\.?\s)?\Z")
"""What stands between a name and a day: a comma, "(on "."""
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
    block = section.values[0] if len(section.values) == 1 and writes else None
    day = None if block is None else _last_day(block.text, knowledge, language)
    name = None if block is None or day is None else part_of(block, 0, day.start)
    if block is None or day is None or name is None:
        yield section
        return
    name = replace(name, end=name.start + len(name.text.rstrip(" ,;(")), text=name.text.rstrip(" ,;("))
    yield replace(section, values=(name,))
    end = block.start + day.end
    at = block.start + day.start
    value = replace(block, start=at, end=end, text=block.text[day.start : day.end])
    yield replace(
        section, field="published", start=at, end=at, label="", values=(value,), method="signed", nested=False
    )


def _last_day(text: str, knowledge: DateKnowledge, language: str | None) -> DateMention | None:
    """Return the day, month or year that a text ends with, behind other words; ``None`` for one with several."""
    if not any(map(str.isdigit, text)):
        return None
    days = find_dates(text, knowledge, language)
    if len(days) != 1 or days[0].kind is not DateKind.DATE or days[0].first is None:
        return None
    before, after = text[: days[0].start], text[days[0].end :]
    alone = not any(map(str.isalpha, before)) or _BETWEEN.search(before) is None
    return None if alone or _BEHIND.fullmatch(after) is None else days[0]
