"""The kind of a document: practice, project, publication, news, call, form, collection or other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.segmentation import Section
from practicegraph.reading.blocks import Document

FORM_FIELDS: Final = 3
"""Fields from which a page has the structure of a description, whatever it calls itself."""

_HEAD: Final = 400
_PROSE: Final = 80
_CONTENT: Final = frozenset(
    {"objective", "description", "activity", "method", "result", "impact", "challenge", "targetGroup", "duration",
     "period", "start", "end", "implementer", "lead", "partner", "funding", "fundingProgramme", "budget",
     "evaluation", "replicability", "origin", "title", "beneficiary", "fundingAmount", "managingAuthority"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind with the span that told it."""

    kind: str
    start: int
    end: int
    confidence: float
    method: str


def find_kind(document: Document, sections: Sequence[Section], cues: Cues, *, parts: int = 0) -> DocumentKind:
    """Return the kind of ``document``; ``parts`` is the number of practices it describes apart, if several."""
    text = document.text
    if parts > 1:
        return DocumentKind("collection", 0, 0, 0.9, "parts")
    called = cues.search("kind:call", text, 0, min(len(text), _HEAD))
    if called:
        return DocumentKind("call", called.start(), called.end(), 0.9, "cue:call")
    named = _named(document, sections, cues)
    if named is not None:
        return named
    fields = {section.field for section in sections if section.field in _CONTENT}
    headline = document.blocks[0] if document.blocks else None
    told = None if headline is None else cues.search("kind:news", text, headline.start, headline.end)
    if told is not None:
        return DocumentKind("news", told.start(), told.end(), 0.85, "headline:news")
    lines = any(section.method in ("heading", "heading:typo") and section.field for section in sections)
    told = None if lines else _best(cues, "kind:news", text, 3 * _HEAD)
    if told is not None:
        return DocumentKind("news", told.start(), told.end(), 0.75, "cue:news")
    described = len(fields) >= FORM_FIELDS
    practice = _best(cues, "kind:practice", text, len(text) if described else _HEAD)
    project = _best(cues, "kind:project", text, len(text))
    publication = _best(cues, "kind:publication", text, _HEAD)
    if described:
        if practice and practice.start() < _HEAD:
            return DocumentKind("practice", practice.start(), practice.end(), 0.9, "cue:practice")
        if project:
            return DocumentKind("project", project.start(), project.end(), 0.7, "structure+cue:project")
        return DocumentKind("practice", 0, 0, 0.7, "structure")
    news = _best(cues, "kind:news", text, 3 * _HEAD)
    if news:
        return DocumentKind("news", news.start(), news.end(), 0.75, "cue:news")
    if publication:
        return DocumentKind("publication", publication.start(), publication.end(), 0.6, "cue:publication")
    if practice:
        return DocumentKind("practice", practice.start(), practice.end(), 0.7, "cue:practice")
    if project:
        return DocumentKind("project", project.start(), project.end(), 0.6, "cue:project")
    prose = sum(len(block.text) >= _PROSE for block in document.blocks)
    return DocumentKind("practice" if fields or prose > 1 else "other", 0, 0, 0.4, "default")


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


def _best(cues: Cues, cue: str, text: str, end: int) -> re.Match[str] | None:
    return cues.search(cue, text, 0, min(len(text), end))
