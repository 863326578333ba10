"""Bodies with their countries as registers of projects list them: "TEA HOUSE EVGermany", or the country on a line below the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.countries import CountryKnowledge, is_country
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, Document

_LARGE: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŘŚŞŠŤŪŮŰŲŹŻŽȘȚΑ-ΩА-Я"
_JOINT: Final = re.compile(
    rf"(?:(?<=[{_LARGE}][{_LARGE}])|(?<=[{_LARGE}][.)]))(?=[{_LARGE}][^\W\d_{_LARGE}])"
)
"""Where a name in capitals ends that nothing parts from a word behind it."""
_TOWN: Final = re.compile(rf"\d{{4,6}} [^\d,:;]*?[^\W\d_{_LARGE}](?=[{_LARGE}][^\W\d_{_LARGE}])")
"""A town with its postcode, from which nothing parts a word behind it."""
_BESIDE: Final = re.compile(
    rf"[^\W\d_][^\d:;\n]*[{_LARGE}][{_LARGE}](?P<gap>[ \u00a0]+)(?=[{_LARGE}][^\W\d_{_LARGE}])"
)
"""A name in capitals with a word behind it that is in none."""
_COUNTRY: Final = 40
"""Code points that a country's name may have."""
_NAME: Final = 120
_LEAST: Final = 2
_ACTING: Final = frozenset({"lead", "implementer", "partner"})


def with_parted_countries(document: Document, countries: CountryKnowledge) -> Document:
    """Return a document with the country behind a name in capitals, or a town, as a block of its own."""
    parted = tuple(part for block in document.blocks for part in _parted(block, countries, document.language))
    return document if len(parted) == len(document.blocks) else replace(document, blocks=parted)


def _parted(block: Block, countries: CountryKnowledge, language: str | None) -> Iterator[Block]:
    text = block.text
    at, behind = _joint(text) if block.row is None and len(text) <= _NAME + _COUNTRY else (0, 0)
    if not at or not is_country(text[behind:], countries, language):
        yield block
        return
    yield replace(block, end=block.start + at, text=text[:at])
    yield replace(block, start=block.start + behind, text=text[behind:])


def _joint(text: str) -> tuple[int, int]:
    """Return where a name ends and what could be its country begins, zeros for no such line."""
    for joint in _JOINT.finditer(text, max(0, len(text) - _COUNTRY)):
        return joint.start(), joint.start()
    town = _TOWN.match(text)
    if town is not None:
        return town.end(), town.end()
    beside = _BESIDE.match(text)
    if beside is None or text[: beside.start("gap")] != text[: beside.start("gap")].upper():
        return 0, 0
    return beside.span("gap")


def with_listed_bodies(
    sections: Sequence[Section], countries: CountryKnowledge, language: str | None
) -> tuple[Section, ...]:
    """Return the sections, those as partners whose every participant has a country: no groups are listed so.

    A line below a name that has nothing but its country is of a section of its own, unless a label asks for the country.
    """
    asked = any(section.field == "country" and section.start < section.end for section in sections)
    found: list[Section] = []
    for section in sections:
        listed = section.field == "targetGroup" and _have_countries(section.values, countries, language)
        own = replace(section, field="partner") if listed else section
        found += _by_lines(own, countries, language) if own.field in _ACTING and not asked else [own]
    return tuple(found)


def _by_lines(section: Section, countries: CountryKnowledge, language: str | None) -> Iterator[Section]:
    """Yield a section of bodies without the lines of their countries, then these."""
    lands = [line for line in section.values[1:] if is_country(line.text, countries, language)]
    yield replace(section, values=tuple(line for line in section.values if line not in lands))
    for land in lands:
        yield Section("country", land.start, land.start, "", (land,), section.within, method=section.method)


def _have_countries(lines: Sequence[Block], countries: CountryKnowledge, language: str | None) -> bool:
    """Tell whether each name has its country on the line below it, or behind its last comma."""
    if len(lines) < _LEAST or any(len(line.text) > _NAME for line in lines):
        return False
    alone = [is_country(line.text, countries, language) for line in lines]
    if any(alone):
        return alone == [False, True] * (len(lines) // 2)
    behind = [line.text.rpartition(", ")[2] for line in lines if ", " in line.text]
    return len(behind) == len(lines) and all(is_country(name.title(), countries, language) for name in behind)
