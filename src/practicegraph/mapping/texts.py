"""The texts: objectives, origin, activities, challenges, results, impact, replicability, evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.items import Passage
from practicegraph.mapping.segmentation import Section
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source, certainty

TEXT_FIELDS: Final = (
    "objective", "origin", "activity", "challenge", "result", "impact", "replicability", "evaluation",
)  # fmt: skip
"""The contract's fields whose value is text under a heading of its own."""

_HEADED: Final = 0.95
_DESCRIBED: Final = 0.7
_LIKELY: Final = 0.5
_FEWEST_LETTERS: Final = 2


def find_texts(source: Source) -> Iterator[Fact]:
    """Yield one fact per item or paragraph of every text section."""
    positions = 0
    for section in source.sections:
        if section.field in TEXT_FIELDS:
            for fact in _headed(source, section, positions):
                positions += fact.field == "activity" and fact.basis is Basis.STATED
                yield fact
        elif section.field in ("description", "method"):
            yield from _described(source, section)


def find_preamble_texts(source: Source, blocks: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield the facts of the running text before the first heading, or of a page without headings."""
    for passage in blocks:
        yield from _classified(source, passage, default=None, best=_LIKELY)


def _headed(source: Source, section: Section, positions: int) -> Iterator[Fact]:
    name = section.field or ""
    found = [passage for passage in source.passages(section) if _has_words(passage)]
    if not found and not section.nested:
        yield source.missing(name, section)
    intro = len(found) > 1 and any(passage.item for passage in found)
    for passage in found:
        if intro and not passage.item and passage.text.endswith(":"):
            continue  # the sentence that introduces a list
        positions += name == "activity"
        yield _text_fact(
            source, name, passage.start, passage.end, passage.text,
            confidence=certainty(section, _HEADED), method=section.method,
            position=positions if name == "activity" else None,
        )  # fmt: skip


def _described(source: Source, section: Section) -> Iterator[Fact]:
    for passage in source.passages(section):
        if _has_words(passage):
            default = "activity" if section.field == "method" else "objective"
            yield from _classified(source, passage, default=default, best=_DESCRIBED)


def _classified(source: Source, passage: Passage, *, default: str | None, best: float) -> Iterator[Fact]:
    """Yield objectives and activities told apart sentence by sentence, by the words of their languages."""
    text = source.document.text
    spans = list(sentences(text, passage.start, passage.end))
    told = [_field_of(source, text[start:end]) for start, end in spans]
    if default == "objective" and not any(told):
        told = [default for _ in told]
    for name, group in groupby(zip(told, spans, strict=True), key=lambda item: item[0]):
        run = [span for _, span in group]
        field = name or default
        if field is None:
            continue
        spans_of_facts = [(run[0][0], run[-1][1])] if field == "objective" else run
        for start, end in spans_of_facts:
            yield _text_fact(
                source, field, start, end, " ".join(text[start:end].split()),
                confidence=best if name else best - 0.1, method=f"sentence:{name or 'default'}",
            )  # fmt: skip


def _field_of(source: Source, sentence: str) -> str | None:
    cues = source.knowledge.cues
    return next(
        (
            name
            for name in ("objective", "evaluation", "challenge", "result", "activity", "origin")
            if cues.search(f"sentence:{name}", sentence)
        ),
        None,
    )


def _text_fact(
    source: Source,
    name: str,
    start: int,
    end: int,
    value: str,
    *,
    confidence: float,
    method: str,
    position: int | None = None,
) -> Fact:
    return source.fact(
        name,
        value,
        start,
        end,
        confidence=confidence,
        method=method,
        language=source.language_of(value),
        position=position,
    )


def _has_words(passage: Passage) -> bool:
    return sum(letter.isalpha() for letter in passage.text) >= _FEWEST_LETTERS
