"""The mapping of one document: a pure function from a read document to its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from practicegraph.languages import primary_subtag
from practicegraph.mapping.actors import find_actors
from practicegraph.mapping.authors import find_author
from practicegraph.mapping.bylines import with_bylines
from practicegraph.mapping.count_labels import counted_labels
from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.disclaimers import without_disclaimers
from practicegraph.mapping.document_titles import described_sections, find_titles, title_facts
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.flat_tables import with_flat_tables
from practicegraph.mapping.funding import find_funding
from practicegraph.mapping.geography import find_geography, named_countries
from practicegraph.mapping.groups import find_groups
from practicegraph.mapping.inline_items import parted_items
from practicegraph.mapping.items import LONG_TEXT, Passage, passages
from practicegraph.mapping.kinds import ANNOUNCEMENT, find_kind
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.listed_bodies import with_listed_bodies, with_parted_countries
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.named_places import without_names
from practicegraph.mapping.page_frames import FRAME_FIELDS, framed
from practicegraph.mapping.page_furniture import is_menu, is_trail
from practicegraph.mapping.page_heads import FURNITURE, HEAD
from practicegraph.mapping.parts import find_parts
from practicegraph.mapping.personal import find_personal, personal_facts
from practicegraph.mapping.references import find_goals, find_numbers, find_references, goal_sections
from practicegraph.mapping.section import Section
from practicegraph.mapping.segmentation import segment
from practicegraph.mapping.signed import signed_sections
from practicegraph.mapping.source import Source
from practicegraph.mapping.stacked_figures import with_stacked_figures
from practicegraph.mapping.telephones import find_telephones
from practicegraph.mapping.text_languages import block_languages, document_language
from practicegraph.mapping.texts import TEXT_FIELDS, find_preamble_texts, find_texts, find_untold_activity
from practicegraph.mapping.times import dated_sections, find_dateline, find_times, is_timed
from practicegraph.mapping.wrapping import unwrapped
from practicegraph.reading.blocks import Document

_LONGEST_DAY = 40
_OF_A_PART = 0.6
_ANNOUNCED = frozenset({"title", "link", "contact", "country", "place", "reporter", "published"})
"""Fields of a page that announces an event or a vacancy: what it is to be is no practice's."""


def map_document(document: Document, knowledge: Knowledge) -> MappedDocument:
    """Return the facts of a document, each with its span; personal data is masked first and kept apart."""
    written, document = document, parted_items(unwrapped(document))
    known = knowledge.headings.languages
    likely = document_language(document, (), known)
    document = with_flat_tables(document, knowledge.counts.words(likely or ""))
    document = with_stacked_figures(document, knowledge.headings)
    document = with_parted_countries(document, knowledge.countries)
    lexicon, words, cues, dates = knowledge.headings, knowledge.heading_words, knowledge.cues, knowledge.dates
    open_sections = segment(document, lexicon, cues, words, likely)
    language = document_language(document, open_sections, known)
    countries = named_countries(open_sections, knowledge, language)
    spans = find_personal(document, open_sections, knowledge, countries[0] if countries else None, language)
    masked = document.masked((span.start, span.end) for span in spans)
    sections = segment(masked, lexicon, cues, words, likely) if spans else open_sections
    sections = with_listed_bodies(sections, knowledge.countries, language)
    sections = goal_sections(sections, knowledge.sdgs, masked.text)
    sections = counted_labels(sections, knowledge.counts, primary_subtag(language))
    sections = described_sections(without_disclaimers(sections, cues), cues)
    sections = signed_sections(sections, dates, cues, language)
    sections = dated_sections(sections, dates, cues, language)
    frame, parts = framed(sections, find_parts(sections, masked, knowledge, language))
    dateline, told = find_dateline(masked, sections, dates, cues, language) or (None, False)
    day = None if told and dateline and not is_timed(masked, dateline) else dateline
    kind = find_kind(masked, sections, cues, parts=len(parts), dateline=day, language=language)
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
        *_published(whole, dateline),
        *_told(whole, frame, parts, announces=kind.method == ANNOUNCEMENT),
        *find_telephones(whole, parts),
    ]
    return MappedDocument(
        document=written.masked((span.start, span.end) for span in spans),
        facts=tuple(sorted(_distinct(facts), key=lambda fact: fact.order)),
        personal=personal_facts(document, spans),
    )


def _told(
    source: Source, frame: tuple[Section, ...], parts: Sequence[tuple[Section, ...]], *, announces: bool
) -> Iterator[Fact]:
    """Yield what a document tells of its practice, or of each of its ``parts`` and in the ``frame`` round them."""
    for number, sections in enumerate(parts, start=1):
        part = with_bylines(sections, source.knowledge, source.language)
        countries = named_countries(part, source.knowledge, source.language) or source.countries
        yield from _part_facts(replace(source, sections=part, part=number, countries=countries))
    if parts:
        yield from _collection_facts(replace(source, sections=frame), parts)
    else:
        source = replace(source, sections=with_bylines(source.sections, source.knowledge, source.language))
        yield from (fact for fact in _part_facts(source) if not announces or fact.field in _ANNOUNCED)


def _published(source: Source, dateline: DateMention | None) -> Iterator[Fact]:
    """Yield the day of publication: the dateline or that of a line that says so, else the metadata's.

    What a page's metadata gives stands nowhere in the text.
    """
    if dateline is None:
        if not any(section.field == "published" for section in source.sections):
            yield from _published_in_metadata(source)
    else:
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
    """Yield what a document of several practices says of itself round them, and that each part is one."""
    begin = parts[0][0].start
    before = tuple(section for section in source.sections if section.start < begin)
    titles = find_titles(replace(source, sections=before))[:1]
    yield from title_facts(source, titles) if titles else ()
    for find in (find_actors, find_author, find_times, find_funding, find_references):
        yield from (fact for fact in find(source) if fact.field in FRAME_FIELDS and fact.value is not None)
    for number, part in enumerate(parts, start=1):
        at = part[0].start
        yield replace(source, part=number).fact(
            "kind", "practice", at, at, confidence=_OF_A_PART, method="part"
        )


def _part_facts(source: Source) -> Iterator[Fact]:
    titles = find_titles(source)
    yield from title_facts(source, titles)
    used = {block.start for title in titles for block in title.blocks}
    if titles:
        source = replace(source, title_span=(titles[0].start, titles[0].end))
    yield from _texts(source, used)
    yield from without_names(list(_values(source)))


def _values(source: Source) -> Iterator[Fact]:
    """Yield the facts that are no texts."""
    for find in (
        find_actors, find_author, find_times, find_geography, find_groups, find_funding, find_references, find_goals,
        find_numbers,
    ):  # fmt: skip
        for fact in find(source):
            # Who may apply to a call is not who carries something out.
            if not (source.kind == "call" and fact.field == "implementer"):
                yield fact


# Texts -------------------------------------------------------------------------------------------


def _texts(source: Source, used: set[int]) -> Iterator[Fact]:
    facts = list(find_texts(source, used))
    yield from facts
    headed = {fact.field for fact in facts if fact.value is not None}
    loose = [
        passage
        for section in source.sections
        if section.field is None and section.method != FURNITURE
        for passage in passages(section.values, source.document.text)
        if passage.start not in used
        and (passage.item or len(passage.text) >= LONG_TEXT or passage.text.endswith(":"))
        and not is_trail(passage.text)
        and not is_menu(passage.text)
        and not _is_subtitle(section, passage)
    ]
    told = [
        fact
        for fact in find_preamble_texts(source, tuple(loose))
        if fact.field in TEXT_FIELDS and (fact.field not in headed or fact.confidence >= _LIKELY_ENOUGH)
    ]
    yield from told
    if source.part is not None:
        yield from find_untold_activity(source, loose, [*facts, *told])


_LIKELY_ENOUGH = 0.5


def _is_subtitle(section: Section, passage: Passage) -> bool:
    """Tell whether a line is the second of a page's head, below its title, and no sentence."""
    second = section.method == HEAD and any(block.start == passage.start for block in section.values[1:2])
    return second and not passage.text.rstrip().endswith((".", "!", "?", "…", ":"))


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
