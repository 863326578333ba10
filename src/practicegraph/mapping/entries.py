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

from practicegraph.mapping.chapters import HEAD, OF_EACH, QUESTIONS, questions_of
from practicegraph.mapping.counters import counts_practices
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.section import Section, begins_large
from practicegraph.reading.blocks import Block, BlockKind, Document

_OF_WORK: Final = frozenset({"when", "whom", "what"})
"""Questions that a list of organisations does not answer."""
_LEAST: Final = 2
NAME_LENGTH: Final = range(3, 111)
_NAME_ENDS: Final = (".", ",", ";", ":", "!", "…")
NAMING: Final = (UNKNOWN, "heading:words", "heading:some-words", "heading:statistics")
"""How headings are found that may be names."""
_MOST_COUNTED: Final = 30
"""Steps and work packages of a text at the most."""
_DIGITS: Final = re.compile(r"\d+")
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:[ \u00a0]?[-–—/][ \u00a0]?(?:(?:19|20)?\d\d)?)?")
"""A line of years alone, as stands over the name of each project of an archive."""
_COUNTED: Final = re.compile(r"(?:[Nn](?:[or]\.?|[°º.])[ \u00a0]?|[#№][ \u00a0]?)?\d{1,3}[.)]?")
"""A number alone on the line over a name: "01", "No. 3"."""
_METHOD: Final = "entry"
_OPENING: Final = "„“”\"«»'‘’›►▶▸■▪●◆→ "
"""Signs that names are set between or behind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name's line, the sections that begin below it, and a line over it: years or a number."""

    name: Block
    own: tuple[Section, ...]
    above: Block | None = None

    @property
    def start(self) -> int:
        """Where the first of its lines begins."""
        return (self.above or self.name).start

    def questions(self) -> frozenset[str]:
        """Return what the entry answers."""
        return questions_of(self.own)

    def is_told(self) -> bool:
        """Tell whether it answers what a practice answers once, and something else."""
        questions = self.questions()
        return bool(questions & OF_EACH) and len(questions) >= _LEAST

    def is_labelled(self) -> bool:
        """Tell whether it has labels that ask for something known."""
        return len({section.field for section in self.own if section.field and section.values}) >= _LEAST

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
    best: list[Entry] = []
    lines: list[Block] = []
    for style, names in _sets_of_names(named_lines(sections, document, cues)):
        entries = _entries(sections, names, counted=style == "number")
        better = len(entries) > len(best) or (len(entries) == len(best) and _apart(entries) < _apart(best))
        if len(entries) >= _LEAST and better and _are_practices(sections, entries):
            best, lines = entries, names
    if not best:
        return []
    best = [replace(entry, above=_line_over(document, entry.name)) for entry in best]
    ends = [entry.start for entry in best[1:]] + [_end(best, lines, document)]
    return [_part(entry, sections, end) for entry, end in zip(best, ends, strict=True)]


def _apart(entries: Sequence[Entry]) -> int:
    """Return how many code points stand between the names of entries and their first labels."""
    return sum(entry.own[0].start - entry.name.end for entry in entries if entry.own)


def _sets_of_names(lines: dict[str, list[Block]]) -> Iterator[tuple[str, list[Block]]]:
    """Yield lines that may be names, those set alike, then those that differ only in the blank line below them."""
    yield from lines.items()
    for alike in (("tight", "loose"), ("tight capitals", "loose capitals"), ("below", "below capitals")):
        if all(lines.get(style) for style in alike):
            yield (
                "plain",
                sorted((line for style in alike for line in lines[style]), key=lambda line: line.start),
            )


def tells_of_one(sections: Sequence[Section], first: int) -> bool:
    """Tell whether labels before the first practice answer what a practice answers once."""
    return any(
        QUESTIONS.get(section.field or "") in OF_EACH and section.start < first
        for section in _headed(sections)
    )


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
    return len(written) in NAME_LENGTH and not written.endswith(_NAME_ENDS)


def line_style(document: Document, index: int, cues: Cues) -> str:
    """Return how a line is set, by its place among the blocks, empty if no name is set so."""
    blocks, text = document.blocks, document.text
    block = blocks[index]
    before = text.count("\n", blocks[index - 1].end, block.start) if index else _LEAST
    below = index > 1 and before < _LEAST and is_line_over(blocks[index - 1])
    if below:
        before = text.count("\n", blocks[index - 2].end, blocks[index - 1].start)
    after = text.count("\n", block.end, blocks[index + 1].start) if index + 1 < len(blocks) else 0
    number = HEAD.match(block.text)
    if number is not None and number["word"] and int(number["number"]) > _MOST_COUNTED:
        number = None  # "Shared roofs 87"
    step = number is not None and number["word"] and not counts_practices(number["word"], cues)
    if step or is_line_over(block):
        return ""  # "Step 2", "Work package 3"
    if block.kind is BlockKind.HEADING and block.level:
        return f"level {block.level}"
    if block.number is not None or number is not None:
        return "number" if before >= _LEAST else ""
    if (
        block.kind is not BlockKind.PARAGRAPH
        or before < _LEAST
        or not begins_large(block.text.lstrip(_OPENING))
    ):
        return ""
    if below:
        return "below" + (" capitals" if block.text.isupper() else "")
    return ("tight" if after < _LEAST else "loose") + (" capitals" if block.text.isupper() else "")


def is_line_over(block: Block) -> bool:
    """Tell whether a line is one that stands over names: years, or a number."""
    return bool(_COUNTED.fullmatch(block.text) or _YEARS.fullmatch(block.text))


def _line_over(document: Document, name: Block) -> Block | None:
    """Return the years or the number on the line right over a name."""
    above = next((block for block in reversed(document.blocks) if block.end <= name.start), None)
    if above is None or not is_line_over(above):
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
    return found if counted else [entry for entry in found if entry.is_told() or entry.is_labelled()]


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


def _end(entries: Sequence[Entry], names: Sequence[Block], document: Document) -> int:
    """Return where the last entry ends: at the next line set as a name, of which it was found that it is none.

    Where nothing stands behind a blank line below the labels of the others, nothing of it does.
    """
    last = entries[-1]
    told = max(section.start for section in last.own if section.field in QUESTIONS)
    end = next((name.start for name in names if name.start > told), len(document.text))
    labelled = [_behind_labels(entry) for entry in entries]
    if any(at is None for at in labelled):
        return end
    blank = [document.text.find("\n\n", at) for at in labelled if at is not None]
    starts = [entry.start for entry in entries[1:]]
    if (
        all(document.text[at:start].isspace() for at, start in zip(blank, starts, strict=False))
        and blank[-1] > 0
    ):
        return min(end, blank[-1] + 1)
    return end


def _behind_labels(entry: Entry) -> int | None:
    """Return where the last value ends of an entry whose labels all have theirs beside them, ``None`` for another."""
    rows = [section for section in entry.own if section.field is not None]
    if not rows or not all(section.method.endswith(":glued") for section in rows):
        return None
    return rows[-1].values[0].start if rows[-1].values else rows[-1].end


def once(name: Block) -> Block:
    """Return a name that is printed twice as one, as where a page was saved with its picture's description."""
    half = name.text[: len(name.text) // 2]
    return replace(name, end=name.start + len(half), text=half) if half * 2 == name.text else name


def _part(entry: Entry, sections: Sequence[Section], end: int) -> tuple[Section, ...]:
    """Return the sections of an entry: its name, the text below it, then its own."""
    name = entry.name
    head = HEAD.match(name.text)
    begin = head.end() if head is not None and head.end() < len(name.text) else 0
    title = once(replace(name, start=name.start + begin, text=name.text[begin:]))
    # A head may only count: "No. 1" over "Title: Tea House".
    titled = any(section.field == "title" and section.values for section in entry.own)
    loose = tuple(
        block
        for section in sections
        if section.start < name.end
        for block in section.values
        if name.end <= block.start < end
    )
    dated = entry.above is not None and _YEARS.fullmatch(entry.above.text) is not None
    years = (entry.above,) if entry.above is not None and dated and "when" not in entry.questions() else ()
    return (
        *(Section("period", line.start, line.start, "", (line,), method=_METHOD) for line in years),
        *(() if titled else (Section("title", name.start, name.start, "", (title,), method=_METHOD),)),
        Section(None, name.end, name.end, "", loose, method="text"),
        *(
            replace(section, values=tuple(block for block in section.values if block.start < end))
            for section in entry.own
            if section.start < end
        ),
    )
