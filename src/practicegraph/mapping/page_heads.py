"""The title of a page that was saved as plain text: the best line between its furniture and its labels or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon, normalised
from practicegraph.mapping.kickers import is_kicker
from practicegraph.mapping.labels import label_before_gap
from practicegraph.mapping.numbered_headings import GAP
from practicegraph.mapping.page_furniture import DOTS, entries, is_furniture, last_step, leads, outer_steps
from practicegraph.mapping.titles import could_be, is_running_text, line_groups
from practicegraph.reading.blocks import Block, BlockKind, Document

HEAD: Final = "page-head"
"""How the section of such a title is told."""
FURNITURE: Final = "furniture"
"""How the section of the lines above it is told, in which a site speaks of itself."""
_PLAIN: Final = "text/plain"
_BLOCKS: Final = 30
_MENU: Final = 3
"""Lines from which a group of short ones is a menu."""
_MENU_WORDS: Final = 2
_WORDS: Final = 4
"""Words of a line that says more than a category does."""
_CATEGORY_WORDS: Final = 6
"""Words that a category may have."""
_NAME: Final = 5
"""Letters of a name that a text may have again."""
_ITEM: Final = 80
"""Code points of an item of a list that may be a step on the way to a page."""
_LEAST: Final = 2
"""What speaks for a title is more."""
_PIECE: Final = re.compile(r"\s+[–—|-]\s+|\s*[:|]\s+|[«»„“”\"]")
_STAMP: Final = re.compile(
    r"(?:\d{1,2}\D{1,3}){2}\d{4}|\d{1,2}\.?\s[^\W\d_]+\.?\s(?:[^\W\d_]{2}\s)?\d{4}|\d{1,2}[:.h]\d{2}(?!\d)"
)
"""A day or an hour, which a line below a title has."""
_JOINT: Final = re.compile(r"[^\W\d_][^\d:]{2,40}?[a-zß-öø-ÿа-яёα-ωά-ώ](?=[A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω]|\d(?![^\W\d_]))")
"""What may be a label that nothing parts from its value."""
_STAMP_LINE: Final = 100


def head_line(document: Document, lexicon: HeadingLexicon, cues: Cues) -> Block | None:
    """Return the line that is most likely the title of a page between its furniture and its labels or text.

    ``None`` where the page has no menu, breadcrumb or other furniture, as any of its first lines may be its title then.
    What speaks for a line: that it comes again, as where a breadcrumb ends or as a name in the text; that it says more
    than a category; that it stands below furniture, or over the day of publication.
    """
    if document.media_type != _PLAIN:
        return None
    head = _Head(document, lexicon, cues)
    # "Country: Austria" may stand over the title, too.
    return head.best() if head.names_any() else _Head(document, lexicon, cues, past_labels=True).best()


class _Head:
    """The first lines of a page, up to its first label or text."""

    def __init__(
        self, document: Document, lexicon: HeadingLexicon, cues: Cues, *, past_labels: bool = False
    ) -> None:
        self._past_labels = past_labels
        self._lexicon = lexicon
        self._cues = cues
        self._menus = set(self._in_menus(document))
        self._lines = list(self._before_text(document))
        self._leading = [self._leads(line) for line in self._lines]
        groups = line_groups(self._lines, document)
        furnished = [any(self._leads(line) or self._is_known(line) for line in group) for group in groups]
        self._is_furnished = any(furnished)
        self._openings = {group[0].start for group, known in zip(groups, furnished, strict=True) if not known}
        end = self._lines[-1].end if self._lines else 0
        self._text = document.text[end:].casefold()
        self._times = Counter(normalised(line.text) for line in self._lines)
        steps = [step for line in self._lines if (step := last_step(line, cues)) is not None]
        self._ends = {normalised(step.text) for step in steps}
        self._outer = [
            normalised(step) for line in self._lines for step in outer_steps(line.text) if " " in step
        ]

    def _before_text(self, document: Document) -> Iterator[Block]:
        """Yield the lines before the first that asks for something or is a text."""
        above = None
        headings = 0
        for block, below in zip_longest(document.blocks[:_BLOCKS], document.blocks[1:_BLOCKS]):
            item = block.kind is BlockKind.LIST_ITEM
            alone = not any(
                other is not None and other.kind is BlockKind.LIST_ITEM for other in (above, below)
            )
            long = len(block.text) > _ITEM or block.text[-1:] in ".;"
            headings += block.kind is BlockKind.HEADING
            if (item and (alone or long)) or is_running_text(block) or headings > 1:
                return
            passed = self._past_labels and ":" in block.text and block.row is None
            asks = self._asks(block) and block.start not in self._menus and not passed
            if asks and not (self._is_kicker(block) and block.text.isupper()):
                return
            yield block
            above = block

    def _in_menus(self, document: Document) -> Iterator[int]:
        """Yield where the short lines begin that are a menu below each other, and those that an entry of a menu comes again in."""
        named: set[str] = set()
        for block in document.blocks[:_BLOCKS]:
            if normalised(block.text) in named:
                yield block.start
            named.update(map(normalised, entries(block.text)))
        for group in line_groups(document.blocks[:_BLOCKS], document):
            runs = [
                (short, list(run))
                for short, run in groupby(group, key=lambda line: len(line.text.split()) <= _MENU_WORDS)
            ]
            for index, (short, lines) in enumerate(runs):
                above = runs[index - 1][1][-1:] if index else []
                below = runs[index + 1][1][:1] if index + 1 < len(runs) else []
                furnished = any(map(self._leads_by_itself, (*above, *below))) or any(
                    map(self._is_known, lines)
                )
                if (
                    short
                    and len(lines) >= _MENU
                    and not _has_digit(lines)
                    and (furnished or self._has_labels(lines))
                ):
                    yield from (line.start for line in lines)

    def _has_labels(self, lines: Sequence[Block]) -> bool:
        """Tell whether most lines are labels, two of them below each other, which have no values then."""
        known = [self._lexicon.exact(line.text) is not None for line in lines]
        return 2 * sum(known) > len(known) and any(one and other for one, other in pairwise(known))

    def _is_known(self, line: Block) -> bool:
        return is_furniture(line.text, self._cues) or self._cues.matches("trail", line.text)

    def _leads(self, line: Block) -> bool:
        """Tell whether a line leads to other pages."""
        return line.start in self._menus or self._leads_by_itself(line)

    def _leads_by_itself(self, line: Block) -> bool:
        return leads(line.text, self._cues) or last_step(line, self._cues) is not None

    def _asks(self, line: Block) -> bool:
        """Tell whether a line is a label that asks for something, or begins with one before a colon."""
        if line.row is not None or label_before_gap(line, self._lexicon) is not None:
            return True
        label, colon, _ = line.text.partition(":")
        joint = _JOINT.match(line.text)
        match = self._lexicon.exact(label if colon else line.text) or (
            None if joint is None else self._lexicon.exact(joint[0])
        )
        return match is not None and any(row.field != "status" for row in match.rows)

    def names_any(self) -> bool:
        """Tell whether a line could be a title, or none has to be looked for further down."""
        names = (
            not leads_on and self._could_be(line)
            for leads_on, line in zip(self._leading, self._lines, strict=True)
        )
        return not self._is_furnished or any(names)

    def best(self) -> Block | None:
        """Return the line for which most speaks, the first of several."""
        scores = {
            index: self._score(index)
            for index, line in enumerate(self._lines)
            if (self._is_furnished or self._is_counted(index))
            and not self._leading[index]
            and self._could_be(line)
        }
        best = max(scores, key=lambda index: scores[index], default=None)
        return self._lines[best] if best is not None and scores[best] > _LEAST else None

    def _could_be(self, line: Block) -> bool:
        """Tell whether a line could be a title: it says not when or as what a page came out, nor of what it is one.

        A line of things that one may look for is none: "Search by: town · theme · age".
        """
        if not could_be(line, self._cues) or is_furniture(line.text, self._cues) or self._is_kicker(line):
            return False
        if self._is_stamp(line) or _is_tags(line.text) or len(DOTS.findall(line.text)) > 1:
            return False
        label, colon, value = line.text.partition(":")
        counted = label.rstrip("0123456789 ") or label  # "Partner 1: City of Leeds"
        asked = (
            self._lexicon.exact(counted if colon else line.text) is not None
            or GAP.search(line.text) is not None
        )
        if colon and not any(map(str.isalpha, value)):
            return False
        return not asked and not any(self._cues.matches(cue, line.text) for cue in ("listing", "hosting"))

    def _is_stamp(self, line: Block) -> bool:
        """Tell whether a line says when a page came out."""
        return len(line.text) <= _STAMP_LINE and _STAMP.search(line.text) is not None

    def _score(self, index: int) -> float:
        line = self._lines[index]
        name = normalised(line.text)
        words = len(line.text.split())
        below = self._lines[index + 1] if index + 1 < len(self._lines) else None
        told = self._is_told(line)
        score = 0.9 * (min(words, _WORDS) - 2)
        score += 2 * any(self._leading[:index]) + 2 * (not any(self._leading[index:])) - 2 * (index == 0)
        score += 2 * (line.start in self._openings)
        score += (3 if told or words > 1 else 1) * (name in self._ends)
        score += 2 * any(_begins_with(name, step) for step in (*self._ends, *self._outer))
        score += 2 * (self._times[name] > 1) + 2 * told
        score += 1 * (below is not None and self._is_stamp(below) and line.start in self._openings)
        above = normalised(self._lines[index - 1].text) if index else ""
        score -= 3 * self._speaks_of_several(line)
        score += 3 * (self._is_counted(index) or (bool(above) and _begins_with(name, above)))
        return score - index / _BLOCKS

    def _speaks_of_several(self, line: Block) -> bool:
        """Tell whether a line says of what a page is one: "Good practice examples"."""
        return (
            len(line.text.split()) <= _CATEGORY_WORDS and self._cues.search("several", line.text) is not None
        )

    def _is_counted(self, index: int) -> bool:
        """Tell whether the line above says as what a page came out, or counts it: "Example 4"."""
        return index > 0 and self._is_kicker(self._lines[index - 1])

    def _is_kicker(self, line: Block) -> bool:
        return is_kicker(line.text, self._cues)

    def _is_told(self, line: Block) -> bool:
        """Tell whether the text of the page has the name that a line gives or begins with."""
        pieces = [piece.strip() for piece in (line.text, *_PIECE.split(line.text))]
        return any(
            len(piece) >= _NAME and not piece[0].islower() and piece.casefold() in self._text
            for piece in pieces
        )


def _has_digit(lines: Sequence[Block]) -> bool:
    """Tell whether one of several lines has a digit, as values of labels have and entries of menus have not."""
    return any(character.isdigit() for line in lines for character in line.text)


def _is_tags(text: str) -> bool:
    """Tell whether a line is of single words with bars between: "Project | Closed"."""
    pieces = text.split("|")
    return len(pieces) > 1 and all(len(piece.split()) == 1 for piece in pieces)


def _begins_with(text: str, name: str) -> bool:
    """Tell whether a line begins with a name, and more words say what it is."""
    return text.startswith(name) and text != name and not text[len(name) : len(name) + 1].isalnum()
