"""Several practices on a page, each told in prose below its name: "Our projects", then "Tea House" over a text.

What each practice has for itself tells them from the chapters of one text: its name comes again in the text below it,
or there it says when or where it was, who carried it out or who paid for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, permutations, takewhile
from typing import Final

from practicegraph.mapping.chapters import HEAD, named_parts
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateKind
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.entries import NAMING, line_style, named_lines, tells_of_one
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.open_sections import UNKNOWN
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.page_furniture import has_steps
from practicegraph.mapping.section import Section, begins_large
from practicegraph.mapping.sentences import sentences
from practicegraph.reading.blocks import MASK, Block, BlockKind, Document

_FIRST_BLOCKS: Final = 15
_SEVERAL_WORDS: Final = 12
_INTRODUCTION: Final = 800
"""Code points that may stand between the heading of a page of practices and the first of them."""
_NAME: Final = range(3, 91)
_SENTENCE: Final = re.compile(r"[.!?…][\"»”“’)]*$")
_RULE: Final = re.compile(r"[-=*_~—–•·#\s]{3,}")
"""A line between practices."""
_GAP: Final = re.compile(r"[ \u00a0]{2}|\t|\|")
"""What parts the words of a menu."""
_PROSE: Final = 50
_LEAST: Final = 2
_RECORDS: Final = 3
"""Entries at least that a line of the same kind below each tells, without a heading over them."""
_RECORD_LINES: Final = 3
_RECORDED: Final = {"who": "implementer", "sum": "fundingAmount"}
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_PLACED: Final = re.compile(r"(?:,|\s[–—-])\s+(?P<place>[^\W\d_a-z][^(),:]{1,40})$")
"""The end of a name that may be a place: "Tea House, Leeds"."""
_QUOTES: Final = "\"'„“”«»‘’"
_ECHO: Final = 5
"""Letters of a name's word that tell the name where it comes again."""
_ROLES: Final = ("funder", "lead", "implementer", "partner")
_ONCE: Final = {
    "implementer": "implementer", "lead": "lead", "funder": "funder", "funding": "funder", "partner": "partner",
    "period": "when", "start": "when", "duration": "when",
}  # fmt: skip
"""Fields of labels that a practice answers once."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A name's line, the blocks below it, and where they end."""

    name: Block
    below: tuple[Block, ...]
    end: int

    def own_name(self) -> str:
        """Return the name without the number that counts it and what is in brackets behind it."""
        number = HEAD.match(self.name.text)
        return _BRACKETS.sub("", self.name.text[number.end() if number is not None else 0 :])

    def has_prose(self) -> bool:
        """Tell whether a sentence stands below the name."""
        return any(map(_is_prose, self.below))


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and _SENTENCE.search(block.text) is not None


def told_parts(
    sections: Sequence[Section], document: Document, knowledge: Knowledge, language: str | None
) -> list[tuple[Section, ...]]:
    """Return the sections of each practice that is told below its name, empty where there are no two.

    A heading over them speaks of several, or below each name stands a line of the same kind, such as a period or a sum;
    nothing before the first tells of one practice, and most of them have something for themselves.
    """
    over = _over(document, knowledge.cues, language)
    if over is None and len(document.blocks) < _FIRST_BLOCKS:
        return []
    begin = 0 if over is None else over.end
    for lines in _lines(sections, document, begin, knowledge.cues):
        entries = [
            told
            for name, end in lines
            if _may_name(name.text)
            and (
                told := _Told(name, tuple(b for b in document.blocks if name.end <= b.start < end), end)
            ).has_prose()
        ]
        if over is None:
            entries = _records(entries, knowledge, language)
            begin = entries[0].name.start if entries else 0
        if _are_practices(entries, sections, begin, knowledge, language):
            names, below = _taken_apart(entries, sections)
            own = [
                (*_record_sections(entry, knowledge, language), *told)
                for entry, told in zip(entries, below, strict=True)
            ]
            return named_parts(names, own, knowledge, language)
    return []


def _over(document: Document, cues: Cues, language: str | None) -> Block | None:
    """Return the heading among the first lines, before any prose, that speaks of several practices."""
    found = None
    for block in document.blocks[:_FIRST_BLOCKS]:
        text = block.text
        if _is_prose(block):
            break
        if (
            len(text.split()) > _SEVERAL_WORDS
            or block.row is not None
            or _GAP.search(text)
            or has_steps(text)
        ):
            continue
        if cues.matches("listing", text) or cues.search("several", text, language=language) is not None:
            found = block
    return found


# Names -------------------------------------------------------------------------------------------


def _lines(
    sections: Sequence[Section], document: Document, begin: int, cues: Cues
) -> Iterator[list[tuple[Block, int]]]:
    """Yield the lines that may be names, those together that are set alike, each with where the text below it ends."""
    yield list(_ruled(document, begin))
    labels = {section.start for section in sections if "glued" in section.method}
    for style, names in named_lines(sections, document, cues).items():
        own = [name for name in names if name.start >= begin and name.start not in labels]
        if own:
            yield list(_with_ends(own, _last(sections, document, own[0], style, cues)))
    dense = [name for name in _dense(document) if name.start >= begin and name.start not in labels]
    if dense:
        yield list(_with_ends(dense, _last(sections, document, dense[0], "", cues)))


def _with_ends(names: Sequence[Block], last: int) -> Iterator[tuple[Block, int]]:
    """Yield the names before ``last`` with the start of the next."""
    kept = [name for name in names if name.start < last]
    yield from zip(kept, [*(name.start for name in kept[1:]), last], strict=True)


def _last(sections: Sequence[Section], document: Document, first: Block, style: str, cues: Cues) -> int:
    """Return where a line follows that asks for a field and is set as the names are, else the end of the text."""
    places = {block.start: index for index, block in enumerate(document.blocks)}
    for section in sections:
        index = places.get(section.start)
        known = section.field is not None and "glued" not in section.method
        if section.start <= first.start or section.start == section.end or not known or index is None:
            continue
        if not section.method.startswith(NAMING) and style in ("", line_style(document, index, cues)):
            return section.start
    return len(document.text) + 1


def _ruled(document: Document, begin: int) -> Iterator[tuple[Block, int]]:
    """Yield the lines below a rule, with where the next rule is."""
    rules = [
        index
        for index, block in enumerate(document.blocks)
        if block.start >= begin and block.row is None and _RULE.fullmatch(block.text)
    ]
    bounds = pairwise([*rules, len(document.blocks)])
    for rule, following in bounds:
        below = document.blocks[rule + 1 : following]
        if below and below[0].row is None and len(below[0].text) in _NAME:
            end = (
                document.blocks[following].start
                if following < len(document.blocks)
                else len(document.text) + 1
            )
            yield below[0], end


def _dense(document: Document) -> Iterator[Block]:
    """Yield the short lines between two texts on a page without blank lines."""
    blocks = document.blocks
    for index, (line, below) in enumerate(pairwise(blocks)):
        above = blocks[index - 1] if index else None
        apart = document.text.count("\n", above.end, line.start) if above is not None else 1
        plain = line.kind is BlockKind.PARAGRAPH and line.row is None and apart == 1
        ends = above is None or len(above.text) < _PROSE or _SENTENCE.search(above.text) is not None
        if plain and ends and len(line.text) in _NAME and begins_large(line.text.lstrip(_QUOTES)):
            after = document.text.count("\n", line.end, below.start)
            if after == 1 and len(below.text) >= _PROSE:
                yield line


def _may_name(text: str) -> bool:
    """Tell whether a line may be a name: no sentence, question or label, and nobody's name."""
    return (
        len(text) in _NAME
        and MASK not in text
        and not _GAP.search(text)
        and text.rstrip()[-1:] not in "?.!:"
        and any(map(str.isalpha, text))
    )


# What tells practices ----------------------------------------------------------------------------


def _are_practices(
    entries: Sequence[_Told],
    sections: Sequence[Section],
    begin: int,
    knowledge: Knowledge,
    language: str | None,
) -> bool:
    """Tell whether entries below a heading that ends at ``begin`` are a practice each.

    Two thirds of them have something for themselves, two of them something of the same kind, or one behind the first
    its name; none tells of another, as the chapters of one text do.
    """
    if len(entries) < _LEAST or len({entry.name.text for entry in entries}) < len(entries):
        return False
    if entries[0].name.start - begin > _INTRODUCTION or tells_of_one(sections, entries[0].name.start):
        return False
    if 2 * sum(_is_body(entry.name.text, knowledge, language) for entry in entries) >= len(entries):
        return False
    own = [_own(entry, sections, knowledge, language) for entry in entries]
    told = sum(map(bool, own))
    alike = max(Counter(kind for kinds in own for kind in kinds).values(), default=0) >= _LEAST
    if 3 * told < 2 * len(entries) or any(_tells_of(one, other) for one, other in permutations(entries, 2)):
        return False
    named = any("name" in kinds for kinds in own[1:])
    return sum(map(len, own)) > _LEAST and (alike or named)


def _records(entries: Sequence[_Told], knowledge: Knowledge, language: str | None) -> list[_Told]:
    """Return the entries, each behind the other, that have a line of the same kind right below their names; none if too few."""
    if len(entries) < _RECORDS:
        return []  # most documents
    kinds = [_line_kinds(entry, knowledge, language) for entry in entries]
    runs = (
        [entry for entry, _ in run]
        for one in sorted(frozenset().union(*kinds))
        for has, run in groupby(zip(entries, kinds, strict=True), key=lambda item: one in item[1])
        if has
    )
    longest = max(runs, key=len, default=[])
    return longest if len(longest) >= _RECORDS else []


def _line_kinds(entry: _Told, knowledge: Knowledge, language: str | None) -> frozenset[str]:
    """Return what the lines between an entry's name and its text are."""
    return frozenset(kind for _, kind in _record_lines(entry, knowledge, language))


def _record_lines(entry: _Told, knowledge: Knowledge, language: str | None) -> Iterator[tuple[Block, str]]:
    """Yield the lines between an entry's name and its text with what they tell: times, sums or organisations."""
    for block in takewhile(lambda one: not _is_prose(one), entry.below[:_RECORD_LINES]):
        times = find_dates(block.text, knowledge.dates, language)
        lasts = any(mention.kind is not DateKind.DATE for mention in times)
        if lasts and 2 * sum(mention.end - mention.start for mention in times) >= len(block.text):
            yield block, "when"
        if find_amounts(block.text, knowledge.money, language):
            yield block, "sum"
        if any(not one.start for one in find_organizations(block.text, knowledge.organizations, language)):
            yield block, "who"


def _record_sections(entry: _Told, knowledge: Knowledge, language: str | None) -> Iterator[Section]:
    """Yield who carried a practice out and what it got, of the lines between its name and its text."""
    for block, kind in _record_lines(entry, knowledge, language):
        if kind in _RECORDED:
            yield Section(_RECORDED[kind], block.start, block.start, "", (block,), method="record-line")


def _tells_of(one: _Told, other: _Told) -> bool:
    """Tell whether an entry has the name of another."""
    return _has_long_word(other.own_name()) and any(
        fold(other.own_name()) in fold(block.text) for block in one.below
    )


def _has_long_word(name: str) -> bool:
    return any(len(word) >= _ECHO for word in name.split())


def _is_body(text: str, knowledge: Knowledge, language: str | None) -> bool:
    """Tell whether a line is nothing but the name of an organisation, or a day."""
    names = find_organizations(text, knowledge.organizations, language)
    if any((name.start, name.end) == (0, len(text)) for name in names):
        return True
    return any(
        (mention.start, mention.end) == (0, len(text))
        for mention in find_dates(text, knowledge.dates, language)
    )


def _own(
    entry: _Told, sections: Sequence[Section], knowledge: Knowledge, language: str | None
) -> frozenset[str]:
    """Return what an entry has for itself: its name again, when and where it was, who acted and who paid."""
    text = " ".join((entry.name.text, *(block.text for block in entry.below)))
    name, placed = entry.own_name(), _PLACED.search(entry.name.text)
    found = {
        _ONCE[section.field]
        for section in sections
        if section.field in _ONCE and entry.name.end < section.start < entry.end
    }
    found |= {role for role in _ROLES if knowledge.cues.search(f"before:{role}", text, language=language)}
    if _has_long_word(name) and fold(text).count(fold(name)) > 1:
        found.add("name")
    if placed is not None and fold(placed["place"]) in knowledge.places.by_name:
        found.add("where")
    if any(_tells_period(block.text, knowledge, language) for block in (entry.name, *entry.below)):
        found.add("when")
    return _line_kinds(entry, knowledge, language) | found


def _tells_period(text: str, knowledge: Knowledge, language: str | None) -> bool:
    return any(
        mention.kind is DateKind.PERIOD and mention.first
        for start, end in sentences(text, 0, len(text))
        for mention in find_dates(text[start:end], knowledge.dates, language)
    )


# Parts -------------------------------------------------------------------------------------------


def _taken_apart(
    entries: Sequence[_Told], sections: Sequence[Section]
) -> tuple[list[Section], list[tuple[Section, ...]]]:
    """Return the names as headings over their text, and the sections below each."""
    names, below = [], []
    for entry in entries:
        name = entry.name
        loose = tuple(
            block
            for section in sections
            if section.start <= name.end
            for block in section.values
            if name.end <= block.start < entry.end
        )
        names.append(Section(None, name.start, name.end, name.text, loose, method=UNKNOWN))
        below.append(
            tuple(
                replace(section, values=tuple(block for block in section.values if block.start < entry.end))
                for section in sections
                if name.end < section.start < entry.end
            )
        )
    return names, below
