"""E-mail addresses, also as they are written to hide them from machines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.tables import alternation

_LOCAL: Final = r"[\w.+%-]*\w"
_TOP_LEVEL: Final = r"[^\W\d_]{2,}"
_PLAIN: Final = re.compile(rf"{_LOCAL}[@＠](?:[\w-]+\.)+{_TOP_LEVEL}")
_APART: Final = re.compile(rf"(?<!\w){_LOCAL}[ ]?@[ ]?(?:[\w-]+\.)+{_TOP_LEVEL}")
"""With spaces around the sign: an account of a network ("@name") has none behind it."""
_OF_ITS_OWN: Final = 5
"""Letters from which a word for the sign is none that sentences have before a domain."""
_BRACKETS: Final = (r"[ ]?[\[({<][ ]?", r"[ ]?[\])}>][ ]?")


@dataclass(frozen=True, slots=True)
class EmailMention:
    """An e-mail address."""

    start: int
    end: int
    address: str
    confidence: float
    method: str


@dataclass(frozen=True, slots=True, repr=False)
class MailWords:
    """The words that are written in place of the signs of an address. Build with :meth:`of`."""

    spelled: re.Pattern[str]
    at: re.Pattern[str]
    dot: re.Pattern[str]
    sign: re.Pattern[str]
    """What every such address has: most texts do not."""

    @classmethod
    def of(cls, at: Iterable[str], dot: Iterable[str]) -> Self:
        """Build from the words for ``@`` and for the full stop.

        They stand in brackets ("name (at) domain.org"), between underscores, in capitals ("name AT domain.org"),
        or bare where the full stop before a common domain is a word too; a word of its own ("chiocciola") may be bare.
        """
        at, dot = tuple(at), tuple(dot)
        opened, closed = _BRACKETS
        signs, stops = rf"(?i:{alternation(at)})", rf"(?i:{alternation(dot)})"
        rare = alternation(word for word in at if len(word) >= _OF_ITS_OWN)
        capital = alternation(word.upper() for word in at)
        bracketed = rf"{opened}(?:{signs}|@){closed}"
        sign = rf"(?:{bracketed}|[ ](?:{capital}|(?i:{rare}))[ ](?!www))"
        stop = rf"(?:\.|{opened}{stops}{closed}|[ ]{alternation(word.upper() for word in dot)}[ ])"
        lower = rf"(?<![\w.])(?=[\w.+%-]*[^\W\d_A-Z]){_LOCAL}"
        joined = rf"(?<!\w)\w[\w.-]*?_{signs}_[\w-]+?_{stops}_{_TOP_LEVEL}"
        both = (
            rf"{lower}[ ]{signs}[ ][\w-]+(?:[ ]{stops}[ ][\w-]+)*[ ]{stops}[ ](?:com|org|net|eu|info)(?!\w)"
        )
        return cls(
            re.compile(rf"{lower}{sign}(?:[\w-]+{stop})+{_TOP_LEVEL}|{joined}|{both}"),
            re.compile(rf"{sign}|[ _]{signs}[ _]"),
            re.compile(rf"{stop}|[ _]{stops}[ _]"),
            # The first signs of all alternatives first: a search skips to them.
            re.compile(
                rf"[\[({{<_ ](?:(?<=[^_ ])[ ]?(?:{signs}|@){closed}|(?<=[ ])(?:{capital}|(?i:{rare})|{stops})[ ]|(?<=_){signs}_)"
            ),
        )

    def address(self, written: str) -> str:
        """Return an address that is spelled with words as it would be with signs."""
        name, domain = self.at.split(written, maxsplit=1)
        return f"{name}@{self.dot.sub('.', domain)}"


def find_emails(text: str, spelling: MailWords) -> tuple[EmailMention, ...]:
    """Return the e-mail addresses in ``text``, also those written with words or brackets: "name (at) domain"."""
    found: list[EmailMention] = []
    if "@" in text or "＠" in text:
        for pattern in (_PLAIN, _APART):
            for match in pattern.finditer(text):
                address = re.sub(r"\s*[@＠]\s*", "@", match[0])
                _add(found, EmailMention(*match.span(), address, 0.99, "email"))
    if spelling.sign.search(text) is not None:
        for match in spelling.spelled.finditer(text):
            address = spelling.address(match[0])
            _add(found, EmailMention(*match.span(), address, 0.95, "email:spelled"))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _add(found: list[EmailMention], mention: EmailMention) -> None:
    """Keep a mention unless one that was found before stands there."""
    if not any(mention.start < other.end and other.start < mention.end for other in found):
        found.append(mention)
