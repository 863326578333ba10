"""What payers have written below what they pay for: that it says nothing of their own views, and that they answer for none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.section import Section
from practicegraph.mapping.sentences import sentences
from practicegraph.reading.blocks import Block


def without_disclaimers(sections: Sequence[Section], cues: Cues) -> tuple[Section, ...]:
    """Return the sections, their texts without the sentences that disclaim: these tell nothing of a practice.

    "The European Commission's support does not constitute an endorsement of the contents."
    """
    return tuple(
        replace(section, values=tuple(part for block in section.values for part in _kept(block, cues)))
        if any(_disclaims(block.text, cues) for block in section.values)
        else section
        for section in sections
    )


def _disclaims(text: str, cues: Cues) -> bool:
    return cues.search("disclaimer", text) is not None


def _kept(block: Block, cues: Cues) -> Iterator[Block]:
    """Yield what stands of a block before and behind sentences that disclaim."""
    if not _disclaims(block.text, cues):
        yield block
        return
    told = [span for span in sentences(block.text) if not _disclaims(block.text[slice(*span)], cues)]
    runs: list[tuple[int, int]] = []
    for start, end in told:
        if runs and not any(letter.isalnum() for letter in block.text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    for start, end in runs:
        yield replace(block, start=block.start + start, end=block.start + end, text=block.text[start:end])
