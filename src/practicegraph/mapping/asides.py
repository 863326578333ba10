"""What stands among the paragraphs of a section and is not of it: voices, pictures, whom to call, what the site says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.items import Passage
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.page_furniture import is_furniture, leads
from practicegraph.mapping.sentences import is_testimony
from practicegraph.mapping.source import Source
from practicegraph.reading.blocks import MASK

_CONTACT_WORDS: Final = 16
"""Words beside whom to call and where."""
_NAME_WORDS: Final = 9
_INVITATION: Final = 12
_BESIDE: Final = re.compile(rf"[:：]\s*{MASK}")
_NETWORKS: Final = re.compile(
    r"(?<!\w)(?:Facebook|Instagram|Twitter|LinkedIn|YouTube|Telegram|WhatsApp|TikTok|Фейсбук|Фејсбук)\w{0,4}(?!\w)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(r"[\[(©*_\s]*(?P<word>[^\W\d_]{3,14})\.?\s?\d{0,3}\s?[:：]\s")
_CREDIT: Final = re.compile(r"©|\(c\)\s+\d{4}")
_NOTE: Final = re.compile(r"(?P<number>\d{1,2})\s(?=[^\W\d_])")


def without_asides(source: Source, found: Sequence[Passage]) -> list[Passage]:
    """Return the passages of a section without those that say nothing of its field; the first is always of it.

    Who is quoted tells how it was, beside what the section says.
    """
    saying = source.knowledge.contacts.saying
    own = [passage for passage in found if not is_testimony(passage.text, saying)] or list(found)
    return [
        passage for at, passage in enumerate(own) if not at or passage.item or not _is_aside(source, passage)
    ]


def _is_aside(source: Source, passage: Passage) -> bool:
    return (
        _tells_whom_to_call(passage.text)
        or _is_picture(source, passage.text)
        or _is_note(source, passage)
        or _is_of_the_site(source, passage)
        or _is_signed(source, passage.text)
        or _tells_a_fact(source, passage.text)
    )


def _tells_a_fact(source: Source, text: str) -> bool:
    """Tell whether a line begins as one does that says something worth knowing of the surroundings: "Did you know?"."""
    told = source.cue("fact-box", text)
    return told is not None and not text[: told.start()].strip(" ¿¡*_")


def _tells_whom_to_call(text: str) -> bool:
    """Tell whether a line has little but masked addresses, numbers and names."""
    masked = text.count(MASK * 3)
    if not masked:
        return False
    words = [word for word in text.split() if MASK not in word]
    runs = len(re.findall(rf"{MASK}+", text))
    return len(words) <= _CONTACT_WORDS and (runs > 1 or _BESIDE.search(text) is not None)


def _is_picture(source: Source, text: str) -> bool:
    """Tell whether a line is what stands below a picture, or whose it is: "Photo: the new kitchen", "© City of Leeds"."""
    caption = _CAPTION.match(text)
    told = caption is not None and source.knowledge.cues.matches("caption", caption["word"])
    return told or _CREDIT.match(text) is not None


def _is_note(source: Source, passage: Passage) -> bool:
    """Tell whether a line is a note whose number stands behind a word of the text: "risen by half.13", "13 Own count"."""
    number = _NOTE.match(passage.text)
    if number is None:
        return False
    before = source.document.text[: passage.start]
    return re.search(rf"[^\W\d_][.,;)»”\"]?{number['number']}(?=\s)", before) is not None


def _is_of_the_site(source: Source, passage: Passage) -> bool:
    """Tell whether a line is of the page's furniture, or asks its readers to follow a site elsewhere."""
    text = passage.text
    written = source.document.text[passage.start : passage.end]
    cues = source.knowledge.cues
    if is_furniture(written, cues) or leads(written, cues):
        return len(passage.blocks) == 1
    return len(text.split()) <= _INVITATION and _NETWORKS.search(text) is not None


def _is_signed(source: Source, text: str) -> bool:
    """Tell whether a line is nothing but the name of an organisation: who signs."""
    if len(text.split()) > _NAME_WORDS or text[-1:] in ".!?…":
        return False
    names = find_organizations(text, source.knowledge.organizations, source.language)
    return any((name.start, name.end) == (0, len(text)) for name in names)
