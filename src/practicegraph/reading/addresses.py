"""The addresses behind links, which the text of a page does not show.

They are written below the text, one a line under a line with an arrow: a fact can point to them, and no
sentence is torn apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.layout import Piece

LINKS: Final = 20
"""How many addresses are kept."""
LINKS_MARK: Final = "↗"
"""The line over the addresses."""


def address_pieces(links: Iterable[str], own: str | None, shown: str) -> Iterator[Piece]:
    """Yield the addresses of links to other sites than ``own`` which the text ``shown`` does not have."""
    host = _host(own or "")
    found: list[str] = []
    for written in links:
        address = _absolute(own, written)
        bare = address.split("://")[-1].rstrip("/").removeprefix("www.")
        if _host(address) not in ("", host) and address not in found and bare not in shown:
            found.append(address)
    if found:
        yield Piece(BlockKind.HEADING, LINKS_MARK)
    for address in found[:LINKS]:
        yield Piece(BlockKind.PARAGRAPH, address)


def _absolute(own: str | None, written: str) -> str:
    address = written.strip()
    try:
        joined = urljoin(own, address) if own else address
        parts = urlsplit(joined)
    except ValueError:
        return ""
    usable = parts.scheme in ("http", "https") and not any(letter.isspace() for letter in joined)
    return joined if usable else ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
