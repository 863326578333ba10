"""Telephones of offices: numbers beside which an organisation, an office or a service is named and no person is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.persons import PersonKnowledge, begins_with_given_name
from practicegraph.mapping.phones import PhoneMention

_LINE: Final = re.compile(r"[^\n]+")
_LONG_LINE: Final = 130
"""Letters from which a line is prose and no line of an address."""
_LINES_BEFORE: Final = 4
_LINES_BEHIND: Final = 3
_REACH: Final = 500
_SENTENCE_ENDS: Final = re.compile(
    r"(?<![^\W\d_][.])(?<=[^\W_]{3})[.!?؟][ \u00a0]+(?=[^\W\d_a-z])|[!?؟][ \u00a0]"
)
_LABELLED: Final = re.compile(r"[^:\t|\d@/]{2,40}(?:[:\t]|[ ]?\|)")
_MAIL: Final = re.compile(r"[\w.+%-]+(?=@)")
_PART: Final = re.compile(r"[^\W\d_]{3,}")
_PROSE_END: Final = re.compile(r"[^\W\d_]{4,}[.!?؟…;][ \u00a0]*\Z")
_SITE: Final = re.compile(r"(?<![\w@.-])(?:www\.|https?://)\w")
_MASK: Final = "█"
_OWN_LABEL: Final = re.compile(r"(?P<label>[^|;,·•\t\n:@\d]{5,60})[:：][*_ \u00a0]*[+(]?\Z")
"""What stands before a number and its colon: "Office telephone: "."""
_OWN_WORDS: Final = re.compile(
    r"(?:\A|[.;|,•·–\n][ \u00a0]*)(?P<label>[^\W\d_]+(?:[ \u00a0][^\W\d_]+\.?){0,2})[ \u00a0]?[+(]?\Z"
)
"""The few words right before a number, behind a mark of punctuation: "Office 01632 960 001"."""
_GENERAL: Final = re.compile(r"(?P<label>[^:\n\d@]{3,40}):[ \u00a0]*")
"""A label and its colon at the beginning of a line."""
_LINE_ABOVE: Final = re.compile(
    r"(?:\A|\n)[ *•|-]*(?P<label>[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,2})[ \u00a0]?\n[+(]?\Z"
)
"""The few words alone on the line above a number: "Office"."""
_LABEL: Final = 70
_POSTAL: Final = re.compile(
    r"[^\W\d_]{3,}[^\n@]{0,60}[ \u00a0]\d{1,4}(?:[-–]\d{1,4})?[^\W\d_]?,[ \u00a0]*(?:\d[\d -]{3,9})?[^\W\d_a-z]"
    r"|\d{1,4}[^\W\d_]?,?[ \u00a0][^\W\d_]{3,}[^\n@\d]{0,40},[ \u00a0]*[^\W\d_a-z]"
)
"""A street with its number, and a town behind it."""
_STREET_FIRST: Final = re.compile(
    r"[ *•|-]*(?:[^\W\d_]{2,}[^\n@,:]{0,50}[ \u00a0]\d{1,4}(?:[-–]\d{1,4})?[^\W\d_]?,|\d{1,4}[^\W\d_]?,?[ \u00a0][^\W\d_]{3,}[^\n@\d,]{0,40},"
    r"|[^\n@,]{3,40}[ ](?i:mah|sok|cad|sk|cd|bulv)\.?[ ,][^\n@]{0,40}No[:.]?[ ]?\d)"
)
"""A line that begins with a street and its number: nobody's name stands on it."""


def find_office_numbers(
    text: str, phones: Iterable[PhoneMention], persons: Sequence[tuple[int, int]], knowledge: PersonKnowledge
) -> tuple[PhoneMention, ...]:
    """Return the numbers that are an organisation's; ``persons`` are the spans of persons' names.

    They stand in the sentence or on the line of a body, or on lines below its name, beside an address of mail that is an
    office's, in a sentence that asks to call "us", or below the address of one who asks to be contacted, and no name,
    address or label of a person stands beside them; or their own label names the office.
    In doubt a number is a person's.
    """
    return tuple(
        phone
        for phone in phones
        if _has_office_label(text, phone.start, knowledge) or _is_of_office(text, phone, persons, knowledge)
    )


def _is_of_office(
    text: str, phone: PhoneMention, persons: Sequence[tuple[int, int]], knowledge: PersonKnowledge
) -> bool:
    line = text.rfind("\n", 0, phone.start) + 1
    stop = text.find("\n", phone.end)
    stop = len(text) if stop < 0 else stop
    before = [*_LINE.finditer(text, max(0, line - _REACH), line)][::-1][:_LINES_BEFORE]
    behind = [*_LINE.finditer(text, stop, min(len(text), stop + _REACH))][:_LINES_BEHIND]
    own, block = _sentence(text, line, phone.start, stop), _block(before, knowledge)
    near = [own, *block, *((each.start(), each.end()) for each in _address_lines(behind))]
    if any(_tells_person(text, start, end, persons, knowledge) for start, end in near):
        return False
    streets = (
        _STREET_FIRST.match(text, at, phone.start) for at in (own[0], _behind_label(text, line, knowledge))
    )
    sentence = text[slice(*own)]
    reached = _is_reached(text, phone.start, (own, *near), knowledge)
    reached = reached and not _tells_person(text, line, stop, persons, knowledge)
    if reached or names_office(sentence, knowledge) or any(streets) or _is_beside_site(sentence):
        return True
    if phone.start - line > _LONG_LINE:
        return False
    for above in block:
        written = text[slice(*above)]
        if names_office(written, knowledge):
            return True
        if _POSTAL.search(written):
            continue
        if knowledge.contacts.name.fullmatch(written.strip(" *•-")) or _LABELLED.match(written):
            return False
    return _is_at_address([text[slice(*above)] for above in block], knowledge)


def _is_reached(text: str, at: int, near: Sequence[tuple[int, int]], knowledge: PersonKnowledge) -> bool:
    """Tell whether lines ask to call "us", or a number, or have an address of mail that is an office's."""
    written = [text[slice(*span)] for span in near]
    contacts = knowledge.contacts
    to_call = contacts.call.search(text[near[0][0] : at]) is not None and "@" not in written[0]
    return (
        to_call
        or contacts.us.search(written[0]) is not None
        or any(knowledge.contacts.mailbox.search(line) for line in written)
    )


def _behind_label(text: str, line: int, knowledge: PersonKnowledge) -> int:
    """Return where a line begins, behind a label such as "Contact:"."""
    label = _GENERAL.match(text, line)
    general = label is not None and knowledge.contacts.general.fullmatch(label["label"]) is not None
    return label.end() if label is not None and general else line


def _is_beside_site(sentence: str) -> bool:
    """Tell whether a sentence gives an address on the web and none of mail: "Call 01632 960 001 or see www.teahouse.example"."""
    return _SITE.search(sentence) is not None and "@" not in sentence


def _has_office_label(text: str, at: int, knowledge: PersonKnowledge) -> bool:
    """Tell whether what stands before a number says that it is an office's: "Office telephone: "."""
    before = text[max(0, at - _LABEL) : at]
    label = _OWN_LABEL.search(before) or _OWN_WORDS.search(before) or _LINE_ABOVE.search(before)
    if label is None or knowledge.contacts.position.search(label["label"]) is not None:
        return False
    if begins_with_given_name(label["label"].split()[0], knowledge):
        return False
    return knowledge.office.search(label["label"]) is not None


def _is_at_address(block: Sequence[str], knowledge: PersonKnowledge) -> bool:
    """Tell whether the lines above a number are an address under a heading such as "Contact us"."""
    if not block or knowledge.contacts.general.fullmatch(block[-1].strip(" #*:?!")) is None:
        return False
    return any(_POSTAL.search(line) for line in block[:-1])


def _sentence(text: str, line: int, at: int, stop: int) -> tuple[int, int]:
    """Return the sentence of a line in which a number stands."""
    ends = [*_SENTENCE_ENDS.finditer(text, line, stop)]
    start = max((end.end() for end in ends if end.end() <= at), default=line)
    return start, min((end.start() for end in ends if end.start() > at), default=stop)


def _block(before: Sequence[re.Match[str]], knowledge: PersonKnowledge) -> list[tuple[int, int]]:
    """Return the lines of the address above a number, the nearest first, up to its heading or to prose."""
    found = []
    for line in before:
        if len(line[0]) > _LONG_LINE or _PROSE_END.search(line[0]):
            break
        found.append((line.start(), line.end()))
        if knowledge.contacts.general.fullmatch(line[0].strip(" #*:?!")):
            break
    return found


def _address_lines(behind: Sequence[re.Match[str]]) -> Iterable[re.Match[str]]:
    """Yield the lines below a number that still belong to an address: not what stands behind an empty line."""
    end = None
    for line in behind:
        if len(line[0]) > _LONG_LINE or (end is not None and line.start() > end + 1):
            return
        if end is None and line.string[: line.start()].endswith("\n\n"):
            return
        end = line.end()
        yield line


def _tells_person(
    text: str, start: int, end: int, persons: Sequence[tuple[int, int]], knowledge: PersonKnowledge
) -> bool:
    """Tell whether a line has the name, the address or the label of a person."""
    if any(start < other and begin < end for begin, other in persons):
        return True
    line = text[start:end]
    first = len(line) - len(line.lstrip(" \u00a0\t*-–•|#"))
    if _MASK in line or knowledge.contacts.position.match(line, first):
        return True
    if knowledge.contacts.person_label.search(line) and not _is_of_body(line, knowledge):
        return True
    return any(
        begins_with_given_name(part, knowledge)
        for mail in _MAIL.finditer(line)
        if knowledge.contacts.mailbox.match(line, mail.start()) is None
        for part in _PART.findall(mail[0])[:2]
    )


def _is_of_body(line: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a body stands right behind a label that may be a person's: "Drawn up by: Department of Education"."""
    value = line.partition(":")[2]
    bodies = find_organizations(value, knowledge.organizations)
    return any(not value[: body.start].strip() and body.type is not None for body in bodies)


def names_office(line: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a line names an organisation, an office or a service."""
    if knowledge.office.search(line):
        return True
    return any(
        body.registered or body.type is not None for body in find_organizations(line, knowledge.organizations)
    )
