"""A heading with what stands under it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from practicegraph.reading.blocks import Block

PROSE_FIELDS: Final = (
    "objective", "description", "method", "origin", "activity", "challenge", "result", "impact", "replicability",
    "evaluation", "status", "collection", "link",
)  # fmt: skip
"""Lexicon fields whose value may be several paragraphs."""
LISTED_FIELDS: Final = (
    "objective", "activity", "challenge", "result", "impact", "targetGroup", "beneficiary", "partner",
)  # fmt: skip
"""Lexicon fields whose list a sentence may introduce."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    ``field`` is the lexicon's (``None`` before the first heading and under an unknown one); ``start`` and
    ``end`` are the heading's span; ``within`` is the section it belongs to (``organization``, ``results``
    ...), empty for none; ``nested`` tells that its values stand under labels inside it; ``score`` is 100
    for a heading written as the lexicon has it; ``level`` is the depth of a marked heading.
    """

    field: str | None
    start: int
    end: int
    label: str
    values: tuple[Block, ...] = ()
    within: str = ""
    language: str | None = None
    nested: bool = False
    method: str = "heading"
    score: int = 100
    level: int = 0


@dataclass(slots=True)
class OpenSection:
    """A section while its values are read."""

    field: str | None
    start: int
    end: int
    label: str
    within: str
    language: str | None = None
    method: str = "heading"
    score: int = 100
    values: list[Block] = dataclasses.field(default_factory=list)
    nested: bool = False
    list_only: bool = False
    level: int = 0

    def close(self) -> Section:
        """Return the section as it was read."""
        return Section(
            field=self.field,
            start=self.start,
            end=self.end,
            label=self.label,
            values=tuple(self.values),
            within=self.within,
            language=self.language,
            nested=self.nested,
            method=self.method,
            score=self.score,
            level=self.level,
        )
