"""E-mail addresses, telephone numbers and names of contact persons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import fold, vocabulary, words
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.word_sets import WordSets

_EMAIL: Final = re.compile(
    r"[\w.+%-]*\w(?:@|\s?[\[(]\s?(?:at|AT|@)\s?[\])]\s?)"
    r"(?:[\w-]+(?:\.|\s?[\[(]\s?(?:dot|DOT)\s?[\])]\s?))+[^\W\d_]{2,}"
)
_SPELLED: Final = re.compile(r"[\[(]\s?(?:at|AT)")
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"\D")
_NUMBER: Final = re.compile(
    r"[+(\d](?<![\w.,/@=&-].)(?:(?<=\d)|(?<=\+)\d|(?<=\()\+?\d)"
    r"[\d \t\u00a0()/.\-–‑]*\d(?!\w|[.,]\d|[ \u00a0]?%)"
)
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d)(?!\d)"
)
_CAPITALS: Final = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper()) + "\u0621-\u064a"
"""Latin, Greek and Cyrillic capitals, and the letters of Arabic, which has no case."""
_REACH: Final = 90
_CUE_REACH: Final = 24
_FEWEST: Final = 7
_MOST: Final = 15
_SHORT: Final = 3
LABELLED: Final = "person:label"
REACHED: Final = "person:reached"
"""How a person's name was found after the label of a contact person."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a country numbers its telephones: calling code, trunk prefix, digits of a national number."""

    code: str
    trunk: str
    shortest: int
    longest: int


class NameRule(NamedTuple):
    """Names beside words of some forms: after titles, after contact labels, before positions."""

    pattern: re.Pattern[str]
    words: WordSets
    """Those of each form: to look for them takes less than to search, and most texts have none."""
    confidence: float
    method: str


@dataclass(frozen=True, slots=True, repr=False)
class ContactKnowledge:
    """What :func:`find_phones` and :func:`find_persons` know of numbering plans and contact words."""

    numbering: dict[str, Numbering]
    phone: re.Pattern[str]
    service: re.Pattern[str]
    rules: tuple[NameRule, ...]
    """The surest first."""
    name: re.Pattern[str]
    position: re.Pattern[str]
    collective: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Read ``phones.csv`` and ``contact_cues.csv`` of the lexicon."""
        numbering = {
            row["country"]: Numbering(
                row["calling_code"], row["trunk"], int(row["shortest"]), int(row["longest"])
            )
            for row in read_table("phones.csv", ("country", "calling_code", "trunk", "shortest", "longest"))
        }
        forms: dict[str, list[str]] = defaultdict(list)
        for row in read_table("contact_cues.csv", ("kind", "language", "form")):
            forms[row["kind"]].append(row["form"])
        name, whole = (_name_pattern(forms["particle"], before) for before in ("", r"(?<!\w.)"))
        titles = forms["title"]
        capital = {form[:1].upper() + form[1:] for form in titles}
        title = rf"(?<!\w)(?:{alternation([*titles, *capital])}\.?[ \u00a0]+)+"
        role, position = alternation(forms["role"]), alternation(forms["position"])
        return cls(
            numbering=numbering,
            phone=re.compile(rf"(?i)(?<!\w){alternation(forms['phone'])}\W{{0,12}}$|[☎📞]\W{{0,4}}$"),
            service=re.compile(rf"(?i)(?<!\w){alternation(forms['service'])}"),
            rules=(
                NameRule(re.compile(rf"{title}(?P<name>{name})"), _word_sets(titles), 0.95, "person:title"),
                NameRule(
                    re.compile(rf"(?i:(?<!\w){role})[ \t]*[:\-–|\t][ \t]*(?:{title})?(?P<name>{name})(?!\w)"),
                    _word_sets(forms["role"]),
                    0.85,
                    LABELLED,
                ),
                NameRule(
                    re.compile(
                        rf"(?<!\w)(?i:{alternation(forms['reach'])}),?[ \u00a0]+(?P<name>{name})(?!\w)"
                    ),
                    _word_sets(forms["reach"]),
                    0.7,
                    REACHED,
                ),
                NameRule(
                    re.compile(rf"(?P<name>{whole}),[ ](?i:{position})(?!\w)"),
                    _word_sets(forms["position"]),
                    0.7,
                    "person:position",
                ),
            ),
            name=re.compile(name),
            position=re.compile(rf"(?i)(?<!\w){position}(?!\w)"),
            collective=frozenset(form.casefold() for form in (*forms["collective"], *forms["position"])),
        )


def _name_pattern(particles: list[str], before: str = "") -> str:
    """Return a pattern of two to four name words: capitalised or initials, particles between them.

    ``before`` is asserted behind the first letter: a search skips to the capitals a pattern begins with.
    """
    letter = r"[^\W\d_]"
    rest = rf"(?:(?:{letter}|['’‑-](?={letter}))*|\.)"
    further = rf"[ \u00a0](?:{alternation(particles)}[ \u00a0])*[{_CAPITALS}]{rest}"
    return rf"[{_CAPITALS}]{before}{rest}(?:{further}){{1,3}}"


def _word_sets(forms: list[str]) -> WordSets:
    """Return the words of each form; in capitals too, where a Turkish "ı" is an "I"."""
    return WordSets.of(frozenset(words(fold(way))) for form in forms for way in (form, form.upper()))


@dataclass(frozen=True, slots=True)
class EmailMention:
    """An e-mail address."""

    start: int
    end: int
    address: str
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class PhoneMention:
    """A telephone number as ``written`` and in E.164 form where derivable.

    ``service`` marks a public service line of an organisation, which is not personal data.
    """

    start: int
    end: int
    written: str
    e164: str | None
    service: bool
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class PersonMention:
    """The name of a person, without the title before it."""

    start: int
    end: int
    name: str
    confidence: float
    method: str


def find_emails(text: str) -> tuple[EmailMention, ...]:
    """Return the e-mail addresses in ``text``, also those written with ``(at)`` and ``(dot)``."""
    if "@" not in text and not _SPELLED.search(text):
        return ()
    found = []
    for match in _EMAIL.finditer(text):
        address = re.sub(r"\s?[\[(]\s?(?:at|@)\s?[\])]\s?", "@", match[0], flags=re.IGNORECASE)
        address = re.sub(r"\s?[\[(]\s?dot\s?[\])]\s?", ".", address, flags=re.IGNORECASE)
        method = "email" if address == match[0] else "email:spelled"
        found.append(EmailMention(match.start(), match.end(), address, 0.99, method))
    return tuple(found)


def find_phones(
    text: str, knowledge: ContactKnowledge, country: str | None = None
) -> tuple[PhoneMention, ...]:
    """Return the telephone numbers in ``text``.

    A number is international (``+`` or ``00``), national with a trunk ``0``, or follows a word such as
    "phone". ``country`` (ISO 3166-1 alpha-2) turns national numbers into E.164.
    """
    found: list[PhoneMention] = []
    for match in _NUMBER.finditer(text) if _DIGIT.search(text) else ():
        start, end = match.span()
        end = _balanced(text, start, end)
        written = text[start:end]
        cued = knowledge.phone.search(text, max(0, start - _CUE_REACH), start) is not None
        service = _is_service(text, start, end, knowledge)
        confidence = _phone_confidence(written, cued=cued or service)
        if confidence:
            method = "phone:cue" if cued or service else "phone"
            number = _e164(written, knowledge, country)
            found.append(PhoneMention(start, end, written, number, service, confidence, method))
    return tuple(found)


def _balanced(text: str, start: int, end: int) -> int:
    """Return the end before an opening bracket that the number does not close."""
    opened = text.rfind("(", start, end)
    if opened > start and ")" not in text[opened:end]:
        return start + len(text[start:opened].rstrip(" \t\u00a0./-–‑"))
    return end


def _phone_confidence(written: str, *, cued: bool) -> float:
    """Return how sure it is that a run of digits is a telephone number; 0 if it is none."""
    digits = _DIGITS.sub("", written)
    if _DATE.search(written) or len(digits) > _MOST or re.search(r"[.\-–/]\s*[.\-–/]", written):
        return 0.0
    if written.lstrip("(").startswith("+") or digits.startswith("00"):
        return 0.95 if len(digits) > _FEWEST else 0.0
    if cued:
        return 0.9 if len(digits) >= _SHORT else 0.0
    grouped = re.search(r"\d[ \t\u00a0()/\-–‑.]+\d", written) is not None
    national = written.lstrip("(").startswith("0") and len(digits) > _FEWEST
    return 0.75 if national and grouped and "." not in written[:2] else 0.0


def _is_service(text: str, start: int, end: int, knowledge: ContactKnowledge) -> bool:
    """Tell whether the same line calls the number a public service line."""
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    before = knowledge.service.search(text, line, start)
    after = knowledge.service.search(text, end, min(len(text), end + _CUE_REACH))
    return before is not None or after is not None


def _e164(written: str, knowledge: ContactKnowledge, country: str | None) -> str | None:
    """Return the number in E.164 form, ``None`` where the country or its length does not allow it."""
    plain = re.sub(r"\(0\)", "", written)
    digits = _DIGITS.sub("", plain)
    if plain.lstrip("(").startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    numbering = knowledge.numbering.get(country or "")
    if numbering is None:
        return None
    national = digits.removeprefix(numbering.trunk) if numbering.trunk else digits
    if numbering.trunk and national == digits:
        return None
    fits = numbering.shortest <= len(national) <= numbering.longest
    return f"+{numbering.code}{national}" if fits else None


def find_persons(
    text: str, knowledge: ContactKnowledge, *, in_field: bool = False
) -> tuple[PersonMention, ...]:
    """Return names of persons after titles, after contact labels and before positions.

    With ``in_field`` the text is the value of a contact field: a line or part between commas that is
    two to four capitalised words is a name unless a word of it belongs to an organisation or position.
    """
    found: dict[tuple[int, int], PersonMention] = {}
    for mention in _candidates(text, knowledge, in_field=in_field):
        if mention.method == REACHED and not _is_reached(text, mention.start):
            continue
        covered = any(start < mention.end and mention.start < end for start, end in found)
        words = re.findall(r"\w+", mention.name.casefold())
        if not covered and not knowledge.collective.intersection(words):
            found[mention.start, mention.end] = mention
    return tuple(found[span] for span in sorted(found))


def _is_reached(text: str, at: int) -> bool:
    """Tell whether the line of a name has a number or address to reach somebody by."""
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return "@" in line or _NUMBER.search(line) is not None


def _candidates(text: str, knowledge: ContactKnowledge, *, in_field: bool) -> Iterator[PersonMention]:
    """Yield possible names, the surest first."""
    own = vocabulary(text)
    for rule in knowledge.rules:
        for match in rule.pattern.finditer(text) if rule.words.any_in(own) else ():
            yield PersonMention(*match.span("name"), match["name"], rule.confidence, rule.method)
    if in_field:
        for part in re.finditer(r"[^\n,;|/()]+", text):
            start = part.start() + len(part[0]) - len(part[0].lstrip(" \t\u00a0-–•*:"))
            name = knowledge.name.match(text, start)
            if name and not text[name.end() : part.end()].strip(" \t\u00a0.-–:"):
                yield PersonMention(name.start(), name.end(), name[0], 0.8, "person:field")
