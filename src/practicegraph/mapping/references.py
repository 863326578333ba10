"""Links, identifiers, stated and suggested sustainable development goals, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.count_mentions import SENTENCE, CountMention
from practicegraph.mapping.count_open import count_of_indicator
from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.fact import Basis, Fact, number
from practicegraph.mapping.figure_lines import figure_lines
from practicegraph.mapping.links import find_links
from practicegraph.mapping.planned_columns import planned_cells
from practicegraph.mapping.sdg_mentions import SdgKnowledge, find_sdgs
from practicegraph.mapping.sdg_suggestions import ConceptSpan, suggest_sdgs
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source, certainty
from practicegraph.mapping.stacked_figures import stacked_counts
from practicegraph.mapping.surroundings import is_of_surroundings
from practicegraph.mapping.titles import CODE
from practicegraph.mapping.under_plans import EXPECTED, planned_lines
from practicegraph.reading.blocks import Block

_STATED: Final = 0.95
_CODED: Final = 0.6
_TOLD_NUMBER: Final = 0.75
_FIGURE: Final = re.compile(r"\d")
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d\d[-–](?:19|20)?\d\d\Z")
"""The years of a fund behind its name: "FAMI 2014-2020"."""
_IDENTIFIER: Final = re.compile(r"[^\s,;()]*\d[^\s,;()]*(?:[ ]\d[^\s,;()]*)?")
_NUMBERED: Final = re.compile(
    r"(?:(?:I(?<!\wI)[Dd]|R(?<!\wR)ef\.?)\s?[#:№]\s?|R(?<!\wR)[eé]f\.\s(?=[A-Z]{1,6}[-/]?\d|[A-Z]{1,6}-[A-Z\d]+-\d))"
    r"(?P<code>[\w/.-]*\d[\w/-]*)"
)
"""A code after "ID#" or "Ref.:" in a line that no heading asks for."""
_TOLD_CODE: Final = re.compile(
    r"[.:]?\s{0,2}(?:(?:No|Nr|[Nn]|č|št|br)[.º°]{1,2}\s?|[№#]\s?)?[„“\"(]?(?=[^\s,;()]*\d)(?P<code>[^\W_][\w./-]{3,}[\w])"
)
"""What stands behind the words for a project's number: a code with a figure."""
_ERASMUS: Final = re.compile(r"(?<![\w-])20\d\d-\d-[A-Z]{2}\d{2}-KA\d{3}(?:-[A-Z]{3})?-\d{6,9}(?![\w-])")
"""The number of a project of the Erasmus+ programme, whatever stands before it."""
_BRACKETED_CODE: Final = re.compile(
    r"\((?P<code>(?=(?:\D*\d){6})[^\W\d_a-z]{2,12}[-./](?:[^\W_]+[-./])*\d+[-./](?:[^\W_]+[-./])*\d+)\)"
)
"""A code of capitals and several groups of figures in brackets, as stands behind the name of a fund: "(MMIA-2.5.1-2015-00017)"."""
_NO_CODE: Final = re.compile(r"(?:19|20)\d\d|(?:\d{1,2}[./-]){2}(?:\d\d){1,2}|\d{1,4}")
"""A year, a day or a small number."""
_TOLD_IN_WORDS: Final = frozenset({"activity", "origin", "challenge"})
"""Fields whose numbers in words count nothing that was reached."""
_PERSONS: Final = "persons"
_BEGINNING: Final = 2
"""Words at the beginning of a row's label that say what it counts."""
_OUTCOMES: Final = frozenset({"result", "impact", "count"})
"""Fields whose short lines count whatever they begin with."""
_TOLD_OUTCOMES: Final = frozenset({"result", "impact"})
_COUNTED_LINE: Final = re.compile(r"(?P<label>[^:\d]{3,80}):\s*(?P<number>[~<>≥≤]?\s?\d[\d .,\u00a0]*)")
"""A line of what came out that counts: "People in these households: 467"."""
_LINE: Final = 120
_BACKGROUND: Final = frozenset({"origin"})
"""Fields whose numbers are of the surroundings unless their sentence speaks of the project."""
_UNCOUNTED: Final = frozenset(
    {"duration", "period", "start", "end", "budget", "funding", "fundingAmount", "fundingShare", "contact",
     "identifier", "sdg", "link", "published", "status", "title", "phone", "position"}
)  # fmt: skip


def find_references(source: Source) -> Iterator[Fact]:
    """Yield links and identifiers."""
    yield from _links(source)
    yield from _identifiers(source)


def _links(source: Source) -> Iterator[Fact]:
    for section in source.of("link"):
        if not section.values and not section.nested:
            yield source.missing("link", section)
    for section, block in source.blocks():
        for link in find_links(block.text):
            confidence = certainty(section, _STATED) if section.field == "link" else 0.85
            yield source.fact(
                "link", link.iri, block.start + link.start, block.start + link.end,
                confidence=confidence * link.confidence, method=link.method,
            )  # fmt: skip


def _identifiers(source: Source) -> Iterator[Fact]:
    for section in source.of("identifier"):
        if not section.values and not section.nested:
            yield source.missing("identifier", section)
        for block in section.values[:1]:
            found = _IDENTIFIER.search(block.text)
            if found:
                yield source.fact(
                    "identifier", found[0], block.start + found.start(), block.start + found.end(),
                    confidence=certainty(section, _STATED), method=section.method,
                )  # fmt: skip
    for section, block in source.blocks():
        numbered = None if section.field == "identifier" else _NUMBERED.search(block.text)
        if numbered:
            start, end = numbered.span("code")
            yield source.fact(
                "identifier", numbered["code"], block.start + start, block.start + end,
                confidence=_CODED, method="numbered",
            )  # fmt: skip
        if section.field != "identifier":
            yield from _told_identifiers(source, block)
        if section.field is None and CODE.fullmatch(block.text) and not _is_of_fund(source, block.text):
            yield source.fact(
                "identifier", block.text, block.start, block.end, confidence=_CODED, method="code-line"
            )


def _is_of_fund(source: Source, text: str) -> bool:
    """Tell whether a code is that of a fund and its years, or of a series of projects: "FAMI 2014-2020", "HORIZON 2020"."""
    return _YEARS.search(text) is not None or source.knowledge.cues.matches("kicker", text)


def _told_identifiers(source: Source, block: Block) -> Iterator[Fact]:
    """Yield the numbers of projects that running text gives: "reg. no. AMIF/36/07"."""
    if not _FIGURE.search(block.text):
        return
    spans = [found.span() for found in _ERASMUS.finditer(block.text)]
    spans += [found.span("code") for found in _BRACKETED_CODE.finditer(block.text)]
    for cue in source.each_cue("identifier", block.text):
        code = _TOLD_CODE.match(block.text, cue.end())
        if code is not None and _NO_CODE.fullmatch(code["code"]) is None:
            spans.append(code.span("code"))
    for start, end in dict.fromkeys(spans):
        yield source.fact(
            "identifier", block.text[start:end], block.start + start, block.start + end,
            confidence=_TOLD_NUMBER, method="sentence:identifier",
        )  # fmt: skip


def find_goals(source: Source) -> Iterator[Fact]:
    """Yield stated goals and targets of sustainable development, then at most three suggested ones."""
    stated: set[str] = set()
    for section, block in source.blocks():
        in_field = section.field == "sdg"
        at = _with_number(source, block) if in_field else block.start
        for mention in find_sdgs(
            source.document.text[at : block.end],
            source.knowledge.sdgs,
            source.language_at(at),
            in_field=in_field,
        ):
            stated.add(mention.code)
            yield source.fact(
                "sdg", mention.code, at + mention.start, at + mention.end,
                confidence=mention.confidence, method=mention.method,
            )  # fmt: skip
    for section in source.of("sdg"):
        if not section.values and not section.nested:
            yield source.missing("sdg", section)
    yield from _suggested(source, stated)


def goal_sections(sections: Sequence[Section], knowledge: SdgKnowledge, text: str) -> tuple[Section, ...]:
    """Return the sections, those lines as text that name a goal of sustainable development: "Goal 4: Quality education".

    Such a line is no aim of the practice, though its first word asks for one.
    """
    return tuple(
        _goal_line(section, knowledge, text)
        if section.field == "objective" and section.method.endswith(":glued") and section.label[-1:].isdigit()
        else section
        for section in sections
    )


def _goal_line(section: Section, knowledge: SdgKnowledge, text: str) -> Section:
    if not section.values:
        return section
    first, *others = section.values
    line = text[section.start : first.end]
    if not any(mention.start < len(section.label) for mention in find_sdgs(line, knowledge)):
        return section
    goal = replace(first, start=section.start, text=line)
    return Section(None, section.start, section.start, "", (goal, *others), method="text")


def _with_number(source: Source, block: Block) -> int:
    """Return where a block begins with the number that was taken for that of a list: "4 and 11"."""
    line = source.document.text.rfind("\n", 0, block.start) + 1
    bare = source.document.text[line : block.start].strip().isdecimal()
    return line if block.number is not None and block.text[:1].islower() and bare else block.start


def _suggested(source: Source, stated: set[str]) -> Iterator[Fact]:
    text = _masked_to(source)
    knowledge, language = source.knowledge, source.language
    for suggestion in suggest_sdgs(text, knowledge.suggestions, language, _concepts(source, text)):
        if suggestion.code in stated or not suggestion.evidence:
            continue
        start, end = suggestion.evidence[0]
        yield source.fact(
            "sdg", suggestion.code, start, end,
            basis=Basis.SUGGESTED, confidence=suggestion.confidence, method=suggestion.method,
            words=" | ".join(" ".join(text[slice(*span)].split()) for span in suggestion.evidence),
        )  # fmt: skip


def _concepts(source: Source, text: str) -> Iterator[ConceptSpan]:
    """Yield the themes and target groups that a text names in its own language or in English."""
    own = {primary_subtag(source.language), "en"}
    for scheme in ("theme", "target-group"):
        for found in find_concepts(text, source.knowledge.concepts, scheme, source.language):
            if found.language in own:
                yield ConceptSpan(scheme, found.notation, found.start, found.end)


def _masked_to(source: Source) -> str:
    """Return the text with all but the title and the values of this part blanked, so that offsets hold."""
    text = source.document.text
    values = (block for section, block in source.blocks() if section.field not in _UNCOUNTED)
    pieces, reached = [], 0
    for first, end in sorted([source.title_span, *((block.start, block.end) for block in values)]):
        start = max(first, reached)
        if start < end:
            pieces += [" " * (start - reached), text[start:end]]
            reached = end
    return "".join([*pieces, " " * (len(text) - reached)])


def find_numbers(source: Source) -> Iterator[Fact]:
    """Yield the counts of persons and things: those of the texts, then those of lists of figures."""
    found = list(_told_numbers(source))
    yield from found
    known = source.knowledge
    own = {block.start for section, block in source.blocks() if section.field not in _UNCOUNTED}
    language = primary_subtag(source.language)
    blocks, text = source.document.blocks, source.document.text
    outcomes = {block.start for section, block in source.blocks() if section.field in _TOLD_OUTCOMES}
    for line, count in chain(
        figure_lines(blocks, known.counts, known.money, language),
        stacked_counts(blocks, text, known.counts, language, outcomes),
    ):
        at = line.start + count.start
        told = any((fact.start or 0) <= at < (fact.end or 0) for fact in found)
        if not told and any(line.start <= start < line.end for start in own):
            yield source.fact(
                "count", number(count.value), at, line.start + count.end,
                confidence=count.confidence, method=count.method,
                comparator=count.comparator, unit=count.unit, group=count.group, groupLabel=count.label,
            )  # fmt: skip


def _told_numbers(source: Source) -> Iterator[Fact]:
    """Yield the counts that the texts tell."""
    words = source.knowledge.counts.words(source.language or "")
    columns = planned_cells(source.document.blocks, words, source.knowledge.cues)
    planned = planned_lines(source)
    for section, block in source.blocks():
        if section.field in _UNCOUNTED:
            continue
        here = source.within(block)
        column = columns.get(block.start)
        counts = _counts(here, section, block, listed=column is not None)
        if not counts and column is not None and column.indicator and section.field is None:
            counts = count_of_indicator(block.text, section.label, words)
        counted = {count.start for count in counts}
        for count in counts:
            # "three courses" of an activity tell what is done, "two mothers" of its story whom it began with.
            told = section.field not in _TOLD_IN_WORDS or count.method != "count:spelled"
            around = is_of_surroundings(
                here, block.text, count, counted, background=section.field in _BACKGROUND
            )
            if told and not around:
                plan = column.planned if column is not None else block.start in planned or None
                yield _count(here, section, block, count, planned=plan)


def _counts(source: Source, section: Section, block: Block, *, listed: bool) -> Sequence[CountMention]:
    """Return what a text counts; a cell of figures that its row does not explain counts what heads its column."""
    knowledge, language = source.knowledge.counts, source.language
    line = block.text.rstrip(" .;,")
    outcome = section.field in _OUTCOMES and len(line) <= _LINE and SENTENCE.search(line) is None
    found = find_counts(block.text, knowledge, language, label=section.label, counts=listed, outcome=outcome)
    if not found and outcome and (counted := _COUNTED_LINE.fullmatch(line)) is not None:
        at = counted.start("number")
        own = find_counts(counted["number"], knowledge, language, label=counted["label"], counts=True)
        return [replace(count, start=at + count.start, end=at + count.end) for count in own]
    if found or not section.head or section.field is not None:
        return found
    begins = " ".join(section.label.split()[:_BEGINNING])  # "Families visited at home"
    if found := find_counts(block.text, knowledge, language, label=begins):
        return found
    if source.knowledge.cues.matches("column:persons", section.head.strip(" :*_")):
        number = find_counts(block.text, knowledge, language, label=_PERSONS, counts=True)
        return [replace(count, group=None, label="") for count in number]
    found = find_counts(block.text, knowledge, language, label=section.head, counts=listed)
    return found or find_counts(block.text, knowledge, language, label=section.caption)


def _is_reached(source: Source, section: Section, text: str, count: CountMention) -> bool:
    """Tell whether a count under a label of what is expected was reached: "120 planned, 96 came".

    A participle alone does not say so: "Expected results: 40 women trained".
    """
    words = source.knowledge.counts.words(source.language or "")
    if section.field not in EXPECTED or words.planned.search(text) is not None:
        return count.planned is False
    return words.compared.done.search(text[: count.start]) is not None


def _count(
    source: Source, section: Section, block: Block, count: CountMention, *, planned: bool | None
) -> Fact:
    """Return the fact of a count; ``planned`` is what the head of its column says."""
    at = block.start
    if planned is None or count.planned is not None:
        planned = count.planned
        if planned is not True and source.cue("planned", section.label):
            planned = not _is_reached(source, section, block.text, count)
    told = section.field == "objective" or (
        source.cue("planned", section.head) or source.knowledge.cues.matches("stage:planned", section.head)
    )
    if planned is None and told:
        planned = True
    return source.fact(
        "count", number(count.value), at + count.start, at + count.end,
        confidence=count.confidence, method=count.method,
        comparator=count.comparator, unit=count.unit, group=count.group, groupLabel=count.label or None,
        planned=planned,
    )  # fmt: skip
