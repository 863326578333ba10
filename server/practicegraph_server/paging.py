"""A long list by pages: ``limit`` and ``offset`` of the address, and links to the pages around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from practicegraph.wording import Wording
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem

USUAL: Final = 100
"""Entries of a page where ``limit`` does not say."""
MOST: Final = 1000
"""Entries that a page may have."""
_LAST_OFFSET: Final = 10**9


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: ``limit`` entries after the first ``offset``."""

    limit: int = USUAL
    offset: int = 0

    def around(self, total: int) -> dict[str, Page]:
        """Return the pages that one may turn to, by link relation (RFC 8288): first, last, prev, next."""
        found = {
            "first": Page(self.limit),
            "last": Page(self.limit, max(0, total - 1) // self.limit * self.limit),
        }
        if self.offset > 0:
            found["prev"] = Page(self.limit, max(0, self.offset - self.limit))
        if self.offset + self.limit < total:
            found["next"] = Page(self.limit, self.offset + self.limit)
        return found


def page_of(given: Parameters) -> Page:
    """Return the page that an address asks for; raises a 400 :class:`Problem` for numbers that cannot be."""
    return Page(_number(given, "limit", USUAL, 1, MOST), _number(given, "offset", 0, 0, _LAST_OFFSET))


def asks_for_page(given: Parameters) -> bool:
    """Whether an address names a page at all."""
    return bool({"limit", "offset"} & given.names())


def address(path: str, parameters: Mapping[str, str], page: Page) -> str:
    """Return the address of a page."""
    numbers = {"limit": page.limit} if page.limit != USUAL else {}
    numbers |= {"offset": page.offset} if page.offset else {}
    query = urlencode({**parameters, **numbers})
    return f"{path}?{query}" if query else path


def link_header(path: str, parameters: Mapping[str, str], page: Page, total: int) -> str:
    """Return the value of ``Link`` that names the pages around."""
    return ", ".join(
        f'<{address(path, parameters, other)}>; rel="{relation}"'
        for relation, other in page.around(total).items()
    )


def _number(given: Parameters, name: str, usual: int, least: int, most: int) -> int:
    written = given.one(name)
    if written is None:
        return usual
    if not (
        written.isascii() and written.isdecimal() and len(written) <= 10 and least <= int(written) <= most
    ):
        raise Problem(
            400,
            "bad-parameter",
            Wording(
                "{name} must be a whole number from {least} to {most}, not “{value}”",
                name=name,
                least=least,
                most=most,
                value=written,
            ),
        )
    return int(written)
