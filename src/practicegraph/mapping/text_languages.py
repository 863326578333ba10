"""The language of a document and of each of its texts.

Configuration wins, then the languages of the headings, then a detector that knows only the lexicon's
languages and is never asked about a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from functools import cache, lru_cache
from typing import Any, Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from practicegraph.languages import primary_subtag
from practicegraph.mapping.function_words import FunctionWords
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Document

LONG_ENOUGH: Final = 40
"""Code points from which a text's language is detected."""

_FOREIGN: Final = 80
"""Code points from which a block of another language than its document's is told by its words."""
_SURE: Final = 0.98
_SHORT_SURE: Final = 0.9
_SHORT: Final = 12
_SAMPLE: Final = 4000
_KEPT: Final = 256
_IDENTIFIERS: Final = 16


def detect(text: str, candidates: Collection[str], *, sure: float = _SURE) -> str | None:
    """Return the language of ``text`` among ``candidates``, ``None`` if the detector is not ``sure``."""
    if not candidates or not any(map(str.isalpha, text)):
        return None
    best, score = _likeliest(text, frozenset(candidates))
    return best if score >= sure else None


def document_language(document: Document, sections: Sequence[Section], known: Collection[str]) -> str | None:
    """Return the language of a document, ``None`` if nothing tells it; ``known`` are those of the lexicon.

    What a page's markup says comes after its text: many sites mark all languages as one. Without a long
    text the detector tells where it is sure, else the headings.
    """
    if document.language:
        return document.language
    votes = _votes([block.text for block in document.blocks if len(block.text) >= LONG_ENOUGH], known)
    if not votes:
        votes.update(section.language for section in sections if section.language)
        # Neighbours share headings: which of their languages it is, a sure detector tells.
        told = detect(document.text[:_SAMPLE], known) if votes else None
        if told is not None:
            return told
    if not votes:
        marked = marked_language(document.metadata.get("lang"), known)
        return marked or detect(document.text[:_SAMPLE], known, sure=_SHORT_SURE)
    return min(votes, key=lambda tag: (-votes[tag], tag))


def block_languages(
    document: Document, language: str | None, known: Collection[str], small: FunctionWords
) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of blocks in another language than the document's, with that language.

    Markup tells it, else the words of a long block: few of the document's small words, and a sure detector.
    """
    for block in document.blocks:
        tag = marked_language(block.language, known) if block.language else None
        if (
            tag is None
            and language
            and len(block.text) >= _FOREIGN
            and not small.are_of(block.text, language)
        ):
            tag = detect(block.text[:_SAMPLE], known)
        if tag is not None and (block.language or tag != language):
            yield block.start, block.end, tag


def marked_language(tag: str | None, known: Collection[str]) -> str | None:
    """Return the language that markup names if the lexicon has it: ``sv`` for ``sv-SE``."""
    main = primary_subtag((tag or "").replace("_", "-")).lower()
    return main if main in known else None


def _votes(texts: Iterable[str], known: Collection[str]) -> Counter[str]:
    """Return how many code points are in each language, the longest texts first, until the rest changes nothing."""
    longest_first = sorted(texts, key=len, reverse=True)
    left = sum(map(len, longest_first))
    votes: Counter[str] = Counter()
    for text in longest_first:
        first, second = (*(count for _, count in votes.most_common(2)), 0, 0)[:2]
        if first - second > left:
            break
        left -= len(text)
        found = detect(text[:_SAMPLE], known)
        if found:
            votes[found] += len(text)
    return votes


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
def _likeliest(text: str, candidates: frozenset[str]) -> tuple[str, float]:
    """Return the likeliest language with its probability; a text is asked about as block, as passage and as value."""
    return _identifier(candidates).classify(text)  # type: ignore[no-any-return]


@lru_cache(maxsize=_IDENTIFIERS)
def _identifier(candidates: frozenset[str]) -> Any:
    """Return the detector of some languages: to tell a few apart takes less than to rank all it knows."""
    identifier = copy(_every_language())
    identifier.set_languages(candidates.intersection(identifier.labels))
    return identifier


@cache
def _every_language() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
