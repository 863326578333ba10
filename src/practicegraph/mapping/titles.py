"""The title: a field's, a marked heading's, or the first line of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.kinds import BLANK
from practicegraph.mapping.page_furniture import (
    LETTERS,
    LONGEST,
    SENTENCE,
    has_steps,
    is_menu,
    last_step,
    without_quotes,
)
from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, BlockKind, Document

_QUOTED: Final = re.compile(r"[\"“„«”»](?P<title>[^\"“”„«»]{3,300})[\"”“»«]", re.DOTALL)
_PROSE: Final = re.compile(r"[.!?…]\s+[^\W\d_]|[.!?…;,]$")
"""What a text has and a head of pages has not, which may say "Ch. 4"."""
_NUMBERING: Final = re.compile(r"\d{1,2}(?:(?:\.\d{1,2})*[.)]|(?:\.\d{1,2})+)\s+(?=\D)")
_COUNTED: Final = re.compile(r"\A(?:[^\W\d_]{3,}\s+(?=\d{1,2}\.\s))?(?:" + _NUMBERING.pattern + ")")
"""What counts a title: "2. ", "Chapter 2. "."""
_SECTION_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\s+(?=\D)")
_SINGLE_LETTERS: Final = re.compile(r"(?:\w\W+)*\w")
_JOINT: Final = re.compile(
    r"(?<!\w)(?P<left>[^\W\d_]*?[a-zß-öø-ÿа-яёα-ωά-ώ])(?P<right>[A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω][^\W_]+)"
)
_PIECES: Final = re.compile(r"\s+[|·»«–—-]\s+|\s*[|»]\s*")
_QUOTES: Final = frozenset('"“”„«»')
_WEAK: Final = frozenset({"first-line", "line-over-text", "repeated-line"})
_WEB: Final = frozenset({"text/html", "text/markdown"})
_CATEGORY_WORDS: Final = 2
_CAPITAL_WORDS: Final = 4
_SHORTEST: Final = 3
_SITE_WORDS: Final = 5
_LINES: Final = 12
_TEXT: Final = 80
_NAME: Final = 90
_NAME_WORDS: Final = 14
_LEAST_NAME: Final = 6
_REACH: Final = 45
_BETWEEN: Final = 2
_BETWEEN_NUMBER: Final = re.compile(
    r"\s+(?:(?:[^\W\d_]{1,3}[.º°]{0,2}|[№#])\s?)?[\w./-]*\d[\w./-]*(?=[\s,]+[\"“„«])[,]?\s?"
)
"""The number of a project before its name."""
_LINE: Final = 120
CODE: Final = re.compile(r"(?=.*[A-Z])(?=.{5})[A-Z]{0,8}[ /_-]?[\dA-Z]*\d[\d./_-]*")
"""A code such as that of a grant, which is no title."""
_TALLY: Final = re.compile(r"\d+\+?\s\w+")
"""How many of something a site has: "130+ Practices"."""
_CAPITALS: Final = re.compile(
    r"\s+([A-ZÀ-ÖØ-ÞĀ-Ž][A-ZÀ-ÖØ-ÞĀ-Ž\d'’-]*(?:\s+[A-ZÀ-ÖØ-ÞĀ-Ž][A-ZÀ-ÖØ-ÞĀ-Ž\d'’-]*)+)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title: the spans of its lines in order, how sure we are, and how it was found."""

    start: int
    end: int
    text: str
    confidence: float
    method: str
    blocks: tuple[Block, ...]


def stated_title(section: Section, document: Document) -> Title | None:
    """Return the title of a title field: the quoted words where there are some, else its first value if any was filled in."""
    if not section.values or BLANK.search(section.values[0].text):
        return None
    first, last = section.values[0], section.values[-1]
    quoted = _QUOTED.search(document.text, first.start, last.end)
    if quoted and quoted.start() - first.start <= 1:
        start, end = quoted.span("title")
        inside = [block for block in section.values if block.start < end and start < block.end]
        words = " ".join(document.text[max(start, block.start) : min(end, block.end)] for block in inside)
        return Title(start, end, _one_line(words), 0.97, "field:quoted", tuple(inside))
    lines = [first]
    for block in section.values[1:]:
        if document.text.count("\n", lines[-1].end, block.start) > 1 or not block.text[:1].islower():
            break
        lines.append(block)
    words = " ".join(block.text for block in lines)
    return Title(first.start, lines[-1].end, _one_line(words), 0.95, "field", tuple(lines))


def found_title(blocks: Sequence[Block], document: Document, cues: Cues) -> Title | None:
    """Return the title of a page without a title field, ``None`` if nothing stands where a title would.

    ``blocks`` are the lines under no known heading and the marked headings, in order. A breadcrumb that
    ends in a line of the page confirms it; then a marked heading of the first level, a line that comes
    twice, a line over running text, the first line. A line that the file's metadata names as the title comes before these.
    """
    own = [block for block in _without_furniture(blocks, document, cues) if not is_menu(block.text)]
    lines = [_unglued(block, document) for block in own[:_LINES]]
    usable = [block for block in lines if could_be(block, cues)]
    trail = next(
        (end for block in lines if (end := last_step(block, cues)) and not _is_state(block, end)), None
    )
    if trail is not None and sum(map(str.isalpha, trail.text)) < _SHORTEST:
        trail = None  # "Cards > No. 27"
    told = _told(usable, trail, document)
    if told is not None:
        return told
    if trail is not None:
        return _title(trail, 0.8, "breadcrumb:last")
    quoted = _quoted_line(lines) or _capital_line(usable, lines)
    if quoted is not None:
        return quoted
    over_text = next((block for block in usable if _stands_over_text(block, lines, document, cues)), None)
    first = usable[0] if usable and usable[0] is lines[0] else None
    if over_text is not None and (first is None or not _same_head(first, over_text, document)):
        return _title(over_text, 0.8, "line-over-text")
    return None if first is None else _title(first, 0.75, "first-line")


def _is_state(block: Block, step: Block) -> bool:
    """Tell whether a step in small letters says how far what stands before it is: "Projects / ongoing"."""
    return step.text[:1].islower() and block.text[:1].isupper()


def _told(usable: Sequence[Block], trail: Block | None, document: Document) -> Title | None:
    """Return the line that the page itself says is its title: by breadcrumb, metadata, markup or repetition."""
    names = {
        "breadcrumb": [trail.text] if trail is not None else [],
        "metadata:line": _head_pieces(document),
        "repeated-line": _PIECES.split(usable[0].text) if usable and _PIECES.search(usable[0].text) else [],
    }
    for method, written in names.items():
        for name in filter(None, map(normalised, written)):
            for block in usable:
                again = method != "repeated-line" or (block is not usable[0] and not block.text.isupper())
                if again and normalised(block.text) == name:
                    return _title(block, 0.97, method)
    for block in usable:
        if block.kind is BlockKind.HEADING and block.level == 1:
            return _title(block, 0.9, "heading:marked")
    seen: dict[str, Block] = {}
    for block in usable:
        same = seen.setdefault(normalised(block.text), block)
        if same is not block:
            return _title(same, 0.9, "repeated-line")
    return None


def _quoted_line(lines: Sequence[Block]) -> Title | None:
    """Return the name of a line that is nothing but a name in quotation marks, with the same in another language."""
    for block in lines:
        named = _QUOTED.match(block.text)
        if named is None or len(named["title"].split()) > _NAME_WORDS or named["title"].endswith("."):
            continue
        rest = _QUOTED.sub("", block.text).strip(" /|·–—-")
        if not rest and named["title"].strip():
            words = named["title"].strip()
            at = block.start + named.start("title") + named["title"].index(words)
            return Title(at, at + len(words), _one_line(words), 0.8, "quoted-line", (block,))
    return None


def _capital_line(usable: Sequence[Block], lines: Sequence[Block]) -> Title | None:
    """Return the one line in capitals of several words that stands over the text, with other lines between."""
    first = next((index for index, line in enumerate(lines) if is_running_text(line)), len(lines))
    own = lines[1:first]
    capitals = [
        line
        for line in lines[:first]
        if line.text.isupper() and line.level <= 1 and len(line.text.split()) >= _CAPITAL_WORDS
    ]
    if len(capitals) != 1 or capitals[0] not in own or capitals[0] not in usable:
        return None
    return _title(capitals[0], 0.8, "capitals")


def part_title(title: Title) -> Title:
    """Return the title of one of several practices without the number that orders them."""
    number = _NUMBERING.match(title.text)
    if number is None or title.method not in _WEAK | {"heading:marked"}:
        return title
    return replace(title, start=title.start + number.end(), text=title.text[number.end() :])


def page_title(document: Document, cues: Cues) -> Title | None:
    """Return the first piece of the title that a web page's head has, which no line of the page repeats.

    Other formats have titles of templates and of files there; a site's name is no page's title.
    """
    written = document.metadata.get("title", "") if document.media_type in _WEB else ""
    first = _PIECES.split(without_quotes(written))[0]
    text = _one_line(written[: len(first)])
    site = normalised(document.metadata.get("site", ""))
    words = text.split()
    named = normalised(text) == site or (len(words) <= _SITE_WORDS and cues.search("site", text) is not None)
    return Title(0, 0, text, 0.5, "metadata", ()) if len(words) > 1 and not named else None


def _head_pieces(document: Document) -> list[str]:
    """Return the title in a file's metadata and its pieces, "Title | Section | Site", without the site's name."""
    whole, site = document.metadata.get("title", ""), document.metadata.get("site", "")
    pieces = dict.fromkeys([whole, *_PIECES.split(whole)])
    return [piece for piece in pieces if piece != site and LETTERS.search(piece)]


def head_title(section: Section) -> Title:
    """Return the title that stands alone below a page's furniture."""
    return _title(section.values[0], 0.8, "page-head")


def described_title(sections: Iterable[Section]) -> Title | None:
    """Return the first line of a description where it stands alone and is no sentence, else ``None``."""
    for section in sections:
        first = section.values[0] if section.values else None
        if first is not None and len(first.text) <= _LINE and not SENTENCE.search(first.text):
            return _title(first, 0.6, "description:first-line")
    return None


def named_project(
    text: str, start: int, end: int, cues: Cues, language: str | None
) -> tuple[int, int] | None:
    """Return the span of the name that a sentence gives a project, ``None`` if it gives none.

    "NAME is a project ...", 'the project "NAME"', "the project NAME" in capitals, "the project is called NAME".
    """
    sentence = text[start:end]
    copula = cues.search("copula", sentence, language=language)
    if copula and 0 < copula.start() <= _NAME and sentence[:1].isupper():
        name = sentence[: copula.start()].rstrip()
        said = sentence[copula.end() : copula.end() + _REACH].casefold()
        if (
            cues.search("project-word", said, language=language)
            and len(name.split()) <= _NAME_WORDS
            and not cues.matches("pronoun", name)
        ):
            return start, start + len(name)
    project = cues.search("kind:project", sentence, language=language)
    return None if project is None else _name_after(sentence, start, project.end(), cues, language)


def _name_after(
    sentence: str, start: int, position: int, cues: Cues, language: str | None
) -> tuple[int, int] | None:
    """Return the span of the name that follows the word "project" of a sentence which begins at ``start``.

    Its number may stand between: "Project No 27/4 "NAME"".
    """
    number = _BETWEEN_NUMBER.match(sentence, position)
    position = position if number is None else number.end()
    quoted = _QUOTED.search(sentence, position)
    if quoted and quoted.start() - position <= _BETWEEN:
        return start + quoted.start("title"), start + quoted.end("title")
    capitals = _CAPITALS.match(sentence, position)
    if capitals and not sentence.isupper():  # all of a menu may be in capitals
        return start + capitals.start(1), start + capitals.end(1)
    called = cues.search("named", sentence, position, language=language)
    if called is None or called.start() - position > _BETWEEN:
        return None
    name = sentence[called.end() :].strip(" .:")
    at = start + sentence.index(name, called.end())
    return (at, at + len(name)) if name else None


def quoted_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the first name in quotation marks: several words, each with a capital, and no sentence."""
    for quoted in _QUOTED.finditer(text, start, end):
        words = quoted["title"].split()
        if _BETWEEN <= len(words) <= _LEAST_NAME and all(word[:1].isupper() for word in words):
            return quoted.span("title")
    return None


def _unglued(block: Block, document: Document) -> Block:
    """Cut off a category that is written together with the title after it: "Housing of refugeesCoRE - a centre".

    Both halves of the word at the joint are words that the document has elsewhere too.
    """
    for joint in _JOINT.finditer(block.text) if len(block.text) <= LONGEST else ():
        left, right = joint["left"], joint["right"]
        before = block.text[: joint.end("left")]
        rest = document.text[: block.start] + document.text[block.end :]
        if len(before.split()) >= _CATEGORY_WORDS and all(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", rest) for word in (left, right)
        ):
            at = joint.start("right")
            return replace(block, start=block.start + at, text=block.text[at:])
    return block


def _stands_over_text(block: Block, lines: Sequence[Block], document: Document, cues: Cues) -> bool:
    index = next(at for at, line in enumerate(lines) if line is block)
    if any(is_running_text(line) for line in lines[:index]):
        return False
    previous = block
    for line in lines[index + 1 : index + 3]:
        between = document.text[previous.end : line.start].strip()
        if between and not cues.matches("furniture", between):
            return False  # something else stands between
        if is_running_text(line):
            return True
        previous = line
    return False


def _same_head(first: Block, other: Block, document: Document) -> bool:
    """Tell whether two lines are one head of a page: no more than lines without sentences stands between."""
    between = document.text[first.end : other.start]
    return first is other or (len(between) <= LONGEST and not SENTENCE.search(between))


def is_running_text(block: Block) -> bool:
    """Tell whether a block is long and has sentences."""
    return len(block.text) >= _TEXT and _PROSE.search(block.text) is not None


def _without_furniture(blocks: Sequence[Block], document: Document, cues: Cues) -> list[Block]:
    """Leave out the lines of a page's furniture, with those that stand in one group with them."""
    return [
        block
        for group in line_groups(blocks, document)
        if not any(cues.matches("furniture", line.text) for line in group)
        for block in group
    ]


def line_groups(blocks: Sequence[Block], document: Document) -> list[list[Block]]:
    """Return blocks by group: lines that stand right below each other."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and document.text.count("\n", groups[-1][-1].end, block.start) == 1:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def could_be(block: Block, cues: Cues) -> bool:
    """Tell whether a line may be a title: no sentence, no item, no furniture of a page."""
    text = block.text.strip()
    if not _SHORTEST <= len(text) <= LONGEST or not LETTERS.search(text):
        return False
    if block.kind is BlockKind.LIST_ITEM or text.endswith(":"):
        return False
    marked = block.kind is BlockKind.HEADING and block.level == 1
    if SENTENCE.search(_COUNTED.sub("", text, count=1)) and not (marked and text[-1:] not in ".;,"):
        return False
    steps = has_steps(text) and not (text.count("/") == 1 and len(text.split()) > _LEAST_NAME)
    if is_menu(text) or _SINGLE_LETTERS.fullmatch(text) or " • " in text or steps:
        return False
    if CODE.fullmatch(text) or _TALLY.fullmatch(text):
        return False
    return not cues.matches("furniture", text) and not cues.matches("trail", text)


def _title(block: Block, confidence: float, method: str) -> Title:
    number = _SECTION_NUMBER.match(block.text)
    at = number.end() if number else 0
    return Title(block.start + at, block.end, _one_line(block.text[at:]), confidence, method, (block,))


def _one_line(text: str) -> str:
    """Return a title on one line, without quotes round the whole of it."""
    line = " ".join(text.split())
    if line[:1] in _QUOTES and line[-1:] in _QUOTES and not any(mark in _QUOTES for mark in line[1:-1]):
        return line[1:-1].strip()
    opened, closed = line[:1] in _QUOTES, line[-1:] in _QUOTES
    odd = sum(mark in _QUOTES for mark in line) % 2 == 1
    if odd and opened != closed:
        return line[1:].strip() if opened else line[:-1].strip()
    return line
