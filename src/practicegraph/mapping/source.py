"""The document as the fact finders see it: masked, cut into sections, with its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from practicegraph.languages import primary_subtag
from practicegraph.mapping.fact import Basis, Fact, JsonValue, details
from practicegraph.mapping.items import Passage, passages
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.section import Section
from practicegraph.mapping.text_languages import text_language
from practicegraph.reading.blocks import Block, Document


@dataclass(frozen=True, slots=True)
class Source:
    """What every fact finder is given.

    ``sections`` are those of one part; ``language`` is the document's, ``languages`` those its headings
    are written in; ``countries`` (ISO 3166-1 alpha-2) are those named in it, the best told first;
    ``title_span`` is where the title stands.
    """

    document: Document
    sections: tuple[Section, ...]
    knowledge: Knowledge
    language: str | None = None
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    part: int | None = None
    kind: str = "other"
    title_span: tuple[int, int] = (0, 0)
    known_languages: frozenset[str] = field(default_factory=frozenset)
    marked: tuple[tuple[int, int, str], ...] = ()
    """Spans whose language the markup gives, or their words where it is not the document's."""

    def of(self, *fields: str) -> Iterator[Section]:
        """Yield the sections of these lexicon fields, in order of the text."""
        return (section for section in self.sections if section.field in fields)

    @property
    def conjunctions(self) -> frozenset[str]:
        """The folded words that join two names in the document's language."""
        joining = self.knowledge.organizations.patterns.conjunctions
        return joining.get(primary_subtag(self.language), frozenset())

    def cue(self, name: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first form of a cue in ``text``, in the document's language."""
        return self.knowledge.cues.search(name, text, start, end, language=self.language)

    def each_cue(
        self, name: str, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Yield the forms of a cue in ``text``, in order."""
        while (match := self.cue(name, text, start, end)) is not None:
            yield match
            start = match.end()

    def is_undertaken(self) -> bool:
        """Tell whether the document speaks of a project or the like, or those who act speak themselves."""
        return any(self.cue(cue, self.document.text) is not None for cue in ("undertaking", "acting"))

    def passages(self, section: Section) -> tuple[Passage, ...]:
        """Return the items and paragraphs of a section."""
        return passages(section.values, self.document.text)

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Yield every value block with its section, in order of the text."""
        for section in self.sections:
            for block in section.values:
                yield section, block

    def language_of(self, text: str, start: int) -> str | None:
        """Return the language of one text of the document, which stands at ``start``."""
        return text_language(text, self.language_at(start), self.known_languages)

    def language_at(self, start: int) -> str | None:
        """Return the language that the markup gives the text at ``start``, else the document's."""
        return next((tag for begin, end, tag in self.marked if begin <= start < end), self.language)

    def within(self, block: Block) -> Source:
        """Return the source as a block in another language is read: with that language's words."""
        language = self.language_at(block.start) if self.marked else self.language
        return self if language == self.language else replace(self, language=language)

    def fact(
        self,
        name: str,
        value: JsonValue,
        start: int,
        end: int,
        *,
        basis: Basis = Basis.STATED,
        confidence: float,
        method: str,
        language: str | None = None,
        **extra: JsonValue,
    ) -> Fact:
        """Return a fact of this document and part, its ``exact`` cut from the text."""
        return Fact(
            document=self.document.name,
            field=name,
            value=value,
            language=language or (self.language_at(start) if self.marked else self.language),
            basis=basis,
            confidence=round(confidence, 3),
            start=start,
            end=end,
            exact=self.document.text[start:end],
            method=method,
            part=self.part,
            details=details(**extra),
        )

    def missing(self, name: str, section: Section) -> Fact:
        """Return the fact that a heading stands without a value."""
        return self.fact(
            name, None, section.start, section.end, basis=Basis.MISSING,
            confidence=certainty(section, 0.95), method=section.method,
            language=section.language,
        )  # fmt: skip


def certainty(section: Section, best: float) -> float:
    """Return ``best`` for a heading written as the lexicon has it, less for a misspelt one."""
    return best if section.score == 100 else best * section.score / 105
