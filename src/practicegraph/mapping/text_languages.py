"""The language of a document and of each of its texts.

Configuration wins, then the languages of the headings, then a detector that knows only the lexicon's
languages and is never asked about a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Document

LONG_ENOUGH: Final = 40
"""Code points from which a text's language is detected."""

_SURE: Final = 0.98
_SHORT_SURE: Final = 0.9
_SHORT: Final = 12
_SAMPLE: Final = 4000
_KEPT: Final = 256


def detect(text: str, candidates: Collection[str], *, sure: float = _SURE) -> str | None:
    """Return the language of ``text`` among ``candidates``, ``None`` if the detector is not ``sure``."""
    if not candidates or not any(letter.isalpha() for letter in text):
        return None
    ranked = [(tag, score) for tag, score in _ranked(text) if tag in candidates]
    total = sum(score for _, score in ranked)
    if not ranked or total <= 0:
        return None
    best, score = max(ranked, key=lambda item: (item[1], item[0]))
    return best if score / total >= sure else None


def document_language(document: Document, sections: Sequence[Section], known: Collection[str]) -> str | None:
    """Return the language of a document, ``None`` if nothing tells it; ``known`` are those of the lexicon."""
    if document.language:
        return document.language
    prose = [block.text for block in document.blocks if len(block.text) >= LONG_ENOUGH]
    votes: Counter[str] = Counter()
    for text in prose:
        found = detect(text[:_SAMPLE], known)
        if found:
            votes[found] += len(text)
    if not votes:
        votes.update(section.language for section in sections if section.language)
    if not votes:
        return detect(document.text[:_SAMPLE], known, sure=_SHORT_SURE)
    return min(votes, key=lambda tag: (-votes[tag], tag))


def text_language(text: str, default: str | None, known: Collection[str]) -> str | None:
    """Return the language of one text: detected if it is long enough and sure, else the ``default``."""
    if len(text) < LONG_ENOUGH:
        return default
    return detect(text[:_SAMPLE], known) or default


def short_text_language(text: str, default: str | None, present: Collection[str]) -> str | None:
    """Return the language of a title: one of those ``present`` in the document, else the ``default``."""
    if len(text) < _SHORT or len(present) < 2:
        return default
    return detect(text, present, sure=_SHORT_SURE) or default


@lru_cache(maxsize=_KEPT)
def _ranked(text: str) -> list[tuple[str, float]]:
    """Return the languages of a text by likelihood; a text is asked about as block, as passage and as value."""
    return _identifier().rank(text)  # type: ignore[no-any-return]


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
