"""What the mapping of one document gives."""

from __future__ import annotations

from dataclasses import dataclass

from practicegraph.mapping.fact import Fact
from practicegraph.reading.blocks import Document


@dataclass(frozen=True, slots=True)
class MappedDocument:
    """One document with its facts.

    ``document`` has the canonical text with personal data masked, length kept; the spans of ``facts``
    are offsets in it. ``personal`` holds the masked values: facts of the field ``contact`` with the
    detail ``personal``, whose ``exact`` is the original text. It never leaves the private file.
    """

    document: Document
    facts: tuple[Fact, ...]
    personal: tuple[Fact, ...] = ()
