"""Labels inside a line: "Heading: value", several of them in a row, "Heading - value"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from practicegraph.mapping.headings import HeadingLexicon, HeadingMatch, normalised, without_number
from practicegraph.mapping.page_furniture import has_steps, is_menu
from practicegraph.mapping.section import PROSE_FIELDS, OpenSection
from practicegraph.reading.blocks import Block, BlockKind, Document

_COLON: Final = re.compile(r"[:：](?<!\d.)(?!//)")
"""A search is ten times as fast where the pattern begins with the letters to look for."""
_WORD: Final = re.compile(r"\S+")
_JOINT: Final = re.compile(r"(?<=[^\W_A-ZÀ-ÞΑ-ΩА-Я]|[%€$£)\]»”\"])(?=[A-ZÀ-ÞΆ-ΩА-Я][^\W\d_A-ZÀ-ÞΆ-ΩА-Я])")
"""Where a label begins that nothing parts from the value before it: "75%Own share: 25%"."""
_PUNCTUATION: Final = re.compile(r"[.,;!?]")
_NEXT_SENTENCE: Final = re.compile(r"[^\W\d_]{3}[.!?…]\s+[^\W\d_a-z]")
_DASHED: Final = re.compile(r"^(?P<key>[^.;:!?]{3,60}?)[ \t]+[–—-][ \t]+(?=\S)")
UNKNOWN_LABEL: Final = re.compile(r"[*_]*[^\W\d_a-z]\w*(?:[ \t/-]+[\w()]+){0,4}[ \t]?:[*_]*[ \t]+\S")
"""What looks like a label with its value: up to five words that begin large, and a colon."""
_QUESTION: Final = re.compile(
    r"(?P<key>[^.:!?؟\n]{8,90}?(?:[?؟]|(?<=[Α-Ωα-ωά-ώ]);))[ \t]+(?=\S)(?!.*[?؟]\s*\Z)"
)
"""A question, in Greek with its own sign, with its answer behind it on the line, which is no further question."""
_ASKING: Final = ("?", "؟")
_SENTENCE_END: Final = (".", "!", "?", ";", "…", ")", "•", "|", "”", '"', "-", "–", ",")
_KEY_LENGTH: Final = 90
_KEY_WORDS: Final = 10
_SENTENCE_WORDS: Final = 4
_FIGURE: Final = re.compile(
    r"(?P<key>[^\d:.!?]{3,60}?)[ \t]+(?=(?P<address>https?://|www\.)|[\d€$£]|(?P<code>[A-Z]{1,6}[./_-]?\d[\w./-]*\s*\Z))"
)
FIGURE_FIELDS: Final = (
    "budget", "fundingAmount", "fundingShare", "count", "duration", "period", "start", "end", "sdg", "identifier",
)  # fmt: skip
"""Lexicon fields whose value may follow its label as a figure, with nothing between."""
_CURRENCIES: Final = "€$£"
_GAP: Final = re.compile(r" {3,}")
_GAPPED: Final = re.compile(
    r"(?P<key>[^\W\d_][^:.!?|;·\t]{1,60}?)[ ]{2,}(?P<value>[^\s|](?:[^|\t ]|[ ](?![ ]))*)"
)
_UNGAPPED: Final = frozenset({"status", "link", "contact", "position", "description"})
"""Fields whose words stand in menus."""
_PLACED: Final = frozenset({"place", "country", "level"})
_DAY: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}[ ](?=[^\W\d_])|\d{4}-\d\d-\d\d[ ](?=[^\W\d_])")
"""A day behind which the next label may stand: "Start 01-10-2019 End 30-09-2022"."""
_IN_BRACKETS: Final = re.compile(r"\s*[~<>≥≤]?\s*\d[\d\s.,]*\)")
_COUNTED: Final = re.compile(r"(?P<words>[^\W\d][^\d:]*?)[ ](?:[^\W\d_]{1,3}\.?[ ])?\d{1,2}")
_RECORD_GAP: Final = 2
_RECORD_FIELDS: Final = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A label at ``start`` to ``end`` of a text; its value begins at ``after``."""

    start: int
    end: int
    after: int
    match: HeadingMatch


def labels(
    text: str,
    lexicon: HeadingLexicon,
    *,
    begun: bool = False,
    read: Callable[[str], HeadingMatch | None] | None = None,
) -> list[Label]:
    """Return the labels in a line, in order; empty for running text.

    ``begun`` tells that the line begins with a label that the lexicon does not know: no mark parts the next from its value.
    ``read`` tells by its words what such a next label asks for that the lexicon does not know.
    """
    found: list[Label] = []
    for colon in _COLON.finditer(text):
        begin = found[-1].after if found else 0
        chained = begun or bool(found)
        label = _before_colon(text, begin, colon, lexicon, chained=chained)
        if label is None and chained and read is not None:
            label = _told_by_words(text, begin, colon, read)
        if label is not None and not _is_of_a_number(text, label):
            found.append(label)
    if found:
        return found
    opening = _sentence_label(text, lexicon)
    if opening is not None:
        return [opening]
    if figures := _figure_labels(text, lexicon):
        return figures
    asked = asked_label(text, lexicon.exact)
    if asked is not None:
        return [asked]
    dashed = _DASHED.match(text)
    match = lexicon.exact(dashed["key"]) if dashed else None
    if dashed is None or match is None or match.field("") is None or _goes_on(text, dashed.end()):
        return []
    return [Label(0, dashed.end("key"), dashed.end(), match)]


def _goes_on(text: str, value: int) -> bool:
    """Tell whether a dash stands for the verb of a sentence that others follow: "The aim – to help. Every child ..."."""
    return text[value : value + 1].islower() and _NEXT_SENTENCE.search(text, value) is not None


def asked_label(text: str, read: Callable[[str], HeadingMatch | None]) -> Label | None:
    """Return the question that a line begins with, its answer behind it, if ``read`` tells what it asks for."""
    found = _QUESTION.match(text)
    match = read(found["key"]) if found is not None else None
    if found is None or match is None:
        return None
    return Label(0, found.end("key"), found.end(), match)


def _is_of_a_number(text: str, label: Label) -> bool:
    """Tell whether a label in brackets only says what their number is: "120 families (target: 100)"."""
    if label.start == 0 or text[label.start] != "(" or _IN_BRACKETS.match(text, label.after) is None:
        return False
    return all(row.field in PROSE_FIELDS for row in label.match.rows)


def is_value(opened: OpenSection, block: Block, label: Label) -> bool:
    """Tell whether a line with a label is a value as a whole.

    That is a title, over a page or in its field: "Evaluation in brief: Tea House"; and what is counted under a heading of
    the same words: "Specific objective" over "Specific objective 2: legal migration".
    """
    row = label.match.field(opened.within) if label.match.rows else None
    if row is not None and row.field == "title":
        return False
    counted = _COUNTED.fullmatch(block.text[label.start : label.end].strip())
    if counted is not None and not opened.values:
        return opened.field == "sdg" or normalised(counted["words"]) == normalised(opened.label)
    head = block.kind is BlockKind.HEADING and block.level == 1
    return head or (opened.field == "title" and opened.start < opened.end and not opened.values)


def unseparated_labels(document: Document, lexicon: HeadingLexicon) -> dict[int, Label]:
    """Return the labels that nothing separates from their values, or only a gap, by the start of their line.

    "Status Completed" is a label and its value only in a record: several near lines begin so, each with
    another field. "Start  September 2018" is one by itself.
    """
    found = []
    gapped = {}
    for index, block in enumerate(document.blocks):
        apart = label_before_gap(block, lexicon)
        if apart is not None:
            gapped[block.start] = apart
        label = _bare_label(block, lexicon)
        if label is not None:
            found.append((index, block, label))
    runs: list[list[tuple[int, Block, Label]]] = []
    for item in found:
        if runs and item[0] - runs[-1][-1][0] <= _RECORD_GAP:
            runs[-1].append(item)
        else:
            runs.append([item])
    return gapped | {
        block.start: label
        for run in runs
        if len({row.field for _, _, label in run for row in label.match.rows[:1]}) >= _RECORD_FIELDS
        for _, block, label in run
    }


def label_before_gap(block: Block, lexicon: HeadingLexicon) -> Label | None:
    """Return the label of the lexicon that a line begins with, one gap behind it and then what answers it."""
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or block.row is not None or "  " not in text:
        return None
    found = _GAPPED.fullmatch(text)
    match = lexicon.exact(found["key"]) if found is not None else None
    row = match.field("") if match is not None else None
    if found is None or match is None or row is None or row.field in _UNGAPPED:
        return None
    value = found["value"]
    answers = (
        any(map(str.isdigit, value)) if row.field in FIGURE_FIELDS else " " in value or row.field in _PLACED
    )
    asks = lexicon.exact(value.partition(":")[0]) is not None
    if not answers or asks or is_menu(text) or has_steps(text):
        return None
    return Label(0, found.end("key"), found.start("value"), match)


def _bare_label(block: Block, lexicon: HeadingLexicon) -> Label | None:
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or not text[:1].isupper() or ":" in text[: _KEY_LENGTH // 2]:
        return None
    words = [word.span() for word in islice(_WORD.finditer(text), 4)]
    for length in range(min(3, len(words) - 1), 0, -1):
        value = text[words[length][0]]
        match = lexicon.exact(text[: words[length - 1][1]]) if value.isupper() or value.isdigit() else None
        if match is not None and match.field("") is not None:
            # The words of a menu name other pages.
            menu = is_menu(text) or has_steps(text)
            return None if menu else Label(0, words[length - 1][1], words[length][0], match)
    return None


def _sentence_label(text: str, lexicon: HeadingLexicon) -> Label | None:
    """Return the label that several words at the beginning of a sentence make, like "The leading partner is"."""
    following = _WORD.finditer(text)
    words = [word.span() for word in islice(following, _SENTENCE_WORDS)]
    if len(words) < _SENTENCE_WORDS or not lexicon.may_open(text[: words[-1][1]]):
        return None
    if text.rstrip().endswith(_ASKING):
        return None  # "What can you expect of us?" asks as a whole
    words += [word.span() for word in islice(following, lexicon.words + 1 - _SENTENCE_WORDS)]
    for length in range(len(words) - 1, _SENTENCE_WORDS - 1, -1):
        end = words[length - 1][1]
        match = lexicon.exact(text[:end]) if text[end - 1].isalnum() else None
        if match is not None and match.field("") is not None:
            # French has a space before a question mark.
            return Label(0, end, len(text) - len(text[end:].lstrip(" \u00a0?؟")), match)
    return None


def _figure_labels(text: str, lexicon: HeadingLexicon) -> list[Label]:
    """Return the labels that figures follow on a short line, like "Total budget 5 000 EUR".

    Gaps may part several of them: "A6 Start 01.09.2020      A7 End 31.12.2022".
    """
    first = _figure_label(text, 0, lexicon) if len(text) <= _KEY_LENGTH else None
    if first is None:
        return []
    behind = [_figure_label(text, gap.end(), lexicon) for gap in _GAP.finditer(text, first.after)]
    behind += [_figure_label(text, day.end(), lexicon) for day in _DAY.finditer(text, first.after)]
    return [first, *sorted({label for label in behind if label is not None}, key=lambda label: label.start)]


def _figure_label(text: str, at: int, lexicon: HeadingLexicon) -> Label | None:
    """Return the label at a place of a text that a figure follows, or of an address that this does."""
    start = len(text) - len(without_number(text[at:]))
    figure = _FIGURE.match(text, start)
    match = lexicon.exact(figure["key"]) if figure else None
    row = match.field("") if match else None
    if figure is None or match is None or row is None:
        return None
    fields = ("link",) if figure["address"] else ("identifier",) if figure["code"] else FIGURE_FIELDS
    of_one = row.field == "status" and text[figure.end()] in _CURRENCIES  # "Net EU contribution € 512 000"
    if row.field not in fields and not of_one:
        return None
    return Label(at, figure.end("key"), figure.end(), match)


def _before_colon(
    text: str, begin: int, colon: re.Match[str], lexicon: HeadingLexicon, *, chained: bool
) -> Label | None:
    """Return the longest label that ends at a colon; inside a line it must begin like one."""
    for start in _beginnings(text, begin, colon.start()):
        key = text[start : colon.start()]
        at_line_start = not text[:start].strip()
        match = lexicon.find(key) if at_line_start else lexicon.exact(key)
        if match is None and chained and "/" in key:
            match = lexicon.shortened(key)
        if match is None:
            continue
        if (
            at_line_start
            or _begins_label(text, start, chained=chained)
            or _is_label(text[begin:start], lexicon)
        ):
            return Label(start, colon.start(), colon.end(), match)
    return None


def _beginnings(text: str, begin: int, end: int) -> list[int]:
    """Return where a label that ends at ``end`` may begin: its words, and capitals that nothing parts from a value before them."""
    first = max(begin, end - _KEY_LENGTH)
    starts = [word.start() for word in _WORD.finditer(text, first, end)][-_KEY_WORDS:]
    joints = [joint.start() for joint in _JOINT.finditer(text, first, end)] if starts else []
    return sorted({*starts, *(joint for joint in joints if joint > starts[0])}) if joints else starts


def _told_by_words(
    text: str, begin: int, colon: re.Match[str], read: Callable[[str], HeadingMatch | None]
) -> Label | None:
    """Return the longest label at a colon whose words ``read`` knows, behind the value of the label before it."""
    for start in _beginnings(text, begin, colon.start()):
        bare = not _PUNCTUATION.search(text, start, colon.start())
        if not bare or not text[start].isupper() or not text[begin:start].strip(" \t:*_-–—"):
            continue
        match = read(text[start : colon.start()])
        if match is not None and match.field("") is not None:
            return Label(start, colon.start(), colon.end(), match)
    return None


def _is_label(before: str, lexicon: HeadingLexicon) -> bool:
    """Tell whether all that stands before a label is another, without a value: "Countries Organisations: Tea House"."""
    words = before.strip()
    match = lexicon.exact(words) if words[:1].isupper() and words[-1:].isalpha() else None
    return match is not None and match.field("") is not None


def _begins_label(text: str, start: int, *, chained: bool) -> bool:
    """Tell whether a word inside a line can begin a label: a capital, after a sentence or another label's value."""
    letter = text[start]
    if letter.isalpha() and not letter.isupper() and letter.lower() != letter.upper():
        return False
    return chained or text[:start].rstrip().endswith(_SENTENCE_END)
