"""Telephones of offices and services in a document: those that are personal are masked before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.phones import PhoneMention, find_phones
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source


def find_telephones(source: Source, parts: Sequence[Sequence[Section]] = ()) -> Iterator[Fact]:
    """Yield the telephones of a document, wherever on the page they stand; ``parts`` are its practices.

    A number is that of the practice in whose lines it stands, else the page's.
    """
    country = source.countries[0] if source.countries else None
    phones = find_phones(source.document.text, source.knowledge.contacts.phones, country)
    for phone in phones:
        yield replace(source, part=_part(phone, parts)).fact(
            "phone", phone.e164 or phone.written, phone.start, phone.end,
            confidence=phone.confidence, method=phone.method, service=True,
        )  # fmt: skip


def _part(phone: PhoneMention, parts: Sequence[Sequence[Section]]) -> int | None:
    """Return the number of the practice among whose values a telephone stands."""
    return next(
        (
            number
            for number, part in enumerate(parts, start=1)
            if any(block.start <= phone.start < block.end for section in part for block in section.values)
        ),
        None,
    )
