"""Lines that give a document its title by what they are: the subject of a letter or decision, the first slide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.open_sections import MARK
from practicegraph.mapping.page_furniture import LETTERS
from practicegraph.mapping.section import Section
from practicegraph.mapping.titles import Title
from practicegraph.reading.blocks import Block, BlockKind

_LABEL: Final = re.compile(r"[\s*_>]*(?P<label>[^\W\d_][^:\n]{0,24}?)[\s*_]*[:：][*_]*\s*(?=\S)")
_REPLY: Final = re.compile(r"(?:[^\W\d_]{2,3}(?:\[\d+\])?\s*:\s*)+(?=\S)")
"""What answers and forwarded messages put before their subject: "Re: ", "SV: ", "Fwd: "."""
_BOX: Final = re.compile(
    r"[\s*_#>|]*(?:[^\W\d_]{3,12}\s+\d{1,2}(?:\.\d{1,2})*[.:]?\s+(?:[–—-]\s+)?)?(?P<kind>[^\W\d_][^\d:.!?\n]{2,30}):\s+"
    r"(?P<name>[^\W\d_][^.!?:\n]{3,80}?)[\s*_|]*\Z"
)
_BOX_LINE: Final = 110
_QUOTED: Final = re.compile(r"\s+[«„“\"'‘](?P<name>[^«»„“”\"\n]{3,70})[»“”\"'’]\s*\Z")
_LINES: Final = 15
_HEADER: Final = 3
_BEFORE_SLIDES: Final = 6
_SHORTEST: Final = 8
_SUBJECT: Final = 0.7
_SLIDE: Final = 0.85


def subject_line(blocks: Sequence[Block], cues: Cues) -> Block | None:
    """Return what stands behind a label such as "Subject:" among the first lines, without marks of answers."""
    for block in blocks[:_LINES]:
        found = _LABEL.match(block.text) if block.kind is not BlockKind.LIST_ITEM else None
        if found is None or not cues.matches("subject-label", found["label"]):
            continue
        reply = _REPLY.match(block.text, found.end())
        start = reply.end() if reply else found.end()
        text = block.text[start:].rstrip()
        if len(text) >= _SHORTEST:
            return replace(block, start=block.start + start, end=block.start + start + len(text), text=text)
    return None


def is_message(blocks: Sequence[Block], cues: Cues) -> bool:
    """Tell whether the first lines are the head of an e-mail: a subject, and who wrote to whom or when."""
    labels = [label for block in blocks[: 2 * _HEADER] if (label := _label(block))]
    return any(cues.matches("subject-label", label) for label in labels) and any(
        cues.matches("mail-header", label) for label in labels
    )


def _label(block: Block) -> str:
    found = _LABEL.match(block.text)
    return found["label"] if found else ""


def subject_title(block: Block) -> Title:
    """Return a subject line as a title."""
    return Title(block.start, block.end, " ".join(block.text.split()), _SUBJECT, "subject", (block,))


def kicker_title(blocks: Sequence[Block], cues: Cues) -> Title | None:
    """Return the name that a line gives an example behind what it is: "BOX 3. CASE: TEA HOUSE", "Good practice: Tea House"."""
    found = []
    for block in blocks:
        line = _BOX.match(block.text) if len(block.text) <= _BOX_LINE else None
        if line is not None and cues.matches("kicker:example", line["kind"].strip(" *_")):
            found.append((block, line))
    if len(found) != 1:
        return None
    block, line = found[0]
    start, end = line.span("name")
    name = block.text[start:end].rstrip(" *_")
    return Title(
        block.start + start,
        block.start + start + len(name),
        " ".join(name.split()),
        _SLIDE,
        "example",
        (block,),
    )


def slide_title(sections: Sequence[Section], cues: Cues, language: str | None) -> Title | None:
    """Return the project that the first slide names, or its first line, where lines mark the slides and little stands before the first."""
    marks = [index for index, section in enumerate(sections) if section.method == MARK]
    if len(marks) <= 1 or sum(len(section.values) for section in sections[: marks[0]]) > _BEFORE_SLIDES:
        return None
    lines = [line for line in _lines(sections[marks[0] + 1 : marks[1]]) if LETTERS.search(line.text)]
    for line in lines:
        project = cues.search("undertaking", line.text, language=language)
        quoted = _QUOTED.search(line.text, project.end()) if project is not None else None
        if quoted is not None:  # below the meeting at which the slides were shown
            start, end = (line.start + at for at in quoted.span("name"))
            return Title(start, end, quoted["name"], _SLIDE, "first-slide:named", (line,))
    for line in lines[:1]:
        return Title(line.start, line.end, " ".join(line.text.split()), _SLIDE, "first-slide", (line,))
    return None


def _lines(sections: Sequence[Section]) -> Iterator[Block]:
    for section in sections:
        if section.field is not None:
            return
        if section.start < section.end:
            yield Block(BlockKind.HEADING, section.start, section.end, section.label)
        yield from section.values
