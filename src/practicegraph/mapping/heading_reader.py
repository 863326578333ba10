"""What the headings of one document ask for: the lexicon's, and those that only their words tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import Heading, HeadingLexicon, HeadingMatch, without_hint, without_number
from practicegraph.mapping.labels import FIGURE_FIELDS, Label, asked_label
from practicegraph.mapping.numbered_headings import GAP
from practicegraph.mapping.page_furniture import is_trail
from practicegraph.mapping.section import LISTED_FIELDS, begins_large, stands_over_text
from practicegraph.mapping.text_languages import marked_language
from practicegraph.reading.blocks import MASK, Block, BlockKind, Document

HEADING_LENGTH: Final = 100
"""Code points that a heading on a line of its own may have."""
_QUESTION_MARKS: Final = ("?", "؟")
_GREEK: Final = re.compile(r"[Α-ω].*;\s*\Z", re.DOTALL)
"""What ends with a semicolon, which asks in Greek alone."""
BY_WORDS: Final = "heading:words"
"""How a heading was found of which all words are known."""
BY_SOME_WORDS: Final = "heading:some-words"
"""How a heading was found of which some words are unknown."""

_WHOLE_SCORE: Final = 90
_SOME_SCORE: Final = 80
_ASKING: Final = 3
"""Questions on lines of their own that make a document one of questions and answers."""
_DENSE_WORDS: Final = 4
"""Words that a label among other lines may have which the lexicon does not have."""
_LED: Final = 4
"""Labels in bold before texts that make a document one of such labels."""
_SECTIONS: Final = 4
"""Headings of the first level that are none of titles."""
_SHORT: Final = 60
_KEY: Final = re.compile(
    r"[\s*_>•·–-]*(?:\(?[^\W_]{1,2}[.)][ \t]+)?(?P<key>[^\W\d_][^:.!?]{2,60}?)[\s*_]*[:：][*_]*\s+(?=\S)"
)
RUN_IN: Final = re.compile(r"(?P<key>[^\W\d_][^\W\d_]{3,}(?:[ ’'-][^\W\d_]+){0,3})\.[ \t]+(?=[^\W_])")
"""The first words of a text that a full stop parts from the rest."""
NAMED: Final = re.compile(r"[«„“][^\W\d_][^«»„“”]*[»“”]")
"""A name in quotation marks, which no label has."""
_HUNDREDS: Final = re.compile(r"(?<!\d)\d{3}(?!\d)")
"""A number that counts, as no label's does."""
_CURRENCIES: Final = "€$£"
_KEY_WORDS: Final = 6
_LABEL: Final = 80
"""Code points in which a label ends."""
_MESSAGE_LINE: Final = re.compile(r"[^\W\d_][\w .-]{1,20}:[ \t]*\S")
_MESSAGE_LINES: Final = 3
_MOST_MESSAGE_LINES: Final = 7
_SERIES: Final = re.compile(r"[^\W\d_]+[ ]\d{1,2}(?:[ ]?[:.–—-]|$)")
"""One of several that are counted: "Step 2: reading"."""
_HELD: Final = re.compile(rf"{GAP.pattern}|://")
"""What no heading has: a gap, and an address, which is the value of what stands before it."""
_HALVES: Final = re.compile(r"\s+[/|–—]\s+")
"""What stands between the two languages of a heading."""
_TWO: Final = 2
_ENDS: Final = (".", ",", "!", "…", ":", ";", ")", "”", "»", "-", "–")


class HeadingReader:
    """Tells headings of a document by their words, where they stand as headings do.

    ``languages`` are those that may be asked in: the document's, its markup's and those of the headings found.
    """

    def __init__(
        self, document: Document, lexicon: HeadingLexicon, words: HeadingWords | None, language: str | None
    ) -> None:
        self._blocks = document.blocks
        self._text = document.text
        self._lexicon = lexicon
        self._words = words
        marked = marked_language(document.metadata.get("lang"), lexicon.languages)
        self.languages: list[str] = [tag for tag in (document.language, language, marked) if tag]
        self.message_end = _message_end(document)
        """Where the head of an e-mail ends that the document begins with: who wrote when to whom."""
        questions = (block for block in self._blocks if is_question(block))
        self.asks = sum(1 for _ in zip(range(_ASKING), questions, strict=False)) == _ASKING
        """Whether the document is one of questions and answers."""

    @cached_property
    def _led(self) -> bool:
        """Whether several texts of the document begin with a label in bold, so that one before a small letter is none of its sentence."""
        leads = (block.text[: block.lead] for block in self._blocks if block.lead)
        known = (lead for lead in leads if self._lexicon.exact(lead) is not None)
        return sum(1 for _ in zip(range(_LED), known, strict=False)) == _LED

    @cached_property
    def _outermost(self) -> bool:
        """Whether the outermost headings are those of sections: a title stands alone."""
        marked = (block for block in self._blocks if block.kind is BlockKind.HEADING and block.level == 1)
        return sum(1 for _ in zip(range(_SECTIONS), marked, strict=False)) == _SECTIONS

    def read(self, text: str, *, whole: bool = False) -> HeadingMatch | None:
        """Return what a heading asks for; with ``whole`` only if none of its words is unknown."""
        reading = (
            self._words.read(without_hint(without_number(text)), self.languages)
            if self._words is not None
            else None
        )
        if reading is None or (whole and not reading.whole):
            return None
        row = Heading(text, reading.language, reading.field, "field", "")
        return (
            HeadingMatch((row,), _WHOLE_SCORE, BY_WORDS)
            if reading.whole
            else HeadingMatch((row,), _SOME_SCORE, BY_SOME_WORDS)
        )

    def read_whole(self, text: str) -> HeadingMatch | None:
        """Return what a heading asks for of which every word is known."""
        return self.read(text, whole=True)

    def line(self, index: int, *, waiting: bool) -> HeadingMatch | None:
        """Return what a line asks for that stands as a heading does: marked, as a question, or alone over a text.

        ``waiting`` tells that the heading before it has no value yet.
        """
        block = self._blocks[index]
        if index == 0 or len(block.text) > HEADING_LENGTH or _HELD.search(block.text) is not None:
            return None
        asked = self._named_question(block.text) if is_question(block) else None
        if asked is not None:
            return asked
        if _SERIES.match(block.text) or is_trail(block.text):
            return None
        title = block.level == 1 and not self._outermost
        if (block.kind is BlockKind.HEADING and not title) or is_question(block):
            return self.read(block.text)
        if waiting or not (self._stands_apart(index) or self._stands_over_its_value(index)):
            return None
        return self.read(block.text, whole=not stands_over_text(self._blocks, index, self._text, lists=True))

    def _named_question(self, text: str) -> HeadingMatch | None:
        """Return what a question asks that ends with a name: "What is Tea House?", "C'est quoi, Tea House ?"."""
        words = text.rstrip(" ?;؟").split()
        for length in range(len(words) - 1, 1, -1):
            match = self._lexicon.exact(" ".join(words[:length]))
            if match is not None:
                return match if words[length].strip("«»\"'“”„(").istitle() else None
        return None

    def by_itself(self, index: int, *, waiting: bool) -> HeadingMatch | None:
        """Return what a line asks for that is a heading by what it is: in two languages, or a question."""
        block = self._blocks[index]
        return self._halves(block) or (self.line(index, waiting=waiting) if is_question(block) else None)

    def _halves(self, block: Block) -> HeadingMatch | None:
        """Return what a heading in two languages asks for: "Budget / Бюджет", of which either half tells it."""
        text = block.text
        plain = block.kind is not BlockKind.LIST_ITEM and block.row is None and len(text) <= _SHORT
        halves = [half.strip() for half in _HALVES.split(text)] if plain else []
        if len(halves) != _TWO or not all(halves) or any(map(str.isdigit, text)) or text.endswith("."):
            return None
        found = [self._lexicon.exact(half) or self.read(half, whole=True) for half in halves]
        matches = [match for match in found if match is not None and match.field("") is not None]
        # Behind a dash a name in other letters is a value: "Партньор – Caritas".
        barred = any(sign in text for sign in "/|")
        halved = barred and "//" not in text and _of_two_scripts(*halves)
        if not matches or (len(matches) < _TWO and not halved):
            return None
        tongues = {row.language for match in matches for row in match.rows[:1]}
        if len(tongues) < len(matches) and not barred:
            return None  # "Trukmė – treji metai": how long it was
        return matches[0]

    def label(self, text: str, *, record: bool) -> Label | None:
        """Return the label that a line begins with; all its words are known, or the line is one of a record."""
        if text.find(":", 0, _LABEL) < 0 and text.find("：", 0, _LABEL) < 0:
            return None
        found = _KEY.match(text)
        if found is None or len(found["key"].split()) > _KEY_WORDS or found["key"][0].islower():
            return None
        if _HUNDREDS.search(found["key"]) or NAMED.search(found["key"]):
            return None  # "The project reached 640 people: 312 of them ...", "The agency «Fama» evaluated: 87% ..."
        figure = text[found.end()].isdigit() or text[found.end()] in _CURRENCIES
        match = self.read(found["key"], whole=not record and not figure)
        if match is not None and match.method == BY_SOME_WORDS and not record:
            match = match if match.rows[0].field in FIGURE_FIELDS else None
        return None if match is None else Label(0, found.end("key"), found.end(), match)

    def lead(self, block: Block) -> Label | None:
        """Return the label that a line begins with in bold, with nothing or a dash between it and its value."""
        text = block.text
        rest = text[block.lead :].lstrip(" \t*_.:–—-")
        key = text[: block.lead]
        if not rest or (rest[0].islower() and not (self._led and self._lexicon.exact(key))):
            return None
        match = self._lexicon.exact(key) or self.read(key.strip("*_"), whole=not self._led)
        if match is None or match.field("") is None:
            return None
        return Label(0, block.lead, len(text) - len(rest), match)

    def numbered(self, text: str) -> HeadingMatch | None:
        """Return what a numbered line asks for: one of the lexicon's, or a question."""
        found = self._lexicon.exact(text)
        return found if found is not None or not ends_as_question(text) else self.read(text)

    def run_in(self, block: Block) -> Label | None:
        """Return the label that a full stop ends, in capitals: "PARTNERS. The city", or one of the lexicon's."""
        stop = block.text.find(". ", 0, _LABEL)
        plain = block.kind is BlockKind.PARAGRAPH and block.row is None and stop > 0
        found = RUN_IN.match(block.text) if plain else None
        if found is None:
            return None
        key = found["key"]
        match = self._lexicon.exact(key) or (self.read(key, whole=True) if key.isupper() else None)
        if match is None or match.field("") is None:
            return None
        return Label(0, found.end("key"), found.end(), match)

    def asked(self, block: Block) -> Label | None:
        """Return the question that a line begins with, its answer behind it, where several lines of the text are such."""
        found = self._question(block)
        return found if found is not None and self.answers_in_lines else None

    @cached_property
    def answers_in_lines(self) -> bool:
        """Whether several lines of the document are questions with their answers."""
        found = (block for block in self._blocks if self._question(block) is not None)
        return sum(1 for _ in zip(range(_ASKING), found, strict=False)) == _ASKING

    def _question(self, block: Block) -> Label | None:
        if block.row is not None:
            return None
        found = asked_label(block.text, lambda key: self._lexicon.exact(key) or self.read(key))
        return found if found is not None and found.match.field("") is not None else None

    def known(self, text: str) -> HeadingMatch | None:
        """Return what the lexicon has for a text that may be a heading."""
        return self._lexicon.exact(text)

    def label_text(self, text: str) -> HeadingMatch | None:
        """Return what a label asks for that stands where labels do."""
        return self._lexicon.find(text) or self.read(text)

    def cell(self, text: str, *, whole: bool = True) -> HeadingMatch | None:
        """Return what a cell asks for that may be a heading."""
        return self._lexicon.exact(text) or self._lexicon.shortened(text) or self.read(text, whole=whole)

    def names_thing(self, text: str) -> bool:
        """Tell whether a heading is nothing but a word for what is carried out, like "Project"."""
        return self._words is not None and self._words.names_thing(text, self.languages)

    def form_within(
        self, words: Sequence[str], within: str, languages: Collection[str]
    ) -> HeadingMatch | None:
        """Return the longest form of a heading over lists among the words of a sentence."""
        for length in range(min(len(words), 3), 0, -1):
            for first in range(len(words) - length + 1):
                match = self._lexicon.exact(" ".join(words[first : first + length]))
                row = None if match is None else match.field(within, languages)
                if match is not None and row is not None and row.field in LISTED_FIELDS:
                    return match
        return None

    @cached_property
    def _dense(self) -> bool:
        """Whether several headings stand right below and right over other lines, with no blank line between.

        The lexicon has some of them; of the others all words are known.
        """
        lines = [
            block.text
            for index, block in enumerate(self._blocks[1:-1], start=1)
            if self._is_between_lines(index) and not block.text.endswith(_ENDS)
        ]
        known = sum(1 for _ in zip(range(_LED), filter(self._lexicon.exact, lines), strict=False))
        if not _TWO <= known < _LED:
            return known == _LED
        told = (
            line
            for line in lines
            if ":" not in line
            and len(line.split()) <= _DENSE_WORDS
            and self._lexicon.exact(line) is None
            and self.read(line, whole=True) is not None
        )
        return known + sum(1 for _ in zip(range(_LED), told, strict=False)) >= _LED

    def _stands_over_its_value(self, index: int) -> bool:
        """Tell whether a short line among others could be the label of the next: with a colon, or as other labels of the text."""
        text = self._blocks[index].text.rstrip()
        if not 0 < index < len(self._blocks) - 1 or not self._is_between_lines(index):
            return False
        if not begins_large(text):
            return False
        # A line over a known label has no value: it is one itself, as the position below a person's name.
        above_a_label = self._lexicon.exact(self._blocks[index + 1].text) is not None
        return text.endswith(":") or (self._dense and not text.endswith(_ENDS) and not above_a_label)

    def _is_between_lines(self, index: int) -> bool:
        above, block, below = self._blocks[index - 1 : index + 2]
        return (
            block.kind is BlockKind.PARAGRAPH
            and block.row is None
            and len(block.text) <= _SHORT
            and self._text.count("\n", above.end, block.start) == 1
            and self._text.count("\n", block.end, below.start) == 1
        )

    def _stands_apart(self, index: int) -> bool:
        """Tell whether a short line without an end stands between blank lines, over something."""
        block = self._blocks[index]
        if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _SHORT or not begins_large(block.text):
            return False
        if block.text.rstrip().endswith(_ENDS) or "\n" in block.text or index + 1 >= len(self._blocks):
            return False
        previous, following = self._blocks[index - 1], self._blocks[index + 1]
        return (
            self._text.count("\n", previous.end, block.start) > 1
            and following.kind is not BlockKind.HEADING
            and following.row is None
        )


def _of_two_scripts(one: str, other: str) -> bool:
    """Tell whether two texts are written in different scripts, by the first letter of each."""
    scripts = {_script(text) for text in (one, other)}
    return len(scripts) == _TWO and "" not in scripts


def _script(text: str) -> str:
    letter = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _message_end(document: Document) -> int:
    lines: list[Block] = []
    for block in document.blocks:
        apart = bool(lines) and document.text.count("\n", lines[-1].end, block.start) > 1
        if apart or block.kind is not BlockKind.PARAGRAPH or _MESSAGE_LINE.match(block.text) is None:
            break
        lines.append(block)
    # An address in angle brackets is no part of its line's block.
    head = document.text[: lines[:2][-1].end] if lines else ""
    addressed = "@" in head or MASK in head
    return lines[-1].end if addressed and _MESSAGE_LINES <= len(lines) <= _MOST_MESSAGE_LINES else 0


def ends_as_question(text: str) -> bool:
    """Tell whether a text ends with a question mark."""
    return text.rstrip().endswith(_QUESTION_MARKS) or _GREEK.search(text) is not None


def is_question(block: Block) -> bool:
    """Tell whether a line is one question."""
    text = block.text.rstrip()
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and len(text) <= HEADING_LENGTH
        and ends_as_question(text)
        and not any(mark in text[:-1] for mark in ("?", "؟", ". ", "! "))
    )
