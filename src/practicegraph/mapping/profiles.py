"""Accounts and pages of persons on networks: addresses and handles that name or number one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organizations import organization_type
from practicegraph.mapping.persons import PersonKnowledge

_ADDRESS: Final = r"(?:https?://)?(?<![\w@.-])(?:[\w-]+\.)?"
_OF_PERSONS: Final = re.compile(
    rf"{_ADDRESS}(?:linkedin\.com/(?:in|pub)|xing\.com/(?:profile|people)|wa\.me|api\.whatsapp\.com/send"
    r"|facebook\.com/(?:people|profile\.php)|vk\.com/id\d|ok\.ru/profile|researchgate\.net/profile|orcid\.org"
    r"|viber://(?:chat|contact))(?=[/?\d])[^\s<>\"«»“”„|)]+",
    re.IGNORECASE,
)
"""Pages that only persons have, and numbers of telephones as addresses."""
_NAMED: Final = re.compile(
    rf"{_ADDRESS}(?:facebook\.com|fb\.com|m\.me|instagram\.com|t\.me|telegram\.me|twitter\.com|x\.com|tiktok\.com"
    r"|vk\.com|ok\.ru|threads\.net|youtube\.com)/@?(?P<name>[\w.-]{4,})/?(?![\w/])",
    re.IGNORECASE,
)
"""Pages that persons and bodies have."""
_HANDLE: Final = re.compile(r"(?<![\w@./])@(?P<name>[^\W\d][\w.]{3,}\w)")
_SKYPE: Final = re.compile(
    r"(?i)(?<!\w)skype(?:[ -]?(?:id|name))?[ \t]*[:：][ \t]*(?P<name>(?:live:)?[\w.,-]{5,}\w)"
)
_MESSENGER: Final = re.compile(
    r"(?i)(?<!\w)(?:telegram|whatsapp|signal|viber|wechat|messenger|телеграм|вайбер|تيليغرام|واتساب)\W{0,4}@(?P<name>[^\W\d][\w.]{3,}\w)"
)
"""Accounts of services by which one writes to somebody."""
_HUMP: Final = re.compile(r"[^\W\d_a-z]?[^\W\d_A-Z]+")
_PART: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
_NETWORKS: Final = ("@", ".com/", ".me/", ".ru/", ".net/", ".org/", "skype", "viber:")
"""What stands in every address or name of an account; in most texts there is none."""


@dataclass(frozen=True, slots=True)
class ProfileMention:
    """The account of a person: an address, or a name on a network."""

    start: int
    end: int
    confidence: float
    method: str


def find_profiles(text: str, knowledge: PersonKnowledge) -> Iterator[ProfileMention]:
    """Yield the addresses of pages that only persons have, and of such as are named by a given name and another."""
    folded = fold(text)
    if not any(sign in folded for sign in _NETWORKS):
        return
    for match in _OF_PERSONS.finditer(text):
        yield ProfileMention(*match.span(), 0.95, "profile")
    for pattern in (_NAMED, _HANDLE):
        for match in pattern.finditer(text):
            if _names_person(match["name"], knowledge):
                yield ProfileMention(*match.span(), 0.8, "profile:named")
    for match in _MESSENGER.finditer(text):
        parts = [fold(part) for part in _HUMP.findall(match["name"])]
        if not _names_body(parts, knowledge):
            yield ProfileMention(match.start("name") - 1, match.end(), 0.6, "profile:messenger")
    for match in _SKYPE.finditer(text):
        yield ProfileMention(*match.span("name"), 0.8, "profile:handle")


def _names_person(name: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether the name of an account begins with a given name and goes on with another name."""
    parts = [part for part in _PART.findall(name) if len(part) >= _SHORTEST]
    if len(parts) <= 1 or knowledge.given.use(parts[0]) is not False:
        return False
    return not _names_body(parts, knowledge)


def _names_body(parts: list[str], knowledge: PersonKnowledge) -> bool:
    """Tell whether the words of an account's name are those of a body or a thing."""
    return organization_type(" ".join(parts), knowledge.organizations) is not None or bool(
        (knowledge.eponyms | knowledge.contacts.collective).intersection(part.casefold() for part in parts)
    )
