"""The titles of a document or part: which of the ways to find one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.kickers import is_kicker, is_running_head, rest_of_kicker
from practicegraph.mapping.organization_lookup import lookup
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.page_heads import HEAD
from practicegraph.mapping.personal import find_personal
from practicegraph.mapping.places import find_places
from practicegraph.mapping.section import PROSE_FIELDS, Section
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source
from practicegraph.mapping.text_languages import short_text_language
from practicegraph.mapping.times import is_placed_day
from practicegraph.mapping.title_lines import (
    is_message,
    kicker_title,
    slide_title,
    subject_line,
    subject_title,
)
from practicegraph.mapping.titles import (
    Title,
    could_be,
    described_title,
    found_title,
    head_title,
    is_running_text,
    named_project,
    page_title,
    part_title,
    quoted_name,
    stated_title,
)
from practicegraph.reading.blocks import Block, BlockKind, Document

_OWNERS: Final = 3
_FIRST_BLOCKS: Final = 3
_ALL_BLOCKS: Final = 12
_PLACE_WORDS: Final = 4
_SITE_WORDS: Final = 4
_CATEGORY_WORDS: Final = 4
_PARTED: Final = re.compile(r"[ \u00a0]+(?:[|»•·]|::|[-–—])[ \u00a0]+")
"""What parts a page's title from the name of its site."""
_NAME_WORDS: Final = 8
_NAMED: Final = 0.85
_QUOTED_NAME: Final = 0.5
_BELOW_HEAD: Final = frozenset(
    {"breadcrumb:last", "breadcrumb", "repeated-line", "first-line", "line-over-text", "capitals"}
)
"""How titles are found that the line below a page's furniture is better than."""
_WEAK: Final = frozenset({"first-line", "line-over-text"})
"""How titles are found that a subject line is better than."""


def find_titles(source: Source) -> list[Title]:
    """Return the title that is stated or found, and beside it the name that the text gives the project."""
    stated = [
        title
        for section in source.of("title")
        if not _names_its_project(source, section)
        and (title := stated_title(section, source.document)) is not None
    ]
    if stated:
        return stated[:1]
    told = slide_title(source.sections, source.knowledge.cues, source.language) or _subject_name(source)
    if told is not None:
        return [told]
    lines = _unheaded(source)
    for _ in range(_OWNERS):
        if len(lines) > 1 and _is_authority(source, lines[0].text):
            lines = lines[1:]  # the page's owner stands over its title, a department below it
    found = _found(source, lines)
    found = _subject(source, found) or found
    found = (
        _without_kind(source, _without_site(source, found))
        if found is not None and found.method in _WEAK
        else found
    )
    called = _called(source)
    if found is None and called is None and source.part is None:
        found = _head_title(source)
    if found is None and called is None:
        found = described_title(source.of("description"))
        found = None if found is not None and _names_a_source(source, found.text) else found
    told = kicker_title(source.document.blocks, source.knowledge.cues) if source.part is None else None
    if told is not None and called is None and (found is None or found.method in _WEAK):
        return [told]
    if found is None or (found.method == "first-line" and _is_body(source, found.text)):
        called = called or _called(source, blocks=_ALL_BLOCKS) or _quoted(source)
        found = found if called is None else None
    if found is None or called is None:
        return [title for title in (found, called) if title is not None]
    return [found] if normalised(called.text) in normalised(found.text) else [found, called]


def _names_its_project(source: Source, section: Section) -> bool:
    """Tell whether "Project" below a practice that has its name at the head says within what it was told: "Project: CARE4ALL"."""
    bare = len(section.label.split()) == 1 and source.cue("kind:project", section.label) is not None
    if not bare or source.kind != "practice" or source.part is not None:
        return False
    before = [other for other in source.sections if other.start < section.start]
    told = any(other.field in PROSE_FIELDS and other.values for other in before)
    return told and any(other.method == HEAD for other in before)


def described_sections(sections: Sequence[Section], cues: Cues) -> tuple[Section, ...]:
    """Return the sections, those as descriptions whose label names a project and which are running text: "Project" over what it is."""

    def described(section: Section) -> Section:
        if (
            section.field != "title"
            or not section.values
            or cues.search("kind:project", section.label) is None
        ):
            return section
        text, bare = section.values[0].text, len(section.label.split()) == 1
        apart = (
            bare
            and "glued" not in section.method
            and (len(section.values) > 1 or text.rstrip().endswith("."))
        )
        running = is_running_text(section.values[0]) and (bare or len(sentences(text)) > 1)
        if running or apart:
            return replace(section, field="description")
        return section

    return tuple(map(described, sections))


def _found(source: Source, lines: Sequence[Block]) -> Title | None:
    """Return the title among the lines of a page or part.

    The head of a report's pages is it only where nothing else is, nor is the heading of a site's projects.
    """
    cues = source.knowledge.cues
    own = [
        line for line in lines if not (is_running_head(line.text, cues) or cues.matches("listing", line.text))
    ]
    found = found_title(own, source.document, cues) or found_title(lines, source.document, cues)
    if found is not None and found.method == "breadcrumb:last" and is_kicker(found.text, cues):
        found = None  # "Home > Projects > Project sheet"
    if source.part is None and (found is None or found.method in _BELOW_HEAD):
        found = next(
            map(head_title, (one for one in source.sections if one.method == HEAD and one.values)), found
        )
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
    lines = [
        block
        for section in source.sections
        if section.field is None
        for block in (*_own_line(section), *section.values)
    ]
    return [
        block
        for block in _below_kickers(source, sorted(lines, key=lambda line: line.start))
        if not (source.part is None and _is_kicker(source, block))
        and not _names_a_place(source, block.text)
        and not is_placed_day(block.text, source.knowledge.dates, source.language)
        and not (block.level != 1 and _names_a_source(source, block.text))
    ]


def _below_kickers(source: Source, lines: Sequence[Block]) -> list[Block]:
    """Return lines in order, the marked heading below a first one that only says what kind of text it is as a first one."""
    found = list(lines)
    for index, (above, below) in enumerate(pairwise(lines), start=1):
        marked = above.kind is below.kind is BlockKind.HEADING and above.level == 1 < below.level
        if marked and is_kicker(above.text, source.knowledge.cues):
            found[index] = replace(below, level=1)
    return found


def _is_kicker(source: Source, block: Block) -> bool:
    """Tell whether a line says what kind of text follows, and perhaps its theme: "GOOD PRACTICE | LANGUAGE LEARNING".

    Beside the kind stands a theme, or a word in capitals over a line that is not.
    """
    cues = source.knowledge.cues
    if is_kicker(block.text, cues):
        return True
    rest = rest_of_kicker(block.text, cues)
    if not rest or block.kind is BlockKind.HEADING:
        return False
    below = next((other for other in source.document.blocks if other.start > block.start), None)
    named = below is not None and could_be(below, cues) and not is_kicker(below.text, cues)
    if below is None or not named or source.knowledge.headings.exact(below.text) is not None:
        return False
    if block.text.isupper() and not below.text.isupper():
        return True
    return all(len(piece.split()) <= _CATEGORY_WORDS and _is_theme(source, piece) for piece in rest)


def _is_theme(source: Source, text: str) -> bool:
    found = find_concepts(text, source.knowledge.concepts, "theme", source.language, in_field=True)
    return any(mention.start == 0 and mention.end == len(text) for mention in found)


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


def _is_body(source: Source, text: str) -> bool:
    """Tell whether a line is nothing but the name of an organisation, told by the word for what it is."""
    names = find_organizations(text, source.knowledge.organizations, source.language)
    return any((name.start, name.end) == (0, len(text)) and name.type is not None for name in names)


def _own_line(section: Section) -> Iterator[Block]:
    """Yield the line of an unknown heading, which may be the title."""
    if section.start < section.end and section.method == "heading:unknown":
        yield Block(BlockKind.HEADING, section.start, section.end, section.label, level=section.level)


def _without_site(source: Source, title: Title) -> Title:
    """Return a page's title without the site behind or before it: "Tea House | City of Leeds".

    The site is a body, or a place where documents are shared; behind a bar it may be a name that the page has elsewhere.
    """
    for sign in [*_PARTED.finditer(title.text)][::-1]:
        first, last = title.text[: sign.start()], title.text[sign.end() :]
        if _is_site(source, last, barred="|" in sign[0]) and not _is_site(source, first, barred=False):
            return replace(_cut(source, title, first), method=f"{title.method}:site")
        if _is_site(source, first, barred=False) and not _is_site(source, last, barred=False):
            return replace(_cut(source, title, last), method=f"{title.method}:site")
    return title


def _without_kind(source: Source, title: Title) -> Title:
    """Return a title behind a bar without the word before it that says what it names: "Good practice | Tea House"."""
    kind, bar, name = title.text.partition("|")
    named = bool(bar) and "|" not in name and source.knowledge.cues.matches("kicker:example", kind.strip())
    return replace(_cut(source, title, name.strip()), method=f"{title.method}:kind") if named else title


def _is_site(source: Source, piece: str, *, barred: bool) -> bool:
    """Tell whether a piece of a page's title names the site; of a name alone, ``barred``, that the page has elsewhere."""
    cues = source.knowledge.cues
    if cues.matches("hosting", piece) or _is_body(source, piece) or _names_a_source(source, piece):
        return True
    short = len(piece.split()) <= _SITE_WORDS
    return (
        barred and short and (cues.search("site", piece) is not None or source.document.text.count(piece) > 1)
    )


def _cut(source: Source, title: Title, piece: str) -> Title:
    """Return a title of which only a piece is left."""
    at = source.document.text.find(piece, title.start, title.end)
    return title if at < 0 else replace(title, start=at, end=at + len(piece), text=piece)


def _quoted(source: Source) -> Title | None:
    """Return the first name in quotation marks that the first paragraphs have, where nothing else is a title."""
    text = source.document.text
    for section in source.sections:
        for block in section.values[:_FIRST_BLOCKS] if source.part is None else ():
            span = quoted_name(text, block.start, block.end)
            if span is not None:
                return Title(*span, " ".join(text[slice(*span)].split()), _QUOTED_NAME, "quoted", ())
    return None


def _called(source: Source, blocks: int = _FIRST_BLOCKS) -> Title | None:
    """Return the name that the first sentences give the project."""
    text = source.document.text
    for section in source.sections:
        if section.field not in (None, "description", "objective"):
            continue
        for block in section.values[:blocks]:
            for start, end in sentences(text, block.start, block.end):
                span = named_project(text, start, end, source.knowledge.cues, source.language)
                if span is not None:
                    words = " ".join(text[slice(*span)].split())
                    return Title(*span, words, 0.6, "named", ())
    return None


def title_facts(source: Source, titles: Sequence[Title]) -> Iterator[Fact]:
    """Yield the titles as facts, else that there is none."""
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
