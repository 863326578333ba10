"""The kind of a document: practice, project, publication, news, call, form, collection or other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateMention
from practicegraph.mapping.page_furniture import is_trail, last_step, outer_steps
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, Document

FORM_FIELDS: Final = 3
"""Fields from which a page has the structure of a description, whatever it calls itself."""

ANNOUNCEMENT: Final = "headline:announcement"
"""How a page is found to announce an event, a vacancy or the like."""
_HEAD: Final = 400
_UNDERTAKEN: Final = ("sentence:objective", "before:implementer", "before:partner", "before:funder")
_PROSE: Final = 80
BLANK: Final = re.compile(r"[._…]{4,}\s*$")
"""Where somebody is to write."""
_MOST_WANTED: Final = 6
"""Fields of a description that a page has which looks for somebody: tasks, place, begin."""
_HEADLINES: Final = 7
_LINE: Final = 110
_HEADLINE: Final = re.compile(r":\s|\s[–—-]\s|[!|]")
"""What stands between the kind of an announcement and what it is of."""
_NUMBER: Final = re.compile(r"\s+(?:[^\W\d_]{1,3}\.?\s*)?\d[\d/.-]*$")
"""The number of a request: "Request for quotations no. 3/2022"."""
_FIRST: Final = 12
"""Lines among which a page's breadcrumb stands."""
CONTENT: Final = frozenset(
    {"objective", "description", "activity", "method", "result", "impact", "challenge", "targetGroup", "duration",
     "period", "start", "end", "implementer", "lead", "partner", "funding", "fundingProgramme", "budget",
     "evaluation", "replicability", "origin", "title", "beneficiary", "fundingAmount", "managingAuthority"}
)  # fmt: skip
"""Lexicon fields that a description of a practice has."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind with the span that told it."""

    kind: str
    start: int
    end: int
    confidence: float
    method: str


def find_kind(
    document: Document,
    sections: Sequence[Section],
    cues: Cues,
    *,
    parts: int = 0,
    dateline: DateMention | None = None,
    language: str | None = None,
) -> DocumentKind:
    """Return the kind of ``document``; ``parts`` is the number of practices it describes apart, if several.

    ``dateline`` is a day on a line of its own near its top, as news have it.

    The surest sign decides: several parts, a call in the head, a name in a heading, news in the headline
    or in a text without headings, then the fields of a description, then the words of the text.
    """
    if parts > 1:
        return DocumentKind("collection", 0, 0, 0.9, "parts")
    fields = {section.field for section in sections if section.field in CONTENT}
    prose = sum(len(block.text) >= _PROSE for block in document.blocks)
    return (
        _blank(document)
        or _announced(document, cues, len(fields))
        or _told(document, cues, "call", _HEAD, 0.9)
        or _named(document, sections, cues)
        or _news(document, sections, cues)
        or (_filed(document, cues) if len(fields) < FORM_FIELDS else None)
        or (_dated(dateline) if not fields else None)
        or (_described(document, cues) if len(fields) >= FORM_FIELDS else _by_words(document, cues))
        or (None if fields else _undertaken(document, cues, language))
        or DocumentKind("practice" if fields or prose > 1 else "other", 0, 0, 0.4, "default")
    )


def _told(document: Document, cues: Cues, kind: str, end: int, confidence: float) -> DocumentKind | None:
    """Return ``kind`` if one of its words stands in the text before ``end``."""
    match = cues.search(f"kind:{kind}", document.text, 0, min(len(document.text), end))
    return None if match is None else DocumentKind(kind, *match.span(), confidence, f"cue:{kind}")


def _blank(document: Document) -> DocumentKind | None:
    """Return that a page is a form nobody has filled in: most lines are labels over or beside nothing."""
    lines = [block.text.rstrip() for block in document.blocks]
    dotted = [BLANK.search(line) is not None for line in lines]
    asked = [dots or line.endswith(":") for line, dots in zip(lines, dotted, strict=True)]
    blank = sum(
        dots or (label and following)
        for dots, label, following in zip(dotted, asked, [*asked[1:], True], strict=True)
    )
    most = blank >= FORM_FIELDS and 2 * blank >= len(lines)
    return DocumentKind("form", 0, 0, 0.8, "structure:blank") if most else None


def _announced(document: Document, cues: Cues, fields: int) -> DocumentKind | None:
    """Return that a page announces an event, a vacancy or the like, as one of its first lines says.

    Its first words say it, or that somebody is looked for; a breadcrumb leads to vacancies. A page with ``fields``
    of a description does so only if it looks for somebody.
    """
    for block in document.blocks[:_HEADLINES]:
        if len(block.text) > _LINE:
            break
        head = _NUMBER.sub("", _HEADLINE.split(block.text, maxsplit=1)[0])
        told = any(cues.matches("announcement", words.strip(" !.*#")) for words in (block.text, head))
        if (told and fields < FORM_FIELDS) or (fields < _MOST_WANTED and _is_wanted(block, cues)):
            return DocumentKind("other", block.start, block.end, 0.8, ANNOUNCEMENT)
    return None


def _is_wanted(block: Block, cues: Cues) -> bool:
    """Tell whether a line says that somebody is looked for, at its beginning or end, or leads to vacancies."""
    last = last_step(block, cues) if is_trail(block.text) else None
    if last is not None and cues.matches("vacancies", last.text):
        return True
    wanted = cues.search("wanted", block.text)
    return wanted is not None and not (
        block.text[: wanted.start()].strip() and block.text[wanted.end() :].strip(" !.*#")
    )


def _news(document: Document, sections: Sequence[Section], cues: Cues) -> DocumentKind | None:
    headline = document.blocks[0] if document.blocks else None
    told = None if headline is None else cues.search("kind:news", document.text, headline.start, headline.end)
    if told is not None:
        return DocumentKind("news", *told.span(), 0.85, "headline:news")
    lines = any(section.method in ("heading", "heading:typo") and section.field for section in sections)
    return None if lines else _told(document, cues, "news", 3 * _HEAD, 0.75)


def _filed(document: Document, cues: Cues) -> DocumentKind | None:
    """Return that a page is news whose breadcrumb leads through those of its site, or to them."""
    for block in document.blocks[:_FIRST]:
        last = last_step(block, cues) if is_trail(block.text) else None
        steps = [*outer_steps(block.text), *([last.text] if last is not None else [])]
        if any(cues.matches("news-section", step) for step in steps):
            return DocumentKind("news", block.start, block.end, 0.75, "breadcrumb:news")
    return None


def _dated(dateline: DateMention | None) -> DocumentKind | None:
    """Return that a page without fields, with a day over its text, is news."""
    return None if dateline is None else DocumentKind("news", dateline.start, dateline.end, 0.65, "dateline")


def _described(document: Document, cues: Cues) -> DocumentKind:
    """Return the kind of a page with the fields of a description."""
    return (
        _told(document, cues, "practice", _HEAD, 0.9)
        or _told(document, cues, "project", len(document.text), 0.7)
        or DocumentKind("practice", 0, 0, 0.7, "structure")
    )


def _by_words(document: Document, cues: Cues) -> DocumentKind | None:
    """Return the kind that the words of a page without fields tell."""
    return (
        _told(document, cues, "news", 3 * _HEAD, 0.75)
        or _told(document, cues, "publication", _HEAD, 0.6)
        or _told(document, cues, "practice", _HEAD, 0.7)
        or _told(document, cues, "project", len(document.text), 0.6)
    )


def _undertaken(document: Document, cues: Cues, language: str | None) -> DocumentKind | None:
    """Return that a text without fields describes a practice: an undertaking, with its aim or who acts in it."""
    told = cues.search("undertaking", document.text, language=language)
    acted = any(cues.search(cue, document.text, language=language) for cue in _UNDERTAKEN)
    return (
        None if told is None or not acted else DocumentKind("practice", *told.span(), 0.45, "cue:undertaking")
    )


def _named(document: Document, sections: Sequence[Section], cues: Cues) -> DocumentKind | None:
    """Return the kind that a heading or the first step of a breadcrumb names."""
    spans = [(section.start, section.end) for section in sections if section.start < section.end]
    first = document.blocks[0] if document.blocks else None
    if first is not None and "/" in first.text:
        spans.insert(0, (first.start, first.start + first.text.index("/")))
    for start, end in spans:
        for kind in ("practice", "call"):
            match = cues.search(f"kind:{kind}", document.text, start, end)
            if match is not None:
                return DocumentKind(kind, match.start(), match.end(), 0.95, f"heading:{kind}")
    return None
