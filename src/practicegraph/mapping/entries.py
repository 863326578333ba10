"""Several practices in one text, each an entry: its name on a line of its own, below it who, when and for whom.

Entries need not have the same labels: that they answer the same questions tells them from the chapters of one text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Final

from practicegraph.mapping.chapters import HEAD, OF_EACH, QUESTIONS, named_parts, questions_of
from practicegraph.mapping.counters import Counter as LineCounter
from practicegraph.mapping.counters import counts_practices, practice_counters
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.open_sections import COUNTER, UNKNOWN
from practicegraph.mapping.section import Section, begins_large
from practicegraph.reading.blocks import Block, BlockKind, Document

_OF_WORK: Final = frozenset({"when", "whom", "what"})
"""Questions that a list of organisations does not answer."""
_LEAST: Final = 2
_NAME_LENGTH: Final = range(3, 111)
_NAME_ENDS: Final = (".", ",", ";", ":", "!", "…")
NAMING: Final = (UNKNOWN, "heading:words", "heading:some-words", "heading:statistics")
"""How headings are found that may be names."""
_MOST_COUNTED: Final = 30
"""Steps and work packages of a text at the most."""
_DIGITS: Final = re.compile(r"\d+")
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:[ \u00a0]?[-–—/][ \u00a0]?(?:(?:19|20)?\d\d)?)?")
"""A line of years alone, as stands over the name of each project of an archive."""
_PROSE: Final = 80
_METHOD: Final = "entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name's line, the sections that begin below it, and the line of years that may stand over it."""

    name: Block
    own: tuple[Section, ...]
    years: Block | None = None

    @property
    def start(self) -> int:
        """Where the first of its lines begins."""
        return (self.years or self.name).start

    def questions(self) -> frozenset[str]:
        """Return what the entry answers."""
        return questions_of(self.own)

    def is_told(self) -> bool:
        """Tell whether it answers what a practice answers once, and something else."""
        questions = self.questions()
        return bool(questions & OF_EACH) and len(questions) >= _LEAST

    def language(self) -> str | None:
        """Return the language that most of its sections are in."""
        languages = Counter(section.language for section in self.own if section.language)
        return max(sorted(languages), key=languages.__getitem__, default=None)

    def figures(self) -> tuple[str, ...]:
        """Return the figures of its times and sums."""
        texts = (
            block.text
            for section in self.own
            if QUESTIONS.get(section.field or "") in ("when", "money")
            for block in section.values
        )
        return tuple(figure for text in texts for figure in _DIGITS.findall(text))


def entry_parts(sections: Sequence[Section], document: Document, cues: Cues) -> list[tuple[Section, ...]]:
    """Return the sections of each practice that has an entry of its own, empty where there are no two.

    Their names are set alike. Two entries or more answer the same two questions; nothing before the first tells
    of one practice; the same figures in two entries tell one practice in two languages.
    """
    asked = Counter(QUESTIONS[section.field] for section in sections if section.field in QUESTIONS)
    if sum(asked[question] >= _LEAST for question in OF_EACH) < _LEAST:
        return []  # most documents
    for style, names in named_lines(sections, document, cues).items():
        entries = _entries(sections, names, counted=style == "number")
        if len(entries) >= _LEAST and _are_practices(sections, entries):
            entries = [replace(entry, years=_years_over(document, entry.name)) for entry in entries]
            ends = [entry.start for entry in entries[1:]] + [_end(entries[-1], names, document)]
            return [_part(entry, sections, end) for entry, end in zip(entries, ends, strict=True)]
    return []


def counted_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice over which a line counts it, empty where none does.

    Nothing before the first tells of one practice, and most answer a question, or each has prose where several are told of.
    """
    marks = [section for section in sections if section.method == COUNTER]
    counters = practice_counters(document, knowledge.headings, knowledge.cues) if marks else ()
    if [counter.line.start for counter in counters] != [mark.start for mark in marks]:
        return []
    if not marks or tells_of_one(sections, marks[0].start):
        return []
    bounds = [*(counter.line.start for counter in counters), len(document.text) + 1]
    own = [
        _without(counter.name, [section for section in sections if begin < section.start < end])
        for counter, (begin, end) in zip(counters, pairwise(bounds), strict=True)
    ]
    told = sum(any(section.field in QUESTIONS for section in part) for part in own)
    several = knowledge.cues.search("several", document.text, 0, counters[0].line.start, language=language)
    if several and _stand_below(document, counters[0], knowledge.cues, language):
        told_of = [(mark, *part) for mark, part in zip(marks, own, strict=True)]
    else:
        told_of = own
    if 2 * told < len(own) and not (several and all(map(_has_prose, told_of))):
        return []
    names = [
        _name(
            mark,
            replace(counter, name=None) if any(section.field == "title" for section in part) else counter,
        )
        for mark, counter, part in zip(marks, counters, own, strict=True)
    ]
    parts = named_parts(names, own, knowledge, language)
    return [
        (
            replace(mark, end=mark.start, label="", values=()),
            *(section for section in part if section.label or section.values),
        )
        for mark, part in zip(marks, parts, strict=True)
    ]


def _stand_below(document: Document, first: LineCounter, cues: Cues, language: str | None) -> bool:
    """Tell whether the chapter whose parts are counted speaks of several: "5. From practice: three examples" over "5.1"."""
    number = HEAD.match(document.text, first.line.start, first.line.end)
    outer = number["outer"] if number is not None else None
    return outer is not None and any(
        cues.search("several", block.text, language=language) is not None
        for block in document.blocks
        if block.start < first.line.start
        and len(block.text) in _NAME_LENGTH
        and re.match(rf"{re.escape(outer)}[.)]?\s", block.text)
    )


def tells_of_one(sections: Sequence[Section], first: int) -> bool:
    """Tell whether labels before the first practice answer what a practice answers once."""
    return any(
        QUESTIONS.get(section.field or "") in OF_EACH and section.start < first
        for section in _headed(sections)
    )


def _without(name: Block | None, own: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections without the line of a name among their values."""
    if name is None:
        return tuple(own)
    kept = (
        replace(section, values=tuple(block for block in section.values if block.start != name.start))
        for section in own
    )
    return tuple(section for section in kept if section.values or section.start < section.end)


def _has_prose(own: Sequence[Section]) -> bool:
    return any(len(block.text) >= _PROSE for section in own for block in section.values)


def _name(mark: Section, counter: LineCounter) -> Section:
    """Return the name that stands at or below a counter as a heading, with what stands at the counter itself."""
    name = counter.name
    if name is None:
        return replace(mark, label="", method=UNKNOWN)
    loose = tuple(block for block in mark.values if block.start != name.start)
    return Section(None, name.start, name.end, name.text, loose, method=UNKNOWN)


def named_lines(sections: Sequence[Section], document: Document, cues: Cues) -> dict[str, list[Block]]:
    """Return the lines that may be names of practices, by how they are set."""
    labels = {section.start: section for section in sections if section.start < section.end}
    starts = sorted(labels)
    found: dict[str, list[Block]] = defaultdict(list)
    blocks = document.blocks
    for index, block in enumerate(blocks[:-1]):
        if block.row is not None or not is_short_as_a_name(block.text):
            continue
        inside = starts[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        own = [labels[start] for start in inside]
        if any(not section.method.startswith(NAMING) or section.end < block.end - 1 for section in own):
            continue  # a label with its value, or a heading that is known
        style = line_style(document, index, cues)
        if style:
            found[style].append(block)
    return found


def is_short_as_a_name(text: str) -> bool:
    """Tell whether a line is as long as names are and ends as no sentence or label does."""
    written = text.rstrip()
    return len(written) in _NAME_LENGTH and not written.endswith(_NAME_ENDS)


def line_style(document: Document, index: int, cues: Cues) -> str:
    """Return how a line is set, by its place among the blocks, empty if no name is set so."""
    blocks, text = document.blocks, document.text
    block = blocks[index]
    before = text.count("\n", blocks[index - 1].end, block.start) if index else _LEAST
    years = index > 1 and before < _LEAST and _YEARS.fullmatch(blocks[index - 1].text)
    if years:
        before = text.count("\n", blocks[index - 2].end, blocks[index - 1].start)
    after = text.count("\n", block.end, blocks[index + 1].start) if index + 1 < len(blocks) else 0
    number = HEAD.match(block.text)
    if number is not None and number["word"] and int(number["number"]) > _MOST_COUNTED:
        number = None  # "Shared roofs 87"
    if number is not None and number["word"] and not counts_practices(number["word"], cues):
        return ""  # "Step 2", "Work package 3"
    if block.kind is BlockKind.HEADING and block.level:
        return f"level {block.level}"
    if block.number is not None or number is not None:
        return "number" if before >= _LEAST else ""
    if (
        block.kind is not BlockKind.PARAGRAPH
        or before < _LEAST
        or not begins_large(block.text.lstrip("„“\"«'"))
    ):
        return ""
    if years:
        return "below years"
    return ("tight" if after < _LEAST else "loose") + (" capitals" if block.text.isupper() else "")


def _years_over(document: Document, name: Block) -> Block | None:
    """Return the line of years right over a name."""
    above = next((block for block in reversed(document.blocks) if block.end <= name.start), None)
    if above is None or _YEARS.fullmatch(above.text) is None:
        return None
    return above if document.text.count("\n", above.end, name.start) < _LEAST else None


def _entries(sections: Sequence[Section], names: Sequence[Block], *, counted: bool) -> list[Entry]:
    """Return the entries of names, from the first that tells of a practice to the last.

    A line below which nothing of a practice is told is no name, unless lines are counted.
    """
    names = _first_run(names) if counted else names
    bounds = [*(name.start for name in names), len(sections) and max(section.end for section in sections) + 1]
    found = [
        Entry(name, tuple(section for section in sections if name.end <= section.start < end))
        for name, (_, end) in zip(names, pairwise(bounds), strict=True)
    ]
    told = [index for index, entry in enumerate(found) if entry.is_told()]
    if len(told) < _LEAST:
        return []
    found = found[told[0] : told[-1] + 1]
    if 2 * len(told) < len(found):
        return []
    return found if counted else [entry for entry in found if entry.is_told()]


def _first_run(names: Sequence[Block]) -> list[Block]:
    """Return the lines that count from one, each one more than the last."""
    run: list[Block] = []
    for name in names:
        if _number(name) == len(run) + 1:
            run.append(name)
    return run


def _number(name: Block) -> int | None:
    head = HEAD.match(name.text)
    return name.number if name.number is not None or head is None else int(head["number"])


def _are_practices(sections: Sequence[Section], entries: Sequence[Entry]) -> bool:
    """Tell whether entries describe a practice each."""
    if tells_of_one(sections, entries[0].name.start):
        return False
    if not answer_as_practices([entry.questions() for entry in entries]):
        return False
    names = {entry.name.text for entry in entries}
    return len(names) == len(entries) and not any(_are_one(*pair) for pair in combinations(entries, 2))


def answer_as_practices(answers: Sequence[frozenset[str]]) -> bool:
    """Tell whether several pieces of a text answer the same questions, of which a practice answers two once."""
    counts = Counter(question for answer in answers for question in answer)
    again = {question for question, count in counts.items() if count >= _LEAST}
    return len(again & OF_EACH) >= _LEAST and bool(again & _OF_WORK)


def _headed(sections: Sequence[Section]) -> Iterator[Section]:
    """Yield the sections with a value or a known heading: "Finished projects" seems to ask for an end."""
    for section in sections:
        if section.method == "heading" or not section.method.startswith(NAMING) or "glued" in section.method:
            yield section


def _are_one(one: Entry, other: Entry) -> bool:
    """Tell whether two entries tell the same in two languages."""
    return one.language() != other.language() and one.figures() == other.figures()


def _end(last: Entry, names: Sequence[Block], document: Document) -> int:
    """Return where the last entry ends: at the next line set as a name, of which it was found that it is none."""
    told = max(section.start for section in last.own if section.field in QUESTIONS)
    return next((name.start for name in names if name.start > told), len(document.text))


def _part(entry: Entry, sections: Sequence[Section], end: int) -> tuple[Section, ...]:
    """Return the sections of an entry: its name, the text below it, then its own."""
    name = entry.name
    head = HEAD.match(name.text)
    begin = head.end() if head is not None and head.end() < len(name.text) else 0
    title = replace(name, start=name.start + begin, text=name.text[begin:])
    loose = tuple(
        block
        for section in sections
        if section.start < name.end
        for block in section.values
        if name.end <= block.start < end
    )
    years = () if entry.years is None or "when" in entry.questions() else (entry.years,)
    return (
        *(Section("period", line.start, line.start, "", (line,), method=_METHOD) for line in years),
        Section("title", name.start, name.start, "", (title,), method=_METHOD),
        Section(None, name.end, name.end, "", loose, method="text"),
        *(
            replace(section, values=tuple(block for block in section.values if block.start < end))
            for section in entry.own
            if section.start < end
        ),
    )
