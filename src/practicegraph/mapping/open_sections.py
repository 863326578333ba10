"""The sections of a document while it is read: which heading is open, and what it may take."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from practicegraph.mapping.answers import answered
from practicegraph.mapping.choices import chosen, crosses
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_reader import (
    BY_SOME_WORDS,
    HEADING_LENGTH,
    RUN_IN,
    HeadingReader,
    ends_as_question,
)
from practicegraph.mapping.headings import SHORTENED, Heading, HeadingLexicon, HeadingMatch, normalised
from practicegraph.mapping.labels import UNKNOWN_LABEL
from practicegraph.mapping.page_furniture import is_attachment, is_furniture
from practicegraph.mapping.section import OUTCOMES, PROSE_FIELDS, OpenSection, Section, is_left_empty
from practicegraph.reading.blocks import MASK, Block, BlockKind, Document

UNKNOWN: Final = "heading:unknown"
"""How a heading was found that asks for no field known."""
MARK: Final = "mark"
"""How a line was found that numbers a page or slide."""
COUNTER: Final = "counter"
"""How a line was found that counts a practice."""
BELOW: Final = "heading:below"
"""How a heading was found of a lower level than that of the section it parts."""
_NUMBER: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)]|[A-H][.)])\s+")
"""The number of a heading."""
_COPYRIGHT: Final = re.compile(r"©|Copyright |\([cC]\) .*(?:19|20)\d\d(?!\d)")  # no third item "(c)"
_BRACKETS: Final = re.compile(r"(?:\[[^\[\]]{2,80}\]\s*)+")
_SENTENCE: Final = re.compile(r"[.!]\s+[^\W\d_]")
_EMPTY: Final = 60
"""Code points that words for an empty value may have."""
_CONTACT: Final = 110
_REACHED: Final = re.compile(
    rf"[{MASK}]{{6,}}|[\w.-]@\w|(?<!\d)0\d{{1,4}}[ /.-](?:\d{{2,4}}[ .-]?){{2,4}}(?!\d)"
)
"""An e-mail address or telephone, masked or not: what a short line with one of them is for."""
_ANY_LINE: Final = frozenset({None, "contact", "link"})
"""Fields that may have any line as their value."""
_LAST_ASKED: Final = frozenset({"published", "contact", "funder", "funding", "link"})
"""Fields that lines which close a page may answer."""
_GUIDANCE: Final = 250
"""Code points that a line may have which says how to fill in a form."""
_SENTENCE_ENDS: Final = (".", "!", "?", "…")
_BLANK: Final = 2
_TWO: Final = 2
_SINGLE: Final = frozenset(
    {"start", "end", "identifier", "published", "fundingShare", "managingAuthority", "evaluator"}
)
"""Fields of labels that have a value of their own, and group no others."""
_LAST: Final = 5
_CLOSING: Final = 300
_BEFORE: Final = 8
_BEHIND_SENTENCE: Final = re.compile(r"\w{2}[)\"”»]?[.!?…][ \u00a0]+\Z")
"""What stands before a label inside a paragraph."""
_OPENING: Final = 60
_FEW_WORDS: Final = 4
_SHORT: Final = 70
_PROSE: Final = 120
"""Code points of a paragraph of prose."""


class OpenSections:
    """Opens sections one after the other; what is read belongs to the last."""

    def __init__(
        self, document: Document, lexicon: HeadingLexicon, cues: Cues, headings: HeadingReader
    ) -> None:
        self._blocks = document.blocks
        self._text = document.text
        self._lexicon = lexicon
        self._cues = cues
        self._headings = headings
        self._within = ""
        self._languages: list[str] = [document.language] if document.language else []
        self._opened: list[OpenSection] = [OpenSection(None, 0, 0, "", "")]
        self._keyed = False
        self._crossed = crosses(document.text)

    def sections(self) -> list[Section]:
        """Return what was read; the piece before the first heading only if it holds something."""
        first, *others = self._opened
        kept = ([first] if first.values else []) + [
            opened for opened in others if opened.values or opened.method != "text"
        ]
        for opened, below in pairwise(kept):
            if _groups(opened, below, self._text):
                opened.field, opened.method = None, UNKNOWN
            elif opened.field == below.field and opened.field not in PROSE_FIELDS and below.values:
                opened.nested = opened.nested or not opened.values  # "Links" over "Project website"
            elif _asks_more(opened, below):
                opened.nested = True
        for opened in kept:
            if opened.method.startswith((BY_SOME_WORDS, BELOW)) and not opened.values and not opened.nested:
                # Too little is known of the heading to say that its value is missing.
                opened.field, opened.method = None, UNKNOWN
        return [opened.close() for opened in kept]

    def _waits(self) -> bool:
        """Tell whether the open heading has no value yet."""
        current = self._opened[-1]
        return current.field is not None and not current.values and current.start != current.end

    def _ended(self, block: Block) -> bool:
        """Tell whether a line no longer belongs to the open section.

        A list that a sentence introduced ends with its items; a value on the label's own line, and every
        value of a field that takes names or numbers, ends where after a blank line another text begins.
        """
        current = self._opened[-1]
        if not current.values or current.start == current.end:
            return self._waits() and is_left_empty(self._opened, block, self._text)
        last = current.values[-1]
        if current.list_only or _COPYRIGHT.match(block.text):
            return last.kind is BlockKind.LIST_ITEM or not current.list_only
        if self._text.count("\n", last.end, block.start) < _BLANK:
            return self._is_prose_below(block)
        if self._is_inside(current) or self._closes(block) or self._leaves_label(block):
            return True
        beside = "\n" not in self._text[current.end : current.values[0].start]
        if current.field in (None, *PROSE_FIELDS):
            byline = current.field in ("status", "link") and not last.text.endswith(_SENTENCE_ENDS)
            return byline and beside
        below = self._text.count("\n", current.end, current.values[0].start) == 1
        return beside or below or (len(block.text) > _SHORT and block.text.rstrip().endswith(_SENTENCE_ENDS))

    def _is_inside(self, opened: OpenSection) -> bool:
        """Tell whether a label stands inside a paragraph, behind a sentence: then its text ends with that."""
        alone = len(opened.values) == 1 and opened.values[0].kind is BlockKind.PARAGRAPH
        if not alone or not opened.method.endswith(":glued"):
            return False
        return _BEHIND_SENTENCE.search(self._text[max(0, opened.start - _BEFORE) : opened.start]) is not None

    def _is_prose_below(self, block: Block) -> bool:
        """Tell whether a paragraph stands right below a name or number beside its label: "Town: Leeds", then what is done."""
        current = self._opened[-1]
        if current.field in (None, *PROSE_FIELDS) or block.kind is not BlockKind.PARAGRAPH:
            return False
        prose = len(block.text) > _PROSE and block.text.rstrip().endswith(_SENTENCE_ENDS)
        value = current.values[-1].text
        short = len(value) <= _SHORT and not value.endswith((",", ";", "-", "–"))
        beside = "\n" not in self._text[current.end : current.values[0].start]
        return prose and short and beside and _SENTENCE.search(block.text) is not None

    def _left_empty(self, block: Block) -> bool:
        """Tell whether a label got no answer: behind a blank line stands what closes a page, such as the day of its last change."""
        current = self._opened[-1]
        apart = self._text.count("\n", current.end, block.start) >= _BLANK
        if not apart or current.field in _LAST_ASKED or len(block.text) > _GUIDANCE:
            return False
        told = self._cues.search("published", block.text, 0, _OPENING)
        dated = told is not None and not told.start() and any(map(str.isdigit, block.text))
        closing = self._cues.search("closing", block.text, 0, _OPENING)
        closes = closing is not None and not closing.start() and " " in closing[0]
        return dated or closes or _COPYRIGHT.match(block.text) is not None

    def _leaves_label(self, block: Block) -> bool:
        """Tell whether a paragraph no longer belongs to a label in running prose, whose text was its paragraph.

        So it is with a question and its answer in one paragraph, and with a label behind paragraphs without any.
        """
        current = self._opened[-1]
        if not current.method.endswith(":glued") or current.field not in PROSE_FIELDS:
            return False
        if block.kind is not BlockKind.PARAGRAPH or not current.values[-1].text.endswith(_SENTENCE_ENDS):
            return False
        if ends_as_question(self._text[current.start : current.end + 1]):
            return True
        loose = [
            line
            for opened in self._opened[:-1]
            if opened.field is None
            for line in opened.values
            if len(line.text) > _PROSE and line.kind is BlockKind.PARAGRAPH and line.row is None
        ]
        return len(loose) >= _BLANK

    def _closes(self, block: Block) -> bool:
        """Tell whether one of the last lines is none of the text above it: thanks, who paid, where to ask."""
        if (
            block.row is not None
            or len(block.text) > _CLOSING
            or block.start < self._blocks[-_LAST:][0].start
        ):
            return False
        words = block.text.lstrip(" *_©>-–—")
        prose = self._opened[-1].field in PROSE_FIELDS
        if prose and len(words) <= _CONTACT and _REACHED.search(words) is not None:
            return True
        closing = self._cues.search("closing", words, 0, _OPENING)
        if closing is None or closing.start():
            return False
        # "Grazie!" closes a page, "Grazie al progetto 40 persone ..." does not.
        rest = words[closing.end() :].strip()
        return " " in closing[0] or not rest or rest[0] in "!.,:–-" or len(rest.split()) < _FEW_WORDS

    def _is_unknown_record(self, block: Block) -> bool:
        """Tell whether a line below "Label: value" is one too, of a label that nobody knows.

        It stands right below, or it begins as only labels do: in bold with a colon, or in capitals.
        """
        current = self._opened[-1]
        if not current.values or not current.method.endswith(":glued"):
            return False
        led = block.lead and block.text[: block.lead + 1].rstrip("*_ ").endswith(":")
        run_in = RUN_IN.match(block.text)
        if led or (run_in is not None and run_in["key"].isupper()):
            return block.kind is BlockKind.PARAGRAPH
        near = self._text.count("\n", current.values[-1].end, block.start) == 1
        return near and UNKNOWN_LABEL.match(block.text) is not None

    def _nest(self, at: int) -> None:
        """Note that a label on the same or the next line gives the open section its values."""
        current = self._opened[-1]
        if current.start != current.end and not current.values and not self._is_left_in_record():
            near = self._text.count("\n", current.end, at) <= (0 if current.method.endswith(":glued") else 1)
            marked = current.level > 0 and not current.method.startswith(BY_SOME_WORDS)
            current.nested = current.nested or near or current.list_only or marked

    def _is_left_in_record(self) -> bool:
        """Tell whether the last label asks for one date or number, among labels with their values: "End:" over "Budget: 40 000 €"."""
        if len(self._opened) < _TWO or self._opened[-1].field not in _SINGLE:
            return False
        above, current = self._opened[-2:]
        led = self._text[current.start : current.end].rstrip().endswith(":")
        glued = above.method.endswith(":glued") and bool(above.values)
        return led and glued and self._text.count("\n", above.values[-1].end, current.start) == 1

    def _open(
        self, match: HeadingMatch, start: int, end: int, *, following: Block | None, glued: bool = False
    ) -> None:
        if not match.rows:
            method = match.method + (":glued" if glued else "")
            label = self._text[start:end]
            self._opened.append(OpenSection(None, start, end, label, self._within, method=method))
            return
        row = match.field(self._within, self._languages)
        section = match.section(self._languages)
        if row is not None and section is not None:
            row, section = self._settle(match, row, section, following)
        elif row is not None and following is not None:
            row = answered(row, following.text)
        elif row is None and section is None:
            row = self._first_asked(start, end)
        chosen = row or section or match.rows[0]
        if section is not None and row is None:
            self._within = section.field
        self._languages = [*dict.fromkeys([*self._languages, chosen.language])]
        self._headings.languages = [*dict.fromkeys([*self._headings.languages, chosen.language])]
        self._opened.append(
            OpenSection(
                field=None if row is None else row.field,
                start=start,
                end=end,
                label=chosen.form if match.method == SHORTENED else self._text[start:end],
                within=self._within,
                language=chosen.language,
                method=match.method + (":glued" if glued else ""),
                score=match.score,
            )
        )

    def _first_asked(self, start: int, end: int) -> Heading | None:
        """Return what the words of a first label ask for that the lexicon has only below others: "Name" over a form."""
        if any(opened.field is not None for opened in self._opened):
            return None
        match = self._headings.read(self._text[start:end])
        return None if match is None else match.field(self._within, self._languages)

    def _settle(
        self, match: HeadingMatch, row: Heading, section: Heading, following: Block | None
    ) -> tuple[Heading | None, Heading | None]:
        """Decide between a field and a section of the same name by what follows.

        A heading follows: it groups, unless the same words come again and group there. Text follows: it
        is the field's value.
        """
        if following is None:
            return row, None
        if self._lexicon.find(following.text) is None or len(following.text) > HEADING_LENGTH:
            prose = len(following.text) > _SHORT and " " in following.text.strip()
            return (row._replace(field="description") if prose else row), None
        form = normalised(match.rows[0].form)
        later = (block for block in self._blocks if block.start > following.start)
        return (row, None) if any(normalised(block.text) == form for block in later) else (None, section)

    def _open_text(self, block: Block, method: str = "text") -> None:
        """Open a section without a heading."""
        self._opened.append(OpenSection(None, block.start, block.start, "", self._within, method=method))

    def _close(self) -> None:
        """End the section: what follows belongs to none, until a heading comes."""
        end = max((block.end for opened in self._opened[-1:] for block in opened.values), default=0)
        self._opened.append(OpenSection(None, end, end, "", self._within, method="text"))

    def _open_mark(self, block: Block, method: str) -> None:
        """End the section at the mark of a page or slide, or at a line that counts a practice."""
        self._opened.append(
            OpenSection(None, block.start, block.end, block.text, self._within, method=method)
        )

    def _open_unknown(self, block: Block) -> None:
        current = self._opened[-1]
        if current.field is not None and block.kind is BlockKind.HEADING and _is_below(block, current.level):
            self._open_below(block, current)
            return
        self._within = "" if block.kind is BlockKind.HEADING else self._within
        span = (block.start, block.end)
        self._opened.append(
            OpenSection(None, *span, block.text, self._within, method=UNKNOWN, level=block.level)
        )
        self._keyed = True

    def _open_below(self, block: Block, above: OpenSection) -> None:
        """Open a part of a section under a heading of its own; of names, the heading is one."""
        if above.field not in PROSE_FIELDS:
            self._add(block)
            return
        above.nested = above.nested or not above.values
        span = (block.start, block.end)
        self._opened.append(
            OpenSection(
                above.field, *span, block.text, self._within, above.language, BELOW, level=above.level
            )
        )

    def _guides(self, block: Block) -> bool:
        """Tell whether the first line below a label says how to fill it in: "Please describe ...", "(500 words)"."""
        current, text = self._opened[-1], block.text.strip(" \t*_([])")
        if (
            current.field in _ANY_LINE
            or current.values
            or current.start == current.end
            or len(text) > _GUIDANCE
        ):
            return False
        if text != block.text and len(text) <= _EMPTY and any(map(str.isdigit, text)):
            return self._cues.search("limit", text) is not None
        told = self._cues.search("guidance", text)
        if told is None or _REACHED.search(text) is not None:
            return False
        return not told.start() or not text[told.end() :].strip(" .:!")

    def _pictures(self, text: str) -> bool:
        """Tell whether a line is nothing but what stands for pictures: "[Logo of the city] [Logo of the fund]"."""
        if text[:1] != "[" or _BRACKETS.fullmatch(text) is None:
            return False
        return (picture := self._cues.search("picture", text)) is not None and picture.start() == 1

    def _is_control(self, block: Block) -> bool:
        """Tell whether a line behind a value is the page's own: "Print", "Back to list", "Report an error"."""
        if block.kind is not BlockKind.PARAGRAPH or block.row is not None or len(block.text) > _EMPTY:
            return False
        current = self._opened[-1]
        if current.values:
            told = is_furniture(block.text, self._cues)
        else:  # a word alone may be a value: "Print"
            told = " " in block.text and self._cues.matches("furniture", block.text)
        return current.field is not None and (told or (bool(current.values) and is_attachment(block.text)))

    def _add(self, block: Block) -> None:
        if self._guides(block) or self._pictures(block.text) or self._is_control(block):
            return
        if len(block.text) > _EMPTY or not self._cues.is_empty(block.text):
            self._opened[-1].values += chosen(block, crossed=self._crossed)


def _asks_more(opened: OpenSection, below: OpenSection) -> bool:
    """Tell whether a heading without a text is over a question for the same: "Results" over "What did the project change?"."""
    asks = ends_as_question(below.label) and not ends_as_question(opened.label)
    same = opened.field == below.field or {opened.field, below.field} <= OUTCOMES
    return asks and same and not opened.values and bool(below.values)


def _groups(opened: OpenSection, below: OpenSection, text: str) -> bool:
    """Tell whether a numbered heading without a value only groups: a label without a number, or of its own, follows."""
    if opened.field is None or opened.values or below.field is None:
        return False
    number, lower = _number(opened, text), _number(below, text)
    return bool(number) and (not lower or lower.startswith(number + "."))


def _number(opened: OpenSection, text: str) -> str:
    """Return the number that a heading's line begins with, "" if it has none."""
    line = text[text.rfind("\n", 0, opened.start) + 1 : opened.end].lstrip("#*|> \t")
    found = _NUMBER.match(line)
    return found[0].rstrip(".) ") if found else ""


def _is_below(block: Block, level: int) -> bool:
    """Tell whether a heading is of a lower level than one of ``level``: one in bold is below a marked one."""
    return level > 0 and (block.level > level or block.level == 0)
