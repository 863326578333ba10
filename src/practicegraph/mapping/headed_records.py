"""Several practices in one text, each a record of the same labels below a head without any: its name, who, what is done.

The labels stand with their values on lines below each other; a blank line parts a record from the head of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.mapping.chapters import questions_of
from practicegraph.mapping.entries import (
    NAMING,
    answer_as_practices,
    is_line_over,
    is_short_as_a_name,
    tells_of_one,
)
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.organizations import organization_type
from practicegraph.mapping.section import Section, begins_large
from practicegraph.mapping.sentences import SENTENCE_ENDS
from practicegraph.reading.blocks import Block, BlockKind, Document

_LEAST: Final = 2
_BLANK: Final = 2
_OPENING: Final = "„“\"«'»‘’”"
METHOD: Final = "record-head"
"""How the sections of what stands over the labels of a record are told."""


@dataclass(frozen=True, slots=True)
class _Record:
    """The blocks of a head, and the labels below it."""

    head: tuple[Block, ...]
    rows: tuple[Section, ...]

    def questions(self) -> frozenset[str]:
        """Return what the labels ask."""
        return questions_of(self.rows)


def record_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice that has a record under a head, empty where there are no two."""
    repeated = _repeated(sections)
    firsts = [index for index, section in enumerate(sections) if _label(section) == next(iter(repeated), "")]
    if len(repeated) < _LEAST or len(firsts) < _LEAST or tells_of_one(sections, _top(sections, firsts[0])):
        return []
    heads, ends = _heads(sections, document, firsts, repeated)
    if not heads or not all(_names(head) for head in heads):
        return []
    records = [
        _record(sections, head, first, end) for head, first, end in zip(heads, firsts, ends, strict=True)
    ]
    if any(row.field == "title" for record in records for row in record.rows):
        return []  # the head only counts: "No. 1" over "Title: Tea House"
    names = {record.head[0].text for record in records}
    if len(names) < len(records) or not answer_as_practices([record.questions() for record in records]):
        return []
    return [_part(record, end, knowledge) for record, end in zip(records, ends, strict=True)]


def _record(sections: Sequence[Section], head: Sequence[Block], first: int, end: int) -> _Record:
    """Return the record of a head: labels that do not come again may stand in that."""
    own = [one for one in sections[:first] if _is_below(one, head[0])]
    rows = [row for row in sections[first:] if row.start < end]
    told = [block for block in head if not any(_has(one, block) for one in own)]
    over = len(told) > 1 and is_line_over(told[0])  # years or a number
    return _Record(tuple(told[over:]), (*own, *rows))


def _has(section: Section, block: Block) -> bool:
    """Tell whether a line is that of a label or of its value."""
    end = section.values[-1].end if section.values else section.end
    return section.start <= block.start < end


def _label(section: Section) -> str:
    return normalised(section.label) if section.start < section.end else ""


def _top(sections: Sequence[Section], first: int) -> int:
    """Return where the section begins that stands over the first label: its head may seem to ask for something."""
    above = sections[first - 1] if first else None
    return above.start if above is not None and _may_be_a_name(above) else sections[first].start


def _repeated(sections: Sequence[Section]) -> dict[str, None]:
    """Return the labels beside their values that come again, in order."""
    beside = [_label(section) for section in sections if section.method.endswith(":glued")]
    counts = Counter(label for label in beside if label)
    return dict.fromkeys(label for label in beside if counts[label] >= _LEAST)


def _heads(
    sections: Sequence[Section], document: Document, firsts: Sequence[int], repeated: dict[str, None]
) -> tuple[list[tuple[Block, ...]], list[int]]:
    """Return the head of each record and where the record ends, nothing if one has no head."""
    heads: list[tuple[Block, ...]] = []
    ends: list[int] = []
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        stop = len(sections) if following is None else following
        last = max(index for index in range(first, stop) if _label(sections[index]) in repeated)
        limit = len(document.text) if following is None else sections[following].start
        loose = _behind(document, sections[last].start, limit)
        ends.append(loose[0].start if loose else len(document.text))
        if following is not None:
            heads.append(tuple(loose))
            between = (one for one in sections[last + 1 : following] if loose and one.start >= loose[0].start)
            if not loose or any(not _may_be_a_name(one) and not _is_below(one, loose[0]) for one in between):
                return [], []
    groups = min(map(len, (_groups(document, head) for head in heads)))
    above = _above(sections, document, firsts[0])
    first_head = [block for group in _groups(document, above)[-groups:] for block in group]
    return [tuple(first_head), *heads], ends


def _behind(document: Document, start: int, limit: int) -> list[Block]:
    """Return the blocks behind a label and its value, from the first after a blank line on."""
    found: list[Block] = []
    end = document.text.find("\n", start)
    for block in document.blocks if end >= 0 else ():
        if not end < block.start < limit:
            continue
        if found or document.text.count("\n", end, block.start) >= _BLANK:
            found.append(block)
        end = block.end
    return found


def _above(sections: Sequence[Section], document: Document, first: int) -> list[Block]:
    """Return the blocks over the first label, from the last heading that is known on."""
    begin = sections[first].start
    blocks = [block for block in document.blocks if block.start < begin]
    end = begin
    for block in reversed(blocks):  # the lines right above, of which some may have labels of their own
        if document.text.count("\n", block.end, end) >= _BLANK:
            break
        end = block.start
    known = max(
        (one.end for one in sections[:first] if not _may_be_a_name(one) and one.start < end), default=-1
    )
    return [block for block in blocks if known < block.start]


def _groups(document: Document, blocks: Sequence[Block]) -> list[list[Block]]:
    """Return blocks by the blank lines between them."""
    groups: list[list[Block]] = []
    for block in blocks:
        near = groups and document.text.count("\n", groups[-1][-1].end, block.start) < _BLANK
        if near:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _is_below(section: Section, name: Block) -> bool:
    """Tell whether a section is of a label beside its value, below the name of a record."""
    return section.start > name.start and section.method.endswith(":glued")


def _may_be_a_name(section: Section) -> bool:
    """Tell whether a section has no heading, or one that is not surely known: the name of a practice."""
    return section.start == section.end or (
        section.method.startswith(NAMING) and not section.method.endswith(":glued")
    )


def _names(head: Sequence[Block]) -> bool:
    """Tell whether a head begins with a name: a short line, with a text or nothing below it."""
    if not head or head[0].kind is BlockKind.LIST_ITEM or head[0].row is not None:
        return False
    text = head[0].text.rstrip()
    large = begins_large(text.lstrip(_OPENING)) or text[:1].isdigit()
    return large and is_short_as_a_name(text)


def _part(record: _Record, end: int, knowledge: Knowledge) -> tuple[Section, ...]:
    """Return the sections of a record: its name, who stands below it, the rest of the head, then its labels."""
    name, *below = record.head
    carried = below[:1] if below and _is_organization(below[0], knowledge) else []
    told = tuple(below[len(carried) :])
    return (
        Section("title", name.start, name.start, "", (name,), method=METHOD),
        *(Section("implementer", line.start, line.start, "", (line,), method=METHOD) for line in carried),
        Section("activity" if _is_phrase(told) else None, name.end, name.end, "", told, method=METHOD),
        *(
            replace(row, values=tuple(block for block in row.values if block.start < end))
            for row in record.rows
        ),
    )


def _is_organization(line: Block, knowledge: Knowledge) -> bool:
    """Tell whether a line is the name of an organisation, no sentence."""
    text = line.text.rstrip()
    if not is_short_as_a_name(text) or line.kind is not BlockKind.PARAGRAPH:
        return False
    return organization_type(text, knowledge.organizations) is not None


def _is_phrase(told: Sequence[Block]) -> bool:
    """Tell whether a head says in one line without a verb what is done: "Courses and talks for parents"."""
    return len(told) == 1 and not told[0].text.rstrip().endswith(SENTENCE_ENDS)
