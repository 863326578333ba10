"""The mapping of one document: a pure function from a read document to its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from practicegraph.mapping.actors import find_actors
from practicegraph.mapping.authors import find_author
from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.funding import find_funding
from practicegraph.mapping.geography import find_geography, named_countries
from practicegraph.mapping.groups import find_groups
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.items import passages
from practicegraph.mapping.kickers import is_kicker, is_running_head
from practicegraph.mapping.kinds import find_kind
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.organizations import find_organizations, lookup
from practicegraph.mapping.parts import find_parts
from practicegraph.mapping.personal import find_personal, personal_facts
from practicegraph.mapping.places import find_places
from practicegraph.mapping.references import find_goals, find_numbers, find_references, goal_sections
from practicegraph.mapping.section import Section
from practicegraph.mapping.segmentation import segment
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source
from practicegraph.mapping.text_languages import block_languages, document_language, short_text_language
from practicegraph.mapping.texts import LONG_TEXT, TEXT_FIELDS, find_preamble_texts, find_texts
from practicegraph.mapping.times import dated_sections, find_dateline, find_times, is_placed_day
from practicegraph.mapping.title_lines import is_message, slide_title, subject_line, subject_title
from practicegraph.mapping.titles import (
    Title,
    described_title,
    found_title,
    is_trail,
    named_project,
    page_title,
    part_title,
    stated_title,
)
from practicegraph.reading.blocks import Block, BlockKind, Document

_FIRST_BLOCKS = 3
_PLACE_WORDS = 4
_LONGEST_DAY = 40
_NAME_WORDS = 8
_NAMED = 0.85
_OF_A_PART = 0.6
_WEAK = frozenset({"first-line", "line-over-text"})
"""How titles are found that a subject line is better than."""


def map_document(document: Document, knowledge: Knowledge) -> MappedDocument:
    """Return the facts of a document, each with its span; personal data is masked first and kept apart."""
    known = knowledge.headings.languages
    likely = document_language(document, (), known)
    lexicon, words = knowledge.headings, knowledge.heading_words
    open_sections = segment(document, lexicon, knowledge.cues, words, likely)
    language = document_language(document, open_sections, known)
    countries = named_countries(open_sections, knowledge, language)
    spans = find_personal(document, open_sections, knowledge, countries[0] if countries else None)
    masked = document.masked((span.start, span.end) for span in spans)
    sections = segment(masked, lexicon, knowledge.cues, words, likely) if spans else open_sections
    sections = goal_sections(sections, knowledge.sdgs, masked.text)
    sections = dated_sections(sections, knowledge.dates, knowledge.cues, language)
    parts = find_parts(sections, masked, knowledge, language)
    dated = find_dateline(masked, sections, knowledge.dates, knowledge.cues, language)
    dateline, told = dated or (None, False)
    day = None if told else dateline
    kind = find_kind(masked, sections, knowledge.cues, parts=len(parts), dateline=day, language=language)
    whole = Source(
        document=masked,
        sections=sections,
        knowledge=knowledge,
        language=language,
        languages=tuple(dict.fromkeys(section.language for section in sections if section.language)),
        countries=countries,
        kind=kind.kind,
        known_languages=known,
        marked=tuple(block_languages(masked, language, known, knowledge.function_words)),
    )
    facts = [
        whole.fact("kind", kind.kind, kind.start, kind.end, confidence=kind.confidence, method=kind.method),
        *_published(whole, dateline, told=told),
    ]
    for number, part in enumerate(parts, start=1):
        facts += _part_facts(
            replace(
                whole,
                sections=part,
                part=number,
                countries=named_countries(part, knowledge, language) or countries,
            )
        )
    facts += _collection_facts(whole, parts) if parts else _part_facts(whole)
    return MappedDocument(
        document=masked,
        facts=tuple(sorted(_distinct(facts), key=lambda fact: fact.order)),
        personal=personal_facts(document, spans),
    )


def _published(source: Source, dateline: DateMention | None, *, told: bool) -> Iterator[Fact]:
    """Yield the day of publication: the dateline of news or of a line that says so, else the metadata's.

    What a page's metadata gives stands nowhere in the text.
    """
    if dateline is None:
        if not any(section.field == "published" for section in source.sections):
            yield from _published_in_metadata(source)
    elif told or source.kind == "news":
        yield source.fact(
            "published", dateline.first, dateline.start, dateline.end,
            confidence=dateline.confidence, method="dateline",
        )  # fmt: skip


def _published_in_metadata(source: Source) -> Iterator[Fact]:
    written = source.document.metadata.get("published", "")[:_LONGEST_DAY]
    days = [
        mention.first
        for language in (source.language, None)
        for mention in find_dates(written, source.knowledge.dates, language)
        if mention.kind is DateKind.DATE and mention.first
    ]
    if days:
        yield source.fact("published", max(days, key=len), 0, 0, confidence=0.9, method="metadata")


def _collection_facts(source: Source, parts: Sequence[Sequence[Section]]) -> Iterator[Fact]:
    """Yield the title of a document that describes several practices, and that each part is one."""
    begin = parts[0][0].start
    before = [
        replace(section, values=tuple(block for block in section.values if block.end <= begin))
        for section in source.sections
        if section.start < begin
    ]
    titles = _titles(replace(source, sections=tuple(before)))[:1]
    yield from _title_facts(source, titles) if titles else ()
    for number, part in enumerate(parts, start=1):
        at = part[0].start
        yield replace(source, part=number).fact(
            "kind", "practice", at, at, confidence=_OF_A_PART, method="part"
        )


def _part_facts(source: Source) -> Iterator[Fact]:
    titles = _titles(source)
    yield from _title_facts(source, titles)
    used = {block.start for title in titles for block in title.blocks}
    if titles:
        source = replace(source, title_span=(titles[0].start, titles[0].end))
    yield from _texts(source, used)
    for find in (
        find_actors, find_author, find_times, find_geography, find_groups, find_funding, find_references, find_goals,
        find_numbers,
    ):  # fmt: skip
        for fact in find(source):
            # Who may apply to a call is not who carries something out.
            if not (source.kind == "call" and fact.field == "implementer"):
                yield fact


# Titles ------------------------------------------------------------------------------------------


def _titles(source: Source) -> list[Title]:
    stated = [
        title
        for section in source.of("title")
        if (title := stated_title(section, source.document)) is not None
    ]
    if stated:
        return stated[:1]
    told = slide_title(source.sections) or _subject_name(source)
    if told is not None:
        return [told]
    lines = _unheaded(source)
    if len(lines) > 1 and _is_authority(source, lines[0].text):
        lines = lines[1:]  # the page's owner stands over its title
    found = _found(source, lines)
    found = _subject(source, found) or found
    called = _called(source)
    if found is None and called is None and source.part is None:
        found = _head_title(source)
    if found is None and called is None:
        found = described_title(source.of("description"))
        found = None if found is not None and _names_a_source(source, found.text) else found
    if found is None or called is None:
        return [title for title in (found, called) if title is not None]
    return [found] if normalised(called.text) in normalised(found.text) else [found, called]


def _found(source: Source, lines: Sequence[Block]) -> Title | None:
    """Return the title among the lines of a page or part: the head of a report's pages is it only where nothing else is."""
    cues = source.knowledge.cues
    own = [line for line in lines if not is_running_head(line.text, cues)]
    found = found_title(own, source.document, cues) or found_title(lines, source.document, cues)
    return found if found is None or source.part is None else part_title(found)


def _subject_name(source: Source) -> Title | None:
    """Return the name that the subject of a letter or decision gives a project."""
    subject = subject_line(source.document.blocks, source.knowledge.cues) if source.part is None else None
    if subject is None:
        return None
    text = source.document.text
    span = named_project(text, subject.start, subject.end, source.knowledge.cues, source.language)
    return (
        None
        if span is None
        else Title(*span, " ".join(text[slice(*span)].split()), _NAMED, "subject:named", ())
    )


def _subject(source: Source, found: Title | None) -> Title | None:
    """Return the subject of an e-mail, or of a decision on a project, where no better title was found."""
    blocks, cues = source.document.blocks, source.knowledge.cues
    subject = subject_line(blocks, cues) if source.part is None else None
    if subject is None or (found is not None and found.method not in _WEAK):
        return None
    of_project = source.cue("kind:project", subject.text) is not None
    return subject_title(subject) if of_project or is_message(blocks, cues) else None


def _head_title(source: Source) -> Title | None:
    """Return the title in a page's head, but for one with personal data: it is not in the masked text."""
    title = page_title(source.document, source.knowledge.cues)
    if title is None or find_personal(Document("", title.text, ()), (), source.knowledge, None):
        return None
    return title


def _unheaded(source: Source) -> list[Block]:
    """Return the lines under no known heading and the marked headings, in order."""
    blocks = [
        block
        for section in source.sections
        if section.field is None
        for block in (*_own_line(section), *section.values)
        if not (source.part is None and is_kicker(block.text, source.knowledge.cues))
        and not _names_a_place(source, block.text)
        and not is_placed_day(block.text, source.knowledge.dates, source.language)
        and not (block.level != 1 and _names_a_source(source, block.text))
    ]
    return sorted(blocks, key=lambda block: block.start)


def _names_a_place(source: Source, text: str) -> bool:
    """Tell whether a line is nothing but the name of a country or place."""
    if len(text.split()) > _PLACE_WORDS:
        return False
    countries = find_countries(text, source.knowledge.countries, source.language)
    places = find_places(text, source.knowledge.places, source.countries)
    spans = [(mention.start, mention.end) for mention in countries]
    spans += [(mention.start, mention.end) for mention in places]
    return (0, len(text)) in spans


def _names_a_source(source: Source, text: str) -> bool:
    """Tell whether a line is nothing but the name of a known organisation or programme, whose page it is."""
    if len(text.split()) > _NAME_WORDS:
        return False
    if any(
        (found.start, found.end) == (0, len(text))
        for found in find_concepts(text, source.knowledge.concepts, "funding-programme", source.language)
    ):
        return True
    organization = lookup(text, source.knowledge.organizations)
    return organization is not None


def _is_authority(source: Source, text: str) -> bool:
    """Tell whether a line is nothing but the name of a public authority."""
    names = find_organizations(text, source.knowledge.organizations, source.language)
    return any(
        (name.start, name.end) == (0, len(text)) and (name.type or "").endswith("-authority")
        for name in names
    )


def _own_line(section: Section) -> Iterator[Block]:
    """Yield the line of an unknown heading, which may be the title."""
    if section.start < section.end and section.method == "heading:unknown":
        yield Block(BlockKind.HEADING, section.start, section.end, section.label, level=section.level)


def _called(source: Source) -> Title | None:
    """Return the name that the first sentences give the project."""
    text = source.document.text
    for section in source.sections:
        if section.field not in (None, "description", "objective"):
            continue
        for block in section.values[:_FIRST_BLOCKS]:
            for start, end in sentences(text, block.start, block.end):
                span = named_project(text, start, end, source.knowledge.cues, source.language)
                if span is not None:
                    words = " ".join(text[slice(*span)].split())
                    return Title(*span, words, 0.6, "named", ())
    return None


def _title_facts(source: Source, titles: Sequence[Title]) -> Iterator[Fact]:
    present = {*source.languages, *([source.language] if source.language else [])}
    for title in titles:
        yield source.fact(
            "title", title.text, title.start, title.end,
            confidence=title.confidence, method=f"title:{title.method}",
            language=short_text_language(title.text, source.language_at(title.start), present),
        )  # fmt: skip
    if not titles:
        section = next(source.of("title"), None)
        at = (0, 0) if section is None else (section.start, section.end)
        yield source.fact("title", None, *at, basis=Basis.MISSING, confidence=0.8, method="title")


# Texts -------------------------------------------------------------------------------------------


def _texts(source: Source, used: set[int]) -> Iterator[Fact]:
    facts = list(find_texts(source, used))
    yield from facts
    headed = {fact.field for fact in facts if fact.value is not None}
    loose = [
        passage
        for section in source.sections
        if section.field is None
        for passage in passages(section.values, source.document.text)
        if passage.start not in used
        and (passage.item or len(passage.text) >= LONG_TEXT)
        and not is_trail(passage.text)
    ]
    for fact in find_preamble_texts(source, tuple(loose)):
        if fact.field in TEXT_FIELDS and (fact.field not in headed or fact.confidence >= _LIKELY_ENOUGH):
            yield fact


_LIKELY_ENOUGH = 0.5


# Order -------------------------------------------------------------------------------------------


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Return one fact per thing said: the surest, then the first; a suggestion gives way to a statement."""
    best: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = _said(fact)
        known = best.get(key)
        if known is None or _rank(fact) < _rank(known):
            best[key] = fact
    stated = {(fact.part, fact.field, fact.value) for fact in best.values() if fact.basis is Basis.STATED}
    return [
        fact
        for fact in best.values()
        if not (fact.basis is Basis.SUGGESTED and (fact.part, fact.field, fact.value) in stated)
    ]


_COMPARED = (
    "comparator", "unit", "group", "currency", "planned", "programme", "payer", "payerLabel", "partOf"
)  # fmt: skip


def _said(fact: Fact) -> tuple[object, ...]:
    if fact.basis is Basis.MISSING:
        return (fact.part, fact.field, fact.basis)
    if fact.field in TEXT_FIELDS:
        return (fact.part, fact.field, fact.start)
    detail = dict(fact.details).get
    compared = tuple(map(detail, _COMPARED))
    named: object = detail("organization") or detail("geonames") or fact.value
    if fact.field == "organizationType":
        named = (detail("organization"), fact.value)
    return (fact.part, fact.field, fact.basis, named, compared)


def _rank(fact: Fact) -> tuple[float, int, int]:
    return (-fact.confidence, fact.start, fact.end)
